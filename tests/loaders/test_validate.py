"""Validation: the known defects of the five decisions, and nothing else; errors and warnings."""

import json
from collections import Counter
from functools import cache

import pytest
from pyoxigraph import NamedNode, RdfFormat, parse

from loaders import build as building
from loaders.findings import annotated, code_of
from loaders.release import current
from loaders.report import as_json, as_table, counts, findings, recorded, rows
from loaders.triples import dataset, decision_graph
from loaders.triples.acts import SharedThings
from loaders.validate import SHAPES, Violation, checks, shapes, validate
from ontology import BM, DEFAULT_BASE_IRI, ELI, ORG, RDF, SKOS
from tests.loaders.helpers import FIVE, parsed
from tests.paths import DECISIONS
from tests.shacl import shacl_results, union

BASE = DEFAULT_BASE_IRI
TYPE = f"{RDF}type"

# What is known to be wrong, doubtful or damaged in each decision (read by hand), and how it shows.
KNOWN = {
    "kon-tum": {
        "issue:structure-silent": 1,
        "issue:act-unresolved": 2,
        "repair.font": 279,
        "repair.font.neighbour": 1,
    },
    "binh-phuoc": {
        "issue:effect-before-issue": 1,
        "issue:contradiction": 1,
        "issue:label-repeated": 1,
        "issue:act-unresolved": 2,
    },
    "soc-trang": {
        "issue:number-blank": 1,
        "issue:date-blank": 1,
        "issue:act-unresolved": 2,
        "repair.eth": 2,
    },
    "hau-giang": {
        "issue:number-missing": 1,
        "issue:date-missing": 1,
        "issue:act-unresolved": 2,
    },
    "lang-son": {
        "issue:number-missing": 1,
        "issue:date-missing": 1,
        "issue:bracket-unclosed": 1,
        "issue:act-unresolved": 1,
        "repair.glue": 3,
    },
}
FIRM = {  # what people have to look at
    "issue:effect-before-issue", "issue:contradiction", "issue:label-repeated",
    "issue:number-blank", "issue:date-blank", "issue:number-missing", "issue:date-missing",
    "issue:bracket-unclosed",
}  # fmt: skip


@pytest.fixture(scope="module")
def graphs():
    shared = SharedThings()
    made = {name: decision_graph(parsed(name), BASE, shared) for name in FIVE}
    return made, dataset(made.values(), BASE, shared)


@pytest.fixture(scope="module")
def data(graphs):
    return graphs[1]


@cache
def alone(name, base=BASE):
    """Return the dataset of one of the five."""
    shared = SharedThings()
    return dataset([decision_graph(parsed(name), base, shared)], base, shared)


def test_the_five_hold_to_every_shape_and_check(data):
    assert validate(data) == []


@pytest.mark.parametrize("name", FIVE)
def test_the_known_defects_are_found_and_nothing_else(graphs, name):
    made, data = graphs
    found = [finding for finding in recorded(data) if finding.graph == made[name].graph]
    assert Counter(finding.check for finding in found) == KNOWN[name]
    for finding in found:
        assert finding.severity == ("warning" if finding.check in FIRM else "info"), finding


def test_every_finding_belongs_to_one_of_the_five(graphs):
    made, data = graphs
    assert {finding.graph for finding in recorded(data)} == {g.graph for g in made.values()}


def test_pyshacl_finds_nothing_either():
    """Of one decision: of five it takes eight seconds, and agrees as well."""
    assert shacl_results(union(alone("hau-giang")), SHAPES) == []


def test_a_base_of_ones_own_changes_nothing():
    data = alone("hau-giang", "https://example.org/kg/")
    assert validate(data) == []
    assert Counter(finding.check for finding in recorded(data)) == KNOWN["hau-giang"]


def test_an_issue_that_a_correction_settles_is_not_listed():
    data = alone("hau-giang")
    graph = next(finding.graph for finding in recorded(data))
    issue = f"{BASE}eli/vn/{graph.removeprefix(f'{BASE}graph/')}/issue/1"
    more = data + f"<{issue}> <{BM}settledBy> <{BASE}c/1> <{graph}> .\n".encode()
    assert len(recorded(more)) == len(recorded(data)) - 1


def test_only_several_other_names_displease_the_official_shapes(data, shared):
    """CPOV 2.1.2 over everything: it allows one skos:altLabel a language."""
    official = shared / "standards" / "cpov-2.1.2" / "core-public-organisation-ap-SHACL.ttl"
    found = shacl_results(union(data), official)
    assert {result.path for result in found} <= {f"{SKOS}altLabel"}


# --- errors and warnings ---


def without(data, *words):
    """Return a dataset without the lines that hold all of the words."""
    lines = data.splitlines(keepends=True)
    return b"".join(line for line in lines if not all(w.encode() in line for w in words))


def test_a_duty_without_a_clause_is_an_error():
    data = alone("kon-tum")
    duty = f"{BASE}id/duty/kon-tum/so-thong-tin-va-truyen-thong/qd-ubnd-2023-12/khoan-1"
    found = validate(without(data, f"<{duty}> <{BM}statedIn>"))
    assert {("duty-unsupported", "error", duty), ("shape:stated-in", "error", duty)} == {
        (v.check, v.severity, v.node) for v in found
    }


def test_two_decisions_of_one_number_are_an_error():
    data = alone("kon-tum")
    twin = f"<{BASE}eli/vn/twin>"
    said = (
        f"<{TYPE}> <{BM}Decision>",
        f'<{ELI}number> "12/2023/QĐ-UBND"',
        f"<{ELI}passed_by> <{BASE}id/org/kon-tum/uy-ban-nhan-dan>",
    )
    more = data + b"".join(f"{twin} {what} <{BASE}graph/twin> .\n".encode() for what in said)
    found = [v for v in validate(more) if v.check == "number-unique"]
    assert [(v.severity, v.node, v.problem.rpartition(" ")[2]) for v in found] == [
        ("error", f"{BASE}eli/vn/twin", f"{BASE}eli/vn/ubnd-kon-tum/qd-ubnd/2023/12")
    ]


def test_a_body_of_unknown_kind_is_a_warning_and_becomes_an_annotation():
    data, body = alone("binh-phuoc"), f"{BASE}id/org/binh-phuoc/uy-ban-nhan-dan"
    less = without(data, f"<{body}>", "org#classification>")
    (found,) = validate(less)
    assert (found.check, found.severity, found.node) == ("shape:kind-unknown", "warning", body)
    more = annotated(less, [found], BASE)
    assert more == annotated(less, [found], BASE)
    assert more.splitlines() == sorted(more.splitlines())
    assert validate(more) == [found], "an annotation is no violation itself"
    assert recorded(more) == recorded(less), "and is not listed twice"
    quality = [
        quad
        for quad in parse(more, format=RdfFormat.N_QUADS)
        if quad.graph_name == NamedNode(f"{BASE}graph/quality")
    ]
    said = {(q.predicate.value.rpartition("#")[2], getattr(q.object, "value", "")) for q in quality}
    assert {
        ("type", f"{BM}QualityIssue"),
        ("type", "http://www.w3.org/ns/dqv#QualityAnnotation"),
        ("hasTarget", body),
        ("issueCode", f"{BASE}code/issue/kind-unknown"),
        ("severity", "warning"),
        ("message", "chưa rõ loại cơ quan, tổ chức"),
    } <= said
    assert len({quad.subject for quad in quality}) == 1


def test_what_an_issue_records_is_not_warned_of_again():
    """Bình Phước's date of effect lies before its own; the issue says so, the check is silent."""
    data = alone("binh-phuoc")
    assert validate(data) == []
    silent = without(data, "/ubnd-binh-phuoc/qd-ubnd/2023/12/issue/", "effect-before-issue>")
    warned = [v for v in validate(silent) if v.check == "dates-order"]
    assert [(v.severity, v.problem) for v in warned] == [("warning", "in force before its issue")]
    assert warned[0].problem_vi == "có hiệu lực trước ngày ban hành"


def test_a_contradictory_threshold_that_nobody_recorded_is_warned_of():
    data = alone("binh-phuoc")
    silent = without(data, "/ubnd-binh-phuoc/qd-ubnd/2023/12/issue/", "/code/issue/contradiction>")
    found = {(v.check, v.severity) for v in validate(silent)}
    assert ("doubt-unrecorded", "warning") in found


def test_every_check_that_warns_has_a_code():
    turtle = (SHAPES.parent / "codes" / "issue.ttl").read_text("utf-8")
    warn = [check.name for check in checks() if check.severity == "warning"]
    assert warn == ["act-twice", "dates-order", "doubt-unrecorded", "name-cut"]
    for name in warn:
        assert f"c:{code_of(name)} a skos:Concept" in turtle
    assert code_of("shape:kind-unknown") == "kind-unknown"


def test_two_decisions_of_one_agency_may_differ_in_limits_and_order(tmp_path):
    text = (DECISIONS / "hau-giang.txt").read_text("utf-8")
    later = text.replace("không quá 03", "không quá 02").replace("năm 2023", "năm 2024")
    units = ("- Phòng Công nghệ thông tin;", "- Phòng Thông tin - Báo chí - Xuất bản;")
    assert all(unit in text for unit in units)
    later = later.replace(units[0], "-").replace(units[1], units[0]).replace("-\n", units[1] + "\n")
    (tmp_path / "later.txt").write_text("Số: 09/2024/QĐ-UBND\n" + later, "utf-8")
    files = [DECISIONS / "hau-giang.txt", tmp_path / "later.txt"]
    report = building.build(files, tmp_path / "out", BASE)
    assert [found for found in report.violations if found.severity == "error"] == []
    assert report.release and len(report.decisions) == 2


def test_an_error_names_the_file_it_comes_from(tmp_path, monkeypatch):
    decision = "ubnd-hau-giang/qd-ubnd/2023/khong-so.hl-2023-01-09.so-thong-tin-va-truyen-thong"

    def found(_):
        return [Violation("duty", "", f"{BASE}eli/vn/{decision}/dieu-2", "not so")]

    monkeypatch.setattr(building, "validate", found)
    report = building.build([DECISIONS / "hau-giang.txt"], tmp_path, BASE)
    assert report.violations[0].problem == "hau-giang.txt: not so"


def test_an_error_stops_publication_and_a_warning_does_not(tmp_path, monkeypatch):
    files = [DECISIONS / "hau-giang.txt"]
    warning = Violation("name-cut", "", f"{BASE}id/org/x", "cut off", "warning", "bị cắt")
    error = Violation("span-text", "", f"{BASE}id/org/x", "not there")
    monkeypatch.setattr(building, "validate", lambda _: [error, warning])
    report = building.build(files, tmp_path, BASE)
    assert (report.release, report.violations) == (None, (error, warning))
    monkeypatch.setattr(building, "validate", lambda _: [warning])
    report = building.build(files, tmp_path, BASE)
    assert report.violations == (warning,)
    assert report.release == current(tmp_path)
    published = (report.release / "data.nq").read_text("utf-8")
    assert "/id/finding/name-cut/" in published
    assert report.quads == published.count("\n")


# --- the report ---


def test_rows_are_by_check_the_gravest_first():
    def found(check, severity):
        return Violation(check, "g", f"{BASE}id/org/x", "p", severity)

    some = [found("b", "info"), *3 * [found("c", "warning")], found("a", "error")]
    some += [found("a", "warning")]
    assert [(row.check, row.severity, row.count) for row in rows(some)] == [
        ("a", "error", 1),
        ("c", "warning", 3),
        ("a", "warning", 1),
        ("b", "info", 1),
    ]
    assert [len(row.examples) for row in rows(some)] == [1, 2, 1, 1]
    assert counts(some) == {"error": 1, "warning": 4, "info": 1}
    assert json.loads(json.dumps(as_json("r", some)))["counts"]["warning"] == 4
    assert as_table(some).row_count == 4


def test_findings_of_a_release_are_those_of_checks_and_texts(tmp_path):
    building.build([DECISIONS / "hau-giang.txt"], tmp_path, BASE)
    found = findings(current(tmp_path))
    assert Counter(finding.check for finding in found) == KNOWN["hau-giang"]


def test_shapes_are_read_once():
    assert shapes() is shapes()
    assert len(shapes()) > 40


def test_errors_are_cut_off_and_warnings_are_not():
    """A fault of every node stops the build by its first; each warning becomes an annotation."""
    graph = f"<{BASE}graph/x>"
    lines = []
    for number in range(250):
        body = f"<{BASE}id/org/x/b{number}>"
        lines += [
            f"{body} <{TYPE}> <{ORG}FormalOrganization> {graph} .\n",
            f'{body} <{SKOS}prefLabel> "Phòng và"@vi {graph} .\n',
            f"<{BASE}d{number}> <{TYPE}> <{BM}Duty> {graph} .\n",
        ]
    found = Counter((v.check, v.severity) for v in validate("".join(lines).encode()))
    assert found["name-cut", "warning"] == found["shape:kind-unknown", "warning"] == 250
    assert found["shape:duty", "error"] == found["text-missing", "error"] == 200
