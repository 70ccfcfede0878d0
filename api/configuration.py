"""The settings as they are in effect: read with clear errors, and told with where each is from."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from pydantic import SecretBytes, SecretStr, ValidationError
from pydantic.fields import FieldInfo

from api.settings import PREFIX, Settings, SettingsError, read_settings_file, settings_file

MASK = "********"
OTHER_VARIABLES = frozenset({"BOMAY_CONFIG", "BOMAY_CI"})


@dataclass(frozen=True)
class Effective:
    """One setting: its value as shown, and where it comes from.

    ``least`` and ``most`` are bounds that belong to what is allowed, None for none; ``choices``
    the words that are allowed, () for any; ``unit`` "" for none.
    """

    name: str
    variable: str
    value: Any
    origin: str
    description: str
    unit: str = ""
    least: float | None = None
    most: float | None = None
    choices: tuple[str, ...] = ()


def load_settings(kind: type[Settings] = Settings, **arguments: Any) -> Settings:
    """Return the settings; an argument that is None is not given. Raises SettingsError."""
    given = {name: value for name, value in arguments.items() if value is not None}
    try:
        return kind(**given)
    except ValidationError as error:
        places = _places(kind, given)
        lines = [_fault(fault, places) for fault in error.errors(include_url=False)]
        raise SettingsError("\n".join(lines)) from error


def effective(settings: Settings, **arguments: Any) -> list[Effective]:
    """Return every setting, in the order of the class; ``arguments`` as for the loading."""
    kind = type(settings)
    given = {name: value for name, value in arguments.items() if value is not None}
    places = _places(kind, given)
    return [
        _effective(name, field, getattr(settings, name), places.get(name, "default"))
        for name, field in kind.model_fields.items()
    ]


def unknown_variables(kind: type[Settings] = Settings) -> list[str]:
    """Return the variables ``BOMAY_*`` of the environment that set nothing: likely misspelt."""
    known = {(PREFIX + name).upper() for name in kind.model_fields} | OTHER_VARIABLES
    return sorted(
        name for name in os.environ if name.upper().startswith(PREFIX) and name.upper() not in known
    )


def settings_json(found: list[Effective]) -> str:
    """Return the settings as one JSON object: name → value, origin, variable."""
    told = {
        one.name: {"value": one.value, "from": one.origin, "variable": one.variable}
        for one in found
    }
    return json.dumps(told, ensure_ascii=False, indent=2)


def printed(found: list[Effective], *, as_json: bool = False) -> str:
    """Return the settings as one JSON object, or as a table: value, origin, what is allowed."""
    if as_json:
        return settings_json(found)
    rows = [("VARIABLE", "VALUE", "FROM", "ALLOWED")]
    for one in found:
        value = one.value if isinstance(one.value, str) else json.dumps(one.value)
        rows.append((one.variable, value or '""', one.origin, allowed(one)))
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    return "\n".join(
        "  ".join(
            [*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[3]]
        ).rstrip()
        for row in rows
    )


def allowed(one: Effective) -> str:
    """Return what a setting may be, in words: ``1–65535 bytes``, ``json | text``, ""."""
    if one.choices:
        return " | ".join(one.choices)
    if one.least is None or one.most is None:
        return one.unit
    return f"{_number(one.least)}–{_number(one.most)} {one.unit}".strip()


def _number(value: float) -> str:
    return str(int(value)) if value == int(value) else str(value)


def _places(kind: type[Settings], arguments: Mapping[str, Any]) -> dict[str, str]:
    """Return where each setting that is given comes from: the first place that has it."""
    file = settings_file()
    places = {name: str(file) for name in read_settings_file(file)} if file else {}
    variables = {name.upper(): name for name, value in os.environ.items() if value}
    for name in kind.model_fields:
        if (PREFIX + name).upper() in variables:
            places[name] = variables[(PREFIX + name).upper()]
    return places | dict.fromkeys(arguments, "argument")


def _fault(fault: Mapping[str, Any], places: Mapping[str, str]) -> str:
    """Return one wrong setting as a line; the value itself is not told, it may be a secret."""
    name = str(fault["loc"][0]) if fault["loc"] else ""
    place = places.get(name, "")
    where = place if place.upper() == (PREFIX + name).upper() else f"{place}: {name}"
    if fault["type"] == "extra_forbidden":
        return f"{where}: there is no such setting; `bomay config` lists them"
    reason = str(fault["msg"]).removeprefix("Value error, ")
    todo = "correct or unset it" if where == place else "correct or remove it"
    return f"{where}: {reason[:1].lower()}{reason[1:]}; {todo}"


def _effective(name: str, field: FieldInfo, value: Any, origin: str) -> Effective:
    extra = field.json_schema_extra if isinstance(field.json_schema_extra, dict) else {}
    bounds = {
        key: getattr(part, key)
        for part in field.metadata
        for key in ("ge", "le")
        if hasattr(part, key)
    }
    choices = getattr(field.annotation, "__args__", ())
    return Effective(
        name=name,
        variable=(PREFIX + name).upper(),
        value=_shown(value),
        origin=origin,
        description=" ".join((field.description or "").split()),
        unit=str(extra.get("unit", "")),
        least=bounds.get("ge"),
        most=bounds.get("le"),
        choices=tuple(found for found in choices if isinstance(found, str)),
    )


def _shown(value: Any) -> Any:
    """Return a value as it may be printed: no secret, no password in an address."""
    if isinstance(value, SecretStr | SecretBytes):
        return MASK if value.get_secret_value() else ""
    if value is None or isinstance(value, bool | int | float):
        return value
    text = str(value)
    return _without_password(text) if "@" in text and "://" in text else text


def _without_password(address: str) -> str:
    try:
        parts = urlsplit(address)
    except ValueError:
        return MASK
    user, found, host = parts.netloc.rpartition("@")
    if not found:
        return address
    name = user.partition(":")[0]
    return parts._replace(netloc=f"{name}:{MASK}@{host}").geturl()
