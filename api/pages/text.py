"""The words of the user interface: one TOML file per language in ``api/templates/i18n``."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import TypeAlias

FOLDER = Path(__file__).resolve().parent.parent / "templates" / "i18n"

Text: TypeAlias = dict[str, dict[str, str]]
"""Section, key → words. Placeholders are those of ``str.format``."""


@cache
def texts(lang: str) -> Text:
    """Return the texts of ``lang`` ("vi" or "en"); FileNotFoundError for any other."""
    return tomllib.loads((FOLDER / f"{lang}.toml").read_text(encoding="utf-8"))
