"""One address of each kind of page. Who adds a page adds a line: every check then holds for it."""

from urllib.parse import urlencode

from tests.harvested import BASE

AGENCY = "id/org/binh-phuoc/so-thong-tin-va-truyen-thong"
DECISION = "eli/vn/ubnd-binh-phuoc/qd-ubnd/2023/12"
DUTY = "id/duty/binh-phuoc/so-thong-tin-va-truyen-thong/qd-ubnd-2023-12/khoan-14/diem-dd"
ROWS = "SELECT ?s ?p ?o WHERE { ?s ?p ?o } LIMIT 20"

PAGES = {
    "home": "/",
    "search": "/search",
    "search with results": "/search?q=cap+phep+ban+tin",
    "search without results": "/search?q=xyzzy",
    "agency": f"/{AGENCY}",
    "agency with a silent source": "/id/org/kon-tum/so-thong-tin-va-truyen-thong",
    "agency on a day": f"/{AGENCY}?date=2020-01-01",
    "agency on no day": f"/{AGENCY}?date=hom-qua",
    "agencies": "/agencies",
    "chart to choose": "/chart",
    "chart on a day": f"/chart?agency={AGENCY}&date=2023-10-20",
    "chart of an agency": f"/chart?agency={AGENCY}&posts=1",
    "chart of a province": "/chart?province=id/province/binh-phuoc",
    "charts side by side": f"/chart?like={AGENCY}",
    "embedded chart": f"/embed/chart?agency={AGENCY}",
    "comparison": f"/compare?a={AGENCY}&b=id/org/kon-tum/so-thong-tin-va-truyen-thong",
    "comparison to choose": "/compare",
    "comparison of one": f"/compare?a={AGENCY}",
    "unit": f"/{AGENCY}/thanh-tra",
    "post": f"/{AGENCY}/chuc-danh/pho-giam-doc",
    "duty": f"/{DUTY}",
    "decision": f"/{DECISION}",
    "mended decision": "/eli/vn/ubnd-kon-tum/qd-ubnd/2023/12",
    "clause": f"/{DECISION}/quy-dinh/dieu-3/khoan-14/diem-dd",
    "legal act": "/eli/vn/nd-cp/2014/24",
    "province": "/id/province/kon-tum",
    "ministry": "/id/org/vn/bo-thong-tin-va-truyen-thong",
    "code list": "/code/field",
    "concept": "/code/field/buu-chinh",
    "graph": "/explore?" + urlencode({"iri": f"{BASE}{AGENCY}"}),
    "grown graph": "/explore?"
    + urlencode({"iri": f"{BASE}{AGENCY}", "expanded": f"{BASE}eli/vn/nd-cp/2014/24"}),
    "decisions": "/decisions",
    "legal acts": "/acts",
    "data": "/data",
    "query": "/sparql",
    "query with results": "/sparql?" + urlencode({"query": ROWS}),
    "query with an error": "/sparql?" + urlencode({"query": "SELECT ?x WHERE { ?x"}),
    "vocabulary": "/def",
    "catalog": "/catalog",
    "dumps": "/dumps/",
    "changes": "/changes",
    "about": "/about",
    "docs": "/docs",
    "no such page": "/no-such-page",
    "bad parameter": "/explore?iri=nothing",
}
"""The kind of page and its address without the language."""

LIVE = {"graph"}
"""Kinds whose content is drawn by a script after the page is there."""


def in_english(path: str) -> str:
    """Return the address of the same page in English."""
    return f"{path}{'&' if '?' in path else '?'}lang=en"
