"""The index: written to a folder or kept in memory, the same, and opened without writing."""

import json

import pytest
import tantivy

from ontology.search.entries import Entry
from ontology.search.index import (
    CONTENTS,
    IndexVersionError,
    is_current,
    open_index,
    shown,
    write_index,
)

LABELS = {"province": {"kon-tum": {"vi": "Tỉnh Kon Tum", "en": "Kon Tum province"}}}
ENTRIES = [
    Entry("https://e/1", "agency", "Sở Thông tin", ("Tỉnh Kon Tum",), provinces=("kon-tum",)),
    Entry("https://e/2", "duty", "Cấp phép bản tin", fields=("bao-chi",), actions=("a", "b")),
]


def contents(index):
    """All words of each field with the number of entries, and the entries in order."""
    searcher = index.engine.searcher()
    fields = ("exact", "neighbours", "folded", "pairs", "all")
    terms = {f: searcher.terms_with_prefix(f, "", limit=1_000) for f in fields}
    hits = searcher.search(
        tantivy.Query.all_query(), 10, order_by_field="rank", order=tantivy.Order.Asc
    ).hits
    return terms, [shown(searcher.doc(address)) for _, address in hits]


def test_a_folder_and_memory_hold_the_same(tmp_path):
    folder = tmp_path / "search"
    write_index(ENTRIES, LABELS, folder)
    opened, kept = open_index(folder), write_index(ENTRIES, LABELS, None)
    assert contents(opened) == contents(kept)
    assert (opened.entries, opened.labels) == (kept.entries, kept.labels) == (2, LABELS)
    assert opened.label("province", "kon-tum")["en"] == "Kon Tum province"
    assert opened.label("province", "atlantis") == {}


def test_an_entry_comes_back_without_the_names_around(tmp_path):
    _, entries = contents(write_index(ENTRIES, LABELS, None))
    assert [entry.iri for entry in entries] == ["https://e/1", "https://e/2"]
    assert entries[1] == ENTRIES[1]
    assert entries[0].around == ()


def test_it_is_opened_without_writing_into_the_folder(tmp_path):
    folder = tmp_path / "search"
    write_index(ENTRIES, LABELS, folder)
    before = {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}
    assert not any(name.endswith(".lock") for name in before)
    assert all(path.stat().st_mode & 0o044 == 0o044 for path in folder.iterdir())
    index = open_index(folder)
    assert index.engine.searcher().num_docs == 2
    assert {path.name: path.stat().st_mtime_ns for path in folder.iterdir()} == before


def test_no_index_another_version_and_a_damaged_one_are_told(tmp_path):
    folder = tmp_path / "search"
    with pytest.raises(IndexVersionError):
        open_index(folder)
    assert not is_current(folder)
    write_index(ENTRIES, LABELS, folder)
    assert is_current(folder)
    (folder / "meta.json").write_text("{", encoding="utf-8")
    with pytest.raises(IndexVersionError):
        open_index(folder)
    said = json.loads((folder / CONTENTS).read_text(encoding="utf-8"))
    (folder / CONTENTS).write_text(json.dumps({**said, "version": 0}), encoding="utf-8")
    assert not is_current(folder)
    with pytest.raises(IndexVersionError):
        open_index(folder)
