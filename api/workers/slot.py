"""A slot: the thread that waits for one worker, and gets another where that one has ended."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from api.workers.frames import ChannelError, Frame
from api.workers.job import Location, QueryFailedError, Result
from api.workers.processes import StartError, Worker
from api.workers.tickets import (
    STOPPED,
    ClosedError,
    CrashError,
    MemoryLimitError,
    PoolError,
    Ticket,
)

if TYPE_CHECKING:
    from api.workers.state import PoolState

_SEGMENTATION_FAULT = -11
_MEMORY_SIGNALS = (-6, -9)  # what the engine does without memory, what the system does
_CPU_SIGNAL = -24

log = logging.getLogger(__name__)


class Slot:
    """One worker at a time, and the thread that waits for it."""

    def __init__(self, state: PoolState) -> None:
        self._state = state
        self._worker: Worker | None = None
        self.location: Location | None = None
        self.is_open = True

    def run(self) -> None:
        """Serve until the pool is closed."""
        while self.is_open:
            ticket = self._state.next_ticket(self)
            if ticket is not None:
                self._run(ticket)
            elif self.is_open:
                self._warm()
        self._drop()

    def _warm(self) -> None:
        location = self._state.wanted()
        if location is not None:
            try:
                self._hold(location)
            except StartError:
                self._state.pause()

    def _run(self, ticket: Ticket) -> None:
        try:
            worker = self._hold(ticket.location)
        except StartError as error:
            self._state.finish(ticket, ClosedError(str(error)))
            return
        if not self._state.begin(ticket, worker):
            return
        frame: Frame | None = None
        try:
            frame = worker.ask(ticket.job)
        except ChannelError as error:
            log.debug("a worker ended: %s", error)
        self._state.end(ticket)
        found = outcome(ticket, frame, worker)
        if ticket.stopped or frame is None or frame[0].get("retire"):
            self._drop()
        self._state.finish(ticket, found)

    def _hold(self, location: Location) -> Worker:
        """Return the worker of this slot, a new one where it has ended or has another graph."""
        if self._worker is None or self.location != location or not self._worker.is_alive():
            self._drop()
            self._worker = self._state.take_worker(location)
            self.location = location
        return self._worker

    def _drop(self) -> None:
        if self._worker is not None:
            self._worker.close()
        self._worker, self.location = None, None


def outcome(ticket: Ticket, frame: Frame | None, worker: Worker) -> Result | Exception:
    """Return the result, or what went wrong; a query that was stopped has none."""
    if ticket.stopped:
        return STOPPED[ticket.stopped]()
    if frame is None:
        return _death(worker.ended_by())
    head, body = frame
    failed = head.get("failed")
    if not failed:
        return Result(head["media_type"], body, head["digest"])
    if failed["kind"] == "memory":
        return MemoryLimitError()
    return QueryFailedError(failed["kind"], failed["detail"], failed["extra"])


def _death(status: int | None) -> PoolError:
    if status == _CPU_SIGNAL:
        return STOPPED["time"]()
    if status in _MEMORY_SIGNALS:
        return MemoryLimitError()
    what = "a segmentation fault" if status == _SEGMENTATION_FAULT else f"status {status}"
    log.warning("a query ended its worker by %s", what)
    return CrashError(what)
