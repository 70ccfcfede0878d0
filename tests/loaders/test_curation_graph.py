"""Curation: what the graph says of corrected facts, and the command line."""

import json
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, Store
from typer.testing import CliRunner

import bomay
from loaders.build import build
from loaders.curation import load_curations
from loaders.pipeline import parse_file
from loaders.record import record
from loaders.validate import validate
from ontology import BM, DEFAULT_BASE_IRI, PREFIXES
from tests.loaders.curations import NEW, NUMBER, OLD, SOURCE, TEXT, write
from tests.loaders.helpers import source_of
from tests.paths import DECISIONS


@pytest.fixture
def folder(tmp_path):
    """A folder of curations to be filled."""
    made = tmp_path / "curation"
    made.mkdir()
    return made


def build_with(tmp_path, folder, *entries, text=TEXT, **parts):
    """Build the small decision and Kon Tum's with corrections; return report and store."""
    decisions = tmp_path / "decisions"
    decisions.mkdir()
    (decisions / SOURCE.file).write_text(text, encoding="utf-8")
    (decisions / "kon-tum.txt").write_bytes((DECISIONS / "kon-tum.txt").read_bytes())
    parts.setdefault("sha256", source_of(text).sha256)
    curations = write(folder, *entries, **parts)
    report = build([decisions], tmp_path / "out", DEFAULT_BASE_IRI, curations=curations)
    store = Store()
    if report.release:
        store.bulk_load((report.release / "data.nq").read_bytes(), format=RdfFormat.N_QUADS)
    return report, store


def ask(store, where):
    prefixes = " ".join(f"PREFIX {prefix}: <{iri}>" for prefix, iri in PREFIXES.items())
    return bool(store.query(f"{prefixes} ASK {{ {where} }}", use_default_graph_as_union=True))


ENTRIES = (
    NUMBER,
    {"field": "issued", "old": "2024-01", "new": "2024-01-10"},
    {"field": "unit", "old": "", "new": "Phòng Tổ chức"},
    {"field": "agency.direction", "old": "", "new": "Bộ Nội vụ"},
)


def test_the_graph_marks_what_is_curated(tmp_path, folder):
    report, store = build_with(tmp_path, folder, *ENTRIES)
    assert (report.rejected, report.violations, report.unused_curations) == ((), (), ())
    assert ask(store, f"<{NEW}> eli:number '07/2024/QĐ-UBND' ; eli:date_document ?day")
    statement = "?s bm:subject <NEW> ; bm:predicate eli:number ; bm:evidence ?e ."
    person = "?e a bm:Curation ; bm:curatedBy 'Nguyễn Văn A' ; bm:curationSource ?source ."
    file = "?e prov:hadPrimarySource ?file . ?file dct:title 'so-noi-vu.toml' ."
    assert ask(store, (statement + person + file).replace("NEW", NEW))
    assert ask(store, "?e bm:correctedField 'issued' ; bm:replacedValue '2024-01'")
    assert ask(store, "?u skos:prefLabel 'Phòng Tổ chức'@vi ; bm:evidence ?e . ?e a bm:Curation")
    assert not ask(store, "?e a bm:Curation ; oa:hasSelector ?selector")
    assert not ask(store, "?e a bm:Curation ; bm:curatedBy ?who FILTER(ISIRI(?who))")


def test_the_old_iri_leads_to_the_new_one(tmp_path, folder):
    _, store = build_with(tmp_path, folder, *ENTRIES)
    assert ask(store, f"GRAPH ?g {{ <{OLD}> dct:isReplacedBy <{NEW}> }} <{NEW}> a bm:Decision")
    assert not ask(store, f"<{OLD}> a ?kind")


def test_every_earlier_iri_leads_to_the_one_with_the_number(tmp_path, folder):
    moved = {"field": "effective", "old": "2024-01-20", "new": "2024-02-20"}
    _, store = build_with(tmp_path, folder, moved, NUMBER)
    between = OLD.replace("2024-01-20", "2024-02-20")
    for old in (OLD, between):
        assert ask(store, f"<{old}> dct:isReplacedBy <{NEW}>")


def test_earlier_iris_of_clauses_and_duties_lead_on(tmp_path, folder):
    text = TEXT.replace("Cơ cấu tổ chức", "Nhiệm vụ và quyền hạn")
    report, store = build_with(tmp_path, folder, NUMBER, text=text)
    assert (report.rejected, report.violations) == ((), ())
    assert ask(store, f"<{OLD}/dieu-2/khoan-1> dct:isReplacedBy <{NEW}/dieu-2/khoan-1>")
    duty = f"{DEFAULT_BASE_IRI}id/duty/kon-tum/so-noi-vu/qd-ubnd-2024-"
    old, new = f"{duty}khong-so.hl-2024-01-20/khoan-1", f"{duty}7/khoan-1"
    assert ask(store, f"<{new}> a bm:Duty . <{old}> dct:isReplacedBy <{new}>")
    assert not ask(store, "?old dct:isReplacedBy ?new MINUS { ?new a ?kind }")


def test_an_issue_that_is_settled_leads_to_the_correction(tmp_path, folder):
    _, store = build_with(tmp_path, folder, NUMBER)
    issue = "?issue bm:issueCode <https://w3id.org/bomay/code/issue/number-blank> ;"
    assert ask(store, f"{issue} bm:settledBy ?c . ?c bm:correctedField 'number'")
    assert ask(store, issue.replace("number", "date") + " a ?kind MINUS { ?issue bm:settledBy ?c }")


def test_a_printed_number_that_is_corrected_leaves_its_iri_to_others(tmp_path, folder):
    kon_tum = DECISIONS / "kon-tum.txt"
    entry = {"field": "number", "old": "12/2023/QĐ-UBND", "new": "13/2023/QĐ-UBND"}
    digest = parse_file(kon_tum).document.source.sha256
    _, store = build_with(tmp_path, folder, entry, sha256=digest, file="kon-tum.txt")
    assert ask(store, f"<{DEFAULT_BASE_IRI}eli/vn/ubnd-kon-tum/qd-ubnd/2023/13> a bm:Decision")
    assert not ask(store, "?old dct:isReplacedBy ?new")


@pytest.mark.parametrize(
    "entry",
    [
        {**NUMBER, "old": "1/QĐ"},
        {"field": "agency.parent", "old": "Ủy ban nhân dân tỉnh", "new": "Câu lạc bộ"},
    ],
)
def test_a_decision_whose_correction_does_not_fit_is_left_out(tmp_path, folder, entry):
    report, store = build_with(tmp_path, folder, entry)
    (rejected,) = report.rejected
    assert rejected.file.endswith(SOURCE.file)
    assert rejected.error.startswith("so-noi-vu.toml, correction 1 ")
    assert [Path(found.file).name for found in report.decisions] == ["kon-tum.txt"]
    assert not ask(store, f"<{OLD}> ?p ?o")
    assert report.unused_curations == ()


def test_a_curation_about_no_file_of_the_build_is_reported(tmp_path, folder):
    report, _ = build_with(tmp_path, folder, NUMBER, sha256="0" * 64, file="gone.txt")
    assert report.unused_curations == ("so-noi-vu.toml",)
    assert len(report.decisions) == 2


def test_a_curated_fact_that_loses_its_person_is_a_violation(tmp_path, folder):
    report, _ = build_with(tmp_path, folder, *ENTRIES)
    lines = (report.release / "data.nq").read_bytes().splitlines(keepends=True)
    kept = [line for line in lines if f"<{BM}curatedBy>".encode() not in line or b"/def>" in line]
    assert "evidence-incomplete" in {v.check for v in validate(b"".join(kept))}


# --- the command line ---


def test_parse_is_the_reading_of_the_file_alone_unless_asked(tmp_path, folder):
    file = tmp_path / SOURCE.file
    file.write_text(TEXT, encoding="utf-8")
    write(folder, NUMBER, ENTRIES[2])
    plain = CliRunner().invoke(bomay.app, ["parse", str(file), "--json"])
    asked = CliRunner().invoke(bomay.app, ["parse", str(file), "--json", "--curation", str(folder)])
    assert (plain.exit_code, asked.exit_code) == (0, 0)
    alone, corrected = json.loads(plain.stdout), json.loads(asked.stdout)
    assert alone == record(parse_file(file), DEFAULT_BASE_IRI)
    assert "corrections" not in alone
    assert (alone["decision"]["number"], corrected["decision"]["number"]) == (
        None,
        "07/2024/QĐ-UBND",
    )
    assert (corrected["units"][-1]["name"], corrected["units"][-1]["span"]) == (
        "Phòng Tổ chức",
        None,
    )
    assert corrected["corrections"][0]["person"] == "Nguyễn Văn A"


def test_build_stops_at_a_curation_file_that_is_wrong(tmp_path, folder):
    (folder / "a.toml").write_text("file = ", encoding="utf-8")
    out = tmp_path / "out"
    result = CliRunner().invoke(
        bomay.app,
        ["build", str(DECISIONS / "kon-tum.txt"), "--out", str(out), "--curation", str(folder)],
    )
    assert result.exit_code == 1
    assert "a.toml: can't be read" in result.stderr
    assert not out.exists()


def test_a_folder_that_is_not_there_is_wrong_usage(tmp_path):
    result = CliRunner().invoke(bomay.app, ["build", "--curation", str(tmp_path / "none")])
    assert result.exit_code == 2


def test_the_projects_own_curations_are_well_formed():
    load_curations(bomay.CURATION)
