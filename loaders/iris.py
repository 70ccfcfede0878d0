"""IRIs: one place that mints them, from facts alone (no clock, no random part).

id/province/binh-phuoc                     id/org/vn/bo-thong-tin-va-truyen-thong
id/org/binh-phuoc/so-…/thanh-tra           id/org/binh-phuoc/so-…/chuc-danh/giam-doc
eli/vn/ubnd-binh-phuoc/qd-ubnd/2023/12     eli/vn/nd-cp/2014/24
eli/vn/luat/2015-06-19/to-chuc-chinh-quyen-dia-phuong
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from loaders.facts.model import Act, Facts
from loaders.model import SourceText
from loaders.spelling import slug
from loaders.tables import find_province

_NUMBER = re.compile(r"(?P<seq>\d+)(?:/(?P<year>\d{4}))?[/-](?P<symbol>.+)")
_CENTRAL = re.compile(
    r"^(?:nd-cp|ttlt-.+|tt-.+|(?:.*-)?(?:cp|ttg|ctn|qh|qh\d+|hdbt|hdcp|b[a-z]{1,8}|ubtvqh\d*))$"
)
"""Symbols of central bodies: 24/2014/NĐ-CP, 06/2016/TTLT-BTTTT-BNV, 18/QĐ-BNV, 5/CT-TTg."""
_PARTY = re.compile(r"-tu$")
_LAW_WORDS = re.compile(r"^(?:bo-luat|luat|phap-lenh)-")
_ASSEMBLY = re.compile(r"^qh\d+$")


@dataclass(frozen=True, slots=True)
class Iris:
    """Mints the IRIs under one base."""

    base: str

    def province(self, province: str) -> str:
        """Return the IRI of a province by its slug."""
        return f"{self.base}id/province/{province}"

    def org(self, place: str, name: str) -> str:
        """Return the IRI of a body of a province, or of "vn" for the central ones.

        "Trung tâm Y tế Kim Bảng thuộc Sở Y tế" lies under the Sở.
        """
        parts = [slug(part) for part in re.split(r"\s+(?:trực\s+)?thuộc\s+", name)]
        return f"{self.base}id/org/{place}/{'/'.join(reversed(parts))}"

    def committee(self, province: str) -> str:
        """Return the IRI of a province's people's committee."""
        return f"{self.base}id/org/{province}/uy-ban-nhan-dan"

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
        place = agency.removeprefix(f"{self.base}id/org/")
        return f"{self.base}id/duty/{place}/{self.decision_key(decision)}/{path}"

    def decision_key(self, decision: str) -> str:
        """Return what names a decision among those of one agency: "qd-ubnd-2023-12"."""
        symbol, year, number = decision.removeprefix(self.base).split("/")[-3:]
        parts = number.split(".")
        return "-".join((symbol, year, ".".join(parts[:2])))

    def decision(self, facts: Facts, source: SourceText) -> str:
        """Return the IRI of a decision from its issuer, number and dates.

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
        issued = header.issued.value if header.issued else None
        effective = header.effective.value if header.effective else None
        dated = issued or effective
        year = year or (dated[:4] if dated else "khong-nam")
        if seq is None:
            day = f"hl-{effective}" if effective else f"tep-{source.sha256[:8]}"
            name = slug(agency.short_name) if agency else "khong-ro"
            seq = f"khong-so.{day}.{name}"
        return f"{self.base}eli/vn/{issuer}/{symbol}/{year}/{seq}"

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
        if _ASSEMBLY.match(symbol):
            symbol = slug(act.type) if act.type == "Luật" else f"{slug(act.type)}-quoc-hoi"
            return f"{self.base}eli/vn/{symbol}/{year}/{seq}"
        if _PARTY.search(symbol):
            return f"{self.base}eli/vn/tinh-uy-{place}/{symbol}/{year}/{seq}" if place else None
        if act.type in ("Tờ trình", "Công văn", "Văn bản", "Báo cáo", "Thông báo"):
            return f"{self.base}eli/vn/{place}/{symbol}/{year}/{seq}" if place else None
        if _CENTRAL.match(symbol):
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
    """Return the issuer's part of an IRI: "ubnd-binh-phuoc", "hdnd-binh-phuoc"."""
    found = find_province(issuer or "")
    where = found[0].slug if found else place or "khong-ro"
    council = "hdnd" in symbol or (issuer or "").lower().startswith(("hội đồng nhân dân", "hđnd"))
    chair = (issuer or "").lower().startswith("chủ tịch")
    return f"{'hdnd' if council else 'ct-ubnd' if chair else 'ubnd'}-{where}"


def without_province(name: str) -> str:
    """Return a name without the province at its end."""
    found = find_province(name)
    return name[: found[1]].strip(" ,") if found and found[2] == len(name) else name
