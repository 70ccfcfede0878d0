"""Rules that find the examples of the tables: headers, agencies, units; see table_rules.py."""

import re
from collections.abc import Callable
from typing import Any

from loaders.facts.act_numbers import clean_number
from loaders.facts.acts import find_acts
from loaders.facts.agency import DIRECTION, PARENT
from loaders.facts.agency_name import KIND, ORGANISES, name_in_title
from loaders.facts.issuer import is_issuer_line
from loaders.facts.issuer_words import BESIDE, JOINT, OWN_LINE, office_before
from loaders.facts.party_issuer import COMMITTEE, ENACTS
from loaders.facts.signature import HEADED, OFFICE
from loaders.facts.title import BEYOND
from loaders.facts.unit_names import entries, shared_kind
from loaders.markers import ANNEX_KIND, CAPACITY, HEADING
from loaders.repair.run_on import BORDER
from loaders.tables import body_kind
from loaders.tables.documents import kind_of_letters
from loaders.tables.phrases import phrases
from loaders.topics import TOPIC

Row = dict[str, Any]
Rule = Callable[[Row], object]


def is_in(row: Row, found: str) -> bool:
    words: list[str] = row["words"]
    return any(word in found for word in words)


def goes_on(row: Row, at: int) -> bool:
    rest: str = row["example"][at:].strip()
    return rest.startswith(tuple(row["words"]))


def document_type(row: Row) -> bool:
    """The example is found; hyphens lost beside the letters come back; headings know the type."""
    own = row.get("letters", "")
    mended = {f"12/2020/{own}{s}": f"12/2020/{own}-{s}" for s in row.get("symbols", ())}
    if row.get("joint"):
        mended[f"12/2020/{own}BYTBNV"] = f"12/2020/{own}-BYT-BNV"
    if row.get("at_once"):
        mended[f"999{own}/TU"] = f"999-{own}/TU"
    return (
        [found.act.type for found in find_acts(row["example"])] == [row["name"]]
        and all(clean_number(lost) == number for lost, number in mended.items())
        and (not row.get("headed") or kind_of_letters(own) == row["name"])
    )


def _name_in_title(row: Row) -> str:
    """Return the agency that the example names as a title, "" for none."""
    return name_in_title(row["example"]) or ""


def _units(entry: str) -> list[str]:
    return [entry[found.start : found.end] for found in entries(entry, 0)]


def body_kind_row(row: Row) -> bool:
    """The example is of the kind; lists of units write the name as the row says."""
    name = row["name"]
    head = name[:1].upper() + name[1:]
    readers: dict[str, Callable[[], bool]] = {
        "owner": lambda: _units(f"Phòng A thuộc {head} B") == ["Phòng A"],
        "owner-small": lambda: _units(f"Phòng A thuộc {name}") == ["Phòng A"],
        "heading": lambda: _units(f"{head} chuyên môn") == [],
        "small": lambda: _units(f"{name} Tổng hợp") == [f"{name} Tổng hợp"],
        "many": lambda: _units(f"Văn phòng và các {name}:") == [],
        "shared": lambda: (shared_kind(f"Các {name} chuyên môn gồm") or "").lower() == name,
    }
    kind = body_kind(row["example"], in_list=True)
    is_own = kind is not None and kind.code == row["code"]
    return is_own and all(readers[use]() for use in row.get("used_in", ()))


def office(row: Row) -> bool:
    readers: dict[str, Callable[[str], object]] = {
        "issuer": lambda line: re.match(office_before(phrases("issuing-body")), line),
        "line": is_issuer_line,
        "line-alone": lambda line: (
            is_issuer_line(line) and is_issuer_line(row["titles"][0].upper())
        ),
        "capacity": lambda line: CAPACITY.match(row["titles"][0].upper()),
        "headed": HEADED.match,
    }
    return all(readers[use](row["example"]) for use in row["known_in"])


HEADER_PHRASES: dict[str, Rule] = {
    "beside-begins": lambda row: BESIDE.fullmatch(row["example"]),
    "beside-is": lambda row: BESIDE.fullmatch(row["example"]),
    "beside-kind": lambda row: BESIDE.fullmatch(row["example"]),
    "issuing-body": lambda row: re.match(office_before(row["words"]), row["example"]),
    "issuing-line": lambda row: OWN_LINE.fullmatch(row["example"]),
    "site-rows": lambda row: BEYOND.match(row["example"]),
    "joint-issuers": lambda row: len(JOINT.split(row["example"])) > 1,
    "party-issuers": lambda row: ENACTS.match(row["example"]),
    "party-letterhead": lambda row: COMMITTEE.match(row["example"]),
    "organises": lambda row: ORGANISES.search(row["example"]),
    "agency-subject": _name_in_title,
    "inner-units": _name_in_title,
    "becomes": _name_in_title,
    "sets-up": _name_in_title,
    "passing": lambda row: not _name_in_title(row),
    "agency-begins": lambda row: re.match(KIND, row["example"]),
    "agency-by-topic": lambda row: re.match(KIND, row["example"]),
    "ends-agency": lambda row: not is_in(row, _name_in_title(row)),
    "agency-nouns": lambda row: PARENT.search(row["example"]),
    "parent-heads": lambda row: (m := PARENT.search(row["example"])) and is_in(row, m["name"]),
    "ends-parent": lambda row: (m := PARENT.search(row["example"])) and goes_on(row, m.end()),
    "directs": lambda row: DIRECTION.search(row["example"]),
    "directing-heads": lambda row: DIRECTION.search(row["example"]),
    "article-heading": lambda row: HEADING.fullmatch(row["example"]),
    "run-on-issuers": lambda row: (
        row["example"].index("BỘ TRƯỞNG") in [b.end() for b in BORDER.finditer(row["example"])]
    ),
    "page-topics": lambda row: TOPIC.fullmatch(row["example"]),
    "annex-kind": lambda row: ANNEX_KIND.match(row["example"]),
    "annex-numbered": lambda row: ANNEX_KIND.match(row["example"]),
    "signs-for": lambda row: CAPACITY.match(row["example"]),
    "signed-for": lambda row: CAPACITY.match(row["example"]),
    "signer-of": lambda row: CAPACITY.match(row["example"]),
    "headed-body": lambda row: HEADED.match(row["example"]),
    "office-words": lambda row: OFFICE.search(row["example"]),
    "unit-owner": lambda row: _units(row["example"]) == ["Phòng A"],
    "many-units": lambda row: not _units(row["example"]),
    "many-besides": lambda row: _units(row["example"]) == ["Phòng A"],
    "heading-goes-on": lambda row: not _units(row["example"]),
    "shared-goes-on": lambda row: shared_kind(row["example"].rstrip(":")),
}
"""The rules of phrases by their use."""
