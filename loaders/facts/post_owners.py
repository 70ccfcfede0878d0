"""Post owners: whose post a sentence is about: the agency, a unit, each unit of a kind.

Lãnh đạo Sở: Sở Nội vụ có | Giám đốc …     Các phòng thuộc Sở có | Trưởng phòng …
└── both mean the agency ┘                 └── each phòng ──┘
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from loaders.facts.model import Agency, Unit
from loaders.spelling import fold
from loaders.tables import BodyKind, body_kind, body_kind_of
from loaders.tables.rules import Leaders

# the leadership of the agency by its usual names, folded
_LEADERSHIP = re.compile(
    r"(?:ve |co cau )*(?:ban )?(?:lanh dao|giam doc|giam hieu)(?: (?:co quan|don vi))?$"
    r"|(?:co cau )?to chuc(?: bo may)?(?: bien che)?$|tap the lanh dao$"
)
_OPENING = re.compile(
    r"^(?:\(?[0-9a-zđ]{1,2}[.)\-–] ?)?(?:(?:ve |co cau |to chuc |bo may |ban |tap the |bo phan )*"
    r"(?:lanh dao|giam doc|giam hieu|to chuc(?: bo may)?|co quan dieu hanh(?: nghiep vu)?)"
    r" (?:cua |gom )?)"
)
# "các phòng thuộc Sở", "mỗi khoa", "phòng chuyên môn, nghiệp vụ", "lãnh đạo phòng"
_EACH = re.compile(
    r"(?:(?:moi|cac|tung|lanh dao|lanh dao cap|doi voi|cac to chuc cap) )*"
    r"(?P<kind>phong|khoa|to|doi|tram|hat|chi cuc|trung tam|chi nhanh|bo phan|vu|ban)"
    r"(?:,? (?:va )?(?:chuyen mon|nghiep vu|chuc nang|tham muu(?: tong hop)?|(?:truc )?thuoc .*"
    r"|tren|nay|tuong duong))*$"
)
_PLACE = re.compile(
    r"(?:tinh|thanh pho|huyen|quan|thi xa|xa|phuong|dac khu|thuoc|truc thuoc"
    r"|(?:so|ban|cuc|chi cuc|quy|vien|truong|trung tam|benh vien)$"
    r"|noi tren$|tren$)"
)
_PARTS = re.compile(r",? (?:va )?|; ")
# "Cơ cấu tổ chức của Sở Tư pháp | gồm", "Lãnh đạo Sở | gồm 04 người"
_CLOSING = re.compile(r"(?: bao)? gom(?: co)?(?: \d{1,2} nguoi)?$| co \d{1,2} nguoi$")


@dataclass(frozen=True)
class Owners:
    """Resolves the words before a leading title to names of bodies."""

    agency: Agency
    units: tuple[Unit, ...]

    @cached_property
    def kind(self) -> BodyKind | None:
        """The kind of the agency, by its name."""
        return body_kind(self.agency.short_name, in_list=True)

    def fits_agency(self, pair: Leaders) -> bool:
        """Say whether the agency may be led by these titles."""
        return (self.kind.code if self.kind else "") in pair.kinds

    def _unit_fits(self, unit: Unit, pair: Leaders) -> bool:
        kind = body_kind(unit.name, in_list=True)
        return (kind.code if kind else "") in pair.kinds

    def of(self, subject: str, pair: Leaders) -> list[str]:
        """Return the names of the bodies led by ``pair`` that a subject means; [] for none known.

        Of "Lãnh đạo Sở: Sở Nội vụ" the words after the colon decide, else those before it.
        """
        for part in reversed(subject.split(":")):
            name = fold(" ".join(part.split())).strip(" .,;-")
            if name and (found := self._of_name(name, pair)):
                return found
        return []

    def _of_name(self, name: str, pair: Leaders) -> list[str]:
        name = _CLOSING.sub("", name)
        if _LEADERSHIP.match(name):
            return self._agency(pair)
        bare = _OPENING.sub("", name)
        exact = [unit.name for unit in self.units if fold(unit.name) == bare]
        each = None if exact else _EACH.match(bare) or _EACH.match(name)
        if each:
            if bare == each["kind"] and self._is_agency(bare):
                return self._agency(pair)
            of_kind = [u for u in self.units if fold(u.name).startswith(f"{each['kind']} ")]
            return [unit.name for unit in of_kind if self._unit_fits(unit, pair)]
        named = [unit for unit in self.units if is_same(bare, fold(unit.name))]
        if exact:
            named = [unit for unit in self.units if unit.name in exact]
        if named:
            return [u.name for u in named if self._unit_fits(u, pair)] if len(named) == 1 else []
        alike = [unit for unit in self.units if fold(unit.name).startswith(f"{bare} ")]
        if len(alike) > 1 and not self._is_agency(bare):
            return [unit.name for unit in alike if self._unit_fits(unit, pair)]
        return self._several(bare, pair) or (self._agency(pair) if self._is_agency(bare) else [])

    def _several(self, name: str, pair: Leaders) -> list[str]:
        """Return the units of "Phòng Kế hoạch, Phòng Nghiệp vụ", where all are units."""
        by_name = {fold(unit.name): unit for unit in self.units}
        found: list[Unit] = []
        rest = name
        while rest:
            known = [
                key for key in by_name if rest == key or rest.startswith((f"{key},", f"{key} va "))
            ]
            if not known:
                return []
            longest = max(known, key=len)
            found.append(by_name[longest])
            rest = rest[len(longest) :]
            joint = _PARTS.match(rest)
            rest = rest[joint.end() :] if joint else rest
        return [unit.name for unit in found if self._unit_fits(unit, pair)]

    def _is_agency(self, name: str) -> bool:
        own, full = fold(self.agency.short_name), fold(self.agency.name.value)
        if is_same(name, own) or full.startswith(f"{name} "):
            return True
        return name in self._own_words()

    def _own_words(self) -> set[str]:
        """Return the words for a body of the agency's kind, folded: "so", "ban", "ban quan ly"."""
        words = (*self.kind.words, *self.kind.listed) if self.kind else ()
        coded = body_kind_of(self.agency.kind).words[:1] if self.agency.kind else ()
        return {fold(word) for word in (*words, *coded)}

    def _agency(self, pair: Leaders) -> list[str]:
        return [self.agency.name.value] if self.fits_agency(pair) else []


def is_same(name: str, other: str) -> bool:
    """Say whether two folded names mean one body: equal, or one goes on with place or owner."""
    shorter, longer = sorted((name, other), key=len)
    if shorter == longer:
        return True
    rest = longer.removeprefix(shorter + " ")
    return rest != longer and _PLACE.match(rest) is not None
