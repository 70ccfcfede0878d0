"""What the site is, and what it does not know."""

from __future__ import annotations

from api.pages.environment import render
from api.pages.model import Lang, Site
from api.store import Dataset


def render_about(dataset: Dataset, lang: Lang, has_dumps: bool) -> str:
    """Return the page about the site as HTML; ``has_dumps``: there is something to take away."""
    site = Site(dataset.base_iri, lang, dataset.id)
    return render("about.html", site, "/about", dataset=dataset, has_dumps=has_dumps)
