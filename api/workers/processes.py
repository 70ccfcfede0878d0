"""Workers as the service sees them: how they are asked, killed, and how they ended.

One has one user at a time, in the event loop of that user; only :meth:`Worker.kill` may come from
another thread. An idle one belongs to no loop.
"""

from __future__ import annotations

import asyncio
import os
import socket
import subprocess
import threading
from contextlib import suppress
from typing import Protocol

from api.workers.frames import Channel, ChannelError, Frame
from api.workers.job import Job, Location, Start
from api.workers.zygotes import END_SECONDS, end

_SLACK = 4096
_STATUS_BYTES = 4


class StartError(Exception):
    """No worker can be started; the message says why."""


class Process(Protocol):
    """The process of a worker, in the way it was started."""

    def kill(self) -> None:
        """End it at once, whatever it does."""

    def ended_by(self) -> int | None:
        """Return the exit status, of a signal its number below zero; None within seconds."""

    def close(self) -> None:
        """Let go of what belongs to it, once it was killed. Does not wait."""


class Worker:
    """One process that answers one query at a time, over a socket."""

    def __init__(self, start: Start, connection: socket.socket, process: Process) -> None:
        self.location: Location = start.location
        self.guards: tuple[str, ...] = ()
        self._socket = connection
        self._channel = Channel(connection, start.limits.result_bytes + _SLACK)
        self._process = process

    def await_ready(self) -> Worker:
        """Wait until its graph is open and return it; raises StartError, ChannelError."""
        try:
            head, _ = self._channel.receive()
            if not head.get("ready"):
                raise StartError(str(head.get("detail")))
        except (StartError, ChannelError):
            self.close()
            raise
        self.guards = tuple(head["guards"])
        self._socket.setblocking(False)
        return self

    async def ask(self, job: Job) -> Frame:
        """Return the answer; raises ChannelError where the worker ended before it was given."""
        return await self._channel.ask(asyncio.get_running_loop(), vars(job))

    def is_alive(self) -> bool:
        """Tell whether an idle worker can be asked: it sends nothing but its end."""
        try:
            self._socket.recv(1, socket.MSG_PEEK)
        except BlockingIOError:
            return True
        except OSError:
            return False
        return False

    def kill(self) -> None:
        """End the process at once, whatever it does; what waits for it gets ChannelError."""
        self._process.kill()
        with suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)

    def ended_by(self) -> int | None:
        """Return the exit status of an ended process, of a signal its number below zero.

        Waits for it, and gives None where it does not come within seconds.
        """
        return self._process.ended_by()

    def close(self) -> None:
        """End the process and let go of what belongs to it."""
        self.kill()
        self._channel.close()
        self._process.close()


class Forked:
    """A process that a zygote has forked and keeps by a leash."""

    def __init__(self, leash: socket.socket) -> None:
        self._leash = leash

    def kill(self) -> None:
        """Have the zygote kill it."""
        with suppress(OSError):
            self._leash.shutdown(socket.SHUT_WR)

    def ended_by(self) -> int | None:
        """Return how it ended, as the zygote tells."""
        try:
            self._leash.settimeout(END_SECONDS)
            told = self._leash.recv(_STATUS_BYTES)
        except OSError:
            return None
        if len(told) < _STATUS_BYTES:
            return None
        return os.waitstatus_to_exitcode(int.from_bytes(told, "little", signed=True))

    def close(self) -> None:
        """Let go of the leash."""
        self._leash.close()


class Spawned:
    """A program that is a child of this process, and ends with its input."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process

    def kill(self) -> None:
        """Kill the program."""
        self._process.kill()

    def ended_by(self) -> int | None:
        """Return the exit status."""
        with suppress(subprocess.TimeoutExpired):
            return self._process.wait(END_SECONDS)
        return None

    def close(self) -> None:
        """Close its input, and have a thread wait for its end."""
        if self._process.stdin is not None:
            self._process.stdin.close()
        threading.Thread(target=end, args=(self._process,), daemon=True).start()
