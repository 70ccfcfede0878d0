"""A tree as nested HTML lists: no script, no table, readable by any device."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape


@dataclass(frozen=True)
class Branch:
    """One line of a tree: its words, where they lead (or nowhere), a note, what hangs below."""

    label: str
    href: str = ""
    note: str = ""
    children: tuple[Branch, ...] = ()
    lang: str = ""


def draw(branches: tuple[Branch, ...], css_class: str = "tree") -> str:
    """Return ``<ul>`` with the branches nested; labels, notes and addresses are escaped."""
    items = "".join(_item(branch) for branch in branches)
    css = f' class="{escape(css_class)}"' if css_class else ""
    return f"<ul{css}>{items}</ul>" if items else ""


def _item(branch: Branch) -> str:
    lang = f' lang="{escape(branch.lang)}"' if branch.lang else ""
    label = escape(branch.label)
    if branch.href:
        text = f'<a href="{escape(branch.href)}"{lang}>{label}</a>'
    else:
        text = f"<span{lang}>{label}</span>"
    note = f' <span class="note">{escape(branch.note)}</span>' if branch.note else ""
    return f"<li>{text}{note}{draw(branch.children, '')}</li>"
