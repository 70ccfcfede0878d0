"""The template engine: autoescape on, an unknown name is an error."""

from __future__ import annotations

from functools import cache, partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from api.pages.model import LANGS, Lang, Site, count_words, date_words, number_words
from api.pages.schema_org import page_block
from api.pages.text import texts

NAVIGATION = (
    ("/search", "search"),
    ("/chart", "agencies"),
    ("/decisions", "decisions"),
    ("/compare", "compare"),
    ("/acts", "acts"),
    ("/sparql", "query"),
    ("/data", "data"),
    ("/about", "about"),
)
"""What the head of every page leads to: the path, and the key of its words in ``[nav]``."""
ENDINGS = (
    ("/agencies", "agencies"),
    ("/about", "about"),
    ("/data", "data"),
    ("/changes", "changes"),
    ("/def", "vocabulary"),
    ("/docs", "docs"),
)
"""What the foot of every page leads to: the path, and the key of its words in ``[footer]``."""
FOLDER = Path(__file__).resolve().parent.parent / "templates"


@cache
def environment() -> Environment:
    """Return the one environment of the process; templates are compiled once."""
    made = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters["number"] = number_words
    return made


def compile_templates() -> None:
    """Have every template ready, so that no page waits for it."""
    for name in environment().list_templates(extensions=["html"]):
        environment().get_template(name)


def render(template: str, site: Site, here: str, **values: Any) -> str:
    """Return a page. ``here`` is its path with its query but without the language."""
    others = {lang: _in_language(here, lang) for lang in LANGS}
    values["block"] = values.get("block") or page_block(site, here)
    return (
        environment()
        .get_template(template)
        .render(
            t=texts(site.lang),
            lang=site.lang,
            site=site,
            here=here,
            others=others,
            navigation=NAVIGATION,
            endings=ENDINGS,
            date=partial(_date, lang=site.lang),
            count=count_words,
            **values,
        )
    )


def _date(value: str, lang: Lang) -> str:
    return date_words(value, lang)


def _in_language(here: str, lang: Lang) -> str:
    """Return ``here`` in a language: Vietnamese is the default and says nothing."""
    if lang == "vi":
        return here
    return f"{here}{'&' if '?' in here else '?'}lang={lang}"
