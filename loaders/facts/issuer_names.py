"""Issuers' names: as the text writes them elsewhere, or as the table of central bodies does."""

from __future__ import annotations

from functools import cache

from loaders.facts.agency_name import place_apart
from loaders.facts.issuer_words import JOINT
from loaders.model import Document
from loaders.spelling import fold, sentence_case, spellings, standard
from loaders.tables.bodies import central_names
from loaders.tables.reference import central_bodies


def as_written(name: str, document: Document) -> str:
    """Return a name in capitals as the text writes it elsewhere; else with one capital letter.

    Of several bodies ("BỘ Y TẾ-BỘ NỘI VỤ") each is looked for.
    """
    if not (name.isupper() or name.islower()):
        return name
    text = standard(document.mended.text)
    return " - ".join(_body_as_written(body, text) for body in JOINT.split(name))


def _body_as_written(name: str, text: str) -> str:
    own, place = place_apart(name)
    if own and place:
        return _body_as_written(own, text) + place
    for written in spellings(name, text):
        if not written.isupper() and any(map(str.isupper, written)):
            return written
    official = official_names().get(fold(name))
    if not official and name.startswith("SỞ "):  # its field is that of a ministry
        ministry = official_names().get(fold(f"Bộ {name[3:]}"))
        official = f"Sở {ministry[3:]}" if ministry else None
    return official or sentence_case(name)


@cache
def official_names() -> dict[str, str]:
    """Return the names of central bodies by their folded spelling."""
    listed = {fold(body.name): body.name for body in central_bodies()}
    return {fold(name): official for name, official in central_names().items()} | listed
