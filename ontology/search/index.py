"""The entries as an index (tantivy): written once, opened read-only, in a folder or in memory.

    <folder>/meta.json …    the index as the engine has it
    <folder>/contents.json  {"version", "entries", "labels"}: which form it has, the words of codes

The same entries give the same index content; the engine names its files by chance.

| field   | holds                                                                          |
|---------|--------------------------------------------------------------------------------|
| exact   | each word of the text, with its folded form before it: "cap|cấp"               |
| neighbours | each two neighbours the same way: "cap_phep|cấp_phép"                       |
| folded  | each word folded, abbreviations in their long form too                         |
| pairs   | each two neighbours folded                                                     |
| also    | the same of the other names of a body: what came before and after it          |
| all     | folded, and the words of the names around                                      |
| sample  | "1" for one entry of 16, by which large results are counted                    |
| rank    | the place in the order of the entries                                          |
| shown   | the entry, as JSON                                                             |

and one for each filter. Positions are left out: neighbours say the same, many times faster.
"""

from __future__ import annotations

import json
import shutil
import tempfile
import weakref
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path
from typing import Any

import tantivy

from ontology.search.entries import BODIES, FILTERS, Ask, Entry, read_entries
from ontology.search.words import Word, forms, pairs, spelled_out, words

VERSION = 1
"""Of the fields and of how words are cut: an index of another version is not opened."""
CONTENTS = "contents.json"
SAMPLED = 16
"""One entry of so many is in the sample."""
_HEAP_BYTES = 256 << 20
_SMALL_HEAP_BYTES = 32 << 20
_MANY = 100_000

_SHOWN = tuple(field.name for field in fields(Entry) if field.name != "around")
"""What is kept of an entry: the names around are for finding only."""

Labels = Mapping[str, Mapping[str, Mapping[str, str]]]


class IndexVersionError(Exception):
    """There is no index, or one of another version."""


@dataclass(frozen=True, eq=False)
class SearchIndex:
    """An open index: the engine's, how many entries it has, the words of the codes of filters."""

    engine: tantivy.Index
    entries: int
    labels: Labels

    def label(self, name: str, code: str) -> Mapping[str, str]:
        """Return the words by language of a code of the filter ``name``; {} for none."""
        return self.labels.get(name, {}).get(code, {})


def schema() -> tantivy.Schema:
    """Return the fields of the index."""
    builder = tantivy.SchemaBuilder()
    for name in ("exact", "neighbours", "folded", "pairs", "also", "all"):
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="basic")
    builder.add_text_field("sample", tokenizer_name="raw", index_option="basic")
    for name in FILTERS:
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    builder.add_unsigned_field("rank", fast=True)
    builder.add_bytes_field("shown", stored=True)
    return builder.build()


def build_index(ask: Ask, folder: Path | None = None) -> SearchIndex:
    """Index what a dataset holds; see :func:`write_index`."""
    entries, labels = read_entries(ask)
    return write_index(entries, labels, folder, len(entries))


def write_index(
    entries: Iterable[Entry], labels: Labels, folder: Path | None, expected: int = 0
) -> SearchIndex:
    """Index entries, given in order, in an empty folder, or in memory for None.

    ``expected`` tells how many will come: many are given more memory. Raises OSError.
    """
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
    engine = tantivy.Index(schema(), path=None if folder is None else str(folder))
    heap = _HEAP_BYTES if expected > _MANY else _SMALL_HEAP_BYTES
    writer = engine.writer(heap, 1)  # one thread keeps the entries in order
    count = 0
    for count, entry in enumerate(entries, 1):
        writer.add_document(_document(entry, count))
    writer.commit()
    writer.wait_merging_threads()
    engine.reload()
    if folder is not None:
        contents = {"version": VERSION, "entries": count, "labels": labels}
        text = json.dumps(contents, ensure_ascii=False, sort_keys=True, indent=1) + "\n"
        (folder / CONTENTS).write_text(text, encoding="utf-8")
        _tidy(folder)
    return SearchIndex(engine, count, labels)


def _tidy(folder: Path) -> None:
    """Take the engine's locks away, and let everybody read: it keeps some files to itself."""
    for file in folder.iterdir():
        if file.name.endswith(".lock"):
            file.unlink()
        else:
            file.chmod(0o644)


def is_current(folder: Path) -> bool:
    """Tell whether a folder holds an index of this version."""
    try:
        return bool(_contents(folder)["version"] == VERSION)
    except IndexVersionError:
        return False


def open_index(folder: Path) -> SearchIndex:
    """Open an index; raises IndexVersionError where there is none of this version to be opened.

    The folder itself is only read: the engine wants to write a lock, so it is given links to the
    files in a temporary folder, which goes when the index does.
    """
    contents = _contents(folder)
    if contents["version"] != VERSION:
        raise IndexVersionError(f"{folder}: an index of version {contents['version']}")
    links = ""
    try:
        links = tempfile.mkdtemp(prefix="bomay-search-")
        for file in folder.iterdir():
            if not file.name.endswith(".lock"):
                (Path(links) / file.name).symlink_to(file.resolve())
        engine = tantivy.Index.open(links)
        engine.config_reader("manual")  # nobody writes: no thread that looks for changes
        engine.searcher()
    except (OSError, ValueError) as error:  # ValueError: what the engine raises for its files
        shutil.rmtree(links, ignore_errors=True)
        raise IndexVersionError(f"{folder}: {error}") from error
    index = SearchIndex(engine, contents["entries"], contents["labels"])
    weakref.finalize(index, shutil.rmtree, links, ignore_errors=True)
    return index


def shown(document: tantivy.Document) -> Entry:
    """Return the entry of a document."""
    found = document.get_first("shown")
    return Entry(**{key: _tuple(value) for key, value in json.loads(bytes(found or b"")).items()})


def marked(words: Iterable[str], folded: Iterable[str]) -> list[str]:
    """Return words as the index has them, "cap|cấp", so that prefixes need no diacritics."""
    return [f"{key}|{word}" for key, word in zip(folded, words, strict=True)]


def _contents(folder: Path) -> dict[str, Any]:
    try:
        contents: dict[str, Any] = json.loads((folder / CONTENTS).read_text(encoding="utf-8"))
        return {"version": contents["version"], **contents}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise IndexVersionError(f"{folder}: no index ({error})") from error


def _document(entry: Entry, rank: int) -> tantivy.Document:
    found = list(words(entry.text))
    exact, folded = [word.exact for word in found], [word.folded for word in found]
    long = [word.folded for word in spelled_out(found)]
    neighbours = marked(pairs(exact), pairs(folded))
    own = dict.fromkeys(_forms(found))
    around = dict.fromkeys(form for text in entry.around for form in _name_forms(text))
    document = tantivy.Document()
    document.add_text("exact", " ".join(dict.fromkeys(marked(exact, folded))))
    document.add_text("neighbours", " ".join(dict.fromkeys(neighbours)))
    document.add_text("folded", " ".join(own))
    document.add_text("pairs", " ".join(dict.fromkeys([*pairs(folded), *pairs(long)])))
    document.add_text("also", " ".join(_also(entry)))
    document.add_text("all", " ".join(own | around))
    document.add_text("sample", "1" if zlib.crc32(entry.iri.encode()) % SAMPLED == 0 else "0")
    codes = ((entry.kind,), entry.provinces, entry.fields, entry.actions)
    for name, values in zip(FILTERS, codes, strict=True):
        for value in values:
            document.add_text(name, value)
    document.add_unsigned("rank", rank)
    document.add_bytes("shown", _stored(entry))
    return document


def _also(entry: Entry) -> Iterable[str]:
    """Return the neighbours in the other names of a body; of nothing else."""
    if entry.kind not in BODIES:
        return ()
    each = (spelled_out(list(words(name))) for name in entry.around)
    return dict.fromkeys(pair for name in each for pair in pairs([word.folded for word in name]))


@lru_cache(maxsize=50_000)
def _name_forms(name: str) -> tuple[str, ...]:
    """Return the forms of the words of a name; the same names stand around many entries."""
    return tuple(_forms(words(name)))


def _forms(found: Iterable[Word]) -> list[str]:
    return [form for word in found for form in forms(word)]


def _stored(entry: Entry) -> bytes:
    kept = {name: value for name in _SHOWN if (value := getattr(entry, name))}
    return json.dumps(kept, ensure_ascii=False).encode()


def _tuple(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
