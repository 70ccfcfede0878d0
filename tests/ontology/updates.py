"""Updates of the sample dataset, for the checks to find or to let pass."""

from ontology import DEFAULT_BASE_IRI

BASE = DEFAULT_BASE_IRI
GRAPH = f"{BASE}graph/ubnd-binh-phuoc/qd-ubnd/2023/12"
DECISION = "eli/vn/ubnd-binh-phuoc/qd-ubnd/2023/12"
AGENCY = "id/org/binh-phuoc/so-thong-tin-va-truyen-thong"


def insert(turtle: str, graph: str = GRAPH) -> str:
    return f"INSERT DATA {{ GRAPH <{graph}> {{ {turtle} }} }}"


# the statement that a decision has another IRI than before
REPLACED = (
    f"<old> dct:isReplacedBy <{DECISION}> . <s/replaced> a bm:Statement ; bm:subject <old> ; "
    f"bm:predicate dct:isReplacedBy ; bm:object <{DECISION}> ; bm:evidence <c/1> ."
)


REFERENCE = f"{BASE}graph/reference"
RULED = f"{BASE}graph/inferred/ministry"
RULE = insert(
    f"<r> a bm:Inference ; bm:infers bm:Ministry ; bm:ruleText 'x' ; prov:generated <{RULED}> .",
    f"{BASE}graph/inferred",
)


def delete(pattern: str) -> str:
    return f"DELETE WHERE {{ GRAPH ?g {{ {pattern} }} }}"
