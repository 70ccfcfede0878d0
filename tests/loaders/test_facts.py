"""Acts and dates: tables of what citations look like, and what is read from them."""

import pytest

from loaders.facts.act_numbers import clean_number
from loaders.facts.acts import find_acts, parse_act
from loaders.facts.dates import iso_date
from tests.loaders.helpers import decision, record_text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ngày 04 tháng 4 năm 2014", "2014-04-04"),
        ("ngày 4 tháng 04 năm 2014", "2014-04-04"),
        ("ngày 04/6/2008", "2008-06-04"),
        ("04/6/2008", "2008-06-04"),
        ("26.11.2003", "2003-11-26"),
        ("4-4-2014", "2014-04-04"),
        ("29 tháng 02 năm 2024", "2024-02-29"),
        ("29 tháng 02 năm 2023", None),
        ("ngày 31 tháng 4 năm 2023", None),
        ("ngày 10 tháng 13 năm 2023", None),
        ("tháng 10 năm 2023", None),
        ("năm 2023", None),
        ("", None),
        (None, None),
    ],
)
def test_iso_date(text, expected):
    assert iso_date(text) == expected


def test_clean_number():
    assert clean_number("12 /2023/QĐ -UBND") == "12/2023/QĐ-UBND"


COUNCIL = "Luật Tổ chức chính quyền địa phương"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # with "số", without it, with blanks
        ("Nghị định số 24/2014/NĐ-CP ngày 04 tháng 4 năm 2014", ("24/2014/NĐ-CP", "2014-04-04")),
        ("Nghị định 24/2014/NĐ-CP ngày 04/4/2014", ("24/2014/NĐ-CP", "2014-04-04")),
        ("Nghị định số 24 /2014/NĐ -CP ngày 4-4-2014", ("24/2014/NĐ-CP", "2014-04-04")),
        ("Nghị định số: 24/2014/NĐ-CP", ("24/2014/NĐ-CP", None)),
        ("Nghị định số 13/2008/NĐ-CP, ngày 04/02/2008", ("13/2008/NĐ-CP", "2008-02-04")),
        ("Quyết định số 53 /2025/QĐ -UBND ngày 05/5/2025", ("53/2025/QĐ-UBND", "2025-05-05")),
        ("Tờ trình số         2310/TTr-STTTT, ngày 9/11/2021", ("2310/TTr-STTTT", "2021-11-09")),
        # odd numbers
        ("Quyết định số 763-QĐ/TU ngày 30 tháng 11 năm 2022", ("763-QĐ/TU", "2022-11-30")),
        ("Nghị định số 244-HĐBT ngày 01/8/1990", ("244-HĐBT", "1990-08-01")),
        ("Nghị định 244-HĐBT", ("244-HĐBT", None)),
        ("Tờ trình số 124/TT.TTr ngày 05 tháng 3 năm 2010", ("124/TT.TTr", "2010-03-05")),
        ("Quyết định số 98/2004/QĐ-UB ngày 01/4/2004", ("98/2004/QĐ-UB", "2004-04-01")),
        ("Quyết định số 1411/QĐ-UBND ngày 04/12/2023", ("1411/QĐ-UBND", "2023-12-04")),
        ("Quyết định số 05/2019/QĐ-TTg ngày 18/01/2019", ("05/2019/QĐ-TTg", "2019-01-18")),
        ("Nghị quyết số 15/NQ-HĐND ngày 26/6/2025", ("15/NQ-HĐND", "2025-06-26")),
        ("Nghị quyết số 202/2025/QH15 ngày 12/6/2025", ("202/2025/QH15", "2025-06-12")),
        ("Nghị quyết số 1278/NQ-UBTVQH15", ("1278/NQ-UBTVQH15", None)),
        ("Kết luận số 137-KL/TW ngày 28 tháng 3 năm 2025", ("137-KL/TW", "2025-03-28")),
        ("Công văn số 12/BNV-TCBC ngày 12/01/2025", ("12/BNV-TCBC", "2025-01-12")),
        ("Văn bản số 1234/BNV-TCBC ngày 01/02/2020", ("1234/BNV-TCBC", "2020-02-01")),
        ("Quy định số 163-QĐ/TU ngày 01/2/2020", ("163-QĐ/TU", "2020-02-01")),
        ("Kế hoạch số 141/KH-BCĐTKNQ18 ngày 06/12/2024", ("141/KH-BCĐTKNQ18", "2024-12-06")),
        ("Thông báo số 15-TB/TU ngày 01/2/2020", ("15-TB/TU", "2020-02-01")),
        ("Thông tư liên tịch số 06/2016/TTLT-BTTTT-BNV", ("06/2016/TTLT-BTTTT-BNV", None)),
        # laws
        (f"{COUNCIL} ngày 19 tháng 6 năm 2015", (None, "2015-06-19")),
        (f"{COUNCIL} số 72/2025/QH15", ("72/2025/QH15", None)),
        ("Luật số 72/2025/QH15 ngày 16 tháng 6 năm 2025", ("72/2025/QH15", "2025-06-16")),
        ("Bộ luật Lao động số 45/2019/QH14", ("45/2019/QH14", None)),
        ("Pháp lệnh Cán bộ, công chức ngày 26 tháng 02 năm 1998", (None, "1998-02-26")),
        ("Luật Thanh tra năm 2022", (None, "2022")),
        ("Luật Tổ chức Hội đồng nhân dân 26.11.2003", (None, "2003-11-26")),
        # a day that does not exist is no date
        ("Thông tư số 11/2022/TT-BTTTT ngày 31 tháng 02 năm 2022", ("11/2022/TT-BTTTT", None)),
    ],
)
def test_number_and_date_of_an_act(text, expected):
    found = parse_act(text)
    assert found is not None
    assert (found.act.number, found.act.date) == expected


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Thông tư liên tịch số 06/2016/TTLT-BTTTT-BNV", "Thông tư liên tịch"),
        ("Thông tư số 11/2022/TT-BTTTT", "Thông tư"),
        ("Nghị quyết số 15/NQ-HĐND", "Nghị quyết"),
        ("Bộ luật Lao động số 45/2019/QH14", "Bộ luật"),
        ("Nghị  định số 24/2014/NĐ-CP", "Nghị định"),
    ],
)
def test_type_of_an_act(text, kind):
    found = parse_act(text)
    assert found is not None
    assert found.act.type == kind


@pytest.mark.parametrize(
    ("text", "issuer", "title"),
    [
        (
            "Nghị định số 24/2014/NĐ-CP ngày 04/4/2014 của Chính phủ quy định tổ chức",
            "Chính phủ",
            "quy định tổ chức",
        ),
        ("Nghị định số 24/2014/NĐ-CP ngày 04/4/2014 của Chính phủ", "Chính phủ", None),
        ("Nghị định số 24/2014/NĐ-CP của Chính phủ về tổ chức;", "Chính phủ", "về tổ chức"),
        (
            "Thông tư số 1/2022/TT-BNV của Bộ trưởng Bộ Nội vụ hướng dẫn chức năng",
            "Bộ trưởng Bộ Nội vụ",
            "hướng dẫn chức năng",
        ),
        (
            "Quyết định số 763-QĐ/TU ngày 30/11/2022 của Ban Thường vụ Tỉnh ủy thu hồi Quyết định",
            "Ban Thường vụ Tỉnh ủy",
            "thu hồi Quyết định",
        ),
        (
            "Thông tư liên tịch số 31/2009/TTLT-BYT-BNV của Bộ Y tế và Bộ Nội vụ hướng dẫn",
            "Bộ Y tế và Bộ Nội vụ",
            "hướng dẫn",
        ),
        (f"{COUNCIL} ngày 19 tháng 6 năm 2015", None, COUNCIL),
        ("Luật Xây dựng số 50/2014/QH13 ngày 18/6/2014 được sửa đổi", None, "Luật Xây dựng"),
    ],
)
def test_issuer_and_title_of_an_act(text, issuer, title):
    found = parse_act(text)
    assert found is not None
    assert (found.act.issuer, found.act.title) == (issuer, title)


@pytest.mark.parametrize(
    "text",
    [
        *("", "Sở Nội vụ", "Quyết định này có hiệu lực", "Nghị định của Chính phủ quy định"),
        *(
            "Luật",
            "Quyết định về tổ chức bộ máy",
            COUNCIL,
            "Luậtsố 1/2020/QH14",
            "số 24/2014/NĐ-CP",
        ),
    ],
)
def test_what_names_no_act_that_can_be_told_apart(text):
    assert parse_act(text) is None


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        (
            "theo Nghị định số 24/2014/NĐ-CP và Nghị định số 107/2020/NĐ-CP",
            ["24/2014/NĐ-CP", "107/2020/NĐ-CP"],
        ),
        ("sửa đổi Nghị định số 24/2014/NĐ-CP ngày 04/4/2014 của Chính phủ", ["24/2014/NĐ-CP"]),
        (
            "tại Tờ trình số 09/TTr-STTTT ngày 31/01/2023 và tại Tờ trình số 282/TTr-SNV",
            ["09/TTr-STTTT", "282/TTr-SNV"],
        ),
        ("Quyết định này, quyết định khác", []),
        ("điểm a khoản 1 Điều 25 Luật Bưu chính", []),
    ],
)
def test_find_acts(text, numbers):
    found = list(find_acts(text))
    assert [act.act.number for act in found] == numbers
    for act in found:
        assert 0 <= act.start < act.short_end <= act.end <= len(text)
        assert text[act.start :].startswith(act.act.type)


# --- recitals ---


@pytest.mark.parametrize(
    ("recital", "expected"),
    [
        ("Căn cứ Luật Thanh tra ngày 14 tháng 11 năm 2022;", ["based_on"]),
        ("CĂN CỨ Luật Thanh tra ngày 14 tháng 11 năm 2022;", ["based_on"]),
        ("Căn cứ vào Luật Thanh tra ngày 14 tháng 11 năm 2022;", ["based_on"]),
        ("Căn cứ Luật A ngày 14/11/2022; Luật B ngày 15/11/2022;", ["based_on", "based_on"]),
        ("Căn cứ Luật A ngày 14/11/2022;\n\nLuật B ngày 15/11/2022;", ["based_on", "based_on"]),
        ("Thực hiện Kết luận số 137-KL/TW ngày 28/3/2025;", ["implements"]),
        (
            "Theo đề nghị của Giám đốc Sở Nội vụ tại Tờ trình số 9/TTr-SNV ngày 1/1/2023.",
            ["proposal"],
        ),
        ("Xét đề nghị của Giám đốc Sở Nội vụ tại Tờ trình số 9/TTr-SNV.", ["proposal"]),
        ("Xét Tờ trình số 9/TTr-SNV ngày 1/1/2023 của Sở Nội vụ;", ["proposal"]),
        ("Theo đề nghị của Giám đốc Sở Nội vụ.", []),
        ("Căn cứ Nghị quyết số 1/NQ-HĐND sửa đổi Nghị quyết số 2/NQ-HĐND;", ["based_on"]),
        ("Căn cứ chủ trương của Tỉnh ủy;", []),
    ],
)
def test_relation_of_a_recital(recital, expected):
    found = record_text(decision("Điều 1. Vị trí\n\n1. Sở.", recitals=recital))["legal_bases"]
    assert [basis["relation"] for basis in found] == expected


def test_a_recital_that_names_no_act_is_reported():
    text = decision("Điều 1. Vị trí\n\n1. Sở.", recitals="Căn cứ chủ trương của Tỉnh ủy;")
    (issue,) = (i for i in record_text(text)["issues"] if i["code"] == "act-unresolved")
    start, end = issue["span"]
    assert text[start:end] == "chủ trương của Tỉnh ủy"


@pytest.mark.parametrize(
    ("article", "numbers"),
    [
        (
            "Điều 9. Quyết định này thay thế Quyết định số 41/2018/QĐ-UBND ngày 02/11/2018.",
            ["41/2018/QĐ-UBND"],
        ),
        ("Điều 9. Bãi bỏ Quyết định số 1411/QĐ-UBND ngày 04/12/2023.", ["1411/QĐ-UBND"]),
        ("Điều 9. Bãi bỏ toàn bộ Quyết định số 5/2020/QĐ-UBND.", ["5/2020/QĐ-UBND"]),
        (
            "Điều 9. Thay thế Quyết định số 1/2016/QĐ-UBND và Quyết định số 2/2020/QĐ-UBND.",
            ["1/2016/QĐ-UBND", "2/2020/QĐ-UBND"],
        ),
        (
            "Điều 9. Quyết định này thay thế:\n\n1. Quyết định số 1/2016/QĐ-UBND;"
            "\n\n2. Quyết định số 2/2020/QĐ-UBND.",
            ["1/2016/QĐ-UBND", "2/2020/QĐ-UBND"],
        ),
        (
            "Điều 9. Thay thế Quyết định số 1/2016/QĐ-UBND sửa đổi Quyết định số 2/2010/QĐ-UBND.",
            ["1/2016/QĐ-UBND"],
        ),
        ("Điều 9. Quyết định này có hiệu lực kể từ ngày ký.", []),
    ],
)
def test_replaced_decisions(article, numbers):
    found = record_text(decision(f"Điều 1. Vị trí\n\n1. Sở.\n\n{article}"))["replaces"]
    assert [act["number"] for act in found][: len(numbers)] == numbers
    assert len(found) >= len(numbers)
