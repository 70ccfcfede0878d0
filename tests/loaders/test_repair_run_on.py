"""Run-on lines: a decision whose line ends are lost reads as it did with them."""

import pytest

from loaders.repair.run_on import _LONG, _long_lines, mend
from tests.loaders.growth import assert_grows_evenly
from tests.loaders.helpers import FIVE, parse_text, parsed, record_text

HEAD = (
    "BỘ Y TẾ VIỆT NAM DÂN CHỦ CỘNG HÒA Độc lập - Tự do - Hạnh phúc Số: 583-BYT/QĐ Hà Nội, ngày 14 "
    "tháng 09 năm 1968 QUYẾT ĐỊNH VỀ VIỆC THÀNH LẬP BỆNH VIỆN C TRỰC THUỘC BỘ Y TẾ BỘ TRƯỞNG BỘ Y "
    "TẾ Căn cứ vào Nghị định số 153-CP ngày 05 tháng 10 năm 1961; Để tăng cường công tác. "
)
TEXT = (
    f"{HEAD}QUYẾT ĐỊNH: Điều 1. - Nay thành lập bệnh viện C đặt trực thuộc Bộ Y tế. Điều 2. Nhiệm "
    "vụ 1. Khám bệnh theo khoản 2 Điều 3. Việc này là thường xuyên. 2. Đào tạo: a) Bác sĩ theo "
    "điểm b) khoản 1 Điều 9. Hằng năm; b) Y tá. Điều 3. Bệnh viện C do một bệnh viện trưởng phụ "
    "trách, có từ hai đến ba bệnh viện phó. Điều 4. Quyết định này có hiệu lực từ ngày ký."
)


def test_header_and_clauses_of_a_line():
    found = record_text(TEXT)
    head = found["decision"]
    assert (head["number"], head["issued"]) == ("583-BYT/QĐ", "1968-09-14")
    assert (head["kind"], head["issuer"]) == ("Quyết định", "Bộ Y tế")
    assert found["agency"]["name"] == "Bệnh viện C trực thuộc Bộ Y tế"
    assert [act["number"] for act in found["legal_bases"]] == ["153-CP"]
    root = parse_text(TEXT).document.root
    assert [node.path for node in root.of_kind("dieu")] == [f"dieu-{n}" for n in range(1, 5)]
    assert [node.path for node in root.of_kind("diem")] == [
        "dieu-2/khoan-2/diem-a",
        "dieu-2/khoan-2/diem-b",
    ]


@pytest.mark.parametrize("name", FIVE)
def test_the_five_decisions_on_one_line_keep_their_duties(name):
    whole = parsed(name)
    line = parse_text(" ".join(whole.document.mended.text.split()))
    assert len(line.facts.duties) == len(whole.facts.duties)
    assert line.facts.agency is not None
    assert whole.facts.agency is not None
    assert line.facts.agency.name.value == whole.facts.agency.name.value


@pytest.mark.parametrize(
    "text",
    [
        "Điều 1. Vị trí\nĐiều 2. Nhiệm vụ\n",  # short lines
        f"Theo khoản 2 Điều 5 Luật Đầu tư {'và các quy định khác có liên quan ' * 30}",
        f"Điều 7. {'Sở có trách nhiệm phối hợp với các cơ quan ' * 30} theo Điều 9 Luật Đầu tư.",
    ],
)
def test_other_lines_stay(text):
    assert list(mend(text)) == []


def test_the_time_grows_with_the_line():
    assert_grows_evenly(lambda text: list(mend(text)), TEXT, 100)
    assert_grows_evenly(lambda text: list(mend(text)), "A ", 20_000, "Điều 1. A Điều 2. B ")


@pytest.mark.parametrize("length", [_LONG - 1, _LONG, _LONG + 1])
@pytest.mark.parametrize("before", ["", "\n", "a\n", f"{'a' * 300}\n" * 3, f"{'a' * 599}\n\n"])
@pytest.mark.parametrize("after", ["", "\n", f"\n{'a' * 599}"])
def test_a_long_line_is_found_wherever_it_stands(before, length, after):
    line = "a" * length
    found = [(len(before), line)] if length >= _LONG else []
    assert [*_long_lines(before + line + after)] == found
