"""Curated: corrections that people made, applied to what was read from the text.

A correction overrides the value read; its evidence names the correction instead of a span. One
that does not meet the value it speaks of is an error: the text or the rules have changed since.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, TypeVar

from loaders.errors import CurationError
from loaders.facts.body_classes import read_classes
from loaders.facts.model import Agency, Correction, Evidence, Facts, Header, Post, Stated, Unit
from loaders.model import Span
from loaders.tables import body_kind, body_kind_of, find_province

T = TypeVar("T")
RULE = "curation"
_AGENCY = "agency."


def corrected_head(
    header: Header, agency: Agency | None, corrections: Iterable[Correction]
) -> tuple[Header, Agency | None]:
    """Return header and agency with the corrections of their fields.

    Raises CurationError where a correction does not fit.
    """
    for correction in corrections:
        if correction.field in ("unit", "post"):
            continue
        if correction.field.startswith(_AGENCY):
            agency = _agency(agency, header, correction)
        else:
            _must_match(correction, getattr(header, correction.field))
            change: dict[str, Any] = {correction.field: _stated(correction)}
            header = replace(header, **change)
    return header, agency


def with_additions(facts: Facts, corrections: Iterable[Correction]) -> Facts:
    """Return the facts with the units and posts that people added."""
    for correction in corrections:
        if correction.field == "unit":
            facts = replace(facts, units=(*facts.units, _unit(correction, facts)))
        elif correction.field == "post":
            facts = replace(facts, posts=(*facts.posts, _post(correction, facts)))
    return facts


def evidence_of_correction(correction: Correction) -> Evidence:
    """Return evidence that names a correction; it has no place in the text."""
    return Evidence(Span(0, 0), "", RULE, correction=correction)


def refuse(correction: Correction, reason: str) -> CurationError:
    """Return the error of a correction that does not fit, naming its file and entry."""
    place = f"correction {correction.entry} ({correction.field})"
    return CurationError(f"{correction.file}, {place}", reason)


def _stated(correction: Correction) -> Stated[str]:
    return Stated(correction.new, evidence_of_correction(correction))


def _must_match(correction: Correction, stated: Stated[T] | None) -> None:
    read = " ".join(str(stated.value).split()) if stated else None
    if read != correction.old:
        raise refuse(
            correction,
            f"expects the text to say {correction.old or 'nothing'!r}, "
            f"but it reads {read or 'nothing'!r}",
        )


def _agency(agency: Agency | None, header: Header, correction: Correction) -> Agency:
    if correction.field == "agency.name":
        _must_match(correction, agency.name if agency else None)
        return _named(agency, header, correction)
    if agency is None:
        raise refuse(correction, "the decision's agency is not known; correct agency.name first")
    if correction.field == "agency.parent":
        _must_match(correction, agency.parent)
        return replace(agency, parent=_stated(correction))
    _must_match(correction, agency.direction)
    return replace(agency, direction=_stated(correction))


def _named(agency: Agency | None, header: Header, correction: Correction) -> Agency:
    """Return the agency under its corrected name, from which kind and province follow."""
    name = correction.new
    kind = body_kind(name)
    issuer = header.issuer.value if header.issuer else ""
    found = find_province(name)
    province = found or find_province(issuer)
    short = name[: found[1]].strip(" ,") if found and found[2] == len(name) else name
    named = agency or Agency(_stated(correction), None, None, short)
    reading = read_classes(_stated(correction), issuer)
    classes = reading.classes if reading else ()
    is_class = reading is not None and reading.is_whole and len(classes) == 1
    return replace(
        named,
        name=_stated(correction),
        kind=kind.code if kind else None,
        province=province[0].slug if province else named.province,
        short_name=short,
        scope="body" if reading is None else "class" if is_class else "classes",
        classes=classes,
        bearer=classes[0] if is_class else None,
    )


def _unit(correction: Correction, facts: Facts) -> Unit:
    if facts.agency is None:
        raise refuse(correction, "the decision's agency is not known")
    if correction.new in {unit.name for unit in facts.units}:
        raise refuse(correction, f"the text itself states {correction.new!r}")
    kind = body_kind_of(correction.kind) if correction.kind else body_kind(correction.new)
    if kind is None:
        raise refuse(correction, f"the kind of {correction.new!r} is not known; give its kind")
    is_service = kind.is_service if correction.is_service is None else correction.is_service
    return Unit(correction.new, kind.code, is_service, evidence_of_correction(correction))


def _post(correction: Correction, facts: Facts) -> Post:
    if facts.agency is None:
        raise refuse(correction, "the decision's agency is not known")
    agency = facts.agency.name.value
    body = correction.of or agency
    if body not in {agency, *(unit.name for unit in facts.units)}:
        raise refuse(correction, f"{body!r} is neither the agency nor one of its units")
    title = correction.new
    if (body, title) in {(post.of, post.title) for post in facts.posts}:
        raise refuse(correction, f"the text itself states {title!r} of {body!r}")
    kind = body_kind(body)
    is_head = correction.is_head
    if is_head is None:
        if kind is None or title not in (kind.head, kind.deputy):
            raise refuse(correction, f"say with head = true or false whether {title!r} leads")
        is_head = title == kind.head
    least, most = correction.minimum, correction.maximum
    if least is not None and most is not None and least > most:
        raise refuse(correction, "min is above max")
    return Post(title, body, is_head, least, most, None, evidence_of_correction(correction))
