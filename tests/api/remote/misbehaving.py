"""A store on loopback that answers as a test tells it to, down to the bytes."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

Act = Callable[[socket.socket], None]


def raw(body: bytes, status: str = "200 OK", kind: str = "", *, length: int | None = None) -> bytes:
    """Return an answer; ``length`` is what it says of the body's, the true one unless given."""
    kind = kind or "application/sparql-results+json"
    size = len(body) if length is None else length
    head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {size}\r\n"
    return f"{head}Connection: close\r\n\r\n".encode() + body


def sends(*pieces: bytes) -> Act:
    """Send pieces, and close."""

    def act(connection: socket.socket) -> None:
        for piece in pieces:
            connection.sendall(piece)

    return act


def HANG(_: socket.socket) -> None:  # noqa: N802  # a sign, not called: the store does it
    """Begin an answer and never end it."""


class Misbehaving:
    """Does ``acts`` in turn, a connection each, the last one again and again."""

    def __init__(self, *acts: Act) -> None:
        self.acts = list(acts)
        self.head = b""
        self.asked: list[bytes] = []
        self.hung_up = threading.Event()
        self.ends = threading.Event()
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._listening.getsockname()[1]}/query"
        threading.Thread(target=self._serve, daemon=True).start()

    def hang(self, connection: socket.socket) -> None:
        """Send the beginning of an answer, then nothing; notice when the other side hangs up."""
        connection.sendall(raw(b'{"head":', length=1000))
        with suppress(OSError):
            connection.recv(1)
        self.hung_up.set()

    def close(self) -> None:
        self.ends.set()
        with suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()

    def _serve(self) -> None:
        while not self.ends.is_set():
            try:
                connection, _ = self._listening.accept()
            except OSError:
                return
            threading.Thread(target=self._answer, args=[connection], daemon=True).start()

    def _answer(self, connection: socket.socket) -> None:
        with connection, suppress(OSError):
            self.head, body = _request(connection)
            self.asked.append(body)
            act = self.acts.pop(0) if len(self.acts) > 1 else self.acts[0]
            if act is HANG:
                self.hang(connection)
            else:
                act(connection)


def reset(connection: socket.socket) -> None:
    """End the connection without an answer."""
    linger = b"\x01\x00\x00\x00\x00\x00\x00\x00"  # on, for no time: a reset in place of an end
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)


def _request(connection: socket.socket) -> tuple[bytes, bytes]:
    received = b""
    while b"\r\n\r\n" not in received:
        received += connection.recv(65536)
    head, _, body = received.partition(b"\r\n\r\n")
    lines = head.lower().split(b"\r\n")
    sizes = [int(line[15:]) for line in lines if line.startswith(b"content-length:")]
    length = sizes[0] if sizes else 0
    while len(body) < length:
        body += connection.recv(65536)
    return head, body


@contextmanager
def misbehaving(*acts: Act) -> Iterator[Misbehaving]:
    made = Misbehaving(*acts)
    try:
        yield made
    finally:
        made.close()
