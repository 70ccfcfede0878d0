"""Compressed answers: to whom, of what, and that tags, parts and HEAD stay right."""

import gzip

import brotli
import pytest
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.testclient import TestClient

from api.app import create_app
from api.compression import Compression, chosen
from api.settings import Settings
from tests.api.conftest import BASE, SAMPLE

AGENCY = "/id/org/binh-phuoc/so-thong-tin-va-truyen-thong"
ALL = "/sparql?query=SELECT%20*%20%7B%20%3Fs%20%3Fp%20%3Fo%20%7D"
FIREFOX = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
LONG = [
    ("/", FIREFOX),
    (AGENCY, FIREFOX),
    ("/graph/shared", "text/turtle"),
    (AGENCY, "application/ld+json"),
    (AGENCY, "application/n-triples"),
    ("/graph/shared", "application/rdf+xml"),
    (ALL, "application/sparql-results+json"),
    (ALL, "application/sparql-results+xml"),
    (ALL, "text/csv"),
    (ALL, "text/tab-separated-values"),
    ("/def", "text/turtle"),
    ("/openapi.json", "*/*"),
    ("/docs", FIREFOX),
    ("/static/site.css", "*/*"),
    ("/static/vis/vis-network.min.js", "*/*"),
]
DECODERS = {"gzip": gzip.decompress, "br": brotli.decompress, None: bytes}


@pytest.fixture(scope="module")
def app(store_kind):
    return create_app(Settings(dataset=SAMPLE, base_iri=BASE, compression=True))


@pytest.fixture(scope="module")
def client(app):
    with TestClient(app, follow_redirects=False) as made:
        yield made


def raw(client, path, coding, method="GET", **headers):
    """The answer with its bytes as they were sent."""
    headers = {"accept-encoding": coding or "identity"} | headers
    with client.stream(method, path, headers=headers) as answer:
        return answer, b"".join(answer.iter_raw())


@pytest.mark.parametrize(
    ("accept", "coding"),
    [
        ("gzip, deflate, br", "br"),
        ("gzip", "gzip"),
        ("GZIP", "gzip"),
        ("br;q=0.5, gzip;q=0.9", "gzip"),
        ("br;q=0.5, gzip;q=0.5", "br"),
        ("br;q=0, gzip", "gzip"),
        ("*", "br"),
        ("*;q=0.1, br;q=0", "gzip"),
        ("gzip;q=0", None),
        ("*;q=0", None),
        ("", None),
        ("identity", None),
        ("identity;q=1, gzip;q=0.5", None),
        ("identity;q=0.5, gzip;q=0.5", "gzip"),
        ("deflate, zstd", None),
        ("gzip;q=x", None),
        ("gzip ; q=1.0", "gzip"),
        (",,;;", None),
    ],
)
def test_coding_by_accept_encoding(accept, coding):
    assert chosen([accept]) == coding
    assert chosen(["zstd", accept]) == coding


@pytest.mark.parametrize(("path", "accept"), LONG)
def test_the_same_content_in_every_coding(client, path, accept):
    plain, content = raw(client, path, None, accept=accept)
    assert plain.status_code == 200 and len(content) > 1024
    assert "content-encoding" not in plain.headers
    assert "Accept-Encoding" in plain.headers["vary"]
    for coding in ("gzip", "br"):
        answer, sent = raw(client, path, coding, accept=accept)
        assert answer.headers["content-encoding"] == coding
        assert DECODERS[coding](sent) == content
        assert len(sent) < 0.7 * len(content)
        assert answer.headers["vary"] == plain.headers["vary"]
        assert answer.headers["content-type"] == plain.headers["content-type"]
        assert int(answer.headers.get("content-length", len(sent))) == len(sent)


@pytest.mark.parametrize(("path", "accept"), LONG)
@pytest.mark.parametrize("coding", ["gzip", "br", None])
def test_head_has_the_headers_of_get(client, path, accept, coding):
    got, _ = raw(client, path, coding, accept=accept, **{"x-request-id": "1"})
    head, sent = raw(client, path, coding, "HEAD", accept=accept, **{"x-request-id": "1"})
    assert sent == b""
    assert head.headers == got.headers


@pytest.mark.parametrize("path", [AGENCY, "/def", "/static/site.css"])
@pytest.mark.parametrize("coding", ["gzip", "br", None])
def test_tags(client, path, coding):
    plain = raw(client, path, None)[0].headers["etag"]
    tag = raw(client, path, coding)[0].headers["etag"]
    assert tag == (f"W/{plain}" if coding else plain)
    for known in (tag, plain, f"W/{plain}"):
        answer, sent = raw(client, path, coding, **{"if-none-match": known})
        assert (answer.status_code, sent) == (304, b"")
        assert "content-encoding" not in answer.headers
        assert "Accept-Encoding" in answer.headers["vary"]
        assert answer.headers["etag"] == (known if coding else plain)
    assert raw(client, path, coding, **{"if-none-match": '"x"'})[0].status_code == 200


@pytest.mark.parametrize("path", ["/health", "/ready", "/static/icon.svg", "/nothing"])
def test_short_answers_stay(client, path):
    answer, _ = raw(client, path, "gzip, br", accept="*/*")
    assert "content-encoding" not in answer.headers
    assert int(answer.headers["content-length"]) < 1024


@pytest.mark.parametrize("coding", ["gzip", "br"])
def test_parts_are_parts_of_the_plain_content(client, coding):
    _, content = raw(client, "/static/site.css", None)
    answer, sent = raw(client, "/static/site.css", coding, range="bytes=10-2019")
    assert (answer.status_code, sent) == (206, content[10:2020])
    assert "content-encoding" not in answer.headers
    whole, _ = raw(client, "/static/site.css", coding)
    assert "accept-ranges" not in whole.headers
    again = {"range": "bytes=10-2019", "if-range": whole.headers["etag"]}
    answer, sent = raw(client, "/static/site.css", coding, **again)
    assert (answer.status_code, sent) == (200, content)


def test_a_query_page_that_fails_is_compressed_too(client):
    answer, sent = raw(client, "/sparql?query=x", "gzip", accept=FIREFOX)
    assert answer.status_code == 400
    assert b"<h1>" in gzip.decompress(sent)


def test_it_can_be_switched_off():
    client = TestClient(create_app(Settings(dataset=SAMPLE, compression=False)))
    assert "content-encoding" not in raw(client, "/def", "br")[0].headers


# --- answers that no route of ours gives ---

BODY = b"nhi\xe1\xbb\x87m v\xe1\xbb\xa5 " * 1000


async def pieces():
    for start in range(0, len(BODY), 700):
        yield BODY[start : start + 700]


@pytest.mark.parametrize(
    ("response", "coding"),
    [
        (lambda: PlainTextResponse(BODY), "gzip"),
        (lambda: StreamingResponse(pieces(), media_type="text/plain"), "gzip"),
        (lambda: PlainTextResponse(BODY[:1023]), None),
        (lambda: Response(BODY, media_type="image/png"), None),
        (lambda: Response(BODY, media_type="application/zip"), None),
        (lambda: Response(BODY), None),
        (lambda: PlainTextResponse(BODY, headers={"Content-Encoding": "zstd"}), "zstd"),
        (lambda: PlainTextResponse(BODY, headers={"Cache-Control": "no-transform"}), None),
        (lambda: PlainTextResponse(BODY, 206, headers={"Content-Range": "bytes 0-9/99"}), None),
        (lambda: Response(status_code=204), None),
    ],
)
@pytest.mark.parametrize("path", ["/x", "/dumps/x"])
def test_what_is_compressed(response, coding, path):
    async def app(scope, receive, send):
        await response()(scope, receive, send)

    whole = response()
    answer, sent = raw(TestClient(Compression(app, left_alone=("/dumps/",))), path, "gzip")
    ours = None if path == "/dumps/x" and coding == "gzip" else coding
    assert answer.headers.get("content-encoding") == ours
    if isinstance(whole, StreamingResponse) or ours == "gzip":
        assert (gzip.decompress(sent) if ours else sent) == BODY
    else:
        assert sent == whole.body


def test_long_pieces_and_empty_pieces():
    async def app(scope, receive, send):
        headers = [(b"content-type", b"text/csv")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        for piece in (b"", BODY * 40, b"", BODY):
            await send({"type": "http.response.body", "body": piece, "more_body": True})
        await send({"type": "http.response.body"})

    for coding in ("gzip", "br"):
        answer, sent = raw(TestClient(Compression(app)), "/", coding)
        assert DECODERS[coding](sent) == BODY * 41
        assert answer.headers["content-encoding"] == coding
