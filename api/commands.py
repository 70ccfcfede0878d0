"""The commands about serving; bomay.py puts them beside the others. Light to import."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ontology import base_iri

if TYPE_CHECKING:
    from api.settings import Settings

ReleasesOption = Annotated[
    Path | None, typer.Option(help="Folder that holds the releases; ./releases unless set.")
]


def effective_settings(**arguments: Any) -> Settings:
    """Return the settings; ends the program with status 2 where one is wrong."""
    from api.configuration import load_settings
    from api.settings import SettingsError

    try:
        return load_settings(**arguments)
    except SettingsError as error:
        for line in str(error).splitlines():
            print(f"bomay: {line}", file=sys.stderr)
        raise typer.Exit(2) from error


def effective_base_iri() -> str:
    """Return the base IRI; ends the program with status 2 where it is wrong.

    Only a file of settings needs the settings, whose library takes long to load.
    """
    if os.environ.get("BOMAY_CONFIG") or Path("bomay.toml").is_file():
        return effective_settings().base_iri
    try:
        return base_iri()
    except ValueError as error:
        print(f"bomay: {error}", file=sys.stderr)
        raise typer.Exit(2) from error


def serve(
    host: Annotated[
        str | None, typer.Option(help="Address to listen on; 127.0.0.1 unless set.")
    ] = None,
    port: Annotated[
        int | None,
        typer.Option(min=0, max=65535, help="Port to listen on; 8000 unless set."),
    ] = None,
    releases: ReleasesOption = None,
    dataset: Annotated[
        Path | None, typer.Option(help="Serve this RDF file instead of a release.")
    ] = None,
) -> None:
    """Serve the current release, or an RDF file, over HTTP; `bomay config` lists the settings."""
    from api.releases import DatasetError
    from api.server import run

    settings = effective_settings(host=host, port=port, releases=releases, dataset=dataset)
    try:
        run(settings)
    except DatasetError as error:
        print(f"bomay: {error}", file=sys.stderr)
        raise typer.Exit(1) from error


def config(
    as_json: Annotated[bool, typer.Option("--json", help="Print the JSON object.")] = False,
) -> None:
    """Print the settings in effect, with where each comes from; secrets are masked."""
    from api.configuration import effective, printed, unknown_variables

    print(printed(effective(effective_settings()), as_json=as_json))
    for name in unknown_variables():
        told = f"bomay: {name} is no setting, so it sets nothing; correct or unset it"
        print(told, file=sys.stderr)
