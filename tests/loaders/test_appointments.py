"""Rules on posts: who appoints and elects, to whom a post answers, what it excludes."""

import time

import pytest

from loaders.facts.appointments import act_codes
from tests.loaders.helpers import parsed
from tests.loaders.rules_helpers import facts_of, issues_of, shown

CHAIR = "Chủ tịch @ Ủy ban nhân dân"
HEAD = "Giám đốc @ Sở Nội vụ tỉnh Kon Tum"
DEPUTY = "Phó Giám đốc @ Sở Nội vụ tỉnh Kon Tum"


def appointments(facts):
    return [
        (shown(a.post), a.acts, shown(a.decider), shown(a.proposer), a.by_rule)
        for a in facts.appointments
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Phó Giám đốc Sở do Chủ tịch Ủy ban nhân dân tỉnh bổ nhiệm theo đề nghị của Giám đốc "
            "Sở.",
            [(DEPUTY, ("bo-nhiem",), CHAIR, HEAD, None)],
        ),
        (
            "Giám đốc và Phó Giám đốc do Chủ tịch UBND tỉnh quyết định bổ nhiệm theo quy định "
            "của Đảng.",
            [
                (HEAD, ("bo-nhiem",), CHAIR, None, "quy định của Đảng"),
                (DEPUTY, ("bo-nhiem",), CHAIR, None, "quy định của Đảng"),
            ],
        ),
        (
            "Giám đốc Sở là người đứng đầu Sở do Chủ tịch Ủy ban nhân dân tỉnh bổ nhiệm, miễn "
            "nhiệm.",
            [(HEAD, ("bo-nhiem", "mien-nhiem"), CHAIR, None, None)],
        ),
        (
            "Giám đốc Sở là Ủy viên Ủy ban nhân dân tỉnh do Hội đồng nhân dân tỉnh bầu.",
            [("Ủy viên @ Ủy ban nhân dân", ("bau",), "Hội đồng nhân dân", None, None)],
        ),
        (
            "Việc điều động, cách chức Phó Giám đốc Sở do Chủ tịch Ủy ban nhân dân tỉnh quyết định "
            "theo quy định của pháp luật và đề nghị của Giám đốc Sở.",
            [(DEPUTY, ("dieu-dong", "cach-chuc"), CHAIR, HEAD, "quy định của pháp luật")],
        ),
        (
            "Việc bổ nhiệm đối với Chánh Văn phòng; Trưởng phòng; người đứng đầu đơn vị trực "
            "thuộc Sở "
            "thực hiện theo phân cấp.",
            [
                (post, ("bo-nhiem",), None, None, None)
                for post in (
                    "Chánh Văn phòng @ Văn phòng",
                    "Trưởng phòng @ Phòng Tổ chức cán bộ",
                    "Trưởng phòng @ Phòng Xây dựng chính quyền",
                    "Giám đốc @ Trung tâm Lưu trữ lịch sử tỉnh Kon Tum",
                )
            ],
        ),
        ("Việc bổ nhiệm công chức thực hiện theo quy định của pháp luật.", []),
        ("Giám đốc Sở bổ nhiệm ngạch công chức.", []),
        ("Quy định này do Giám đốc Sở ban hành.", []),
    ],
)
def test_appointments(text, expected):
    assert appointments(facts_of(text)) == expected


def test_powers_in_the_article_on_duties_are_no_rules():
    text = "Phó Giám đốc Sở do Chủ tịch Ủy ban nhân dân tỉnh bổ nhiệm."
    assert facts_of(text, heading="Nhiệm vụ và quyền hạn").appointments == ()


def test_a_decider_that_is_not_known_is_reported():
    text = "Phó Giám đốc Sở do Ủy ban nhân dân bổ nhiệm."
    assert facts_of(text).appointments == ()
    assert "rule-unresolved" in [issue.code for issue in issues_of(text)]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("bổ nhiệm, bổ nhiệm lại, miễn nhiệm", ("bo-nhiem", "bo-nhiem-lai", "mien-nhiem")),
        (
            "khen thưởng, kỷ luật, cho từ chức, nghỉ hưu",
            ("khen-thuong", "ky-luat", "cho-tu-chuc", "nghi-huu"),
        ),
        ("thực hiện các chế độ, chính sách khác", ("che-do-chinh-sach",)),
        ("bổ nhiệm ngạch, bầu cử", ()),
    ],
)
def test_act_codes(text, codes):
    assert act_codes(text) == codes


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Giám đốc Sở chịu trách nhiệm trước Ủy ban nhân dân, Chủ tịch Ủy ban nhân dân tỉnh và "
            "trước pháp luật.",
            [(HEAD, "accountable_to", "Ủy ban nhân dân"), (HEAD, "accountable_to", CHAIR)],
        ),
        (
            "Phó Giám đốc giúp Giám đốc; chịu trách nhiệm cá nhân trước Giám đốc Sở.",
            [(DEPUTY, "accountable_to", HEAD)],
        ),
        (
            "Giám đốc Sở là Ủy viên Ủy ban nhân dân tỉnh.",
            [(HEAD, "ex_officio", "Ủy viên @ Ủy ban nhân dân")],
        ),
        (
            "Trưởng phòng chịu trách nhiệm trước Giám đốc Sở.",
            [
                ("Trưởng phòng @ Phòng Tổ chức cán bộ", "accountable_to", HEAD),
                ("Trưởng phòng @ Phòng Xây dựng chính quyền", "accountable_to", HEAD),
            ],
        ),
        ("Giám đốc Sở chịu trách nhiệm trước pháp luật.", []),
        ("Giám đốc Sở chịu trách nhiệm thi hành Quyết định này.", []),
        ("Giám đốc Sở đi vắng. Cơ quan chịu trách nhiệm trước Ủy ban nhân dân tỉnh.", []),
    ],
)
def test_post_statements(text, expected):
    found = facts_of(text).post_statements
    assert [(shown(s.post), s.relation, shown(s.other)) for s in found] == expected


@pytest.mark.parametrize(
    ("text", "others", "exception"),
    [
        (
            "Phó Giám đốc Sở không kiêm nhiệm người đứng đầu tổ chức, đơn vị thuộc và trực thuộc "
            "Sở, "
            "trừ trường hợp pháp luật có quy định khác.",
            "người đứng đầu tổ chức, đơn vị thuộc và trực thuộc Sở",
            "trừ trường hợp pháp luật có quy định khác",
        ),
        ("Giám đốc Sở không được kiêm chức vụ khác.", "khác", None),
    ],
)
def test_incompatibility(text, others, exception):
    (found,) = facts_of(text).incompatibilities
    assert (found.others, found.exception) == (others, exception)


@pytest.mark.parametrize(
    ("name", "rules", "accountable", "ex_officio", "excluded"),
    [
        ("kon-tum", 0, 0, 0, 0),
        ("binh-phuoc", 12, 7, 0, 0),
        ("soc-trang", 3, 3, 1, 1),
        ("hau-giang", 4, 3, 0, 0),
        ("lang-son", 3, 3, 1, 0),
    ],
)
def test_counts_of_the_five_decisions(name, rules, accountable, ex_officio, excluded):
    facts = parsed(name).facts
    kinds = [stated.relation for stated in facts.post_statements]
    assert len(facts.appointments) == rules
    assert (kinds.count("accountable_to"), kinds.count("ex_officio")) == (accountable, ex_officio)
    assert len(facts.incompatibilities) == excluded


def test_soc_trang():
    own = "Sở Thông tin và Truyền thông tỉnh Sóc Trăng"
    head = f"Giám đốc @ {own}"
    facts = parsed("soc-trang").facts
    assert appointments(facts) == [
        ("Ủy viên @ Ủy ban nhân dân", ("bau",), "Hội đồng nhân dân", None, None),
        (head, ("bo-nhiem",), CHAIR, None, None),
        (f"Phó Giám đốc @ {own}", ("bo-nhiem",), CHAIR, head, None),
    ]
    (excluded,) = facts.incompatibilities
    assert shown(excluded.post) == f"Phó Giám đốc @ {own}"
    assert excluded.evidence.path == "quy-dinh/dieu-3/khoan-3"


def test_binh_phuoc_leaves_who_decides_to_other_rules():
    facts = parsed("binh-phuoc").facts
    assert {rule.decider for rule in facts.appointments} == {None}
    assert {len(rule.acts) for rule in facts.appointments} == {11}
    assert all((rule.by_rule or "").startswith("quy định của Đảng") for rule in facts.appointments)
    assert len({(rule.post.name, rule.post.title) for rule in facts.appointments}) == 12


@pytest.mark.parametrize(
    "text",
    [
        "Việc bổ nhiệm, " * 2_000,
        "Giám đốc do Chủ tịch Ủy ban nhân dân tỉnh " * 1_000,
        "do Bộ bổ nhiệm, miễn nhiệm, " * 1_000,
        "Giám đốc Sở không kiêm " + "nhiệm " * 5_000,
        "chịu trách nhiệm trước " * 3_000,
    ],
)
def test_hostile_texts_take_no_time(text):
    begin = time.perf_counter()
    facts_of(text)
    assert time.perf_counter() - begin < 10
