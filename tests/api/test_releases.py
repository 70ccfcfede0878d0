import threading

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.releases import BrokenDatasetError, NoReleaseError, Releases, load_file, open_release
from api.settings import Settings
from tests.api.conftest import BASE, SAMPLE, name_current, write_release

COUNT = "/sparql?query=SELECT (COUNT(*) AS ?n) {?s ?p ?o}&format=csv"
SECOND = b"<http://e/g> { <http://e/a> <http://e/b> <http://e/c> }"


def test_no_release_is_a_clear_error(tmp_path):
    with pytest.raises(NoReleaseError) as caught:
        create_app(Settings(releases=tmp_path / "none"))
    assert "bomay build" in str(caught.value)
    assert str(tmp_path / "none") in str(caught.value)


@pytest.mark.parametrize("name", ["", "\n", ".", "..", "../elsewhere", "/tmp", "a/b", "a b", "\0"])
def test_current_names_a_folder_beside_it(tmp_path, name):
    (tmp_path / "CURRENT").write_text(name)
    with pytest.raises(NoReleaseError):
        Releases(tmp_path, BASE)


def test_broken_release_is_a_clear_error(releases):
    (releases / "first" / "manifest.json").write_text("{")
    with pytest.raises(BrokenDatasetError, match="bomay build"):
        create_app(Settings(releases=releases))


def test_base_iri_is_that_of_the_release(tmp_path):
    write_release(tmp_path, "one", SECOND, base_iri="http://e/")
    found = open_release(tmp_path, "one", BASE)
    assert (found.base_iri, found.quads, found.id) == ("http://e/", 1, "one")


def test_switch_under_a_running_service(releases):
    app = create_app(Settings(releases=releases))
    client = TestClient(app)
    etag = client.get("/id/province/binh-phuoc").headers["etag"]
    assert client.get("/health").json()["release"] == "first"
    before = app.state.datasets.current()
    write_release(releases, "second", SECOND)
    assert client.get("/health").json() == {"status": "ok", "release": "second", "quads": 1}
    assert client.get(COUNT).text.split() == ["n", "1"]
    assert client.get("/id/province/binh-phuoc").status_code == 404
    assert len(list(before.query("SELECT * {?s ?p ?o}"))) == before.quads > 1
    assert before.exists(BASE + "id/province/binh-phuoc")
    name_current(releases, "first")
    assert client.get("/id/province/binh-phuoc").headers["etag"] == etag


def test_broken_new_release_leaves_the_old_one(releases, caplog):
    client = TestClient(create_app(Settings(releases=releases)))
    name_current(releases, "missing")
    for _ in range(3):
        assert client.get("/health").json()["release"] == "first"
    assert len([r for r in caplog.records if "still serving" in r.message]) == 1
    (releases / "CURRENT").unlink()
    assert client.get("/health").json()["release"] == "first"
    write_release(releases, "third", SECOND)
    assert client.get("/health").json()["release"] == "third"


def test_release_built_again_under_its_id_is_read_again(releases):
    client = TestClient(create_app(Settings(releases=releases)))
    (releases / "first").rename(releases / "old")
    write_release(releases, "first", SECOND)
    assert client.get("/health").json() == {"status": "ok", "release": "first", "quads": 1}


def test_every_answer_during_a_switch_is_of_one_release(releases):
    write_release(releases, "second", SECOND)
    client = TestClient(create_app(Settings(releases=releases)))
    stop = threading.Event()

    def switch() -> None:
        while not stop.is_set():
            for name in ("first", "second"):
                name_current(releases, name)

    thread = threading.Thread(target=switch)
    thread.start()
    try:
        sizes = {client.get(COUNT).text.split()[1] for _ in range(60)}
    finally:
        stop.set()
        thread.join()
    assert sizes <= {"1", str(len(open_release(releases, "first", BASE).store))}


@pytest.mark.parametrize(
    ("name", "content", "quads"),
    [
        ("a.trig", SECOND, 1),
        ("a.ttl", b"<a> <http://e/b> 1, 2 .", 2),
        ("a.nt", b"<http://e/a> <http://e/b> <http://e/c> .", 1),
        ("a.nq", b"<http://e/a> <http://e/b> <http://e/c> <http://e/g> .", 1),
        ("a.jsonld", b'{"@id": "http://e/a", "http://e/b": "c"}', 1),
        ("a.pdf", b"", None),
        ("a", b"", None),
        ("a.ttl", b"<a> <b", None),
        ("a.jsonld", b'{"@context": "http://127.0.0.1:9/context", "a": "b"}', None),
    ],
)
def test_any_rdf_file_can_be_served(tmp_path, name, content, quads):
    (tmp_path / name).write_bytes(content)
    if quads is None:
        with pytest.raises(BrokenDatasetError, match=name):
            load_file(tmp_path / name, BASE)
    else:
        client = TestClient(create_app(Settings(dataset=tmp_path / name)))
        assert client.get("/health").json()["quads"] == quads
        assert client.get(COUNT).text.split()[1] == str(quads)


def test_missing_file_is_a_clear_error(tmp_path):
    with pytest.raises(BrokenDatasetError, match=r"none\.ttl"):
        create_app(Settings(dataset=tmp_path / "none.ttl"))


def test_settings_come_from_the_environment(monkeypatch, tmp_path):
    monkeypatch.setenv("BOMAY_DATASET", str(SAMPLE))
    monkeypatch.setenv("BOMAY_RELEASES", str(tmp_path))
    monkeypatch.setenv("BOMAY_BASE_IRI", "http://e/base")
    settings = Settings()
    assert (settings.dataset, settings.releases) == (SAMPLE, tmp_path)
    assert settings.base_iri == "http://e/base/"
