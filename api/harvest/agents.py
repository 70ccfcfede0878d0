"""What every part of the catalogue names: publisher, contact, licence, languages, theme, place."""

from __future__ import annotations

from api.harvest.graph import DCAT, EU, FOAF, VCARD, Graph, plain, words
from api.settings import Settings
from ontology import DCT, RDFS, SKOS

VIETNAM = EU + "country/VNM"
THEME = EU + "data-theme/GOVE"
THEMES = EU + "data-theme"
LANGUAGES = {"vi": EU + "language/VIE", "en": EU + "language/ENG"}
PUBLIC = EU + "access-right/PUBLIC"
IRREGULAR = EU + "frequency/IRREG"
ONTOLOGY = "https://w3id.org/bomay/def"
PROTOCOL = "https://www.w3.org/TR/sparql11-protocol/"
RIGHTS = {
    "vi": "Văn bản quy phạm pháp luật, văn bản hành chính không thuộc phạm vi bảo hộ quyền tác giả "
    "(Luật Sở hữu trí tuệ, Điều 15).",
    "en": "Legal and administrative texts are not protected by copyright in Viet Nam "
    "(Law on Intellectual Property, Article 15).",
}
KEYWORDS = {
    "vi": ("bộ máy nhà nước", "cơ cấu tổ chức", "chức năng, nhiệm vụ, quyền hạn", "quyết định"),
    "en": ("public administration", "organisation", "duties and powers", "decisions", "Viet Nam"),
}
_LABELS = {
    VIETNAM: {"vi": "Việt Nam", "en": "Viet Nam"},
    THEME: {"vi": "Chính quyền và khu vực công", "en": "Government and public sector"},
    LANGUAGES["vi"]: {"vi": "Tiếng Việt", "en": "Vietnamese"},
    LANGUAGES["en"]: {"vi": "Tiếng Anh", "en": "English"},
}


class Agents:
    """The agents and rights that a catalogue names, at IRIs below that of the catalogue."""

    def __init__(self, base: str, settings: Settings) -> None:
        self.base = base
        self.catalog = base + "catalog"
        self.publisher = self.catalog + "#publisher"
        self.contact = self.catalog + "#contact"
        self.rights = self.catalog + "#rights"
        self.licence = settings.licence
        self._settings = settings

    def describe(self, graph: Graph) -> None:
        """Say what all of these are, so that each graph stands by itself."""
        settings = self._settings
        graph.thing(self.publisher, FOAF + "Agent")
        graph.say(self.publisher, FOAF + "name", plain(settings.publisher))
        if settings.publisher_type:
            graph.say(self.publisher, DCT + "type", settings.publisher_type)
            graph.thing(settings.publisher_type, SKOS + "Concept")
            name = settings.publisher_type.rsplit("/", 1)[-1]
            graph.say(settings.publisher_type, SKOS + "prefLabel", plain(name))
        graph.thing(self.contact, VCARD + "Kind", VCARD + "Organization")
        graph.say(self.contact, VCARD + "fn", plain(settings.publisher))
        graph.say(self.contact, VCARD + "hasURL", self.base + "about")
        if settings.contact_email:
            graph.say(self.contact, VCARD + "hasEmail", "mailto:" + settings.contact_email)
        graph.thing(self.licence, DCT + "LicenseDocument")
        graph.thing(self.rights, DCT + "RightsStatement")
        graph.words(self.rights, RDFS + "label", RIGHTS)
        self._describe_codes(graph)

    def _describe_codes(self, graph: Graph) -> None:
        kinds = {
            THEME: SKOS + "Concept",
            VIETNAM: DCT + "Location",
            LANGUAGES["vi"]: DCT + "LinguisticSystem",
            LANGUAGES["en"]: DCT + "LinguisticSystem",
        }
        for iri, kind in kinds.items():
            graph.thing(iri, kind)
            graph.words(iri, SKOS + "prefLabel", _LABELS[iri])
        graph.say(THEME, SKOS + "inScheme", THEMES)
        graph.thing(THEMES, SKOS + "ConceptScheme")
        graph.words(THEMES, DCT + "title", {"en": "Data theme", "vi": "Chủ đề dữ liệu"})
        graph.thing(PUBLIC, DCT + "RightsStatement")
        graph.thing(IRREGULAR, DCT + "Frequency")
        graph.thing(ONTOLOGY, DCT + "Standard")
        graph.thing(PROTOCOL, DCT + "Standard")

    def stand_behind(self, graph: Graph, thing: str) -> None:
        """Say of a dataset, series or service who publishes it and whom to ask, and its theme."""
        graph.say(thing, DCT + "publisher", self.publisher)
        graph.say(thing, DCAT + "contactPoint", self.contact)
        graph.say(thing, DCAT + "theme", THEME)
        for lang, listed in KEYWORDS.items():
            graph.say(thing, DCAT + "keyword", *(words(word, lang) for word in listed))


def document(graph: Graph, iri: str) -> str:
    """Say that an IRI is that of a page; returns it."""
    return graph.thing(iri, FOAF + "Document")


def identifier(graph: Graph, thing: str) -> None:
    """Repeat the IRI of a thing as its identifier, as harvesters want it."""
    graph.say(thing, DCT + "identifier", plain(thing))
