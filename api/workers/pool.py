"""The pool: processes that run one query each, a bounded queue before them, one process to spare.

The event loop of a request speaks to the worker itself. A worker belongs to no loop while it is
idle, so that any loop may use the pool. Threads only start workers, and wait for how one ended.
"""

from __future__ import annotations

import asyncio
import logging
import weakref

from api.workers.frames import ChannelError, Frame
from api.workers.job import Location, Result
from api.workers.options import PoolOptions
from api.workers.processes import Worker
from api.workers.starters import make_starter
from api.workers.state import PoolState
from api.workers.tickets import BusyError, PoolStatus, Ticket, result_of

log = logging.getLogger(__name__)


class QueryPool:
    """Runs queries in worker processes; begins with the first use, ends with :meth:`close`."""

    def __init__(self, options: PoolOptions) -> None:
        self.options = options
        self._state = PoolState(options, make_starter(options.way))
        weakref.finalize(self, self._state.close)

    def prepare(self, location: Location) -> None:
        """Have workers open ``location``; those of another one end as these become ready."""
        self._state.prepare(location)

    async def run(self, ticket: Ticket) -> Result:
        """Return the answer; raises QueryFailedError, or PoolError for why there is none.

        A query whose caller is cancelled ends with its worker.
        """
        try:
            worker = self._state.take(ticket) or await self._turn(ticket)
            found = await self._ask(ticket, worker)
        except BaseException as error:
            self._state.count(error)
            raise
        self._state.count(found)
        return found

    def cancel(self, ticket: Ticket) -> None:
        """Take the job out of the queue, or end its worker; nobody waits for it."""
        self._state.stop(ticket, "gone")

    def status(self) -> PoolStatus:
        """Return what the pool does now and has done."""
        return self._state.status()

    def is_closed(self) -> bool:
        """Tell whether it has been closed."""
        return self._state.is_closed()

    def close(self) -> None:
        """End all workers at once; jobs that wait or run get ClosedError."""
        self._state.close(join=True)

    async def _turn(self, ticket: Ticket) -> Worker:
        """Wait for a worker; raises BusyError where none becomes free in time."""
        assert ticket.turn is not None
        late = BusyError("no worker became free in time")
        clock = asyncio.get_running_loop().call_later(
            self.options.wait_seconds, self._state.refuse, ticket, late
        )
        try:
            return await ticket.turn
        except asyncio.CancelledError:
            self._state.give_up(ticket)
            raise
        finally:
            clock.cancel()

    async def _ask(self, ticket: Ticket, worker: Worker) -> Result:
        clock = asyncio.get_running_loop().call_later(
            self.options.limits.seconds, self._state.stop, ticket, "time"
        )
        frame: Frame | None = None
        status: int | None = None
        is_kept = False
        try:
            try:
                frame = await worker.ask(ticket.job)
            except ChannelError as error:
                log.debug("a worker ended: %s", error)
            finally:
                clock.cancel()
                is_sound = frame is not None and not frame[0].get("retire")
                is_kept = self._state.end(ticket, worker, is_sound=is_sound)
            if frame is None and ticket.stopped is None:
                status = await asyncio.to_thread(worker.ended_by)
            return result_of(ticket, frame, status)
        finally:
            if not is_kept:
                worker.close()
