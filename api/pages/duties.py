"""The duties of an agency by field, each with the duties under it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from api.pages.data import Vocabulary, integer, iri, slug, text, vocabulary
from api.pages.links import clause_link
from api.pages.model import Link, Site, Words
from api.store import Dataset, Row


@dataclass
class DutyLine:
    """One duty: its marker as in the text, its words, its clause, the duties under it."""

    iri: str
    parent: str
    marker: str
    words: str
    href: str
    clause: Link | None
    fields: list[str] = field(default_factory=list)
    below: list[DutyLine] = field(default_factory=list)


@dataclass(frozen=True)
class Group:
    """The duties of one field (``field`` its IRI, "" for general duties)."""

    field: str
    ident: str
    words: Words
    href: str
    lines: tuple[DutyLine, ...]

    @property
    def count(self) -> int:
        """How many duties there are, nested ones included."""
        return _count(self.lines)


def duty_groups(dataset: Dataset, agency: str, decision: str, site: Site) -> list[Group]:
    """Return the duties that ``decision`` states, grouped by the field of their top duty.

    Duties of no field come last; every duty of the agency where ``decision`` is "".
    """
    rows = dataset.rows("agency-duties", agency=agency)
    duties = _duties([row for row in rows if decision in ("", iri(row, "decision"))], site)
    tops = [duty for duty in duties.values() if duty.parent not in duties]
    grouped: dict[str, list[DutyLine]] = {}
    for duty in tops:
        for name in duty.fields[:1] or [""]:
            grouped.setdefault(name, []).append(duty)
    known = vocabulary(dataset)
    ordered = sorted(grouped.items(), key=lambda pair: pair[0] == "")
    return [_group(name, lines, known, site) for name, lines in ordered]


def _group(name: str, lines: list[DutyLine], known: Vocabulary, site: Site) -> Group:
    if name:
        return Group(name, slug(name), known.words(name, site.lang), site.href(name), tuple(lines))
    general = Words(site.text["agency"]["general_duties"], site.lang)
    return Group("", "chung", general, "", tuple(lines))


def _duties(rows: Iterable[Row], site: Site) -> dict[str, DutyLine]:
    """Return the duties by IRI in the order of the text, each hung under its parent."""
    found: dict[str, DutyLine] = {}
    for row in sorted(rows, key=lambda row: (iri(row, "decision"), integer(row, "order") or 0)):
        duty, name = iri(row, "duty"), iri(row, "field")
        if duty not in found:
            found[duty] = DutyLine(
                iri=duty,
                parent=iri(row, "parent"),
                marker=_marker(text(row, "path")),
                words=text(row, "text"),
                href=site.href(duty),
                clause=clause_link(row, site),
            )
        if name and name not in found[duty].fields:
            found[duty].fields.append(name)
    for duty, line in found.items():
        if line.parent in found and line.parent != duty:
            found[line.parent].below.append(line)
    return found


def _marker(path: str) -> str:
    """Return "14.", "đ)" or "–" for the last step of a duty's path."""
    kind, _, number = path.rsplit("/", 1)[-1].partition("-")
    if kind == "khoan":
        return f"{number}."
    if kind == "diem":
        return ("đ" if number == "dd" else number) + ")"
    return "–" if kind == "gach" else ""


def _count(lines: Iterable[DutyLine]) -> int:
    return sum(1 + _count(line.below) for line in lines)
