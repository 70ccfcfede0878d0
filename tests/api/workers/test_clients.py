import pytest

from api import clients
from api.clients import Clients, client_key


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_queries_at_a_time():
    found = Clients(2, 60)
    assert [found.enter("a") for _ in range(2)] == [None, None]
    refusal = found.enter("a")
    assert refusal is not None
    assert (refusal.retry_seconds, "2 queries at a time" in refusal.detail) == (1, True)
    assert found.enter("b") is None
    found.leave("a", 0.1)
    assert found.enter("a") is None


def test_seconds_in_a_minute():
    clock = Clock()
    found = Clients(2, 60, clock)
    for seconds, ends in ((30, 1000), (20, 1010), (20, 1020)):
        clock.now = ends
        assert found.enter("a") is None
        found.leave("a", seconds)
    refusal = found.enter("a")
    assert refusal is not None
    assert (refusal.retry_seconds, "60 s of query time" in refusal.detail) == (40, True)
    assert found.enter("b") is None
    clock.now = 1059.9
    assert found.enter("a") is not None
    clock.now = 1060
    assert found.enter("a") is None


def test_many_queries_are_few_entries():
    """A thousand short queries a second cost no more to count than one."""
    clock = Clock()
    found = Clients(2, 60, clock)
    for _ in range(10_000):
        assert found.enter("a") is None
        found.leave("a", 0.005)
        clock.now += 0.001
    client = found._clients["a"]
    assert len(client.spent) <= 101
    assert abs(client.total - 50) < 0.001
    clock.now += 55
    found.enter("a")
    assert abs(client.total - sum(seconds for _, seconds in client.spent)) < 0.001
    assert 20 < client.total < 30
    clock.now += 61
    found.enter("a")
    assert (client.total, len(client.spent)) == (0.0, 0)


def test_clients_are_forgotten(monkeypatch):
    monkeypatch.setattr(clients, "_MOST_CLIENTS", 10)
    clock = Clock()
    found = Clients(1, 60, clock)
    for number in range(50):
        assert found.enter(str(number)) is None
        found.leave(str(number), 1)
    assert found.enter("running") is None
    clock.now += 61
    assert found.enter("new") is None
    assert set(found._clients) == {"running", "new"}
    assert found.enter("running") is not None


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
        ("::1", "::/64"),
        ("testclient", "testclient"),
        (None, ""),
    ],
)
def test_who_a_client_is(address, key):
    scope = {"type": "http", "client": None if address is None else (address, 1)}
    assert client_key(scope) == key
    assert client_key({"type": "http"}) == ""
