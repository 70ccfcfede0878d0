"""Frames over a socket or pipe: a JSON object and a body, each with its length before it.

The lengths are checked before anything is read, as the other side may be a damaged process.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from io import RawIOBase
from typing import Any, TypeAlias

Frame: TypeAlias = tuple[dict[str, Any], bytes]

_LENGTHS = struct.Struct("<II")  # bytes of the JSON, bytes of the body
MOST_HEAD = 4 << 20
_SMALL = 64 << 10


class ChannelError(Exception):
    """The other side is gone or has sent what is no frame."""


class Channel:
    """Both directions of a connection between two processes; blocking."""

    def __init__(self, reader: RawIOBase, writer: RawIOBase, most_body: int = 0) -> None:
        self._reader = reader
        self._writer = writer
        self._most_body = most_body

    def send(self, head: Mapping[str, Any], body: bytes = b"") -> None:
        """Write one frame; raises ChannelError."""
        encoded = json.dumps(head).encode("ascii")
        start = _LENGTHS.pack(len(encoded), len(body)) + encoded
        if len(body) <= _SMALL:
            self._write(start + body)
        else:
            self._write(start)
            self._write(body)

    def receive(self) -> Frame:
        """Return the next frame; raises ChannelError at the end or where it is too long."""
        head_length, body_length = _LENGTHS.unpack(self._read(_LENGTHS.size))
        if head_length > MOST_HEAD or body_length > self._most_body:
            raise ChannelError(f"a frame of {head_length} and {body_length} bytes")
        try:
            head = json.loads(self._read(head_length))
        except ValueError as error:
            raise ChannelError(f"not JSON: {error}") from error
        if not isinstance(head, dict):
            raise ChannelError("not an object")
        return head, self._read(body_length)

    def close(self) -> None:
        """Close both directions."""
        self._reader.close()
        self._writer.close()

    def _write(self, data: bytes) -> None:
        view = memoryview(data)
        try:
            while view:
                view = view[self._writer.write(view) or 0 :]
        except (OSError, ValueError) as error:
            raise ChannelError(f"can't be written: {error}") from error

    def _read(self, length: int) -> bytes:
        data = bytearray(length)
        view = memoryview(data)
        try:
            while view:
                count = self._reader.readinto(view)
                if not count:
                    raise ChannelError("the other side is gone")
                view = view[count:]
        except (OSError, ValueError) as error:
            raise ChannelError(f"can't be read: {error}") from error
        return bytes(data)
