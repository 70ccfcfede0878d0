"""Settings of the service: environment variables ``BOMAY_*`` or arguments."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

import ontology


class Settings(BaseSettings):
    """Where the data is and what is allowed.

    ``releases`` holds the published releases; ``dataset``, where given, is an RDF file to serve
    in their place. ``base_iri`` counts where a release does not name its own.
    """

    model_config = SettingsConfigDict(env_prefix="BOMAY_", frozen=True)

    releases: Path = Path("releases")
    dataset: Path | None = None
    base_iri: str = Field(default_factory=ontology.base_iri)
    max_query_bytes: int = 64 * 1024
    """The longest query text taken, in bytes of UTF-8."""
    max_body_bytes: int = 512 * 1024
    """The longest request body read: a form triples the size of Vietnamese text."""

    @field_validator("base_iri")
    @classmethod
    def end_with_slash(cls, value: str) -> str:
        """Return the IRI ending in ``/``, so that a path can follow it."""
        return value if value.endswith("/") else value + "/"
