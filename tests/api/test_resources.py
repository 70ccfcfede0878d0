import pyoxigraph as ox
import pytest

from tests.api.conftest import BASE

AGENCY = "/id/org/binh-phuoc/so-thong-tin-va-truyen-thong"
DECISION = "/eli/vn/ubnd-binh-phuoc/qd-ubnd/2023/12"
CLAUSE = DECISION + "/quy-dinh/dieu-3/khoan-1"
DUTY = "/id/duty/binh-phuoc/so-thong-tin-va-truyen-thong/qd-ubnd-2023-12/khoan-1/diem-a"
FIELD = "/code/field/buu-chinh"
SHARED = "/graph/shared"
PATHS = [AGENCY, DECISION, CLAUSE, DUTY, FIELD, SHARED, "/id/province/binh-phuoc", "/def"]
FIREFOX = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
FORMATS = {
    "text/turtle": ("ttl", ox.RdfFormat.TURTLE),
    "application/ld+json": ("jsonld", ox.RdfFormat.JSON_LD),
    "application/n-triples": ("nt", ox.RdfFormat.N_TRIPLES),
    "application/rdf+xml": ("rdf", ox.RdfFormat.RDF_XML),
}


def get(client, path, accept="*/*", **headers):
    return client.get(path, headers={"accept": accept, **headers})


def triples(response, format):
    """Return the triples; the blank nodes of /def get names that depend on the graph alone."""
    found = ox.Dataset(ox.parse(response.content, format=format))
    found.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return {quad.triple for quad in found}


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("media_type", FORMATS)
def test_data_by_accept_and_by_format(client, path, media_type):
    name, format = FORMATS[media_type]
    response = get(client, path, f"{media_type}, text/html;q=0.5")
    assert response.status_code == 200
    assert response.headers["content-type"].split(";")[0] == media_type
    assert response.headers["vary"].split(",")[0] == "Accept"
    assert response.headers["access-control-allow-origin"] == "*"
    found = triples(response, format)
    if path not in (SHARED, "/def"):
        assert BASE + path[1:] in {triple.subject.value for triple in found}
    assert get(client, f"{path}?format={name}", FIREFOX).content == response.content
    assert found == triples(get(client, path, "text/turtle"), ox.RdfFormat.TURTLE)


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("accept", [FIREFOX, "*/*", "text/html", "text/*"])
def test_page(client, path, accept):
    response = get(client, path, accept)
    assert response.headers["vary"].split(",")[0] == "Accept"
    if path == CLAUSE:
        assert response.status_code == 303
        assert response.headers["location"].startswith(DECISION + "#")
    else:
        assert response.status_code == 200
        assert response.headers["content-type"] == "text/html; charset=utf-8"
        assert "https://cdn" not in response.text


def test_words_in_the_language_asked_for(client):
    assert '<html lang="vi"' in get(client, AGENCY, FIREFOX).text
    assert '<html lang="en"' in get(client, AGENCY + "?lang=en", FIREFOX).text


def test_data_brings_the_evidence(client):
    found = triples(get(client, DUTY, "text/turtle"), ox.RdfFormat.TURTLE)
    predicates = {triple.predicate.value.rsplit("#", 1)[-1] for triple in found}
    assert {"dutyOf", "evidence", "clause", "start", "end"} <= predicates


def test_turtle_has_the_prefixes_it_needs(client):
    lines = get(client, "/id/province/binh-phuoc", "text/turtle").text.splitlines()
    prefixes = [line.split()[1] for line in lines if line.startswith("@prefix")]
    assert prefixes == sorted(prefixes)
    assert "bm:" in prefixes and "eli:" not in prefixes


def test_graph_is_served_whole(client):
    found = triples(get(client, SHARED, "application/n-triples"), ox.RdfFormat.N_TRIPLES)
    assert len({triple.subject for triple in found}) == 4


def test_ontology(client):
    found = triples(get(client, "/def", "text/turtle"), ox.RdfFormat.TURTLE)
    assert BASE + "def#Duty" in {triple.subject.value for triple in found}
    assert 'id="Duty"' in get(client, "/def", FIREFOX).text
    assert '<html lang="en"' in get(client, "/def?lang=en", FIREFOX).text


def test_link_names_the_other_representations(client):
    for accept in (FIREFOX, "text/turtle"):
        links = get(client, AGENCY, accept).headers["link"]
        for media_type, (name, _) in FORMATS.items():
            assert f'<{AGENCY}?format={name}>; rel="alternate"; type="{media_type}"' in links


@pytest.mark.parametrize(
    ("path", "accept", "status"),
    [
        ("/id/nothing", "text/turtle", 404),
        ("/id/", "text/turtle", 404),
        ("/id", "text/turtle", 404),
        ("/eli/vn", FIREFOX, 404),
        ("/id/a%20b", "text/turtle", 404),
        ("/id/%C4%91", "text/turtle", 404),
        ("/id/%FF", "text/turtle", 404),
        ("/id/%00", "text/turtle", 404),
        ("/id/<script>", FIREFOX, 404),
        (AGENCY + "/", "text/turtle", 404),
        ("/" + AGENCY, "text/turtle", 404),
        ("/id/../../etc/passwd", "*/*", 404),
        ("/static/../app.py", "*/*", 404),
        ("/static/%2e%2e/app.py", "*/*", 404),
        ("/nothing", FIREFOX, 404),
        (AGENCY, "image/png", 406),
        (AGENCY + "?format=png", "*/*", 406),
        (AGENCY + "?format=csv", "*/*", 406),
        (AGENCY, "text/html;q=0, */*;q=0", 406),
    ],
)
def test_refusals(client, path, accept, status):
    response = get(client, path, accept)
    assert response.status_code == status
    assert "Traceback" not in response.text and "<script>" not in response.text
    if accept == FIREFOX:
        assert response.headers["content-type"].startswith("text/html")
    else:
        assert response.headers["content-type"] == "application/problem+json"
        assert response.json()["status"] == status
    if status == 406:
        assert "text/turtle" in response.json()["offered"]


@pytest.mark.parametrize("path", [AGENCY, DUTY, SHARED, "/def"])
@pytest.mark.parametrize("accept", ["text/turtle", "application/rdf+xml", FIREFOX])
def test_etag(client, path, accept):
    first = get(client, path, accept)
    tag = first.headers["etag"]
    for known in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        again = get(client, path, accept, **{"if-none-match": known})
        assert again.status_code == 304
        assert again.content == b""
        assert again.headers["etag"] == tag
        assert again.headers["vary"].split(",")[0] == "Accept"
    assert get(client, path, accept, **{"if-none-match": '"other"'}).status_code == 200
    assert get(client, path, "application/n-triples").headers["etag"] != tag
