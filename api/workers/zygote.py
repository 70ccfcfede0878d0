"""A small process that has everything loaded and forks workers: some milliseconds for each.

    python -m api.workers.zygote FD

It has one thread, so that forking is safe; the process that serves the web never forks. Over the
socket FD it gets, for each worker, what to open and two sockets: the channel, which only the
worker keeps, and the leash. The end of a leash ends its worker; over it goes, at last, how the
worker ended. An empty order tells it to end with its last worker. The end of FD, and so of the
service, even by kill -9, ends all of them.
"""

from __future__ import annotations

import array
import gc
import json
import os
import selectors
import signal
import socket
import struct
import sys
from contextlib import suppress

from api.store import Dataset
from api.workers import sandbox, worker
from api.workers.frames import Channel, ChannelError
from api.workers.job import Location, Start

LENGTH = struct.Struct("<I")
STATUS = struct.Struct("<i")  # as os.waitpid gives it
_MOST = 1 << 20


class Zygote:
    """The loop, with the workers that live: pid and leash."""

    def __init__(self, orders: socket.socket) -> None:
        self._orders = orders
        self._buffer = b""
        self._descriptors: list[int] = []
        self._leashes: dict[int, socket.socket] = {}
        self._loaded: tuple[Location, Dataset | None] | None = None
        self._is_last = False
        self._selector = selectors.DefaultSelector()
        self._selector.register(orders, selectors.EVENT_READ, None)
        woken, self._waker = socket.socketpair()
        woken.setblocking(False)
        self._waker.setblocking(False)
        self._woken = woken
        self._selector.register(woken, selectors.EVENT_READ, None)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(self._waker.fileno())

    def run(self) -> None:
        """Serve until the orders end, or the last worker after which no more are wanted."""
        is_open = True
        while is_open and (self._leashes or not self._is_last):
            for key, _ in self._selector.select():
                if key.fileobj is self._orders:
                    is_open = self._take_orders()
                elif key.fileobj is self._woken:
                    with suppress(BlockingIOError):
                        self._woken.recv(4096)
                else:
                    self._selector.unregister(key.fileobj)
                    self._kill(key.data)
            self._reap()
        signal.set_wakeup_fd(-1)
        for pid in self._leashes:
            self._kill(pid)

    def _take_orders(self) -> bool:
        """Read what has come and start the workers asked for; False at the end."""
        room = socket.CMSG_SPACE(array.array("i").itemsize * 8)
        data, ancillary, _, _ = self._orders.recvmsg(_MOST, room)
        for level, kind, found in ancillary:
            if level == socket.SOL_SOCKET and kind == socket.SCM_RIGHTS:
                numbers = array.array("i")
                numbers.frombytes(found[: len(found) - len(found) % numbers.itemsize])
                self._descriptors += numbers
        self._buffer += data
        while len(self._buffer) >= LENGTH.size:
            (length,) = LENGTH.unpack_from(self._buffer)
            end = LENGTH.size + length
            if len(self._buffer) < end:
                break
            order, self._buffer = self._buffer[LENGTH.size : end], self._buffer[end:]
            self._is_last = not order
            if not order:
                continue
            channel, leash = self._descriptors[:2]
            del self._descriptors[:2]
            self._start(Start.from_json(json.loads(order)), channel, socket.socket(fileno=leash))
        return bool(data)

    def _start(self, start: Start, channel: int, leash: socket.socket) -> None:
        try:
            opened = self._load(start) if start.is_shared() else None
        except worker.OpenError as error:
            with suppress(ChannelError):
                _channel(channel).send({"ready": False, "detail": str(error)})
            leash.close()
            return
        parent = os.getpid()
        pid = os.fork()
        if pid == 0:
            self._become_worker(start, channel, leash, opened, parent)
        os.close(channel)
        self._leashes[pid] = leash
        self._selector.register(leash, selectors.EVENT_READ, pid)

    def _load(self, start: Start) -> Dataset | None:
        """Return the graph of a file or a dump, loaded once: the workers share its memory.

        A store on disk is opened by each worker: it has threads, which no fork takes along. So is
        one whose dump can't be loaded.
        """
        location = start.location
        if self._loaded is None or self._loaded[0] != location:
            self._loaded = None
            self._loaded = location, _opened(location)
            gc.collect()
            gc.freeze()  # what is not looked at again stays shared
        return self._loaded[1]

    def _become_worker(
        self,
        start: Start,
        channel: int,
        leash: socket.socket,
        opened: Dataset | None,
        parent: int,
    ) -> None:
        """Run as a worker and end; never returns."""
        status = 1
        try:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            held = sandbox.die_with_parent(parent)
            for other in (self._orders, self._woken, self._waker, leash, *self._leashes.values()):
                other.close()
            self._selector.close()
            worker.run(_channel(channel), start, held, opened)
            status = 0
        except ChannelError:
            status = 0  # the service has let go of this worker
        finally:
            os._exit(status)

    def _kill(self, pid: int) -> None:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)

    def _reap(self) -> None:
        while self._leashes:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if pid == 0:
                return
            leash = self._leashes.pop(pid)
            with suppress(KeyError):
                self._selector.unregister(leash)
            with suppress(OSError):
                leash.send(STATUS.pack(status))
            leash.close()


def _opened(location: Location) -> Dataset | None:
    if location.kind == "file":
        return worker.open_location(location)
    try:
        return worker.load_dump(location)
    except worker.OpenError as error:
        print(f"queries read from disk: {error}", file=sys.stderr, flush=True)
        return None


def _channel(descriptor: int) -> Channel:
    return Channel(socket.socket(fileno=descriptor))


def main() -> None:
    """Run until the service ends; a signal to its group is the service's to handle."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    Zygote(socket.socket(fileno=int(sys.argv[1]))).run()


if __name__ == "__main__":
    main()
