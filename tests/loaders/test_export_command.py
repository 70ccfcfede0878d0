"""``bomay export``: paths on stdout, the rest on stderr, and the exit status of the contract."""

import hashlib
import json

import pytest

from tests.exported import BINH_PHUOC, KON_TUM, dumps, releases
from tests.loaders.command_line import run, said

IRI = "https://w3id.org/bomay/eli/vn/ubnd-kon-tum/qd-ubnd/2023/12"


def export(out, *arguments):
    return run("export", "--out", out, "--releases", releases(), *arguments)


def names(done, out):
    return [line.removeprefix(f"{out}/") for line in done.stdout.decode().splitlines()]


def test_export_writes_what_the_release_holds(tmp_path):
    done = export(tmp_path / "new" / "folder")
    assert done.returncode == 0
    made = {path.relative_to(dumps()).as_posix() for path in dumps().rglob("*") if path.is_file()}
    assert set(names(done, tmp_path / "new" / "folder")) == made
    assert len(made) == len(names(done, tmp_path)) > 30
    assert said(done) == [f"{len(made)} files written to {tmp_path / 'new' / 'folder'}"]


@pytest.mark.parametrize("name", [IRI, KON_TUM])
def test_one_decision_by_iri_or_key(tmp_path, name):
    done = export(tmp_path, "--quiet", "--decision", name, "--format", "nt", "--format", "jsonld")
    assert (done.returncode, done.stderr) == (0, b"")
    stem = f"decisions/{KON_TUM}"
    assert names(done, tmp_path) == [
        "context.jsonld", f"{stem}.jsonld", f"{stem}.nt", "index.json"
    ]  # fmt: skip
    assert (tmp_path / f"{stem}.nt").read_bytes() == (dumps() / f"{stem}.nt").read_bytes()


def test_two_decisions_and_each_once(tmp_path):
    asked = [word for name in (BINH_PHUOC, IRI, KON_TUM) for word in ("--decision", name)]
    done = export(tmp_path, "--format", "nq", *asked)
    found = [f"decisions/{BINH_PHUOC}.nq", f"decisions/{KON_TUM}.nq", "index.json"]
    assert names(done, tmp_path) == found


def test_tables_with_a_byte_order_mark(tmp_path):
    done = export(tmp_path, "--format", "csv", "--bom")
    assert done.returncode == 0
    tables = sorted(tmp_path.rglob("*.csv"))
    assert len(tables) == 15
    for path in tables:
        plain = (dumps() / path.relative_to(tmp_path)).read_bytes()
        assert path.read_bytes() == b"\xef\xbb\xbf" + plain
    for entry in json.loads((tmp_path / "index.json").read_text(encoding="utf-8"))["files"]:
        content = (tmp_path / entry["path"]).read_bytes()
        assert hashlib.sha256(content).hexdigest() == entry["sha256"]


def test_other_files_of_the_folder_stay(tmp_path):
    (tmp_path / "mine.txt").write_text("x", encoding="utf-8")
    export(tmp_path, "--format", "nq")
    assert (tmp_path / "mine.txt").read_text(encoding="utf-8") == "x"


def test_the_folder_is_dumps_by_default(tmp_path):
    done = run("export", "--releases", releases(), "--format", "nq", "--quiet", cwd=tmp_path)
    assert done.returncode == 0
    assert (tmp_path / "dumps" / "index.json").is_file()


@pytest.mark.parametrize(
    "arguments",
    [
        ("--format", "xlsx"),
        ("--decision", "nothing"),
        ("--decision", "https://example.org/eli/vn/a"),
        ("--decision", ""),
        ("--nonsense",),
        ("one-too-many",),
    ],
)
def test_wrong_usage_exits_2(tmp_path, arguments):
    done = export(tmp_path / "out", *arguments)
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"Error" in done.stderr or b"Usage:" in done.stderr
    assert not (tmp_path / "out").exists()


def test_an_unknown_decision_is_told_what_there_is(tmp_path):
    told = export(tmp_path, "--decision", "nothing").stderr.decode()
    assert KON_TUM in told.replace("\n", "").replace("│ ", "").replace(" │", "").replace(" ", "")


def test_without_a_release_it_is_one_line(tmp_path):
    done = run("export", "--out", tmp_path / "out", "--releases", tmp_path)
    assert (done.returncode, done.stdout) == (1, b"")
    (line,) = said(done)
    assert "bomay build" in line


def test_a_place_that_cannot_be_written_is_one_line(tmp_path):
    (tmp_path / "file").write_text("x", encoding="utf-8")
    done = export(tmp_path / "file" / "below", "--format", "nq")
    assert (done.returncode, done.stdout) == (1, b"")
    (line,) = said(done)
    assert str(tmp_path / "file" / "below") in line
