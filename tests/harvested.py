"""Two publications, built once for all tests: two of the five decisions, one of them changed in
one word; then all five as they are."""

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path

import pyoxigraph as ox

from api.releases import open_release
from api.store import EmbeddedDataset
from loaders.build import build
from ontology import DEFAULT_BASE_IRI
from tests.paths import DECISIONS
from tests.shacl import graph_of

BASE = DEFAULT_BASE_IRI
HAU_GIANG = "eli/vn/ubnd-hau-giang/qd-ubnd/2023/khong-so.hl-2023-01-09.so-thong-tin-va-truyen-thong"
BEFORE, AFTER = "không quá 02", "không quá 03"


@cache
def releases() -> Path:
    """Return the folder that holds both releases; it goes when the tests end."""
    folder = Path(tempfile.mkdtemp(prefix="bomay-harvested-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    first = folder / "first"
    first.mkdir()
    text = (DECISIONS / "hau-giang.txt").read_text(encoding="utf-8")
    assert text.count(AFTER) == 1
    (first / "hau-giang.txt").write_text(text.replace(AFTER, BEFORE), encoding="utf-8")
    shutil.copy(DECISIONS / "binh-phuoc.txt", first)
    for source in (first, DECISIONS):
        report = build([source], folder / "out", BASE)
        assert (report.rejected, report.release is not None) == ((), True)
    return folder / "out"


@cache
def dataset() -> EmbeddedDataset:
    """Return the second release, opened."""
    name = (releases() / "CURRENT").read_text(encoding="utf-8").strip()
    return open_release(releases(), name, BASE)


@cache
def agencies() -> list[str]:
    """Return the bodies that the five decisions are about."""
    return sorted({str(row["agency"].value) for row in dataset().rows("agencies") if row["agency"]})


def parsed(body: bytes, media_type: str) -> set[ox.Triple]:
    """Return the triples of an answer; there are no blank nodes to tell apart."""
    form = ox.RdfFormat.from_media_type(media_type.partition(";")[0])
    assert form is not None, media_type
    return {quad.triple for quad in ox.parse(body, format=form)}


__all__ = ["AFTER", "BASE", "BEFORE", "HAU_GIANG", "agencies", "dataset", "graph_of", "parsed"]
