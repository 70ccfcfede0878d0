"""Abbreviations and what they stand for, from the table ``abbreviations.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ontology.spelling import fold, lowered, standard

TABLE = Path(__file__).resolve().parent / "abbreviations.toml"


@dataclass(frozen=True)
class Expansion:
    """The long form of an abbreviation: its words as they are, in lower case, and folded."""

    exact: tuple[str, ...]
    folded: tuple[str, ...]


@cache
def expansions() -> Mapping[str, tuple[Expansion, ...]]:
    """Return the long forms by abbreviation: folded, letters only ("tttt" for TT&TT)."""
    found: dict[str, tuple[Expansion, ...]] = {}
    for row in tomllib.loads(TABLE.read_text(encoding="utf-8"))["abbreviation"]:
        for short in row["short"]:
            key = "".join(filter(str.isalnum, fold(short)))
            long = tuple(_expansion(words) for words in row["long"])
            found[key] = (*found.get(key, ()), *long)
    return found


def _expansion(words: str) -> Expansion:
    exact = standard(lowered(words))
    plain = "".join(letter if letter.isalnum() else " " for letter in exact).split()
    return Expansion(tuple(plain), tuple(map(fold, plain)))
