"""``bomay build`` in processes of its own: each bad file named, the others built, the old kept."""

import json

import pytest

from tests.loaders.command_line import BAD, make_bad, run, said
from tests.paths import DECISIONS

KON_TUM = DECISIONS / "kon-tum.txt"


def releases(folder):
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


@pytest.mark.parametrize("kind", BAD)
def test_build_names_a_bad_file_and_builds_the_others(tmp_path, kind):
    path, out = make_bad(tmp_path, kind), tmp_path / "out"
    done = run("build", "--quiet", "--out", out, path, KON_TUM)
    assert done.returncode == 1
    (line,) = said(done)
    assert line.startswith(f"bomay: rejected {path}: ")
    assert done.stdout.decode().strip() == str(out / (out / "CURRENT").read_text().strip())
    manifest = json.loads(
        (out / (out / "CURRENT").read_text().strip() / "manifest.json").read_text()
    )
    assert [row["file"] for row in manifest["decisions"]] == ["kon-tum.txt"]
    assert [row["file"] for row in manifest["rejected"]] == [path.name]


def test_build_names_each_of_many_bad_files(tmp_path):
    paths = [make_bad(tmp_path, kind) for kind in BAD]
    done = run("build", "--quiet", "--out", tmp_path / "out", *paths, KON_TUM)
    assert done.returncode == 1
    assert sorted(line.split(": ")[1] for line in said(done)) == sorted(
        f"rejected {path}" for path in paths
    )


def test_build_of_bad_files_alone_makes_no_release(tmp_path):
    done = run("build", "--out", tmp_path / "out", make_bad(tmp_path, "empty"))
    assert (done.returncode, done.stdout) == (1, b"")
    assert "no release was made" in said(done)[-1]
    assert releases(tmp_path / "out") == []


def test_build_of_bad_files_alone_keeps_the_old_release(tmp_path):
    run("build", "--quiet", "--out", tmp_path / "out", KON_TUM)
    before = releases(tmp_path / "out")
    done = run("build", "--out", tmp_path / "out", make_bad(tmp_path, "binary"))
    assert done.returncode == 1
    assert releases(tmp_path / "out") == before
    assert len(before) == 4  # the release, CURRENT, the lock, the record of changes


def test_build_says_its_progress_on_stderr_and_the_folder_on_stdout(tmp_path):
    done = run("build", "--out", tmp_path / "out", KON_TUM)
    assert done.returncode == 0
    (folder,) = done.stdout.decode().splitlines()
    assert folder == str(tmp_path / "out" / (tmp_path / "out" / "CURRENT").read_text().strip())
    assert any("kon-tum.txt" in line for line in said(done))


def test_quiet_says_nothing(tmp_path):
    done = run("build", "--quiet", "--out", tmp_path / "out", KON_TUM)
    assert (done.returncode, done.stderr) == (0, b"")


def test_build_takes_the_five_decisions_by_default(tmp_path):
    done = run("build", "--quiet", cwd=tmp_path)
    assert done.returncode == 0
    folder = tmp_path / done.stdout.decode().strip()
    assert folder.parent == tmp_path / "releases"
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert len(manifest["decisions"]) == 5


def test_build_into_a_place_that_cannot_be_written_is_one_line(tmp_path):
    (tmp_path / "file").write_text("x", encoding="utf-8")
    done = run("build", "--quiet", "--out", tmp_path / "file", KON_TUM)
    assert (done.returncode, done.stdout) == (1, b"")
    (line,) = said(done)
    assert str(tmp_path / "file") in line


def test_build_does_not_depend_on_locale_and_hash_seed(tmp_path):
    one = run("build", "--quiet", "--out", "out", cwd=tmp_path, LC_ALL="C", PYTHONHASHSEED="1")
    two = run(
        "build", "--quiet", "--out", "out", cwd=tmp_path, LC_ALL="C.UTF-8", PYTHONHASHSEED="2"
    )
    assert one.returncode == two.returncode == 0
    assert one.stdout == two.stdout


def test_build_takes_the_base_iri_from_the_environment(tmp_path):
    done = run(
        "build", "--quiet", "--out", tmp_path, KON_TUM, BOMAY_BASE_IRI="https://example.org/x"
    )
    folder = tmp_path / done.stdout.decode().strip().rpartition("/")[2]
    data = (folder / "data.nq").read_text(encoding="utf-8")
    assert "<https://example.org/x/eli/vn/ubnd-kon-tum/qd-ubnd/2023/12>" in data
    assert "<https://w3id.org/bomay/eli/" not in data
