"""Frames over a socket: a JSON object and a body, with the lengths of both before them.

The lengths are checked before anything is kept, as the other side may be a damaged process.
"""

from __future__ import annotations

import json
import socket
import struct
from asyncio import AbstractEventLoop
from collections.abc import Mapping
from typing import Any, TypeAlias

Frame: TypeAlias = tuple[dict[str, Any], bytes]

_LENGTHS = struct.Struct("<II")  # bytes of the JSON, bytes of the body
MOST_HEAD = 4 << 20
_SMALL = 64 << 10
_PIECE = 256 << 10  # about what a socket holds


class ChannelError(Exception):
    """The other side is gone or has sent what is no frame."""


class Assembly:
    """One frame, put together from the pieces in which it arrives."""

    def __init__(self, most_body: int) -> None:
        self._most_body = most_body
        self._pieces: list[bytes] = []
        self._have = 0
        self._lengths: tuple[int, int] | None = None

    def add(self, piece: bytes) -> Frame | None:
        """Take a piece; return the frame once it is whole. Raises ChannelError."""
        if not piece:
            raise ChannelError("the other side is gone")
        self._pieces.append(piece)
        self._have += len(piece)
        if self._lengths is None and self._have >= _LENGTHS.size:
            self._pieces = [b"".join(self._pieces)]
            self._lengths = self._checked(*_LENGTHS.unpack_from(self._pieces[0]))
        if self._lengths is None or self._have < _LENGTHS.size + sum(self._lengths):
            return None
        head_length, body_length = self._lengths
        data = self._pieces[0] if len(self._pieces) == 1 else b"".join(self._pieces)
        end = _LENGTHS.size + head_length
        if len(data) != end + body_length:
            raise ChannelError("more than a frame")
        return _object(data[_LENGTHS.size : end]), data[end:]

    def _checked(self, head_length: int, body_length: int) -> tuple[int, int]:
        if head_length > MOST_HEAD or body_length > self._most_body:
            raise ChannelError(f"a frame of {head_length} and {body_length} bytes")
        return head_length, body_length


class Channel:
    """Both directions of a connection between two processes.

    ``most_body`` is the longest body taken, in bytes. The socket has to block for :meth:`send`
    and :meth:`receive`, and must not for :meth:`ask`.
    """

    def __init__(self, connection: socket.socket, most_body: int = 0) -> None:
        self.socket = connection
        self._most_body = most_body

    def send(self, head: Mapping[str, Any], body: bytes = b"") -> None:
        """Write one frame; raises ChannelError."""
        start = _start(head, body)
        try:
            if len(body) <= _SMALL:
                self.socket.sendall(start + body)
            else:
                self.socket.sendall(start)
                self.socket.sendall(body)
        except OSError as error:
            raise ChannelError(f"can't be written: {error}") from error

    def receive(self) -> Frame:
        """Return the next frame; raises ChannelError at the end or where it is too long."""
        assembly, frame = Assembly(self._most_body), None
        try:
            while frame is None:
                frame = assembly.add(self.socket.recv(_PIECE))
        except OSError as error:
            raise ChannelError(f"can't be read: {error}") from error
        return frame

    async def ask(self, loop: AbstractEventLoop, head: Mapping[str, Any]) -> Frame:
        """Write a frame without a body and return the next one; raises ChannelError."""
        data = _start(head, b"")
        assembly, frame = Assembly(self._most_body), None
        try:
            sent = self._send_now(data)
            if sent < len(data):
                await loop.sock_sendall(self.socket, data[sent:])
            while frame is None:
                frame = assembly.add(await loop.sock_recv(self.socket, _PIECE))
        except OSError as error:
            raise ChannelError(f"can't be asked: {error}") from error
        return frame

    def close(self) -> None:
        """Close both directions."""
        self.socket.close()

    def _send_now(self, data: bytes) -> int:
        """Return how much could be written without waiting: nearly always all."""
        try:
            return self.socket.send(data)
        except BlockingIOError:
            return 0


def _start(head: Mapping[str, Any], body: bytes) -> bytes:
    encoded = json.dumps(head).encode("ascii")
    return _LENGTHS.pack(len(encoded), len(body)) + encoded


def _object(encoded: bytes) -> dict[str, Any]:
    try:
        head = json.loads(encoded)
    except ValueError as error:
        raise ChannelError(f"not JSON: {error}") from error
    if not isinstance(head, dict):
        raise ChannelError("not an object")
    return head
