"""Views of a public body in other people's terms: CPOV and ORG.

A view stands by itself: what it names has its type and its name beside it. Which view a client
gets follows Content Negotiation by Profile, https://www.w3.org/TR/dx-prof-conneg/.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pyoxigraph as ox

from api.harvest.graph import ADMS, Graph, plain, safe
from api.store import Dataset
from ontology import BM, CV, DCT, ORG, RDFS, SKOS

BODIES = frozenset({CV + "PublicOrganisation", ORG + "FormalOrganization"})
_PROFILE = re.compile(
    r"""<(?P<iri>[^<>\s]*)>                # <http://www.w3.org/ns/org#>
        (?:\s*;\s*q=(?P<q>[01](?:\.\d*)?))?  # ;q=0.5""",
    re.VERBOSE,
)


@dataclass(frozen=True)
class Profile:
    """A view: its name in ``?profile=``, the IRIs that mean it (the first is ours), its maker."""

    token: str
    iris: tuple[str, ...]
    view: Callable[[Dataset, str], list[ox.Triple]]

    @property
    def iri(self) -> str:
        """Return the IRI that Content-Profile names."""
        return self.iris[0]


def profiles_for(kinds: Iterable[str]) -> tuple[Profile, ...]:
    """Return the views that a thing of these classes has."""
    return PROFILES if BODIES & set(kinds) else ()


def named_profile(name: str) -> Profile | None:
    """Return the view of ``?profile=``: a token or an IRI; None for none."""
    return next((p for p in PROFILES if name == p.token or name in p.iris), None)


def accepted_profile(headers: Iterable[str]) -> Profile | None:
    """Return the view that Accept-Profile asks for most; None for none that there is."""
    best, chosen = 0.0, None
    for header in headers:
        for found in _PROFILE.finditer(header):
            profile = named_profile(found["iri"])
            q = float(found["q"] or 1)
            if profile is not None and q > best:
                best, chosen = q, profile
    return chosen


def cpov_view(dataset: Dataset, body: str) -> list[ox.Triple]:
    """Return a body in the Core Public Organisation Vocabulary 2.1."""
    look, graph = _Look(dataset), Graph()
    _describe_body(look, graph, body, ORG + "purpose")
    identifier = graph.thing(f"{body}#identifier", ADMS + "Identifier")
    graph.say(body, ADMS + "identifier", identifier)
    notation = body.removeprefix(dataset.base_iri).removeprefix("id/org/")
    graph.say(identifier, SKOS + "notation", plain(notation))
    graph.say(identifier, ADMS + "schemeAgency", plain("BoMay"))
    for unit in look.having(ORG + "unitOf", body):
        graph.say(body, ORG + "hasUnit", unit)
        graph.thing(unit, ORG + "OrganizationalUnit", ORG + "Organization")
        graph.say(unit, ORG + "unitOf", body)
        _name(look, graph, unit)
        _concepts(look, graph, unit, ORG + "classification", ORG + "classification")
    _events(look, graph, body, CV + "PublicOrganisation")
    return graph.triples


def org_view(dataset: Dataset, body: str) -> list[ox.Triple]:
    """Return a body in W3C's Organization Ontology, with its posts."""
    look, graph = _Look(dataset), Graph()
    _describe_body(look, graph, body, ORG + "purpose")
    graph.say(body, ORG + "identifier", plain(body))
    members = [body]
    for unit in look.having(ORG + "unitOf", body):
        graph.say(body, ORG + "hasUnit", unit)
        graph.thing(unit, ORG + "OrganizationalUnit")
        graph.say(unit, ORG + "unitOf", body)
        _name(look, graph, unit)
        _concepts(look, graph, unit, ORG + "classification", ORG + "classification")
        members.append(unit)
    for member in members:
        for post in look.having(ORG + "postIn", member):
            _post(look, graph, post, member)
    for ministry in look.of(body, BM + "professionalDirectionBy"):
        graph.say(body, ORG + "linkedTo", ministry)
        graph.thing(ministry, ORG + "FormalOrganization")
        _name(look, graph, ministry)
    _events(look, graph, body, ORG + "FormalOrganization")
    return graph.triples


class _Look:
    """Looking things up in the union of the graphs, in a fixed order."""

    def __init__(self, dataset: Dataset) -> None:
        self.dataset = dataset

    def values(self, thing: str, relation: str) -> list[Any]:
        """Return the objects of a property."""
        return list(self.dataset.objects(thing, relation))

    def of(self, thing: str, relation: str) -> list[str]:
        """Return the IRIs that a property leads to."""
        values = self.values(thing, relation)
        return [found.value for found in values if isinstance(found, ox.NamedNode)]

    def having(self, relation: str, value: str) -> list[str]:
        """Return the IRIs of what has a thing as its value."""
        return self.dataset.subjects(relation, value)


def _describe_body(look: _Look, graph: Graph, body: str, purpose: str) -> None:
    """Say what a body is, its place, its kind, what it is for, and what it is part of."""
    _body(look, graph, body)
    for spelling in look.values(body, SKOS + "altLabel"):
        graph.say(body, SKOS + "altLabel", spelling)
    _concepts(look, graph, body, BM + "field", purpose)
    for parent in look.of(body, ORG + "subOrganizationOf"):
        graph.say(body, ORG + "subOrganizationOf", parent)
        _body(look, graph, parent)
    for part in look.having(ORG + "subOrganizationOf", body):
        graph.say(body, ORG + "hasSubOrganization", part)
        _body(look, graph, part)


def _body(look: _Look, graph: Graph, body: str) -> None:
    graph.thing(body, CV + "PublicOrganisation", ORG + "FormalOrganization", ORG + "Organization")
    _name(look, graph, body)
    _concepts(look, graph, body, ORG + "classification", ORG + "classification")
    for place in look.of(body, DCT + "spatial"):
        graph.say(body, DCT + "spatial", place)
        graph.thing(place, DCT + "Location")
        _name(look, graph, place)


def _post(look: _Look, graph: Graph, post: str, member: str) -> None:
    graph.thing(post, ORG + "Post")
    graph.say(post, ORG + "postIn", member)
    graph.say(member, ORG + "hasPost", post)
    _name(look, graph, post)
    _concepts(look, graph, post, ORG + "role", ORG + "role")
    for role in look.of(post, ORG + "role"):
        graph.thing(role, ORG + "Role")
    for above in look.of(post, ORG + "reportsTo"):
        graph.say(post, ORG + "reportsTo", above)
        graph.thing(above, ORG + "Post")
        _name(look, graph, above)


def _concepts(look: _Look, graph: Graph, thing: str, found_by: str, said_by: str) -> None:
    """Say which codes a thing has, what they are called, and of which list they are."""
    for code in look.of(thing, found_by):
        graph.say(thing, said_by, code)
        graph.thing(code, SKOS + "Concept")
        _name(look, graph, code)
        for scheme in look.of(code, SKOS + "inScheme"):
            graph.say(code, SKOS + "inScheme", graph.thing(scheme, SKOS + "ConceptScheme"))


def _events(look: _Look, graph: Graph, body: str, kind: str) -> None:
    """Say which reorganisations made a body or ended it."""
    sides = {
        ORG + "originalOrganization": "changedBy",
        ORG + "resultingOrganization": "resultedFrom",
    }
    for side, relation in sides.items():
        for event in look.having(side, body):
            graph.say(body, ORG + relation, event)
            graph.thing(event, ORG + "ChangeEvent")
            for word in ("description", "date"):
                graph.say(event, DCT + word, *_terms(look.values(event, DCT + word)))
            graph.say(event, RDFS + "label", *_terms(look.values(event, RDFS + "label")))
            for end in sides:
                for other in look.of(event, end):
                    graph.say(event, end, graph.thing(other, kind))
                    _name(look, graph, other)


def _name(look: _Look, graph: Graph, thing: str) -> None:
    """Repeat what a thing is called, one name a language."""
    for language in ("vi", "en"):
        names = [
            name
            for name in look.values(thing, SKOS + "prefLabel")
            if isinstance(name, ox.Literal) and name.language == language
        ]
        graph.say(thing, SKOS + "prefLabel", *names[:1])


def _terms(values: Iterable[Any]) -> list[ox.NamedNode | ox.Literal]:
    return [value for value in values if isinstance(value, ox.NamedNode | ox.Literal)]


def profile_links(path: str, profiles: Iterable[Profile], formats: Mapping[str, str]) -> list[str]:
    """Return what a Link header says of the views of the resource at ``path``."""
    return [
        f'<{path}?profile={profile.token}&format={name}>; rel="alternate"; '
        f'type="{media_type}"; profile="{safe(profile.iri)}"'
        for profile in profiles
        for media_type, name in formats.items()
    ]


PROFILES = (
    Profile(
        "cpov",
        (
            "http://data.europa.eu/m8g/",
            "https://semiceu.github.io/CPOV/releases/2.1.2",
            "https://semiceu.github.io/CPOV/releases/2.1.2/",
        ),
        cpov_view,
    ),
    Profile(
        "org",
        (
            "http://www.w3.org/ns/org#",
            "http://www.w3.org/ns/org",
            "https://www.w3.org/TR/vocab-org/",
        ),
        org_view,
    ),
)
