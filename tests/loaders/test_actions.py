"""Roles and actions of duties: every example of the table, what is no action, a judged sample."""

import re
import tomllib

import pytest
from rdflib import SKOS, Graph

from loaders.facts.readings import read_words
from loaders.facts.wording import alternation, key, without_brackets
from loaders.spelling import standard
from loaders.tables.duties import action_rules, role_words
from ontology import FOLDER
from tests.loaders.helpers import decision, parse_text, parsed, record_of, record_text
from tests.paths import ROOT

JUDGED = tomllib.loads(
    (ROOT / "tests" / "loaders" / "data" / "duties_judged.toml").read_text(encoding="utf-8")
)["duty"]


def roles(text: str) -> list[str]:
    return [code for code, _, _ in read_words(text).roles]


def actions(text: str) -> list[str]:
    return [code for code, _, _ in read_words(text).actions]


def codes_of(scheme: str) -> tuple[set[str], set[str]]:
    """Return the codes of a scheme, and those of them that others are narrower than."""
    graph = Graph().parse(FOLDER / "codes" / f"{scheme}.ttl", format="turtle")
    concepts = {str(notation) for _, notation in graph.subject_objects(SKOS.notation)}
    above = {str(broader).rsplit("/", 1)[1] for broader in graph.objects(None, SKOS.broader)}
    return concepts, above


@pytest.mark.parametrize("rule", action_rules(), ids=lambda r: f"{r.code}: {r.verbs[0]}")
def test_every_action_of_the_table_is_found_in_its_example(rule):
    assert rule.code in actions(rule.example)


@pytest.mark.parametrize("row", role_words(), ids=lambda r: r.words[0])
def test_every_role_of_the_table_is_found_in_its_example(row):
    assert {row.code, row.also} - {None} <= set(roles(row.example))


def test_the_table_and_the_scheme_of_actions_name_the_same():
    concepts, above = codes_of("action")
    used = {rule.code for rule in action_rules()}
    assert used <= concepts
    assert concepts - used <= above  # a concept without words only gathers others


def test_the_table_and_the_scheme_of_roles_name_the_same():
    concepts, _ = codes_of("agency-role")
    assert {row.code for row in role_words()} | {"tu-thuc-hien"} == concepts


def test_licensing_is_above_what_is_done_with_licences():
    graph = Graph().parse(FOLDER / "codes" / "action.ttl", format="turtle")
    narrower = {
        str(graph.value(concept, SKOS.notation))
        for concept, broader in graph.subject_objects(SKOS.broader)
        if str(broader).endswith("/cap-phep")
    }
    assert narrower == {
        "cap-giay-phep", "cap-lai-giay-phep", "gia-han-giay-phep", "sua-doi-bo-sung-giay-phep",
        "thu-hoi-giay-phep", "dinh-chi-giay-phep", "cho-phep",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Cấp, thu hồi, sửa đổi, bổ sung, gia hạn giấy phép thiết lập trang thông tin điện tử",
         ["cap-giay-phep", "thu-hoi-giay-phep", "sua-doi-bo-sung-giay-phep", "gia-han-giay-phep"]),
        ("Hướng dẫn, kiểm tra và tổ chức thực hiện các văn bản",
         ["huong-dan", "kiem-tra", "to-chuc-thuc-hien"]),
        # one object decides on all verbs before it
        ("Cấp kinh phí cho các đơn vị", ["phan-bo-kinh-phi"]),
        ("Cấp nước sạch cho người dân", []),
        ("Thu hồi sản phẩm không an toàn", ["thu-hoi"]),
        ("Xây dựng, trình cấp có thẩm quyền ban hành định mức",
         ["xay-dung-van-ban", "ban-hanh"]),
        # a verb that only carries another
        ("Tổ chức thẩm định hồ sơ", ["tham-dinh"]),
        ("Thực hiện việc cấp, gia hạn và thu hồi giấy phép",
         ["cap-giay-phep", "gia-han-giay-phep", "thu-hoi-giay-phep"]),
        ("Thực hiện nhiệm vụ đơn vị chuyên trách", ["thuc-hien"]),
        ("Hướng dẫn thực hiện quy chế", ["huong-dan"]),  # it is others who carry it out
        # further chains: after ";", a full stop, "và"
        ("Quản lý báo chí; cấp giấy phép; các quy định khác", ["quan-ly", "cap-giay-phep"]),
        ("Quản lý hạ tầng Camera. Chỉ đạo việc khai thác", ["quan-ly", "chi-dao"]),
        ("Xây dựng kế hoạch của tỉnh và tổ chức thực hiện sau khi phê duyệt",
         ["xay-dung-van-ban", "to-chuc-thuc-hien"]),
        ("Kiểm tra (bao gồm cả trên mạng), xử lý vi phạm", ["kiem-tra", "xu-ly-vi-pham"]),
        ("Xử lý theo thẩm quyền các vi phạm", ["xu-ly-vi-pham"]),
        ("KIỂM TRA,\n giám   sát việc thực hiện", ["kiem-tra", "giam-sat"]),
    ],
)  # fmt: skip
def test_actions(text, expected):
    assert actions(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Về báo chí",
        "Viễn thông:",
        "Chương trình, biện pháp tổ chức thực hiện nhiệm vụ",
        "Trình độ chuyên môn của công chức",
        "Quá trình cấp phép, giải quyết tranh chấp",
        "Phân cấp quản lý cho cấp huyện",
        "Cấp huyện và cấp xã",
        "Cấp có thẩm quyền phê duyệt",
        "Các cấp, các ngành",
        "Các báo cáo định kỳ",
        "Việc lưu trữ và truyền tải dữ liệu",
        "Các quy định về điều kiện, kỹ thuật",
        "Cơ chế, chính sách, các quy định quản lý",
        "Tem bưu chính trên địa bàn",
        "Thông tin về an toàn cứu nạn, cứu hộ",
        "Giấy phép xuất bản các ấn phẩm",
        "",
        " ;;: \n.",
    ],
)
def test_what_is_no_action_has_no_role(text):
    assert actions(text) == []
    assert roles(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Quản lý báo chí", ["tu-thuc-hien"]),
        ("Chủ trì, phối hợp với các sở kiểm tra báo chí", ["chu-tri"]),
        ("Chủ trì phối hợp xây dựng mô hình", ["chu-tri"]),
        ("Chủ trì hoặc phối hợp chỉ đạo, hướng dẫn", ["chu-tri", "phoi-hop"]),
        ("Phối hợp tổ chức thực hiện các quy định", ["phoi-hop"]),
        ("Quản lý và phối hợp quản lý doanh nghiệp", ["tu-thuc-hien", "phoi-hop"]),
        ("Tham mưu cho Ủy ban nhân dân tỉnh quản lý doanh nghiệp", ["tham-muu"]),
        ("Tham mưu, giúp Giám đốc Sở quản lý doanh nghiệp", ["tham-muu", "giup"]),
        ("Trình cấp có thẩm quyền hoặc thực hiện theo thẩm quyền việc cấp giấy phép",
         ["trinh", "tu-thuc-hien"]),
        ("Trình Ủy ban nhân dân tỉnh ban hành hoặc phê duyệt kế hoạch", ["trinh"]),
        ("Trình cấp có thẩm quyền trả lời hoặc trả lời theo thẩm quyền",
         ["trinh", "tu-thuc-hien"]),
        ("Giúp Ủy ban nhân dân tỉnh trong việc tổ chức thông tin", ["giup"]),
        # another's act, and a noun
        ("Thẩm định quy hoạch do Ủy ban nhân dân cấp huyện trình Ủy ban nhân dân tỉnh",
         ["tu-thuc-hien"]),
        ("Thẩm định chương trình Chính phủ giao", ["tu-thuc-hien"]),
        ("Hướng dẫn công chức giúp Ủy ban nhân dân xã quản lý đất đai", ["tu-thuc-hien"]),
    ],
)  # fmt: skip
def test_roles(text, expected):
    assert roles(text) == expected


def test_a_heading_gives_its_role_to_the_duties_below_it():
    duties = record_text(
        decision(
            "Điều 1. Chức năng\n\nSở Nội vụ là cơ quan thuộc Ủy ban nhân dân tỉnh.\n\n"
            "Điều 2. Nhiệm vụ và quyền hạn\n\n"
            "1. Trình Ủy ban nhân dân tỉnh:\n\na) Dự thảo quyết định;\n\n"
            "b) Phối hợp với Sở Tài chính lập dự toán.\n\n2. Quản lý hội."
        )
    )["duties"]
    said = {d["path"]: (d["role"], d["actions"], d["counterparts"]) for d in duties}
    assert said == {
        "khoan-1": (["trinh"], [], ["Ủy ban nhân dân tỉnh"]),
        "khoan-1/diem-a": (["trinh"], ["soan-thao"], ["Ủy ban nhân dân tỉnh"]),
        "khoan-1/diem-b": (
            ["phoi-hop"], ["lap-du-toan"], ["Ủy ban nhân dân tỉnh", "Sở Tài chính"]
        ),
        "khoan-2": (["tu-thuc-hien"], ["quan-ly"], []),
    }  # fmt: skip


def test_what_is_taken_from_the_heading_has_its_span():
    text = decision(
        "Điều 2. Nhiệm vụ và quyền hạn\n\n1. Trình Ủy ban nhân dân tỉnh:\n\na) Dự thảo quyết định."
    )
    duty = parse_text(text).facts.duties[1]
    (role,), (counterpart,) = duty.roles, duty.counterparts
    assert text[slice(*role.evidence.span)] == "Trình"
    assert role.evidence.rule == "duties.role.inherited"
    assert text[slice(*counterpart.evidence.span)] == "Ủy ban nhân dân tỉnh"
    assert counterpart.is_inherited


@pytest.mark.parametrize("name", ["kon-tum", "binh-phuoc", "lang-son"])
def test_evidence_is_the_words(name):
    document = parsed(name)
    raw = document.document.source.raw
    for duty in document.facts.duties:
        inside = duty.evidence.span
        said = [stated.evidence for stated in duty.actions]
        for evidence in [*said, *(counterpart.evidence for counterpart in duty.counterparts)]:
            span = evidence.span
            if evidence.path == duty.evidence.path:
                assert inside.start <= span.start < span.end <= inside.end
            assert raw[slice(*span)].strip()


def score(key_: str) -> tuple[int, int, int]:
    """Return how many codes or names were found, how many are wrong, how many missed."""
    found = wrong = missed = 0
    for row in JUDGED:
        (duty,) = (d for d in record_of(row["decision"])["duties"] if d["path"] == row["path"])
        expected, given = set(row[key_]), set(duty[key_])
        found += len(expected & given)
        wrong += len(given - expected)
        missed += len(expected - given)
    return found, wrong, missed


@pytest.mark.parametrize(
    ("key_", "found", "wrong"), [("role", 84, 1), ("actions", 192, 1), ("counterparts", 74, 0)]
)
def test_the_judged_sample(key_, found, wrong):
    """What was once found stays found: these numbers go up, or down where they count errors."""
    now = score(key_)
    assert now[0] >= found, now
    assert now[1] <= wrong, now


@pytest.mark.parametrize(
    ("phrases", "text", "expected"),
    [
        (["cấp", "cấp lại"], "cấp lại giấy phép", "cấp lại"),
        (["cấp", "cấp lại"], "cấp láng giềng", "cấp"),
        (["phòng, chống"], "phòng ,\nchống mã độc", "phòng ,\nchống"),
        (["y tế", "ý kiến"], "y  tế xã", "y  tế"),
        (["cấp"], "cấpphép", None),
        (["kiểm tra"], "kiểm", None),
    ],
)
def test_alternation(phrases, text, expected):
    match = re.match(alternation(phrases), text)
    assert (match.group() if match else None) == expected


def test_plain_keeps_the_places():
    text = "Uỷ ban (gọi tắt là Sở) hoà giải (chưa đóng"
    assert without_brackets(standard(text)) == "Ủy ban                 hòa giải (chưa đóng"
    assert len(without_brackets(standard(text))) == len(text)
    assert key("Phòng ,\n chống  Tham nhũng") == "phòng, chống tham nhũng"


def test_middle_knows_every_verb_that_begins_as_submitting_does():
    """What may come later finds "trình" by itself alone, so no longer phrase may begin with it."""
    words = {verb for rule in action_rules() for verb in rule.verbs}
    words |= {word for row in role_words() for word in row.words}
    assert [word for word in sorted(words) if word.split()[0] == "trình"] == ["trình"]
