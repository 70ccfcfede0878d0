"""The page about the data: where to get it, how good it is, what may be done with it."""

from __future__ import annotations

from api.pages.decisions import listed_decisions
from api.pages.environment import render
from api.pages.model import Lang, Site
from api.store import Dataset


def render_data(dataset: Dataset, lang: Lang, has_dumps: bool, has_changes: bool) -> str:
    """Return the page about the data as HTML, with the ways to it that there are."""
    decisions = listed_decisions(dataset)
    shares = [float(d.quality["coverage"]) for d in decisions if "coverage" in d.quality]
    return render(
        "data.html",
        Site(dataset.base_iri, lang, dataset.id),
        "/data",
        dataset=dataset,
        has_dumps=has_dumps,
        has_changes=has_changes,
        decisions=len(decisions),
        coverage=f"{sum(shares) / len(shares) * 100:.1f}" if shares else "",
        least=f"{min(shares) * 100:.1f}" if shares else "",
        findings=sum(d.count(key) for d in decisions for key in ("error", "warning", "info")),
        mended=sum(d.count("mended") for d in decisions),
    )
