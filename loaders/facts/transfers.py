"""Transfers and changes: functions that pass to another body, units merged, renamed, abolished.

chuyển chức năng, biên chế, nhân sự phụ trách lĩnh vực Công báo từ Trung tâm … sang Trung tâm …
       └────── matters ──────────┘           └─── scope ──────┘   └ origin ┘       └ target ┘
Sở Khoa học và Công nghệ được thành lập trên cơ sở hợp nhất Sở Thông tin và Truyền thông và Sở …
└──────── after ───────┘                                    └─────────── before ──────────
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice

from loaders.facts.parties import Context, party_list, read_party
from loaders.facts.passages import Passage, Passages, Sentence, sentences
from loaders.facts.rules_model import FunctionTransfer, Party, UnitChange
from loaders.facts.wording import alternation
from loaders.model import Document, Issue
from loaders.tables import body_kind
from loaders.tables.phrases import phrases
from loaders.tables.rules import coded, passive_changes

_TO = re.compile(r"\s*,?\s*(?:sang|về|cho|đến)\s+(?:cho\s+)?(?=[A-ZĐỦ])")
_SCOPE = re.compile(
    r"^\s*(?:quản\s+lý\s+nhà\s+nước\s+)?(?:phụ\s+trách|về|thuộc|trong|đối\s+với|làm)\s+",
    re.IGNORECASE,
)
_PRETEST_TRANSFER = ("huyển", "iếp nhận", "àn giao")
_PRETEST_CHANGE = (
    "áp nhập", "ợp nhất", "ổi tên", "iải thể", "ổ chức lại", "tách ", "Tách ", "Chia ",
    "ấm dứt hoạt động", "ết thúc hoạt động",
)  # fmt: skip
_INTO = re.compile(
    r"\s*,?\s*(?:để\s+)?(?:thành\s+lập|thành|vào|hình\s+thành|và\s+lấy\s+tên\s+là)\s+(?=[A-ZĐ])"
)
_SET_UP = re.compile(r"(?:được\s+|[Tt]hành\s+lập\s+)")
# "Phòng Tổ chức cán bộ được đổi tên từ Phòng Tổ chức"
_FROM = re.compile(r"\stừ\s+$")
_OF_PROVINCE = re.compile(r"\s(?:tỉnh|thành\s+phố|Ủy\s+ban|UBND|Hội\s+đồng)(?!\w)")
_OWNED = re.compile(r"\s+(?:trực\s+)?thuộc\s+(?P<owner>.+)$", re.DOTALL)
_MOST_CHANGES = 20
"""In one sentence; what has more is no list of changes."""
_ON_BASIS = re.compile(r"trên\s+cơ\s+sở\s+(?:sắp\s+xếp,?\s+|việc\s+)?$", re.IGNORECASE)


@cache
def _matter() -> str:
    """Return the expression of one thing that passes: "toàn bộ chức năng", "biên chế"."""
    return r"(?:toàn\s+bộ\s+|nguyên\s+trạng\s+|một\s+phần\s+)*(?:các\s+)?" + alternation(
        phrases("transferred")
    )


@cache
def _matters() -> re.Pattern[str]:
    return re.compile(_matter(), re.IGNORECASE)


@cache
def transfer_pattern() -> re.Pattern[str]:
    """Return "chuyển | chức năng, nhiệm vụ | phụ trách lĩnh vực Công báo | từ Trung tâm"."""
    matter = _matter()
    return re.compile(
        rf"""(?P<verb>{alternation(phrases("transfers"))})\s+
             (?P<matters>{matter}(?:(?:,|\s+và|,\s+và)\s*{matter}){{0,8}})
             (?P<scope>[^.;()]{{0,200}}?)\s+(?:từ|của)\s+(?=[A-ZĐỦ])""",
        re.VERBOSE | re.IGNORECASE,
    )


@cache
def power() -> re.Pattern[str]:
    """Return "Việc sáp nhập", "quyết định giải thể": what speaks of a power, not of a change."""
    return re.compile(rf"^Việc\s|(?:^|\s){alternation(phrases('of-power'), cased=True)}\s")


@cache
def _passive_pattern() -> re.Pattern[str]:
    verbs = alternation(passive_changes())
    return re.compile(rf"\sđược\s+(?P<verb>{verbs})\s+(?:vào|thành|với)\s+(?=[A-ZĐ])")


def transfers(
    document: Document, passages: Passages, context: Context
) -> tuple[tuple[FunctionTransfer, ...], list[Issue]]:
    """Return the functions that pass from one body to another, an issue where one is not told."""
    found: list[FunctionTransfer] = []
    issues: list[Issue] = []
    for passage in passages.holding(_PRETEST_TRANSFER):
        for match in transfer_pattern().finditer(passage.text):
            transfer = _transfer(document, passage, match, context)
            if isinstance(transfer, Issue):
                issues.append(transfer)
            elif transfer:
                found.append(transfer)
    return tuple(found), issues


def _transfer(
    document: Document, passage: Passage, match: re.Match[str], context: Context
) -> FunctionTransfer | Issue | None:
    text = passage.text
    origin = party_list(text, match.end(), context)
    to = _TO.match(text, origin[-1][2]) if origin else None
    target = party_list(text, to.end(), context) if to else []
    receives = match["verb"].lower().startswith("tiếp")
    if not origin or not (target or receives):
        return None
    end = target[0][2] if target else origin[-1][2]
    place = passage.evidence(document, match.start(), end, "transfers.functions")
    own = Party(
        context.agency.short_name, "agency", context.agency.name.value, context.agency.province
    )
    giver = _named(text, origin[0], context)
    taker = _named(text, target[0], context) if target else own
    if giver is None or taker is None or len(origin) != 1:
        return Issue(
            "body-unresolved",
            "info",
            f"Chưa xác định được các bên chuyển giao trong “{text[match.start() : end]}”.",
            f"The bodies in the transfer “{text[match.start() : end]}” were not resolved.",
            place.span,
        )
    matters = tuple(" ".join(word.split()).lower() for word in _matters().findall(match["matters"]))
    scope = _SCOPE.sub("", " ".join(match["scope"].split())).strip(" ,") or None
    words = " ".join(text[match.start() : end].split())
    return FunctionTransfer(matters, scope, giver, taker, words, place)


def unit_changes(
    document: Document, passages: Passages, context: Context
) -> tuple[UnitChange, ...]:
    """Return the bodies that a text says are merged, renamed, split, reorganised or abolished."""
    found: list[UnitChange] = []
    for passage in passages.holding(_PRETEST_CHANGE):
        for sentence in sentences(passage.text):
            for row in coded("unit_changes", "change"):
                for match in islice(row.pattern.finditer(sentence.text), _MOST_CHANGES):
                    found += _change(document, passage, sentence, (row.code, match), context)
            found += _passive(document, passage, sentence, context)
    return tuple(found)


def _change(
    document: Document,
    passage: Passage,
    sentence: Sentence,
    hit: tuple[str, re.Match[str]],
    context: Context,
) -> Iterator[UnitChange]:
    (code, match), text = hit, sentence.text
    if power().search(text[: match.start()]):
        return
    named = party_list(text, match.end(), context)
    before = [_named(text, item, context) for item in named]
    end = named[-1][2] if named else match.end()
    into = _INTO.match(text, end)
    made = party_list(text, into.end(), context) if into else []
    end = made[-1][2] if made else end
    after = [_named(text, item, context) for item in made]
    start = match.start()
    basis = _ON_BASIS.search(text[:start])
    if basis and not made:
        opening = _SET_UP.search(text, 0, start)
        at = opening.end() if opening and text[:start].startswith(("Thành lập", "thành lập")) else 0
        lead = party_list(text, at, context)
        after, start = [_named(text, item, context) for item in lead], 0
    if not after and _FROM.search(match.group()) and text[:start].rstrip().endswith("được"):
        after = [_named(text, item, context) for item in party_list(text, 0, context)]
        start = 0
    if not before or not all(map(_is_one, before)) or not all(map(_is_one, after)):
        return
    if code not in ("giai-the", "to-chuc-lai") and not after:
        return
    place = passage.evidence(
        document, sentence.start + start, sentence.start + end, f"changes.{code}"
    )
    words = " ".join(text[start:end].split())
    yield UnitChange(
        code, tuple(p for p in before if p), tuple(p for p in after if p), words, place
    )


def _passive(
    document: Document, passage: Passage, sentence: Sentence, context: Context
) -> Iterator[UnitChange]:
    """Yield the change of "Phòng Thanh niên được sáp nhập vào Phòng Xây dựng chính quyền"."""
    text = sentence.text
    match = _passive_pattern().search(text)
    if match is None or power().search(text[: match.start()]):
        return
    before = [_named(text, item, context) for item in party_list(text, 0, context)]
    listed = party_list(text, match.end(), context)
    after = [_named(text, item, context) for item in listed]
    if before and after and all(map(_is_one, [*before, *after])):
        code, end = passive_changes()[" ".join(match["verb"].split())], listed[-1][2]
        place = passage.evidence(document, sentence.start, sentence.start + end, f"changes.{code}")
        words = " ".join(text[:end].split())
        yield UnitChange(
            code, tuple(p for p in before if p), tuple(p for p in after if p), words, place
        )


def _named(text: str, item: tuple[Party | None, int, int], context: Context) -> Party | None:
    """Return a body of a list; a phòng or trung tâm that no list has is a unit of this agency."""
    party, start, end = item
    name = " ".join(text[start:end].split())
    kind = body_kind(name)
    owned = _OWNED.search(name)
    owner = read_party(owned["owner"], context) if owned else None
    if owned and owner and owner.kind == "agency":
        name = name[: owned.start()]  # "Chi cục Văn thư thuộc Sở" is a unit of this Sở
        party = read_party(name, context)
    if kind is None or not kind.is_within or "thuộc" in name:
        return party
    if kind.code in ("thanh-tra", "van-phong") and _OF_PROVINCE.search(name):
        return party  # "Thanh tra tỉnh", "Văn phòng Ủy ban nhân dân tỉnh" are no units
    is_named = len(name.split()) > len(min(kind.words or kind.listed, key=len).split())
    if is_named and (party is None or party.kind == "body"):
        return Party(name, "unit", name, context.agency.province or "vn")
    return party


def _is_one(party: Party | None) -> bool:
    """Say whether a name means one body; groups ("các phòng") do not change by name."""
    return party is not None and party.kind in ("agency", "unit", "body")
