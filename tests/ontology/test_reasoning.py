"""HermiT finds the ontology consistent, and finds contradictions where they are planted."""

from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Triple

from ontology import BM, FOLDER, PREFIXES, code_files
from tests.ontology.reasoner import (
    EXAMPLE,
    Inconsistent,
    is_dated,
    needs_java,
    read,
    read_text,
    reasoned,
    unsatisfiable,
)

pytestmark = needs_java

SAMPLE = Path(__file__).with_name("sample.trig")


@pytest.fixture(scope="module")
def terms() -> list[Triple]:
    return read(FOLDER / "bomay.ttl")


def test_ontology_codes_and_sample_are_consistent(terms):
    facts = [triple for path in (SAMPLE, *code_files()) for triple in read(path)]
    assert len(facts) > 800
    assert unsatisfiable(reasoned([*terms, *facts])) == set()


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
    "a class of bodies that is a body": "bm:BodyClass , org:Organization",
    "a class of posts that is a post": "bm:PostClass , org:Post",
    "a repair that is an issue": "bm:Repair , bm:QualityIssue",
    "a transfer that is an entity": "bm:FunctionTransfer , prov:Entity",
    "a transfer that changes a unit": "bm:FunctionTransfer , bm:UnitChange",
    "a ministry that is a provincial department": "bm:Ministry , bm:ProvincialDepartment",
    "a counterpart that is a reference": "bm:Counterpart , bm:Reference",
    "a licensing duty that is a superseded act": "bm:LicensingDuty , bm:SupersededAct , bm:Clause",
}


def test_classes_that_can_have_no_member(terms):
    planted = "\n".join(
        f"ex:Planted{index} a owl:Class ; rdfs:subClassOf {parents} ."
        for index, parents in enumerate(UNSATISFIABLE.values())
    )
    expected = {f"{EXAMPLE}Planted{index}" for index in range(len(UNSATISFIABLE))}
    assert unsatisfiable(reasoned([*terms, *read_text(planted)])) == expected


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
    "a department that is part of a ministry": """
        ex:so org:classification <https://w3id.org/bomay/code/body-kind/so> ;
            org:subOrganizationOf ex:committee , ex:bo .
        ex:committee a bm:ProvincialCommittee .
        ex:bo org:classification <https://w3id.org/bomay/code/body-kind/bo> .
    """,
    "a unit that a department of a ministry would have": """
        ex:so a bm:ProvincialDepartment ; org:unitOf ex:bo . ex:bo a bm:Ministry .
    """,
    "a certain finding with a confidence": "ex:a bm:confidence 1.0 .",
    "more text than there is": "ex:a bm:coverage 1.2 .",
    "an unknown severity": 'ex:a bm:severity "fatal" .',
    "two provinces of one code": """
        ex:a a bm:Province ; bm:isoCode "VN-58" . ex:b a bm:Province ; bm:isoCode "VN-58" .
        ex:a owl:differentFrom ex:b .
    """,
    "a duty of a post": "ex:a bm:dutyOf ex:b . ex:b a org:Post .",
    "a post that answers to itself": "ex:a bm:accountableTo ex:a .",
    "bodies that advise each other": "ex:a bm:advises ex:b . ex:b bm:advises ex:a .",
    "an act that guides itself": "ex:a bm:guides ex:a .",
    "a transfer derived from a text": "ex:a a bm:FunctionTransfer ; prov:wasDerivedFrom ex:b .",
    "a clause repealed by a body": """
        ex:a eli:repealed_by ex:b . ex:c bm:laidDownBy ex:a . ex:a a bm:Clause .
    """,
    "evidence of two confidences": "ex:a bm:confidence 0.5 , 0.9 .",
    "a decision as the clause of its evidence": "ex:a bm:clause ex:b . ex:b bm:coverage 1.0 .",
}


@pytest.mark.parametrize("turtle", CONTRADICTIONS.values(), ids=CONTRADICTIONS.keys())
def test_planted_contradiction(terms, turtle):
    with pytest.raises(Inconsistent):
        reasoned([*terms, *read_text(turtle)])


def test_dates_are_kept_out():
    node, predicate = NamedNode(EXAMPLE + "a"), NamedNode(BM + "order")
    date = Literal("2023-03-23", datatype=NamedNode(PREFIXES["xsd"] + "date"))
    assert is_dated(Triple(node, predicate, date))
    assert not is_dated(Triple(node, predicate, Literal(1)))
    assert not any(is_dated(triple) for triple in read(SAMPLE))
