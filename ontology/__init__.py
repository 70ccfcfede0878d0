"""The ontology of BoMay: namespaces, where its files are, and how to load them.

Imports nothing of ours. Files: ``bomay.ttl`` (OWL 2 DL), ``shapes.ttl`` (SHACL),
``codes/*.ttl`` (SKOS schemes), ``rules/*.rq`` (what a build infers; ``rules.ttl`` describes them),
``queries/*.rq`` (one per question the program asks), ``checks/*-violation.rq`` (each must
return nothing).
"""

from __future__ import annotations

import os
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rdflib import Graph

FOLDER = Path(__file__).resolve().parent
ROOT = FOLDER.parent
DEFAULT_BASE_IRI = "https://w3id.org/bomay/"
_BASE = re.compile(r"https?://[^\s<>\"{}|\\^`?#]+")

BM = "https://w3id.org/bomay/def#"
ORG = "http://www.w3.org/ns/org#"
CV = "http://data.europa.eu/m8g/"
ELI = "http://data.europa.eu/eli/ontology#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
PROV = "http://www.w3.org/ns/prov#"
OA = "http://www.w3.org/ns/oa#"
DQV = "http://www.w3.org/ns/dqv#"
DCT = "http://purl.org/dc/terms/"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
XSD = "http://www.w3.org/2001/XMLSchema#"

PREFIXES = {
    "bm": BM,
    "org": ORG,
    "cv": CV,
    "eli": ELI,
    "skos": SKOS,
    "prov": PROV,
    "oa": OA,
    "dqv": DQV,
    "dct": DCT,
    "rdf": RDF,
    "rdfs": RDFS,
    "owl": OWL,
    "xsd": XSD,
}


def base_iri() -> str:
    """Return the base IRI of resources: ``BOMAY_BASE_IRI`` or the default, ending in ``/``.

    Raises ValueError, naming the variable, where it is set to no http(s) IRI.
    """
    try:
        return checked_base_iri(os.environ.get("BOMAY_BASE_IRI") or DEFAULT_BASE_IRI)
    except ValueError as error:
        raise ValueError(f"BOMAY_BASE_IRI: {error}; correct or unset it") from error


def checked_base_iri(base: str) -> str:
    """Return ``base`` ending in ``/``; raises ValueError where it is no http(s) IRI."""
    if not _BASE.fullmatch(base):
        raise ValueError(f"{base!r} is no http or https IRI")
    return base if base.endswith("/") else base + "/"


@cache
def query(name: str) -> str:
    """Return the text of ``queries/<name>.rq``; raises FileNotFoundError for an unknown name."""
    return (FOLDER / "queries" / f"{name}.rq").read_text(encoding="utf-8")


def code_files() -> list[Path]:
    """Return the Turtle files of the SKOS code lists, in name order."""
    return sorted((FOLDER / "codes").glob("*.ttl"))


def load() -> Graph:
    """Return the ontology and its code lists as one rdflib graph."""
    from rdflib import Graph

    graph = Graph()
    for path in [FOLDER / "bomay.ttl", *code_files()]:
        graph.parse(path, format="turtle")
    return graph
