"""A release of two of the five decisions, of the same number, built once for all tests."""

import atexit
import json
import shutil
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from loaders.build import build
from ontology import DEFAULT_BASE_IRI
from tests.paths import DECISIONS

KON_TUM = "ubnd-kon-tum_qd-ubnd_2023_12"
BINH_PHUOC = "ubnd-binh-phuoc_qd-ubnd_2023_12"


@cache
def releases() -> Path:
    """Return the folder that holds the release; it goes when the tests end."""
    folder = Path(tempfile.mkdtemp(prefix="bomay-exported-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    files = [DECISIONS / "kon-tum.txt", DECISIONS / "binh-phuoc.txt"]
    report = build(files, folder, DEFAULT_BASE_IRI)
    assert (report.rejected, report.release is not None) == ((), True)
    return folder


def release() -> Path:
    """Return the folder of the release."""
    return releases() / (releases() / "CURRENT").read_text(encoding="utf-8").strip()


def dumps() -> Path:
    """Return the folder of its dumps."""
    return release() / "dumps"


def index() -> list[dict[str, Any]]:
    """Return the files that its index lists."""
    found = json.loads((dumps() / "index.json").read_text(encoding="utf-8"))["files"]
    assert isinstance(found, list)
    return found
