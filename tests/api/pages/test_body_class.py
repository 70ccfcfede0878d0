"""A class of bodies has a page that says so; it is counted and listed apart from the agencies."""

import re

import pytest

from tests.api.built import served
from tests.api.pages.html import Page
from tests.loaders.test_body_classes import CIRCULAR, ONE, TWO

CLASS = "/id/body-class/vn/cap-tinh/so-noi-vu"
NAME = "Sở Nội vụ thuộc Ủy ban nhân dân tỉnh, thành phố trực thuộc trung ương"


@pytest.fixture(scope="module")
def site(store_kind, tmp_path_factory):
    """The pages over a circular on every department of home affairs."""
    with served(tmp_path_factory.mktemp("class"), ONE) as client:
        yield client


def page(site, path):
    response = site.get(path)
    assert response.status_code == 200
    found = Page(response.text)
    assert found.faults == []
    return re.sub(r"\s+(?=[,.:])", "", " ".join(found.text.split()))


@pytest.mark.parametrize(
    "words",
    [
        "Quy định chung · Sở · Cấp tỉnh",
        "Quy định chung cho mọi Sở Nội vụ. Đây là một loại cơ quan, không phải một cơ quan cụ thể.",
        "Phối hợp với Sở Tài chính lập dự toán.",
        "Phó Giám đốc Cơ quan không quá 3 người",
        "2 đơn vị Văn phòng",
    ],
)
def test_the_page_says_that_it_is_a_rule_for_all(site, words):
    assert words in page(site, CLASS)


def test_in_english(site):
    found = page(site, f"{CLASS}?lang=en")
    assert "A rule for every Sở Nội vụ. This is a class of bodies, not one body." in found


def test_units_and_posts_of_the_class_have_pages(site):
    assert "Loại cơ quan" in page(site, f"{CLASS}/van-phong")
    assert "Loại chức danh" in page(site, f"{CLASS}/chuc-danh/pho-giam-doc")


def test_the_first_page_lists_it_apart(site):
    found = page(site, "/")
    assert "0 cơ quan" in found
    assert f"Quy định chung cho một loại cơ quan {NAME}" in found


def test_it_is_found(site):
    assert f"Loại cơ quan {NAME}" in page(site, "/search?q=so+noi+vu")


def test_the_decision_leads_to_it(site):
    (path,) = set(re.findall(r'href="(/eli/vn/[^"#?]+/2025/7)"', site.get(CLASS).text))
    assert f'href="{CLASS}"' in site.get(path).text
    assert f"Cơ quan được quy định Quy định chung cho mọi {NAME}" in page(site, path)


def test_a_decision_on_several_classes_names_each(tmp_path):
    with served(tmp_path, CIRCULAR.format(TWO, "", "X")) as client:
        found = page(client, "/eli/vn/tt-bnv/2025/7")
    assert "Quy định chung cho mọi Phòng Nội vụ" in found
    assert f"Quy định chung cho mọi {NAME} Thay thế" in found


def test_it_has_a_graph(site):
    assert site.get(f"/explore?iri=https://w3id.org/bomay{CLASS}").status_code == 200
