"""Settings of the service: environment variables ``BOMAY_*``, a file, or arguments.

The file is ``bomay.toml`` in the working directory, or what ``BOMAY_CONFIG`` names: TOML, or lines
``BOMAY_PORT=8000`` where its name ends in ``.env``. Arguments come before the environment, that
before the file. ``bomay config`` prints them all; :mod:`api.configuration` makes its table.
"""

from __future__ import annotations

import os
import re
import tomllib
from pathlib import Path
from typing import Annotated, Any, Literal

from dotenv import dotenv_values
from pydantic import Field, SecretStr, ValidationInfo, field_validator
from pydantic_settings import (
    BaseSettings,
    InitSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

import ontology

PREFIX = "BOMAY_"
FILE = Path("bomay.toml")
MIB = 1024 * 1024
_ADDRESS = re.compile(r"https?://[^\s/?#]+[^\s#]*")  # https://example.org/sparql?a=b


class SettingsError(ValueError):
    """A setting is wrong; the message names each variable or file and what to do, a line each."""


def settings_file() -> Path | None:
    """Return the file of settings, None for none; raises SettingsError where it is missing."""
    named = os.environ.get("BOMAY_CONFIG")
    if not named:
        return FILE if FILE.is_file() else None
    if not Path(named).is_file():
        raise SettingsError(f"BOMAY_CONFIG: there is no file {named}; correct or unset it")
    return Path(named)


def read_settings_file(path: Path) -> dict[str, Any]:
    """Return what a file sets, by the name of the setting; raises SettingsError."""
    try:
        text = path.read_text(encoding="utf-8")
        if path.suffix != ".env":
            return tomllib.loads(text)
    except (OSError, ValueError) as error:
        raise SettingsError(f"{path}: {error}; correct the file") from error
    pairs = dotenv_values(path, interpolate=False, encoding="utf-8")
    names = {name: name.casefold().removeprefix(PREFIX.casefold()) for name in pairs}
    return {names[name]: value for name, value in pairs.items() if name.casefold() != names[name]}


def within(least: float, most: float, unit: str) -> Any:
    """Return what a number may be: both bounds belong to it; ``unit`` is shown beside it."""
    return Field(ge=least, le=most, json_schema_extra={"unit": unit})


class Settings(BaseSettings):
    """Where the data is and what is allowed."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_ignore_empty=True,
        frozen=True,
        extra="forbid",
        use_attribute_docstrings=True,
        hide_input_in_errors=True,
    )

    releases: Path = Path("releases")
    """The folder that holds the published releases."""
    dataset: Path | None = None
    """An RDF file to serve in place of a release."""
    wait_for_release: bool = False
    """Start without a release, and answer 503 until one is published."""
    store: str = ""
    """The SPARQL address of a store elsewhere, to serve the release that it holds."""
    store_union: Literal["auto", "store", "parameter", "list"] = "auto"
    """How the union of all graphs is had there: by default, by Oxigraph's parameter, by a list."""
    graph_store: str = ""
    """The Graph Store address that `bomay publish` writes to, unless --to is given."""
    store_user: str = ""
    """The user that the store knows."""
    store_password: SecretStr | None = None
    """The password of the user."""
    store_auth: Literal["basic", "digest"] = "basic"
    """How user and password are sent."""
    store_token: SecretStr | None = None
    """A bearer token for the store, in place of a user."""
    store_bytes: Annotated[int, within(1024, 4096 * MIB, "bytes")] = 64 * MIB
    """The longest answer that is read from the store."""
    store_connections: Annotated[int, within(1, 1024, "connections")] = 16
    """How many connections pages have to the store, and how many queries have."""
    store_check_seconds: Annotated[float, within(0.05, 3600, "seconds")] = 5
    """How often the store is asked which release it holds."""
    base_iri: str = ontology.DEFAULT_BASE_IRI
    """What resource IRIs start with, when building and where a release does not name its own."""

    host: str = "127.0.0.1"
    """The address to listen on; 0.0.0.0 for every address of the machine."""
    port: Annotated[int, within(0, 65535, "TCP port")] = 8000
    """The port to listen on; 0 takes a free one."""
    connections: Annotated[int, within(8, 1_000_000, "connections")] = 1_000
    """How many connections may be open; of more, the one that waits longest for a request ends."""
    trusted_proxies: str = "127.0.0.1"
    """Addresses or networks, with commas, whose X-Forwarded-For and -Proto are believed."""
    grace_seconds: Annotated[int, within(0, 3600, "seconds")] = 10
    """How long requests under way may go on when the service is told to stop."""
    hsts_seconds: Annotated[int, within(0, 63_072_000, "seconds")] = 0
    """For how long browsers are told to use https only (answers over https); 0: not told."""

    publisher: str = "BoMay"
    """Who publishes this service's data, as the catalogue names them."""
    publisher_type: str = ""
    """The kind of publisher, an IRI of http://purl.org/adms/publishertype/; "" for not said."""
    contact_email: str = ""
    """Where to write; without one the catalogue gives the page about the site."""
    licence: str = "https://www.apache.org/licenses/LICENSE-2.0"
    """The licence of the data, an IRI: that of the project unless another is given."""

    max_query_bytes: Annotated[int, within(1, 16 * MIB, "bytes")] = 64 * 1024
    """The longest query text taken, in bytes of UTF-8."""
    max_body_bytes: Annotated[int, within(1, 64 * MIB, "bytes")] = 512 * 1024
    """The longest request body read: a form triples the size of Vietnamese text."""
    body_seconds: Annotated[float, within(0.05, 3600, "seconds")] = 10
    """How long a request may take to send its body; then it gets 408."""

    prepare_pages: bool = True
    """Make the lists and many pages of each release ahead of requests."""

    compression: bool = True
    """Compress answers with brotli or gzip where the client takes it."""
    compression_min_bytes: Annotated[int, within(0, MIB, "bytes")] = 1024
    """Answers shorter than this are sent as they are."""

    metrics: bool = True
    """Answer at /metrics, in the Prometheus text format."""
    access_log: bool = True
    """Write one line for each request."""
    access_log_format: Literal["json", "text"] = "json"
    """How a line is written."""
    access_log_stream: Literal["stderr", "stdout"] = "stderr"
    """Where the lines go."""
    access_log_client: Literal["full", "network", "none"] = "network"
    """The client's address: all of it, its network (/24, /48) only, or not at all."""
    access_log_query: bool = False
    """Write the query string too: it may hold what people search for and SPARQL text."""

    query_seconds: Annotated[float, within(0.05, 3600, "seconds")] = 10
    """How long a query may run; then it gets 503."""
    query_memory_bytes: Annotated[int, within(16 * MIB, 1024 * 1024 * MIB, "bytes")] = 1024 * MIB
    """How much memory a query may take, above what the open graph takes."""
    memory_quads: Annotated[int, within(0, 1_000_000_000, "statements")] = 200_000
    """Up to how many statements a release is held in memory, not read from disk; 0: none is."""
    result_bytes: Annotated[int, within(1, 2048 * MIB, "bytes")] = 20_000_000
    """The longest answer to a query, in bytes before compression."""
    result_rows: Annotated[int, within(1, 100_000_000, "rows")] = 100_000
    """The most solutions or triples in an answer to a query."""
    query_workers: Annotated[int, within(0, 256, "processes")] = 0
    """How many queries run at a time; 0: one for each core, at least three."""
    query_queue: Annotated[int, within(0, 10_000, "queries")] = 32
    """How many queries wait while all workers are busy; others get 503."""
    queue_seconds: Annotated[float, within(0.05, 3600, "seconds")] = 10
    """How long a query waits for a free worker before it gets 503."""
    client_queries: Annotated[int, within(1, 256, "queries")] = 2
    """How many queries one client may have at a time; others get 429."""
    client_seconds: Annotated[float, within(0.1, 86_400, "seconds")] = 60
    """How much query time one client has in 60 s; then it gets 429."""
    client_wait_seconds: Annotated[float, within(0, 60, "seconds")] = 1
    """How long a client's query waits for an earlier one of the same client before the 429."""
    answer_bytes: Annotated[int, within(0, 64 * 1024 * MIB, "bytes")] = 64 * MIB
    """How many bytes of answers to queries are kept, to be given again; 0: none."""
    worker_start: Literal["auto", "fork", "spawn"] = "auto"
    """How workers are started: forked from a small process where the system has fork."""

    @field_validator("store", "graph_store")
    @classmethod
    def check_address(cls, value: str) -> str:
        """Return an http(s) address, or "" for none."""
        if value and not _ADDRESS.fullmatch(value):
            raise ValueError("not an address such as https://example.org/sparql")
        return value

    @field_validator("store")
    @classmethod
    def check_one_source(cls, value: str, info: ValidationInfo) -> str:
        """Refuse a store beside a file to serve."""
        if value and info.data.get("dataset") is not None:
            raise ValueError("a store and a dataset file can't both be served")
        return value

    @field_validator("store_token")
    @classmethod
    def check_one_login(cls, value: SecretStr | None, info: ValidationInfo) -> SecretStr | None:
        """Refuse a token beside a user."""
        if value and info.data.get("store_user"):
            raise ValueError("give a token or a user, not both")
        return value

    @field_validator("base_iri")
    @classmethod
    def end_with_slash(cls, value: str) -> str:
        """Return the IRI ending in ``/``, so that a path can follow it."""
        return ontology.checked_base_iri(value)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Return what is asked for a value, in this order: arguments, environment, file."""
        file = settings_file()
        found = {} if file is None else read_settings_file(file)
        return init_settings, env_settings, InitSettingsSource(settings_cls, init_kwargs=found)
