"""Views of an agency: CPOV by its official shapes, ORG; which one a client gets."""

import pyoxigraph as ox
import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.harvest.profiles import accepted_profile, cpov_view, org_view
from api.settings import Settings
from ontology import CV, DCT, ORG, RDF, RDFS, SKOS
from tests.harvested import BASE, agencies, dataset, parsed, releases
from tests.shacl import graph_of, shacl_results

AGENCY = "/id/org/binh-phuoc/so-thong-tin-va-truyen-thong"
IRI = BASE + AGENCY[1:]
CPOV = "http://data.europa.eu/m8g/"
ORG_IRI = "http://www.w3.org/ns/org#"
TYPES = ("text/turtle", "application/ld+json", "application/rdf+xml", "application/n-triples")


@pytest.fixture(scope="module")
def client(store_kind):
    with TestClient(create_app(Settings(releases=releases())), follow_redirects=False) as made:
        yield made


def said(triples, subject: str, predicate: str) -> list[ox.NamedNode | ox.Literal]:
    return [
        t.object
        for t in triples
        if t.subject == ox.NamedNode(subject) and t.predicate == ox.NamedNode(predicate)
    ]


def test_there_are_five_agencies():
    assert len(agencies()) == 5


def test_official_shapes_of_cpov_find_nothing_in_any_agency(shared):
    shapes = shared / "standards" / "cpov-2.1.2" / "core-public-organisation-ap-SHACL.ttl"
    for agency in agencies():
        assert shacl_results(graph_of(cpov_view(dataset(), agency)), shapes) == [], agency


def test_official_shapes_of_cpov_see_a_fault(shared):
    shapes = shared / "standards" / "cpov-2.1.2" / "core-public-organisation-ap-SHACL.ttl"
    location = ox.NamedNode(DCT + "Location")
    without = [t for t in cpov_view(dataset(), IRI) if t.object != location]
    assert {r.path for r in shacl_results(graph_of(without), shapes)} == {DCT + "spatial"}


def test_no_view_is_empty():
    """What CPOV asks of a public organisation, and its shapes do not."""
    for agency in agencies():
        view = cpov_view(dataset(), agency)
        kinds = said(view, agency, RDF + "type")
        assert ox.NamedNode(CV + "PublicOrganisation") in kinds
        (name,) = said(view, agency, SKOS + "prefLabel")
        assert isinstance(name, ox.Literal)
        assert name.language == "vi"
        (kind,) = said(view, agency, ORG + "classification")
        assert said(view, kind.value, SKOS + "prefLabel")
        (place,) = said(view, agency, DCT + "spatial")
        assert ox.NamedNode(DCT + "Location") in said(view, place.value, RDF + "type")
        (parent,) = said(view, agency, ORG + "subOrganizationOf")
        assert ox.NamedNode(CV + "PublicOrganisation") in said(view, parent.value, RDF + "type")
        assert len(said(view, agency, ORG + "purpose")) >= 12
        assert said(view, agency, ORG + "changedBy")


def test_units_and_posts_are_those_of_the_decision():
    assert len(said(cpov_view(dataset(), IRI), IRI, ORG + "hasUnit")) == 4
    view = org_view(dataset(), IRI)
    assert len(said(view, IRI, ORG + "hasUnit")) == 4
    assert len(said(view, IRI, ORG + "hasSubOrganization")) == 1
    posts = said(view, IRI, ORG + "hasPost")
    assert {post.value.rsplit("/", 1)[-1] for post in posts} >= {"giam-doc", "pho-giam-doc"}
    roles = [role.value for post in posts for role in said(view, post.value, ORG + "role")]
    assert roles
    assert said(view, IRI, ORG + "linkedTo") == [
        ox.NamedNode(BASE + "id/org/vn/bo-thong-tin-va-truyen-thong")
    ]


@pytest.mark.parametrize("make", [cpov_view, org_view])
def test_views_stand_by_themselves(make):
    """All that is named under our base has a type and a name beside it; no blank node."""
    for agency in agencies():
        view = make(dataset(), agency)
        typed = {t.subject for t in view if t.predicate.value == RDF + "type"}
        named = {
            t.subject for t in view if t.predicate.value in (SKOS + "prefLabel", RDFS + "label")
        }
        objects = {
            t.object
            for t in view
            if isinstance(t.object, ox.NamedNode) and t.object.value.startswith(BASE)
        }
        assert objects <= typed
        schemes_and_identifiers = {
            t.object for t in view if t.predicate.value.endswith(("#inScheme", "adms#identifier"))
        }
        assert objects - schemes_and_identifiers <= named
        assert not any(isinstance(t.subject, ox.BlankNode) for t in view)


# --- which one a client gets ---


@pytest.mark.parametrize("token", ["cpov", "org"])
def test_every_format_says_the_same(client, token):
    found = [
        parsed(answer.content, answer.headers["content-type"])
        for media_type in TYPES
        if (answer := client.get(f"{AGENCY}?profile={token}", headers={"Accept": media_type}))
    ]
    assert len(found) == 4
    assert all(triples == found[0] for triples in found)
    assert found[0] == set({"cpov": cpov_view, "org": org_view}[token](dataset(), IRI))


@pytest.mark.parametrize(
    ("query", "accept_profile", "expected"),
    [
        ("?profile=cpov", None, CPOV),
        ("?profile=org", None, ORG_IRI),
        ("?profile=http%3A%2F%2Fwww.w3.org%2Fns%2Forg%23", None, ORG_IRI),
        ("?profile=https%3A%2F%2Fsemiceu.github.io%2FCPOV%2Freleases%2F2.1.2", None, CPOV),
        ("", f"<{CPOV}>", CPOV),
        ("", f"<{ORG_IRI}>;q=0.5, <{CPOV}>; q=0.8", CPOV),
        ("", f"<{ORG_IRI}>, <{CPOV}>;q=0.8", ORG_IRI),
        ("", f"<https://example.org/p>, <{ORG_IRI}>;q=0.1", ORG_IRI),
        ("", f"<{ORG_IRI}>;q=0", None),
        ("", "<https://example.org/p>", None),
        ("", "rubbish <<", None),
        ("?profile=org", f"<{CPOV}>", ORG_IRI),
    ],
)
def test_view_by_address_and_by_header(client, query, accept_profile, expected):
    headers = {"Accept": "text/turtle"} | (
        {"Accept-Profile": accept_profile} if accept_profile else {}
    )
    answer = client.get(AGENCY + query, headers=headers)
    assert answer.status_code == 200
    named = answer.headers.get("content-profile")
    assert named == (f"<{expected}>" if expected else None)
    assert answer.headers["vary"] == "Accept, Accept-Profile"
    if expected:
        assert f'<{expected}>; rel="profile"' in answer.headers["link"]
        assert f'<{IRI}>; rel="canonical"' in answer.headers["link"]
    else:
        assert "bm:hasSeal" in answer.text


def test_views_are_named_where_they_are(client):
    for accept in ("text/turtle", "text/html"):
        link = client.get(AGENCY, headers={"Accept": accept}).headers["link"]
        assert f'<{AGENCY}?profile=cpov&format=ttl>; rel="alternate"; type="text/turtle"' in link
        assert f'profile="{ORG_IRI}"' in link
    assert "profile=" not in client.get("/id/province/kon-tum").headers["link"]


@pytest.mark.parametrize(
    "path", [AGENCY + "?profile=dcat", "/id/province/kon-tum?profile=cpov", AGENCY + "?profile=%3C"]
)
def test_views_that_there_are_not(client, path):
    assert client.get(path, headers={"Accept": "text/turtle"}).status_code == 406


def test_a_browser_gets_turtle_of_a_view(client):
    answer = client.get(AGENCY + "?profile=cpov", headers={"Accept": "text/html"})
    assert answer.headers["content-type"].startswith("text/turtle")


def test_a_view_can_be_kept(client):
    headers = {"Accept": "text/turtle", "Accept-Profile": f"<{CPOV}>"}
    answer = client.get(AGENCY, headers=headers)
    headers["If-None-Match"] = answer.headers["etag"]
    assert client.get(AGENCY, headers=headers).status_code == 304
    assert client.get(AGENCY, headers=headers | {"Accept-Profile": ""}).status_code == 200


def test_headers_of_any_length_are_read_in_no_time():
    assert accepted_profile(["<" * 50_000, "<a>;q=0.5," * 5_000]) is None
