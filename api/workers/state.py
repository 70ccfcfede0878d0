"""What a pool holds: the idle workers, the running queries, the queue; who gets which worker."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections import Counter, deque
from itertools import islice

from api.workers.job import Location, Result, Start
from api.workers.options import PoolOptions
from api.workers.processes import StartError, Worker
from api.workers.starters import Starter
from api.workers.tickets import (
    STOPPED,
    BusyError,
    ClosedError,
    Counts,
    PoolError,
    PoolStatus,
    StopReason,
    Ticket,
    count,
)

_JOIN_SECONDS = 5.0
_RETRY_SECONDS = 1.0

log = logging.getLogger(__name__)


class PoolState:
    """Read and changed under one lock, which nobody holds while waiting.

    There is one process more than queries may run, so that the next query need not wait for the
    successor of one that was killed.
    """

    def __init__(self, options: PoolOptions, starter: Starter) -> None:
        self._options = options
        self._starter = starter
        self._lock = threading.RLock()
        self._closing = threading.Event()
        self._threads: set[threading.Thread] = set()
        self._queue: deque[Ticket] = deque()
        self._running: set[Ticket] = set()
        self._idle: list[Worker] = []
        self._starting: Counter[Location] = Counter()
        self._location: Location | None = None
        self._guards: tuple[str, ...] = ()
        self._counts = Counts()

    def prepare(self, location: Location) -> None:
        """Have workers open ``location``."""
        if location is self._location:
            return
        with self._lock:
            if location != self._location:
                self._location = location
                self._settle()

    def take(self, ticket: Ticket) -> Worker | None:
        """Return an idle worker for the job, or None and it waits for its turn.

        Raises BusyError where the queue is full, ClosedError after the end.
        """
        with self._lock:
            if self._closing.is_set():
                raise ClosedError("the service is stopping")
            if ticket.stopped:
                raise STOPPED[ticket.stopped]
            free = max(self._options.workers - len(self._running), 0)
            if free and not self._queue:
                worker = self._idle_for(ticket.location)
                if worker is not None:
                    self._begin(ticket, worker)
                    return worker
            if len(self._queue) >= self._options.queue + free:
                raise BusyError("too many queries are waiting")
            ticket.turn = asyncio.get_running_loop().create_future()
            self._queue.append(ticket)
            if self._location is None:
                self._location = ticket.location
            if free:
                self._settle()
            return None

    def end(self, ticket: Ticket, worker: Worker, *, is_sound: bool) -> bool:
        """Stop the clock of a job; False where its worker is of no use any more."""
        with self._lock:
            self._running.discard(ticket)
            ticket.end()
            is_kept = is_sound and ticket.stopped is None and not self._closing.is_set()
            if is_kept and worker.location == self._location and self._hand_over(worker):
                return True
            if is_kept:
                self._idle.append(worker)
            if self._queue or not is_kept or worker.location != self._location:
                self._settle()
            return is_kept

    def stop(self, ticket: Ticket, reason: StopReason) -> None:
        """End a query, whether it waits or runs."""
        with self._lock:
            self.refuse(ticket, STOPPED[reason]())
            ticket.stop(reason)

    def refuse(self, ticket: Ticket, told: PoolError) -> None:
        """Take a job out of the queue, if it is still there."""
        with self._lock:
            if ticket in self._queue:
                self._queue.remove(ticket)
                ticket.tell(told)

    def give_up(self, ticket: Ticket) -> None:
        """Take out of the queue what nobody waits for, or give back the worker that it got."""
        with self._lock:
            if ticket in self._queue:
                self._queue.remove(ticket)
            elif (worker := ticket.worker) is not None and not self.end(
                ticket, worker, is_sound=True
            ):
                worker.close()

    def count(self, outcome: Result | BaseException) -> None:
        """Count what became of a job."""
        with self._lock:
            count(self._counts, outcome)

    def status(self) -> PoolStatus:
        """Return what the pool does now and has done."""
        with self._lock:
            free = max(self._options.workers - len(self._running), 0)
            return PoolStatus(
                workers=self._options.workers,
                running=len(self._running),
                queued=len(self._queue),
                queue_size=self._options.queue,
                idle=min(len(self._idle), free),
                spares=max(len(self._idle) - free, 0),
                guards=self._guards,
                counts=self._counts.copy(),
            )

    def is_closed(self) -> bool:
        """Tell whether it has been closed."""
        return self._closing.is_set()

    def close(self, *, join: bool = False) -> None:
        """End everything; with ``join``, wait until it has ended."""
        with self._lock:
            self._closing.set()
            for ticket in self._running:
                ticket.stop("closed")
            self._fail(ClosedError("the service is stopping"))
            while self._idle:
                self._idle.pop().close()
            threads = list(self._threads)
        self._starter.close()
        if join:
            for thread in threads:
                thread.join(_JOIN_SECONDS)

    # --- with the lock held ---

    def _begin(self, ticket: Ticket, worker: Worker) -> None:
        ticket.begin(worker)
        self._running.add(ticket)

    def _hand_over(self, worker: Worker) -> bool:
        """Give a worker to the first that waits, if it is the right one: nearly always."""
        if not self._queue or self._queue[0].location != worker.location:
            return False
        ticket = self._queue.popleft()
        self._begin(ticket, worker)
        if ticket.tell(worker):
            return True
        self._running.discard(ticket)
        return False

    def _idle_for(self, location: Location) -> Worker | None:
        """Take the worker used last that has this graph; one that was killed meanwhile goes."""
        for worker in [worker for worker in reversed(self._idle) if worker.location == location]:
            self._idle.remove(worker)
            if worker.is_alive():
                return worker
            worker.close()
        return None

    def _settle(self) -> None:
        """Give idle workers to those that wait, start what is missing, end what is left over."""
        if self._closing.is_set():
            return
        missing = self._serve_queue()
        if self._location is not None:
            have = sum(worker.location == self._location for worker in self._idle)
            have += sum(ticket.location == self._location for ticket in self._running)
            wanted = self._options.workers + 1 - have
            missing[self._location] = max(missing[self._location], wanted)
        for location, number in missing.items():
            for _ in range(number - self._starting[location]):
                self._start_another(location)
        left_over = len(self._idle) + len(self._running) - self._options.workers - 1
        for worker in [other for other in self._idle if other.location != self._location]:
            if left_over > 0:
                left_over -= 1
                self._idle.remove(worker)
                worker.close()

    def _serve_queue(self) -> Counter[Location]:
        """Give out workers in the order of the queue; return which graphs lack some."""
        missing: Counter[Location] = Counter()
        free = self._options.workers - len(self._running)
        for ticket in list(islice(self._queue, max(free, 0))):
            worker = self._idle_for(ticket.location)
            if worker is None:
                missing[ticket.location] += 1
                continue
            self._queue.remove(ticket)
            self._begin(ticket, worker)
            if not ticket.tell(worker):
                self._running.discard(ticket)
                self._idle.append(worker)
        return missing

    def _start_another(self, location: Location) -> None:
        self._starting[location] += 1
        thread = threading.Thread(
            target=self._start, args=(location,), name="queries-start", daemon=True
        )
        self._threads.add(thread)
        thread.start()

    def _fail(self, told: PoolError, location: Location | None = None) -> None:
        """Tell those that wait, for a worker with this graph or for any."""
        for ticket in [*self._queue]:
            if location is None or ticket.location == location:
                self._queue.remove(ticket)
                ticket.tell(told)

    # --- in a thread ---

    def _start(self, location: Location) -> None:
        """Start a worker; where that fails, tell those that wait, and wait before the next."""
        options = self._options
        start = Start(location, options.limits, options.guards, options.memory_quads)
        worker: Worker | None = None
        try:
            worker = self._starter.start(start)
        except StartError as error:
            self._note_failure(location, error)
        with self._lock:
            self._starting[location] -= 1
            self._threads.discard(threading.current_thread())
            if worker is not None:
                self._counts.workers_started += 1
                self._guards = worker.guards
                self._idle.append(worker)
            self._settle()
            if self._closing.is_set():
                while self._idle:
                    self._idle.pop().close()

    def _note_failure(self, location: Location, error: StartError) -> None:
        if self._closing.is_set():
            return
        log.error("queries: %s", error)
        with self._lock:
            self._counts.starts_failed += 1
            self._fail(ClosedError(str(error)), location)
        self._closing.wait(_RETRY_SECONDS)
