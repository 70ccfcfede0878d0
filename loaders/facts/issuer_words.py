"""Issuer's words: the expressions of the lines that name who issues, from the tables.

CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH KON TUM   GIÁM ĐỐC SỞ NỘI VỤ   BỘ TRƯỞNG BỘ NỘI VỤ
└ chair ┘└─ committee ─┘└── place ───┘  └office┘└─ body ─┘
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from loaders.facts.body_levels import central, council_words
from loaders.facts.wording import alternation, capitals
from loaders.tables import body_kind_of
from loaders.tables.bodies import LEVELS, council_names, short_territory_words, territory_words
from loaders.tables.documents import headed_kinds
from loaders.tables.offices import office_titles
from loaders.tables.phrases import phrases


def office_before(bodies: Iterable[str]) -> str:
    """Return the expression of an office before the body that issues: "GIÁM ĐỐC " + "SỞ Y TẾ".

    ``bodies`` are the first words of bodies' names. A title that ends in one gives it to the name
    of the body: "CHÁNH " + "THANH TRA TỈNH".
    """
    endings = tuple(f" {body}" for body in bodies)
    titles = office_titles("issuer")
    shared = [title.split(" ", 1) for title in titles if title.endswith(endings)]
    before = [rf"{first.upper()}\s+(?={capitals([rest])})" for first, rest in shared]
    whole = capitals(title for title in titles if not title.endswith(endings))
    return rf"(?:{whole}\s+|{'|'.join(before)})"


_COMMITTEE_WORDS = council_words("Ủy ban nhân dân")
_PROVINCE = alternation((*territory_words("cap-tinh"), *short_territory_words("cap-tinh")))
# a city may be one of a province: "thành phố Thủ Đức"; those that are provinces are read before
_BELOW = alternation((*territory_words("cap-huyen", "cap-xa"), "thành phố"))
_CHAIR = r"(?P<chair>chủ\s+tịch\s+)?"
_STANDING = r"(?P<standing>thường\s+trực\s+)?"
# "Chủ tịch Ủy ban nhân dân tỉnh Kon Tum", "UBND TP. Huế"
COMMITTEE = re.compile(rf"{_CHAIR}{_COMMITTEE_WORDS}\s+(?P<place>{_PROVINCE}\s.+)", re.IGNORECASE)
# "THƯỜNG TRỰC HĐND - UBND TỈNH HÒA BÌNH": both issue
COUNCIL = re.compile(
    rf"{_STANDING}{council_words('Hội đồng nhân dân')}(?P<joint>\s*[-–]\s*{_COMMITTEE_WORDS})?\s+"
    rf"(?P<place>{_PROVINCE}\s.+)",
    re.IGNORECASE,
)
# "Ủy ban nhân dân huyện Ia H'Drai"
LOCAL = re.compile(
    rf"{_CHAIR}{_COMMITTEE_WORDS}\s+(?P<place>(?P<level>{_BELOW})\s+\S+(?:\s+[^\s,;.]+){{0,4}})",
    re.IGNORECASE,
)
# "Bộ Nội vụ", "Bộ trưởng Bộ Nội vụ"
CENTRAL = re.compile(
    rf"(?:bộ\s+trưởng\s+)?(?P<name>(?:{central('issuers').pattern}).*)", re.IGNORECASE
)
# "GIÁM ĐỐC SỞ NỘI VỤ", "TỔNG THANH TRA CHÍNH PHỦ": the head of a body issues for it
OFFICE = re.compile(
    rf"(?:BỘ\s+TRƯỞNG,\s*)?{office_before(phrases('issuing-body'))}"
    rf"(?P<body>{capitals(phrases('issuing-body'))}\s.+)"
)
# in the letterhead, beside the issuer: the motto, number and date, rules of dashes
BESIDE = re.compile(
    rf"{capitals(phrases('beside-is'))}|{alternation(phrases('beside-begins'), cased=True)}.*"
    rf"|{headed_kinds(capitals=True)}|{capitals(phrases('beside-kind'))}.{{0,15}}"
    r"|Số\s*:.*|\d+\s?/\S+|.*ngày\s.*|[^\w]+"
)
# "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH", "HỘI ĐỒNG NHÂN DÂN TỈNH": the place is in the letterhead
PLACELESS = re.compile(
    rf"(?:(?P<chair>CHỦ\s+TỊCH\s+)?{capitals(body_kind_of('uy-ban-nhan-dan').words)}"
    r"|(?P<standing>THƯỜNG\s+TRỰC\s+)?"
    rf"(?P<council>{capitals(body_kind_of('hoi-dong-nhan-dan').words)}))"
    rf"(?:\s+(?P<level>{capitals(territory_words(*LEVELS))}))?"
)
_FULL = frozenset(council_names().values())
_BOARDS = capitals(_FULL)
_SHORT_BOARDS = capitals(council_names().keys() - _FULL)
_PLACES = capitals((*territory_words(*LEVELS), *short_territory_words(*LEVELS)))
# "ỦY BAN NHÂN DÂN TỈNH KON TUM", "BỘ TRƯỞNG BỘ NỘI VỤ", "CHÍNH PHỦ", "GIÁM ĐỐC SỞ NỘI VỤ"
ISSUER_LINE = re.compile(
    rf"(?:(?:CHỦ\s+TỊCH|THƯỜNG\s+TRỰC)\s+)?{_BOARDS}.*|{_SHORT_BOARDS}\s+{_PLACES}.*"
    rf"|{capitals(body_kind_of('bo').words)}\s+[A-ZÀ-Ỹ].*|{capitals(body_kind_of('chinh-phu').words)}"
    rf"|{capitals(office_titles('line-alone'))}.*|{capitals(office_titles('line'))}\s.*"
)
# a body that issues only where the letterhead names it too: "SỞ Y TẾ TỈNH …", "TỈNH ỦY …"
OWN_LINE = re.compile(rf"{capitals(phrases('issuing-line'))}\s.+")
JOINT = re.compile(rf"\s*[-–]\s*(?={capitals(phrases('joint-issuers'))}\s)")
