"""The duties of an agency by action: how many name each, and the clauses that state them."""

from __future__ import annotations

from dataclasses import dataclass

from api.pages.data import integer, iri, slug, vocabulary
from api.pages.links import clause_link
from api.pages.model import Link, Site, Words
from api.store import Dataset
from ontology.spelling import sort_key


@dataclass(frozen=True)
class ActionGroup:
    """An action (its IRI and words) and the clauses of the duties that name it, in their order."""

    action: str
    ident: str
    words: Words
    href: str
    clauses: tuple[Link, ...]

    @property
    def count(self) -> int:
        """How many duties name the action."""
        return len(self.clauses)


def action_groups(dataset: Dataset, agency: str, decision: str, site: Site) -> list[ActionGroup]:
    """Return the actions that the duties stated by ``decision`` name, in Vietnamese order.

    Of every decision where ``decision`` is "".
    """
    known = vocabulary(dataset)
    found: dict[str, dict[str, Link]] = {}
    rows = dataset.rows("agency-duty-actions", agency=agency)
    for row in sorted(rows, key=lambda row: integer(row, "order") or 0):
        link = clause_link(row, site)
        if link and decision in ("", iri(row, "decision")):
            found.setdefault(iri(row, "action"), {}).setdefault(iri(row, "duty"), link)
    groups = [
        ActionGroup(
            action,
            slug(action),
            known.words(action, site.lang),
            site.href(action),
            tuple(links.values()),
        )
        for action, links in found.items()
    ]
    return sorted(groups, key=lambda group: sort_key(group.words.value))
