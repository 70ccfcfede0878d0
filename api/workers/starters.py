"""How workers are started: forked from a zygote, or as programs where there is no fork."""

from __future__ import annotations

import json
import os
import secrets
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol

from api.workers.frames import Channel, ChannelError
from api.workers.job import Start
from api.workers.processes import Forked, Spawned, StartError, Worker
from api.workers.zygotes import ENVIRONMENT, ROOT, Zygotes, end

_LOOK_SECONDS = 0.1
_TOKEN_BYTES = 32


class Starter(Protocol):
    """A way to start workers."""

    def start(self, start: Start) -> Worker:
        """Return a worker with its graph open; raises StartError. Waits for it."""

    def close(self) -> None:
        """End what the starter itself has started, for good."""


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
        return Worker(start, channel, Forked(leash)).await_ready()


class SpawnStarter:
    """Starts each worker as a program, which connects to a port of loopback.

    A socket can be waited for by every event loop, on every system; a pipe can't. Its input tells
    the program the port and a token to show there; the end of its input is its end.
    """

    def __init__(self) -> None:
        # Linux ends a child, which asked for it, with the thread that started it.
        self._launcher = ThreadPoolExecutor(1, "queries-launch")
        self._processes: list[subprocess.Popen[bytes]] = []

    def start(self, start: Start) -> Worker:
        """Return a worker with its graph open; raises StartError."""
        try:
            process = self._launcher.submit(self._launch).result()
        except (OSError, RuntimeError) as error:  # RuntimeError: it is closed
            raise StartError(f"no process for queries can be started: {error}") from error
        spawned = Spawned(process)
        try:
            connection = _connection(process)
        except OSError as error:
            spawned.kill()
            spawned.close()
            raise StartError(f"a process for queries does not connect: {error}") from error
        worker = Worker(start, connection, spawned)
        try:
            Channel(connection).send(start.to_json())
            return worker.await_ready()
        except ChannelError as error:
            worker.close()
            raise StartError(f"a process for queries ended at once: {error}") from error

    def close(self) -> None:
        """End the programs, and wait until they have ended."""
        self._launcher.shutdown()
        for process in self._processes:
            process.kill()
            end(process)

    def _launch(self) -> subprocess.Popen[bytes]:
        """Start a program, in a thread that lives as long as this starter."""
        process = subprocess.Popen(
            [sys.executable, "-m", "api.workers.worker", str(os.getpid())],
            cwd=ROOT,
            env=os.environ | ENVIRONMENT,
            stdin=subprocess.PIPE,
            bufsize=0,
            start_new_session=True,
        )
        self._processes = [other for other in self._processes if other.poll() is None]
        self._processes.append(process)
        return process


def _connection(process: subprocess.Popen[bytes]) -> socket.socket:
    """Return the connection that the program makes; raises OSError where it ends before."""
    token = secrets.token_bytes(_TOKEN_BYTES)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(_LOOK_SECONDS)
        told = {"port": listening.getsockname()[1], "token": token.hex()}
        assert process.stdin is not None
        process.stdin.write(json.dumps(told).encode("ascii") + b"\n")
        while process.poll() is None:
            try:
                connection, _ = listening.accept()
            except TimeoutError:
                continue
            if _shows(connection, token):
                connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                return connection
            connection.close()
    raise OSError("it has ended")


def _shows(connection: socket.socket, token: bytes) -> bool:
    """Tell whether it is the program that has connected, and not somebody else."""
    connection.settimeout(1)
    try:
        shown = connection.recv(_TOKEN_BYTES, socket.MSG_WAITALL)
    except OSError:
        return False
    connection.settimeout(None)
    return secrets.compare_digest(shown, token)
