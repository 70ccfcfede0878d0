"""Every page in both languages: sound HTML, no third party, every link leads somewhere."""

from urllib.parse import urlencode, urljoin, urlsplit

import pytest

from api.pages.environment import ENDINGS, NAVIGATION
from tests.api.pages.conftest import BASE
from tests.api.pages.html import Page

AGENCY = "/id/org/binh-phuoc/so-thong-tin-va-truyen-thong"
SILENT = "/id/org/kon-tum/so-thong-tin-va-truyen-thong"
DECISION = "/eli/vn/ubnd-binh-phuoc/qd-ubnd/2023/12"
MENDED = "/eli/vn/ubnd-kon-tum/qd-ubnd/2023/12"
PAGES = [
    "/",
    "/about",
    "/decisions",
    "/data",
    "/acts",
    "/acts?kind=luat",
    "/search",
    "/search?q=giay+phep+buu+chinh",
    "/search?q=kh%C3%B4ng+c%C3%B3+g%C3%AC+nh%C6%B0+v%E1%BA%ADy",
    "/sparql",
    "/explore?" + urlencode({"iri": BASE + AGENCY[1:]}),
    "/explore?" + urlencode({"iri": BASE + "code/field"}),
    AGENCY,
    SILENT,
    DECISION,
    MENDED,
    AGENCY + "/thanh-tra",
    AGENCY + "/chuc-danh/pho-giam-doc",
    "/id/duty/binh-phuoc/so-thong-tin-va-truyen-thong/qd-ubnd-2023-12/khoan-14/diem-dd",
    "/id/province/kon-tum",
    "/id/org/vn/bo-thong-tin-va-truyen-thong",
    "/eli/vn/nd-cp/2014/24",
    "/code/field/buu-chinh",
    "/code/subdivision/khoan",
]
MOST_BYTES = 60_000 * 8
"""Of a page not compressed: these pages compress to an eighth or less."""


def page(site, path: str) -> Page:
    answer = site.get(path)
    assert answer.status_code == 200, path
    return Page(answer.text)


def in_english(path: str) -> str:
    return f"{path}{'&' if '?' in path else '?'}lang=en"


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_page_is_sound(site, path, lang):
    found = page(site, in_english(path) if lang == "en" else path)
    assert found.faults == []
    assert found.lang == lang
    assert "main" in found.ids
    assert "#main" in found.links
    assert found.title.endswith("· BoMay")
    assert len(found.source) < MOST_BYTES


@pytest.mark.parametrize("path", PAGES)
def test_page_asks_no_third_party(site, path):
    found = page(site, path)
    for asset in found.assets:
        assert asset.startswith("/"), asset
        assert not asset.startswith("//"), asset


@pytest.mark.parametrize("path", PAGES)
def test_language_is_kept_and_can_be_changed(site, path):
    english = page(site, in_english(path))
    for link in english.links:
        if link.startswith("/") and link not in (path, ""):
            assert "lang=en" in link, link
    back = {link for link in english.links if "lang=en" not in link and link.startswith("/")}
    assert len(back) == 1
    assert page(site, back.pop()).lang == "vi"


@pytest.mark.embedded_only("follows thousands of links: minutes of small questions to a server")
def test_every_link_resolves(site):
    """Follow every link from the first page, in both languages, and check the anchors."""
    waiting, seen = {"/", "/?lang=en"}, set[str]()
    anchors: dict[str, set[str]] = {}
    wanted: list[tuple[str, str, str]] = []
    while waiting and len(seen) < 1500:
        path = waiting.pop()
        seen.add(path)
        answer = site.get(path)
        if answer.is_redirect:
            waiting |= {answer.headers["location"].partition("#")[0]} - seen
            continue
        assert answer.status_code == 200, path
        if not answer.headers["content-type"].startswith("text/html"):
            continue
        found = Page(answer.text)
        assert found.faults == [], path
        anchors[path] = set(found.ids)
        for link in found.links:
            parts = urlsplit(urljoin(path, link))
            if parts.netloc:
                continue
            target = parts.path + (f"?{parts.query}" if parts.query else "")
            if parts.fragment:
                wanted.append((path, target, parts.fragment))
            if target not in seen:
                waiting.add(target)
    assert len(anchors) > 300
    missing = [
        (page, target, name)
        for page, target, name in wanted
        if target in anchors and name not in anchors[target]
    ]
    assert missing == []


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_unknown_page_helps(site, lang):
    answer = site.get(f"/id/org/khong-co?lang={lang}")
    assert answer.status_code == 404
    assert Page(answer.text).faults == []
    assert {"vi": "Không có trang này", "en": "There is no such page"}[lang] in answer.text
    assert site.get(f"/explore?iri=khong&lang={lang}").status_code == 404


def test_clause_leads_to_its_place_in_the_decision(site):
    answer = site.get(DECISION + "/quy-dinh/dieu-3/khoan-14/diem-dd?lang=en")
    assert answer.status_code in (302, 303, 307)
    assert answer.headers["location"] == f"{DECISION}?lang=en#quy-dinh.dieu-3.khoan-14.diem-dd"


@pytest.mark.parametrize("path", [path for path, _ in (*NAVIGATION, *ENDINGS)])
def test_head_and_foot_of_every_page_lead_somewhere(site, path):
    found = page(site, "/about?lang=en")
    assert f"{path}?lang=en" in found.links
    assert site.get(path).status_code == 200


def test_the_foot_tells_the_release(site, site_data):
    release = site.get("/ready").json().get("release")
    assert release
    for path in ("/", "/about", AGENCY, DECISION):
        assert release in page(site, path).text
