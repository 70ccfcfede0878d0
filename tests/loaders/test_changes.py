"""What changed between releases: each triple with its cause, on record whatever dies when."""

import json
import shutil

import pytest
from pyoxigraph import Store

from loaders.build import build
from loaders.change_record import CHANGES, HEAD, PUBLISHED
from loaders.changes import changes, open_side
from loaders.release import CURRENT, current, publish
from ontology import BM, DEFAULT_BASE_IRI, RDF
from tests.harvested import AFTER, BASE, BEFORE, HAU_GIANG, releases
from tests.loaders.killed_publish import QUADS, dataset
from tests.loaders.test_release import leftovers, publish_and_die
from tests.paths import DECISIONS

G = "<https://example.org/g>"


def heads(folder):
    files = sorted(folder.glob(f"{CHANGES}/*/{HEAD}"), key=lambda file: int(file.parent.name))
    return [json.loads(file.read_text(encoding="utf-8")) for file in files]


def entries(folder, number):
    pages = json.loads((folder / CHANGES / str(number) / HEAD).read_text())["pages"]
    return [
        entry
        for page in range(1, pages + 1)
        for entry in json.loads((folder / CHANGES / str(number) / f"{page}.json").read_text())[
            "entries"
        ]
    ]


def counts(head):
    return head["added"], head["removed"], head["is_compared"]


# --- the record ---


def test_the_first_release_is_one_record_without_entries(tmp_path):
    release = publish(dataset("a"), {}, tmp_path)
    (head,) = heads(tmp_path)
    assert (head["number"], head["release"], head["previous"]) == (1, release.name, None)
    assert (head["statements"], head["entries"], head["pages"]) == (QUADS, 0, 0)
    assert head["published"].endswith("Z")


def test_each_publication_is_recorded_once(tmp_path):
    first = publish(dataset("a"), {}, tmp_path)
    publish(dataset("a"), {}, tmp_path)
    second = publish(dataset("b"), {}, tmp_path)
    publish(dataset("b"), {}, tmp_path)
    publish(dataset("a"), {}, tmp_path)
    found = heads(tmp_path)
    names = [(head["release"], head["previous"]) for head in found]
    assert names == [
        (first.name, None),
        (second.name, first.name),
        (first.name, second.name),
    ]
    assert [counts(head) for head in found[1:]] == [(QUADS, QUADS, True)] * 2


def test_another_note_on_the_same_data_changes_no_statement(tmp_path):
    publish(dataset("a"), {}, tmp_path)
    publish(dataset("a"), {"note": "x"}, tmp_path)
    assert counts(heads(tmp_path)[1]) == (0, 0, True)
    assert entries(tmp_path, 2) == []


def test_a_release_of_before_records_gets_one_when_it_is_built_again(tmp_path):
    release = publish(dataset("a"), {}, tmp_path)
    shutil.rmtree(tmp_path / CHANGES)
    publish(dataset("a"), {}, tmp_path)
    (head,) = heads(tmp_path)
    assert (head["release"], head["previous"]) == (release.name, None)


def test_a_release_before_that_can_not_be_read_is_named_and_not_compared(tmp_path):
    old = publish(dataset("a"), {}, tmp_path)
    (old / "manifest.json").write_text("", encoding="utf-8")
    new = publish(dataset("b"), {}, tmp_path)
    assert current(tmp_path) == new
    head = heads(tmp_path)[1]
    assert (head["previous"], *counts(head)) == (old.name, 0, 0, False)


def test_many_entries_are_counted_and_not_all_listed(tmp_path, monkeypatch):
    monkeypatch.setattr("loaders.change_record.MOST_ENTRIES", 5)
    monkeypatch.setattr("loaders.change_record.ENTRIES_A_FILE", 2)
    monkeypatch.setattr("loaders.change_record.MOST_LINES", 3)
    publish(f'<https://example.org/a> <https://example.org/p> "x" {G} .\n'.encode(), {}, tmp_path)
    lines = [
        f'<https://example.org/{subject}> <https://example.org/p> "{value}" {G} .\n'
        for subject in range(8)
        for value in range(4)
    ]
    publish("".join(lines).encode(), {}, tmp_path)
    head = heads(tmp_path)[1]
    assert (head["entries"], head["left_out"], head["pages"]) == (5, 4, 3)
    found = entries(tmp_path, 2)
    assert [(len(e["lines"]), e["left_out"], e["added"]) for e in found[:2]] == [(3, 1, 4)] * 2
    assert [e["number"] for e in found] == [1, 2, 3, 4, 5]
    assert head["graphs"] == [{"graph": "https://example.org/g", "added": 32, "removed": 1}]


# --- kill -9 ---


def test_killed_at_any_step_the_record_ends_with_the_release_that_is_served(tmp_path):
    """What is behind the served release was never published, and the next publication mends it."""
    old = publish(dataset("old"), {}, tmp_path)
    status, step = -9, 0
    while status != 0:
        step += 2
        status = publish_and_die(tmp_path, step)
        served = current(tmp_path).name
        assert served in [head["release"] for head in heads(tmp_path)]
    found = heads(tmp_path)
    assert step > 10
    assert [head["release"] for head in found] == [old.name, current(tmp_path).name]
    assert counts(found[1]) == (QUADS, QUADS, True)
    assert leftovers(tmp_path) == []


def test_a_record_of_what_was_never_published_goes(tmp_path):
    publish(dataset("a"), {}, tmp_path)
    name = (tmp_path / CURRENT).read_text()
    publish(dataset("b"), {}, tmp_path)
    (tmp_path / CURRENT).write_text(name)  # as if the machine had stopped before the switch
    (tmp_path / CHANGES / "2" / PUBLISHED).unlink()
    third = publish(dataset("c"), {}, tmp_path)
    assert [head["release"] for head in heads(tmp_path)] == [name.strip(), third.name]
    assert heads(tmp_path)[1]["previous"] == name.strip()


def test_rolling_back_by_hand_forgets_nothing(tmp_path):
    """docs/decisions/0007: rolling back is writing an older id into CURRENT."""
    first = publish(dataset("a"), {}, tmp_path)
    second = publish(dataset("b"), {}, tmp_path)
    (tmp_path / CURRENT).write_text(first.name + "\n")
    third = publish(dataset("c"), {}, tmp_path)
    names = [(head["release"], head["previous"]) for head in heads(tmp_path)]
    assert names == [
        (first.name, None),
        (second.name, first.name),
        (third.name, first.name),
    ]


# --- what it says, over two real decisions ---


def test_the_clause_that_changed_comes_first():
    found = entries(releases(), 2)
    own = [e for e in found if e["decision"] == BASE + HAU_GIANG and not e["only_places"]]
    clause = next(e for e in own if e["resource"] == f"{BASE}{HAU_GIANG}/dieu-3/khoan-1")
    texts = [
        (line["sign"], line["triple"]) for line in clause["lines"] if BM + "text" in line["triple"]
    ]
    assert [sign for sign, _ in texts] == ["-", "+"]
    assert BEFORE in texts[0][1]
    assert AFTER in texts[1][1]
    assert {line["cause"] for line in clause["lines"]} == {clause["resource"]}
    assert clause["labels"][clause["resource"]]["vi"].startswith("Khoản 1 Điều 3")
    order = [e["only_places"] for e in found]
    assert order == sorted(order)


def test_the_limit_of_the_post_changed_by_that_clause():
    post_of = "id/org/hau-giang/so-thong-tin-va-truyen-thong/chuc-danh/pho-giam-doc"
    (post,) = [e for e in entries(releases(), 2) if e["resource"] == BASE + post_of]
    limits = {
        (line["sign"], line["triple"].split('"')[1], line["cause"])
        for line in post["lines"]
        if BM + "maxHolders" in line["triple"]
    }
    clause = f"{BASE}{HAU_GIANG}/dieu-3/khoan-1"
    assert limits == {("+", "3", clause), ("-", "2", clause)}


def test_every_statement_of_a_decision_names_its_cause():
    """But for those on the source file and the program's own, as docs/data-model.md lists them."""
    own = (
        RDF + "type",
        BM + "coverage",
        "label",
        "hadPrimarySource",
        "is_realized_by",
        "has_annex",
    )
    named = other = 0
    for entry in entries(releases(), 2):
        if entry["decision"] is None or "/id/source/" in entry["resource"]:
            continue
        for line in entry["lines"]:
            property_ = line["triple"].split()[1].strip("<>")
            subject = line["triple"].split()[0].strip("<>")
            if line["cause"] is None and not property_.endswith(own):
                other += not subject.endswith("/vi")  # the expression of an act
            named += line["cause"] is not None
    assert named > 5_000
    assert other == 0


def test_counts_are_those_of_the_data():
    head = heads(releases())[1]
    folder = current(releases())
    old = set((releases() / head["previous"] / "data.nq").read_bytes().splitlines())
    new = set((folder / "data.nq").read_bytes().splitlines())
    assert (head["added"], head["removed"]) == (len(new - old), len(old - new))
    assert sum(graph["added"] for graph in head["graphs"]) == head["added"]
    listed = entries(releases(), 2)
    if not head["left_out"]:
        assert sum(entry["added"] for entry in listed) == head["added"]
    sides = open_side(releases() / head["previous"]), open_side(folder)
    assert len(changes(*sides)) == head["added"] + head["removed"]


def test_what_is_inferred_names_its_rule():
    causes = {
        line["cause"]
        for entry in entries(releases(), 2)
        if "/graph/inferred/" in entry["graph"]
        for line in entry["lines"]
    }
    assert BASE + "id/inference/duty-holder" in causes


def test_a_build_does_not_depend_on_the_record(tmp_path):
    one = build([DECISIONS / "kon-tum.txt"], tmp_path / "a", DEFAULT_BASE_IRI).release
    publish(dataset("a"), {}, tmp_path / "b")
    two = build([DECISIONS / "kon-tum.txt"], tmp_path / "b", DEFAULT_BASE_IRI).release
    assert one is not None
    assert two is not None
    assert one.name == two.name
    assert {p.name for p in one.iterdir()} == {p.name for p in two.iterdir()}
    assert len(Store.read_only(str(two / "store"))) > QUADS


@pytest.mark.parametrize("name", ["1", "2"])
def test_records_are_readable_by_the_service(name):
    assert (releases() / CHANGES / name / HEAD).stat().st_mode & 0o444
    assert (releases() / CHANGES / name).stat().st_mode & 0o755 == 0o755
