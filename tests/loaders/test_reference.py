"""The reference graph: 63 provinces become 34, and what became of each body, with its source."""

from collections import Counter

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, Store

from loaders.errors import ReferenceDataError
from loaders.iris import Iris
from loaders.pipeline import parse_file
from loaders.tables import provinces, reference
from loaders.tables.reference import (
    central_bodies,
    place_on,
    present_of,
    present_provinces,
    reorganisations,
    sources,
)
from loaders.triples import dataset, decision_graph
from loaders.triples.acts import ActBook, SharedThings
from loaders.triples.reference import reference_quads
from ontology import BM, DCT, ORG, OWL, PREFIXES, RDF, code_files
from tests.loaders.helpers import FIVE, decision, parse_text, record_text
from tests.paths import DECISIONS

BASE = "https://w3id.org/bomay/"
ICT, SCIENCE = "so-thong-tin-va-truyen-thong", "so-khoa-hoc-va-cong-nghe"
UNCHANGED = {
    "ha-noi", "hue", "lai-chau", "dien-bien", "son-la", "lang-son", "quang-ninh", "thanh-hoa",
    "nghe-an", "ha-tinh", "cao-bang",
}  # fmt: skip


def built(*texts) -> Store:
    """Return the dataset of some parsed decisions as a store."""
    shared = SharedThings()
    graphs = [decision_graph(text, BASE, shared) for text in texts]
    store = Store()
    store.bulk_load(dataset(graphs, BASE, shared), format=RdfFormat.N_QUADS)
    return store


@pytest.fixture(scope="module")
def store() -> Store:
    return built(*(parse_file(DECISIONS / f"{name}.txt") for name in FIVE))


def value_of(node: object) -> str:
    """Return the IRI or the words of a node; the data has no other kinds."""
    assert isinstance(node, (NamedNode, Literal))
    return node.value


def objects(store: Store, subject: str, predicate: str) -> set[str]:
    found = store.quads_for_pattern(NamedNode(BASE + subject), NamedNode(predicate), None, None)
    return {value_of(quad.object).removeprefix(BASE) for quad in found}


def subjects(store: Store, predicate: str, value: str) -> set[str]:
    node = NamedNode(value if value.startswith("http") else BASE + value)
    found = store.quads_for_pattern(None, NamedNode(predicate), node, None)
    return {value_of(quad.subject).removeprefix(BASE) for quad in found}


def afterwards(store: Store, body: str) -> list[tuple[str, str]]:
    """Return the day and the resulting body of each change that a body leads to, in order."""
    steps = []
    while events := subjects(store, ORG + "originalOrganization", body):
        (event,) = events
        (day,) = objects(store, event, DCT + "date")
        (body,) = objects(store, event, ORG + "resultingOrganization")
        steps.append((day, body))
    return steps


# the tables


def test_63_provinces_became_34():
    former = Counter(slug for present in present_provinces() for slug in present.former)
    assert len(present_provinces()) == 34
    assert set(former) == {province.slug for province in provinces()}
    assert set(former.values()) == {1}  # every old province leads to exactly one present one


def test_eleven_went_on_and_23_began():
    went_on = {present.slug for present in present_provinces() if not present.since}
    assert went_on == UNCHANGED
    began = [present for present in present_provinces() if present.since]
    assert {present.since for present in began} == {"2025-07-01"}
    assert all(len(present.former) > 1 for present in began)
    names = {province.slug: province.name for province in provinces()}
    for present in began:  # each bears the name of one of those it was made of
        assert [names[slug] for slug in present.former].count(present.name) == 1


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("kon-tum", "quang-ngai-2025"),
        ("quang-ngai", "quang-ngai-2025"),
        ("binh-phuoc", "dong-nai-2025"),
        ("soc-trang", "can-tho-2025"),
        ("hau-giang", "can-tho-2025"),
        ("lang-son", "lang-son"),
        ("ba-ria-vung-tau", "ho-chi-minh-2025"),
        ("binh-thuan", "lam-dong-2025"),
        ("nam-dinh", "ninh-binh-2025"),
    ],
)
def test_the_province_of_today(old, new):
    assert present_of(old).slug == new


@pytest.mark.parametrize(
    ("place", "day", "expected"),
    [
        ("quang-ngai", "2025-06-30", "quang-ngai"),
        ("quang-ngai", "2025-07-01", "quang-ngai-2025"),
        ("quang-ngai", "2025-06", "quang-ngai"),
        ("quang-ngai", "2025-07", "quang-ngai-2025"),  # the day is blank, the month is not
        ("quang-ngai", "2025", "quang-ngai"),  # either is possible
        ("quang-ngai", "2026", "quang-ngai-2025"),
        ("quang-ngai", None, "quang-ngai"),
        ("kon-tum", "2026-01-01", "kon-tum"),  # no province of today has this name
        ("lang-son", "2026-01-01", "lang-son"),
        ("vn", "2026-01-01", "vn"),
    ],
)
def test_a_name_means_the_province_of_its_day(place, day, expected):
    assert place_on(place, day) == expected


def test_every_row_names_a_source_with_title_and_date():
    assert {source.kind for source in sources().values()} == {"act", "article"}
    for source in sources().values():
        assert source.title and source.issuer and len(source.date) == 10
        assert (source.kind == "act") == bool(source.type and source.number)
        assert (source.kind == "article") == bool(source.url)
    assert all(row.sources for row in reorganisations())
    assert all(body.source_text for body in central_bodies())


def test_kinds_of_bodies_are_those_of_the_code_list():
    (codes,) = [path for path in code_files() if path.stem == "body-kind"]
    known = codes.read_text(encoding="utf-8")
    kinds = {row.kind for row in central_bodies()} | {row.kind for row in reorganisations()}
    for kind in kinds:
        assert f'skos:notation "{kind}"' in known


def test_the_slug_of_a_central_body_is_that_of_its_name():
    for body in central_bodies():
        assert Iris(BASE).org("vn", body.name) == f"{BASE}id/org/vn/{body.slug}"


@pytest.mark.parametrize(
    "text",
    [
        "source = 1",
        '[[source]]\nid = "x"',
        '[[source]]\nid = "x"\nkind = "rumour"\ndate = "2025-01-01"\ntitle = "T"\nissuer = "I"',
        '[[source]]\nid = "x"\nkind = "article"\ndate = ""\ntitle = "T"\nissuer = "I"',
    ],
)
def test_a_malformed_table_is_one_clear_error(text, tmp_path, monkeypatch):
    file = tmp_path / "sources.toml"
    file.write_text(text, encoding="utf-8")
    monkeypatch.setattr(reference, "SOURCES_FILE", file)
    sources.cache_clear()
    with pytest.raises(ReferenceDataError, match=r"sources\.toml"):
        sources()
    monkeypatch.undo()
    sources.cache_clear()


# the graph


@pytest.mark.parametrize(
    ("place", "steps"),
    [
        ("kon-tum", ["kon-tum", "quang-ngai-2025"]),
        ("binh-phuoc", ["binh-phuoc", "dong-nai-2025"]),
        ("soc-trang", ["soc-trang", "can-tho-2025"]),
        ("hau-giang", ["hau-giang", "can-tho-2025"]),
        ("lang-son", ["lang-son"]),
    ],
)
def test_what_became_of_the_department_of_each_of_the_five(store, place, steps):
    days = ("2025-03-01", "2025-07-01")
    expected = [(day, f"id/org/{step}/{SCIENCE}") for day, step in zip(days, steps, strict=False)]
    assert afterwards(store, f"id/org/{place}/{ICT}") == expected
    for _, body in expected:
        (spatial,) = objects(store, body, DCT + "spatial")
        assert spatial == f"id/province/{body.split('/')[2]}"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("id/org/vn/bo-thong-tin-va-truyen-thong", "id/org/vn/bo-khoa-hoc-va-cong-nghe"),
        ("id/org/kon-tum/uy-ban-nhan-dan", "id/org/quang-ngai-2025/uy-ban-nhan-dan"),
        ("id/org/lang-son/uy-ban-nhan-dan", None),
        ("id/org/vn/bo-noi-vu", None),
    ],
)
def test_what_became_of_other_bodies(store, body, expected):
    assert [after for _, after in afterwards(store, body)] == ([expected] if expected else [])


def test_soc_trang_and_hau_giang_share_one_event(store):
    event = f"id/event/{SCIENCE}-2025-07-01/can-tho-2025"
    assert objects(store, event, ORG + "originalOrganization") == {
        f"id/org/{place}/{SCIENCE}" for place in ("soc-trang", "hau-giang", "can-tho")
    }
    (label,) = [x for x in objects(store, event, PREFIXES["rdfs"] + "label") if "Sở" in x]
    assert label == (
        "Sở Khoa học và Công nghệ thành phố Cần Thơ mới thay Sở Khoa học và Công nghệ "
        "tỉnh Sóc Trăng, tỉnh Hậu Giang và thành phố Cần Thơ"
    )


def test_every_event_names_its_row_and_sources(store):
    events = subjects(store, RDF + "type", ORG + "ChangeEvent")
    told = {event for event in events if event.startswith("id/event/")}
    assert len(told) == 23 + 5 + 3 + 3 + 1  # provinces, Sở in March, Sở and committees in July, Bộ
    for event in told:
        (row,) = objects(store, event, BM + "generatedFrom")
        named = objects(store, event, DCT + "source")
        assert named == objects(store, row, PREFIXES["prov"] + "wasDerivedFrom") != set()
        (file,) = objects(store, row, PREFIXES["prov"] + "hadPrimarySource")
        assert len(objects(store, file, BM + "sha256")) == 1


@pytest.mark.parametrize(
    ("event", "source"),
    [
        (f"id/event/{ICT}-2025-03-01/kon-tum", "id/reference/source/ictvietnam-2025-03-10"),
        ("id/event/province-merger/can-tho-2025", "eli/vn/nghi-quyet-quoc-hoi/2025/202"),
        (f"id/event/{SCIENCE}-2025-07-01/dong-nai-2025", "eli/vn/tt-bkhcn/2025/10"),
    ],
)
def test_the_sources_are_described(store, event, source):
    assert source in objects(store, event, DCT + "source")
    titles = objects(store, source, DCT + "title") | objects(store, source + "/vi", eli("title"))
    dates = objects(store, source, DCT + "date") | objects(store, source, eli("date_document"))
    assert len(titles) == len(dates) == 1


def eli(name: str) -> str:
    return PREFIXES["eli"] + name


def test_provinces_in_the_graph(store):
    known = subjects(store, RDF + "type", BM + "Province")
    assert len(known) == 63 + 23
    ended = {province for province in known if objects(store, province, BM + "validUntil")}
    began = {province for province in known if objects(store, province, BM + "validFrom")}
    assert (len(known - ended), len(ended), len(began)) == (34, 52, 23)
    for province in ended:
        (merger,) = subjects(store, BM + "formerProvince", province)
        (present,) = objects(store, merger, BM + "resultingProvince")
        assert present in began


def test_links_to_wikidata_are_those_with_a_source(store):
    same = {
        quad.subject.value.rsplit("/", 1)[-1]: quad.object.value.rsplit("/", 1)[-1]
        for quad in store.quads_for_pattern(None, NamedNode(OWL + "sameAs"), None, None)
    }
    assert same == {
        "kon-tum": "Q36315", "binh-phuoc": "Q36672", "soc-trang": "Q33272",
        "hau-giang": "Q36320", "lang-son": "Q33403",
    }  # fmt: skip


def test_a_ministry_is_described_in_the_reference_graph_alone(store):
    ministry = NamedNode(f"{BASE}id/org/vn/bo-thong-tin-va-truyen-thong")
    label = NamedNode(PREFIXES["skos"] + "prefLabel")
    graphs = {quad.graph_name.value for quad in store.quads_for_pattern(ministry, label, None)}
    assert graphs == {f"{BASE}graph/reference"}
    assert objects(store, "id/org/vn/bo-thong-tin-va-truyen-thong", BM + "abbreviation") == {
        "BTTTT"
    }


def test_another_base_moves_all_of_ours():
    quads = reference_quads(Iris("https://example.org/x/"), [], set())
    own = [quad for quad in quads if "w3id.org/bomay/id/" in str(quad)]
    assert own == []


def test_a_body_that_no_rule_is_about_has_no_event():
    bodies = [
        f"{BASE}id/org/kon-tum/so-noi-vu",
        f"{BASE}id/org/kon-tum/{ICT}/thanh-tra",
        f"{BASE}id/org/quang-ngai-2025/{SCIENCE}",
        f"{BASE}id/org/vn/{ICT}",
    ]
    quads = reference_quads(Iris(BASE), bodies, set())
    assert not [quad for quad in quads if quad.predicate.value.endswith("originalOrganization")]


def after_the_merger(day: str, title: str) -> str:
    head = f"Số: 05/2025/QĐ-UBND Quảng Ngãi, {day}"
    text = decision("Điều 1. Vị trí\n1. Sở có con dấu.", letterhead=head, title=title)
    return text.replace("TỈNH KON TUM", "TỈNH QUẢNG NGÃI")


@pytest.mark.parametrize(
    ("day", "place"),
    [
        ("ngày 10 tháng 6 năm 2025", "quang-ngai"),
        ("ngày 10 tháng 7 năm 2025", "quang-ngai-2025"),
    ],
)
def test_a_decision_is_of_the_province_of_its_day(day, place):
    title = "Quy định chức năng của Sở Khoa học và Công nghệ tỉnh Quảng Ngãi"
    text = after_the_merger(day, title)
    agency = f"id/org/{place}/{SCIENCE}"
    assert record_text(text)["agency"]["iri"] == BASE + agency
    found = built(parse_text(text))
    assert objects(found, agency, DCT + "spatial") == {f"id/province/{place}"}
    (issued,) = subjects(found, BM + "concerns", agency)
    assert objects(found, issued, eli("passed_by")) == {f"id/org/{place}/uy-ban-nhan-dan"}


def test_what_a_decision_describes_is_not_described_again():
    title = "Quy định chức năng của Sở Khoa học và Công nghệ tỉnh Quảng Ngãi"
    old = DECISIONS / "kon-tum.txt"
    found = built(parse_text(after_the_merger("ngày 10 tháng 7 năm 2025", title)), parse_file(old))
    agency = f"id/org/quang-ngai-2025/{SCIENCE}"
    names = list(
        found.quads_for_pattern(
            NamedNode(BASE + agency), NamedNode(PREFIXES["skos"] + "prefLabel"), None
        )
    )
    assert len(names) == 1
    assert value_of(names[0].graph_name) != f"{BASE}graph/reference"
    assert afterwards(found, f"id/org/kon-tum/{ICT}")[-1] == ("2025-07-01", agency)


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Kiểm toán Nhà nước", "kiem-toan-nha-nuoc"),
        ("Ngân hàng Nhà nước", "ngan-hang-nha-nuoc-viet-nam"),
        ("Bộ trưởng Bộ Quốc phòng", "bo-quoc-phong"),
        ("Hội đồng Bộ trưởng", "hoi-dong-bo-truong"),
        ("Bộ Y tế - Bộ Nội vụ", None),
    ],
)
def test_an_issuer_by_any_of_its_listed_names(name, slug):
    found = ActBook(Iris(BASE), SharedThings(), None).body(name)
    assert found == (slug and f"{BASE}id/org/vn/{slug}")
