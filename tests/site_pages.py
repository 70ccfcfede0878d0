"""Every page of a release by its kind: what tests weigh and `bench/pages.py` times."""

from itertools import combinations
from urllib.parse import urlencode

from api.store import EmbeddedDataset, text
from ontology import BM, CV, ELI, ORG, SKOS
from tests.crawling import iris

CLASSES = (
    (BM + "Decision", "decision"),
    (BM + "Clause", ""),  # leads to the page of its decision
    (BM + "Duty", "duty"),
    (ORG + "Post", "post"),
    (ORG + "OrganizationalUnit", "unit"),
    (BM + "ServiceUnit", "unit"),
    (BM + "Province", "province"),
    (SKOS + "ConceptScheme", "code list"),
    (SKOS + "Concept", "concept"),
    (CV + "PublicOrganisation", "other body"),
    (ELI + "LegalResource", "legal act"),
)
"""Class → kind of page; the first class of a thing that is listed counts."""
OTHER = "other thing"
LISTS = {
    "home": ("/",),
    "search": ("/search", "/search?q=xyzzy", "/search?q=cap+phep+ban+tin", "/search?q=so+tttt"),
    "agencies": ("/agencies",),
    "decisions": ("/decisions",),
    "legal acts": ("/acts", "/acts?kind=nghi-dinh"),
    "data": ("/data", "/catalog", "/dumps/", "/changes", "/.well-known/void"),
    "about": ("/about",),
    "docs": ("/docs",),
    "vocabulary": ("/def",),
    "chart": ("/chart",),
    "comparison": ("/compare",),
    "query": ("/sparql",),
}
APART = ("query", "graph")
"""Kinds of pages whose scripts are allowed to be large."""


def pages_by_kind(dataset: EmbeddedDataset) -> dict[str, list[str]]:
    """Return the addresses of all pages of a release (Vietnamese) by kind of page."""
    base = dataset.base_iri
    found = {kind: list(paths) for kind, paths in LISTS.items()}
    agencies = sorted({text(row, "agency") for row in dataset.rows("agencies")})
    for iri in iris(dataset):
        kind = "agency" if iri in agencies else _kind(dataset, iri)
        if kind:
            found.setdefault(kind, []).append("/" + iri.removeprefix(base))
    short = [iri.removeprefix(base) for iri in agencies]
    found["chart"] += [f"/chart?agency={one}&posts=1" for one in short]
    found["chart"] += [f"/chart?like={one}" for one in short]
    found["chart"] += [f"/embed/chart?agency={one}" for one in short]
    found["chart"] += [f"/chart?province=id/province/{one.split('/')[2]}" for one in short]
    found["comparison"] += [f"/compare?a={a}&b={b}" for a, b in combinations(short, 2)]
    found["comparison"] += ["/compare?" + urlencode([("agency", one) for one in short[:6]])]
    found["agency"] += [f"/{one}?date=2023-10-20" for one in short]
    found["graph"] = ["/explore?" + urlencode({"iri": iri}) for iri in agencies]
    found["data"] += [
        path.replace("/eli/vn/", "/catalog/decision/", 1) for path in found["decision"]
    ]
    return found


def _kind(dataset: EmbeddedDataset, iri: str) -> str:
    types = dataset.types(iri)
    return next((kind for of_class, kind in CLASSES if of_class in types), OTHER)
