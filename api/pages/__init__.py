"""The pages of the site: each is a function from a release to HTML."""

from __future__ import annotations

from api.pages.act import render_act
from api.pages.agency import render_agency
from api.pages.data import iri, kept
from api.pages.decision import render_decision
from api.pages.model import Lang, Redirect, Site
from api.pages.resource import render_thing
from api.store import Dataset
from ontology import BM, CV, ELI, ORG

__all__ = ["Lang", "Redirect", "render_resource"]


def render_resource(dataset: Dataset, resource: str, lang: Lang, day: str = "") -> str | Redirect:
    """Return the page of any resource of the graph, or where its content is shown instead.

    A clause is shown on its decision's page, at its anchor. A thing with no page of its own kind
    gets the general one: what is stated of it, what refers to it, and the evidence. An agency is
    shown as of ``day`` (ISO 8601), by default as the latest decision has it.
    """
    kinds, key = dataset.types(resource), (resource, lang)
    if BM + "Clause" in kinds:
        for row in dataset.rows("clause-decision", clause=resource):
            return Redirect(Site(dataset.base_iri, lang).clause(resource, iri(row, "decision")))
    if BM + "Decision" in kinds:
        return kept(dataset, "pages", key, lambda: render_decision(dataset, resource, lang))
    is_body = CV + "PublicOrganisation" in kinds or ORG + "FormalOrganization" in kinds
    if (is_body or BM + "BodyClass" in kinds) and dataset.rows("agency-decisions", agency=resource):
        if day:  # there are too many days to keep a page for each
            return render_agency(dataset, resource, lang, day)
        return kept(dataset, "pages", key, lambda: render_agency(dataset, resource, lang))
    if ELI + "LegalResource" in kinds and dataset.objects(resource, ELI + "type_document"):
        return kept(dataset, "pages", key, lambda: render_act(dataset, resource, kinds, lang))
    return render_thing(dataset, resource, kinds, lang)
