"""The list of the agencies, and the pages that lead to it once there are many."""

from collections.abc import Iterator

import pyoxigraph as ox
import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.pages.agencies import Agency, agencies_of, namesakes
from api.settings import Settings
from api.store import EmbeddedDataset
from tests.api.pages.html import page
from tests.many_agencies import BASE, many_agencies

AGENCY = "/id/org/binh-phuoc/so-thong-tin-va-truyen-thong"


def test_every_agency_is_listed_with_its_province_and_chart(site):
    found = page(site, "/agencies?lang=en")
    assert f"{AGENCY}?lang=en" in found.links
    assert "/chart?agency=id/org/binh-phuoc/so-thong-tin-va-truyen-thong&lang=en" in found.links
    assert "/id/province/binh-phuoc?lang=en" in found.links


def test_a_province_has_its_own_and_a_chart_of_all_of_them(site):
    found = page(site, "/agencies?province=id/province/binh-phuoc")
    agencies = {link for link in found.links if link.startswith("/id/org/") and "so-" in link}
    assert agencies == {AGENCY}
    assert "/chart?province=id/province/binh-phuoc" in found.links
    assert "/agencies?province=id%2Fprovince%2Fbinh-phuoc&lang=en" in found.links


def test_a_province_without_agencies_says_so(site):
    assert "chưa có cơ quan nào" in page(site, "/agencies?province=id/province/khong-co").text


@pytest.mark.parametrize("path", ["/", "/agencies", "/acts", "/decisions", "/data", "/chart"])
def test_lists_are_not_sent_again_to_who_has_them(site, path):
    tag = site.get(path).headers["etag"]
    again = site.get(path, headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
    assert site.get(path, headers={"If-None-Match": '"other"'}).status_code == 200


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """150 agencies: 3 provinces with the same 50."""
    file = many_agencies(tmp_path_factory.mktemp("many"), 3, 50)
    with TestClient(create_app(Settings(dataset=file, base_iri=BASE))) as made:
        yield made


@pytest.mark.embedded_only
@pytest.mark.parametrize("path", ["/", "/chart"])
def test_many_agencies_are_counted_by_province(large, path):
    found = page(large, path)
    assert "/agencies?province=id%2Fprovince%2Ftinh-1" in found.links
    assert "50" in found.text
    assert not [link for link in found.links if link.startswith("/id/org/")]


@pytest.mark.embedded_only
def test_many_agencies_come_in_pages(large):
    first, second = page(large, "/agencies"), page(large, "/agencies?page=2")
    listed = [
        {link for link in found.links if "/so-linh-vuc-" in link and link.startswith("/id/")}
        for found in (first, second)
    ]
    assert [len(those) for those in listed] == [100, 50]
    assert not listed[0] & listed[1]
    assert "/agencies?page=2" in first.links
    assert "/agencies" in second.links


@pytest.mark.embedded_only
def test_what_to_compare_is_chosen_by_name_or_province_first(large):
    found = page(large, "/compare")
    assert not [ident for ident in found.ids if "so-linh-vuc" in ident]
    named = next(link for link in found.links if link.startswith("/compare?like="))
    boxes = [ident for ident in page(large, named).ids if "so-linh-vuc" in ident]
    assert len(boxes) == 3
    of_place = page(large, "/compare?province=id/province/tinh-2")
    assert len([ident for ident in of_place.ids if ident.startswith("id.org.tinh-2.so")]) == 50


def agency(place: str, name: str, kind: str) -> Agency:
    return Agency(f"{BASE}id/org/{place}/{name}", name, kind, place, None, "", "")


def test_namesakes_are_of_one_kind():
    first, second = agency("a", "so-y-te", "so"), agency("b", "so-y-te", "so")
    other = agency("c", "so-y-te", "trung-tam")
    alone = agency("a", "so-noi-vu", "so")
    assert namesakes([first, alone, second, other]) == [[first, second]]


@pytest.mark.parametrize("languages", [("vi", "en"), ("en", "vi")])
def test_names_are_vietnamese_in_whatever_order_they_come(monkeypatch, languages):
    row = {"agency": ox.NamedNode(f"{BASE}id/org/a/so"), "name": ox.Literal("Sở A", language="vi")}
    names = {"vi": "Ủy ban nhân dân tỉnh A", "en": "People's Committee of A"}
    rows = [{**row, "parentName": ox.Literal(names[lang], language=lang)} for lang in languages]

    dataset = EmbeddedDataset(ox.Store(), "rows", BASE, 0)
    monkeypatch.setattr(EmbeddedDataset, "rows", lambda *_: rows)
    (found,) = agencies_of(dataset, "en")
    assert (found.name, found.parent_name) == ("Sở A", names["vi"])
