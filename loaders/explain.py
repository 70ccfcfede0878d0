"""Explain: the tree of clauses with what was read from each, for a steward's eyes."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Iterator
from typing import Any, NamedTuple

from rich.text import Text

from loaders.facts.model import Evidence, Stated
from loaders.labels import KIND_NAMES
from loaders.model import Node
from loaders.pipeline import Parsed

_WIDTH = 100
_SHOWN = 90
_NOT_SHOWN = frozenset({"evidence", "text", "path", "parent", "is_leaf"})


class Finding(NamedTuple):
    """What was read from a clause: the kind of fact, its content, the rule."""

    kind: str
    content: str
    rule: str


def explain(parsed: Parsed) -> list[Text]:
    """Return the lines of the explained document, coloured."""
    facts = _findings(parsed)
    issues: dict[str, list[Text]] = defaultdict(list)
    for issue in parsed.issues:
        path = parsed.document.clause_at(issue.span).path if issue.span else ""
        style = "bold red" if issue.severity != "info" else "yellow"
        issues[path].append(Text(f"! {issue.code}: {issue.message}", style=style))
    lines = [Text(parsed.document.source.file, style="bold")]
    lines += [Text("  ").append_text(line) for line in issues.get("", [])]
    for node, depth in _walk(parsed.document.root, -1):
        if node.kind == "document":
            continue
        indent = "  " * depth
        lines.append(Text(indent).append_text(_clause(node)))
        for finding in facts.get(node.path, []):
            line = Text(f"{indent}    → ", style="green")
            line.append(finding.kind, style="bold green")
            if finding.content:
                line.append(f": {_cut(finding.content)}", style="green")
            line.append(f"  [{finding.rule}]", style="dim")
            lines.append(line)
        lines += [Text(f"{indent}    ").append_text(line) for line in issues.get(node.path, [])]
    lines.append(_summary(parsed, facts))
    return lines


def _walk(node: Node, depth: int) -> Iterator[tuple[Node, int]]:
    yield node, depth
    for child in node.children:
        yield from _walk(child, depth + 1)


def _clause(node: Node) -> Text:
    name = KIND_NAMES[node.kind][0] if node.kind in KIND_NAMES else node.kind
    style = "red" if node.kind == "khong-ro" else "bold cyan"
    line = Text(f"{name} {node.marker}".strip(), style=style)
    if node.printed:
        line.append(f" (in: {node.printed})", style="yellow")
    words = " ".join(filter(None, (node.heading, " ".join(node.text.split()))))
    return line.append(f"  {_cut(words)}", style="default")


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def _findings(parsed: Parsed) -> dict[str, list[Finding]]:
    """Return every fact of the document by the path of its clause."""
    found: dict[str, list[Finding]] = defaultdict(list)
    for kind, content, evidence in _facts(parsed.facts, "facts"):
        found[evidence.path].append(Finding(kind, content, evidence.rule))
    return found


def _facts(value: Any, name: str) -> Iterator[tuple[str, str, Evidence]]:
    """Yield whatever carries evidence below ``value``, with the name of its field."""
    if isinstance(value, Stated):
        yield name, _shown(value.value), value.evidence
        return
    if isinstance(value, tuple) and not hasattr(value, "_fields"):
        for item in value:
            yield from _facts(item, name)
        return
    if not dataclasses.is_dataclass(value) or isinstance(value, (type, Evidence)):
        return
    evidence = getattr(value, "evidence", None)
    if isinstance(evidence, Evidence):
        yield name, _shown(value), evidence
    for field in dataclasses.fields(value):
        yield from _facts(getattr(value, field.name), field.name)


def _shown(value: Any) -> str:
    """Return a fact in a few words: its own plain fields, without what is empty."""
    if not dataclasses.is_dataclass(value) or isinstance(value, type):
        return str(value)
    parts = []
    for field in dataclasses.fields(value):
        item = getattr(value, field.name)
        if field.name in _NOT_SHOWN or item in (None, (), "", False):
            continue
        if dataclasses.is_dataclass(item) and not isinstance(item, (type, Stated, Evidence)):
            parts.append(_shown(item))
        elif isinstance(item, (str, int, bool)):
            parts.append(field.name if item is True else str(item))
        elif isinstance(item, tuple) and all(isinstance(i, str) for i in item):
            parts.append(", ".join(item))
    return " · ".join(parts)


def _summary(parsed: Parsed, facts: dict[str, list[Finding]]) -> Text:
    total = sum(len(found) for found in facts.values())
    return Text(
        f"{total} facts in {len(facts)} clauses, {len(parsed.issues)} issues, "
        f"coverage {parsed.document.coverage:.1%}",
        style="bold",
    )
