"""Types of cited acts beside the common ones, and joint numbers that lost their hyphens."""

import pytest

from loaders.facts.act_numbers import clean_number
from loaders.facts.acts import find_acts, parse_act


@pytest.mark.parametrize(
    ("words", "type_", "number", "date"),
    [
        (
            "sắc lệnh số 7-SL ngày 20 tháng 1 năm 1950 tổ chức văn phòng các Bộ",
            *("Sắc lệnh", "7-SL", "1950-01-20"),
        ),
        (
            "Nghị quyết Liên tịch số\n19/2008/NQLT/CP-UBTUMTTQVN ngày\n22/8/2008 của Chính phủ",
            *("Nghị quyết liên tịch", "19/2008/NQLT/CP-UBTUMTTQVN", "2008-08-22"),
        ),
        (
            "Văn bản hợp nhất số 07/VBHN-VPQH ngày 04/7/2019 của Văn phòng Quốc hội",
            *("Văn bản hợp nhất", "07/VBHN-VPQH", "2019-07-04"),
        ),
        ("Văn bản số 1253/SNV ngày 10/7/2017", "Văn bản", "1253/SNV", "2017-07-10"),
        ("Quy chế số 09-QC/TW ngày 02/01/2026", "Quy chế", "09-QC/TW", "2026-01-02"),
        (
            "Quy chế ban hành kèm theo Quyết định số 12/2020/QĐ-UBND ngày 01/01/2020",
            *("Quyết định", "12/2020/QĐ-UBND", "2020-01-01"),
        ),
    ],
)
def test_type(words, type_, number, date):
    (found,) = find_acts(words)
    assert (found.act.type, found.act.number, found.act.date) == (type_, number, date)


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("36/2011/TTLTBKHCNBTCBNV", "36/2011/TTLT-BKHCN-BTC-BNV"),
        ("36/2011/TTLT/BKHCN-BTC-BNV", "36/2011/TTLT/BKHCN-BTC-BNV"),
        ("51/2015/TTLTBYTBXX", "51/2015/TTLTBYTBXX"),  # no body has such letters
        ("51/2015/TTLTBYT", "51/2015/TTLTBYT"),  # of one body alone: not joint
    ],
)
def test_a_joint_number_without_hyphens_has_them_where_bodies_have_such_letters(printed, number):
    assert clean_number(printed) == number


@pytest.mark.parametrize(
    ("further", "is_apart"),
    [
        ("Thông tư số 1793/1997/TT-BTP ngày 30/12/1997 của Bộ Tư pháp", True),
        ("Nghị định số 10/2016/NĐ-CP ngày 01/02/2016 của Chính phủ", False),
    ],
)
def test_a_decree_is_not_about_a_circular_so_that_is_cited_beside_it(further, is_apart):
    words = (
        "Nghị định số 101/CP ngày 23/9/1997 của Chính phủ quy định chi tiết một số điều của "
        f"Luật Ban hành văn bản quy phạm pháp luật và {further}"
    )
    found = parse_act(words)
    assert found is not None
    assert (words[found.end :].strip() == f"và {further}") is is_apart
