"""The files of a dataset as DCAT distributions, from the index of the dumps."""

from __future__ import annotations

from collections.abc import Iterable

from api.dumps import File
from api.harvest.agents import LANGUAGES, Agents
from api.harvest.graph import DCAT, EU, SPDX, Graph, plain, safe, typed
from api.harvest.publication import Publication
from ontology import DCT

MEDIA_TYPES = "http://www.iana.org/assignments/media-types/"
SHA256 = SPDX + "checksumAlgorithm_sha256"
AKOMA_NTOSO = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
FORMATS = {
    "application/n-quads": "RDF_N_QUADS",
    "application/trig": "RDF_TRIG",
    "text/turtle": "RDF_TURTLE",
    "application/ld+json": "JSON_LD",
    "application/rdf+xml": "RDF_XML",
    "application/n-triples": "RDF_N_TRIPLES",
    "text/csv": "CSV",
    "application/akn+xml": "XML",
}
"""By media type: the code of the EU's list of file types."""


def describe_files(
    graph: Graph, dataset: str, files: Iterable[File], agents: Agents, published: Publication
) -> None:
    """Say what the files of a dataset are, and that they are its distributions."""
    for file in files:
        _describe_file(graph, dataset, file, agents, published)


def _describe_file(
    graph: Graph, dataset: str, file: File, agents: Agents, published: Publication
) -> None:
    iri = graph.thing(f"{dataset}#{safe(_short(file))}", DCAT + "Distribution")
    address = safe(f"{agents.base}dumps/{file.path}")
    graph.say(dataset, DCAT + "distribution", iri)
    titles = {lang: f"{said} ({file.name})" for lang, said in file.title.items()}
    graph.words(iri, DCT + "title", titles)
    graph.words(iri, DCT + "description", dict(file.title))
    graph.say(iri, DCAT + "accessURL", address)
    graph.say(iri, DCAT + "downloadURL", address)
    graph.say(iri, DCAT + "byteSize", typed(file.bytes, "nonNegativeInteger"))
    graph.say(iri, DCAT + "mediaType", _media_type(graph, file.media_type))
    if file.media_type in FORMATS:
        code = graph.thing(EU + "file-type/" + FORMATS[file.media_type], DCT + "MediaTypeOrExtent")
        graph.say(iri, DCT + "format", code)
    graph.say(iri, DCT + "license", agents.licence)
    graph.say(iri, DCT + "rights", agents.rights)
    graph.say(iri, DCT + "language", LANGUAGES["vi"])
    graph.say(iri, DCT + "issued", published.moment)
    graph.say(iri, DCT + "modified", published.moment)
    _conforms(graph, iri, file)
    _checksum(graph, iri, file)


def _conforms(graph: Graph, iri: str, file: File) -> None:
    if file.media_type == "application/akn+xml":
        graph.say(iri, DCT + "conformsTo", graph.thing(AKOMA_NTOSO, DCT + "Standard"))


def _checksum(graph: Graph, iri: str, file: File) -> None:
    checksum = graph.thing(iri + "-checksum", SPDX + "Checksum")
    graph.say(iri, SPDX + "checksum", checksum)
    graph.say(checksum, SPDX + "algorithm", graph.thing(SHA256, SPDX + "ChecksumAlgorithm"))
    graph.say(checksum, SPDX + "checksumValue", typed(file.sha256, "hexBinary"))


def _media_type(graph: Graph, media_type: str) -> str:
    iri = graph.thing(MEDIA_TYPES + media_type, DCT + "MediaType")
    graph.say(iri, DCT + "identifier", plain(media_type))
    return iri


def _short(file: File) -> str:
    """Return the end of a file's name that tells it from the others of its dataset."""
    name = file.name
    if file.decision:
        ends = (".akn.xml", *(f".{table}.csv" for table in _TABLES))
        end = next((end for end in ends if name.endswith(end)), "." + name.rpartition(".")[2])
        return end.removeprefix(".")
    return name


_TABLES = ("agencies", "units", "posts", "duties", "legal-bases")
