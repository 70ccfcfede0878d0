"""Header: kind, number, dates, issuer, title, signer, recipients, from the form of the document."""

from __future__ import annotations

import re

from loaders.facts.act_numbers import clean_number
from loaders.facts.acts import SYMBOL
from loaders.facts.dates import DATE, iso_date, printed_date
from loaders.facts.effect import effective, impossible
from loaders.facts.issuer import issuer
from loaders.facts.model import Header, Stated
from loaders.facts.places import evidence, evidence_of, first, text_of
from loaders.facts.signature import recipients, signers
from loaders.facts.stamp import stamp
from loaders.facts.title import AGAIN, title
from loaders.markers import ANNEX_LINK, KIND_LINE
from loaders.model import Document, Issue, Node
from loaders.spelling import sentence_case
from loaders.tables import document_type, document_types
from loaders.tables.documents import headed_kinds, kind_of_letters

_SYMBOL = rf"/?\s?\d{{4}}\s?/\s?{SYMBOL}|[-–/]\s?{SYMBOL}"
# "Số: 12/2023/QĐ-UBND", "Số: /2023/QĐ-UBND", "Kèm theo Quyết định số 12 /2023/QĐ-UBND"; in the row
# of a site "Số hiệu: | 12/2023/QĐ-UBND |"
_NUMBER = re.compile(
    r"[Ss](?<!\w.)[ốỐôÔ]\s*(?:(?:ký\s+)?hiệu(?:\s+văn\s+bản)?\s*:\s*\|?)?"
    rf":?\s*(?P<digits>\d{{0,5}})[\s.…_]*(?P<symbol>{_SYMBOL})"
)
# not "Sơ đồ tổ chức (26-12-2017)": in brackets a page has the day of its own
_DATE = re.compile(rf"(?<![(\d]){DATE}", re.VERBOSE)
_MONTHS = 12
_BY_KIND = 0.9
"""Confidence of a number whose letters the kind of the document tells."""
# "Số: 1281/-UBND": the letters of the kind lost, between the marks that stand around them
_LETTERS_LOST = re.compile(
    rf"\b[Ss][ốỐôÔ]\s*:?\s*(?P<digits>\d{{1,5}})\s?/\s?[-–]\s?(?P<of>{SYMBOL})"
)
# "Kính gửi: Bộ Y tế": a letter has no heading of its kind
_ADDRESSED = re.compile(r"^\W*(?P<kind>Kính\s+gửi)\s*:", re.MULTILINE)
# "ngày tháng 10 năm 2023", "ngày /10/2023": the day left blank
_DAYLESS = re.compile(
    r"ngày\s*(?:tháng\s+(?P<month>\d{1,2})\s+năm\s+|/\s?(?P<month2>\d{1,2})/)(?P<year>\d{4})"
)
# "ban hành Quyết định về việc …", "QUYẾT ĐỊNH:", "QUYẾT ĐỊNH"
_ENACTED_KIND = re.compile(
    rf"(?:ban\s+hành\s+)?(?P<kind>{headed_kinds(capitals=True)}|{headed_kinds(capitals=False)})"
    r"(?:\s*(?::|$)|\s+(?:về|quy|ban|sửa|hướng|thành))"
)
# "VĂN BẢN" above a text is a site's heading: its type has no name of its own
_NAMES = "|".join(row.name.upper().replace(" ", r"\s+") for row in document_types() if row.english)
# "NGHỊ ĐỊNH", "QUYẾT ĐỊNH của Ủy ban nhân dân tỉnh", "QUY CHẾ PHỐI HỢP"
_KIND_ALONE = re.compile(
    rf"^(?P<kind>{_NAMES})(?:\s+phối\s+hợp)?(?:\s+của\s[^\n]{{3,80}})?\s*:?$",
    re.MULTILINE | re.IGNORECASE,
)
_KIND_FIRST = re.compile(rf"(?P<kind>{_NAMES})(?=\s)", re.IGNORECASE)
# "(Kèm theo Quyết định số …)"
_KIND_OF_LINK = re.compile(rf"[Kk]èm theo (?P<kind>{_NAMES})", re.IGNORECASE)
_TITLE_MISSING = Issue(
    "title-missing",
    "warning",
    "Văn bản không có trích yếu.",
    "The text has no title.",
)


_OF_WHOM = re.compile(rf"(?:{headed_kinds(capitals=True)})\s+(?=CỦA\s)", re.IGNORECASE)
_BRACKET_LINE = re.compile(r"^\(", re.MULTILINE)
_SENTENCE_BELOW = re.compile(r"\n[^\n|]{200}")
_BASIS = re.compile(r"(?<!\w)(?:Căn\s+cứ|CĂN\s+CỨ)\s")


def header(document: Document) -> tuple[Header, list[Issue]]:
    """Return the header of a document and an issue for each thing it leaves open."""
    head = first(document, "decision", "tieu-de")
    annex = first(document, "regulation", "tieu-de")
    number, number_issue = _number(document, head, annex)
    kind = _kind(document, head, annex) or _implied_kind(document, number)
    kind = kind or (_letter(document, head) if head and number else None)
    if number is None and head and kind:
        number = _with_letters(document, head, kind.value)
        number_issue = None if number else number_issue
    issued, date_issue = _issued(document, head, annex)
    in_force, rule, effect_issue = effective(document)
    result = Header(
        kind=kind,
        number=number,
        issued=issued,
        effective=in_force,
        effective_rule=rule,
        issuer=issuer(document, number),
        title=title(document, _heads(head, annex)),
        signers=signers(document),
        recipients=recipients(document),
    )
    issues = [issue for issue in (number_issue, date_issue, effect_issue) if issue]
    if result.title is None:
        issues.append(_TITLE_MISSING)
    issues += _dates_in_order(result)
    return result, issues


def _heads(head: Node | None, annex: Node | None) -> list[Node]:
    return [node for node in (head, annex) if node]


def _kind(document: Document, head: Node | None, annex: Node | None) -> Stated[str] | None:
    if head:
        text = text_of(head)
        match = _KIND_ALONE.search(text) or _KIND_FIRST.match(text)
        if match:
            kind = sentence_case(" ".join(match["kind"].split()))
            return Stated(kind, evidence_of(document, head, match, "header.kind", "kind"))
    for node in _heads(None, annex):
        match = _KIND_OF_LINK.search(text_of(node))
        if match:
            kind = sentence_case(match["kind"])
            return Stated(kind, evidence_of(document, node, match, "header.kind.annex", "kind"))
    return None


def _implied_kind(document: Document, number: Stated[str] | None) -> Stated[str] | None:
    """Return the kind that the enacting words or the letters of the number say."""
    enacting = first(document, "decision", "lenh")
    match = _ENACTED_KIND.search(text_of(enacting)) if enacting else None
    if enacting and match:
        kind = sentence_case(" ".join(match["kind"].split()))
        return Stated(kind, evidence_of(document, enacting, match, "header.kind.enacted", "kind"))
    letters = re.search(r"[/-](?P<letters>[A-ZĐ]+)[-./]", number.value) if number else None
    implied = kind_of_letters(letters["letters"]) if letters else None
    return Stated(implied, number.evidence) if number and implied else None


def _letter(document: Document, head: Node) -> Stated[str] | None:
    """Return the kind of a text with a number, addressed to somebody: "Công văn"."""
    match = _ADDRESSED.search(text_of(head))
    place = match and evidence_of(document, head, match, "header.kind.addressed", "kind")
    return Stated("Công văn", place) if place else None


def _with_letters(document: Document, head: Node, kind: str) -> Stated[str] | None:
    """Return a number that lost the letters of its kind, with those that the heading tells."""
    match = _LETTERS_LOST.search(_letterhead(head))
    known = document_type(kind)
    if not (match and known and known.letters):
        return None
    number = clean_number(f"{match['digits']}/{known.letters}-{match['of']}")
    place = evidence(document, head, match.start("digits"), match.end(), "header.number.letters")
    return Stated(number, place._replace(confidence=_BY_KIND))


def _number(
    document: Document, head: Node | None, annex: Node | None
) -> tuple[Stated[str] | None, Issue | None]:
    blank: tuple[Node, re.Match[str]] | None = None
    for node, rule in ((head, "header.number"), (annex, "header.number.annex")):
        match = _NUMBER.search(_letterhead(node)) if node else None
        if node and match and match["digits"]:
            number = clean_number(match["digits"] + match["symbol"])
            place = evidence(document, node, match.start("digits"), match.end(), rule)
            return Stated(number, place), None
        if node and match and not blank:
            blank = node, match
    if blank:
        stamped = stamp(document)
        if stamped and stamped.number:
            number = clean_number(stamped.number.value + blank[1]["symbol"])
            return Stated(number, stamped.number.evidence), None
        span = evidence_of(document, *blank, "header.number").span
        return None, Issue(
            "number-blank",
            "warning",
            "Số của quyết định để trống.",
            "The number of the decision is left blank.",
            span,
        )
    return None, Issue(
        "number-missing",
        "warning",
        "Văn bản không ghi số của quyết định.",
        "The text does not give the number of the decision.",
    )


def _letterhead(node: Node) -> str:
    """Return the text before the title of a head: where its own number and date stand.

    In an attached regulation that is the line "(Kèm theo Quyết định số …)".
    """
    lines = text_of(node)
    link = _BRACKET_LINE.search(lines)
    if link and ANNEX_LINK.match(lines, link.start()):
        return " " * link.start() + lines[link.start() :]
    kind = KIND_LINE.search(lines)
    if kind:
        below = _OF_WHOM.match(lines, kind.start())  # "CỦA BỘ NỘI VỤ SỐ 16/NV NGÀY 14-11-1987"
        again = AGAIN.match(lines[below.end() :]) if below else None
        if below and again and not _NUMBER.search(lines, 0, kind.start()):
            return lines[: below.end() + again.end()]
        return lines[: kind.start()]
    basis = _BASIS.search(lines)  # a file without line ends: what follows is of cited acts
    if basis:
        return lines[: basis.start()]
    sentence = _SENTENCE_BELOW.search(lines)  # no letterhead: its numbers are of cited acts
    return lines[: sentence.start()] if sentence else lines


def _issued(
    document: Document, head: Node | None, annex: Node | None
) -> tuple[Stated[str] | None, Issue | None]:
    partial: Stated[str] | None = None
    for node, rule in ((head, "header.date"), (annex, "header.date.annex")):
        if not node:
            continue
        match = _DATE.search(_letterhead(node))
        if match:
            value = iso_date(match.group())
            place = evidence_of(document, node, match, rule)
            if value:
                return Stated(value, place), None
            return None, impossible(match.group(), place)
        match = _DAYLESS.search(_letterhead(node))
        if match and not partial:
            month = int(match["month"] or match["month2"])
            if not 1 <= month <= _MONTHS:
                return None, impossible(match.group(), evidence_of(document, node, match, rule))
            value = f"{match['year']}-{month:02d}"
            partial = Stated(value, evidence_of(document, node, match, rule + ".dayless"))
    if partial:
        stamped = stamp(document)
        if stamped and stamped.day:
            return Stated(f"{partial.value}-{stamped.day.value}", stamped.day.evidence), None
        return partial, Issue(
            "date-blank",
            "warning",
            "Ngày ban hành để trống.",
            "The day of issue is left blank.",
            partial.evidence.span,
        )
    return None, Issue(
        "date-missing",
        "warning",
        "Văn bản không ghi ngày ban hành.",
        "The text does not give the date of issue.",
    )


def _dates_in_order(found: Header) -> list[Issue]:
    issued, effective = found.issued, found.effective
    if not (issued and effective and effective.value[: len(issued.value)] < issued.value):
        return []
    return [
        Issue(
            "effect-before-issue",
            "warning",
            f"Ngày có hiệu lực ({printed_date(effective.value)}) trước ngày ban hành "
            f"({printed_date(issued.value)}).",
            f"In force ({effective.value}) before the date of issue ({issued.value}).",
            effective.evidence.span,
        )
    ]
