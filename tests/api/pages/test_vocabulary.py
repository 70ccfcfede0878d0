"""/def: the ontology as a page and as data, with its expressions, uses and examples."""

import re
from html import unescape

import pyoxigraph as ox
import pytest

import ontology
from api.pages.axioms import axioms, chain, expression
from api.pages.model import Link, Words
from api.pages.term_diagram import GRID
from api.vocabulary import FILE, ontology_triples
from tests.api.pages.html import Page

BM = ontology.BM


def own_terms() -> list[str]:
    found = {
        triple.subject.value
        for triple in ontology_triples()
        if isinstance(triple.subject, ox.NamedNode) and triple.subject.value.startswith(BM)
    }
    return sorted(found)


def words_of(page: str, ident: str) -> str:
    start = page.index(f'<article class="term" id="{ident}"')
    part = page[start : page.index("</article>", start)]
    return " ".join(
        unescape(re.sub("<[^>]+>", "", re.sub("</dt>|</code>(?=<a)", " ", part))).split()
    )


@pytest.fixture(scope="module")
def page(site) -> str:
    return str(site.get("/def").text)


@pytest.fixture(scope="module")
def english(site) -> str:
    return str(site.get("/def?lang=en").text)


def test_every_own_term_has_an_anchor_a_label_and_words(page, english):
    for term in own_terms():
        ident = term.removeprefix(BM)
        for text, lang in ((page, "vi"), (english, "en")):
            assert text.count(f' id="{ident}"') == 1
            said = words_of(text, ident)
            assert f"bm:{ident}" in said
            found = axioms(ontology_triples())
            for predicate in ("label", "comment"):
                assert found.words(term, ontology.RDFS + predicate, lang) in said


def test_links_inside_the_page_lead_somewhere(page):
    idents = set(re.findall(r' id="([^"]+)"', page))
    links = set(re.findall(r'href="#([^"]+)"', page))
    assert len(links) > 150
    assert links <= idents
    assert len(re.findall(r' id="', page)) == len(idents)


@pytest.mark.parametrize(
    ("ident", "said"),
    [
        ("ProvincialDepartment", "org:subOrganizationOf only (not bm:Ministry)"),
        (
            "ProvincialDepartment",
            "org:Organization and (org:classification value code:body-kind/so) and "
            "(org:subOrganizationOf some bm:ProvincialCommittee)",
        ),
        (
            "LicensingDuty",
            "bm:action some ({code:action/cap-phep} or "
            "(skos:broaderTransitive value code:action/cap-phep))",
        ),
        ("dutyHeldBy", "bm:partOfDuty o bm:dutyHeldBy, bm:dutyHeldBy o org:unitOf"),
        ("confidence", "xsd:decimal[> 0.0, < 1.0]"),
        ("severity", '{"info", "warning", "error"}'),
        ("dutyOf", "functional (at most one value)"),
        ("dutyOf", "Inverse of bm:hasDuty"),
        ("hasDuty", "Inverse of bm:dutyOf"),
        ("hasDuty", "Not used in this release"),
        ("Province", "Key bm:isoCode"),
        ("Ministry", "Disjoint with bm:ProvincialCommittee, bm:ProvincialDepartment"),
        ("ProvincialCommittee", "bm:Ministry, bm:ProvincialDepartment"),
        ("Duty", "Properties bm:action, bm:agencyRole, bm:counterpart"),
        ("Clause", "Pointed to by bm:clause, bm:statedIn"),
        ("professionalDirectionBy", "Kind of org:linkedTo"),
    ],
)
def test_what_is_said_of_a_term(english, ident, said):
    assert said in words_of(english, ident)


def test_uses_and_examples_come_from_the_dataset(site_data, english):
    duties = len(site_data.subjects(ontology.RDF + "type", BM + "Duty"))
    assert duties > 5
    assert f"Used {duties} times in this release" in words_of(english, "Duty")
    example = re.search(r'href="(/id/duty/[^"]+)"', english)
    assert example
    assert site_data.exists(site_data.base_iri + example[1].removesuffix("?lang=en")[1:])


def test_the_code_lists_are_named_and_linked(page):
    part = page[page.index('id="lists"') :]
    for path in ontology.code_files():
        assert f'href="/code/{path.stem}"' in part


def test_terms_of_others_lead_home(page):
    part = page[page.index('id="external"') :]
    assert 'id="org-Post"' in part
    assert 'href="http://www.w3.org/ns/org#Post"' in part
    assert 'id="eli-repealed_by"' in part


def test_the_diagram_is_an_image_with_a_list_of_the_same(page):
    drawing = page[page.index("<svg") : page.index("</svg>")]
    assert 'role="img"' in drawing
    assert "<title" in drawing
    assert "<desc" in drawing
    assert drawing.count('font-weight="600"') == len(GRID)
    assert "bm:Duty" in drawing
    listed = unescape(page[page.index("</svg>") : page.index("</details>")])
    assert "Nhiệm vụ, quyền hạn → được quy định tại → Điều khoản" in listed
    assert "Phát biểu → có dẫn chứng → Dẫn chứng" in listed  # an axiom without a domain


def test_the_page_keeps_to_the_rules(page):
    assert Page(page).faults == []
    assert " style=" not in page
    assert "<script" not in page[page.index("<main") : page.index("</main>")]


def test_turtle_is_the_file_itself(site):
    answer = site.get("/def", headers={"accept": "text/turtle"})
    assert answer.content == FILE.read_bytes()


def test_blank_nodes_have_the_same_names_each_time():
    text = ox.serialize(ontology_triples(), format=ox.RdfFormat.N_TRIPLES)
    ontology_triples.cache_clear()
    assert ox.serialize(ontology_triples(), format=ox.RdfFormat.N_TRIPLES) == text


def link(term: str) -> Link:
    return Link(Words(term.rpartition("/")[2], ""), "")


@pytest.mark.parametrize(
    ("turtle", "expected"),
    [
        ("<c>", "c"),
        ("[ a owl:Restriction ; owl:onProperty <p> ; owl:someValuesFrom <c> ]", "p some c"),
        ('[ a owl:Restriction ; owl:onProperty <p> ; owl:hasValue "x" ]', 'p value "x"'),
        ("[ a owl:Class ; owl:complementOf [ a owl:Class ; owl:oneOf ( <a> ) ] ]", "not {a}"),
        (
            "[ a owl:Class ; owl:unionOf ( [ a owl:Class ; owl:oneOf ( <a> ) ] "
            "[ a owl:Class ; owl:intersectionOf ( <b> <c> ) ] ) ]",
            "{a} or (b and c)",
        ),
    ],
)
def test_expressions_in_words(turtle, expected):
    prefixes = f"@base <https://example.org/> . @prefix owl: <{ontology.OWL}> ."
    quads = ox.parse(f"{prefixes} <s> <p> {turtle} .", format=ox.RdfFormat.TURTLE)
    found = axioms(quad.triple for quad in quads)
    (node,) = found.objects("https://example.org/s", "https://example.org/p")
    assert "".join(piece.words.value for piece in expression(found, node, link)) == expected


def test_a_chain_in_words():
    quads = ox.parse(
        "@base <https://example.org/> . <s> <p> ( <a> <b> ) .", format=ox.RdfFormat.TURTLE
    )
    found = axioms(quad.triple for quad in quads)
    (node,) = found.objects("https://example.org/s", "https://example.org/p")
    assert "".join(piece.words.value for piece in chain(found, node, link)) == "a o b"
