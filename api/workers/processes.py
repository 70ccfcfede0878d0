"""Workers as the service sees them: how they are started, asked, killed, and how they ended.

Forked from a zygote where there is fork, started as programs elsewhere; both speak the same
frames. A worker has one user at a time; only :meth:`Worker.kill` may come from another thread.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from contextlib import suppress
from dataclasses import asdict
from io import RawIOBase
from typing import Protocol, cast

from api.workers.frames import Channel, ChannelError, Frame
from api.workers.job import Job, Start
from api.workers.zygotes import ENVIRONMENT, ROOT, Zygotes, end

_LENGTH_BYTES = 4
_SLACK = 4096
_END_SECONDS = 2.0
"""How long a process that was told to end may take before it is no longer waited for."""


class StartError(Exception):
    """No worker can be started; the message says why."""


class Worker(Protocol):
    """One process that answers one query at a time."""

    guards: tuple[str, ...]

    def ask(self, job: Job) -> Frame:
        """Return the answer; raises ChannelError where the worker ended before it was given."""

    def is_alive(self) -> bool:
        """Tell whether an idle worker can be asked."""

    def kill(self) -> None:
        """End the process at once, whatever it does; what waits for it gets ChannelError."""

    def ended_by(self) -> int | None:
        """Return the exit status of an ended process, of a signal its number below zero."""

    def close(self) -> None:
        """End the process and let go of what belongs to it."""


class Starter(Protocol):
    """A way to start workers."""

    def start(self, start: Start) -> Worker:
        """Return a worker with its graph open; raises StartError."""

    def close(self) -> None:
        """End what the starter itself has started."""


def make_starter(way: str = "auto") -> Starter:
    """Return the starter for this system; ``way`` is "auto", "fork" or "spawn"."""
    if way == "spawn" or (way == "auto" and not hasattr(os, "fork")):
        return SpawnStarter()
    return ForkStarter()


class ForkStarter:
    """Starts workers through zygotes."""

    def __init__(self) -> None:
        self.zygotes = Zygotes()

    def start(self, start: Start) -> Worker:
        """Return a worker with its graph open; raises StartError."""
        try:
            return self._fork(start)
        except (OSError, ChannelError):  # the zygote was killed, or was just ending: a new one
            pass
        try:
            return self._fork(start)
        except (OSError, ChannelError) as error:
            raise StartError(f"no process for queries can be started: {error}") from error

    def close(self) -> None:
        """End the zygotes, and with them all workers."""
        self.zygotes.close()

    def _fork(self, start: Start) -> Worker:
        channel, its_channel = socket.socketpair()
        leash, its_leash = socket.socketpair()
        with its_channel, its_leash:
            try:
                self.zygotes.order(start, [its_channel.fileno(), its_leash.fileno()])
            except OSError:
                channel.close()
                leash.close()
                raise
        worker = ForkedWorker(channel, leash, start.limits.result_bytes + _SLACK)
        worker.guards = _await_ready(worker, worker.channel)
        return worker


class ForkedWorker:
    """A worker of the zygote: a channel to it, and the leash that the zygote holds."""

    def __init__(self, channel: socket.socket, leash: socket.socket, most_body: int) -> None:
        self.guards: tuple[str, ...] = ()
        self._socket = channel
        self._leash = leash
        raw = cast(RawIOBase, channel.makefile("rwb", buffering=0))
        self.channel = Channel(raw, raw, most_body)

    def ask(self, job: Job) -> Frame:
        """Return the answer; raises ChannelError."""
        self.channel.send(asdict(job))
        return self.channel.receive()

    def is_alive(self) -> bool:
        """Tell whether the worker has not ended: an idle one sends nothing but its end."""
        try:
            self._socket.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT)
        except BlockingIOError:
            return True
        except OSError:
            return False
        return False

    def kill(self) -> None:
        """Have the zygote kill it, and wake who waits for it."""
        for ours, how in ((self._leash, socket.SHUT_WR), (self._socket, socket.SHUT_RDWR)):
            with suppress(OSError):
                ours.shutdown(how)

    def ended_by(self) -> int | None:
        """Return how it ended, as the zygote tells; None where it does not within seconds."""
        try:
            self._leash.settimeout(_END_SECONDS)
            told = self._leash.recv(_LENGTH_BYTES)
        except OSError:
            return None
        if len(told) < _LENGTH_BYTES:
            return None
        return os.waitstatus_to_exitcode(int.from_bytes(told, "little", signed=True))

    def close(self) -> None:
        """End the process and close both sockets."""
        self.kill()
        self.channel.close()
        self._socket.close()
        self._leash.close()


class SpawnStarter:
    """Starts each worker as a program."""

    def start(self, start: Start) -> Worker:
        """Return a worker with its graph open; raises StartError."""
        try:
            worker = SpawnedWorker(start.limits.result_bytes + _SLACK)
            worker.channel.send(start.to_json())
        except (OSError, ChannelError) as error:
            raise StartError(f"no process for queries can be started: {error}") from error
        try:
            worker.guards = _await_ready(worker, worker.channel)
        except ChannelError as error:
            raise StartError(f"a process for queries ended at once: {error}") from error
        return worker

    def close(self) -> None:
        """Do nothing: there is no other process."""


class SpawnedWorker:
    """A worker that is a child of this process, over its standard input and output."""

    def __init__(self, most_body: int) -> None:
        self.guards: tuple[str, ...] = ()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "api.workers.worker", str(os.getpid())],
            cwd=ROOT,
            env=os.environ | ENVIRONMENT,
            bufsize=0,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,
        )
        reader, writer = self._process.stdout, self._process.stdin
        self.channel = Channel(cast(RawIOBase, reader), cast(RawIOBase, writer), most_body)

    def ask(self, job: Job) -> Frame:
        """Return the answer; raises ChannelError."""
        self.channel.send(asdict(job))
        return self.channel.receive()

    def is_alive(self) -> bool:
        """Tell whether the process runs."""
        return self._process.poll() is None

    def kill(self) -> None:
        """Kill the process; its end closes the pipes."""
        self._process.kill()

    def ended_by(self) -> int | None:
        """Return the exit status; None where there is none within seconds."""
        with suppress(subprocess.TimeoutExpired):
            return self._process.wait(_END_SECONDS)
        return None

    def close(self) -> None:
        """Kill the process, wait for it, close the pipes."""
        self.kill()
        end(self._process)
        self.channel.close()


def _await_ready(worker: Worker, channel: Channel) -> tuple[str, ...]:
    """Return what a worker says it can't do; raises StartError, ChannelError."""
    try:
        head, _ = channel.receive()
    except ChannelError:
        worker.close()
        raise
    if not head.get("ready"):
        worker.close()
        raise StartError(str(head.get("detail")))
    return tuple(head["guards"])
