"""How a release is described in a SPARQL store that holds it: written there, read from there.

    <urn:bomay:publication>            a graph with one node of the same name:
        dct:identifier   the id of the release
        dct:issued       when it was published, where that is recorded (xsd:dateTime)
        dct:hasVersion   a digest of all graphs: another content, another version
        void:uriSpace    the base IRI
        void:triples     the number of statements
        rdf:value        facts of the manifest, a JSON object
        void:subset      each graph; and of each graph void:triples and its checksum
    <urn:bomay:publication:begun>      there while a publication is under way: the graphs that it
                                       and the one before may have put there (void:subset)

The names are fixed, so that a reader finds them without knowing the base IRI; one store holds one
publication. Terms are those of VoID, Dublin Core and SPDX.
"""

from __future__ import annotations

from ontology import DCT, RDF

PUBLICATION = "urn:bomay:publication"
BEGUN = "urn:bomay:publication:begun"

VOID = "http://rdfs.org/ns/void#"
SPDX = "http://spdx.org/rdf/terms#"

IDENTIFIER = DCT + "identifier"
VERSION = DCT + "hasVersion"
ISSUED = DCT + "issued"
URI_SPACE = VOID + "uriSpace"
TRIPLES = VOID + "triples"
MANIFEST = RDF + "value"
SUBSET = VOID + "subset"
CHECKSUM = SPDX + "checksumValue"
