"""Recitals: laws by their title alone, parts of laws, lists with one kind for several numbers."""

import pytest

from tests.loaders.helpers import codes, decision, parse_text, record_text

ARTICLE = "Điều 1. Vị trí\n\n1. Sở Nội vụ là cơ quan chuyên môn."


def bases(recital):
    found = record_text(decision(ARTICLE, recitals=recital))["legal_bases"]
    return [(act["type"], act["number"], act["date"], act["title"]) for act in found]


@pytest.mark.parametrize(
    ("recital", "title"),
    [
        ("Căn cứ Luật Viên chức;", "Luật Viên chức"),
        ("- Căn cứ Bộ luật Lao động.", "Bộ luật Lao động"),
        (
            "Căn cứ Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam;",
            "Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam",
        ),
        ("Căn cứ Điều lệ Đảng;", "Điều lệ Đảng"),
        ("Căn cứ Quy chế làm việc của Bộ Chính trị;", "Quy chế làm việc của Bộ Chính trị"),
    ],
)
def test_a_law_by_its_title_alone_is_a_basis(recital, title):
    ((kind, number, day, found),) = bases(recital)
    assert (number, day) == (None, None)
    assert found.startswith(kind)
    assert found == title
    assert "act-unresolved" in codes(parse_text(decision(ARTICLE, recitals=recital)))


@pytest.mark.parametrize(
    "recital",
    [
        "Căn cứ chủ trương của Tỉnh ủy;",
        "Căn cứ Quyết định của Ủy ban nhân dân tỉnh về biên chế;",
        "Căn cứ Kế hoạch công tác;",
        "Căn cứ nhu cầu sắp xếp theo Nghị quyết số 18-NQ/TW ngày 25/10/2017;",
    ],
)
def test_other_acts_need_a_number_or_day(recital):
    assert bases(recital) == []


@pytest.mark.parametrize(
    ("recital", "numbers"),
    [
        (
            "Căn cứ Điều 1 Quyết định số 4107/QĐ-UBND ngày 18/12/2008 của UBND tỉnh về tổ chức;",
            ["4107/QĐ-UBND"],
        ),
        (
            "Căn cứ ý kiến của Thường vụ Bộ Chính trị tại Văn bản số 657/TC-TW ngày 5/6/1998;",
            ["657/TC-TW"],
        ),
        (
            "Căn cứ Quy định về thể loại văn bản ban hành kèm theo Quyết định số 36/QĐ-BNV ngày"
            " 23/6/2006;",
            ["36/QĐ-BNV"],
        ),
        (
            "Căn cứ các Quyết định của UBND tỉnh: Số 64/2009/QĐ-UBND ngày 05.5.2009 về việc chi; Số"
            " 34/2012/QĐ-UBND ngày 08.6.2012 về việc thu;",
            ["64/2009/QĐ-UBND", "34/2012/QĐ-UBND"],
        ),
        (  # what is amended is older than what amends it
            "Căn cứ Nghị định số 154/2020/NĐ-CP ngày 31/12/2020 sửa đổi, bổ sung một số điều của "
            "Nghị định số 34/2016/NĐ-CP; Nghị định số 59/2024/NĐ-CP ngày 25/5/2024 sửa đổi;",
            ["154/2020/NĐ-CP", "59/2024/NĐ-CP"],
        ),
    ],
)
def test_the_acts_that_a_recital_leads_to(recital, numbers):
    assert [number for _, number, _, _ in bases(recital)] == numbers


@pytest.mark.parametrize(
    ("laws", "titles"),
    [
        (
            "Luật Doanh nghiệp và Luật Đầu tư ngày 29 tháng 11 năm 2005",
            ["Luật Doanh nghiệp", "Luật Đầu tư"],
        ),
        (
            "Luật sửa đổi, bổ sung một số điều của Luật Giá và Luật Thuế ngày 29 tháng 11 năm 2005",
            ["Luật sửa đổi, bổ sung một số điều của Luật Giá và Luật Thuế"],
        ),
    ],
)
def test_two_laws_of_one_day(laws, titles):
    found = bases(f"Căn cứ {laws};")
    assert [title for _, _, _, title in found] == titles
    assert {day for _, _, day, _ in found} == {"2005-11-29"}


@pytest.mark.parametrize(
    ("part", "day"),
    [
        ("điểm c, điểm d khoản 4 Điều 9 Luật Thủ đô ngày 28 tháng 6 năm 2024", "2024-06-28"),
        ("Điều 107, Luật Tổ chức chính quyền địa phương năm 2015", "2015"),
        ("khoản 2 và khoản 3 Điều 4 của Luật Thanh tra năm 2010", "2010"),
    ],
)
def test_the_law_whose_part_is_cited_is_the_basis(part, day):
    ((kind, _, date, title),) = bases(f"Căn cứ {part};")
    assert (kind, date) == ("Luật", day)
    assert title.startswith("Luật")


def test_a_list_of_numbers_goes_on_past_semicolons_of_what_is_said():
    recital = (
        "Căn cứ các Thông tư của Bộ Xây dựng: số 02/2007/TT-BXD ngày 14/02/2007 về: lập dự án;"
        " cấp phép theo Nghị định số 16/2005/NĐ-CP của Chính phủ; số 05/2007/TT-BXD ngày"
        " 25/7/2007 về chi phí;"
    )
    assert [number for _, number, _, _ in bases(recital)] == ["02/2007/TT-BXD", "05/2007/TT-BXD"]


def test_a_number_whose_year_follows_a_hyphen():
    recital = "Căn cứ Nghị quyết số 19-2016/NQ-CP ngày 28/4/2016 của Chính phủ về cạnh tranh;"
    assert bases(recital)[0][:3] == ("Nghị quyết", "19-2016/NQ-CP", "2016-04-28")


@pytest.mark.parametrize(
    ("recital", "act"),
    [
        (
            "Căn cứ Thông tư liên bộ số 12/TTLB ngày 26/7/1993 của Bộ Tư pháp và Bộ Tài chính;",
            ("Thông tư liên bộ", "12/TTLB", "1993-07-26"),
        ),
        (
            "Căn cứ Thông tư Liên ngành số 03/TTLN ngày 1/2/1995;",
            ("Thông tư liên ngành", "03/TTLN", "1995-02-01"),
        ),
        (
            "Chiếu Nghị định Liên bộ số 1155-NĐ/LB ngày 15-11-1955 Quốc phòng, Tài chính;",
            ("Nghị định liên bộ", "1155-NĐ/LB", "1955-11-15"),
        ),
        ("Chiếu Sắc lệnh số 7-SL ngày 20 tháng 1 năm 1950;", ("Sắc lệnh", "7-SL", "1950-01-20")),
    ],
)
def test_what_older_texts_call_acts_and_recitals(recital, act):
    assert bases(recital)[0][:3] == act
