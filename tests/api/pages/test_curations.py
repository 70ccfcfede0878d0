"""Pages say what a person added or corrected: who, when, on what source, in place of what."""

import re

import pytest

from tests.api.built import served
from tests.api.conftest import BASE
from tests.api.pages.html import Page
from tests.loaders.curations import NEW, NUMBER, TEXT

AGENCY = "/id/org/kon-tum/so-noi-vu"
DECISION = NEW.removeprefix(BASE[:-1])
ENTRIES = (
    NUMBER,
    {"field": "effective", "old": "2024-01-20", "new": "2024-01-25"},
    {"field": "unit", "old": "", "new": "Phòng <b>Tổ chức</b>", "kind": "phong"},
    {"field": "post", "old": "", "new": "Trưởng phòng", "of": "Phòng <b>Tổ chức</b>"},
    {"field": "agency.direction", "old": "", "new": "Bộ Nội vụ"},
    {
        "field": "agency.parent",
        "old": "Ủy ban nhân dân tỉnh",
        "new": "Ủy ban nhân dân tỉnh Kon Tum",
    },
)
ADDED = "Bổ sung bởi Nguyễn Văn A, ngày 22/11/2026. Nguồn: Công báo tỉnh, số 3/2024. "
CORRECTED = "Đính chính bởi Nguyễn Văn A, ngày 22/11/2026. Nguồn: Công báo tỉnh, số 3/2024. "


@pytest.fixture(scope="module")
def site(store_kind, tmp_path_factory):
    """The pages over a decision with corrections."""
    with served(tmp_path_factory.mktemp("curated"), TEXT, *ENTRIES) as client:
        yield client


@pytest.fixture(scope="module")
def plain(store_kind, tmp_path_factory):
    """The pages over the same decision without corrections."""
    with served(tmp_path_factory.mktemp("plain"), TEXT) as client:
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
        f"Số, ký hiệu 07/2024/QĐ-UBND {ADDED}Văn bản không nêu.",
        f"{CORRECTED}Văn bản ghi: 20/1/2024",
        f"Đơn vị: Phòng <b>Tổ chức</b>. {ADDED}",
        f"Cơ quan cấp trên: Ủy ban nhân dân tỉnh Kon Tum. {CORRECTED}"
        "Văn bản ghi: Ủy ban nhân dân tỉnh",
    ],
)
def test_a_decision_says_what_a_person_gave(site, words):
    assert words in page(site, DECISION)


def test_a_settled_issue_is_shown_as_settled_and_no_longer_as_open(site, plain):
    found = page(site, DECISION)
    assert "Đã giải quyết: Số của quyết định để trống." in found
    assert "Cần chú ý: Số của quyết định để trống." not in found
    assert "Cần chú ý: Ngày ban hành để trống." in found
    before = page(plain, f"{DECISION.rpartition('/')[0]}/khong-so.hl-2024-01-20.so-noi-vu")
    assert "Cần chú ý: Số của quyết định để trống." in before
    assert "Bổ sung bởi" not in before


@pytest.mark.parametrize(
    "words",
    [
        f"Số, ký hiệu: 07/2024/QĐ-UBND. {ADDED}",
        f"Phòng <b>Tổ chức</b> {ADDED}",
        f"Bộ Nội vụ {ADDED}",
        f"Ủy ban nhân dân tỉnh Kon Tum {CORRECTED}",
    ],
)
def test_an_agency_says_what_a_person_gave(site, words):
    assert words in page(site, AGENCY)


def test_what_the_text_states_is_not_marked(site):
    lines = site.get(AGENCY).text.splitlines()
    (line,) = (line for line in lines if "/van-phong" in line and "<li>" in line)
    assert "curated" not in line


@pytest.mark.parametrize(
    ("path", "words"),
    [
        (f"{AGENCY}/phong-b-to-chuc-b", f"Đơn vị: Phòng <b>Tổ chức</b>. {ADDED}"),
        (f"{AGENCY}/phong-b-to-chuc-b/chuc-danh/truong-phong", f"Chức danh: Trưởng phòng. {ADDED}"),
        (f"{DECISION}/statement/number/1", f"Số, ký hiệu: 07/2024/QĐ-UBND. {ADDED}"),
        (f"{DECISION}/curation/1", "người đính chính Nguyễn Văn A"),
    ],
)
def test_resources_say_so_too(site, path, words):
    assert words in page(site, path)


def test_the_issues_own_page_names_what_settled_it(site):
    found = [page(site, f"{DECISION}/issue/{number}") for number in (1, 2)]
    (settled,) = (text for text in found if "Số của quyết định để trống." in text)
    assert f"Đã giải quyết Số, ký hiệu: 07/2024/QĐ-UBND. {ADDED}" in settled


def test_in_english(site):
    found = page(site, f"{DECISION}?lang=en")
    assert "Added by Nguyễn Văn A, on 22 November 2026. Source: Công báo tỉnh" in found
    assert "The text does not say." in found
    assert "Settled: The number of the decision is left blank." in found
