"""Pages made ahead of requests: what is made, when it is made again, and when not."""

import logging
import threading
from dataclasses import replace

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.preparation import Prepared, in_memory, prepare
from api.releases import Fixed, Releases, load_file
from api.settings import Settings
from tests.api.conftest import BASE, SAMPLE, write_release
from tests.harvested import dataset as open_release_of_five

AGENCY = "id/org/binh-phuoc/so-thong-tin-va-truyen-thong"


@pytest.fixture
def rendered(monkeypatch):
    """The pages that are made, as (release, IRI, language)."""
    made: list[tuple[str, str, str]] = []
    monkeypatch.setattr(
        "api.preparation.render_resource",
        lambda dataset, iri, lang: made.append((dataset.id, iri, lang)),
    )
    return made


def finished(prepared: Prepared) -> None:
    thread = prepared._thread
    assert thread is not None
    thread.join(60)
    assert not thread.is_alive()


def test_pages_are_made_in_both_languages_and_again_for_the_next_release(releases, rendered):
    prepared = Prepared(Releases(releases, BASE))
    prepared.start()
    prepared.current()
    finished(prepared)
    agencies = [(release, lang) for release, iri, lang in rendered if iri == BASE + AGENCY]
    assert agencies == [("first", "vi"), ("first", "en")]
    write_release(releases, "second", SAMPLE.read_bytes())
    prepared.current()
    finished(prepared)
    assert ("second", BASE + AGENCY, "vi") in rendered
    before = len(rendered)
    prepared.current()
    prepared.close()
    assert len(rendered) == before


def test_nothing_is_made_before_the_start_or_after_the_end(releases, rendered):
    prepared = Prepared(Releases(releases, BASE))
    prepared.current()
    prepared.close()
    prepared.current()
    assert (prepared._thread, rendered) == (None, [])


def test_a_store_elsewhere_is_not_asked_ahead(rendered):
    elsewhere = replace(load_file(SAMPLE, BASE), location=None)
    prepared = Prepared(Fixed(elsewhere))
    prepared.start()
    assert prepared.current() is elsewhere
    assert (prepared._thread, rendered) == (None, [])


def test_a_small_release_answers_from_memory(rendered):
    from_disk = open_release_of_five()
    for most, is_there in ((from_disk.quads, True), (from_disk.quads - 1, False)):
        prepared = Prepared(Fixed(from_disk), most)
        prepared.start()
        prepared.current()
        finished(prepared)
        found = prepared.current()
        prepared.close()
        assert (found is not from_disk) == is_there
        assert (found.id, found.location) == (from_disk.id, from_disk.location)
        facts = {str(row) for row in found.rows("agency-facts", agency=BASE + AGENCY)}
        assert facts == {str(row) for row in from_disk.rows("agency-facts", agency=BASE + AGENCY)}


def test_a_dump_that_is_not_the_graph_is_not_used(caplog, tmp_path):
    from_disk = open_release_of_five()
    assert from_disk.location is not None
    (tmp_path / "data.nq").write_text("<urn:s> <urn:p> <urn:o> .\n")
    changed = replace(from_disk.location, dump=str(tmp_path / "data.nq"))
    dataset = replace(from_disk, location=changed)
    assert in_memory(dataset, dataset.quads) is dataset
    assert "pages are read from disk" in caplog.text


def test_it_ends_when_it_is_over(rendered):
    asked = threading.Event()

    def is_over() -> bool:
        was_asked = asked.is_set()
        asked.set()
        return was_asked

    prepare(load_file(SAMPLE, BASE), is_over)
    assert rendered == []


def test_a_store_that_fails_is_told_in_the_log_and_nothing_else(monkeypatch, caplog):
    def fail() -> None:
        raise OSError("disk")

    monkeypatch.setattr("api.preparation.compile_templates", fail)
    with caplog.at_level(logging.WARNING):
        prepare(load_file(SAMPLE, BASE), lambda: False)
    assert "are not made ahead: disk" in caplog.text


def test_the_service_makes_them_unless_told_otherwise(releases, rendered, monkeypatch):
    with TestClient(create_app(Settings(releases=releases, base_iri=BASE))) as client:
        assert client.get("/health").status_code == 200
    assert rendered == []
    monkeypatch.setenv("BOMAY_PREPARE_PAGES", "true")
    app = create_app(Settings(releases=releases, base_iri=BASE))
    with TestClient(app) as client:
        finished(app.state.datasets)
        made = len(rendered)
        assert client.get("/").status_code == 200
    assert len(rendered) == made > 0
