"""The IRI table of the design, and that the same things always get the same IRI."""

import pytest

from loaders.facts.model import Act
from loaders.iris import Iris, issuer_slug, without_province
from loaders.spelling import fold, slug, standard
from tests.loaders.helpers import FIVE, decision, parse_text, parsed

BASE = "https://w3id.org/bomay/"
IRIS = Iris(BASE)
AGENCY = f"{BASE}id/org/binh-phuoc/so-thong-tin-va-truyen-thong"


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("kon-tum", "ubnd-kon-tum/qd-ubnd/2023/12"),
        ("binh-phuoc", "ubnd-binh-phuoc/qd-ubnd/2023/12"),
        (
            "soc-trang",
            "ubnd-soc-trang/qd-ubnd/2023/khong-so.hl-2023-10-16.so-thong-tin-va-truyen-thong",
        ),
        (
            "hau-giang",
            "ubnd-hau-giang/qd-ubnd/2023/khong-so.hl-2023-01-09.so-thong-tin-va-truyen-thong",
        ),
        (
            "lang-son",
            "ubnd-lang-son/qd-ubnd/2021/khong-so.hl-2021-12-10.so-thong-tin-va-truyen-thong",
        ),
    ],
)
def test_decision(name, path):
    found = parsed(name)
    iri = IRIS.decision(found.facts, found.document.source)
    assert iri == f"{BASE}eli/vn/{path}"
    assert IRIS.graph(iri) == f"{BASE}graph/{path}"


def test_the_five_decisions_have_five_iris():
    found = {IRIS.decision(parsed(n).facts, parsed(n).document.source) for n in FIVE}
    assert len(found) == 5


@pytest.mark.parametrize(
    ("iri", "path"),
    [
        (IRIS.province("binh-phuoc"), "id/province/binh-phuoc"),
        (IRIS.org("binh-phuoc", "Sở Thông tin và Truyền thông"), AGENCY.removeprefix(BASE)),
        (IRIS.org("vn", "Bộ Thông tin và Truyền thông"), "id/org/vn/bo-thong-tin-va-truyen-thong"),
        (
            IRIS.org("ninh-binh", "Trung tâm Y tế Kim Bảng thuộc Sở Y tế"),
            "id/org/ninh-binh/so-y-te/trung-tam-y-te-kim-bang",
        ),
        (IRIS.committee("kon-tum"), "id/org/kon-tum/uy-ban-nhan-dan"),
        (
            IRIS.unit(AGENCY, "Thanh tra Sở"),
            "id/org/binh-phuoc/so-thong-tin-va-truyen-thong/thanh-tra",
        ),
        (
            IRIS.unit(AGENCY, "Thanh tra"),
            "id/org/binh-phuoc/so-thong-tin-va-truyen-thong/thanh-tra",
        ),
        (
            IRIS.unit(AGENCY, "Trung tâm Công nghệ số tỉnh Sóc Trăng"),
            "id/org/binh-phuoc/so-thong-tin-va-truyen-thong/trung-tam-cong-nghe-so",
        ),
        (
            IRIS.post(AGENCY, "Giám đốc"),
            "id/org/binh-phuoc/so-thong-tin-va-truyen-thong/chuc-danh/giam-doc",
        ),
        (IRIS.code("field", "buu-chinh"), "code/field/buu-chinh"),
        (IRIS.shared("shared"), "graph/shared"),
        (
            IRIS.duty(f"{BASE}eli/vn/ubnd-binh-phuoc/qd-ubnd/2023/12", AGENCY, "khoan-14/diem-dd"),
            "id/duty/binh-phuoc/so-thong-tin-va-truyen-thong/qd-ubnd-2023-12/khoan-14/diem-dd",
        ),
    ],
)
def test_iri_table(iri, path):
    assert iri == BASE + path


@pytest.mark.parametrize(
    ("act", "path"),
    [
        (Act("Nghị định", "24/2014/NĐ-CP"), "nd-cp/2014/24"),
        (Act("Nghị định", "024/2014/NĐ-CP"), "nd-cp/2014/24"),
        (Act("Thông tư liên tịch", "06/2016/TTLT-BTTTT-BNV"), "ttlt-btttt-bnv/2016/6"),
        (Act("Thông tư", "11/2022/TT-BTTTT"), "tt-btttt/2022/11"),
        (
            Act("Luật", None, "2015-06-19", "Luật Tổ chức chính quyền địa phương"),
            "luat/2015-06-19/to-chuc-chinh-quyen-dia-phuong",
        ),
        (Act("Luật", "72/2025/QH15", None, "Luật Tổ chức"), "luat/2025/72"),
        (Act("Nghị quyết", "202/2025/QH15"), "nghi-quyet-quoc-hoi/2025/202"),
        (
            Act("Pháp lệnh", None, "1998-02-26", "Pháp lệnh Cán bộ, công chức"),
            "phap-lenh/1998-02-26/can-bo-cong-chuc",
        ),
        (Act("Quyết định", "41/2018/QĐ-UBND"), "ubnd-kon-tum/qd-ubnd/2018/41"),
        (
            Act("Quyết định", "41/2018/QĐ-UBND", None, None, "Ủy ban nhân dân tỉnh Hậu Giang"),
            "ubnd-hau-giang/qd-ubnd/2018/41",
        ),
        (
            Act("Quyết định", "5/QĐ-UBND", "2020-01-02", None, "Chủ tịch Ủy ban nhân dân tỉnh"),
            "ct-ubnd-kon-tum/qd-ubnd/2020/5",
        ),
        (Act("Nghị quyết", "15/NQ-HĐND", "2025-06-26"), "hdnd-kon-tum/nq-hdnd/2025/15"),
        (Act("Quyết định", "763-QĐ/TU", "2022-11-30"), "tinh-uy-kon-tum/qd-tu/2022/763"),
        (Act("Nghị định", "244-HĐBT", "1990-08-01"), "hdbt/1990/244"),
        (Act("Quyết định", "05/2019/QĐ-TTg"), "qd-ttg/2019/5"),
    ],
)
def test_cited_act(act, path):
    assert IRIS.act(act, "kon-tum") == f"{BASE}eli/vn/{path}"


@pytest.mark.parametrize(
    "act",
    [
        Act("Luật", None, "2015-06-19", None),
        Act("Luật", None, None, "Luật Thanh tra"),
        Act("Nghị định", "NĐ-CP"),
    ],
)
def test_an_act_that_cannot_be_told_apart_has_no_iri(act):
    assert IRIS.act(act, "kon-tum") is None


def test_a_local_act_without_a_place_has_no_iri_of_the_party_or_the_agencies():
    assert IRIS.act(Act("Quyết định", "763-QĐ/TU", "2022-11-30"), None) is None
    assert IRIS.act(Act("Tờ trình", "09/TTr-STTTT", "2023-01-31"), None) is None


@pytest.mark.parametrize(
    ("letterhead", "path"),
    [
        ("Số: 05/2024/QĐ-UBND", "ubnd-kon-tum/qd-ubnd/2024/5"),
        ("Số: 05/QĐ-UBND Kon Tum, ngày 10 tháng 01 năm 2024", "ubnd-kon-tum/qd-ubnd/2024/5"),
        ("Số: 05/QĐ-UBND", "ubnd-kon-tum/qd-ubnd/khong-nam/5"),
    ],
)
def test_decision_of_a_letterhead(letterhead, path):
    found = parse_text(decision("Điều 1. Vị trí\n\n1. Sở.", letterhead=letterhead))
    assert IRIS.decision(found.facts, found.document.source) == f"{BASE}eli/vn/{path}"


def test_a_decision_without_number_and_dates_is_named_by_its_file():
    found = parse_text(decision("Điều 1. Vị trí\n\n1. Sở.", letterhead=""))
    digest = found.document.source.sha256[:8]
    assert IRIS.decision(found.facts, found.document.source) == (
        f"{BASE}eli/vn/ubnd-kon-tum/qd-ubnd/khong-nam/khong-so.tep-{digest}.so-noi-vu"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Điện Biên", "dien-bien"),
        ("Đắk Lắk", "dak-lak"),
        ("Bà Rịa – Vũng Tàu", "ba-ria-vung-tau"),
        ("  Uỷ ban,  nhân dân. ", "uy-ban-nhan-dan"),
        ("Phòng Thông tin - Báo chí - Xuất bản", "phong-thong-tin-bao-chi-xuat-ban"),
        ("", ""),
    ],
)
def test_slug(text, expected):
    assert slug(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Uỷ ban", "Ủy ban"),
        ("UỶ BAN", "ỦY BAN"),
        ("hoà bình", "hòa bình"),
        ("thuỷ sản", "thủy sản"),
        ("quý", "quý"),
        ("Quỹ", "Quỹ"),
        ("hoàn toàn", "hoàn toàn"),
        ("khoẻ", "khỏe"),
        ("xoá", "xóa"),
    ],
)
def test_standard_spelling_keeps_the_length(text, expected):
    assert standard(text) == expected
    assert len(standard(text)) == len(text)


def test_fold_and_place_names():
    assert fold("ĐIỆN BIÊN Phủ") == "dien bien phu"
    assert without_province("Sở Nội vụ tỉnh Kon Tum") == "Sở Nội vụ"
    assert without_province("Sở Nội vụ") == "Sở Nội vụ"
    assert issuer_slug("Hội đồng nhân dân tỉnh Kon Tum", None) == "hdnd-kon-tum"
    assert issuer_slug(None, None) == "ubnd-khong-ro"


@pytest.mark.parametrize(
    ("issuer", "place", "expected"),
    [
        ("Ủy ban nhân dân tỉnh Tây Ninh", None, "ubnd-tay-ninh"),
        ("Chủ tịch Ủy ban nhân dân thành phố Hà Nội", None, "ct-ubnd-ha-noi"),
        ("Hội đồng nhân dân tỉnh Kon Tum", None, "hdnd-kon-tum"),
        ("Ủy ban nhân dân", "kon-tum", "ubnd-kon-tum"),
        (None, None, "ubnd-khong-ro"),
        ("Ủy ban nhân dân huyện Châu Thành", "tay-ninh", "ubnd-huyen-chau-thanh-tay-ninh"),
        ("UBND quận Hoàn Kiếm, thành phố Hà Nội", None, "ubnd-quan-hoan-kiem-ha-noi"),
        ("Ủy ban nhân dân thành phố Vinh, tỉnh Nghệ An", None, "ubnd-thanh-pho-vinh-nghe-an"),
        ("Sở Nội vụ tỉnh Tây Ninh", None, "so-noi-vu-tay-ninh"),
        ("Giám đốc Sở Nội vụ", "tay-ninh", "so-noi-vu-tay-ninh"),
        ("Tổng cục Thuế", None, "tong-cuc-thue"),
        ("Ngân hàng Nhà nước Việt Nam", None, "ngan-hang-nha-nuoc-viet-nam"),
    ],
)
def test_each_issuer_has_a_name_of_its_own_in_iris(
    issuer: str | None, place: str | None, expected: str
) -> None:
    assert issuer_slug(issuer, place) == expected
