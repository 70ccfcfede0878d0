"""Error pages: title and sentence in the reader's language, the words of others marked as such."""

import re
from html import unescape

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.clients import Refusal
from api.releases import NoReleaseError
from api.remote import errors as remote
from api.settings import Settings
from api.workers.job import QueryFailedError
from api.workers.tickets import BusyError, ClosedError, CrashError, MemoryLimitError, TimeLimitError
from tests.api.conftest import SAMPLE
from tests.api.pages.html import Page

HTML = {"Accept": "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8"}
JSON = {"Accept": "application/json"}
VIETNAMESE = re.compile(r"[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]")
DEEP = "SELECT * {" + "{" * 50 + "}" * 51
NOT_OURS = re.compile(r"<(pre|textarea)\b.*?</\1>|<section aria-labelledby=.examples.*", re.S)
FORM = {"Content-Type": "application/x-www-form-urlencoded"}

REQUESTS = [
    ("GET", "/sparql?query=SELCT", None, 400),
    ("GET", "/sparql?query=SELECT+(<urn:f>(1)+AS+%3Fx)+%7B%7D", None, 400),
    ("GET", f"/sparql?query={DEEP}", None, 400),
    ("GET", "/sparql?query=ASK{}&query=ASK{}", None, 400),
    ("GET", "/sparql?query=ASK{}&default-graph-uri=a+b", None, 400),
    ("GET", "/sparql?query=%ff", None, 400),
    ("GET", "/sparql?query=SELECT+'", None, 400),
    ("POST", "/sparql", b"", 400),
    ("GET", "/graphs?graph=a&default", None, 400),
    ("GET", "/graphs?default=a", None, 400),
    ("GET", "/graphs?graph=a+b", None, 400),
    ("GET", "/changes?page=x", None, 200),
    ("GET", "/decisions?page=x", None, 400),
    ("GET", "/sparql?query=CLEAR+ALL", None, 403),
    ("GET", "/sparql?update=CLEAR+ALL", None, 403),
    ("GET", "/sparql?query=ASK{SERVICE<urn:a>{}}", None, 403),
    ("GET", "/nothing", None, 404),
    ("GET", "/id/nothing", None, 404),
    ("GET", "/explore?iri=urn:none", None, 404),
    ("GET", "/graphs?graph=urn:none", None, 404),
    ("GET", "/catalog?page=999", None, 404),
    ("GET", "/catalog/decision/none", None, 404),
    ("GET", "/dumps/", None, 404),
    ("GET", "/changes/none", None, 404),
    ("GET", "/feed.atom?page=999", None, 404),
    ("POST", "/id/nothing", b"", 405),
    ("GET", "/sparql?query=ASK{}&format=png", None, 406),
    ("GET", "/id/nothing?format=png", None, 404),
    ("GET", "/search?q=a&format=png", None, 406),
    ("POST", "/sparql", b"query=" + b"a" * 600_000, 413),
    ("POST", "/sparql", b"query=" + b"a" * 70_000, 413),
    ("GET", "/sparql?query=" + "a" * 3_000, None, 414),
]


@pytest.fixture(scope="module")
def client(store_kind):
    with TestClient(
        create_app(Settings(dataset=SAMPLE, max_query_bytes=2_000)),
        follow_redirects=False,
        raise_server_exceptions=False,
    ) as made:
        yield made


def own_words(page):
    """The main part of a page without what is marked as the words of others, and without tags."""
    main = page[page.index("<main") : page.index("</main>")]
    kept = NOT_OURS.sub("", main)
    return re.sub(r"<[^>]+>", " ", kept)


def check(client, method, path, content, status):
    joined = "&" if "?" in path else "?"
    kind = FORM if content is not None else {}
    problem = client.request(method, path, content=content, headers={**JSON, **kind})
    assert problem.status_code == status, problem.text
    for lang in ("vi", "en"):
        answer = client.request(
            method, f"{path}{joined}lang={lang}", content=content, headers={**HTML, **kind}
        )
        assert answer.status_code == status
        page = Page(answer.text)
        assert (page.faults, page.lang) == ([], lang)
        if status == 200:
            continue
        said = own_words(answer.text)
        assert bool(VIETNAMESE.search(said)) == (lang == "vi")
        title = re.search(r"<h1>(.*?)</h1>", answer.text)
        assert title and bool(VIETNAMESE.search(title[1])) == (lang == "vi")
        if lang == "vi":
            assert problem.json()["title"] not in said
            assert problem.json()["detail"] not in said


@pytest.mark.parametrize(("method", "path", "content", "status"), REQUESTS)
def test_in_both_languages(client, method, path, content, status):
    check(client, method, path, content, status)


FAULTS = [
    (TimeLimitError(), 503),
    (MemoryLimitError(), 503),
    (CrashError(), 500),
    (BusyError("too many queries are waiting"), 503),
    (ClosedError("the service is stopping"), 503),
    (QueryFailedError("rows", "more than 5 rows", {"limit": "rows", "most": 5}), 413),
    (QueryFailedError("bytes", "longer than 5", {"limit": "result_bytes", "most": 5}), 413),
    (QueryFailedError("bytes", "longer than 5", {"limit": "store_bytes", "most": 5}), 413),
    (QueryFailedError("engine", "Some words of the engine"), 500),
    (remote.StoreDownError("port 7878"), 503),
    (remote.StoreTimeError("port 7878"), 503),
    (remote.StoreOwnTimeError("port 7878"), 503),
    (remote.StoreAnswerError("port 7878"), 502),
    (remote.StoreSizeError("port 7878"), 502),
    (remote.StoreRefusalError("port 7878"), 502),
    (NoReleaseError("/a/folder"), 503),
    (RuntimeError("secret"), 500),
]


@pytest.mark.parametrize(("fault", "status"), FAULTS, ids=[type(f).__name__ for f, _ in FAULTS])
def test_what_fails_while_a_query_runs(client, monkeypatch, fault, status):
    def fail(*_):
        raise fault

    monkeypatch.setattr("api.queries.Queries._ticket", fail)
    check(client, "GET", "/sparql?query=ASK{}", None, status)
    page = client.get("/sparql?query=ASK{}", headers=HTML)
    for secret in ("7878", "/a/folder", "secret"):
        assert secret not in page.text


@pytest.mark.parametrize("told", [("client_queries", "2"), ("client_seconds", "60", "60")])
def test_a_client_that_asks_too_much(client, monkeypatch, told):
    refusal = Refusal("Some words", 7, told)
    monkeypatch.setattr("api.clients.Clients.enter", lambda *_: refusal)
    check(client, "GET", "/sparql?query=ASK{}", None, 429)
    assert client.get("/sparql?query=ASK{}", headers=HTML).headers["retry-after"] == "7"


def test_the_words_of_the_engine_stand_as_they_are(client):
    query = "SELECT * { ?s ?p }"
    detail = client.get("/sparql", params={"query": query}).json()["detail"]
    page = client.get("/sparql", params={"query": query}, headers=HTML).text
    said = re.findall(r'<pre lang="en">(.*?)</pre>', page, re.S)
    assert [unescape(text) for text in said] == [detail]
    assert "ở dòng 1, cột 18" in own_words(page)


def test_what_was_asked_is_text_in_the_page(client):
    page = client.get("/%3Cscript%3Ealert(1)%3C/script%3E", headers=HTML)
    assert page.status_code == 404
    assert "<script>alert" not in page.text and "&lt;script&gt;alert" in page.text


def test_where_to_go_on(client):
    page = Page(client.get("/catalog/decision/none", headers=HTML).text)
    assert "/catalog" in page.links
    page = Page(client.get("/dumps/?lang=en", headers=HTML).text)
    assert {"/graphs?lang=en", "/data?lang=en"} <= set(page.links)
