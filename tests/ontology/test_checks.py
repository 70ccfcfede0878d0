"""Each check in ontology/checks/ finds what it is for, and nothing in a clean dataset."""

from functools import cache
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, QuerySolutions, RdfFormat, Store

from ontology import BM, FOLDER, PREFIXES, code_files
from tests.ontology.planted import PLANTED
from tests.ontology.updates import (
    AGENCY,
    BASE,
    DECISION,
    GRAPH,
    REPLACED,
    RULE,
    RULED,
    delete,
    insert,
)

SAMPLE = Path(__file__).with_name("sample.trig")
CHECKS = {path.name.removesuffix("-violation.rq"): path for path in FOLDER.glob("checks/*.rq")}
PROLOGUE = "\n".join(
    [f"BASE <{BASE}>", *(f"PREFIX {prefix}: <{iri}>" for prefix, iri in PREFIXES.items())]
)

BLANK, IS_BLANK = "GRAPH ?g { ?s ?p ?o }", "isBlank(?s) || isBlank(?o)"


@cache
def clean_quads() -> bytes:
    store = Store()
    store.load(path=SAMPLE, format=RdfFormat.TRIG)
    for path, name in [(FOLDER / "bomay.ttl", "ontology"), *((p, "codes") for p in code_files())]:
        graph = NamedNode(f"{BASE}graph/{name}")
        store.load(path=path, format=RdfFormat.TURTLE, to_graph=graph)
    # the build leaves these axioms of the ontology out (test_infer.py)
    store.update(f"{PROLOGUE} DELETE {{ {BLANK} }} WHERE {{ {BLANK} FILTER({IS_BLANK}) }}")
    dumped = store.dump(format=RdfFormat.N_QUADS)
    assert dumped is not None
    return dumped


def store_with(update: str = "") -> Store:
    """Return the clean sample, changed by a SPARQL update; <> is relative to the base IRI."""
    store = Store()
    store.load(clean_quads(), format=RdfFormat.N_QUADS)
    if update:
        store.update(f"{PROLOGUE}\n{update}")
    return store


def violations(name: str, store: Store, *, union: bool = True) -> set[tuple[str, str]]:
    """Return (node, problem) of each row of a check."""
    query = CHECKS[name].read_text(encoding="utf-8")
    rows = store.query(query, use_default_graph_as_union=union)
    assert isinstance(rows, QuerySolutions)
    columns = [variable.value for variable in rows.variables]
    warns = "\n# Severity: warning\n" in query  # becomes an annotation, which speaks both languages
    assert columns == ["graph", "node", "problem", *(["problemVi"] if warns else [])]
    return {(getattr(row["node"], "value", "?"), row["problem"].value) for row in rows}


@pytest.mark.parametrize("name", sorted(CHECKS))
def test_check_says_what_it_proves(name):
    assert CHECKS[name].read_text(encoding="utf-8").startswith("# Proves: ")


@pytest.mark.parametrize("union", [True, False])
@pytest.mark.parametrize("name", sorted(CHECKS))
def test_clean_sample_passes(name, union):
    assert violations(name, store_with(), union=union) == set()


# check, planted fault, node that it must name (relative to BASE; None: a blank node), words of
# the problem


@pytest.mark.parametrize(
    ("name", "update", "node", "words"),
    PLANTED,
    ids=lambda value: value if isinstance(value, str) and value in CHECKS else "",
)
def test_planted_violation_is_found(name, update, node, words):
    found = violations(name, store_with(update))
    assert any(
        words in problem for where, problem in found if node is None or where == BASE + node
    ), found


def test_every_check_has_a_planted_violation():
    assert {fault[0] for fault in PLANTED} == set(CHECKS)


# What must not be taken for a violation.
ALLOWED = [
    (  # another year
        "number-unique",
        insert(
            "<twin> a bm:Decision ; eli:number '12/2023/QĐ-UBND' ; "
            "eli:date_document '2022-03-23'^^xsd:date ; "
            "eli:passed_by <id/org/binh-phuoc/uy-ban-nhan-dan> ."
            f"<{DECISION}> eli:passed_by <id/org/binh-phuoc/uy-ban-nhan-dan> ."
        ),
    ),
    (  # another issuer: Kon Tum and Bình Phước both have a 12/2023/QĐ-UBND
        "number-unique",
        insert(
            "<twin> a bm:Decision ; eli:number '12/2023/QĐ-UBND' ; eli:passed_by <kon-tum> ."
            f"<{DECISION}> eli:passed_by <id/org/binh-phuoc/uy-ban-nhan-dan> ."
        ),
    ),
    (  # the text has it so, and an issue says it
        "dates-order",
        insert(
            f"<{DECISION}> eli:first_date_entry_in_force '2023-03-03'^^xsd:date ."
            "<i/2> bm:issueCode <code/issue/effect-before-issue> ."
        ),
    ),
    (  # the month is all that is known
        "dates-order",
        insert("<eli/vn/nd-cp/2014/24> bm:partialDate '2023-03'^^xsd:gYearMonth ."),
    ),
    (
        "doubt-unrecorded",
        delete(f"<{DECISION}> eli:number ?n")
        + ";"
        + insert("<i/2> bm:issueCode <code/issue/number-blank> ."),
    ),
    (
        "doubt-unrecorded",
        insert("<t> a bm:StaffingThreshold ; bm:lowerBound 7 ; bm:isOpenAbove true ."),
    ),
    ("name-cut", insert("<b> a org:Post ; skos:prefLabel 'Chánh Văn phòng'@vi .")),
    (  # a stamp stands where it was set, at the foot of the page
        "evidence-outside-clause",
        insert(
            "<e/2> a bm:Evidence ; bm:rule 'header.stamp' ; oa:hasSelector <e/2/s> ; "
            f"bm:clause <{DECISION}/quy-dinh> . <e/2/s> oa:start 1300 ; oa:end 1302 ."
        ),
    ),
    ("provenance", insert("<s/number> bm:order 1 .")),  # its subject carries evidence
    ("provenance", insert(REPLACED)),
    ("replaced", insert(REPLACED)),
    ("settled", insert("<i/1> bm:settledBy <c/1> .")),
    ("class-as-body", insert("<k> a bm:BodyClass ; skos:prefLabel 'x'@vi ; bm:level <l> .")),
    ("provenance", insert("<x> bm:hasSeal true .", f"{BASE}graph/shared")),
    ("statement-unsupported", delete("<s/based-on> bm:object ?act")),  # an act not resolved
    ("ministry-parent", insert("<id/org/vn/cuc> org:subOrganizationOf <id/org/vn/bo-noi-vu> .")),
    ("duty-hierarchy", insert("<d> a bm:Duty ; bm:path 'khoan-1' .")),
    ("inferred", insert("<b> a bm:Ministry .", RULED) + "; " + RULE),
    ("provenance", insert("<b> a bm:Ministry ; bm:dutyHeldBy <c> .", RULED)),
    ("text-missing", insert("<c> a bm:Clause ; rdfs:label 'x'@vi , 'x'@en .")),  # no own text
]


@pytest.mark.parametrize(("name", "update"), ALLOWED)
def test_allowed(name, update):
    assert violations(name, store_with(update)) == set()


def test_a_base_of_ones_own():
    """The checks do not depend on BOMAY_BASE_IRI."""
    text = clean_quads().decode().replace(BASE, "https://data.example.org/x/")
    text = text.replace("https://data.example.org/x/def", BM.removesuffix("#"))
    store = Store()
    store.load(text.encode(), format=RdfFormat.N_QUADS)
    for name in CHECKS:
        assert violations(name, store) == set()
    agency = f"https://data.example.org/x/{AGENCY}"
    graph = GRAPH.replace(BASE, "https://data.example.org/x/")
    store.update(f"{PROLOGUE} {insert(f'<{agency}> bm:hasAccount true .', graph)}")
    assert violations("provenance", store)
