"""HTML: the marks that a browser sets before the entries of a numbered list."""

import pytest

from loaders.formats.html import text_of


def lines(page: str) -> list[str]:
    found = text_of(f"<html><body>{page}</body></html>".encode()).split("\n")
    return [line for line in found if line]


@pytest.mark.parametrize(
    ("page", "shown"),
    [
        ("<ol><li>Văn phòng;</li><li>Thanh tra.</li></ol>", ["1. Văn phòng;", "2. Thanh tra."]),
        ("<ol type=a><li>Văn phòng</li><li>Phòng Y</li></ol>", ["a. Văn phòng", "b. Phòng Y"]),
        ("<ol type=I><li>Vị trí</li><li>Nhiệm vụ</li></ol>", ["I. Vị trí", "II. Nhiệm vụ"]),
        ("<ol type=A start=3><li>Biên chế</li></ol>", ["C. Biên chế"]),
        ("<ol start=4><li>A</li><li value=9>B</li><li>C</li></ol>", ["4. A", "9. B", "10. C"]),
        ("<ol><li><p>Văn phòng</p></li></ol>", ["1. Văn phòng"]),
        (
            "<ol><li>Trình:<ol type=a><li>Dự thảo</li></ol></li><li>Giúp</li></ol>",
            ["1. Trình:", "a. Dự thảo", "2. Giúp"],
        ),
        # the text has its own marks, or the page shows none
        ("<ol><li>1. Văn phòng</li><li>a) Phòng Y</li></ol>", ["1. Văn phòng", "a) Phòng Y"]),
        ("<ol><li>Điều 1. Vị trí</li></ol>", ["Điều 1. Vị trí"]),
        ('<ol style="list-style-type: none"><li>Văn phòng</li></ol>', ["Văn phòng"]),
        ('<ol class="breadcrumb"><li>Trang chủ</li></ol>', ["Trang chủ"]),
        ("<ul><li>Căn cứ Luật Tổ chức</li></ul>", ["Căn cứ Luật Tổ chức"]),
        ("<ol start=x><li>Văn phòng</li></ol>", ["1. Văn phòng"]),
        ("<ol type=a start=0><li>Văn phòng</li></ol>", ["0. Văn phòng"]),
    ],
)
def test_entries_have_the_marks_that_a_reader_sees(page, shown):
    assert lines(page) == shown
