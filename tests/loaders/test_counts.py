"""The counts that the brief's reader took from the five decisions by hand: reached exactly."""

from collections import Counter

import pytest

from tests.loaders.helpers import FIVE, article_of, nodes, parsed, record_of

DUTIES_ARTICLE = {
    "kon-tum": ("regulation", "2"),
    "binh-phuoc": ("regulation", "3"),
    "soc-trang": ("regulation", "2"),
    "hau-giang": ("decision", "2"),
    "lang-son": ("decision", "2"),
}


def table(**rows):
    """Parametrise over the five decisions: one expected value each, in the order of FIVE."""
    ((name, values),) = rows.items()
    return pytest.mark.parametrize(("name", name), list(zip(FIVE, values, strict=True)))


def header(name):
    return record_of(name)["decision"]


# --- header ---


@table(number=["12/2023/QĐ-UBND", "12/2023/QĐ-UBND", None, None, None])
def test_number(name, number):
    assert header(name)["number"] == number


@table(issued=["2023-04-04", "2023-03-23", "2023-10", None, None])
def test_day_of_issue(name, issued):
    assert header(name)["issued"] == issued


@table(effective=[None, "2023-03-03", "2023-10-16", "2023-01-09", "2021-12-10"])
def test_day_in_force(name, effective):
    assert header(name)["effective"] == effective


@table(issuer=["Kon Tum", "Bình Phước", "Sóc Trăng", "Hậu Giang", "Lạng Sơn"])
def test_issuer_and_agency(name, issuer):
    agency = record_of(name)["agency"]
    assert header(name)["kind"] == "Quyết định"
    assert header(name)["issuer"] == f"Ủy ban nhân dân tỉnh {issuer}"
    assert agency["name"] == f"Sở Thông tin và Truyền thông tỉnh {issuer}"
    assert (agency["kind"], agency["province"]) == ("sở", issuer)


@table(
    signers=[
        [],
        [("Trần Tuệ Hiền", "Chủ tịch", "TM. Ủy ban nhân dân")],
        [("Huỳnh Thị Diễm Ngọc", "Phó Chủ tịch", "TM. Ủy ban nhân dân; KT. Chủ tịch")],
        [("Đông Văn Thanh", "Chủ tịch", "TM. Ủy ban nhân dân")],
        [("Hồ Tiến Thiệu", "Chủ tịch", "TM. Ủy ban nhân dân")],
    ]
)
def test_signers(name, signers):
    found = [(s["name"], s["position"], s["capacity"]) for s in header(name)["signers"]]
    assert found == signers


@table(recipients=[0, 11, 9, 15, 13])
def test_number_of_recipients(name, recipients):
    assert len(header(name)["recipients"]) == recipients


@table(
    ends=[
        (),
        ("Văn phòng Chính phủ", "Lưu: VT, (T22PQ)"),
        ("Như Điều 3", "Lưu: VT"),
        ("VP. Chính phủ (HN, TP.HCM)", "Lưu: VT, NCTH"),
        ("Như Điều 5", "Lưu: VT, THNC (NTT)"),
    ]
)
def test_first_and_last_recipient(name, ends):
    assert (*header(name)["recipients"][:1], *header(name)["recipients"][-1:]) == ends


# --- citations ---


@table(
    replaces=[
        [],
        [("41/2018/QĐ-UBND", "2018-11-02")],
        [("33/2016/QĐ-UBND", "2016-11-11"), ("23/2021/QĐ-UBND", "2021-07-31")],
        [("13/2016/QĐ-UBND", "2016-06-09"), ("37/2020/QĐ-UBND", "2020-12-02")],
        [("25/2016/QĐ-UBND", "2016-05-30"), ("25/2019/QĐ-UBND", "2019-09-04")],
    ]
)
def test_replaced_decisions(name, replaces):
    found = record_of(name)["replaces"]
    assert [(act["number"], act["date"]) for act in found] == replaces
    assert {act["type"] for act in found} <= {"Quyết định"}


@table(
    relations=[
        {},
        {"based_on": 7, "implements": 1, "proposal": 2},
        {"based_on": 5},
        {"based_on": 7},
        {"based_on": 6, "proposal": 1},
    ]
)
def test_legal_bases_by_relation(name, relations):
    assert Counter(basis["relation"] for basis in record_of(name)["legal_bases"]) == relations


COUNCIL, AMENDING = (None, "2015-06-19"), (None, "2019-11-22")
TEXTS, TEXTS_AMENDED = (None, "2015-06-22"), (None, "2020-06-18")
DECREE, DECREE_107 = ("24/2014/NĐ-CP", "2014-04-04"), ("107/2020/NĐ-CP", "2020-09-14")
CIRCULAR = ("11/2022/TT-BTTTT", "2022-07-29")


@table(
    bases=[
        [],
        [
            *(COUNCIL, AMENDING, TEXTS, TEXTS_AMENDED, DECREE, DECREE_107, CIRCULAR),
            ("763-QĐ/TU", "2022-11-30"),
            ("09/TTr-STTTT", "2023-01-31"),
            ("282/TTr-SNV", "2023-02-22"),
        ],
        [COUNCIL, AMENDING, DECREE, DECREE_107, CIRCULAR],
        [COUNCIL, AMENDING, TEXTS, TEXTS_AMENDED, DECREE, DECREE_107, CIRCULAR],
        [
            *(COUNCIL, AMENDING, (None, "2018-06-12"), DECREE, DECREE_107),
            ("06/2016/TTLT-BTTTT-BNV", "2016-03-10"),
            ("2310/TTr-STTTT", "2021-11-09"),
        ],
    ]
)
def test_numbers_and_dates_of_the_legal_bases(name, bases):
    assert [(b["number"], b["date"]) for b in record_of(name)["legal_bases"]] == bases


# --- articles and duties ---


@table(
    articles=[
        {"regulation": 3},
        {"decision": 3, "regulation": 7},
        {"decision": 3, "regulation": 6},
        {"decision": 5},
        {"decision": 5},
    ]
)
def test_articles_by_part(name, articles):
    found = record_of(name)["articles"]
    assert Counter(article["part"] for article in found) == articles
    for part, count in articles.items():
        numbers = [article["number"] for article in found if article["part"] == part]
        assert numbers == [str(n) for n in range(1, count + 1)]


@table(counts=[(35, 67, 0), (35, 66, 0), (35, 67, 0), (35, 67, 0), (29, 68, 28)])
def test_clauses_points_and_indents_of_the_duties_article(name, counts):
    clauses = article_of(name, *DUTIES_ARTICLE[name])["clauses"]
    points = [point for clause in clauses for point in clause["points"]]
    bullets = [b for item in (*clauses, *points) for b in item.get("bullets", [])]
    assert (len(clauses), len(points), len(bullets)) == counts
    assert [clause["label"] for clause in clauses] == [str(n + 1) for n in range(counts[0])]


@table(counts=[(102, 88), (101, 87), (102, 88), (102, 88), (125, 108)])
def test_duty_nodes_and_leaves(name, counts):
    duties = record_of(name)["duties"]
    assert (len(duties), sum(duty["leaf"] for duty in duties)) == counts
    assert len({duty["path"] for duty in duties}) == len(duties)


def test_all_duty_nodes_are_532():
    assert sum(len(record_of(name)["duties"]) for name in FIVE) == 532


@table(fields=[13, 13, 13, 13, 19])
def test_number_of_fields(name, fields):
    assert len(record_of(name)["fields"]) == fields


# --- units and posts ---

NEWS = ("Phòng Thông tin - Báo chí - Xuất bản", "phòng")


@table(
    units=[
        [],
        [
            ("Văn phòng Sở", "văn phòng"),
            ("Thanh tra Sở", "thanh tra"),
            NEWS,
            ("Phòng Bưu chính - Viễn thông - Công nghệ thông tin", "phòng"),
            ("Trung tâm Công nghệ thông tin và Truyền thông tỉnh Bình Phước", "đơn vị sự nghiệp"),
        ],
        [
            ("Văn phòng", "văn phòng"),
            ("Thanh tra", "thanh tra"),
            NEWS,
            ("Phòng Chuyển đổi số", "phòng"),
            ("Trung tâm Công nghệ số tỉnh Sóc Trăng", "đơn vị sự nghiệp"),
        ],
        [
            ("Văn phòng", "văn phòng"),
            ("Thanh tra", "thanh tra"),
            ("Phòng Công nghệ thông tin", "phòng"),
            NEWS,
            ("Phòng Bưu chính - Viễn thông", "phòng"),
            ("Trung tâm Giám sát, điều hành đô thị thông minh tỉnh Hậu Giang", "đơn vị sự nghiệp"),
        ],
        [
            ("Phòng Hạ tầng số", "phòng"),
            ("Phòng Chuyển đổi số", "phòng"),
            NEWS,
            ("Văn phòng", "văn phòng"),
            ("Thanh tra Sở", "thanh tra"),
            ("Trung tâm Công nghệ số", "đơn vị sự nghiệp"),
        ],
    ]
)
def test_units(name, units):
    assert [(unit["name"], unit["kind"]) for unit in record_of(name)["units"]] == units


def test_all_units_are_22():
    assert sum(len(record_of(name)["units"]) for name in FIVE) == 22


@table(limits=[None, (None, None), (2, 2), (None, 3), (None, 3)])
def test_deputies_of_the_agency(name, limits):
    agency = record_of(name)["agency"]["name"]
    found = [
        (post["min"], post["max"])
        for post in record_of(name)["posts"]
        if (post["title"], post["of"]) == ("Phó Giám đốc", agency)
    ]
    assert found == ([] if limits is None else [limits])


def test_the_number_of_deputies_in_binh_phuoc_is_left_to_the_committee():
    (post,) = (p for p in parsed("binh-phuoc").facts.posts if p.limit_text and not p.maximum)
    assert post.title == "Phó Giám đốc"
    assert "do Ủy ban nhân dân tỉnh quyết định" in (post.limit_text or "")


def test_the_centre_of_binh_phuoc_has_two_deputies_at_most():
    centre = "Trung tâm Công nghệ thông tin và Truyền thông tỉnh Bình Phước"
    found = [
        (p["title"], p["min"], p["max"])
        for p in record_of("binh-phuoc")["posts"]
        if p["of"] == centre
    ]
    assert found == [("Giám đốc", None, None), ("Phó Giám đốc", None, 2)]


# --- every character ---


@pytest.mark.parametrize("name", FIVE)
def test_every_character_lies_in_a_known_clause(name):
    assert record_of(name)["source"]["coverage"] == 1.0
    assert nodes(parsed(name).document, "khong-ro") == []
