"""Agency's name: from the title, else from the first articles; capitals as the text writes them.

ban hành Quy định … cơ cấu tổ chức của [Sở Y tế tỉnh Tiền Giang]
về việc hợp nhất Trung tâm A và Trung tâm B thành [Trung tâm Khuyến nông tỉnh Hòa Bình]
thành lập [Chi cục Biển và Hải đảo trực thuộc Sở Tài nguyên và Môi trường] trên cơ sở …
"""

from __future__ import annotations

import re
from functools import cache
from itertools import zip_longest

from loaders.facts.model import Header, Stated
from loaders.facts.places import articles, evidence, evidence_of, first, text_of
from loaders.facts.wording import alternation
from loaders.model import Document, Node
from loaders.spelling import fold, spellings, standard
from loaders.tables import Province, body_words, find_province, provinces
from loaders.tables.bodies import council_names, territory_words
from loaders.tables.phrases import phrases


def _before_topic(words: str) -> str:
    """Return "Cơ quan Thanh" as the expression of "Cơ quan" before "Thanh"."""
    first, _, topic = words.rpartition(" ")
    return rf"{alternation([first], cased=True)}(?=\s+{topic}\s)"


_MORE = "|".join(
    (
        alternation(phrases("agency-begins"), cased=True),
        *map(_before_topic, phrases("agency-by-topic")),
    )
)
KIND = rf"(?:{body_words()}|{_MORE})(?!\w)"
ORGANISES = re.compile(alternation(phrases("organises")), re.IGNORECASE)
"""What a title says that is about the organisation of a body."""
# bodies of several agencies, set up for one task
_PASSING = f"(?!{alternation(phrases('passing'), cased=True)})"
_SUBJECT = alternation(phrases("agency-subject"))
_IN_TITLE = tuple(
    re.compile(pattern, re.IGNORECASE | re.DOTALL)
    for pattern in (
        # not "kinh phí hoạt động Kho bạc Nhà nước"
        rf"{_SUBJECT}(?<!kinh\sphí\shoạt\sđộng)\s+(?:của\s+|đối\s+với\s+)?(?P<name>{KIND}.+)$",
        rf"{alternation(phrases('becomes'))}\s.+?\sthành\s+(?P<name>{KIND}.+)$",
        rf"lấy\s+tên\s+là\s+(?P<name>{KIND}.+)$",
        rf"sáp\s+nhập\s.+?\svào\s+(?P<name>{KIND}.+)$",
        rf"{alternation(phrases('sets-up'))}\s+(?P<name>{_PASSING}{KIND}.+)$",
    )
)
# "nhiệm vụ của các phòng thuộc [Chi cục Thú y]": an article for each of its offices
_INNER = re.compile(
    rf"{_SUBJECT}\s+(?:của\s+|cho\s+)?các\s+{alternation(phrases('inner-units'))}[^;]{{0,80}}?"
    rf"\s(?:trực\s+)?thuộc\s+(?P<name>(?!{alternation(council_names())})\S.+)$",
    re.IGNORECASE | re.DOTALL,
)
_NAME_END = re.compile(
    rf"(?:\s+{alternation(phrases('ends-agency'))}|\s+{alternation(phrases('site-rows'))}\s*[:|]"
    r"|:\s).*",
    re.IGNORECASE | re.DOTALL,
)
# "1. Sở Thông tin và Truyền thông (dưới đây viết tắt là Sở) là cơ quan chuyên môn thuộc …"
_IN_TEXT = re.compile(
    rf"^(?P<name>{KIND}(?:(?!\slà\s)[^;.]){{2,150}}?)\s+(?:\([^)]*\)\s+)?"
    r"(?:là(?P<body>\s+(?:cơ\s+quan|tổ\s+chức|đơn\s+vị))?"
    r"|có\s+(?:các\s+|những\s+)?(?:chức\s+năng|nhiệm\s+vụ))[\s,]",
    re.IGNORECASE | re.MULTILINE,
)
# "Ban hành kèm theo Quyết định này Quy định … cơ cấu tổ chức của Chi cục Thú y."
_IN_ORDER = re.compile(
    rf"{_SUBJECT}\s+(?:của\s+)?(?P<name>{KIND}[^;:.\n(]{{2,150}}?)(?=\s*(?:[;:.\n(]|như\s+sau|$))"
)
_POSITION = re.compile(r"Vị\s+trí(?!\s+việc)|Chức\s+năng", re.IGNORECASE)
_OWNER = re.compile(r"(\s+(?:trực\s+)?thuộc\s+)", re.IGNORECASE)
# "huyện | thuộc tỉnh, thành phố trực thuộc trung ương": any of them, so no name with a capital
_ANY_TERRITORY = re.compile(
    rf"{alternation(territory_words('cap-tinh', 'cap-huyen', 'cap-xa'))}\s*(?:,|$)", re.IGNORECASE
)
# after ư no syllable has an o without horn
_WITH_HORN = dict(zip("òóỏõọÒÓỎÕỌ", "ờớởỡợỜỚỞỠỢ", strict=True))
_HORNLESS = re.compile(r"(?<=[ưƯ])[òóỏõọÒÓỎÕỌ]")
_QUOTES = (("“", "”"), ("‘", "’"), ('"', '"'))
_SHORTENED = (
    (re.compile(r"\s*(?:&|VÀ)\s*PTNT\b", re.IGNORECASE), " VÀ PHÁT TRIỂN NÔNG THÔN"),
    *(
        (re.compile(rf"\b{short}\b"), full.upper())
        for short, full in council_names().items()
        if short != full
    ),
)
_DISTRICT = re.compile(
    rf"(?<!cấp)\s(?P<level>{alternation(territory_words('cap-huyen', 'cap-xa'))})"
    r"\s(?!hội\s)(?=\S+(?:\s\S+){0,4}$)",  # not "xã hội địa phương"
    re.IGNORECASE,
)


def agency_name(document: Document, header: Header, opening: list[Node]) -> Stated[str] | None:
    """Return the name of the agency that a decision is about; None where none can be told.

    ``opening`` are the clauses on position and function.
    """
    title = header.title
    if title:
        named = name_in_title(title.value)
        if named:
            return Stated(cased(named, document), title.evidence)
    if title and not (ORGANISES.search(title.value) or _is_on_position(opening)):
        return None
    is_told = title is None or ORGANISES.search(title.value) is not None
    for node in opening:
        text, at = _first_words(document, node)
        match = _IN_TEXT.match(text)
        if match and (is_told or match["body"]):
            place = evidence(
                document, node, at + match.start("name"), at + match.end("name"), "agency.name"
            )
            return Stated(tidy(match["name"]), place)
    below = first(document, "decision", "lenh")
    match = _IN_TEXT.search(text_of(below)) if below and not (title or opening) else None
    if below and match and match["body"]:  # a copy that lost the lines of its articles
        place = evidence_of(document, below, match, "agency.name", "name")
        return Stated(tidy(match["name"]), place)
    for node in articles(document, "decision")[:1]:
        match = _IN_ORDER.search(text_of(node))
        if match:
            place = evidence_of(document, node, match, "agency.name.order", "name")
            return Stated(tidy(match["name"]), place)
    return None


def _first_words(document: Document, node: Node) -> tuple[str, int]:
    """Return the text of a clause, or the sentence that stands as its heading, and where it begins.

    "Điều 2. Thông tấn xã Việt Nam có các nhiệm vụ sau đây:" has its provision in the first line.
    """
    heading = node.heading if node.kind == "dieu" and not text_of(node).strip() else None
    if not heading:
        return text_of(node), 0
    at = document.mended.text.find(heading, node.start, node.text_start)
    return standard(heading), at - node.text_start


def _is_on_position(opening: list[Node]) -> bool:
    """Say whether the opening clauses stand under "Vị trí …", as those of other texts do not."""
    return bool(opening) and _POSITION.match(opening[0].heading or "") is not None


def name_in_title(title: str) -> str | None:
    """Return the name that a title gives, in the title's letters; None where it gives none."""
    matches = (pattern.search(title) for pattern in _IN_TITLE)
    name = next((match["name"] for match in matches if match), None)
    inner = _INNER.search(title) if name is None else None
    if inner and re.match(KIND, inner["name"], re.IGNORECASE):
        name = inner["name"]
    kept = tidy(_NAME_END.sub("", name)) if name else ""
    own, _, rest = kept.partition(", ")
    if rest.lower().startswith(own.lower()):  # "… của Vụ Pháp chế, Vụ Pháp chế có chức năng …"
        kept = own
    return kept if " " in kept or kept == name else None


def short_name(name: str) -> str:
    """Return the name without its province: "Sở Nội vụ" of "Sở Nội vụ (tỉnh) Tây Ninh"."""
    found = find_province(name)
    if found and found[2] == len(name):
        return name[: found[1]].strip(" ,")
    if name.startswith("Sở "):  # other bodies may have a place as their name: "Khu kinh tế Hà Tĩnh"
        bare = province_at_end(name)
        return name[: bare[1]] if bare else name
    return name


def tidy(name: str) -> str:
    """Return a name in one line, with a capital, without closing marks, "trưòng" as "trường"."""
    tidy = _HORNLESS.sub(lambda o: _WITH_HORN[o.group()], " ".join(name.split()).strip(" .,;:|"))
    for opening, closing in _QUOTES:  # the mark of a title whose other mark stands outside the name
        if tidy.count(opening) != tidy.count(closing) or (
            opening == closing and tidy.count(opening) % 2
        ):
            tidy = tidy.strip(f" {opening}{closing}")
    return tidy[:1].upper() + tidy[1:]


def cased(name: str, document: Document) -> str:
    """Return a name from a title in one case as the text writes it elsewhere, where it does.

    The body's own name is looked for, and apart from it that of the body it belongs to.
    """
    own, *rest = _OWNER.split(name)
    if not _is_one_case(short_name(own)):
        return name
    text = standard(document.mended.text)
    bodies = [_body_cased(body, text) for body in (own, *rest[1::2])]
    bodies = [b[:1].lower() + b[1:] if _ANY_TERRITORY.match(b) else b for b in bodies]
    joints = [joint.lower() for joint in rest[::2]]
    return "".join(f"{body}{joint}" for body, joint in zip_longest(bodies, joints, fillvalue=""))


def _is_one_case(name: str) -> bool:
    return name.isupper() or name[1:] == name[1:].lower()


def _body_cased(name: str, text: str) -> str:
    if not _is_one_case(short_name(name)):
        return name
    for pattern, words in _SHORTENED:
        name = pattern.sub(words, name)
    own, tail = place_apart(name)
    written = _written(own, text)
    if written:
        return written[:1].upper() + written[1:] + tail
    kind = re.match(KIND, own, re.IGNORECASE)
    field = _written(own[kind.end() :].strip(), text, 0) if kind else None
    if kind and field:  # "Sở" and what "Bộ Khoa học và Công nghệ" has in common with it
        return f"{kind.group().capitalize()} {field}{tail}"
    return own[:1] + own[1:].lower() + tail if own.isupper() else own + tail


def _written(name: str, text: str, after: int = 1) -> str | None:
    """Return a name as a sentence of the text writes it; None where it has no capitals there.

    The first ``after`` letters do not count: "Thanh tra" may begin a sentence.
    """
    for written in spellings(name, text) if " " in name else ():
        if not written.isupper() and any(map(str.isupper, written[after:])):
            return written
    return None


@cache
def _province_endings() -> tuple[tuple[str, Province], ...]:
    return tuple((" " + fold(province.name), province) for province in provinces())


def province_at_end(name: str) -> tuple[Province, int, int] | None:
    """Return the province whose bare name ends ``name``, and where: "Sở Nội vụ Tây Ninh"."""
    folded = fold(name)
    for ending, province in _province_endings():
        if folded.endswith(ending):
            return province, len(name) - len(province.name) - 1, len(name)
    return None


def place_apart(name: str) -> tuple[str, str]:
    """Split a name before its province or district, the place as it is written in a sentence."""
    found = find_province(name)
    if found and found[2] == len(name):
        return name[: found[1]].rstrip(), " " + found[0].full_name
    province = province_at_end(name)
    if province:
        return name[: province[1]], " " + province[0].name
    district = _DISTRICT.search(name)
    if district:
        place = " ".join(w[:1].upper() + w[1:].lower() for w in name[district.end() :].split())
        return name[: district.start()], f" {district['level'].lower()} {place}"
    return name, ""
