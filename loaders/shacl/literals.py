"""Literals: the lexical forms of the datatypes that the shapes name, and their order.

Source: XML Schema 1.1, part 2 (https://www.w3.org/TR/xmlschema11-2/).
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from decimal import Decimal

from pyoxigraph import Literal

from ontology import RDF, XSD

_INTEGER = re.compile(r"[+-]?[0-9]+")  # "-12"
_DECIMAL = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")  # "0.95"
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")  # "2023-03-23"; time zones are not used
_MONTH = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])")  # "2023-10"
_YEAR = re.compile(r"[0-9]{4}")  # "2008"


def _is_date(text: str) -> bool:
    if not _DATE.fullmatch(text):
        return False
    try:
        datetime.date.fromisoformat(text)
    except ValueError:
        return False
    return True


_FORMS: dict[str, Callable[[str], bool]] = {
    XSD + "string": lambda _: True,
    RDF + "langString": lambda _: True,
    XSD + "boolean": lambda text: text in ("true", "false", "1", "0"),
    XSD + "integer": lambda text: bool(_INTEGER.fullmatch(text)),
    XSD + "nonNegativeInteger": lambda text: bool(_INTEGER.fullmatch(text)) and int(text) >= 0,
    XSD + "decimal": lambda text: bool(_DECIMAL.fullmatch(text)),
    XSD + "date": _is_date,
    XSD + "gYearMonth": lambda text: bool(_MONTH.fullmatch(text)),
    XSD + "gYear": lambda text: bool(_YEAR.fullmatch(text)),
}
_NUMBERS = frozenset({XSD + "integer", XSD + "nonNegativeInteger", XSD + "decimal"})


def is_known(datatype: str) -> bool:
    """Say whether the lexical form of a datatype can be judged."""
    return datatype in _FORMS


def is_well_formed(literal: Literal) -> bool:
    """Say whether a literal's text fits its datatype; one that is not known does not."""
    form = _FORMS.get(literal.datatype.value)
    return form is not None and form(literal.value)


def number(literal: Literal) -> Decimal | None:
    """Return the value of a number, None for anything else."""
    if literal.datatype.value in _NUMBERS and is_well_formed(literal):
        return Decimal(literal.value)
    return None
