"""Two real decisions of other agencies, with the facts that a careful reader takes from them."""

import json
from collections import Counter

import pytest

from loaders.pipeline import parse_file
from loaders.record import record
from loaders.spelling import standard
from ontology import DEFAULT_BASE_IRI

FILES = (
    "hau-giang-so-tai-nguyen-va-moi-truong.txt",
    "hau-giang-chi-cuc-quan-ly-chat-luong-nong-lam-san.txt",
)
AGENCIES = dict(
    zip(
        FILES,
        (
            "Sở Tài nguyên và Môi trường",
            "Chi cục Quản lý Chất lượng Nông Lâm sản và Thủy sản tỉnh Hậu Giang",
        ),
        strict=True,
    )
)


@pytest.fixture(scope="module", params=FILES)
def sample(request, shared):
    """A sample: its name, what was found in it, what the reader expects."""
    folder = shared / "samples"
    if not (folder / request.param).is_file():
        pytest.skip("the folder ../shared is absent")
    lines = (folder / "expected.jsonl").read_text(encoding="utf-8").splitlines()
    expected = {row["file"]: row["expected"] for row in map(json.loads, lines)}
    found = record(parse_file(folder / request.param), DEFAULT_BASE_IRI)
    return request.param, found, expected[request.param]


def test_header(sample):
    _, found, expected = sample
    header = found["decision"]
    assert (header["number"], header["issued"]) == (expected["number"], expected["issued"])
    assert header["issuer"] == expected["issuer"]
    assert header["effective"] is None
    assert header["effective_rule"] == expected["effective"]


def test_agency(sample):
    name, found, _ = sample
    assert standard(found["agency"]["name"]) == standard(AGENCIES[name])
    assert found["agency"]["province"] == "Hậu Giang"


def test_legal_bases(sample):
    _, found, expected = sample
    bases = [b for b in found["legal_bases"] if b["relation"] == "based_on"]
    assert [{key: b[key] for key in ("type", "number", "date")} for b in bases] == (
        expected["legal_bases"]
    )
    assert len(bases) == len(found["legal_bases"])


def test_replaced_decisions(sample):
    _, found, expected = sample
    acts = [{key: act[key] for key in ("number", "date")} for act in found["replaces"]]
    assert acts == expected["replaces_detail"]


def test_units(sample):
    _, found, expected = sample
    units = [{"name": unit["name"], "kind": unit["kind"]} for unit in found["units"]]
    assert units == [{key: u[key] for key in ("name", "kind")} for u in expected["units"]]


def test_leaders(sample):
    _, found, expected = sample
    leaders = expected["leaders"]
    posts = {post["title"]: (post["min"], post["max"]) for post in found["posts"]}
    assert posts[leaders["head"]] == (None, None)
    assert posts[leaders["deputy"]] == (leaders["deputy_min"], leaders["deputy_max"])


def test_structure(sample):
    _, found, expected = sample
    counts = expected["structure"]
    assert len(found["articles"]) == counts["number_of_dieu"]
    duties = found["articles"][counts["duties_article"] - 1]["clauses"]
    assert len(duties) == counts["duties_khoan"]
    assert sum(len(clause["points"]) for clause in duties) == counts["duties_diem"]
    assert found["source"]["coverage"] == 1.0


def test_duties_are_the_clauses_and_points_of_their_article(sample):
    _, found, expected = sample
    depth = Counter(duty["path"].count("/") for duty in found["duties"])
    counts = expected["structure"]
    assert (depth[0], depth[1]) == (counts["duties_khoan"], counts["duties_diem"])
