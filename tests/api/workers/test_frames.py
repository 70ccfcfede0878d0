import asyncio
import json
import socket
import struct
import threading

import pytest

from api.workers.frames import MOST_HEAD, Assembly, Channel, ChannelError


def frame(head: bytes, body: bytes = b"") -> bytes:
    return struct.pack("<II", len(head), len(body)) + head + body


@pytest.mark.parametrize("size", [1, 3, 7, 8, 9, 20, 1000])
def test_a_frame_comes_whole_whatever_its_pieces(size):
    data = frame(b'{"a": 1}', b"the body")
    assembly = Assembly(100)
    pieces = [data[at : at + size] for at in range(0, len(data), size)]
    found = [assembly.add(piece) for piece in pieces]
    assert found[:-1] == [None] * (len(pieces) - 1)
    assert found[-1] == ({"a": 1}, b"the body")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "gone"),
        (struct.pack("<II", MOST_HEAD + 1, 0), "frame of"),
        (struct.pack("<II", 2, 101), "frame of"),
        (frame(b"{}", b"a") + b"b", "more than"),
        (frame(b"{"), "not JSON"),
        (frame(b"[]"), "not an object"),
        (frame(b"\xff\xff"), "not JSON"),
    ],
)
def test_what_is_no_frame(data, reason):
    with pytest.raises(ChannelError, match=reason):
        Assembly(100).add(data)


def test_a_question_and_an_answer_larger_than_a_socket_holds():
    ours, theirs = socket.socketpair()
    ours.setblocking(False)
    answer = bytes(range(256)) * 20_000

    def serve() -> None:
        channel = Channel(theirs)
        head, _ = channel.receive()
        channel.send({"length": len(head["query"])}, answer)

    thread = threading.Thread(target=serve)
    thread.start()

    async def ask():
        loop = asyncio.get_running_loop()
        return await Channel(ours, len(answer)).ask(loop, {"query": "x" * 3_000_000})

    assert asyncio.run(ask()) == ({"length": 3_000_000}, answer)
    thread.join()
    ours.close()
    theirs.close()


def test_one_that_is_gone_is_no_other_error():
    ours, theirs = socket.socketpair()
    theirs.close()
    channel = Channel(ours)
    with pytest.raises(ChannelError, match="written"):
        channel.send(json.loads("{}"))
    with pytest.raises(ChannelError, match="gone"):
        channel.receive()
    ours.setblocking(False)
    with pytest.raises(ChannelError, match="asked"):
        asyncio.run(ask_once(channel))
    channel.close()


async def ask_once(channel: Channel):
    return await channel.ask(asyncio.get_running_loop(), {})
