""".ci/assets: installs once, goes on without npm, and says plainly what is missing then."""

import os
import shutil
import subprocess

import pytest

from tests.paths import ROOT

# Stands for npm: as `npm ci` does, it empties node_modules first; it writes down its arguments.
NPM = """#!/bin/sh
echo "$*" >>"$NPM_LOG"
rm -rf node_modules
mkdir node_modules
[ ! -e "$NPM_FAILS" ]
"""
TOOLS = ("sh", "cksum", "cut", "cat", "rm", "mkdir")


class Assets:
    """A folder of npm packages of its own, and a PATH with the stand-in for npm."""

    def __init__(self, folder):
        self.bin = folder / "bin"
        self.log = folder / "npm.log"
        self.fails = folder / "npm-fails"
        self.folder = folder / "assets"
        self.bin.mkdir()
        self.folder.mkdir()
        self.lock = self.folder / "package-lock.json"
        self.lock.write_text("{}", encoding="utf-8")
        for tool in TOOLS:
            (self.bin / tool).symlink_to(shutil.which(tool))
        self.npm = self.bin / "npm"
        self.npm.write_text(NPM, encoding="utf-8")
        self.npm.chmod(0o755)

    def ensure(self, kind):
        """Run .ci/assets; return the finished process and what npm was asked for."""
        self.log.write_text("", encoding="utf-8")
        given = {
            "PATH": str(self.bin),
            "ASSETS": str(self.folder),
            "NPM_LOG": str(self.log),
            "NPM_FAILS": str(self.fails),
        }
        done = subprocess.run(
            ["sh", ".ci/assets", kind],
            cwd=ROOT,
            env=os.environ | given,
            capture_output=True,
            text=True,
            check=False,
        )
        return done, self.log.read_text(encoding="utf-8").splitlines()


@pytest.fixture
def assets(tmp_path):
    return Assets(tmp_path)


@pytest.mark.parametrize(("kind", "omits"), [("run", True), ("dev", False)])
def test_installs_once(assets, kind, omits):
    done, (call,) = assets.ensure(kind)
    assert done.returncode == 0
    assert call.startswith("ci --ignore-scripts ")
    assert ("--omit=dev" in call.split()) is omits
    done, calls = assets.ensure(kind)
    assert (done.returncode, calls, done.stderr) == (0, [], "")


def test_dev_serves_for_both_and_run_does_not(assets):
    assets.ensure("run")
    assert len(assets.ensure("dev")[1]) == 1
    assert assets.ensure("run")[1] == []


def test_another_lock_installs_anew(assets):
    assets.ensure("dev")
    assets.lock.write_text('{"other": 1}', encoding="utf-8")
    assert len(assets.ensure("dev")[1]) == 1


def test_an_interrupted_install_is_made_anew(assets):
    assets.ensure("dev")
    (assets.folder / "node_modules" / ".bomay").unlink()
    assert len(assets.ensure("dev")[1]) == 1


@pytest.mark.parametrize("kind", ["run", "dev"])
def test_goes_on_without_npm_and_says_what_is_missing(assets, kind):
    assets.npm.unlink()
    done, _ = assets.ensure(kind)
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.count("\n") == 1
    assert "plain text field" in done.stderr and "Install Node.js" in done.stderr


@pytest.mark.parametrize(("kind", "status"), [("run", 0), ("dev", 1)])
def test_a_failing_npm_stops_developers_only(assets, kind, status):
    assets.fails.touch()
    done, _ = assets.ensure(kind)
    assert done.returncode == status
    assets.fails.unlink()
    assert len(assets.ensure(kind)[1]) == 1


def test_wrong_usage(assets):
    done, calls = assets.ensure("all")
    assert (done.returncode, calls) == (1, [])
    assert "usage" in done.stderr
