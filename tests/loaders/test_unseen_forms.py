"""Forms of letterheads and lists that copies of legal sites have; the lines are made up."""

import pytest

from tests.loaders.helpers import record_text
from tests.loaders.test_header_forms import BODY, MOTTO, of


def dated(letterhead: str, place: str, title: str = "Về tổ chức bộ máy của Sở Y tế") -> str:
    return f"{letterhead}\n{MOTTO}Số: 8/QĐ-UBND\n{place}, ngày 1/2/2013\nQUYẾT ĐỊNH\n{title}\n"


def test_a_committee_that_lost_its_second_line_is_that_of_the_dateline():
    head = dated("ỦY BAN NHÂN DÂN |", "Hòa Bình", "Về tổ chức bộ máy của Sở Y tế tỉnh Hòa Bình")
    assert of(head)["decision"]["issuer"] == "Ủy ban nhân dân tỉnh Hòa Bình"


def test_a_dateline_that_the_text_does_not_know_as_a_province_names_no_issuer():
    assert of(dated("ỦY BAN NHÂN DÂN |", "Hòa Bình"))["decision"]["issuer"] is None


def test_a_former_province_keeps_its_name():
    head = dated("ỦY BAN NHÂN DÂN\nTỈNH THỪA THIÊN HUẾ", "Huế")
    assert of(head)["decision"]["issuer"] == "Ủy ban nhân dân tỉnh Thừa Thiên Huế"


def test_a_former_province_beside_the_motto_keeps_its_name():
    head = (
        f"ỦY BAN NHÂN DÂN TỈNH THỪA THIÊN HUẾ      {MOTTO}Số: 8/QĐ-UBND      Huế, ngày 1/2/2013\n"
    )
    found = of(f"{head}QUYẾT ĐỊNH\nVề tổ chức bộ máy của Sở Y tế\nỦY BAN NHÂN DÂN TỈNH\n")
    assert found["decision"]["issuer"] == "Ủy ban nhân dân tỉnh Thừa Thiên Huế"


def test_the_committee_of_an_attached_text_is_that_of_the_province_in_its_title():
    text = (
        "QUY ĐỊNH\nCƠ CẤU TỔ CHỨC CỦA SỞ Y TẾ HÒA BÌNH\n(Ban hành kèm theo Quyết định số 4/QĐ-UBND "
        "ngày 1/2/2013 của UBND tỉnh)\nĐiều 1. Vị trí\n1. Sở Y tế là cơ quan."
    )
    assert record_text(text)["decision"]["issuer"] == "Ủy ban nhân dân tỉnh Hòa Bình"


@pytest.mark.parametrize(
    ("number", "issuer"),
    [("8/2008/NĐ-CP", "Chính phủ"), ("8/QĐ-TTg", "Thủ tướng Chính phủ"), ("8/QĐ-BNV", None)],
)
def test_the_symbol_names_the_issuer_where_no_line_does(number, issuer):
    head = f"{MOTTO}Số: {number}\nHà Nội, ngày 1/2/2008\nQUYẾT ĐỊNH\nVề phí\n"
    assert of(head)["decision"]["issuer"] == issuer


def test_number_and_date_within_the_title():
    head = (
        "QUYẾT ĐỊNH\nCỦA THỦ TƯỚNG CHÍNH PHỦ SỐ 16/TTg NGÀY 2 THÁNG 3 NĂM 1996\n"
        "VỀ PHÍ\nTHỦ TƯỚNG CHÍNH PHỦ\n"
    )
    found = of(head)["decision"]
    assert (found["number"], found["issued"]) == ("16/TTg", "1996-03-02")


def test_bases_listed_below_their_kind():
    basis = (
        "Căn cứ các Nghị định: số 9/2006/NĐ-CP ngày 07/9/2006 về phí; số 4/2008/NĐ-CP ngày "
        "11/01/2008 về lệ phí;\n"
    )
    head = dated("ỦY BAN NHÂN DÂN\nTỈNH HÒA BÌNH", "Hòa Bình")
    found = record_text(head + basis + "QUYẾT ĐỊNH:\n" + BODY)["legal_bases"]
    assert [(act["type"], act["number"], act["date"]) for act in found] == [
        ("Nghị định", "9/2006/NĐ-CP", "2006-09-07"),
        ("Nghị định", "4/2008/NĐ-CP", "2008-01-11"),
    ]


def test_tags_within_markdown_are_no_text():
    text = (
        '<table>\n<tr>\n<td><b>ỦY BAN NHÂN DÂN<br>TỈNH HÒA BÌNH</b></td>\n<td align="center">'
        "<b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</b></td>\n</tr>\n<tr><td>Số: 18</td><td>/2025/QĐ-UB"
        "</td><td>Hòa Bình, ngày <u>28</u> tháng <u>02</u> năm 2025</td></tr>\n</table>\n\n"
        '<div align="center">\n<b>QUYẾT ĐỊNH<br>\nVề tổ chức bộ máy của Sở Y tế</b>\n</div>\n\n'
        "**Điều 1.** Sở Y tế là cơ quan chuyên môn.\n"
    )
    found = record_text(text)
    assert found["decision"]["number"] == "18/2025/QĐ-UB"
    assert found["decision"]["issued"] == "2025-02-28"
    assert found["decision"]["issuer"] == "Ủy ban nhân dân tỉnh Hòa Bình"
    assert found["agency"]["name"] == "Sở Y tế"


def test_a_misprinted_article_opens_one():
    found = of(
        dated("ỦY BAN NHÂN DÂN\nTỈNH HÒA BÌNH", "Hòa Bình"), body=BODY + "Đỉều 3. Thi hành.\n"
    )
    assert found["articles"][-1]["number"] == "3"


def test_a_signature_in_a_second_column_beside_the_recipients():
    tail = (
        "Nơi nhận:               TM. ỦY BAN NHÂN DÂN\n- Như Điều 3;           KT. CHỦ TỊCH\n"
        "- Sở Nội vụ;            PHÓ CHỦ TỊCH\n- Lưu: VT.\n\n            Trần Văn An\n"
    )
    head = dated("ỦY BAN NHÂN DÂN\nTỈNH HÒA BÌNH", "Hòa Bình")
    found = of(head, body=BODY + tail)["decision"]
    assert [(s["name"], s["position"]) for s in found["signers"]] == [
        ("Trần Văn An", "Phó Chủ tịch")
    ]
    assert found["recipients"] == ["Như Điều 3", "Sở Nội vụ", "Lưu: VT"]


def test_an_office_in_small_letters_above_the_signature():
    tail = "UBND tỉnh Hòa Bình\n\nChủ tịch\n\n(Đã ký)\n\nTrần Văn An\n"
    head = dated("ỦY BAN NHÂN DÂN\nTỈNH HÒA BÌNH", "Hòa Bình")
    found = of(head, body=BODY + tail)["decision"]
    assert [(s["name"], s["position"]) for s in found["signers"]] == [("Trần Văn An", "Chủ tịch")]


def test_the_head_of_a_board_issues_and_is_no_part_of_the_name():
    head = (
        f"UBND TỈNH HÒA BÌNH\nBAN QUẢN LÝ KHU KINH TẾ\n{MOTTO}Số: 9/QĐ-KKT\nHòa Bình, ngày "
        "1/2/2020\nQUYẾT ĐỊNH\nVề nhiệm vụ của Văn phòng Ban\nTRƯỞNG BAN BAN QUẢN LÝ KHU KINH TẾ\n"
    )
    assert of(head)["agency"]["name"] == "Văn phòng Ban"


@pytest.mark.parametrize("below", ["ỦY BAN NHÂN DÂN THÀNH PHỐ MỸ THO", "ỦY BAN NHÂN DÂN THÀNH PHỐ"])
def test_a_city_of_a_province_issues(below):
    head = dated("ỦY BAN NHÂN DÂN\nTHÀNH PHỐ MỸ THO", "Mỹ Tho") + below + "\n"
    assert of(head)["decision"]["issuer"] == "Ủy ban nhân dân thành phố Mỹ Tho"


def test_a_council_that_lost_its_second_line_is_that_of_the_dateline():
    head = dated("HỘI ĐỒNG NHÂN DÂN |", "Hòa Bình", "Về tổ chức bộ máy của Sở Y tế tỉnh Hòa Bình")
    assert of(head)["decision"]["issuer"] == "Hội đồng nhân dân tỉnh Hòa Bình"


def test_an_article_for_each_office_of_an_agency():
    body = (
        "Điều 1. Phòng Hành chính\n1. Chức năng: giúp Chi cục trưởng.\n2. Phòng có Trưởng phòng và "
        "không quá 02 Phó Trưởng phòng.\nĐiều 2. Phòng Nghiệp vụ\n1. Chức năng: kiểm tra.\n"
    )
    title = "Quy định chức năng, nhiệm vụ của các phòng thuộc Chi cục Thú y tỉnh Hòa Bình"
    found = of(dated("ỦY BAN NHÂN DÂN\nTỈNH HÒA BÌNH", "Hòa Bình", title), body=body)
    assert found["agency"]["name"] == "Chi cục Thú y tỉnh Hòa Bình"
    assert [unit["name"] for unit in found["units"]] == ["Phòng Hành chính", "Phòng Nghiệp vụ"]
    assert ("Phó Trưởng phòng", "Phòng Hành chính", 2) in {
        (post["title"], post["of"], post["max"]) for post in found["posts"]
    }


@pytest.mark.parametrize(
    "title",
    [
        "Quy hoạch mạng lưới các đơn vị sự nghiệp thuộc Sở Y tế",
        "Quy định phân cấp quản lý các phòng thuộc Ủy ban nhân dân huyện",
    ],
)
def test_bodies_of_a_plan_are_no_offices_of_an_agency(title):
    assert of(dated("ỦY BAN NHÂN DÂN\nTỈNH HÒA BÌNH", "Hòa Bình", title))["agency"] is None


def test_a_province_without_its_word_is_not_part_of_the_name_of_a_department():
    head = dated("ỦY BAN NHÂN DÂN\nTỈNH HÒA BÌNH", "Hòa Bình", "Tổ chức của Sở Y tế Hòa Bình")
    assert of(head)["agency"]["iri"].endswith("/org/hoa-binh/so-y-te")


def test_the_rows_of_a_site_are_no_title():
    text = (
        "Nghị định 8/2007/NĐ-CP quy định cơ cấu tổ chức của Bộ Y tế\n"
        "Số hiệu: | 8/2007/NĐ-CP | Loại văn bản: | Nghị định |\n"
        "Nơi ban hành: | Chính phủ | Người ký: | Nguyễn Văn A |\nNgày ban hành: | 03/12/2007 |\n"
        "1. Bộ Y tế là cơ quan của Chính phủ.\n2. Nghị định này không áp dụng cho cơ quan khác.\n"
    )
    found = record_text(text)
    assert found["decision"]["number"] == "8/2007/NĐ-CP"
    assert found["decision"]["issued"] == "2007-12-03"
    assert found["agency"]["name"] == "Bộ Y tế"


def test_a_text_without_letterhead_has_no_number_from_its_sentences():
    sentence = "Tại phiên họp ngày 28/2/2025, sau khi nghe Ban Tổ chức báo cáo về các nội dung " * 3
    text = f"KẾT LUẬN VỀ TỔ CHỨC BỘ MÁY\n{sentence}(Công văn số 8011-CV/BTCTW), kết luận như sau:\n"
    found = record_text(f"{text}1. Bảo đảm các nguyên tắc.\n")["decision"]
    assert (found["number"], found["issued"]) == (None, None)


def test_a_heading_read_with_a_colon_stays_above_the_recitals():
    head = dated("ỦY BAN NHÂN DÂN\nTỈNH HÒA BÌNH", "Hòa Bình").replace("ĐỊNH\n", "ĐỊNH :\n")
    basis = "Căn cứ Luật Phí ngày 1/2/2010;\nQUYẾT ĐỊNH:\n"
    found = record_text(head + basis + BODY)
    assert found["decision"]["title"] == "Về tổ chức bộ máy của Sở Y tế"
    assert found["decision"]["issuer"] == "Ủy ban nhân dân tỉnh Hòa Bình"


@pytest.mark.parametrize("heading", ["Nhiệm vụ, quyền hạn.", "Nhiệm vụ và quyền hạn của Sở Y tế."])
def test_a_heading_may_end_with_a_full_stop(heading):
    body = (
        f"Điều 1. Vị trí.\n1. Sở Y tế là cơ quan.\nĐiểu 2. {heading}\n1. Cấp phép.\n©) Thu hồi.\n"
    )
    found = of(dated("ỦY BAN NHÂN DÂN\nTỈNH HÒA BÌNH", "Hòa Bình"), body=body)
    assert [article["heading"] for article in found["articles"]] == ["Vị trí", heading[:-1]]
    assert [duty["text"] for duty in found["duties"]] == ["Cấp phép.", "Thu hồi."]


def test_a_sentence_is_no_heading():
    body = "Điều 1. Chức năng của Sở Y tế là quản lý.\n1. Sở Y tế là cơ quan.\n"
    found = of(dated("ỦY BAN NHÂN DÂN\nTỈNH HÒA BÌNH", "Hòa Bình"), body=body)
    assert found["articles"][0]["heading"] is None


def test_the_duties_of_a_chapter_without_an_article_headed_so():
    body = (
        "Chương I\nVỊ TRÍ\nĐiều 1. Vị trí\n1. Sở Y tế là cơ quan.\n"
        "Chương II\nNHIỆM VỤ\nĐiều 2. Về "
        "quản lý y tế\n1. Cấp phép.\n2. Thu hồi.\nChương III\nTỔ CHỨC\nĐiều 3. Bộ\n1. Văn thư.\n"
    )
    found = of(dated("ỦY BAN NHÂN DÂN\nTỈNH HÒA BÌNH", "Hòa Bình"), body=body)
    assert [duty["text"] for duty in found["duties"]] == ["Cấp phép.", "Thu hồi."]


def test_labels_that_recognition_misreads():
    body = (
        "Điều 1. Vị trí\n1. Sở Y tế là cơ quan.\nĐiều 2. Nhiệm vụ\n1. Cấp:\n"
        "a) Phép;\nb) Sổ;\n©) Thẻ;"
        "\nd) Giấy;\nđ) Phiếu;\ne) Bằng;\ng) Bản;\nh) Tem;\n¡) Nhãn;\nk) Dấu;\n"
        "1) Mẫu;\nm) Biểu.\n2. Thu.\n"
    )
    found = of(dated("ỦY BAN NHÂN DÂN\nTỈNH HÒA BÌNH", "Hòa Bình"), body=body)
    letters = [duty["path"].partition("/diem-")[2] for duty in found["duties"]]
    assert letters == ["", "a", "b", "c", "d", "dd", "e", "g", "h", "i", "k", "l", "m", ""]


def test_a_list_of_numbers_below_a_letter_is_no_misread_label():
    body = (
        "Điều 1. Vị trí\n1. Sở Y tế là cơ quan.\nĐiều 2. Nhiệm vụ\n1. Cấp:\n"
        "a) Phép;\nh) Tem:\n1) Đỏ;\n"
        "2) Xanh.\n"
    )
    found = of(dated("ỦY BAN NHÂN DÂN\nTỈNH HÒA BÌNH", "Hòa Bình"), body=body)
    assert [duty["text"] for duty in found["duties"]] == ["Cấp:", "Phép;", "Tem:", "Đỏ;", "Xanh."]
    assert "diem-i" not in str([duty["path"] for duty in found["duties"]])


def test_cells_of_a_markdown_table_with_lines_of_their_own():
    text = (
        "| ỦY BAN NHÂN DÂN<br>TỈNH HÒA BÌNH | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM<br>Độc lập |\n"
        "|---|---|\n| Số: 8/QĐ-UBND | _Hòa Bình, ngày 1/2/2013_ |\n\n"
        f"**QUYẾT ĐỊNH**\n\n**Về tổ chức của Sở Y tế**\n\n{BODY}\n"
        "| _**Nơi nhận:**_<br>- Bộ Y tế;<br>- Lưu: VT. | **TM. ỦY BAN NHÂN DÂN**"
        "<br>**CHỦ TỊCH**<br><br>**Bùi Văn An** |\n|---|---|\n"
    )
    found = record_text(text)["decision"]
    assert (found["number"], found["issued"]) == ("8/QĐ-UBND", "2013-02-01")
    assert found["issuer"] == "Ủy ban nhân dân tỉnh Hòa Bình"
    assert found["recipients"] == ["Bộ Y tế", "Lưu: VT"]
    assert [signer["name"] for signer in found["signers"]] == ["Bùi Văn An"]


def test_the_heading_of_a_site_is_no_kind_of_document():
    head = dated("ỦY BAN NHÂN DÂN\nTỈNH HÒA BÌNH", "Hòa Bình")
    assert of(f"VĂN BẢN\n{head}")["decision"]["kind"] == "Quyết định"
