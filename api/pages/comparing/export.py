"""A comparison as JSON and as CSV, for programs and for a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

from api.pages.comparing.model import Comparison, Side, Value
from api.pages.model import Site

COLUMNS = (
    *("section", "row", "agency", "agency_name", "decision"),
    *("is_stated", "value", "number", "clause", "is_same"),
)


def to_json(comparison: Comparison, release: str, site: Site) -> str:
    """Return the comparison as one JSON object.

    A cell is a list of values; an empty one says that the decision does not state it.
    """
    text = site.text["compare"]
    content = {
        "release": release,
        "agencies": [_side(side) for side in comparison.sides],
        "sections": [
            {
                "key": section.key,
                "label": text[section.key],
                "rows": [
                    {
                        "label": row.label.words.value,
                        "is_same": row.is_same,
                        "cells": [[_value(value, site) for value in cell] for cell in row.cells],
                    }
                    for row in section.rows
                ],
            }
            for section in comparison.sections
        ],
    }
    return json.dumps(content, ensure_ascii=False, indent=1)


def to_csv(comparison: Comparison, site: Site) -> str:
    """Return a line for each value (RFC 4180); one without a value where nothing is stated."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for section in comparison.sections:
        for row in section.rows:
            for side, cell in zip(comparison.sides, row.cells, strict=True):
                decision = side.decision.iri if side.decision else ""
                start = (section.key, row.label.words.value, side.iri, side.name, decision)
                same = str(row.is_same).lower()
                for value in cell:
                    clause = _clause_iri(value.clause.href, site) if value.clause else ""
                    number = "" if value.number is None else value.number
                    said = value.data or value.words.value
                    writer.writerow((*start, "true", said, number, clause, same))
                if not cell:
                    writer.writerow((*start, "false", "", "", "", same))
    return text.getvalue()


def _side(side: Side) -> dict[str, Any]:
    decision = side.decision
    return {
        "iri": side.iri,
        "name": side.name,
        "province": side.place.value if side.place else None,
        "decision": decision
        and {
            "iri": decision.iri,
            "label": decision.link.words.value,
            "number": decision.number or None,
            "issued": decision.issued or None,
            "in_force": decision.in_force or None,
        },
    }


def _value(value: Value, site: Site) -> dict[str, Any]:
    return {
        "value": value.data or value.words.value,
        "number": value.number,
        "clause": _clause_iri(value.clause.href, site) if value.clause else None,
        "clause_name": value.clause.words.value if value.clause else None,
    }


def _clause_iri(href: str, site: Site) -> str:
    """Return the IRI of the clause that a link of the page leads to."""
    path, _, fragment = href.partition("#")
    decision = site.base_iri + path.partition("?")[0].removeprefix("/")
    return "/".join([decision, *filter(None, fragment.split("."))])
