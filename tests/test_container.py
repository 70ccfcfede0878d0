"""The container files, read as text: no image is built here."""

import os
import re
import shlex
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
import yaml  # type: ignore[import-untyped]
from fastapi.routing import APIRoute

import bomay
from api.routes import health
from api.settings import Settings
from tests.paths import ROOT


def instructions() -> list[tuple[str, str]]:
    """The instructions of the Dockerfile: (word, rest), lines that go on joined."""
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    lines = "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("#"))
    joined = re.sub(r"\\\n\s*", " ", lines)
    return [
        (word, rest)
        for word, _, rest in (line.partition(" ") for line in joined.split("\n"))
        if word
    ]


def of(word: str) -> list[str]:
    return [rest for found, rest in instructions() if found == word]


def compose() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
    return loaded


def test_it_is_a_dockerfile():
    known = "FROM RUN COPY ENV ARG LABEL WORKDIR USER EXPOSE HEALTHCHECK ENTRYPOINT CMD STOPSIGNAL"
    assert {word for word, _ in instructions()} <= set(known.split())
    assert instructions()[0][0] == "FROM"
    images = [rest.split()[0] for rest in of("FROM")]
    assert images == ["node:22-slim", "python:3.11-slim", "python:3.11-slim"]


def test_what_is_copied_exists_and_is_sent_to_the_builder():
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    sent = {line[1:] for line in ignored if line.startswith("!")}
    assert "*" in ignored
    copied = {
        path.rstrip("/")
        for rest in of("COPY")
        if not rest.startswith("--from")
        for path in rest.split()[:-1]
    }
    assert {path.partition("/")[0] for path in copied} == sent
    assert [path for path in copied if not (ROOT / path).exists()] == []


def test_what_the_wheel_needs_is_copied():
    copied = {path.rstrip("/") for rest in of("COPY") for path in rest.split()}
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    (listed,) = re.findall(
        r"\[tool\.hatch\.build\.targets\.wheel\][^\[]*only-include = (\[.*\])", text
    )
    assert set(re.findall(r'"([^"]+)"', listed)) <= copied
    assert {"pyproject.toml", "README.md", "LICENSE"} <= copied


def test_packages_are_pinned_and_no_registry_is_named():
    runs = " ".join(of("RUN"))
    assert "--require-hashes" in runs
    assert "--no-deps --no-build-isolation" in runs
    assert "://" not in runs and "index" not in runs and "trusted-host" not in runs
    assert not re.search(r"\b(?:curl|wget|apt-get|apk)\b", runs)


def test_npm_packages_come_from_the_lock_and_run_nothing():
    (install,) = (rest for rest in of("RUN") if rest.startswith("npm"))
    assert install.startswith("npm ci ")
    assert {"--ignore-scripts", "--omit=dev"} <= set(install.split())
    assert "**/node_modules" in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()


def test_it_does_not_run_as_root():
    (user,) = of("USER")
    assert re.fullmatch(r"[1-9]\d{3,}:[1-9]\d{3,}", user)
    words = [word for word, _ in instructions()]
    assert words.index("USER") > max(i for i, word in enumerate(words) if word == "COPY")
    assert f"--uid {user.split(':')[0]} " in " ".join(of("RUN"))


def test_the_health_check_asks_a_path_that_exists():
    (check,) = of("HEALTHCHECK")
    (path,) = re.findall(r"\}(/[a-z]+)'", check)
    assert path in {route.path for route in health.router.routes if isinstance(route, APIRoute)}
    (command,) = re.findall(r"CMD (\[.*\])$", check)
    program = yaml.safe_load(command)
    assert program[:2] == ["python", "-c"]
    compile(program[2], "healthcheck", "exec")


def test_it_starts_a_command_that_exists():
    commands = {
        c.name or getattr(c.callback, "__name__", "") for c in bomay.app.registered_commands
    }
    assert of("ENTRYPOINT") == ['["bomay"]']
    assert yaml.safe_load(of("CMD")[0]) == ["serve"]
    assert "serve" in commands and "build" in commands
    assert any("bomay build --out releases" in rest for rest in of("RUN"))


def variables() -> set[str]:
    in_image = {
        pair.partition("=")[0]
        for word in ("ENV", "ARG")
        for rest in of(word)
        for pair in shlex.split(rest)
    }
    service = compose()["services"]["bomay"]
    return in_image | set(service["environment"]) | set(service["build"]["args"])


def test_every_variable_is_a_setting():
    given = {name for name in variables() if name.startswith("BOMAY_")}
    assert {"BOMAY_HOST", "BOMAY_RELEASES", "BOMAY_BASE_IRI"} <= given
    assert given <= {f"BOMAY_{name}".upper() for name in Settings.model_fields}


@pytest.mark.parametrize("name", ["bomay", "store"])
def test_services_have_few_rights(name):
    service = compose()["services"][name]
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert "privileged" not in service


def test_the_service_has_a_root_that_can_only_be_read():
    service = compose()["services"]["bomay"]
    assert service["read_only"] is True and service["tmpfs"] == ["/tmp"]
    grace = int(service["stop_grace_period"].removesuffix("s"))
    assert grace > Settings.model_fields["grace_seconds"].default
    (port,) = service["ports"]
    assert port.startswith("127.0.0.1:") and port.endswith(f":{of('EXPOSE')[0]}")


def test_the_store_is_asked_for_and_reached_by_nobody_else():
    store = compose()["services"]["store"]
    assert store["profiles"] == ["store"]
    assert "ports" not in store
    assert {mount.partition(":")[0] for mount in store["volumes"]} <= set(compose()["volumes"])


def test_paths_of_mounts_in_the_notes_are_those_of_the_image():
    text = (ROOT / "compose.yaml").read_text(encoding="utf-8")
    (target,) = re.findall(r"# +- \./releases:(\S+):ro", text)
    assert f"BOMAY_RELEASES={target}" in " ".join(of("ENV"))
    assert Path(target).is_absolute()


def test_the_notes_of_the_compose_file_name_what_there_is():
    """The store is loaded and asked at its own port, by a command and settings that exist."""
    text = (ROOT / "compose.yaml").read_text(encoding="utf-8")
    notes = "\n".join(line for line in text.splitlines() if line.startswith("#"))
    store = compose()["services"]["store"]
    (port,) = re.findall(r":(\d+)$", store["command"][-1])
    assert set(re.findall(r"http://(\w+):(\d+)/(\w+)", notes)) == {
        ("store", port, "store"),
        ("store", port, "query"),
    }
    commands = {
        c.name or getattr(c.callback, "__name__", "") for c in bomay.app.registered_commands
    }
    assert set(re.findall(r"run --rm bomay (\w+)", notes)) <= commands
    named = set(re.findall(r"\bBOMAY_[A-Z_]+", text))
    assert named <= {f"BOMAY_{name}".upper() for name in Settings.model_fields}


def test_a_store_is_set_up_in_full_by_the_compose_file():
    given = set(compose()["services"]["bomay"]["environment"])
    login = {"USER", "PASSWORD", "AUTH", "TOKEN", "UNION"}
    assert {"BOMAY_STORE", *(f"BOMAY_STORE_{name}" for name in login)} <= given


def test_empty_variables_of_the_compose_file_set_nothing(monkeypatch):
    for name, value in compose()["services"]["bomay"]["environment"].items():
        if value.endswith(":-}"):
            monkeypatch.setenv(name, "")
    assert Settings().store_auth == "basic" and Settings().store == ""


def test_the_health_check_tells_a_service_from_none():
    """Its program, run as the image runs it."""
    (check,) = of("HEALTHCHECK")
    (command,) = re.findall(r"CMD (\[.*\])$", check)
    program = yaml.safe_load(command)[2]

    class Health(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200 if self.path == "/health" else 404)
            self.end_headers()

        def log_message(self, *_):
            return

    def asked(port: int) -> int:
        env = os.environ | {"BOMAY_PORT": str(port)}
        return subprocess.run(
            [sys.executable, "-c", program], env=env, capture_output=True, check=False
        ).returncode

    with HTTPServer(("127.0.0.1", 0), Health) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            assert asked(server.server_port) == 0
        finally:
            server.shutdown()
            thread.join()
    assert asked(server.server_port) != 0
