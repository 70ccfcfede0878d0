"""What search engines read of a page: schema.org, whole under any name a body may have."""

import json
import re
from typing import Any

import pytest
from pyld import jsonld
from starlette.testclient import TestClient

from api.app import create_app
from api.pages.schema_org import block
from api.settings import Settings
from tests.api.pages.html import Page
from tests.harvested import BASE, HAU_GIANG, releases

BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
SCHEMA = "http://schema.org/"
AGENCY = "id/org/binh-phuoc/so-thong-tin-va-truyen-thong"
DECISION = "eli/vn/ubnd-binh-phuoc/qd-ubnd/2023/12"
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


@pytest.fixture(scope="module")
def client(store_kind):
    headers = {"Accept": "text/html"}
    app = create_app(Settings(releases=releases()))
    with TestClient(app, follow_redirects=False, headers=headers) as made:
        yield made


def schema(url, options):
    """Stand in for schema.org's context, which is not fetched in tests."""
    assert url == "https://schema.org"
    return {
        "contextUrl": None,
        "documentUrl": url,
        "document": {"@context": {"@vocab": SCHEMA, "url": {"@type": "@id"}}},
    }


def data(client, path: str) -> tuple[dict[str, Any], set[tuple[str, str, str]]]:
    """Return the nodes of a page by @id, and the triples that an independent processor reads."""
    (text,) = BLOCK.findall(client.get(path).text)
    document = json.loads(text)
    read = jsonld.to_rdf(document, {"documentLoader": schema})["@default"]
    triples = {tuple(t[key]["value"] for key in ("subject", "predicate", "object")) for t in read}
    return {node.get("@id", node["@type"]): node for node in document["@graph"]}, triples


def test_agency(client):
    nodes, triples = data(client, "/" + AGENCY)
    node = nodes[BASE + AGENCY]
    assert node["@type"] == "GovernmentOrganization"
    assert node["name"] == "Sở Thông tin và Truyền thông tỉnh Bình Phước"
    assert node["parentOrganization"][0]["name"] == "Ủy ban nhân dân tỉnh Bình Phước"
    assert node["areaServed"][0]["@id"] == BASE + "id/province/binh-phuoc"
    assert len(node["department"]) == 5
    assert (BASE + AGENCY, TYPE, SCHEMA + "GovernmentOrganization") in triples
    assert (BASE + AGENCY, SCHEMA + "subjectOf", BASE + DECISION) in triples
    way = [item["item"] for item in nodes["BreadcrumbList"]["itemListElement"]]
    assert way == [BASE, BASE + "id/org/binh-phuoc/uy-ban-nhan-dan", BASE + AGENCY]


def test_decision(client):
    nodes, triples = data(client, "/" + DECISION)
    node = nodes[BASE + DECISION]
    assert (node["@type"], node["legislationIdentifier"]) == ("Legislation", "12/2023/QĐ-UBND")
    assert (node["legislationDate"], node["inLanguage"]) == ("2023-03-23", "vi")
    assert node["about"][0]["@id"] == BASE + AGENCY
    assert (BASE + DECISION, SCHEMA + "about", BASE + AGENCY) in triples
    changed = (BASE + DECISION, SCHEMA + "legislationChanges")
    assert any(triple[:2] == changed and "2018/41" in triple[2] for triple in triples)


def test_what_a_decision_does_not_say_is_left_out(client):
    nodes, _ = data(client, "/" + HAU_GIANG)
    node = nodes[BASE + HAU_GIANG]
    assert node["legislationDateOfApplicability"] == "2023-01-09"
    assert not {"legislationDate", "legislationIdentifier"} & node.keys()


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_home_and_catalogue(client, lang):
    nodes, _ = data(client, f"/?lang={lang}")
    assert nodes[BASE]["@type"] == "WebSite"
    assert nodes[BASE + "catalog"]["@type"] == "DataCatalog"
    nodes, triples = data(client, f"/catalog?lang={lang}")
    datasets = nodes[BASE + "catalog"]["dataset"]
    assert datasets[0]["@id"] == BASE + "catalog/dataset"
    files = datasets[0]["distribution"]
    assert {file["encodingFormat"] for file in files} >= {"text/turtle", "text/csv"}
    assert (BASE + "catalog/dataset", TYPE, SCHEMA + "Dataset") in triples


@pytest.mark.parametrize("path", ["/", "/catalog", "/" + AGENCY, "/" + DECISION])
def test_the_policy_stays_strict_and_the_page_sound(client, path):
    answer = client.get(path)
    policy = answer.headers["content-security-policy"]
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy
    assert Page(answer.text).faults == []


@pytest.mark.parametrize(
    "name",
    [
        "</script><script>alert(1)</script>",
        "<!-- <script>",
        "a\u2028b\u2029c",
        "&lt;/script&gt; & {{ t }}",
        '"],"@type":"x',
        "Sở Nội vụ \\ tỉnh",
    ],
)
def test_no_name_ends_the_block(name):
    text = str(block({"@type": "GovernmentOrganization", "name": name}))
    assert text.count("<") == 2
    (body,) = BLOCK.findall(text)
    assert json.loads(body)["@graph"][0]["name"] == name
    assert not set("<>&\u2028\u2029") & set(body)


def test_nothing_is_said_of_what_is_not_known():
    node: dict[str, Any] = {
        "@type": "Legislation",
        "name": "x",
        "legislationDate": "",
        "about": [],
        "isBasedOn": None,
    }
    (body,) = BLOCK.findall(str(block(node, None)))
    assert json.loads(body)["@graph"] == [{"@type": "Legislation", "name": "x"}]


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("id/province/binh-phuoc", "AdministrativeArea"),
        ("id/org/binh-phuoc/uy-ban-nhan-dan", "GovernmentOrganization"),
        (f"{AGENCY}/thanh-tra", "GovernmentOrganization"),
        ("eli/vn/nd-cp/2014/24", "Legislation"),
        ("code/field/bao-chi", "DefinedTerm"),
        (f"{AGENCY}/chuc-danh/giam-doc", "WebPage"),
        *((path, "WebPage") for path in ("dumps/", "def", "about", "changes", "search", "sparql")),
    ],
)
def test_every_page_says_what_it_is(client, path, kind):
    answer = client.get(f"/{path}")
    assert answer.status_code == 200, path
    (found,) = BLOCK.findall(answer.text)
    nodes = json.loads(found)["@graph"]
    assert nodes[0]["@type"] == kind
    assert nodes[0]["url"].startswith((BASE, "/"))
