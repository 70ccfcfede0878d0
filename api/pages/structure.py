"""The units and posts of an agency: as lines of a list and as the boxes of a chart."""

from __future__ import annotations

from dataclasses import dataclass

from api.pages.data import integer, iri, slug, text, vocabulary, words
from api.pages.links import clause_link
from api.pages.model import Link, Site, Words
from api.store import Dataset, Row
from visualize import orgchart


@dataclass(frozen=True)
class UnitLine:
    """A unit: its IRI and link, its kind (slug and words), the clause that names it."""

    iri: str
    link: Link
    kind: str
    kind_words: Words
    clause: Link | None


@dataclass(frozen=True)
class PostLine:
    """A post: where it is (``body`` its IRI, ``at`` its words), how many may hold it."""

    iri: str
    link: Link
    body: str
    at: Words
    is_head: bool
    limit: str
    is_limited: bool
    quoted: str
    clause: Link | None


def units_of(dataset: Dataset, agency: str, site: Site, decision: str = "") -> list[UnitLine]:
    """Return the units of an agency in the order of the text.

    Of several decisions only what ``decision`` states, and what no decision does.
    """
    known = vocabulary(dataset)
    rows = _stated(dataset.rows("agency-units", agency=agency), "unit", decision)
    clauses = _clauses(rows, "unit", site)
    found: dict[str, tuple[int, UnitLine]] = {}
    for row in rows:
        if row.get("name") is None:
            continue
        unit, kind = iri(row, "unit"), iri(row, "kind")
        label = words(row, "name") or Words(slug(unit))
        line = UnitLine(
            unit,
            Link(label, site.href(unit)),
            slug(kind),
            known.words(kind, site.lang) if kind else Words("", site.lang),
            clauses.get(unit),
        )
        order = integer(row, "order")
        found.setdefault(unit, (9999 if order is None else order, line))
    return [line for _, line in sorted(found.values(), key=lambda pair: (pair[0], pair[1].iri))]


def posts_of(
    dataset: Dataset, agency: str, site: Site, units: list[UnitLine], decision: str = ""
) -> list[PostLine]:
    """Return the posts of an agency and of its units: its own first, heads before deputies.

    Of several decisions only what ``decision`` states, and what no decision does.
    """
    bodies = {agency: 0} | {unit.iri: place for place, unit in enumerate(units, 1)}
    names = {unit.iri: unit.link.words for unit in units}
    rows = _stated(dataset.rows("agency-posts", agency=agency), "post", decision)
    clauses = _clauses(rows, "post", site)
    found: dict[str, PostLine] = {}
    for row in rows:
        if row.get("name") is None:
            continue
        post, body = iri(row, "post"), iri(row, "body")
        limit = limit_words(integer(row, "least"), integer(row, "most"), site)
        found.setdefault(
            post,
            PostLine(
                iri=post,
                link=Link(words(row, "name") or Words(slug(post)), site.href(post)),
                body=body,
                at=names.get(body, Words(site.text["agency"]["own_post"], site.lang)),
                is_head=slug(iri(row, "role")) == "head",
                limit=limit or _no_limit(row, site),
                is_limited=bool(limit),
                quoted=text(row, "words"),
                clause=clauses.get(post),
            ),
        )
    return sorted(
        found.values(), key=lambda p: (bodies.get(p.body, 99), not p.is_head, p.link.words.value)
    )


def _stated(rows: list[Row], variable: str, decision: str) -> list[Row]:
    """Return the rows of the things that ``decision`` states or no decision does."""
    if not decision:
        return rows
    by: dict[str, set[str]] = {}
    for row in rows:
        if iri(row, "decision"):
            by.setdefault(iri(row, variable), set()).add(iri(row, "decision"))
    return [
        row
        for row in rows
        if decision in by.get(iri(row, variable), {decision})
        and iri(row, "decision") in ("", decision)
    ]


def _clauses(rows: list[Row], variable: str, site: Site) -> dict[str, Link]:
    """Return the first clause of the text that states each thing."""
    found: dict[str, Link] = {}
    for row in sorted(rows, key=lambda row: iri(row, "clause")):
        link = clause_link(row, site)
        if link:
            found.setdefault(iri(row, variable), link)
    return found


def limit_words(least: int | None, most: int | None, site: Site) -> str:
    """Return how many may hold a post in plain words; "" where the text sets no number."""
    text_of = site.text["limit"]
    if least is not None and least == most:
        return text_of["one"] if least == 1 else text_of["exactly"].format(least)
    if least is not None and most is not None and least > 0:
        return text_of["between"].format(least, most)
    if most is not None:
        return text_of["most_one"] if most == 1 else text_of["most"].format(most)
    if least:
        return text_of["least"].format(least)
    return ""


def _no_limit(row: Row, site: Site) -> str:
    """A head whose number the text does not give is not "unlimited": nothing is said of it."""
    is_head = slug(iri(row, "role")) == "head"
    return site.text["limit"]["unsaid" if is_head else "none"]


def charts(
    name: str, facts: dict[str, str], units: list[UnitLine], posts: list[PostLine], site: Site
) -> dict[str, str]:
    """Return the chart as SVG for wide and for narrow screens."""
    chart_text = site.text["chart"]
    unit_boxes = tuple(
        orgchart.Box(unit.link.words.value, unit.kind, _notes(posts, unit.iri)) for unit in units
    )
    kinds = {unit.kind: unit.kind_words.value for unit in units if unit.kind_words.value}
    above, beside = facts.get("parent"), facts.get("direction")
    unit_iris = {unit.iri for unit in units}
    own = tuple(post_note(post) for post in posts if post.body not in unit_iris)
    chart = orgchart.Chart(
        title=chart_text["title"].format(name),
        description=chart_text["description"].format(
            "; ".join(unit.link.words.value for unit in units)
        ),
        agency=orgchart.Box(name, "so", own),
        above=orgchart.Box(above, "uy-ban-nhan-dan") if above else None,
        beside=orgchart.Box(beside, "bo", (chart_text["direction"],)) if beside else None,
        units=unit_boxes,
        legend=kinds,
    )
    return {
        "wide": orgchart.draw(chart, "wide", orgchart.WIDE),
        "narrow": orgchart.draw(chart, "narrow", orgchart.NARROW),
    }


def _notes(posts: list[PostLine], body: str) -> tuple[str, ...]:
    """Only what a limit says goes into a unit's box: the rest is in the table of posts."""
    return tuple(
        post_note(post)
        for post in posts
        if post.body == body and post.is_limited and not post.is_head
    )


def post_note(post: PostLine) -> str:
    """Return "Phó Giám đốc: không quá 3 người"; a head without a number is named only."""
    name = post.link.words.value
    return name if post.is_head and not post.is_limited else f"{name}: {post.limit}"
