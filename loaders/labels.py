"""Labels by position: the second "d)" between d) and e) is điểm đ, whatever the text prints."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple, Protocol

from loaders.markers import POINT_LETTERS, number, section_number
from loaders.model import Issue, Kind, Mended

_COUNTED = frozenset[Kind](("gach", "cong", "doan", "can-cu", "khong-ro", "ngoai"))
"""Kinds without a label of their own: counted among their like; so are sections without one."""


_ROMAN = frozenset[Kind](("chuong", "muc"))
_ALONE = frozenset[Kind](("tieu-de", "lenh", "noi-nhan", "ky", "quy-dinh"))
"""Kinds that a part has once."""
KIND_NAMES: dict[Kind, tuple[str, str]] = {
    "quy-dinh": ("Quy định", "Regulation"),
    "tieu-de": ("phần đầu", "head"),
    "can-cu": ("căn cứ", "recital"),
    "lenh": ("lời ban hành", "enacting words"),
    "chuong": ("Chương", "Chapter"),
    "muc": ("Mục", "Section"),
    "dieu": ("Điều", "Article"),
    "khoan": ("khoản", "clause"),
    "diem": ("điểm", "point"),
    "tiet": ("tiết", "sub-point"),
    "gach": ("gạch đầu dòng", "indent"),
    "cong": ("dấu cộng", "sub-indent"),
    "doan": ("đoạn", "paragraph"),
    "noi-nhan": ("nơi nhận", "recipients"),
    "ky": ("phần ký", "signature"),
    "khong-ro": ("phần chưa rõ", "unparsed text"),
    "ngoai": ("phần ngoài văn bản", "text around the document"),
}
"""What a kind of clause is called, in Vietnamese and English."""

_MESSAGES = {
    "label-repeated": (
        "Nhãn “{label}” của {name} in lặp; theo vị trí là “{wanted}”.",
        "The label “{label}” of this {name} is printed twice; by position it is “{wanted}”.",
    ),
    "label-misprinted": (
        "Nhãn “{label}” của {name} in sai; theo vị trí là “{wanted}”.",
        "This {name} is printed “{label}”; by position it is “{wanted}”.",
    ),
    "numbering-gap": (
        "Đánh số nhảy cóc: {name} “{label}” đứng chỗ của “{wanted}”.",
        "A gap in the numbering: {name} “{label}” stands where “{wanted}” is due.",
    ),
    "numbering-restart": (
        "Đánh số quay lại: {name} “{label}” đứng chỗ của “{wanted}”.",
        "The numbering starts again: {name} “{label}” stands where “{wanted}” is due.",
    ),
}


_LONG = 64
"""Of more siblings, no labels are kept for the next that count like them."""
_Name = tuple[Kind, str]
"""The kind of a clause, and its label as printed."""
_Odd = tuple[str, int, int]
"""The code of an oddity, its index among the siblings, the place that it should have."""


class Sibling(Protocol):
    """What labelling needs to know of a clause."""

    kind: Kind
    printed: str
    start: int
    text_start: int


class Label(NamedTuple):
    """The label by position, what is printed where that differs, the end of the clause's IRI."""

    marker: str
    printed: str | None
    segment: str


@dataclass(slots=True)
class Series:
    """Where the numbering stands: last place and printed value of each kind, segments in use."""

    last: dict[Kind, tuple[int, int]] = field(default_factory=dict)
    used: dict[str, int] = field(default_factory=dict)


def assign(
    siblings: Sequence[Sibling], articles: Series, mended: Mended, issues: list[Issue]
) -> list[Label]:
    """Return a label for each of the children of one clause; oddities join ``issues``.

    ``articles`` runs through a whole part, since chapters do not interrupt the count of điều.
    """
    names = tuple([(sibling.kind, sibling.printed) for sibling in siblings])
    if len(names) > _LONG or "dieu" in [kind for kind, _ in names]:
        labels, odd = _label(names, articles)
    else:
        labels, odd = _label_alone(names)
    if odd:
        issues += [_issue(code, siblings[at], expected, mended) for code, at, expected in odd]
    return labels


@lru_cache(maxsize=4_096)
def _label_alone(names: tuple[_Name, ...]) -> tuple[list[Label], list[_Odd]]:
    """Return the labels of clauses that are no articles: many documents count "a) … đ)"."""
    return _label(names, Series())


def _label(names: Sequence[_Name], articles: Series) -> tuple[list[Label], list[_Odd]]:
    """Return the labels of siblings, and the places whose printed label is odd."""
    own = Series()
    counts: dict[Kind, int] = {}
    odd: list[_Odd] = []
    following: list[int | None] = []
    labels = []
    for index, (kind, printed) in enumerate(names):
        series = articles if kind == "dieu" else own
        marker, differs = printed, False
        if kind in _COUNTED or (kind == "muc" and not printed):
            counts[kind] = counts.get(kind, 0) + 1
            marker = key = str(counts[kind])
        elif (value := _value(kind, printed)) is None:
            key = printed
        else:
            last = series.last.get(kind)
            place = value
            if value != (last[0] + 1 if last else 1):
                following = following or _following(names)
                place = _place(index, value, last, following[index], odd)
            series.last[kind] = (place, value)
            key, differs = _print(kind, place), place != value
            # a chapter keeps its Roman number ("Chương II"); its IRI has the arabic one
            marker = key if differs or kind not in _ROMAN else printed
        segment = _segment(kind, key)
        times = series.used[segment] = series.used.get(segment, 0) + 1
        segment = segment if times == 1 else f"{segment}.{times}"
        labels.append(Label(marker, printed if differs else None, segment))
    return labels, odd


def _following(names: Sequence[_Name]) -> list[int | None]:
    """Return for each clause the place that the label of the next of its kind claims."""
    following: list[int | None] = [None] * len(names)
    after: dict[Kind, int | None] = {}
    for index in range(len(names) - 1, -1, -1):
        kind, printed = names[index]
        following[index] = after.get(kind)
        after[kind] = _value(kind, printed)
    return following


def _issue(code: str, sibling: Sibling, expected: int, mended: Mended) -> Issue:
    name = KIND_NAMES[sibling.kind]
    label, wanted = sibling.printed, _print(sibling.kind, expected)
    vi, en = _MESSAGES[code]
    return Issue(
        code,
        "warning",
        vi.format(name=name[0], label=label, wanted=wanted),
        en.format(name=name[1], label=label, wanted=wanted),
        mended.raw_span(sibling.start, sibling.text_start),
    )


@lru_cache(maxsize=1_024)
def _value(kind: Kind, printed: str) -> int | None:
    """Return the place in its series that a printed label claims, from 1; None for no label."""
    if kind in _COUNTED:
        return None
    if kind == "diem":
        at = POINT_LETTERS.find(printed)
        return at + 1 if printed and at >= 0 else None
    return section_number(printed) if kind == "muc" else number(printed)


def _place(
    index: int,
    value: int,
    last: tuple[int, int] | None,
    following: int | None,
    found: list[_Odd],
) -> int:
    """Return the place of a label in its series; an oddity joins ``found`` by its code."""
    expected = last[0] + 1 if last else 1
    if value == expected:
        return value
    if last and following == expected + 1:
        found.append(
            ("label-repeated" if value == last[1] else "label-misprinted", index, expected)
        )
        return expected
    if last and value == last[1]:
        found.append(("label-repeated", index, expected))
        return value if following == expected else expected
    found.append(("numbering-gap" if value > expected else "numbering-restart", index, expected))
    return value


def _print(kind: Kind, value: int) -> str:
    if kind == "diem" and value <= len(POINT_LETTERS):
        return POINT_LETTERS[value - 1]
    return str(value)


@lru_cache(maxsize=1_024)
def _segment(kind: Kind, key: str) -> str:
    if kind in _ALONE:
        return kind
    return f"{kind}-{'dd' if key == 'đ' else key}"
