"""The example queries for readers, ``queries/examples/NN-name.rq``, from easy to hard.

Each begins with comments that hold its title and what it is about in both languages, and a level
from 1 (one pattern) to 4 (graphs, comparisons, CONSTRUCT).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import ontology

FOLDER = ontology.FOLDER / "queries" / "examples"
LANGS = ("vi", "en")
_HEADER = re.compile(
    r"""^\#\ (?P<key>title|about|level)  # "# title (vi): Có những cơ quan nào?"
        (?:\ \((?P<lang>vi|en)\))?
        :\ (?P<value>.+)$""",
    re.VERBOSE | re.MULTILINE,
)


@dataclass(frozen=True)
class Example:
    """A query with its title and description by language; ``text`` has no header."""

    name: str
    level: int
    title: Mapping[str, str]
    about: Mapping[str, str]
    text: str

    def at(self, base_iri: str) -> str:
        """Return the query with the IRIs of resources under ``base_iri``, as a release has them.

        The ontology keeps its own IRI whatever the base.
        """
        return re.sub(
            rf"<{re.escape(ontology.DEFAULT_BASE_IRI)}(?=(?:id|code|eli|graph)/)",
            lambda _: f"<{base_iri}",
            self.text,
        )


@cache
def examples() -> tuple[Example, ...]:
    """Return all of them in order; raises ValueError, naming the file, where a header is wrong."""
    return tuple(_read(path) for path in sorted(FOLDER.glob("*.rq")))


def _read(path: Path) -> Example:
    source = path.read_text(encoding="utf-8")
    found = {(m["key"], m["lang"] or ""): m["value"].strip() for m in _HEADER.finditer(source)}
    try:
        return Example(
            name=path.stem.partition("-")[2],
            level=int(found["level", ""]),
            title={lang: found["title", lang] for lang in LANGS},
            about={lang: found["about", lang] for lang in LANGS},
            text="\n".join(line for line in source.splitlines() if not line.startswith("#")),
        )
    except KeyError as error:
        raise ValueError(f"{path}: the header lacks {error}") from error
