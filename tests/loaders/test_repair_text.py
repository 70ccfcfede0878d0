"""Marks, glued words, hard wraps, page numbers: tables with one oddity a row."""

import pytest

from loaders.repair import repair
from loaders.repair.syllable import is_syllable
from tests.loaders.helpers import source_of


def mended(text):
    return repair(source_of(text))[0].text


# --- marks ---


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("**Điều 1.** Vị trí", "Điều 1. Vị trí"),
        ("***Điều 1.*** Vị trí", "Điều 1. Vị trí"),
        ("###### 1. Trình **Ủy ban**", "1. Trình Ủy ban"),
        ("# QUYẾT ĐỊNH", "QUYẾT ĐỊNH"),
        (
            "**x**\n*Căn cứ Luật ngày 19 tháng 6 năm 2015;*",
            "x\nCăn cứ Luật ngày 19 tháng 6 năm 2015;",
        ),
        ("**x**\n1\\. Trình", "x\n1. Trình"),
        ("**x**\n> Trích", "x\nTrích"),
        ("**x** __y__", "x y"),
        ("hệ số 2 * 3", "hệ số 2 * 3"),
        ("* Phòng Tổng hợp", "* Phòng Tổng hợp"),
        ("Số hiệu #12", "Số hiệu #12"),
        ("thông\u00a0tin", "thông tin"),
        ("thông \u200btin", "thông tin"),
        ("\ufeffĐiều 1.", "Điều 1."),
        ("Đi\u00adều 1.", "Điều 1."),
        ("1.\tTrình", "1. Trình"),
        ("a)   Trình    Ủy ban", "a) Trình Ủy ban"),
        ("QÐ-UBND", "QĐ-UBND"),
        ("Ðộc lập", "Độc lập"),
        ("quyết ðịnh", "quyết định"),
        ("   Điều 1.   \n\n\n  1. X. ", "Điều 1.\n1. X."),
        ("một\u3000hai", "một hai"),
    ],
)
def test_marks(raw, expected):
    assert mended(raw) == expected


# --- glued words ---


@pytest.mark.parametrize(
    ("glued", "parted"),
    [
        ("thông tindữ liệu", "thông tin dữ liệu"),
        ("trênđịa bàn", "trên địa bàn"),
        ("sản phẩm invi phạm", "sản phẩm in vi phạm"),
        ("quảnlý nhànước", "quản lý nhà nước"),
        ("củacác cơ quan", "của các cơ quan"),
        ("Quyếtđịnh này", "Quyết định này"),
        ("Tỉnhủy", "Tỉnh ủy"),
        ("phápluật", "pháp luật"),
        ("thôngTin", "thông Tin"),
        ("CỦASỞ VĂN HÓA", "CỦA SỞ VĂN HÓA"),
        ("TỈNHLÀO CAI", "TỈNH LÀO CAI"),
        ("khu công nghiệp TháiNguyên", "khu công nghiệp Thái Nguyên"),
    ],
)
def test_certain_glue_is_split(glued, parted):
    assert mended(glued) == parted


@pytest.mark.parametrize(
    "word",
    [
        *("photocopy", "Internet", "logistics", "VNCERT", "Camera", "online", "website", "karaoke"),
        *("Facebook", "Zalo", "Vinaphone", "Viettel", "smartphone", "marketing", "Blockchain"),
        *("Vietnam", "Hanoi", "Kontum", "Daklak", "Pleiku", "Xơđăng", "Giarai", "Sêrêpôk"),
        *("Mêkông", "Campuchia", "Ôxtrâylia", "Matxcơva", "rađiô", "biôga", "căngtin"),
        *(
            "NĐCP",
            "QĐUBND",
            "KONTUM",
            "TTĐT",
            "ĐBQH",
            "CNTT&TT",
            "UBMTTQVN",
            "KTVBQPPL",
            "nghiêng",
            "khuyếch",
            "đuờng",
        ),
    ],
)
def test_foreign_words_and_abbreviations_are_not_split(word):
    assert mended(f"có {word} màu") == f"có {word} màu"


# --- syllables ---


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("nghiệp", True),
        ("quyền", True),
        ("giữa", True),
        ("gì", True),
        ("giếng", True),
        ("khuya", True),
        ("khuỷu", True),
        ("khúc", True),
        ("Ủy", True),
        ("UỶ", True),
        ("yêu", True),
        ("oan", True),
        ("thuở", True),
        ("ngoằn", True),
        ("xoong", True),
        ("tindữ", False),
        ("Internet", False),
        ("việc", True),
        ("viêc", False),  # -c takes sắc or nặng only
        ("ạá", False),
        ("cāa", False),
        ("cs", False),
        ("w", False),
        ("", False),
        ("ghê", True),
        ("nhoẻn", True),
    ],
)
def test_is_syllable(word, expected):
    assert is_syllable(word) is expected


# --- hard wraps ---

FULL = [
    "Sở có chức năng tham mưu, giúp Ủy ban nhân dân tỉnh quản lý nhà nước về nội",
    "vụ trên địa bàn tỉnh theo quy định của pháp luật và theo sự phân công của Ủy",
    "ban nhân dân tỉnh; thực hiện các nhiệm vụ khác do cấp có thẩm quyền giao cho",
    "Sở theo quy định của pháp luật về tổ chức và hoạt động của các cơ quan nhà",
    "nước ở địa phương và theo hướng dẫn của Bộ trưởng Bộ Nội vụ về công tác tổ",
    "chức, biên chế và cán bộ của tỉnh trong từng thời kỳ nhất định của nhà nước",
    "Việt Nam.",
]
"""Seven lines of a file cut at a width: they tell the step the width."""


def paragraphs(lines):
    """Return the paragraphs after the lines that set the width."""
    first, *rest = mended("\n".join([*FULL, *lines])).split("\n")
    assert first == " ".join(FULL)
    return rest


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["1. Trình Ủy ban:", "a) Dự thảo;"], ["1. Trình Ủy ban:", "a) Dự thảo;"]),
        (["- Phòng Hạ tầng số", "- Phòng Chuyển đổi số"], 2),
        (["Chương II", "NHIỆM VỤ VÀ QUYỀN HẠN"], 2),
        (["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Trần Văn A"], 4),
        (["a) Quản lý:", "đối với dịch vụ công ích"], 2),
        (["Một câu ngắn,", "tiếp tục ở dòng sau."], 1),
        (["Một câu ngắn.", "Đoạn sau bắt đầu."], 2),
        (["a) Quản lý dịch vụ.", "", "", "b) Kiểm tra."], 2),
        (["Điều 4. Quyết định này có hiệu lực kể từ ngày 10 tháng 12 năm", "2021 và thay thế."], 1),
        (
            [
                "b) Xác nhận đối với các trường hợp đã được luật quy định tại điểm a và khoản",
                "1. Luật Bưu chính;",
            ],
            1,
        ),
        (
            [
                "b) Cấp văn bản xác nhận hoạt động trong trường hợp quy định tại điểm",
                "a, b khoản 1;",
            ],
            1,
        ),
        (
            [
                "a) Xây dựng và tổ chức quản lý hệ thống thông tin cơ sở và truyền thanh hệ",
                "- truyền hình cấp huyện;",
            ],
            1,
        ),
        (
            [
                "Căn cứ Nghị định số 24/2014/NĐ-CP ngày 04 tháng 4 năm 2014 của Chính",
                "phủ quy định;",
            ],
            1,
        ),
        (["Căn cứ Luật Thanh tra;", "Căn cứ Luật Đất đai;"], 2),
        (["(Kèm theo Quyết định số 12/2023/QĐ-UBND ngày 04 tháng 4 năm 2023", "của Ủy ban)"], 1),
        (
            [
                "2. Thực hiện các nhiệm vụ khác theo sự phân công, phân cấp, ủy quyền của\f",
                "Chủ tịch;",
            ],
            1,
        ),
    ],
)
def test_hard_wraps(lines, expected):
    found = paragraphs(lines)
    assert (found if isinstance(expected, list) else len(found)) == expected


def test_a_number_cut_after_its_hyphen_is_joined_without_a_blank():
    lines = [
        "Quyết định này sửa đổi Khoản 2 Điều 3 của Quyết định số 25/2016/QĐ-",
        "UBND ngày 30 tháng 5 năm 2016.",
    ]
    assert "25/2016/QĐ-UBND ngày 30" in mended("\n".join([*FULL, *lines]))


def test_lines_with_room_for_the_next_word_end_their_paragraph():
    assert paragraphs(["Văn phòng", "Thanh tra Sở", "Trung tâm Công nghệ số"]) == [
        "Văn phòng",
        "Thanh tra Sở",
        "Trung tâm Công nghệ số",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("theo quy định của\n\n2\n\npháp luật.", "theo quy định của pháp luật."),
        ("theo quy định của\n\n- 2 -\n\npháp luật.", "theo quy định của pháp luật."),
        ("a) x.\n2\nb) y.\n3\nc) z.", "a) x.\nb) y.\nc) z."),
        ("a) x.\n12\nb) y.", "a) x.\n12\nb) y."),
        ("a) trong năm\n2021 x", "a) trong năm 2021 x"),
    ],
    ids=["in a sentence", "between dashes", "counting on", "a lone number", "a year"],
)
def test_page_numbers(text, expected):
    assert mended(text) == expected


def test_a_page_number_leaves_an_edit_of_its_own_rule():
    edits = repair(source_of("theo quy định của\n\n2\n\npháp luật."))[0].edits
    assert [(e.before, e.rule) for e in edits] == [("\n\n2\n\n", "repair.page")]
