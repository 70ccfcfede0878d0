"""Releases: the old one or the new one, never half of one; kill -9 at any moment loses nothing."""

import hashlib
import json
import os
import shutil
import subprocess
import sys

import pytest
from pyoxigraph import Store

from loaders.build import build, input_files
from loaders.errors import BomayError, ReleaseError
from loaders.release import CURRENT, current, publish, release_id
from ontology import DEFAULT_BASE_IRI
from ontology.search.index import CONTENTS, is_current, open_index
from tests.loaders.killed_publish import QUADS, dataset
from tests.paths import DECISIONS, ROOT


def is_whole(release):
    """Say whether a release has all of its data, store and manifest."""
    data = (release / "data.nq").read_bytes()
    manifest = json.loads((release / "manifest.json").read_text(encoding="utf-8"))
    quads = len(Store.read_only(str(release / "store")))
    named = manifest["id"] == release.name and manifest["quads"] == quads == data.count(b"\n")
    return named and has_whole_dumps(release)


def has_whole_dumps(release):
    """Say whether a release has every dump that its index names, as it was written."""
    dumps = release / "dumps"
    files = json.loads((dumps / "index.json").read_text(encoding="utf-8"))["files"]
    sums = {entry["path"]: entry["sha256"] for entry in files}
    found = {path: hashlib.sha256((dumps / path).read_bytes()).hexdigest() for path in sums}
    return found == sums and "bomay.nq" in found


def leftovers(releases):
    return [path.name for path in releases.iterdir() if path.name.startswith(".building")]


def test_a_release_is_named_by_its_data(tmp_path):
    release = publish(dataset("a"), {"note": "x"}, tmp_path / "new" / "folder")
    assert release.name == release_id(dataset("a"), {"note": "x"})
    assert current(tmp_path / "new" / "folder") == release
    assert is_whole(release)
    assert json.loads((release / "manifest.json").read_text(encoding="utf-8"))["note"] == "x"
    assert leftovers(release.parent) == []


def test_a_second_publication_of_the_same_changes_nothing(tmp_path):
    first = publish(dataset("a"), {"note": "x"}, tmp_path)
    before = {path: path.stat().st_mtime_ns for path in first.rglob("*")}
    assert publish(dataset("a"), {"note": "x"}, tmp_path) == first
    assert {path: path.stat().st_mtime_ns for path in first.rglob("*")} == before


def test_the_old_release_stays_beside_the_new(tmp_path):
    old = publish(dataset("a"), {}, tmp_path)
    new = publish(dataset("b"), {}, tmp_path)
    assert current(tmp_path) == new
    assert is_whole(old)
    assert is_whole(new)


def test_going_back_is_a_switch(tmp_path):
    old = publish(dataset("a"), {}, tmp_path)
    publish(dataset("b"), {}, tmp_path)
    assert publish(dataset("a"), {}, tmp_path) == old == current(tmp_path)


def test_what_is_said_of_the_same_data_can_change(tmp_path):
    publish(dataset("a"), {"rejected": []}, tmp_path)
    release = publish(dataset("a"), {"rejected": ["x"]}, tmp_path)
    assert json.loads((release / "manifest.json").read_text(encoding="utf-8"))["rejected"] == ["x"]
    assert is_whole(current(tmp_path))
    publish(dataset("a"), {"rejected": ["x"]}, tmp_path)
    assert leftovers(tmp_path) == []


def test_half_folders_of_a_dead_build_are_removed(tmp_path):
    (tmp_path / ".building-dead" / "store").mkdir(parents=True)
    (tmp_path / f".building-{CURRENT}").write_text("x", encoding="utf-8")
    publish(dataset("a"), {}, tmp_path)
    assert leftovers(tmp_path) == []


def test_no_release_is_a_clear_error(tmp_path):
    with pytest.raises(ReleaseError, match="no release yet"):
        current(tmp_path)


def test_a_place_that_cannot_be_written_is_a_clear_error(tmp_path):
    (tmp_path / "file").write_text("x", encoding="utf-8")
    for place in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(ReleaseError, match="can't be written") as caught:
            publish(dataset("a"), {}, place)
        assert str(place) in str(caught.value)
        assert isinstance(caught.value, BomayError)


def test_data_that_is_no_n_quads_publishes_nothing(tmp_path):
    old = publish(dataset("a"), {}, tmp_path)
    with pytest.raises((SyntaxError, BomayError)):
        publish(b"no quads at all", {}, tmp_path)
    assert current(tmp_path) == old
    assert is_whole(old)
    assert leftovers(tmp_path) == []


# --- kill -9 ---


def publish_and_die(folder, step):
    """Publish in a process that is killed at a step; return its status, 0 where it came through."""
    command = [sys.executable, "-m", "tests.loaders.killed_publish", str(folder), "new", "x"]
    done = subprocess.run([*command, str(step)], cwd=ROOT, capture_output=True, check=False)
    assert done.returncode in (0, -9), done.stderr.decode()
    return done.returncode


def test_killed_at_every_step_the_old_release_or_the_new_is_whole(tmp_path):
    names = [release_id(dataset("old"), {}), release_id(dataset("new"), {"note": "x"})]
    publish(dataset("old"), {}, tmp_path)
    seen: list[str] = []
    status = -9
    while status != 0:
        status = publish_and_die(tmp_path, len(seen) + 1)
        release = current(tmp_path)
        assert is_whole(release)
        assert len(Store.read_only(str(release / "store"))) == QUADS
        seen.append(release.name)
    assert seen == sorted(seen, key=names.index)
    assert seen[0] == names[0]
    assert seen[-1] == names[1]
    assert len(seen) > 10
    assert is_whole(tmp_path / names[0])


def test_the_same_data_with_another_note_is_another_release_and_kills_lose_neither(tmp_path):
    old = publish(dataset("new"), {"note": "before"}, tmp_path)
    for step in (3, 10, 20, 25):
        publish_and_die(tmp_path, step)
        assert is_whole(current(tmp_path))
        assert is_whole(old)


def test_killed_while_the_dumps_are_added_the_release_has_none_or_all_of_them(tmp_path):
    release = publish(dataset("new"), {"note": "x"}, tmp_path)
    shutil.rmtree(release / "dumps")
    status, step = -9, 0
    while status != 0:
        step += 3
        status = publish_and_die(tmp_path, step)
        assert current(tmp_path) == release
        assert len(Store.read_only(str(release / "store"))) == QUADS
        assert not (release / "dumps").exists() or has_whole_dumps(release)
    assert step > 15
    assert is_whole(release)
    assert leftovers(tmp_path) == []


def test_a_damaged_folder_is_set_aside_and_written_anew(tmp_path):
    release = publish(dataset("a"), {}, tmp_path)
    (release / "manifest.json").write_text("", encoding="utf-8")
    assert publish(dataset("a"), {}, tmp_path) == release
    assert is_whole(release)


@pytest.mark.parametrize("pointer", ["", "\n", "../elsewhere\n", "0123456789abcdef\n"])
def test_a_pointer_to_nothing_is_a_clear_error(tmp_path, pointer):
    publish(dataset("a"), {}, tmp_path)
    (tmp_path / CURRENT).write_text(pointer, encoding="utf-8")
    with pytest.raises(ReleaseError, match="names no release"):
        current(tmp_path)


def test_after_a_killed_build_the_next_one_comes_through(tmp_path):
    publish(dataset("old"), {}, tmp_path)
    assert publish_and_die(tmp_path, 12) == -9
    assert leftovers(tmp_path) != []
    assert publish_and_die(tmp_path, 10_000) == 0
    assert current(tmp_path).name == release_id(dataset("new"), {"note": "x"})
    assert leftovers(tmp_path) == []


# --- build ---


def test_a_second_build_of_the_five_is_the_same(tmp_path):
    first = build([DECISIONS], tmp_path, DEFAULT_BASE_IRI)
    assert first.release is not None
    assert (len(first.decisions), first.rejected, first.violations) == (5, (), ())
    assert first.quads == (first.release / "data.nq").read_bytes().count(b"\n")
    before = (first.release / "data.nq").stat().st_mtime_ns
    second = build([DECISIONS], tmp_path, DEFAULT_BASE_IRI)
    assert second.release == first.release
    assert (first.release / "data.nq").stat().st_mtime_ns == before


def test_build_does_not_depend_on_where_the_files_lie(tmp_path):
    copies = tmp_path / "elsewhere"
    copies.mkdir()
    for path in sorted(DECISIONS.glob("*.txt"), reverse=True):
        (copies / path.name).write_bytes(path.read_bytes())
    one = build([DECISIONS], tmp_path / "a", DEFAULT_BASE_IRI).release
    two = build(sorted(copies.iterdir(), reverse=True), tmp_path / "b", DEFAULT_BASE_IRI).release
    assert one is not None
    assert two is not None
    assert one.name == two.name
    assert (one / "manifest.json").read_bytes() == (two / "manifest.json").read_bytes()


def test_the_manifest_names_files_and_base(tmp_path):
    report = build([DECISIONS / "kon-tum.txt"], tmp_path, "https://example.org/")
    assert report.release is not None
    manifest = json.loads((report.release / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["base_iri"] == "https://example.org/"
    (row,) = manifest["decisions"]
    digest = hashlib.sha256((DECISIONS / "kon-tum.txt").read_bytes()).hexdigest()
    assert (row["file"], row["sha256"]) == ("kon-tum.txt", digest)
    assert row["iri"] == "https://example.org/eli/vn/ubnd-kon-tum/qd-ubnd/2023/12"


def test_files_that_accompany_decisions_are_passed_over(tmp_path):
    for name in ("README.md", "manifest.toml", "x.json", ".hidden.txt", "b.txt", "a.md"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    (tmp_path / "below").mkdir()
    (tmp_path / "below" / "c.txt").write_text("x", encoding="utf-8")
    files, rejected = input_files([tmp_path, tmp_path / "b.txt", tmp_path / "no.txt"])
    assert [os.path.relpath(path, tmp_path) for path in files] == ["a.md", "b.txt", "below/c.txt"]
    assert [(r.file, r.error) for r in rejected] == [
        (str(tmp_path / "no.txt"), "no such file or folder")
    ]


def test_the_same_decision_twice_is_rejected_by_name(tmp_path):
    twin = tmp_path / "twin.txt"
    twin.write_bytes((DECISIONS / "kon-tum.txt").read_bytes() + b"\n")
    report = build([DECISIONS / "kon-tum.txt", twin], tmp_path / "out", DEFAULT_BASE_IRI)
    (rejected,) = report.rejected
    assert rejected.file == str(twin)
    assert "kon-tum.txt" in rejected.error
    assert len(report.decisions) == 1


def test_a_release_has_its_search_index_and_an_earlier_one_gets_it(tmp_path):
    release = publish(dataset("a"), {}, tmp_path)
    assert open_index(release / "search").entries == 0
    shutil.rmtree(release / "search")
    assert publish(dataset("a"), {}, tmp_path) == release
    assert is_current(release / "search")
    (release / "search" / CONTENTS).write_text('{"version": 0}', encoding="utf-8")
    assert publish(dataset("a"), {}, tmp_path) == release
    assert is_current(release / "search")
    assert leftovers(tmp_path) == []
