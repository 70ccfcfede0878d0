"""How a client that hangs up is noticed."""

import asyncio

from api import queries
from api.queries import Watch


class Client:
    """A client that hangs up when it is told to."""

    def __init__(self) -> None:
        self.is_asked = asyncio.Event()
        self.hangs_up = asyncio.Event()

    async def receive(self):
        self.is_asked.set()
        await self.hangs_up.wait()
        return {"type": "http.disconnect"}


def test_a_client_is_watched_after_a_while_only(monkeypatch):
    monkeypatch.setattr(queries, "_WATCH_SECONDS", 3600)

    async def check() -> bool:
        client = Client()
        watch = Watch(client.receive)
        await asyncio.sleep(0)
        watch.close()
        return client.is_asked.is_set()

    assert not asyncio.run(check())


def test_who_hangs_up_is_noticed_once(monkeypatch):
    monkeypatch.setattr(queries, "_WATCH_SECONDS", 0)

    async def check() -> list[str]:
        client, found = Client(), []
        watch = Watch(client.receive)
        watch.on_gone(lambda: found.append("first"))
        await client.is_asked.wait()
        assert (watch.is_gone, found) == (False, [])
        client.hangs_up.set()
        while not watch.is_gone:
            await asyncio.sleep(0)
        watch.on_gone(lambda: found.append("late"))  # gone before there was a query
        watch.close()
        return found

    assert asyncio.run(check()) == ["first", "late"]


def test_nobody_is_told_after_the_end(monkeypatch):
    monkeypatch.setattr(queries, "_WATCH_SECONDS", 0)

    async def check() -> bool:
        client = Client()
        watch = Watch(client.receive)
        watch.on_gone(lambda: 1 / 0)
        await client.is_asked.wait()
        watch.close()
        client.hangs_up.set()
        await asyncio.sleep(0)
        return watch.is_gone

    assert not asyncio.run(check())
