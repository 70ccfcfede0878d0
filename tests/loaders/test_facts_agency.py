"""Header, agency, fields, units, posts: small decisions, one oddity each."""

import pytest

from loaders.facts.agency import split_fields
from tests.loaders.helpers import codes, decision, parse_text, record_text

POSITION = "Điều 1. Vị trí và chức năng\n\n1. Sở Nội vụ là cơ quan chuyên môn."


def header_of(**parts):
    return record_text(decision(POSITION, **parts))["decision"]


# --- header ---


@pytest.mark.parametrize(
    ("letterhead", "number", "issued"),
    [
        ("Số: 05/2024/QĐ-UBND Kon Tum, ngày 10 tháng 01 năm 2024", "05/2024/QĐ-UBND", "2024-01-10"),
        (
            "Số: 53 /2025/QĐ -UBND\n\nKon Tum, ngày 5 tháng 5 năm 2025",
            "53/2025/QĐ-UBND",
            "2025-05-05",
        ),
        ("Số: 05-QĐ/UB Kon Tum, ngày 10/01/2004", "05-QĐ/UB", "2004-01-10"),
        ("Số 05/2024/QĐ-UBND", "05/2024/QĐ-UBND", None),
        ("Số:          /2023/QÐ-UBND Sóc Trăng, ngày       tháng 10 năm 2023", None, "2023-10"),
        ("Số:      /QĐ-UBND Kon Tum, ngày      /01/2024", None, "2024-01"),
        ("Số:    /2024/QĐ-UBND\nKon Tum, ngày     tháng     năm 2024", None, None),
        ("Số: 05/QĐ-UBND\nKon Tum, ngày 31 tháng 02 năm 2024", "05/QĐ-UBND", None),
        ("", None, None),
    ],
)
def test_number_and_date_of_issue(letterhead, number, issued):
    found = header_of(letterhead=letterhead)
    assert (found["number"], found["issued"]) == (number, issued)


@pytest.mark.parametrize(
    ("letterhead", "expected"),
    [
        ("Số: 05/2024/QĐ-UBND Kon Tum, ngày 10 tháng 01 năm 2024", set()),
        ("Số:    /2024/QĐ-UBND Kon Tum, ngày    tháng 01 năm 2024", {"number-blank", "date-blank"}),
        ("", {"number-missing", "date-missing"}),
        ("Số: 05/QĐ-UBND\nKon Tum, ngày 31 tháng 02 năm 2024", {"date-impossible"}),
    ],
)
def test_what_the_header_leaves_open_is_reported(letterhead, expected):
    found = codes(parse_text(decision(POSITION, letterhead=letterhead)))
    assert {code for code in found if code.startswith(("number", "date"))} == expected


def test_the_number_of_a_legal_basis_is_not_the_decisions_own():
    recital = "Căn cứ Nghị định số 24/2014/NĐ-CP ngày 04 tháng 4 năm 2014 của Chính phủ;"
    found = header_of(letterhead="", recitals=recital)
    assert (found["number"], found["issued"]) == (None, None)


@pytest.mark.parametrize(
    ("words", "day", "rule"),
    [
        (
            "có hiệu lực kể từ ngày 01 tháng 7 năm 2025",
            "2025-07-01",
            "kể từ ngày 01 tháng 7 năm 2025",
        ),
        ("có hiệu lực thi hành từ ngày 01/7/2025", "2025-07-01", "từ ngày 01/7/2025"),
        ("có hiệu lực thi hành, kể từ ngày 01/7/2025", "2025-07-01", "kể từ ngày 01/7/2025"),
        ("có hiệu lực sau 10 ngày kể từ ngày ký", None, "sau 10 ngày kể từ ngày ký"),
        ("có hiệu lực sau 10 ngày, kể từ ngày ký", None, "sau 10 ngày, kể từ ngày ký"),
        ("có hiệu lực kể từ ngày ký ban hành", None, "kể từ ngày ký ban hành"),
        ("có hiệu lực kể từ ngày ban hành", None, "kể từ ngày ban hành"),
        ("do Ủy ban nhân dân ban hành", None, None),
    ],
)
def test_effect(words, day, rule):
    article = f"{POSITION}\n\nĐiều 2. Quyết định này {words}."
    found = record_text(decision(article))["decision"]
    assert (found["effective"], found["effective_rule"]) == (day, rule)


@pytest.mark.parametrize(
    ("title", "name", "kind", "province"),
    [
        (
            "Quy định chức năng của Sở Nội vụ tỉnh Kon Tum",
            "Sở Nội vụ tỉnh Kon Tum",
            "sở",
            "Kon Tum",
        ),
        (
            "Quy định chức năng của Sở Nội vụ thành phố Cần Thơ",
            "Sở Nội vụ thành phố Cần Thơ",
            "sở",
            "Cần Thơ",
        ),
        (
            "Quy định quyền hạn của Thanh tra tỉnh Kon Tum",
            "Thanh tra tỉnh Kon Tum",
            "thanh tra",
            "Kon Tum",
        ),
        (
            "Quy chế tổ chức và hoạt động của Ban Quản lý Khu kinh tế tỉnh Kon Tum",
            "Ban Quản lý Khu kinh tế tỉnh Kon Tum",
            "ban",
            "Kon Tum",
        ),
        ("Quy định cơ cấu tổ chức bộ máy của sở nội vụ", "Sở Nội vụ", "sở", "Kon Tum"),
        ("Quy định quyền hạn của Sở Y tế tỉnh Hoà Bình", "Sở Y tế tỉnh Hòa Bình", "sở", "Hòa Bình"),
    ],
)
def test_agency(title, name, kind, province):
    agency = record_text(decision(POSITION, title=title))["agency"]
    assert (agency["name"], agency["kind"], agency["province"]) == (name, kind, province)


def test_an_agency_that_cannot_be_told_is_null_and_reported():
    text = decision("Điều 1. Giao đất\n\n1. Giao cho dân.", title="Về việc giao đất")
    found = record_text(text)
    assert found["agency"] is None
    reported = {issue["code"] for issue in found["issues"]}
    assert reported & {"agency-unresolved", "not-an-organisation-decision"}
    assert (found["duties"], found["units"], found["posts"], found["fields"]) == ([], [], [], [])


# --- fields ---


@pytest.mark.parametrize(
    ("text", "pieces", "unclosed"),
    [
        ("a; b", [("a", 0), ("b", 3)], []),
        ("a", [("a", 0)], []),
        ("", [], []),
        ("a;", [("a", 0)], []),
        ("a;;b", [("a", 0), ("b", 3)], []),
        (" a ;  b ", [("a", 1), ("b", 6)], []),
        ("xuất bản, in; bưu chính", [("xuất bản, in", 0), ("bưu chính", 14)], []),
        ("a (b; c); d", [("a (b; c)", 0), ("d", 10)], []),
        ("a (b; c; d", [("a (b", 0), ("c", 6), ("d", 9)], [2]),
        ("a); b", [("a)", 0), ("b", 4)], []),
        ("a (b (c; d); e", [("a (b (c; d)", 0), ("e", 13)], [2]),
        ("((a; b); c", [("((a; b)", 0), ("c", 9)], [0]),
    ],
)
def test_split_fields(text, pieces, unclosed):
    assert split_fields(text) == (pieces, unclosed)


@pytest.mark.parametrize(
    ("words", "fields"),
    [
        ("về tổ chức; biên chế.", ["tổ chức", "biên chế"]),
        (
            "về tổ chức; biên chế tại địa phương (sau đây gọi tắt là nội vụ).",
            ["tổ chức", "biên chế"],
        ),
        ("về lĩnh vực tổ chức; biên chế; thực hiện các nhiệm vụ khác.", ["tổ chức", "biên chế"]),
        ("đối với các lĩnh vực: tổ chức; biên chế.", ["tổ chức", "biên chế"]),
        ("trên địa bàn.", []),
        ("về y tế, bao gồm: Dược; mỹ phẩm.", ["Dược", "mỹ phẩm"]),
        ("về: (1) dược; (2) mỹ phẩm.", ["dược", "mỹ phẩm"]),
        ("về các ngành, lĩnh vực: dược; mỹ phẩm theo quy định của pháp luật.", ["dược", "mỹ phẩm"]),
        ("về: dược; về dịch vụ công và thực hiện một số nhiệm vụ.", ["dược", "dịch vụ công"]),
    ],
)
def test_fields(words, fields):
    text = decision(f"Điều 1. Vị trí\n\n1. Sở Nội vụ là cơ quan quản lý nhà nước {words}")
    assert record_text(text)["fields"] == fields


# --- units and posts ---


def structure(article):
    found = record_text(decision(f"{POSITION}\n\nĐiều 3. Cơ cấu tổ chức\n\n{article}"))
    posts = [
        (post["title"], post["min"], post["max"])
        for post in found["posts"]
        if post["of"] == found["agency"]["name"]
    ]
    return [(unit["name"], unit["kind"]) for unit in found["units"]], posts


OFFICE, INSPECTORS = ("Văn phòng", "văn phòng"), ("Thanh tra", "thanh tra")


@pytest.mark.parametrize(
    ("article", "expected"),
    [
        ("1. Cơ cấu:\n\na) Văn phòng;\n\nb) Thanh tra.", [OFFICE, INSPECTORS]),
        ("1. Các phòng:\n\n- Văn phòng;\n\n- Thanh tra.", [OFFICE, INSPECTORS]),
        ("1. Các phòng:\n\n+ Văn phòng;\n\n+ Thanh tra", [OFFICE, INSPECTORS]),
        ("a) Văn phòng\n\nb) Thanh tra", [OFFICE, INSPECTORS]),
        ("1. Văn phòng.\n\n2. Thanh tra.", [OFFICE, INSPECTORS]),
        ("1. Văn phòng.\n\n2. Văn phòng.", [OFFICE]),
        (
            "1. Các phòng:\n\n- Phòng Nghiệp vụ 1: Thực hiện việc A;",
            [("Phòng Nghiệp vụ 1", "phòng")],
        ),
        (
            "1. Các phòng:\n\n- Phòng Y tế, dinh dưỡng (gồm 2 tổ)",
            [("Phòng Y tế, dinh dưỡng", "phòng")],
        ),
        (
            "1. Các tổ chức:\n\na) Chi cục Văn thư - Lưu trữ.",
            [("Chi cục Văn thư - Lưu trữ", "chi cục")],
        ),
        (
            "1. Đơn vị sự nghiệp trực thuộc:\n\na) Phòng Công chứng số 1;",
            [("Phòng Công chứng số 1", "đơn vị sự nghiệp")],
        ),
        ("1. Đơn vị sự nghiệp: Trung tâm Lưu trữ.", [("Trung tâm Lưu trữ", "đơn vị sự nghiệp")]),
        (
            "1. Đơn vị sự nghiệp:\n\n- Văn phòng Đăng ký đất đai;",
            [("Văn phòng Đăng ký đất đai", "đơn vị sự nghiệp")],
        ),
        ("1. Văn phòng Sở có Chánh Văn phòng.", []),
        ("1. Phòng chuyên môn thực hiện theo quy định.", []),
        ("1. Việc thành lập Trung tâm do Ủy ban quyết định.", []),
    ],
)
def test_units(article, expected):
    assert structure(article)[0] == expected


@pytest.mark.parametrize(
    ("sentence", "limits"),
    [
        ("Sở Nội vụ có Giám đốc và không quá 03 Phó Giám đốc.", (None, 3)),
        ("Sở Nội vụ có Giám đốc và không quá 03 (ba) Phó Giám đốc.", (None, 3)),
        ("Sở Nội vụ có Giám đốc và 02 Phó Giám đốc.", (2, 2)),
        ("Sở Nội vụ có Giám đốc và từ 2 đến 3 Phó Giám đốc.", (2, 3)),
        ("Sở có Giám đốc, không quá 03 Phó Giám đốc.", (None, 3)),
        ("Sở Nội vụ tỉnh Kon Tum có Giám đốc và không quá 3 Phó Giám đốc.", (None, 3)),
        ("Lãnh đạo Sở gồm: Giám đốc và không quá 03 Phó Giám đốc.", (None, 3)),
        ("Lãnh đạo Sở: Sở Nội vụ có Giám đốc và không quá 03 Phó Giám đốc.", (None, 3)),
        ("Sở có Giám đốc và các Phó Giám đốc.", (None, None)),
        ("Sở có Giám đốc, một số Phó Giám đốc.", (None, None)),
        ("Sở có Giám đốc và Phó Giám đốc theo quy định của pháp luật.", (None, None)),
    ],
)
def test_limits_of_the_deputies(sentence, limits):
    assert structure(f"1. {sentence}")[1] == [("Giám đốc", None, None), ("Phó Giám đốc", *limits)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Phó Giám đốc giúp việc Giám đốc.",
        "Trung tâm có Giám đốc và không quá 02 Phó Giám đốc.",
        "Phòng có Trưởng phòng và Phó Trưởng phòng.",
    ],
)
def test_sentences_that_set_no_post_of_the_agency(sentence):
    assert structure(f"1. {sentence}")[1] == []
