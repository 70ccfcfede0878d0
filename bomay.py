"""The command line of BoMay: wires the line, decides nothing.

Progress goes to stderr, results to stdout. Exit status: 0 done, 1 finished with rejected files or
violations, 2 wrong usage.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.commands import ReleasesOption, config, effective_base_iri, effective_settings, serve
from ontology import ROOT

if TYPE_CHECKING:
    from loaders.exports.source import Decision, Source
    from loaders.validate import Violation

app = typer.Typer(
    name="bomay",
    help="Read decisions that set up Vietnamese government agencies; build and serve their graph.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
DECISIONS = ROOT / "data" / "decisions"
CURATION = ROOT / "data" / "curation"
DUMPS = Path("dumps")


def _say(message: str, *, quiet: bool = False) -> None:
    if not quiet:
        print(message, file=sys.stderr)


@app.command()
def parse(
    file: Annotated[Path, typer.Argument(help="A decision: text, Markdown, PDF or HTML.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print the JSON object.")] = False,
    curation: Annotated[
        Path | None,
        typer.Option(exists=True, file_okay=False, help="Apply the corrections of this folder."),
    ] = None,
) -> None:
    """Read one decision and print what it states."""
    from loaders.curation import NO_CURATIONS, load_curations
    from loaders.errors import BomayError
    from loaders.pipeline import parse_file
    from loaders.record import record, summary

    try:
        curations = load_curations(curation) if curation else NO_CURATIONS
        parsed = parse_file(file, curations)
    except BomayError as error:
        _say(f"bomay: {error}")
        raise typer.Exit(1) from error
    found = record(parsed, effective_base_iri())
    print(json.dumps(found, ensure_ascii=False, indent=2) if as_json else summary(found))


@app.command()
def explain(
    file: Annotated[Path, typer.Argument(help="A decision: text, Markdown, PDF or HTML.")],
    color: Annotated[
        bool | None, typer.Option("--color/--no-color", help="By default in a terminal only.")
    ] = None,
) -> None:
    """Print the clauses of a decision with the facts found in each."""
    from rich.console import Console

    from loaders.errors import BomayError
    from loaders.explain import explain as explain_lines
    from loaders.pipeline import parse_file

    try:
        parsed = parse_file(file)
    except BomayError as error:
        _say(f"bomay: {error}")
        raise typer.Exit(1) from error
    console = Console(force_terminal=color, soft_wrap=True, highlight=False, markup=False)
    for line in explain_lines(parsed):
        console.print(line)


@app.command()
def build(
    paths: Annotated[
        list[Path] | None, typer.Argument(help="Files or folders; data/decisions by default.")
    ] = None,
    out: ReleasesOption = None,
    curation: Annotated[
        Path | None,
        typer.Option(
            exists=True, file_okay=False, help="Folder of corrections; data/curation by default."
        ),
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="Say nothing but errors.")] = False,
) -> None:
    """Build a release from decisions and switch it in."""
    from loaders.build import build as build_release
    from loaders.curation import load_curations
    from loaders.errors import BomayError

    def say(line: str) -> None:
        _say(f"  {line}", quiet=quiet)

    settings = effective_settings(releases=out)
    try:
        curations = load_curations(curation or CURATION)
        report = build_release(
            paths or [DECISIONS], settings.releases, settings.base_iri, say, curations
        )
    except BomayError as error:
        _say(f"bomay: {error}")
        raise typer.Exit(1) from error
    for rejected in report.rejected:
        _say(f"bomay: rejected {rejected.file}: {rejected.error}")
    for unused in report.unused_curations:
        _say(f"{unused}: corrects no file of this build", quiet=quiet)
    _say_violations(report.violations, quiet=quiet)
    if report.release is None:
        reason = "the checks found errors" if report.violations else "no decision could be built"
        _say(f"bomay: {reason}; no release was made")
        raise typer.Exit(1)
    _say(
        f"release {report.release.name}: {len(report.decisions)} decisions, "
        f"{report.quads} statements, {len(report.rejected)} files rejected",
        quiet=quiet,
    )
    print(report.release)
    if report.rejected:
        raise typer.Exit(1)


@app.command()
def validate(
    releases: ReleasesOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the findings as JSON.")] = False,
) -> None:
    """Run every shape and check over the current release; list the doubtful places of its texts."""
    from rich.console import Console

    from loaders.errors import BomayError
    from loaders.release import current
    from loaders.report import as_json as findings_as_json
    from loaders.report import as_table, counts, findings

    try:
        folder = current(effective_settings(releases=releases).releases)
        found = findings(folder)
    except BomayError as error:
        _say(f"bomay: {error}")
        raise typer.Exit(1) from error
    number = counts(found)
    if as_json:
        print(json.dumps(findings_as_json(folder.name, found), ensure_ascii=False, indent=2))
    else:
        Console(highlight=False, markup=False).print(as_table(found))
        print(f"{number['error']} errors, {number['warning']} warnings, {number['info']} notes")
    if number["error"]:
        raise typer.Exit(1)


class ExportFormat(StrEnum):
    """What ``bomay export`` writes, by the extension of the files; akn is Akoma Ntoso."""

    NQ = "nq"
    TRIG = "trig"
    TTL = "ttl"
    JSONLD = "jsonld"
    RDF = "rdf"
    NT = "nt"
    CSV = "csv"
    AKN = "akn"


@app.command()
def export(
    out: Annotated[Path, typer.Option(file_okay=False, help="Folder to write to.")] = DUMPS,
    releases: ReleasesOption = None,
    formats: Annotated[
        list[ExportFormat] | None,
        typer.Option("--format", help="May be given several times; all of them by default."),
    ] = None,
    decision: Annotated[
        list[str] | None,
        typer.Option(help="IRI or key; may be given several times; all data by default."),
    ] = None,
    bom: Annotated[
        bool, typer.Option("--bom", help="Begin CSV files with a byte order mark, for Excel.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Say nothing but errors.")] = False,
) -> None:
    """Write the current release as files: RDF, CSV tables, Akoma Ntoso, with an index."""
    from loaders.errors import BomayError
    from loaders.exports import NAMES, Selection, open_release
    from loaders.exports import export as write
    from loaders.release import current

    try:
        source = open_release(current(effective_settings(releases=releases).releases))
        only = list(dict.fromkeys(_decision(source, name) for name in decision or []))
        wanted = frozenset(found.value for found in formats or []) or frozenset(NAMES)
        written = 0
        for path in write(source, out, Selection(wanted, only or None, bom)):
            print(path)
            written += 1
    except (BomayError, OSError) as error:
        _say(f"bomay: {error}")
        raise typer.Exit(1) from error
    _say(f"{written} files written to {out}", quiet=quiet)


def _decision(source: Source, name: str) -> Decision:
    """Return the decision of an IRI or key; wrong usage where the release has none."""
    found = source.find(name)
    if found is None:
        known = ", ".join(decision.key for decision in source.decisions)
        raise typer.BadParameter(f"{name}: not in this release, which has {known}")
    return found


@app.command()
def publish(
    to: Annotated[
        str | None, typer.Option(help="Graph Store address; BOMAY_GRAPH_STORE unless given.")
    ] = None,
    release: Annotated[str | None, typer.Option(help="The current one unless given.")] = None,
    releases: ReleasesOption = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="Say nothing but errors.")] = False,
) -> None:
    """Load a release into a SPARQL store, by the Graph Store HTTP Protocol; can be taken up."""
    from api.remote.login import login
    from loaders.errors import BomayError
    from loaders.publishing import GraphStore
    from loaders.publishing import publish as publish_to
    from loaders.release import current, named

    settings = effective_settings(releases=releases, graph_store=to)
    if not settings.graph_store:
        raise typer.BadParameter("give --to URL, or set BOMAY_GRAPH_STORE")
    try:
        folder = named(settings.releases, release) if release else current(settings.releases)
        with GraphStore(settings.graph_store, login(settings)) as store:
            done = publish_to(folder, store, lambda line: _say(f"  {line}", quiet=quiet))
    except BomayError as error:
        _say(f"bomay: {error}")
        raise typer.Exit(1) from error
    print(done.release.id)


class ResultFormat(StrEnum):
    """How ``bomay query`` prints the rows of a SELECT."""

    JSON = "json"
    CSV = "csv"
    TSV = "tsv"


@app.command()
def query(
    file: Annotated[typer.FileText, typer.Argument(help="A SPARQL query; - for standard input.")],
    format_: Annotated[
        ResultFormat, typer.Option("--format", help="For SELECT and ASK.")
    ] = ResultFormat.JSON,
    releases: ReleasesOption = None,
) -> None:
    """Run a SPARQL query over the current release; CONSTRUCT and DESCRIBE print N-Triples."""
    from loaders.ask import ask
    from loaders.errors import BomayError
    from loaders.release import current

    try:
        result = ask(
            current(effective_settings(releases=releases).releases), file.read(), format_.value
        )
    except BomayError as error:
        _say(f"bomay: {error}")
        raise typer.Exit(1) from error
    sys.stdout.buffer.write(result)


def _say_violations(violations: Sequence[Violation], *, quiet: bool) -> None:
    for violation in violations:
        place = f"{violation.severity} {violation.check}: {violation.node}"
        _say(f"bomay: {place} {violation.problem}", quiet=quiet and violation.severity != "error")


app.command()(serve)
app.command()(config)


if __name__ == "__main__":
    app()
