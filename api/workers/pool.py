"""The pool: slots that run one query each, a bounded queue before them, a spare worker beside.

Threads of its own, so that any event loop may wait for its futures and no thread of the pages is
taken: one for each slot, one that watches the clock, one that keeps the spare. None of them runs
a query: they wait for processes.
"""

from __future__ import annotations

import weakref

from api.workers.job import Job, Location
from api.workers.options import PoolOptions
from api.workers.processes import make_starter
from api.workers.state import PoolState
from api.workers.tickets import PoolStatus, Ticket


class QueryPool:
    """Runs queries in worker processes; begins with the first use, ends with :meth:`close`."""

    def __init__(self, options: PoolOptions) -> None:
        self.options = options
        self._state = PoolState(options, make_starter(options.way))
        weakref.finalize(self, self._state.close)

    def prepare(self, location: Location) -> None:
        """Have workers open ``location``; those of another one end when they are idle."""
        self._state.prepare(location)

    def submit(self, job: Job, location: Location) -> Ticket:
        """Put a job in the queue; its future gives the result, or QueryFailedError or PoolError.

        Raises BusyError where the queue is full, ClosedError after the end.
        """
        return self._state.submit(job, location)

    def cancel(self, ticket: Ticket) -> None:
        """Take the job out of the queue, or end its worker; nobody waits for it."""
        self._state.cancel(ticket)

    def status(self) -> PoolStatus:
        """Return what the pool does now and has done."""
        return self._state.status()

    def is_closed(self) -> bool:
        """Tell whether it has been closed."""
        return self._state.is_closed()

    def close(self) -> None:
        """End all workers at once; jobs that wait or run get ClosedError."""
        self._state.close(join=True)
