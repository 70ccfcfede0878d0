"""IRIs: one place that mints them, from facts alone (no clock, no random part).

id/province/binh-phuoc                     id/org/vn/bo-thong-tin-va-truyen-thong
id/body-class/vn/cap-tinh/so-noi-vu
id/org/binh-phuoc/so-…/thanh-tra           id/org/binh-phuoc/so-…/chuc-danh/giam-doc
eli/vn/ubnd-binh-phuoc/qd-ubnd/2023/12     eli/vn/nd-cp/2014/24
eli/vn/luat/2015-06-19/to-chuc-chinh-quyen-dia-phuong
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from loaders.facts.body_levels import council_words
from loaders.facts.model import Act, Agency, Facts
from loaders.facts.wording import alternation
from loaders.model import SourceText
from loaders.spelling import slug
from loaders.tables import document_type, find_province
from loaders.tables.bodies import symbols, territory_words
from loaders.tables.body_classes import is_central
from loaders.tables.reference import place_on

_NUMBER = re.compile(r"(?P<seq>\d+)(?:[/-](?P<year>\d{4})(?=[/-]))?[/-](?P<symbol>.+)")
_LAW_WORDS = re.compile(r"^(?:bo-luat|luat|phap-lenh)-")
_TITLE = re.compile(r"(?:Tổng\s+)?(?:Giám đốc|Cục trưởng|Chi cục trưởng)\s+(?=[A-ZĐ])")


@cache
def _council() -> re.Pattern[str]:
    """Return "Chủ tịch Ủy ban nhân dân | huyện Châu Thành": what comes before the place."""
    return re.compile(rf"(?:Chủ tịch\s+)?{council_words()}\s*(?:lâm thời\s+)?", re.IGNORECASE)


@cache
def _below_province() -> re.Pattern[str]:
    below = alternation(territory_words("cap-huyen", "cap-xa"))
    return re.compile(rf"{below}\s|thành phố\s(?=.*,?\stỉnh\s)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Iris:
    """Mints the IRIs under one base, as names are meant on a day (ISO, whole or partial).

    A province that a merger made in 2025 bears the name of one that it ended ("tỉnh Quảng Ngãi"):
    the day tells them apart, in the IRIs of places and of their bodies.
    """

    base: str
    day: str | None = None

    def on_day_of(self, facts: Facts) -> Iris:
        """Return one for the names that a decision uses: as of its date, effect or number."""
        header = facts.header
        match = _NUMBER.fullmatch(header.number.value) if header.number else None
        stated = header.issued or header.effective
        return replace(self, day=stated.value if stated else match["year"] if match else None)

    def province(self, province: str) -> str:
        """Return the IRI of a province by its slug."""
        return f"{self.base}id/province/{place_on(province, self.day)}"

    def org(self, place: str, name: str) -> str:
        """Return the IRI of a body of a province, or of "vn" for the central ones.

        "Trung tâm Y tế Kim Bảng thuộc Sở Y tế" lies under the Sở.
        """
        parts = [slug(part) for part in re.split(r"\s+(?:trực\s+)?thuộc\s+", name)]
        return f"{self.base}id/org/{place_on(place, self.day)}/{'/'.join(reversed(parts))}"

    def body_class(self, place: str, name: str, level: str) -> str:
        """Return the IRI of a class of bodies: place of who lays the rule down, level, name."""
        return f"{self.base}id/body-class/{place_on(place, self.day)}/{level}/{slug(name)}"

    def agency(self, agency: Agency) -> str | None:
        """Return the IRI of what has the duties: the agency, or the class of bodies.

        None where a text covers several classes and does not say whose they are.
        """
        place = agency.province or "vn"
        if agency.scope == "body":
            return self.org(place, without_province(agency.short_name))
        bearer = agency.bearer
        return self.body_class(place, bearer.short, bearer.level) if bearer else None

    def committee(self, province: str) -> str:
        """Return the IRI of a province's people's committee."""
        return f"{self.base}id/org/{place_on(province, self.day)}/uy-ban-nhan-dan"

    def unit(self, agency: str, name: str) -> str:
        """Return the IRI of a unit: its name without its owner ("Thanh tra Sở") and province."""
        short = re.sub(r"\s+[Ss]ở$", "", without_province(name))
        return f"{agency}/{slug(short)}"

    def post(self, body: str, title: str) -> str:
        """Return the IRI of a post in a body."""
        return f"{body}/chuc-danh/{slug(title)}"

    def code(self, scheme: str, code: str) -> str:
        """Return the IRI of a concept."""
        return f"{self.base}code/{scheme}/{code}"

    def source(self, source: SourceText) -> str:
        """Return the IRI of a file, by the first 16 digits of its sha256."""
        return f"{self.base}id/source/{source.sha256[:16]}"

    def graph(self, decision: str) -> str:
        """Return the IRI of the named graph of a decision."""
        return f"{self.base}graph/{decision.removeprefix(self.base + 'eli/vn/')}"

    def shared(self, name: str) -> str:
        """Return the IRI of the graph "shared", "codes" or "ontology"."""
        return f"{self.base}graph/{name}"

    def duty(self, decision: str, agency: str, path: str) -> str:
        """Return the IRI of a duty: by agency, decision and place in the article."""
        place = agency.removeprefix(f"{self.base}id/").removeprefix("org/")
        return f"{self.base}id/duty/{place}/{self.decision_key(decision)}/{path}"

    def decision_key(self, decision: str) -> str:
        """Return what names a decision among those of one agency: "qd-ubnd-2023-12"."""
        symbol, year, number = decision.removeprefix(self.base).split("/")[-3:]
        parts = number.split(".")
        return "-".join((symbol, year, ".".join(parts[:2])))

    def decision(self, facts: Facts, source: SourceText) -> str:
        """Return the IRI of a decision from its issuer, number and dates.

        The texts of central bodies need no issuer: their symbol names it ("tt-bnv", "nd-cp").
        Without a number: "khong-so" with the day it takes effect and the agency; without either
        day, with the file's digest.
        """
        header, agency = facts.header, facts.agency
        issuer = issuer_slug(
            header.issuer.value if header.issuer else None, agency.province if agency else None
        )
        symbol, year, seq = "qd-ubnd", None, None
        match = _NUMBER.fullmatch(header.number.value) if header.number else None
        if match:
            symbol, year, seq = slug(match["symbol"]), match["year"], str(int(match["seq"]))
        stated = header.issuer.value if header.issuer else None
        central = seq is not None and symbols("central").fullmatch(symbol) and is_central(stated)
        issued = header.issued.value if header.issued else None
        effective = header.effective.value if header.effective else None
        dated = issued or effective
        year = year or (dated[:4] if dated else "khong-nam")
        if seq is None:
            day = f"hl-{effective}" if effective else f"tep-{source.sha256[:8]}"
            name = slug(agency.short_name) if agency else "khong-ro"
            seq = f"khong-so.{day}.{name}"
        return f"{self.base}eli/vn/{'' if central else issuer + '/'}{symbol}/{year}/{seq}"

    def act(self, act: Act, place: str | None) -> str | None:
        """Return the IRI of a cited act; None where number and date don't tell it apart.

        ``place`` is the slug of the province whose decision cites it: local acts that name no
        other issuer are that province's.
        """
        if act.number is None:
            return self._law(act)
        match = _NUMBER.fullmatch(act.number)
        if not match:
            return None
        symbol, seq = slug(match["symbol"]), int(match["seq"])
        year = match["year"] or (act.date or "")[:4] or "khong-nam"
        if symbols("assembly").fullmatch(symbol):
            symbol = slug(act.type) if act.type == "Luật" else f"{slug(act.type)}-quoc-hoi"
            return f"{self.base}eli/vn/{symbol}/{year}/{seq}"
        if symbols("party").fullmatch(symbol):
            return f"{self.base}eli/vn/tinh-uy-{place}/{symbol}/{year}/{seq}" if place else None
        kind = document_type(act.type)
        if kind and kind.is_local:
            return f"{self.base}eli/vn/{place}/{symbol}/{year}/{seq}" if place else None
        if symbols("central").fullmatch(symbol):
            return f"{self.base}eli/vn/{symbol}/{year}/{seq}"
        issuer = issuer_slug(act.issuer, place, symbol)
        return f"{self.base}eli/vn/{issuer}/{symbol}/{year}/{seq}"

    def _law(self, act: Act) -> str | None:
        if not (act.date and act.title):
            return None
        kind = slug(act.type)
        name = _LAW_WORDS.sub("", slug(act.title))
        return f"{self.base}eli/vn/{kind}/{act.date}/{name}"


def issuer_slug(issuer: str | None, place: str | None, symbol: str = "") -> str:
    """Return the issuer's part of an IRI: "ubnd-binh-phuoc", "ubnd-huyen-chau-thanh-tay-ninh"."""
    found = find_province(issuer or "")
    where = found[0].slug if found else place
    council = "hdnd" in symbol or (issuer or "").lower().startswith(("hội đồng nhân dân", "hđnd"))
    chair = (issuer or "").lower().startswith("chủ tịch")
    kind = "hdnd" if council else "ct-ubnd" if chair else "ubnd"
    own = _own_name(issuer or "")
    if own is None:
        return f"{kind}-{where or 'khong-ro'}"
    parts = (kind if _council().match(issuer or "") else "", slug(own), where or "")
    return "-".join(filter(None, parts))


def _own_name(issuer: str) -> str | None:
    """Return what tells an issuer from the others of its place; None for the province's own.

    "huyện Châu Thành" of its committee, "Sở Nội vụ" of "Giám đốc Sở Nội vụ tỉnh Tây Ninh".
    """
    committee = _council().match(issuer)
    rest = issuer[committee.end() :] if committee else _TITLE.sub("", issuer)
    if committee and not _below_province().match(rest):
        return None
    found = find_province(rest)
    name = rest[: found[1]] if found and found[1] else rest
    return name.strip(" ,-–") or None


def without_province(name: str) -> str:
    """Return a name without the province at its end."""
    found = find_province(name)
    return name[: found[1]].strip(" ,") if found and found[2] == len(name) else name
