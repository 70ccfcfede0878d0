"""Units and posts in the wordings of many agencies (data/organisation.toml), and their limits."""

import time
import tomllib

import pytest

from loaders.facts.limits import Limit, read_limit
from loaders.facts.post_titles import DEPUTY_LOOK, LOOK
from loaders.facts.unit_names import entries
from loaders.facts.units import numbered
from loaders.spelling import standard
from loaders.tables.rules import leaders
from tests.loaders.helpers import decision, parse_text
from tests.paths import ROOT

TABLE = ROOT / "tests" / "loaders" / "data" / "organisation.toml"
CASES = tomllib.loads(TABLE.read_text(encoding="utf-8"))["case"]


def parsed_case(agency, text):
    """Return a parsed decision on ``agency`` whose last article is ``text``, a clause a line."""
    clauses = "\n\n".join(text.splitlines())
    articles = (
        f"Điều 1. Vị trí và chức năng\n\n1. {agency} thực hiện nhiệm vụ theo quy định.\n\n"
        f"Điều 2. Nhiệm vụ\n\n1. Xây dựng kế hoạch công tác hàng năm.\n\n{clauses}"
    )
    title = f"Quy định chức năng, nhiệm vụ, quyền hạn và cơ cấu tổ chức của {agency}"
    return parse_text(decision(articles, title=title))


def shown_post(post, agency):
    of = "" if post.of == agency else f" @ {post.of}"
    bounds = ["" if number is None else str(number) for number in (post.minimum, post.maximum)]
    return f"{post.title}{of}" + (f": {'..'.join(bounds)}" if any(bounds) else "")


@pytest.mark.parametrize("case", CASES, ids=[case["oddity"] for case in CASES])
def test_units_and_posts(case):
    facts = parsed_case(case["agency"], case["text"]).facts
    assert [f"{standard(unit.name)} | {unit.kind}" for unit in facts.units] == case["units"]
    posts = [shown_post(post, facts.agency.name.value) for post in facts.posts]
    assert sorted(posts) == sorted(case["posts"])


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("không quá 03", Limit(None, 3)),
        ("không quá 03 (ba)", Limit(None, 3)),
        ("không vượt quá 04", Limit(None, 4)),
        ("tối đa là 05", Limit(None, 5)),
        ("nhiều nhất 02", Limit(None, 2)),
        ("không quá hai", Limit(None, 2)),
        ("từ 2 đến 3", Limit(2, 3)),
        ("từ 01 đến 03 (ba)", Limit(1, 3)),
        ("02 - 03", Limit(2, 3)),
        ("01 hoặc 02", Limit(1, 2)),
        ("tối thiểu 01", Limit(1, None)),
        ("02", Limit(2, 2)),
        ("một", Limit(1, 1)),
        ("một số", Limit()),
        ("các", Limit()),
        ("theo quy định của pháp luật", Limit()),
        (None, Limit()),
        ("từ 3 đến 2", Limit(is_contradictory=True)),
    ],
)
def test_limits(words, expected):
    assert read_limit(words) == expected


def test_a_most_below_the_least_is_reported_and_not_taken():
    text = "Điều 3. Cơ cấu tổ chức\n1. Sở có Giám đốc và từ 3 đến 2 Phó Giám đốc."
    found = parsed_case("Sở Ngoại vụ tỉnh Cao Bằng", text)
    (deputy,) = (post for post in found.facts.posts if not post.is_head)
    assert (deputy.minimum, deputy.maximum, deputy.limit_text) == (None, None, "từ 3 đến 2")
    (issue,) = (issue for issue in found.issues if issue.code == "contradiction")
    raw = found.document.source.raw
    assert raw[slice(*issue.span)] == "từ 3 đến 2 Phó Giám đốc"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Phòng Nghiệp vụ 1", ["Phòng Nghiệp vụ 1"]),
        ("Phòng Nghiệp vụ 1, 2 và 3", [f"Phòng Nghiệp vụ {n}" for n in (1, 2, 3)]),
        ("Phòng Công chứng số 1, số 2", ["Phòng Công chứng số 1", "Phòng Công chứng số 2"]),
        ("Đội Thuế I, II", ["Đội Thuế I", "Đội Thuế II"]),
        ("Phòng Quy hoạch 2030", ["Phòng Quy hoạch 2030"]),
    ],
)
def test_numbered_names(name, expected):
    assert numbered(name) == expected


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Văn phòng và Thanh tra", ["Văn phòng", "Thanh tra"]),
        ("Vụ Pháp chế và Thanh tra thống kê", ["Vụ Pháp chế và Thanh tra thống kê"]),
        ("Phòng Pháp chế, Thanh tra", ["Phòng Pháp chế, Thanh tra"]),
        ("Phòng Người có công", ["Phòng Người có công"]),
        ("Phòng Thông tin, Báo chí, Xuất bản", ["Phòng Thông tin, Báo chí, Xuất bản"]),
        ("Phòng Quản trị, Cơ sở vật chất", ["Phòng Quản trị, Cơ sở vật chất"]),
        ("Phòng A, Thanh tra Sở", ["Phòng A", "Thanh tra Sở"]),
        ("Bộ phận A, Bộ phận B", ["Bộ phận A", "Bộ phận B"]),
        ("Văn phòng và các phòng chuyên môn:", []),
        ("Phòng chuyên môn, nghiệp vụ", []),
        ("Chi cục trưởng và không quá 02 Phó Chi cục trưởng", []),
        ("Trung tâm Y tế các huyện, thị xã", []),
        ("Trạm Y tế xã, phường", []),
        ("Ban Giám đốc", []),
        ("Vụ Hợp tác quốc tế không tổ chức phòng", []),
        ("Sở có Giám đốc", []),
    ],
)
def test_names_of_an_entry(text, names):
    assert [text[entry.start : entry.end] for entry in entries(text, 0)] == names


LONG = (
    "Phòng Tổng hợp, " * 2_000,
    "Giám đốc Sở " * 2_000,
    "Giám đốc và các " * 2_000 + "Phó Giám đốc",
    "Sở có Giám đốc, " * 1_000 + "02 Phó Giám đốc.",
    "1, " * 4_000,
    "Phòng Nghiệp vụ " + "1, " * 4_000,
    "Các phòng: " + "Tổng hợp; " * 2_000,
)


@pytest.mark.parametrize("text", LONG, ids=[text[:20] for text in LONG])
def test_long_clauses_take_little_time(text):
    began = time.process_time()
    parsed_case("Sở Nội vụ tỉnh Kon Tum", f"Điều 3. Cơ cấu tổ chức\n1. {text}")
    assert time.process_time() - began < 3


QUOTED = """Điều 1. Sửa đổi một số điều của Quy định kèm theo Quyết định số 24/2016/QĐ-UBND

1. Sửa đổi Điều 3 như sau:

“Điều 3. Cơ cấu tổ chức

1. Sở có Giám đốc và không quá 03 Phó Giám đốc.

2. Các phòng: Văn phòng; Thanh tra.”"""
PER_OFFICE = """Điều 1. Vị trí, chức năng

Trung tâm trực thuộc Sở Nội vụ.

Điều 2. Phòng Hành chính

1. Phòng có Trưởng phòng và 01 Phó Trưởng phòng.

Điều 3. Phòng Nghiệp vụ

1. Thu thập tài liệu."""


def test_an_article_that_replaces_another_is_read():
    title = "Sửa đổi quy định cơ cấu tổ chức của Sở Nội vụ tỉnh Kon Tum"
    facts = parse_text(decision(QUOTED, title=title)).facts
    assert [unit.name for unit in facts.units] == ["Văn phòng", "Thanh tra"]
    assert [(post.title, post.maximum) for post in facts.posts] == [
        ("Giám đốc", None),
        ("Phó Giám đốc", 3),
    ]


def test_an_article_for_each_office():
    title = "Quy chế tổ chức và hoạt động của Trung tâm Lưu trữ tỉnh Kon Tum"
    found = parse_text(decision(PER_OFFICE, title=title))
    assert [unit.name for unit in found.facts.units] == ["Phòng Hành chính", "Phòng Nghiệp vụ"]
    posts = [(post.title, post.of) for post in found.facts.posts]
    assert posts == [
        ("Trưởng phòng", "Phòng Hành chính"),
        ("Phó Trưởng phòng", "Phòng Hành chính"),
    ]
    raw = found.document.source.raw
    assert [raw[slice(*unit.evidence.span)] for unit in found.facts.units] == [
        unit.name for unit in found.facts.units
    ]
    assert "structure-silent" not in [issue.code for issue in found.issues]


@pytest.mark.parametrize("pair", leaders(), ids=lambda pair: pair.heads[0])
def test_the_look_before_posts_knows_all_titles(pair):
    assert all(any(word in title.lower() for word in LOOK) for title in pair.heads)
    assert all(any(word in title.lower() for word in DEPUTY_LOOK) for title in pair.deputies)
