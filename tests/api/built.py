"""The service over a release that the line built from one small decision and its corrections."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from starlette.testclient import TestClient

from api.app import create_app
from api.settings import Settings
from loaders.build import build
from loaders.curation import load_curations
from ontology import DEFAULT_BASE_IRI
from tests.loaders.curations import SOURCE, toml
from tests.loaders.helpers import source_of


@contextmanager
def served(folder: Path, text: str, *entries: Mapping[str, object]) -> Iterator[TestClient]:
    """Build ``text`` with these corrections under ``folder`` and serve the release."""
    file = folder / SOURCE.file
    file.write_text(text, encoding="utf-8")
    curation = folder / "curation"
    curation.mkdir()
    if entries:
        lines = toml(*entries, sha256=source_of(text).sha256)
        (curation / "so-noi-vu.toml").write_text(lines, encoding="utf-8")
    curations = load_curations(curation)
    report = build([file], folder / "out", DEFAULT_BASE_IRI, curations=curations)
    assert (report.rejected, report.violations) == ((), ())
    app = create_app(Settings(releases=folder / "out", base_iri=DEFAULT_BASE_IRI))
    headers = {"Accept": "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8"}
    with TestClient(app, follow_redirects=False, headers=headers) as client:
        yield client
