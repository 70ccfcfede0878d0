"""Acts in recitals and final articles: one way of writing each."""

import pytest

from loaders.facts.act_numbers import clean_number
from loaders.facts.acts import find_acts, parse_act
from tests.loaders.helpers import codes, decision, parse_text, record_text

LAST = "Điều 1. Vị trí\n\nSở Nội vụ là cơ quan chuyên môn.\n\nĐiều 2. Hiệu lực\n\n"


def read(text):
    found = parse_act(text)
    assert found is not None
    act = found.act
    return act.type, act.number, act.date, act.issuer


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (  # a blank before the comma, left by a link
            "Nghị định số 13/2008/NĐ-CP , ngày 04 tháng 02 năm 2008 của Chính phủ về tổ chức",
            ("Nghị định", "13/2008/NĐ-CP", "2008-02-04", "Chính phủ"),
        ),
        (  # a blank lost after the symbol
            "Nghị định số 13/2008/NĐ-CPngày 04/02/2008 của Chính phủ về tổ chức",
            ("Nghị định", "13/2008/NĐ-CP", "2008-02-04", "Chính phủ"),
        ),
        (  # a colon in place of "số"
            "Thông tư Liên tịch: 51/2015/TTLT-BYT-BNV, ngày 11/12/2015 của Bộ Y tế, Bộ Nội vụ",
            ("Thông tư liên tịch", "51/2015/TTLT-BYT-BNV", "2015-12-11", "Bộ Y tế, Bộ Nội vụ"),
        ),
        (  # a misprinted year is no date
            "Nghị định số 63/2010/NĐ-CP ngày 08/6/20210 của Chính phủ về kiểm soát",
            ("Nghị định", "63/2010/NĐ-CP", None, None),
        ),
        (  # the date after the issuer
            "Nghị định số 29/2008/NĐ-CP của Chính phủ ngày 14/3/2008 quy định về khu công nghiệp",
            ("Nghị định", "29/2008/NĐ-CP", "2008-03-14", "Chính phủ"),
        ),
        (  # a stroke inside the symbol
            "Thông tư liên tịch số 12/2004/TTLT/BNV-UBTDTT ngày 19/02/2004 của Bộ Nội vụ về việc",
            ("Thông tư liên tịch", "12/2004/TTLT/BNV-UBTDTT", "2004-02-19", "Bộ Nội vụ"),
        ),
        (
            "Thông tư Liên tịch số 02/2009/TTLT-BNG-BNV ngày 27/5/2009 của Bộ Ngoại giao -"
            " Bộ Nội vụ hướng dẫn chức năng",
            (
                "Thông tư liên tịch",
                "02/2009/TTLT-BNG-BNV",
                "2009-05-27",
                "Bộ Ngoại giao - Bộ Nội vụ",
            ),
        ),
        (  # no "số"
            "Thông tư 18/2014/TT-BYT ngày 02/6/2014 của Bộ Y tế hướng dẫn",
            ("Thông tư", "18/2014/TT-BYT", "2014-06-02", "Bộ Y tế"),
        ),
        (
            "Quyết định 137/2002/QĐ-TTg của Thủ tướng Chính phủ về việc thành lập khu kinh tế",
            ("Quyết định", "137/2002/QĐ-TTg", None, "Thủ tướng Chính phủ"),
        ),
        (
            "nghị định số 24/2014/NĐ-CP ngày 04/4/2014 của Chính phủ",
            ("Nghị định", "24/2014/NĐ-CP", "2014-04-04", "Chính phủ"),
        ),
        (
            "Nghị quyết số 36a/NQ-CP ngày 14/10/2015 của Chính phủ về Chính phủ điện tử",
            ("Nghị quyết", "36a/NQ-CP", "2015-10-14", "Chính phủ"),
        ),
        (
            "Thông tư số 01/2018/TT-VPCP ngày 23/11/2018 của Văn phòng Chính phủ hướng dẫn",
            ("Thông tư", "01/2018/TT-VPCP", "2018-11-23", "Văn phòng Chính phủ"),
        ),
        (
            "Nghị định số 38/2004/NĐ-CP ngày 3 thánh 11 năm2004 quy định chi tiết",
            ("Nghị định", "38/2004/NĐ-CP", "2004-11-03", None),
        ),
        (
            "Luật Tổ chức chính quyền địa phương của Quốc hội ngày 19/6/2015",
            ("Luật", None, "2015-06-19", "Quốc hội"),
        ),
        (
            "Luật Viên chức số 58/2010/QH12 ngày 15/11/2010 của Quốc hội khóa XII",
            ("Luật", "58/2010/QH12", "2010-11-15", "Quốc hội"),
        ),
        (
            "Luật Thanh tra được Quốc hội nước Cộng hòa xã hội chủ nghĩa Việt Nam khóa XI,"
            " kỳ họp thứ 5 thông qua ngày 15/6/2004",
            ("Luật", None, "2004-06-15", "Quốc hội"),
        ),
        (  # the councils are of the title
            "Luật Ban hành văn bản quy phạm pháp luật của Hội đồng nhân dân ngày 03/12/2004",
            ("Luật", None, "2004-12-03", None),
        ),
        ("Luật Tổ chức chính quyền địa phương 2015;", ("Luật", None, "2015", None)),
    ],
)
def test_an_act(text, expected):
    assert read(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Luật Thanh tra của Quốc hội ngày 15/6/2004",
        "Luật Thanh tra được Quốc hội thông qua ngày 15/6/2004",
        "luật Thanh tra ngày 15/6/2004 của Quốc hội",
    ],
)
def test_the_issuer_is_no_part_of_the_title_of_a_law(text):
    found = parse_act(text)
    assert found is not None
    assert found.act.title == "Luật Thanh tra"


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("12 /2023/QĐ -UBND", "12/2023/QĐ-UBND"),
        ("12/2023/QĐ–UBND", "12/2023/QĐ-UBND"),
        ("24/2014/NĐCP", "24/2014/NĐ-CP"),
        ("101/2020/NĐ CP", "101/2020/NĐ-CP"),
        ("03/2019/QĐUBND", "03/2019/QĐ-UBND"),
        ("999QĐ/TU", "999-QĐ/TU"),
        ("51/2015/TTLTBYTBNV", "51/2015/TTLT-BYT-BNV"),
    ],
)
def test_number(printed, number):
    assert clean_number(printed) == number


def test_a_common_word_is_no_act():
    assert list(find_acts("quyết định việc tuyển dụng từ ngày 01/01/2020; kế hoạch năm 2020")) == []


@pytest.mark.parametrize(
    ("recital", "numbers"),
    [
        (  # two decrees, joined by "và"
            "Căn cứ Nghị định số 171/2004/NĐ-CP ngày 29/9/2004 của Chính phủ quy định cơ quan"
            " cấp tỉnh và Nghị định số 172/2004/NĐ-CP ngày 29/9/2004 của Chính phủ về cấp huyện;",
            ["171/2004/NĐ-CP", "172/2004/NĐ-CP"],
        ),
        (  # "và" inside the title of an amending decree
            "Căn cứ Nghị định số 9/2019/NĐ-CP ngày 1/1/2019 của Chính phủ sửa đổi, bổ sung"
            " Nghị định số 1/2010/NĐ-CP và Nghị định số 2/2011/NĐ-CP;",
            ["9/2019/NĐ-CP"],
        ),
        (  # one kind for several numbers
            "Căn cứ các Thông tư của Bộ Xây dựng: số 05/2015/TT-BXD ngày 30/10/2015 về nhà ở;"
            " số 03/2016/TT-BXD ngày 10/3/2016 về phân cấp;",
            ["05/2015/TT-BXD", "03/2016/TT-BXD"],
        ),
        (
            "Căn cứ các văn bản của Bộ Nội vụ: Công văn số 118/BNV-TCBC ngày 24/4/2015;",
            ["118/BNV-TCBC"],
        ),
        (  # two recitals in one line
            "Căn cứ Luật Viên chức số 58/2010/QH12; Căn cứ Nghị định số 24/2014/NĐ-CP về việc;",
            ["58/2010/QH12", "24/2014/NĐ-CP"],
        ),
        (  # a part of an act, after a comma, is of the title
            "Căn cứ Thông tư số 06/2008/TT-BNV ngày 21/8/2008 hướng dẫn sửa đổi khoản 2 Mục III,"
            " Thông tư số 04/2008/TT-BNV ngày 04/6/2008;",
            ["06/2008/TT-BNV"],
        ),
        (
            "Thực hiện ý kiến của Ban Thường vụ Tỉnh ủy tại Kết luận số 12-KL/TU ngày 3/2/2020;",
            ["12-KL/TU"],
        ),
        ("- Căn cứ Nghị định số 24/2014/NĐ-CP ngày 04/4/2014 của Chính phủ;", ["24/2014/NĐ-CP"]),
        ("Cản cứ Nghị định số 24/2014/NĐ-CP ngày 04/4/2014 của Chính phủ;", ["24/2014/NĐ-CP"]),
    ],
)
def test_recitals(recital, numbers):
    found = record_text(decision(LAST, recitals=recital))["legal_bases"]
    assert [act["number"] for act in found] == numbers


def test_laws_that_amend_one_law_are_each_a_basis():
    recital = (
        "Căn cứ Luật Khiếu nại ngày 02/12/1998 và Luật sửa đổi, bổ sung một số điều của Luật"
        " Khiếu nại ngày 15/6/2004; Luật sửa đổi, bổ sung một số điều của Luật Khiếu nại"
        " ngày 29/11/2005;"
    )
    found = record_text(decision(LAST, recitals=recital))["legal_bases"]
    assert [act["date"] for act in found] == ["1998-12-02", "2004-06-15", "2005-11-29"]


def test_a_proposal_in_lower_case():
    recital = (
        "Xét tờ trình số 15/TTr-BQL ngày 31/3/2008 của Ban Quản lý;\n\n"
        "Theo đề nghị của Giám đốc Sở Nội vụ tại công văn số: 431/SNV-TCBC ngày 9 tháng 5 năm 2008,"
    )
    found = record_text(decision(LAST, recitals=recital))["legal_bases"]
    assert [(a["type"], a["number"], a["date"], a["relation"]) for a in found] == [
        ("Tờ trình", "15/TTr-BQL", "2008-03-31", "proposal"),
        ("Công văn", "431/SNV-TCBC", "2008-05-09", "proposal"),
    ]


@pytest.mark.parametrize(
    ("words", "is_reported"),
    [
        ("thay thế Quyết định số 05/2024/QĐ-UBND ngày 10/01/2024 của UBND tỉnh", True),
        ("thay thế Quyết định số 05/2024/QĐ-UBND của UBND tỉnh", True),
        ("thay thế Quyết định số 05/2024/QĐ-UBND ngày 09/01/2020 của UBND tỉnh", False),
        ("thay thế Quyết định số 05/2024/QĐ-UBND của UBND tỉnh Hà Giang về việc khác", False),
        ("thay thế Chỉ thị số 05/2024/QĐ-UBND ngày 10/01/2024 của UBND tỉnh", False),
    ],
)
def test_a_decision_that_replaces_itself_is_reported(words, is_reported):
    text = decision(LAST + f"Quyết định này có hiệu lực từ ngày 20/01/2024 và {words}.")
    assert ("self-citation" in codes(parse_text(text))) is is_reported
    assert bool(record_text(text)["replaces"]) is not is_reported


ONE, TWO = "Quyết định số 1/2010/QĐ-UBND", "Quyết định số 2/2011/QĐ-UBND"


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        (f"Hủy bỏ {ONE} ngày 1/1/2010 của UBND tỉnh.", "1"),
        (f"Quyết định này thay cho {ONE} ngày 1/1/2010.", "1"),
        (f"{ONE} ngày 1/1/2010 của UBND tỉnh bị bãi bỏ.", "1"),
        ("Các Quyết định số 1/2010/QĐ-UBND và 2/2011/QĐ-UBND hết hiệu lực.", "1 2"),
        (f"Quyết định này thay thế {ONE}; Thay thế {TWO}, ngày 2/2/2011.", "1 2"),
        (f"Thay thế Quy định về Sở Nội vụ ban hành kèm theo {ONE}.", "1"),
        (f"Thay thế {ONE} về A và {TWO} về việc sửa đổi Quyết định số 9/2009/QĐ-UBND.", "1 2"),
        (f"Bãi bỏ Điều 2 {ONE}.", ""),
        ("Thay thế các quyết định trước đây trái với Quyết định này.", ""),
        (
            "Bãi bỏ các Quyết định của Bộ trưởng Bộ Y tế: số 61/QĐ-BYT ngày 31/10/2022; số "
            "88/QĐ-BYT ngày 10/11/2022.",
            "61 88",
        ),
        (
            "Nghị định này thay thế các Nghị định: số 63/2022/NĐ-CP ngày 12 tháng 9 năm 2022 của "
            "Chính phủ quy định tổ chức của Bộ Nội vụ; số 62/2022/NĐ-CP ngày 12 tháng 9 năm 2022 "
            "của Chính phủ quy định tổ chức của Bộ Lao động.",
            "63 62",
        ),
    ],
)
def test_replaced_acts(words, numbers):
    found = record_text(decision(LAST + words))["replaces"]
    assert " ".join(act["number"].partition("/")[0] for act in found) == numbers


@pytest.mark.parametrize(
    ("title", "article"),
    [
        (
            "SỬA ĐỔI, BỔ SUNG MỘT SỐ ĐIỀU CỦA QUY ĐỊNH CHỨC NĂNG, NHIỆM VỤ CỦA SỞ NỘI VỤ"
            " BAN HÀNH KÈM THEO QUYẾT ĐỊNH SỐ 12/2015/QĐ-UBND NGÀY 3/4/2015",
            "Điều 1. Việc",
        ),
        (
            "Điều chỉnh nhiệm vụ của Sở Nội vụ",
            "Điều 1. Sửa đổi, bổ sung một số điều của Quy định chức năng, nhiệm vụ, quyền hạn"
            " của Sở Nội vụ ban hành kèm theo Quyết định số 12/2015/QĐ-UBND ngày 3/4/2015.",
        ),
    ],
)
def test_amended_acts(title, article):
    found = record_text(decision(article, title=title))
    assert [(act["number"], act["date"]) for act in found["amends"]] == [
        ("12/2015/QĐ-UBND", "2015-04-03")
    ]
    assert found["agency"]["name"].startswith("Sở ")
    assert "kèm theo" not in found["agency"]["name"]


@pytest.mark.parametrize(
    ("article", "numbers"),
    [
        ("Điều 1. Nay sửa đổi, bổ sung Điều 2 Quyết định số 1/QĐ-X như sau:", ["1/QĐ-X"]),
        (
            "Điều 1. Sửa đổi Quyết định số 1/QĐ-X ngày 3/4/2015 của Sở Y tế và Quyết định số 2/QĐ-X"
            " theo Nghị định số 9/2014/NĐ-CP và Nghị định số 7/2014/NĐ-CP:",
            ["1/QĐ-X", "2/QĐ-X"],
        ),
        ("Điều 1. Việc\n\n1. Bổ sung khoản 4 Điều 3 của Quyết định số 1/QĐ-X.", ["1/QĐ-X"]),
        ("Điều 1. Điều chỉnh một số nội dung của Quyết định số 1/QĐ-X.", ["1/QĐ-X"]),
        ("Điều 1. Về điều chỉnh khoản 1 Điều 1 Quyết định số 1/QĐ-X.", ["1/QĐ-X"]),
        ("Điều 1. Việc\n\n1. Đề nghị sửa đổi Quyết định số 1/QĐ-X.", []),
    ],
)
def test_amended_acts_of_an_article(article, numbers):
    found = record_text(decision(article, title="Điều chỉnh nhiệm vụ của Sở Nội vụ"))
    assert [act["number"] for act in found["amends"]] == numbers


def test_a_term_of_the_assembly_parted_from_its_symbol():
    recital = "Căn cứ Nghị quyết số 916/2005/NQ-UBTVQH 11 ngày 15/9/2005 của Quốc hội;"
    found = record_text(decision("Điều 1. Việc", recitals=recital))["legal_bases"]
    assert [(act["number"], act["date"]) for act in found] == [
        ("916/2005/NQ-UBTVQH11", "2005-09-15")
    ]
