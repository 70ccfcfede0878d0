"""What search engines read of a page: schema.org in a JSON-LD data block.

A data block is never run, so the Content-Security-Policy lets it stand; what could end the
element ("</script>") is written as escapes of JSON. https://schema.org/docs/datamodel.html
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from markupsafe import Markup

from api.pages.model import Link, Site, Words

if TYPE_CHECKING:
    from api.harvest.catalog import Source
    from api.pages.catalog import Part

Node: TypeAlias = dict[str, Any]

CONTEXT = "https://schema.org"
_ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def block(*nodes: Node | None) -> Markup:
    """Return the data block of some things; what has no value is left out."""
    said = [_without_nothing(node) for node in nodes if node]
    text = json.dumps({"@context": CONTEXT, "@graph": said}, ensure_ascii=False)
    body = text.translate(_ESCAPES)
    return Markup('<script type="application/ld+json">{}</script>').format(Markup(body))


def organisation(iri: str, name: str, **said: Any) -> Node:
    """Return a public body."""
    return {"@type": "GovernmentOrganization", "@id": iri, "url": iri, "name": name, **said}


def legislation(iri: str, name: str, **said: Any) -> Node:
    """Return a decision or another act, by the terms of schema.org for legislation (ELI)."""
    return {"@type": "Legislation", "@id": iri, "url": iri, "name": name, **said}


def area(iri: str, name: str) -> Node:
    """Return a province."""
    return {"@type": "AdministrativeArea", "@id": iri, "name": name}


def breadcrumbs(site: Site, steps: Iterable[Link]) -> Node:
    """Return the way to a page from the first one; steps that lead nowhere are left out."""
    home = Link(Words(site.text["site"]["home"], site.lang), site.path("/"))
    led = [home, *(step for step in steps if step.href)]
    items = [
        {
            "@type": "ListItem",
            "position": place,
            "name": step.words.value,
            "item": site.base_iri + step.href.removeprefix("/"),
        }
        for place, step in enumerate(led, start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def page_block(site: Site, here: str) -> Markup:
    """Return what a page is that has no thing of its own: a page about the dataset."""
    base, text = site.base_iri, site.text
    url = base + here.removeprefix("/") if base else here
    page = {
        "@type": "WebPage",
        "@id": url,
        "url": url,
        "inLanguage": site.lang,
        "isPartOf": {"@type": "WebSite", "@id": base, "name": text["site"]["name"]},
        "about": _dataset(site),
    }
    return block(page)


def _dataset(site: Site) -> Node:
    """Return the whole of the data."""
    return {
        "@type": "Dataset",
        "@id": site.base_iri + "catalog/dataset",
        "url": site.base_iri + "catalog/dataset",
        "name": site.text["site"]["name"],
        "description": site.text["home"]["lead"],
    }


def home_block(site: Site) -> Markup:
    """Return what the first page is: a site, and the catalogue of its data."""
    base, text = site.base_iri, site.text
    catalog = {
        "@type": "DataCatalog",
        "@id": base + "catalog",
        "url": base + "catalog",
        "name": text["site"]["name"],
        "description": text["home"]["lead"],
        "dataset": _dataset(site),
    }
    website = {
        "@type": "WebSite",
        "@id": base,
        "url": base,
        "name": text["site"]["name"],
        "inLanguage": ["vi", "en"],
        "potentialAction": {
            "@type": "SearchAction",
            "target": {
                "@type": "EntryPoint",
                "urlTemplate": base + "search?q={search_term_string}",
            },
            "query-input": "required name=search_term_string",
        },
    }
    return block(website, catalog)


def catalog_block(source: Source, parts: Sequence[Part]) -> Markup:
    """Return the catalogue with its datasets; the first of them has all of its files."""
    base, published = source.dataset.base_iri, source.published
    publisher = {"@type": "Organization", "name": source.settings.publisher}
    files = [file for file in (source.dumps.files if source.dumps else ()) if not file.decision]
    dates = {"datePublished": published.time, "dateModified": published.time}
    common: Node = {
        "publisher": publisher,
        "license": source.settings.licence,
        **(dates if published.time else {}),
        "version": published.id,
        "isAccessibleForFree": True,
    }
    datasets = [
        {
            "@type": "Dataset",
            "@id": part.iri,
            "url": part.iri,
            "name": part.link.words.value,
            "description": part.description.value,
            "spatialCoverage": [place.words.value for place in part.facts.get("places", ())],
            **common,
        }
        for part in parts
    ]
    if datasets:
        datasets[0]["distribution"] = [
            {
                "@type": "DataDownload",
                "contentUrl": f"{base}dumps/{file.path}",
                "encodingFormat": file.media_type,
                "contentSize": str(file.bytes),
                "sha256": file.sha256,
            }
            for file in files
        ]
    catalog = {
        "@type": "DataCatalog",
        "@id": base + "catalog",
        "url": base + "catalog",
        "name": "BoMay",
        "publisher": publisher,
        "license": source.settings.licence,
        "dataset": datasets,
    }
    return block(catalog)


def _without_nothing(node: Mapping[str, Any]) -> Node:
    """Return a node without what is not known."""
    kept: Node = {}
    for key, value in node.items():
        if isinstance(value, Mapping):
            kept[key] = _without_nothing(value)
        elif isinstance(value, list | tuple):
            if value:
                kept[key] = [
                    _without_nothing(one) if isinstance(one, Mapping) else one for one in value
                ]
        elif value not in ("", None):
            kept[key] = value
    return kept
