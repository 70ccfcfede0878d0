"""What the site is, and what it does not know."""

from __future__ import annotations

from api.pages.environment import render
from api.pages.model import Lang, Site
from api.store import Dataset


def render_about(dataset: Dataset, lang: Lang) -> str:
    """Return the page about the site as HTML."""
    return render("about.html", Site(dataset.base_iri, lang, dataset.id), "/about", dataset=dataset)
