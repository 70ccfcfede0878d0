"""Letterheads as sites and scans give them back: issuer, kind, title, number, effect, agency."""

import pytest

from loaders.formats.html import text_of
from tests.loaders.helpers import codes, decision, parse_text, record_text

MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
RECITALS = (
    "Căn cứ Luật Tổ chức Hội đồng nhân dân và Ủy ban nhân dân ngày 26 tháng 11 năm 2003;\n"
    "Theo đề nghị của Giám đốc Sở Nội vụ,\n"
)
BODY = (
    "QUYẾT ĐỊNH:\nĐiều 1. Ban hành kèm theo Quyết định này Quy định chức năng của Sở Y tế.\n"
    "Điều 2. Quyết định này có hiệu lực kể từ ngày ký.\n"
)


def of(head, recitals=RECITALS, body=BODY):
    return record_text(head + recitals + body)


# --- issuer ---


@pytest.mark.parametrize(
    ("head", "issuer"),
    [
        pytest.param(
            f"ỦY\nBAN NHÂN DÂN\nTỈNH HÒA BÌNH\n-------\n|\n{MOTTO}|\nSố:\n14/2007/QĐ-UBND\n|\n"
            "Hòa\nBình, ngày 19 tháng 6 năm 2007\n|\nQUYẾT ĐỊNH\nVỀ PHÍ\nỦY BAN NHÂN DÂN TỈNH\n",
            "Ủy ban nhân dân tỉnh Hòa Bình",
            id="over three lines",
        ),
        pytest.param(
            f"ỦY BAN NHÂN DÂN\nTỈNH HÒA BÌNH\n{MOTTO}Số: 5/QĐ-UBND\nHòa Bình, ngày 1/2/2012\n"
            "QUYẾT ĐỊNH\nVỀ PHÍ\nCHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH\n",
            "Chủ tịch Ủy ban nhân dân tỉnh Hòa Bình",
            id="chairman without a place",
        ),
        pytest.param(
            f"ỦY BAN NHÂN DÂN\nTỈNH HÒA BÌNH\n{MOTTO}Số: 5/QĐ-UBND\nHòa Bình, ngày 1/2/2012\n"
            "QUYẾT ĐỊNH\nBAN HÀNH QUY CHẾ THUỘC THẨM QUYỀN CỦA\nCHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH"
            " HÒA BÌNH\nỦY BAN NHÂN DÂN TỈNH HÒA BÌNH\n",
            "Ủy ban nhân dân tỉnh Hòa Bình",
            id="chairman in the title",
        ),
        pytest.param(
            "ỦY BAN NHÂN DÂN | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |\n"
            "Số: 16/2011/QĐ-UBND | Cà Mau, ngày 26 tháng 10 năm 2011 |\nỦY BAN NHÂN DÂN TỈNH\n",
            "Ủy ban nhân dân tỉnh Cà Mau",
            id="province in the dateline",
        ),
        pytest.param(
            f"BỘ Y TẾ-BỘ NỘI VỤ\nSố: 11/2005/TTLT/BYT-BNV\n{MOTTO}Hà Nội, ngày 12/4/2005\n"
            "THÔNG TƯ LIÊN TỊCH\nHướng dẫn\n"
            "Căn cứ Nghị định số 49/2003/NĐ-CP về Bộ Y tế và Bộ Nội vụ;\n",
            "Bộ Y tế - Bộ Nội vụ",
            id="two ministries",
        ),
        pytest.param(
            f"BỘ KHOA HỌC VÀ\nCÔNG NGHỆ\n-------\n{MOTTO}Số: 10/2025/TT-BKHCN\n"
            "Hà Nội, ngày 27 tháng 6 năm 2025\nTHÔNG TƯ\nHƯỚNG DẪN\n"
            "Căn cứ Nghị định số 55/2025/NĐ-CP về Bộ Khoa học và Công nghệ;\n",
            "Bộ Khoa học và Công nghệ",
            id="ministry over two lines",
        ),
    ],
)
def test_issuer(head, issuer):
    assert of(head)["decision"]["issuer"] == issuer


def test_a_bare_committee_outside_its_province_is_no_issuer():
    head = (
        "ỦY BAN NHÂN DÂN | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |\n"
        "Số: 16/2011/QĐ-UBND | Hà Nội, ngày 26 tháng 10 năm 2011 |\nỦY BAN NHÂN DÂN TỈNH\n"
    )
    assert of(head)["decision"]["issuer"] is None


# --- where the document begins ---


@pytest.mark.parametrize(
    "letterhead",
    [
        "Số: 98/2022/NĐ-CP |\nHà Nội, ngày 29 tháng 11 năm 2022 |\n",
        "CHÍNH PHỦ\n|\nCỘNG\nHÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
        "Số: 98/2022/NĐ-CP\nHà Nội, ngày 29 tháng 11 năm 2022\n",
    ],
)
def test_what_a_site_prints_above_the_letterhead_is_left_out(letterhead):
    site = (
        "Nghị định 98/2022/NĐ-CP về Bộ Tư pháp\n"
        "Số hiệu: | 98/2022/NĐ-CP | Loại văn bản: | Nghị định |\n"
        "Ngày ban hành: | 29/11/2022 | Ngày hiệu lực: | 01/01/2023 |\n"
    )
    recitals = (
        "Căn cứ Luật Tổ chức Chính phủ ngày 19 tháng 6 năm 2015;\n"
        "Chính phủ ban hành Nghị định quy định chức năng và cơ cấu tổ chức của Bộ Tư pháp.\n"
    )
    found = of(site + letterhead, recitals, "Điều 1. Vị trí\nBộ Tư pháp là cơ quan.\n")
    assert found["decision"]["title"] == "quy định chức năng và cơ cấu tổ chức của Bộ Tư pháp"
    assert found["agency"]["name"] == "Bộ Tư pháp"
    assert (found["decision"]["kind"], found["decision"]["issuer"]) == ("Nghị định", "Chính phủ")


# --- kind and title ---


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("V/V THÀNH LẬP TRUNG TÂM KHUYẾN NÔNG\n", "V/V THÀNH LẬP TRUNG TÂM KHUYẾN NÔNG"),
        ("", None),
    ],
)
def test_a_copy_that_lost_the_line_of_the_kind(title, expected):
    head = (
        "ỦY BAN NHÂN DÂN | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |\n"
        "Số: 184/QĐ-UBND | Phú Thọ, ngày 30 tháng 5 năm 2011 |\n"
        f"{title}CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH PHÚ THỌ\n"
    )
    found = of(head)["decision"]
    assert (found["kind"], found["title"]) == ("Quyết định", expected)
    issues = codes(parse_text(head + RECITALS + BODY))
    assert ("title-missing" in issues) == (expected is None)


def test_kind_by_the_letters_of_the_number():
    head = (
        "BỘ Y TẾ | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |\nSố: 5/CT-BYT | Hà Nội, ngày 3/2/2012 |\n"
    )
    assert of(head + "VỀ DỊCH\nBỘ TRƯỞNG BỘ Y TẾ\n", body="")["decision"]["kind"] == "Chỉ thị"


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (
            "NGHỊ ĐỊNH\nCỦA CHÍNH PHỦ SỐ 171/2004/NĐ-CP NGÀY 29 THÁNG 9 NĂM 2004 QUY ĐỊNH TỔ CHỨC\n"
            "CHÍNH PHỦ\n",
            "QUY ĐỊNH TỔ CHỨC",
        ),
        (
            "QUYẾT ĐỊNH\nCƠ CẤU TỔ CHỨC CỦA VĂN PHÒNG\nỦY BAN NHÂN DÂN TỈNH HÒA BÌNH\n"
            "ỦY BAN NHÂN DÂN TỈNH HÒA BÌNH\n",
            "CƠ CẤU TỔ CHỨC CỦA VĂN PHÒNG ỦY BAN NHÂN DÂN TỈNH HÒA BÌNH",
        ),
        ("THÔNG\nTƯ\nQUY\nĐỊNH VỀ BƯU CHÍNH\nBỘ TRƯỞNG BỘ Y TẾ\n", "QUY ĐỊNH VỀ BƯU CHÍNH"),
        ("NGHỊ QUYẾT VỀ BIÊN CHẾ\nHỘI ĐỒNG NHÂN DÂN TỈNH KON TUM\n", "VỀ BIÊN CHẾ"),
    ],
)
def test_title(lines, title):
    head = f"{MOTTO}Số: 171/2004/NĐ-CP\nHà Nội, ngày 29 tháng 9 năm 2004\n{lines}"
    assert of(head)["decision"]["title"] == title


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("Số: 11/2005/TTLT/BYT-BNV", "11/2005/TTLT/BYT-BNV"),
        ("Số: 21/2004/TTLT-BGD&ĐT-BNV", "21/2004/TTLT-BGD&ĐT-BNV"),
        ("Sô: 12/2010/QĐ–UBND", "12/2010/QĐ-UBND"),
        ("Số: 608/QĐ-UBND-HC", "608/QĐ-UBND-HC"),
        ("Số: 608/QĐUB-HC", "608/QĐ-UB-HC"),
    ],
)
def test_number(printed, number):
    text = decision("Điều 1. Việc", letterhead=f"{printed} Kon Tum, ngày 10/01/2010")
    assert record_text(text)["decision"]["number"] == number


# --- effect ---


@pytest.mark.parametrize(
    ("words", "effective", "rule"),
    [
        ("sau mười (10) ngày, kể từ ngày ký ban hành", None, True),
        ("sau 15 ngày, kể từ ngày đăng Công báo", None, True),
        ("sau 10 (mười) ngày kể từ ngày ký", None, True),
        ("sau mười ngày kể từ ngày ký", None, True),
        ("sau 10 ngày và được đăng báo chậm nhất là 05 ngày, kể từ ngày ký", None, True),
        ("ngay sau khi ký", None, True),
        ("từ ngày 01 tháng 3 năm 2025", "2025-03-01", True),
        ("tính từ ngày 01/3/2025", "2025-03-01", True),
        ("theo quy định", None, False),
    ],
)
def test_effect(words, effective, rule):
    text = decision(f"Điều 1. Việc\n\nĐiều 2. Quyết định này có hiệu lực thi hành {words}.")
    found = record_text(text)["decision"]
    assert (found["effective"], found["effective_rule"]) == (effective, words if rule else None)


def test_a_day_of_effect_that_is_in_no_calendar_is_reported():
    text = decision("Điều 1. Quyết định này có hiệu lực kể từ ngày 31 tháng 6 năm 2024.")
    assert "date-impossible" in codes(parse_text(text))
    assert record_text(text)["decision"]["effective"] is None


# --- agency ---


@pytest.mark.parametrize(
    ("title", "agency"),
    [
        ("Về việc thành lập Chi cục Biển thuộc Sở Nội vụ", "Chi cục Biển thuộc Sở Nội vụ"),
        ("Hợp nhất Trạm A và Trạm B thành Trung tâm Khuyến nông", "Trung tâm Khuyến nông"),
        ("Sáp nhập Trạm A vào Trung tâm Khuyến nông", "Trung tâm Khuyến nông"),
        ("Tổ chức lại Chi cục Thú y trên cơ sở sáp nhập hai trạm", "Chi cục Thú y"),
        ("Giải thể Ban Quản lý dự án Thủy lợi", "Ban Quản lý dự án Thủy lợi"),
        ("Cơ cấu tổ chức và mối quan hệ công tác của Thanh tra tỉnh", "Thanh tra tỉnh"),
        ("Quy định tổ chức bộ máy và biên chế Sở Công Thương", "Sở Công Thương"),
        ("QUY ĐỊNH CHỨC NĂNG CỦA SỞ NỘI VỤ KON TUM", "Sở Nội vụ Kon Tum"),
        ("CHỨC NĂNG CỦA THANH TRA TỈNH KON TUM", "Thanh tra tỉnh Kon Tum"),
        ("CHỨC NĂNG CỦA PHÒNG NỘI VỤ HUYỆN SA THẦY", "Phòng Nội vụ huyện Sa Thầy"),
        ("THÀNH LẬP TRẠM Y TẾ TRỰC THUỘC SỞ NỘI VỤ", "Trạm y tế trực thuộc Sở Nội vụ"),
        ("Thành lập Cơ quan Thanh tra, giám sát", "Cơ quan Thanh tra, giám sát"),
        ("Quy chế tổ chức và hoạt động của Đoàn Thanh tra Sở", "Đoàn Thanh tra Sở"),
        ("Thành lập Phân viện Mỏ đặt tại tỉnh Kon Tum", "Phân viện Mỏ"),
        ("Sửa đổi Quy định chức năng của Sở Y tế được ban hành tại Quyết định số 3", "Sở Y tế"),
        ("Về việc thành lập Hội đồng thẩm định", None),
        ("Thành lập Ban Chỉ đạo cải cách hành chính", None),
        ("Quy định hoạt động khoa học và công nghệ", None),
    ],
)
def test_agency_of_a_title(title, agency):
    text = decision(
        "Điều 1. Việc\n\nĐiều 2. Giám đốc Sở Nội vụ chịu trách nhiệm thi hành.", title=title
    )
    found = record_text(text)["agency"]
    assert (found and found["name"]) == agency


def test_agency_of_the_first_article_where_the_title_is_lost():
    head = "ỦY BAN NHÂN DÂN TỈNH CÀ MAU\nSố: 16/QĐ-UBND\nCà Mau, ngày 26/10/2011\n"
    found = of(head)["agency"]
    assert (found["name"], found["province"]) == ("Sở Y tế", "Cà Mau")


def test_enacting_words_over_two_lines():
    head = f"UBND TỈNH HÒA BÌNH\n{MOTTO}Số: 8/QĐ-X\nHòa Bình, ngày 1/2/2013\nVề phí\n"
    found = of(head, body=BODY.replace("QUYẾT ĐỊNH:", "QUYẾT\nĐỊNH:"))
    assert found["decision"]["kind"] == "Quyết định"


@pytest.mark.parametrize("charset", ["utf-8", "UTF8", "no-such-charset"])
def test_html_of_a_charset_that_nobody_knows_is_read_as_utf_8(charset):
    page = f"<html><head><meta charset={charset}></head><body><p>Sở Nội vụ</p></body></html>"
    assert text_of(page.encode()) == "Sở Nội vụ\n"


def test_a_text_without_line_ends_has_no_number_of_a_cited_act():
    text = (
        "QUYẾT ĐỊNH Quy định chức năng, nhiệm vụ của Sở Nội vụ tỉnh Hà Nam "
        "ỦY BAN NHÂN DÂN TỈNH HÀ NAM Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 "
        "năm 2015; Căn cứ Nghị định số 24/2014/NĐ-CP ngày 04 tháng 4 năm 2014 của Chính phủ; "
        "QUYẾT ĐỊNH: Điều 1. Vị trí Sở Nội vụ là cơ quan chuyên môn."
    )
    found = parse_text(text).facts.header
    assert (found.number, found.issued) == (None, None)
