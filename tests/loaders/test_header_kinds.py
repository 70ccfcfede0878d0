"""Kinds without a heading of their own, and numbers that lost the letters of their kind."""

import pytest

from tests.loaders.helpers import record_text

MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"


@pytest.mark.parametrize(
    ("letterhead", "kind", "number"),
    [
        (
            "THỦ TƯỚNG CHÍNH PHỦ\nSố: 1631/TTg-KGVX\nHà Nội, ngày 16 tháng 9 năm 2010\n"
            "Kính gửi: | - Bộ Y tế; |\n",
            *("Công văn", "1631/TTg-KGVX"),
        ),
        (
            "UBND TỈNH KON TUM\nSố: 12/BC-UBND\nKon Tum, ngày 1 tháng 2 năm 2020\nBÁO CÁO\n"
            "Về tổ chức bộ máy\nKính gửi: Bộ Nội vụ\n",
            *("Báo cáo", "12/BC-UBND"),
        ),
        (
            "ỦY BAN NHÂN DÂN\nTỈNH HÀ TĨNH\nSố: 1281/-UBND\nHà Tĩnh, ngày 13 tháng 5 năm 2014\n"
            "QUYẾT ĐỊNH\nVề tổ chức bộ máy của Sở Y tế\n",
            *("Quyết định", "1281/QĐ-UBND"),
        ),
        (  # no heading tells the letters
            "ỦY BAN NHÂN DÂN\nTỈNH HÀ TĨNH\nSố: 1281/-UBND\nHà Tĩnh, ngày 13 tháng 5 năm 2014\n",
            *(None, None),
        ),
        (
            "ỦY BAN NHÂN DÂN\nTỈNH ĐẮK LẮK\nSố: 01/QCPH/UBND-UBMTTQ\nĐắk Lắk, ngày 27 tháng 10 năm "
            "2017\nQUY CHẾ\nPHỐI HỢP CÔNG TÁC\n",
            *("Quy chế", "01/QCPH/UBND-UBMTTQ"),
        ),
    ],
)
def test_kind_and_number(letterhead, kind, number):
    found = record_text(f"{MOTTO}{letterhead}Điều 1. Sở Y tế thực hiện.\n")["decision"]
    assert (found["kind"], found["number"]) == (kind, number)


def test_an_attached_statute_leaves_the_decision_its_kind():
    text = (
        f"{MOTTO}ỦY BAN NHÂN DÂN TỈNH KON TUM\nSố: 8/QĐ-UBND\nKon Tum, ngày 1/2/2020\nQUYẾT ĐỊNH\n"
        "Ban hành Quy chế tổ chức của Sở Y tế\nĐiều 1. Ban hành.\nQUY CHẾ\nTổ chức của Sở Y tế\n"
        "(Kèm theo Quyết định số 8/QĐ-UBND)\nĐiều 1. Vị trí\n1. Sở Y tế là cơ quan.\n"
    )
    assert record_text(text)["decision"]["kind"] == "Quyết định"
    assert record_text(text[text.index("QUY CHẾ") :])["decision"]["kind"] == "Quyết định"


def test_the_enacting_words_tell_the_kind_also_without_a_colon():
    text = (
        "CHỨC NĂNG, NHIỆM VỤ CỦA TRUNG TÂM BẢN QUYỀN\nCăn cứ Luật Sở hữu trí tuệ ngày 29 tháng 11 "
        "năm 2005;\nQUYẾT ĐỊNH\nĐiều 1. Vị trí\n1. Trung tâm Bản quyền là đơn vị sự nghiệp.\n"
    )
    assert record_text(text)["decision"]["kind"] == "Quyết định"
