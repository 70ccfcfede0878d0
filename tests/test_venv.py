""".ci/venv: installs once, repairs what was interrupted, and says plainly what is missing."""

import os
import subprocess

import pytest

from tests.paths import ROOT

# Stands for python3: "makes" an environment whose python writes down each of its pip calls.
PYTHON = """#!/bin/sh
case "$*" in
"-m venv "*)
    mkdir -p "$3/bin"
    cp "$0" "$3/bin/python" ;;
"-m pip "*)
    echo "$*" >>"$PIP_LOG"
    [ ! -e "$PIP_FAILS" ] ;;
esac
"""


class Environment:
    """A virtual environment in a folder of its own, made by the stand-in for python3."""

    def __init__(self, folder):
        self.venv = folder / "venv"
        self.log = folder / "pip.log"
        self.fails = folder / "pip-fails"
        self.python = folder / "python3"
        self.write_python(PYTHON)

    def write_python(self, script):
        self.python.write_text(script, encoding="utf-8")
        self.python.chmod(0o755)

    def ensure(self, kind, **variables):
        """Run .ci/venv; return the finished process and what pip was asked to install."""
        self.log.write_text("", encoding="utf-8")
        given = {
            "PYTHON": str(self.python),
            "VENV": str(self.venv),
            "PIP_LOG": str(self.log),
            "PIP_FAILS": str(self.fails),
        }
        done = subprocess.run(
            ["sh", ".ci/venv", kind],
            cwd=ROOT,
            env=os.environ | given | variables,
            capture_output=True,
            text=True,
            check=False,
        )
        calls = self.log.read_text(encoding="utf-8").splitlines()
        return done, [call.split()[-1] for call in calls]


@pytest.fixture
def environment(tmp_path):
    return Environment(tmp_path)


@pytest.mark.parametrize(
    ("kind", "lock"), [("run", "requirements.lock"), ("dev", "requirements-dev.lock")]
)
def test_installs_once(environment, kind, lock):
    done, installed = environment.ensure(kind)
    assert (done.returncode, installed) == (0, [lock, "."])
    done, installed = environment.ensure(kind)
    assert (done.returncode, installed, done.stderr) == (0, [], "")


def test_dev_adds_to_run_and_serves_for_both(environment):
    environment.ensure("run")
    (environment.venv / "kept").touch()
    assert environment.ensure("dev")[1] == ["requirements-dev.lock"]
    assert (environment.venv / "kept").exists()
    assert environment.ensure("run")[1] == []


@pytest.mark.parametrize("before", [[], ["run"]])
def test_an_interrupted_install_is_made_anew(environment, before):
    for kind in before:
        environment.ensure(kind)
    environment.fails.touch()
    assert environment.ensure("dev")[0].returncode != 0
    (environment.venv / "half").touch()
    environment.fails.unlink()
    done, installed = environment.ensure("dev")
    assert (done.returncode, installed) == (0, ["requirements-dev.lock", "."])
    assert not (environment.venv / "half").exists()


@pytest.mark.parametrize("stamp", [".locked", ".python"])
def test_other_locks_or_another_python_remake_it(environment, stamp):
    environment.ensure("dev")
    (environment.venv / stamp).write_text("other\n", encoding="utf-8")
    assert environment.ensure("dev")[1] == ["requirements-dev.lock", "."]


def test_another_pyproject_installs_only_the_project(environment):
    environment.ensure("dev")
    (environment.venv / ".project").write_text("other\n", encoding="utf-8")
    assert environment.ensure("dev")[1] == ["."]


def test_a_python_that_no_longer_starts_is_replaced(environment):
    environment.ensure("dev")
    (environment.venv / "bin" / "python").unlink()
    assert environment.ensure("dev")[1] == ["requirements-dev.lock", "."]


@pytest.mark.parametrize(
    ("script", "says"),
    [
        (None, "needs Python 3.11"),
        ("#!/bin/sh\nexit 1\n", "needs Python 3.11"),
        ('#!/bin/sh\ncase "$*" in *ensurepip*) exit 1;; esac\n', "apt-get install python3-venv"),
    ],
    ids=["absent", "too old", "without venv"],
)
def test_says_in_one_line_what_python_lacks(environment, script, says):
    if script is None:
        environment.python.unlink()
    else:
        environment.write_python(script)
    done, installed = environment.ensure("run")
    assert (done.returncode, done.stdout, installed) == (1, "", [])
    assert done.stderr.count("\n") == 1
    assert says in done.stderr
    assert not environment.venv.exists()
