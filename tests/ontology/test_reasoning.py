"""HermiT finds the ontology consistent, and finds contradictions where they are planted."""

import io
import shutil
import warnings
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse, serialize

from ontology import BM, FOLDER, PREFIXES, code_files

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # owlready2 warns of optional parts that we do not use
    import owlready2

pytestmark = pytest.mark.skipif(
    shutil.which("java") is None, reason="HermiT needs java, which is not installed"
)

SAMPLE = Path(__file__).with_name("sample.trig")
EXAMPLE = "https://example.org/"
# HermiT stops at these datatypes (they are not in the datatype map of OWL 2).
DATES = {PREFIXES["xsd"] + name for name in ("date", "gYear", "gYearMonth")}

HEADER = "\n".join(f"@prefix {prefix}: <{iri}> ." for prefix, iri in PREFIXES.items())


def is_dated(triple: Triple) -> bool:
    return isinstance(triple.object, Literal) and triple.object.datatype.value in DATES


def read(path: Path) -> list[Triple]:
    quads = parse(path=path, format=RdfFormat.from_extension(path.suffix[1:]))
    return [quad.triple for quad in quads if not is_dated(quad.triple)]


def read_text(turtle: str) -> list[Triple]:
    text = f"{HEADER}\n@prefix ex: <{EXAMPLE}> .\n{turtle}"
    return [quad.triple for quad in parse(text, format=RdfFormat.TURTLE)]


def reason(triples: list[Triple]) -> set[str]:
    """Return the IRIs of the unsatisfiable classes; raise where the whole is inconsistent.

    owlready2 cannot read Turtle, so it gets N-Triples, in a World of its own.
    """
    text = serialize(triples, format=RdfFormat.N_TRIPLES)
    assert text is not None
    world = owlready2.World()
    world.get_ontology(EXAMPLE + "test").load(fileobj=io.BytesIO(text))
    owlready2.sync_reasoner_hermit(world, infer_property_values=False, debug=0)
    return {cls.iri for cls in world.inconsistent_classes()} - {PREFIXES["owl"] + "Nothing"}


@pytest.fixture(scope="module")
def terms() -> list[Triple]:
    return read(FOLDER / "bomay.ttl")


def test_ontology_codes_and_sample_are_consistent(terms):
    facts = [triple for path in (SAMPLE, *code_files()) for triple in read(path)]
    assert len(facts) > 800
    assert reason([*terms, *facts]) == set()


UNSATISFIABLE = {
    "a unit inside an agency that is a service unit": "bm:ServiceUnit , org:OrganizationalUnit",
    "a duty that is its clause": "bm:Duty , bm:Clause",
    "a decision that is a part of itself": "bm:Decision , bm:Clause",
    "evidence that is a statement": "bm:Evidence , bm:Statement",
    "a post that is a body": "org:Post , cv:PublicOrganisation",
    "a recipient that signs": "bm:Recipient , bm:Signature",
    "a replacement that supervises": "bm:Replacement , bm:Supervision",
    "a province that is its government": "bm:Province , org:FormalOrganization",
    "a code that is a body": "skos:Concept , org:Organization",
    "a repair that is an issue": "bm:Repair , bm:QualityIssue",
}


def test_classes_that_can_have_no_member(terms):
    planted = "\n".join(
        f"ex:Planted{index} a owl:Class ; rdfs:subClassOf {parents} ."
        for index, parents in enumerate(UNSATISFIABLE.values())
    )
    expected = {f"{EXAMPLE}Planted{index}" for index in range(len(UNSATISFIABLE))}
    assert reason([*terms, *read_text(planted)]) == expected


CONTRADICTIONS = {
    "a duty above its own parent": "ex:a bm:partOfDuty ex:b . ex:b bm:partOfDuty ex:a .",
    "a duty that is part of itself": "ex:a bm:partOfDuty ex:a .",
    "a duty stated in another duty": "ex:a bm:statedIn ex:b . ex:b bm:dutyOf ex:c .",
    "a duty of two agencies": (
        "ex:a bm:dutyOf ex:b , ex:c . ex:b a owl:NamedIndividual ; owl:differentFrom ex:c ."
    ),
    "a ministry directed by itself": "ex:a bm:professionalDirectionBy ex:a .",
    "a service unit as an internal unit": "ex:a a bm:ServiceUnit ; org:unitOf ex:b .",
    "fewer holders than none": 'ex:a bm:maxHolders "-1"^^xsd:integer .',
    "evidence of two confidences": "ex:a bm:confidence 0.5 , 0.9 .",
    "a decision as the clause of its evidence": "ex:a bm:clause ex:b . ex:b bm:coverage 1.0 .",
}


@pytest.mark.parametrize("turtle", CONTRADICTIONS.values(), ids=CONTRADICTIONS.keys())
def test_planted_contradiction(terms, turtle):
    with pytest.raises(owlready2.OwlReadyInconsistentOntologyError):
        reason([*terms, *read_text(turtle)])


def test_dates_are_kept_out():
    node, predicate = NamedNode(EXAMPLE + "a"), NamedNode(BM + "order")
    date = Literal("2023-03-23", datatype=NamedNode(PREFIXES["xsd"] + "date"))
    assert is_dated(Triple(node, predicate, date))
    assert not is_dated(Triple(node, predicate, Literal(1)))
    assert not any(is_dated(triple) for triple in read(SAMPLE))
