"""The repository itself: its data, its locks, its Makefile, and no trace of any machine."""

import hashlib
import json
import os
import re
import subprocess
import sys
import tomllib

import pytest

from tests.paths import DECISIONS, ROOT

LOCKS = ("requirements.lock", "requirements-dev.lock")


def read_toml(path):
    return tomllib.loads(path.read_text(encoding="utf-8"))


# --- data/decisions ---


def manifest():
    return read_toml(DECISIONS / "manifest.toml")["decision"]


def test_the_manifest_names_every_decision_once():
    listed = [entry["file"] for entry in manifest()]
    present = sorted(path.name for path in DECISIONS.iterdir() if path.name != "manifest.toml")
    assert sorted(listed) == present


@pytest.mark.parametrize("entry", manifest(), ids=lambda entry: entry["file"])
def test_decisions_are_as_received(entry):
    assert set(entry) == {"file", "sha256", "source", "province", "agency"}
    assert all(value.strip() for value in entry.values())
    content = (DECISIONS / entry["file"]).read_bytes()
    assert hashlib.sha256(content).hexdigest() == entry["sha256"]


@pytest.mark.parametrize("entry", manifest(), ids=lambda entry: entry["file"])
def test_decisions_are_those_of_the_brief(entry, shared):
    received = shared / "decisions" / entry["file"]
    assert (DECISIONS / entry["file"]).read_bytes() == received.read_bytes()


# --- the locks ---


def read_lock(name):
    """The pins of a lock: {package: {version}}, more than one where markers tell them apart."""
    pins: dict[str, set[str]] = {}
    for line in (ROOT / name).read_text(encoding="utf-8").splitlines():
        if match := re.match(r"([a-z0-9-]+)(?:\[[a-z0-9,-]+\])?==([^ ]+)", line):
            pins.setdefault(match[1], set()).add(match[2])
    return pins


def read_pins(requirements):
    pins = (line.partition(";")[0].strip().split("==") for line in requirements)
    return {name: {version} for name, version in pins}


@pytest.mark.parametrize("name", LOCKS)
def test_locks_have_hashes_and_no_address(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    assert "://" not in text
    entries = re.split(r"\n(?=[a-z0-9])", text)
    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []


def test_locks_hold_what_pyproject_pins():
    project = read_toml(ROOT / "pyproject.toml")
    runtime, dev = (read_lock(name) for name in LOCKS)
    build = read_pins(project["build-system"]["requires"])
    direct = read_pins(project["project"]["dependencies"]) | build
    extras = project["project"]["optional-dependencies"]
    assert read_pins(extras["build"]) == build
    assert direct.items() <= runtime.items()
    assert (direct | read_pins(extras["dev"])).items() <= dev.items()


def test_a_lock_keeps_the_extras_that_are_asked_for():
    # pip reads `coverage[toml]>=7` beside a plain `coverage==7.1` as another package, takes the
    # newest there is, and then refuses it: the lock would break with the next release of coverage.
    text = (ROOT / "requirements-dev.lock").read_text(encoding="utf-8")
    assert re.search(r"^coverage\[toml\]==", text, re.MULTILINE)
    assert "--no-strip-extras" in (ROOT / "Makefile").read_text(encoding="utf-8")


def test_both_locks_name_the_same_versions():
    runtime, dev = (read_lock(name) for name in LOCKS)
    assert runtime.items() <= dev.items()


# --- what npm installs ---

ASSETS = ROOT / "api" / "assets"


def npm_packages():
    return json.loads((ASSETS / "package-lock.json").read_text(encoding="utf-8"))["packages"]


def test_npm_packages_are_pinned_and_locked():
    package = json.loads((ASSETS / "package.json").read_text(encoding="utf-8"))
    pins = package["dependencies"] | package["devDependencies"]
    assert [pin for pin in pins.values() if not re.fullmatch(r"\d+\.\d+\.\d+", pin)] == []
    locked = npm_packages()
    assert {name: locked[f"node_modules/{name}"]["version"] for name in pins} == pins
    assert package["private"] is True and "scripts" not in package


def test_the_npm_lock_has_hashes_and_no_address():
    packages = {name: entry for name, entry in npm_packages().items() if name}
    assert [name for name, entry in packages.items() if "resolved" in entry] == []
    unhashed = [n for n, entry in packages.items() if not entry["integrity"].startswith("sha512-")]
    assert unhashed == []
    settings = (ASSETS / ".npmrc").read_text(encoding="utf-8").splitlines()
    assert {"omit-lockfile-registry-resolved=true", "ignore-scripts=true"} <= set(settings)
    assert not any("://" in line for line in settings)


def test_npm_packages_are_no_part_of_the_repository():
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "api/assets"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert {name.rpartition("/")[2] for name in listed.split()} == {
        ".npmrc",
        "README.md",
        "package-lock.json",
        "package.json",
    }


# --- the Makefile ---


def test_help_lists_every_target():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    (targets,) = re.findall(r"^\.PHONY: (.+)$", makefile, re.MULTILINE)
    environment = {name: value for name, value in os.environ.items() if "MAKE" not in name}
    shown = subprocess.run(
        ["make"], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    ).stdout
    assert re.findall(r"^  make ([a-z]+) +\S", shown, re.MULTILINE) == targets.split()


# --- no trace of a machine ---


def registry_hosts():
    """Public registries, put together here so that this file names none, and this machine's."""
    public = [("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("deb.debian", "org")]
    pip = [sys.executable, "-m", "pip", "config", "list"]
    configured = subprocess.run(pip, capture_output=True, text=True, check=True).stdout
    hosts = re.findall(r"index-url='?[a-z]+://(?:[^/@]*@)?([^/:']+)", configured)
    return [".".join(parts) for parts in public] + hosts


def repository_texts():
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    ).stdout
    for name in sorted(set(listed.decode().split("\0")) - {""}):
        try:
            yield name, (ROOT / name).read_text(encoding="utf-8")
        except (UnicodeDecodeError, FileNotFoundError):
            continue  # a binary file; one that is deleted but not yet committed


def test_no_file_names_a_machine():
    hosts = "|".join(re.escape(host) for host in registry_hosts())
    trace = re.compile(rf"(?:^|[^\w.-])/(?:work|root)/|(?<![\w-])(?:[\w-]+\.)*(?:{hosts})\b")
    found = [
        f"{name}:{number}: {line.strip()[:120]}"
        for name, text in repository_texts()
        for number, line in enumerate(text.splitlines(), 1)
        if trace.search(line)
    ]
    assert found == []
