"""Body classes: a rule for every body of a class sets up no body."""

import pytest
from pyoxigraph import NamedNode, RdfFormat, Store

from loaders.build import build
from loaders.facts.body_classes import read_classes
from loaders.facts.model import Evidence, Stated
from loaders.iris import Iris
from loaders.model import Span
from loaders.pipeline import parse_source
from loaders.record import record
from loaders.triples.names import one_name
from loaders.triples.writer import Writer, term, vi
from ontology import DEFAULT_BASE_IRI
from tests.loaders.helpers import decision, source_of
from tests.loaders.test_curation_graph import ask

CENTRAL, LOCAL = "Bộ Nội vụ", "Ủy ban nhân dân tỉnh Kon Tum"
PROVINCES = "tỉnh, thành phố trực thuộc trung ương"


def classes(name, issuer):
    """Return (short name, kind, level) of each class and whether all were told; None for a body."""
    found = read_classes(Stated(name, Evidence(Span(0, 0), "", "test")), issuer)
    return found and ([(c.short, c.kind, c.level) for c in found.classes], found.is_whole)


UBND = "uy-ban-nhan-dan"
HOME = ("Sở Nội vụ", "so", "cap-tinh")


@pytest.mark.parametrize(
    ("name", "issuer", "expected"),
    [
        (f"Sở Nội vụ thuộc Ủy ban nhân dân {PROVINCES}", CENTRAL, ([HOME], True)),
        (f"Sở Nội vụ thuộc Ủy ban nhân dân {PROVINCES.upper()}", CENTRAL, ([HOME], True)),
        ("Sở Nội vụ thuộc Ủy ban nhân dân các tỉnh, thành phố", CENTRAL, ([HOME], True)),
        ("Sở Nội vụ", CENTRAL, ([HOME], True)),
        ("Sở Nội vụ thuộc Ủy ban nhân dân cấp tỉnh", "", ([HOME], True)),
        (
            "Phòng Tư pháp thuộc Ủy ban nhân dân huyện, quận, thị xã, thành phố thuộc tỉnh",
            CENTRAL,
            ([("Phòng Tư pháp", "phong", "cap-huyen")], True),
        ),
        # of one province, but still every office of its districts
        (
            "Phòng Tư pháp thuộc Ủy ban nhân dân các huyện, thành phố trên địa bàn tỉnh Kon Tum",
            LOCAL,
            ([("Phòng Tư pháp", "phong", "cap-huyen")], True),
        ),
        # one class at two levels, two classes, three with their owner in common
        (
            "Cơ quan chuyên môn về lao động thuộc Ủy ban nhân dân cấp tỉnh, cấp huyện",
            CENTRAL,
            (
                [
                    ("Cơ quan chuyên môn về lao động", None, "cap-tinh"),
                    ("Cơ quan chuyên môn về lao động", None, "cap-huyen"),
                ],
                True,
            ),
        ),
        (
            f"Sở Nội vụ thuộc Ủy ban nhân dân {PROVINCES}, Phòng Nội vụ thuộc Ủy ban nhân dân "
            f"huyện, quận thuộc {PROVINCES}",
            CENTRAL,
            ([HOME, ("Phòng Nội vụ", "phong", "cap-huyen")], True),
        ),
        (
            f"Sở Nội vụ thuộc Ủy ban nhân dân {PROVINCES} và lĩnh vực nội vụ của phòng chuyên môn "
            f"thuộc Ủy ban nhân dân xã, phường, đặc khu thuộc {PROVINCES}",
            CENTRAL,
            ([HOME, ("Phòng chuyên môn", "phong", "cap-xa")], True),
        ),
        (
            "Ủy ban nhân dân, Chủ tịch Ủy ban nhân dân, cơ quan chuyên môn thuộc Ủy ban nhân dân "
            "đặc khu trong trường hợp đặc thù",
            "Chính phủ",
            ([("Cơ quan chuyên môn", None, "cap-xa")], False),
        ),
        (
            f"Sở Thông tin và Truyền thông thuộc Ủy ban nhân dân {PROVINCES}; Phòng Văn hóa và "
            "Thông tin thuộc Ủy ban nhân dân huyện, quận, thị xã, thành phố thuộc tỉnh, thành phố "
            "thuộc thành phố trực thuộc Trung ương",
            CENTRAL,
            (
                [
                    ("Sở Thông tin và Truyền thông", "so", "cap-tinh"),
                    ("Phòng Văn hóa và Thông tin", "phong", "cap-huyen"),
                ],
                True,
            ),
        ),
        (
            "Trung tâm Y tế huyện, quận, thị xã, thành phố thuộc tỉnh",
            "Bộ Y tế",
            ([("Trung tâm Y tế", "trung-tam", "cap-huyen")], True),
        ),
        ("Ủy ban nhân dân đặc khu", "", ([("Ủy ban nhân dân đặc khu", UBND, "cap-xa")], True)),
        (
            f"Thanh tra {PROVINCES}, Thanh tra huyện, quận, thị xã, Thanh tra sở",
            "Thanh tra Chính phủ",
            (
                [("Thanh tra", "thanh-tra", "cap-tinh"), ("Thanh tra", "thanh-tra", "cap-huyen")],
                False,
            ),
        ),
        # its owner is a class, so it is one
        (
            "Văn phòng đăng ký đất đai trực thuộc Sở Tài nguyên và Môi trường",
            "Bộ Tài nguyên và Môi trường",
            (
                [
                    (
                        "Văn phòng đăng ký đất đai trực thuộc Sở Tài nguyên và Môi trường",
                        "van-phong",
                        "cap-tinh",
                    )
                ],
                True,
            ),
        ),
        # one body each
        ("Văn phòng đăng ký đất đai trực thuộc Sở Tài nguyên và Môi trường", LOCAL, None),
        ("Trung tâm Y tế các huyện, thành phố Huế", LOCAL, None),
        ("Ban Quản lý chợ các xã, phường Quyết Thắng", LOCAL, None),
        ("Sở Nội vụ tỉnh Kon Tum", LOCAL, None),
        ("Sở Nội vụ thuộc Ủy ban nhân dân tỉnh", LOCAL, None),
        ("Sở Nội vụ", LOCAL, None),
        ("Sở Nội vụ", "", None),
        ("Sở An toàn thực phẩm Thành phố Hồ Chí Minh", "Chính phủ", None),
        ("Sở Giao dịch Kho bạc Nhà nước", "Bộ Tài chính", None),
        ("Vụ Tổ chức cán bộ", CENTRAL, None),
        ("Trung tâm Thông tin thuộc Bộ Nội vụ", CENTRAL, None),
        ("Cục Việc làm", CENTRAL, None),
        ("Phòng Tư pháp thuộc Ủy ban nhân dân đặc khu Phú Quốc", LOCAL, None),
        ("Ban Quản lý các khu công nghiệp tỉnh, thành phố Huế", LOCAL, None),
        ("Văn phòng Ủy ban nhân dân xã Đăk Hà", LOCAL, None),
    ],
)
def test_which_classes_a_name_covers(name, issuer, expected):
    assert classes(name, issuer) == expected


CIRCULAR = """BỘ NỘI VỤ
Số: 7/2025/TT-BNV
Hà Nội, ngày 10 tháng 01 năm 2025
THÔNG TƯ
Hướng dẫn chức năng, nhiệm vụ, quyền hạn của {}
Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;
Bộ trưởng Bộ Nội vụ ban hành Thông tư.
Điều 1. Vị trí và chức năng
1. Sở Nội vụ là cơ quan chuyên môn thuộc Ủy ban nhân dân cấp tỉnh, có con dấu và tài khoản riêng.
{}Điều 2. {}
1. Trình Ủy ban nhân dân cấp tỉnh dự thảo quyết định.
2. Phối hợp với Sở Tài chính lập dự toán.
Điều 3. Cơ cấu tổ chức
1. Sở có Giám đốc và không quá 03 Phó Giám đốc.
2. Các tổ chức gồm:
a) Văn phòng;
b) Thanh tra.
Điều 4. Thông tư này có hiệu lực từ ngày 20 tháng 02 năm 2025."""
ONE = CIRCULAR.format(f"Sở Nội vụ thuộc Ủy ban nhân dân {PROVINCES}", "", "Nhiệm vụ, quyền hạn")
TWO = f"Sở Nội vụ thuộc Ủy ban nhân dân {PROVINCES}, Phòng Nội vụ thuộc Ủy ban nhân dân cấp huyện"
CLASS = f"{DEFAULT_BASE_IRI}id/body-class/vn/cap-tinh/so-noi-vu"


def built(tmp_path, text):
    file = tmp_path / "thong-tu.txt"
    file.write_text(text, encoding="utf-8")
    report = build([file], tmp_path / "out", DEFAULT_BASE_IRI)
    assert (report.rejected, report.violations) == ((), ())
    assert report.release
    store = Store()
    store.bulk_load((report.release / "data.nq").read_bytes(), format=RdfFormat.N_QUADS)
    return store


def test_json_keeps_its_form():
    found = record(parse_source(source_of(ONE)), DEFAULT_BASE_IRI)
    name = f"Sở Nội vụ thuộc Ủy ban nhân dân {PROVINCES}"
    assert found["agency"] == {"name": name, "kind": "sở", "province": None, "iri": CLASS}
    (known,) = found["body_classes"]
    assert (known["name"], known["level"], known["iri"]) == (name, "cap-tinh", CLASS)
    several = record(parse_source(source_of(CIRCULAR.format(TWO, "", "X"))), DEFAULT_BASE_IRI)
    assert (several["agency"]["name"], several["agency"]["iri"]) == (TWO, None)
    assert len(several["body_classes"]) == 2


def test_a_class_has_duties_units_and_posts_and_is_no_body(tmp_path):
    store = built(tmp_path, ONE)
    assert ask(store, f"<{CLASS}> a bm:BodyClass ; skos:altLabel 'Sở Nội vụ'@vi ; bm:level ?level")
    assert ask(store, f"?duty bm:dutyOf <{CLASS}> ; bm:action ?action ; bm:evidence ?evidence")
    assert ask(store, f"<{CLASS}/van-phong> a bm:BodyClass ; bm:partOfClass <{CLASS}>")
    assert ask(store, f"<{CLASS}/chuc-danh/pho-giam-doc> a bm:PostClass ; bm:maxHolders 3")
    for kind in ("cv:PublicOrganisation", "org:FormalOrganization", "org:OrganizationalUnit"):
        assert not ask(store, f"?body a {kind} FILTER(CONTAINS(STR(?body), 'so-noi-vu'))")
    assert not ask(store, "?post a org:Post")


@pytest.mark.parametrize(
    ("chapter", "heading", "is_told"),
    [
        ("", "Nhiệm vụ, quyền hạn của Sở Nội vụ", True),
        ("", "Nhiệm vụ và quyền hạn của Sở", True),
        ("Chương II\nSỞ NỘI VỤ\n", "Nhiệm vụ, quyền hạn", True),
        ("", "Nhiệm vụ, quyền hạn", False),
        ("", "Nhiệm vụ, quyền hạn của Bộ trưởng", False),
    ],
)
def test_whose_duties_they_are_where_there_are_several(tmp_path, chapter, heading, is_told):
    text = CIRCULAR.format(TWO, chapter, heading)
    store = built(tmp_path, text)
    assert ask(store, f"?duty bm:dutyOf <{CLASS}>") is is_told
    assert ask(store, "?decision bm:concerns ?class . ?class bm:level ?level")
    codes = [issue.code for issue in parse_source(source_of(text)).issues]
    assert ("classes-unresolved" in codes) is not is_told


def test_agencies_under_a_committee_are_a_class(tmp_path):
    text = CIRCULAR.replace("chức năng, nhiệm vụ, quyền hạn của", "tổ chức").format(
        f"các cơ quan chuyên môn thuộc Ủy ban nhân dân {PROVINCES}", "", "X"
    )
    store = built(tmp_path, text)
    assert ask(store, "?decision bm:concerns ?class . ?class skos:altLabel 'Cơ quan chuyên môn'@vi")


def test_a_central_text_has_the_iri_by_which_it_is_cited(tmp_path):
    store = built(tmp_path, ONE)
    assert ask(store, f"<{DEFAULT_BASE_IRI}eli/vn/tt-bnv/2025/7> a bm:Decision")


def test_two_spellings_of_a_class_are_one_name_and_a_further_one():
    iri, place = f"{DEFAULT_BASE_IRI}id/class", Evidence(Span(0, 1), "", "test")
    quads = []
    for key, name in (("a", "Cơ quan X"), ("b", "Các cơ quan X"), ("c", "Cơ quan X")):
        graph = NamedNode(f"{DEFAULT_BASE_IRI}graph/{key}")
        eli = f"{DEFAULT_BASE_IRI}eli/{key}"
        writer = Writer(Iris(DEFAULT_BASE_IRI), graph, eli, f"{DEFAULT_BASE_IRI}id/source")
        writer.state(iri, "skos:prefLabel", vi(name), place)
        quads += writer.quads
    found = one_name(quads)
    assert {(q.predicate, q.object) for q in found if q.subject == NamedNode(iri)} == {
        (term("skos:prefLabel"), vi("Cơ quan X")),
        (term("skos:altLabel"), vi("Các cơ quan X")),
    }
    says = [q.object for q in found if q.predicate == term("bm:predicate")]
    assert says == [term("skos:prefLabel"), term("skos:altLabel"), term("skos:prefLabel")]
    assert set(one_name(quads[::-1])) == set(found)


def test_a_decision_on_one_body_has_no_class():
    found = record(parse_source(source_of(decision("Điều 1. Vị trí"))), DEFAULT_BASE_IRI)
    assert "body_classes" not in found
    assert found["agency"]["iri"].startswith(f"{DEFAULT_BASE_IRI}id/org/kon-tum/")
