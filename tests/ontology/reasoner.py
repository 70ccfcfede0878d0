"""HermiT through owlready2: what it reads, and what it finds."""

import io
import shutil
import warnings
from collections.abc import Iterable
from pathlib import Path

import pytest
from pyoxigraph import Literal, RdfFormat, Triple, parse, serialize

from ontology import PREFIXES

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # owlready2 warns of optional parts that we do not use
    import owlready2

Inconsistent = owlready2.OwlReadyInconsistentOntologyError

EXAMPLE = "https://example.org/"
# HermiT stops at these datatypes (they are not in the datatype map of OWL 2).
DATES = {PREFIXES["xsd"] + name for name in ("date", "gYear", "gYearMonth")}
HEADER = "\n".join(f"@prefix {prefix}: <{iri}> ." for prefix, iri in PREFIXES.items())

needs_java = pytest.mark.skipif(
    shutil.which("java") is None, reason="HermiT needs java, which is not installed"
)


def is_dated(triple: Triple) -> bool:
    return isinstance(triple.object, Literal) and triple.object.datatype.value in DATES


def read(path: Path) -> list[Triple]:
    quads = parse(path=path, format=RdfFormat.from_extension(path.suffix[1:]))
    return [quad.triple for quad in quads if not is_dated(quad.triple)]


def read_text(turtle: str) -> list[Triple]:
    text = f"{HEADER}\n@prefix ex: <{EXAMPLE}> .\n{turtle}"
    return [quad.triple for quad in parse(text, format=RdfFormat.TURTLE)]


def reasoned(triples: Iterable[Triple], *, values: bool = False) -> owlready2.World:
    """Return the world that HermiT has classified, with the values of properties if asked for.

    owlready2 cannot read Turtle, so it gets N-Triples, in a World of its own. Raises
    OwlReadyInconsistentOntologyError.
    """
    text = serialize(triples, format=RdfFormat.N_TRIPLES)
    assert text is not None
    world = owlready2.World()
    world.get_ontology(EXAMPLE + "test").load(fileobj=io.BytesIO(text))
    owlready2.sync_reasoner_hermit(world, infer_property_values=values, debug=0)
    return world


def unsatisfiable(world: owlready2.World) -> set[str]:
    """Return the IRIs of the classes that can have no member."""
    return {cls.iri for cls in world.inconsistent_classes()} - {PREFIXES["owl"] + "Nothing"}


def members(world: owlready2.World, cls: str) -> set[str]:
    """Return the IRIs of the individuals of a class, those of its subclasses included."""
    return {individual.iri for individual in world[cls].instances()}


def values(world: owlready2.World, predicate: str) -> set[tuple[str, str]]:
    """Return the subject and object IRIs of a property's triples, its sub-properties' included.

    owlready2 leaves out of a property what it has as triples of a sub-property.
    """
    found = {pair for term in world[predicate].descendants() for pair in term.get_relations()}
    return {(subject.iri, other.iri) for subject, other in found}
