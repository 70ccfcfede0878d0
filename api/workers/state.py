"""What the slots, the clock and the keeper of the spare share, and what these two do."""

from __future__ import annotations

import logging
import threading
import time
from collections import deque

from api.workers.job import Job, Location, Result, Start
from api.workers.options import PoolOptions
from api.workers.processes import Starter, StartError, Worker
from api.workers.slot import Slot
from api.workers.tickets import (
    STOPPED,
    BusyError,
    ClosedError,
    Counts,
    PoolStatus,
    Ticket,
    count,
    resolve,
)

_JOIN_SECONDS = 5.0
_RETRY_SECONDS = 1.0

log = logging.getLogger(__name__)


class PoolState:
    """What the threads share; everything here is read and changed under one condition."""

    def __init__(self, options: PoolOptions, starter: Starter) -> None:
        self._options = options
        self._starter = starter
        self._lock = threading.RLock()
        self._work = threading.Condition(self._lock)  # the slots wait for it
        self._spare_taken = threading.Condition(self._lock)  # the keeper of the spare does
        self._end = threading.Condition(self._lock)  # the clock does, and what tries again later
        self._threads: list[threading.Thread] = []
        self._queue: deque[Ticket] = deque()
        self._running: set[Ticket] = set()
        self._spare: tuple[Location, Worker] | None = None
        self._idle = 0
        self._location: Location | None = None
        self._guards: tuple[str, ...] = ()
        self._counts = Counts()
        self._is_closed = False

    def prepare(self, location: Location) -> None:
        """Have workers open ``location``; begins with the threads."""
        with self._lock:
            if location == self._location or self._is_closed:
                return
            self._location = location
            self._work.notify_all()
            self._spare_taken.notify()
            if not self._threads:
                work = [Slot(self).run for _ in range(self._options.workers)]
                work += [self._watch_clock, self._keep_spare]  # the last one cleans up
                self._threads = [
                    threading.Thread(target=target, name=f"queries-{number}", daemon=True)
                    for number, target in enumerate(work)
                ]
                for thread in self._threads:
                    thread.start()

    def submit(self, job: Job, location: Location) -> Ticket:
        """Put a job in the queue; raises BusyError, ClosedError."""
        self.prepare(location)
        ticket = Ticket(job, location, time.monotonic() + self._options.wait_seconds)
        with self._lock:
            if self._is_closed:
                raise ClosedError("the service is stopping")
            free = self._options.workers - len(self._running)
            if len(self._queue) >= self._options.queue + max(free, 0):
                self._counts.refused += 1
                raise BusyError("too many queries are waiting")
            self._queue.append(ticket)
            self._work.notify()
        return ticket

    def cancel(self, ticket: Ticket) -> None:
        """Take the job out of the queue, or end its worker."""
        with self._lock:
            if ticket in self._queue:
                self._queue.remove(ticket)
                self._counts.abandoned += 1
                resolve(ticket.future, STOPPED["gone"]())
            else:
                ticket.stop("gone")

    def status(self) -> PoolStatus:
        """Return what the pool does now and has done."""
        with self._lock:
            return PoolStatus(
                workers=self._options.workers,
                running=len(self._running),
                queued=len(self._queue),
                queue_size=self._options.queue,
                idle=self._idle,
                spares=int(self._spare is not None),
                guards=self._guards,
                counts=self._counts.copy(),
            )

    def is_closed(self) -> bool:
        """Tell whether it has been closed."""
        with self._lock:
            return self._is_closed

    def close(self, *, join: bool = False) -> None:
        """End everything; with ``join``, wait until it has ended."""
        with self._lock:
            self._is_closed = True
            for ticket in self._running:
                ticket.stop("closed")
            while self._queue:
                resolve(self._queue.popleft().future, ClosedError("the service is stopping"))
            for waiting in (self._work, self._spare_taken, self._end):
                waiting.notify_all()
        if join:
            for thread in self._threads:
                thread.join(_JOIN_SECONDS)

    def next_ticket(self, slot: Slot) -> Ticket | None:
        """Return the next job; None to look after the worker, or at the end."""
        with self._lock:
            while not self._is_closed and not self._queue:
                if slot.location != self._location:
                    return None
                self._idle += 1
                self._work.wait()
                self._idle -= 1
            if self._is_closed:
                slot.is_open = False
                return None
            return self._queue.popleft()

    def begin(self, ticket: Ticket, worker: Worker) -> bool:
        """Start the clock of a job; False where it was stopped meanwhile."""
        with self._lock:
            if self._is_closed:
                ticket.stop("closed")
            if ticket.stopped:  # while it was between the queue and its worker
                outcome = STOPPED[ticket.stopped]()
                count(self._counts, ticket, outcome)
                resolve(ticket.future, outcome)
                return False
            ticket.worker = worker
            ticket.began = time.monotonic()
            ticket.deadline = ticket.began + self._options.limits.seconds
            self._running.add(ticket)
            return True

    def end(self, ticket: Ticket) -> None:
        """Stop its clock: from here on nobody may kill its worker."""
        with self._lock:
            self._running.discard(ticket)
            ticket.worker = None
            ticket.ended = time.monotonic()

    def finish(self, ticket: Ticket, outcome: Result | Exception) -> None:
        """Count the job and tell who waits."""
        with self._lock:
            count(self._counts, ticket, outcome)
        resolve(ticket.future, outcome)

    def take_worker(self, location: Location) -> Worker:
        """Return the spare, or a new worker; raises StartError."""
        with self._lock:
            if self._spare is not None and self._spare[0] == location:
                worker = self._spare[1]
                self._spare = None
                self._spare_taken.notify()
                if worker.is_alive():
                    return worker
                worker.close()
        return self._start(location)

    def wanted(self) -> Location | None:
        """Return what workers should have open; None at the end."""
        with self._lock:
            return None if self._is_closed else self._location

    def pause(self) -> None:
        """Wait a little before starting is tried again, or until something changes."""
        with self._lock:
            if not self._is_closed:
                self._end.wait(_RETRY_SECONDS)

    def _start(self, location: Location) -> Worker:
        try:
            worker = self._starter.start(
                Start(
                    location,
                    self._options.limits,
                    self._options.guards,
                    self._options.memory_quads,
                )
            )
        except StartError as error:
            with self._lock:
                self._counts.starts_failed += 1
            log.error("queries: %s", error)
            raise
        with self._lock:
            self._counts.workers_started += 1
            self._guards = worker.guards
        return worker

    def _watch_clock(self) -> None:
        """Stop what is overdue.

        A new deadline is never earlier than those before it, nor nearer than the shortest time,
        so that nobody has to wake the clock for it.
        """
        shortest = min(self._options.limits.seconds, self._options.wait_seconds)
        with self._lock:
            while not self._is_closed:
                for ticket in [ticket for ticket in self._running if ticket.is_overdue()]:
                    ticket.stop("time")
                while self._queue and self._queue[0].is_overdue():
                    self._counts.refused += 1
                    late = self._queue.popleft()
                    resolve(late.future, BusyError("no worker became free in time"))
                ends = [ticket.deadline for ticket in self._running if ticket.stopped is None]
                ends += [ticket.deadline for ticket in [*self._queue][:1]]
                nearest = min(ends) - time.monotonic() if ends else shortest
                self._end.wait(min(max(nearest, 0), shortest))

    def _keep_spare(self) -> None:
        while (location := self._missing_spare()) is not None:
            try:
                worker = self._start(location)
            except StartError:
                self.pause()
                continue
            with self._lock:
                old, self._spare = self._spare, (location, worker)
            if old is not None:
                old[1].close()
        self._clean_up()

    def _clean_up(self) -> None:
        """End the spare and the starter, once the slots have let go of their workers."""
        for thread in self._threads[: self._options.workers]:
            thread.join(_JOIN_SECONDS)
        if self._spare is not None:
            self._spare[1].close()
            self._spare = None
        self._starter.close()

    def _missing_spare(self) -> Location | None:
        """Wait until the present location has no spare and return it; None at the end."""
        with self._lock:
            while not self._is_closed:
                if self._location is not None and (
                    self._spare is None or self._spare[0] != self._location
                ):
                    return self._location
                self._spare_taken.wait()
        return None
