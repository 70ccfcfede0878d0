"""The graph: what its address says is what it shows, as drawing, table and JSON alike."""

import json
import re
from urllib.parse import urlencode

import pytest

from api.pages.surroundings import MOST_NODES
from tests.api.pages.conftest import BASE
from tests.api.pages.html import Page
from tests.api.pages.test_site import AGENCY, DECISION

CENTRE = BASE + AGENCY[1:]
ACT = BASE + "eli/vn/nd-cp/2014/24"
DATA = re.compile(r'id="graph-data"[^>]*>(.*?)</script>', re.DOTALL)


def address(**asked: str | list[str]) -> str:
    return "/explore?" + urlencode(asked, doseq=True)


def graph(site, **asked):
    answer = site.get(address(format="json", **asked))
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    return answer.json()


def nodes(found) -> set[str]:
    return {node["id"] for node in found["nodes"]}


def test_the_page_has_the_same_graph_as_the_json_and_the_table(site):
    source = site.get(address(iri=CENTRE)).text
    drawn = DATA.search(source)
    assert drawn
    found = json.loads(drawn[1])
    assert found == graph(site, iri=CENTRE)
    page = Page(source)
    for node in found["nodes"]:
        assert node["href"] in page.links
    assert source.count("<tr>") == len(found["edges"]) + 1


def test_a_graph_grows_from_a_node(site):
    small = graph(site, iri=CENTRE)
    grow = next(node["grow"] for node in small["nodes"] if node["id"] == ACT)
    assert grow == address(iri=CENTRE, expanded=ACT)
    grown = site.get(grow, headers={"Accept": "application/json"}).json()
    assert nodes(small) < nodes(grown)
    assert next(node["grow"] for node in grown["nodes"] if node["id"] == ACT) == ""
    assert f"{len(grown['nodes'])} trong tối đa {MOST_NODES} nút" in Page(site.get(grow).text).text


def test_relations_can_be_left_out(site):
    found = graph(site, iri=CENTRE, relations="org:unitOf")
    assert {edge["label"] for edge in found["edges"]} == {"là đơn vị của"}
    source = site.get(address(iri=CENTRE, relations="org:unitOf", lang="en")).text
    checked = re.findall(r'value="([^"]+)" id="filter[^"]*" checked', source)
    assert checked == ["org:unitOf"]
    kept = address(iri=CENTRE, relations="org:unitOf")
    assert kept in Page(source).links


def test_a_graph_starts_at_an_act(site):
    assert BASE + DECISION[1:] in nodes(graph(site, iri=ACT))


@pytest.mark.parametrize(
    "asked",
    [
        {"iri": BASE + "id/khong-co"},
        {"iri": ""},
        {"iri": "no iri"},
        {"iri": CENTRE, "expanded": BASE + "id/khong-co"},
    ],
)
def test_what_is_not_known_is_not_found(site, asked):
    answer = site.get(address(**asked))
    assert answer.status_code == 404
    assert 'name="q"' in answer.text


def test_a_graph_has_a_bound(site):
    """More steps than are taken is an error, not a page without end."""
    assert site.get(address(iri=CENTRE, expanded=[ACT] * 31)).status_code == 400
    assert site.get(address(iri=CENTRE, format="svg")).status_code == 406
