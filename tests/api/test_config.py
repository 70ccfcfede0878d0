"""Settings: where each comes from, what a wrong one says, what `bomay config` prints."""

import json
import re

import pytest
from pydantic import SecretStr
from starlette.testclient import TestClient

from api.app import create_app
from api.configuration import MASK, allowed, effective, load_settings, printed, unknown_variables
from api.settings import Settings, SettingsError
from tests.api.conftest import SAMPLE
from tests.loaders.command_line import run, said
from tests.paths import ROOT


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch, tmp_path):
    """No variable and no file but those of the test."""
    for name in ("BOMAY_COMPRESSION", "BOMAY_ACCESS_LOG", "BOMAY_PREPARE_PAGES"):
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


class WithSecret(Settings):
    """The settings with a secret and an address that may hold one."""

    store_password: SecretStr = SecretStr("")
    store_url: str = ""


# --- sources ---


def test_argument_before_environment_before_file_before_default(monkeypatch, tmp_path):
    (tmp_path / "bomay.toml").write_text('port = 1\nhost = "::1"\ngrace_seconds = 3\n')
    monkeypatch.setenv("BOMAY_PORT", "2")
    monkeypatch.setenv("BOMAY_HOST", "127.0.0.2")
    settings = load_settings(port=4, host=None)
    assert (settings.port, settings.host, settings.grace_seconds) == (4, "127.0.0.2", 3)
    origins = {one.name: one.origin for one in effective(settings, port=4)}
    assert origins["port"] == "argument"
    assert origins["host"] == "BOMAY_HOST"
    assert origins["grace_seconds"] == "bomay.toml"
    assert origins["metrics"] == "default"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("other.toml", 'port = 9\npublisher = "Sở Nội vụ"\n'),
        ("other.env", '# of the host\nBOMAY_PORT=9\nexport BOMAY_PUBLISHER="Sở Nội vụ"\nHOME=/x\n'),
    ],
)
def test_a_file_named_by_bomay_config(monkeypatch, tmp_path, name, content):
    (tmp_path / "bomay.toml").write_text("port = 1\n")
    (tmp_path / name).write_text(content, encoding="utf-8")
    monkeypatch.setenv("BOMAY_CONFIG", name)
    settings = load_settings()
    assert (settings.port, settings.publisher) == (9, "Sở Nội vụ")


def test_empty_variable_is_not_set(monkeypatch):
    monkeypatch.setenv("BOMAY_PORT", "")
    monkeypatch.setenv("BOMAY_CONFIG", "")
    assert load_settings().port == 8000


# --- what is wrong ---


@pytest.mark.parametrize(
    ("variable", "value", "pattern"),
    [
        ("BOMAY_PORT", "nine", r"BOMAY_PORT: input should be a valid integer.*; correct or unset"),
        ("BOMAY_PORT", "99999", r"BOMAY_PORT: .*less than or equal to 65535; correct or unset it"),
        ("BOMAY_MAX_BODY_BYTES", "-1", r"BOMAY_MAX_BODY_BYTES: .*greater than or equal to"),
        ("BOMAY_METRICS", "perhaps", r"BOMAY_METRICS: .*boolean"),
        ("BOMAY_ACCESS_LOG_FORMAT", "xml", r"BOMAY_ACCESS_LOG_FORMAT: .*'json' or 'text'"),
        ("BOMAY_BASE_IRI", "ftp://e/", r"BOMAY_BASE_IRI: 'ftp://e/' is no http or https IRI; corr"),
        ("BOMAY_CONFIG", "none.toml", r"BOMAY_CONFIG: there is no file none\.toml; correct or"),
    ],
)
def test_a_wrong_variable_is_one_line(monkeypatch, variable, value, pattern):
    monkeypatch.setenv(variable, value)
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert "\n" not in str(caught.value)
    assert re.match(pattern, str(caught.value))


@pytest.mark.parametrize(
    ("content", "pattern"),
    [
        ("port = 99999", r"bomay\.toml: port: .*65535; correct or remove it"),
        ("prot = 1", r"bomay\.toml: prot: there is no such setting; `bomay config` lists them"),
        ("port = ", r"bomay\.toml: .*; correct the file"),
        ('port = "\xff"', r"bomay\.toml: .*; correct the file"),
    ],
)
def test_a_wrong_file_is_one_line(tmp_path, content, pattern):
    (tmp_path / "bomay.toml").write_bytes(content.encode("latin-1"))
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert "\n" not in str(caught.value)
    assert re.match(pattern, str(caught.value))


def test_a_wrong_secret_is_not_told(monkeypatch):
    monkeypatch.setenv("BOMAY_MAX_BODY_BYTES", "hunter2")
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize(
    "arguments",
    [("config",), ("serve",), ("build", "--quiet"), ("query", "-")],
    ids=lambda arguments: arguments[0],
)
def test_every_command_that_needs_settings_exits_2(arguments):
    done = run(*arguments, BOMAY_PORT="99999")
    assert done.returncode == 2
    assert said(done) == [
        "bomay: BOMAY_PORT: input should be less than or equal to 65535; correct or unset it"
    ]


# --- what is printed ---


def test_config_prints_the_effective_settings():
    done = run("config", "--json", BOMAY_PORT="9", BOMAY_PROT="1")
    assert done.returncode == 0
    shown = json.loads(done.stdout)
    assert set(shown) == set(Settings.model_fields)
    assert shown["port"] == {"value": 9, "from": "BOMAY_PORT", "variable": "BOMAY_PORT"}
    assert shown["grace_seconds"]["from"] == "default"
    expected = "BOMAY_PROT is no setting, so it sets nothing; correct or unset it"
    assert said(done) == [f"bomay: {expected}"]


def test_config_prints_a_table():
    lines = run("config", BOMAY_HOST="::1").stdout.decode().splitlines()
    assert len(lines) == len(Settings.model_fields) + 1
    assert re.search(r"^BOMAY_HOST +::1 +BOMAY_HOST$", "\n".join(lines), re.M)
    assert re.search(r"^BOMAY_GRACE_SECONDS +10 +default +0–3600 seconds$", "\n".join(lines), re.M)


@pytest.mark.parametrize("as_json", [True, False])
def test_secrets_are_masked(as_json):
    settings = WithSecret(
        store_password=SecretStr("hunter2"), store_url="https://reader:hunter2@store.example/sparql"
    )
    shown = printed(effective(settings), as_json=as_json)
    assert "hunter2" not in shown
    assert f"https://reader:{MASK}@store.example/sparql" in shown
    assert shown.count(MASK) == 2


def test_unknown_variables_are_named(monkeypatch):
    assert unknown_variables() == []
    monkeypatch.setenv("BOMAY_PROT", "1")
    assert unknown_variables() == ["BOMAY_PROT"]


# --- the settings themselves ---


def test_every_setting_is_described_and_every_number_bounded():
    for one in effective(load_settings()):
        assert one.description.endswith("."), one.name
        if isinstance(one.value, int | float) and not isinstance(one.value, bool):
            assert one.unit, one.name
            assert one.least is not None and one.most is not None, one.name
            assert one.least <= one.value <= one.most
            assert allowed(one).endswith(one.unit)


@pytest.mark.parametrize("name", list(Settings.model_fields))
def test_every_setting_is_documented(name):
    page = (ROOT / "docs" / "operation.md").read_text(encoding="utf-8")
    (one,) = [one for one in effective(load_settings()) if one.name == name]
    rows = [line for line in page.splitlines() if line.startswith(f"| `{one.variable}` |")]
    field = Settings.model_fields[name]
    shown = "" if field.default in (None, "") or field.default_factory else f"`{one.value}`"
    shown = shown.lower() if isinstance(one.value, bool) else shown
    words = allowed(one).replace(" | ", " or ")
    assert rows == [f"| `{one.variable}` | {shown} | {words} | {one.description} |"]


def test_one_application_takes_nothing_from_another():
    first = create_app(Settings(dataset=SAMPLE, access_log=False))
    second = create_app(Settings(dataset=SAMPLE, access_log=False, metrics=False))
    assert TestClient(first).get("/metrics").status_code == 200
    assert TestClient(second).get("/metrics").status_code == 404
