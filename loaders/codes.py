"""Code lists: which concept a printed label means.

The schemes are ``ontology/codes/*.ttl``. A label finds its concept by the slug of any of the
concept's Vietnamese labels; a field that no concept names gets the slug of its own label.
"""

from __future__ import annotations

import re
from functools import cache

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from loaders.spelling import fold, slug
from ontology import DEFAULT_BASE_IRI, SKOS, code_files

_LABELS = (f"{SKOS}prefLabel", f"{SKOS}altLabel")
_BRACKET = re.compile(r"\s*\(.*", re.DOTALL)
_LEADING = re.compile(r"^(?:ve|linh vuc|cong tac)\s+")
_TRAILING = re.compile(r"\s+(?:tai dia phuong|tren dia ban(?: tinh)?)$")


@cache
def code_quads() -> tuple[Quad, ...]:
    """Return the statements of all code lists, with the default base IRI."""
    return tuple(
        quad for path in code_files() for quad in parse(path=str(path), format=RdfFormat.TURTLE)
    )


def field_slug(label: str) -> str:
    """Return the slug of a field: without its bracket, "về", "tại địa phương" and "và"."""
    text = _TRAILING.sub("", _LEADING.sub("", fold(_BRACKET.sub("", label)).strip()))
    return "-".join(word for word in slug(text).split("-") if word != "va")


@cache
def _fields() -> dict[str, str]:
    """Return the code of every label of the scheme of fields, by slug."""
    prefix = f"{DEFAULT_BASE_IRI}code/field/"
    found: dict[str, str] = {}
    for quad in code_quads():
        subject, label = quad.subject, quad.object
        if (
            isinstance(subject, NamedNode)
            and isinstance(label, Literal)
            and subject.value.startswith(prefix)
            and quad.predicate.value in _LABELS
            and label.language == "vi"
        ):
            found.setdefault(field_slug(label.value), subject.value.removeprefix(prefix))
    return found


def field_code(label: str) -> str:
    """Return the code of a field as printed; its own slug where no concept has that label."""
    key = field_slug(label)
    return _fields().get(key, key)


def is_known_field(code: str) -> bool:
    """Say whether the scheme of fields has a concept with this code."""
    return code in _fields().values()
