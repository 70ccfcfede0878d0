"""What is found, and what comes first."""

import pytest
from hypothesis import example, given, settings

from api.search import finding
from api.search.finding import PAGE_SIZE, find, missing_words
from api.search.marking import pieces
from api.search.question import ask
from api.search.suggesting import suggest
from ontology.search.entries import FILTERS, Entry
from ontology.search.index import write_index
from tests.api.search.hostile import QUESTIONS


@pytest.fixture
def found_in():
    """Search in texts given in order; returns the places of the hits."""

    def searched(texts, query):
        entries = [Entry(str(place), "duty", text) for place, text in enumerate(texts)]
        index = write_index(entries, {}, None)
        return [int(entry.iri) for entry in find(index, ask(query)).entries]

    return searched


@pytest.mark.parametrize(
    ("query", "kind", "text"),
    [
        ("so thong tin va truyen thong tinh kon tum", "agency", "Kon Tum"),
        ("Thanh tra Sở", "unit", "Thanh tra"),
        ("thanh tra so", "unit", "Thanh tra"),
        ("giấy phép bưu chính", "duty", "bưu chính"),
        ("giay phep buu chinh", "duty", "bưu chính"),
        ("cap phep ban tin", "duty", "bản tin"),
        ("12/2023/QĐ-UBND", "decision", "12/2023/QĐ-UBND"),
        ("12/2023", "decision", "12/2023/QĐ-UBND"),
        ("24/2014", "act", "24/2014/NĐ-CP"),
        ("nghị định 24/2014", "act", "24/2014/NĐ-CP"),
        ("NĐ 24/2014/NĐ-CP", "act", "24/2014/NĐ-CP"),
        ("Uỷ ban nhân dân tỉnh Kon Tum", "body", "Ủy ban nhân dân tỉnh Kon Tum"),
        ("UBND tỉnh Kon Tum", "body", "Ủy ban nhân dân tỉnh Kon Tum"),
        ("phó giám đốc", "post", "Phó Giám đốc"),
        ("bưu chí", "duty", "bưu chính"),  # the beginning of a word
    ],
)
def test_first_hit(search, query, kind, text):
    first = search(query).entries[0]
    assert (first.kind, text in first.text) == (kind, True)


@pytest.mark.parametrize(
    "query",
    [
        "Sở TTTT Kon Tum",
        "Sở TT&TT Kon Tum",
        "Sở TT&TT tỉnh Quảng Ngãi",  # where Kon Tum lies since 2025
        "Sở KH&CN Kon Tum",  # what the department became
        "so khoa hoc va cong nghe quang ngai",
        "Department of Science Quảng Ngãi",
    ],
)
def test_an_agency_is_found_by_abbreviations_and_by_what_became_of_it(search, query):
    agencies = [entry.text for entry in search(query).entries if entry.kind == "agency"]
    assert agencies == ["Sở Thông tin và Truyền thông tỉnh Kon Tum"]


def test_a_duty_is_found_by_its_text_with_the_name_of_its_agency_or_place(search):
    for place in ("kon tum", "Quảng Ngãi", "Kontum"):
        found = search(f"bản tin {place}", kind="duty")
        assert found.total
        assert all("Kon Tum" in entry.agency_name for entry in found.entries)


def test_every_hit_of_a_duty_has_its_agency_and_its_clause(search):
    for entry in search("cấp phép", kind="duty").entries:
        assert entry.agency and entry.agency_name
        assert entry.clause.startswith(entry.decision)


def test_the_same_spelling_comes_before_other_diacritics(found_in):
    texts = ["bàn tin", "ban tin", "tin của bản", "bản tin"]
    assert found_in(texts, "bản tin") == [3, 2, 0, 1]
    assert found_in(texts, "ban tin")[:3] == [0, 1, 3]


def test_neighbours_come_before_scattered_words(found_in):
    texts = ["cấp một phép một bản một tin", "cấp phép một bản tin", "cấp phép bản tin"]
    assert found_in(texts, "cấp phép bản tin") == [2, 1, 0]
    assert found_in(texts, "cap phep ban tin") == [2, 1, 0]


def test_an_abbreviation_in_a_text_is_found_by_its_long_form(found_in):
    texts = ["trình UBND huyện", "trình Ủy ban nhân dân huyện"]
    assert sorted(found_in(texts, "ủy ban nhân dân huyện")) == [0, 1]
    assert sorted(found_in(texts, "UBND huyện")) == [0, 1]


def test_filters_narrow_down_and_facets_say_by_how_much(search):
    every = search("báo chí")
    assert tuple(every.facets) == FILTERS
    for name in FILTERS:
        for code, count in list(every.facets[name].items())[:5]:
            narrowed = search("báo chí", **{name: code})
            assert narrowed.total == count
            assert narrowed.facets[name] == every.facets[name]  # not narrowed by itself
    assert every.facets["province"]["kon-tum"] == every.facets["province"]["quang-ngai-2025"]
    assert search("báo chí", province="atlantis").total == 0


def test_pages_have_every_hit_once(search):
    for query in ("thông tin", "thong tin", "thông tin kon tum", ""):
        first = search(query)
        assert first.total > PAGE_SIZE
        seen = [entry for page in range(first.pages) for entry in search(query, page + 1).entries]
        assert len(seen) == len({(entry.iri, entry.kind) for entry in seen}) == first.total
        assert search(query, 10_000).page == first.pages
        assert search(query, -3).page == 1


def test_words_that_occur_nowhere_are_named(index, search):
    assert search("bản tin zzyzx").total == 0
    assert missing_words(index, ask("bản tin zzyzx")) == ["zzyzx"]


@pytest.mark.parametrize("query", ["((", "%", "\\", '"', "*", "&&", "…"])
def test_signs_alone_find_nothing(search, query):
    assert search(query).total == 0


def test_many_hits_are_counted_by_a_sample(monkeypatch):

    entries = [Entry(f"https://e/{n}", "duty", "cấp phép", provinces=("x",)) for n in range(3_000)]
    index = write_index(entries, {}, None)
    exact = finding.find(index, ask("cấp phép"))
    assert (exact.total, exact.is_estimate, exact.facets["province"]) == (
        3_000,
        False,
        {"x": 3_000},
    )
    monkeypatch.setattr(finding, "_COUNTED_WHOLE", 1_000)
    sampled = finding.find(index, ask("cấp phép"))
    assert sampled.is_estimate
    assert sampled.total == sampled.facets["province"]["x"]
    assert abs(sampled.total - 3_000) < 900
    assert sampled.entries == exact.entries


@settings(max_examples=2_000)
@given(asked=QUESTIONS)
@example(asked="_|_")
def test_any_question_is_answered(index, asked):
    question = ask(asked, {"kind": asked[:3]} if len(asked) % 7 == 0 else {})
    found = find(index, question, len(asked))
    assert (found.total > 0) == bool(found.entries)
    for entry in found.entries:
        pieces(entry.text, question, found.prefixes)
    suggest(index, question)
