"""What the pages are made of: links, words with their language, dates, places of clauses."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote, urlencode

from api.pages.text import Text, texts

Lang = Literal["vi", "en"]
LANGS: tuple[Lang, ...] = ("vi", "en")

DATE = re.compile(
    r"""(?P<year>\d{4})         # 2023
        (?:-(?P<month>\d{2}))?  # 2023-10
        (?:-(?P<day>\d{2}))?    # 2023-10-16
        \Z""",
    re.VERBOSE,
)


@dataclass(frozen=True)
class Redirect:
    """An answer that is not a page: the reader is sent to ``location``."""

    location: str


@dataclass(frozen=True)
class Words:
    """A text and the language it is in, so that a page can say where the language changes."""

    value: str
    lang: str = "vi"


@dataclass(frozen=True)
class Link:
    """Words that lead somewhere; an empty ``href`` leads nowhere."""

    words: Words
    href: str = ""


@dataclass(frozen=True)
class Site:
    """Where things are on the site, for one base IRI and one language.

    ``release`` is told at the foot of the page; "" where a page is of no release.
    """

    base_iri: str
    lang: Lang
    release: str = ""

    @property
    def text(self) -> Text:
        """The texts of the user interface in the language of the page."""
        return texts(self.lang)

    def local(self, iri: str) -> str:
        """Return the path of ``iri`` on this site without the language; external IRIs as they are.

        An IRI that a browser would run (``javascript:``) comes back as ``""``.
        """
        if iri.startswith(self.base_iri):
            return "/" + quote(iri[len(self.base_iri) :], safe="/:@!$&'()*+,;=-._~%")
        return iri if iri.startswith(("http://", "https://")) else ""

    def href(self, iri: str, fragment: str = "") -> str:
        """Return the link to the page of ``iri`` in the language of the page."""
        iri, _, part = iri.partition("#")
        fragment = fragment or part
        path = self.local(iri)
        if not path.startswith("/"):
            return f"{path}#{part}" if path and part else path
        return self.path(path) + (f"#{fragment}" if fragment else "")

    def path(self, path: str, **query: str) -> str:
        """Return a link to ``path`` with ``query``, and with the language where it is English."""
        asked = {key: value for key, value in query.items() if value}
        if self.lang != "vi":
            asked["lang"] = self.lang
        return f"{path}?{urlencode(asked)}" if asked else path

    def clause(self, clause: str, decision: str) -> str:
        """Return the link to a clause: its decision's page at the anchor of the clause."""
        return self.href(decision, anchor(clause, decision))


def anchor(clause: str, decision: str) -> str:
    """Return the id of a clause on the page of its decision: ``quy-dinh.dieu-3.khoan-14``."""
    return clause.removeprefix(decision).strip("/").replace("/", ".")


def clause_name(clause: str, decision: str, lang: Lang) -> str:
    """Return a short name such as "điểm đ khoản 14 Điều 3 Quy định", made from the path.

    The decision is left out: the name stands where the decision is known.
    """
    names = texts(lang)["clause"]
    steps = anchor(clause, decision).split(".")
    parts = [_step(step, names) for step in reversed(steps) if step]
    return names["joint"].join(part for part in parts if part)


def _step(step: str, names: dict[str, str]) -> str:
    if step in names:
        return names[step]
    kind, _, number = step.rpartition("-")  # can-cu-1, diem-dd
    if kind not in names:
        return step
    return names[kind].format("đ" if number == "dd" else number)


def date_words(value: str, lang: Lang) -> str:
    """Return a date as the reader writes it; ``2023-10`` is a month whose day was left blank."""
    match = DATE.match(value)
    if match is None:
        return value
    text = texts(lang)["date"]
    year, month, day = match["year"], match["month"], match["day"]
    if month is None:
        return year
    name = text[f"month_{int(month)}"]
    if day is None:
        return text["month"].format(month=name, year=year)
    return text["day"].format(day=int(day), month=name, year=year)


def count_words(text: dict[str, str], key: str, count: int) -> str:
    """Return ``text[key_one]`` or ``text[key_many]`` with the count written into it."""
    form = "one" if count == 1 else "many"
    return text[f"{key}_{form}"].format(number_words(count))


def number_words(number: int) -> str:
    """Return a number with a thin space between thousands (ISO 80000-1), in both languages."""
    return f"{number:,}".replace(",", "\u202f")
