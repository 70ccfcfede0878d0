"""The command line, in processes of its own: results on stdout, the rest on stderr, exit status."""

import json
import re

import pytest

import bomay
from tests.loaders.command_line import BAD, make_bad, run, said
from tests.loaders.helpers import FIVE, record_of
from tests.paths import DECISIONS, ROOT

KON_TUM = DECISIONS / "kon-tum.txt"
COMMANDS = sorted(
    command.name or getattr(command.callback, "__name__", "")
    for command in bomay.app.registered_commands
)


# --- usage ---


def test_there_are_commands():
    assert {"parse", "build", "validate", "serve"} <= set(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(command):
    done = run(command, "--help")
    assert done.returncode == 0
    assert b"Usage:" in done.stdout
    assert done.stderr == b""


def test_help_lists_every_command():
    done = run("--help")
    assert done.returncode == 0
    assert [name for name in COMMANDS if name.encode() not in done.stdout] == []


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_documented(command):
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    section = readme.partition("## The command line")[2].partition("\n## ")[0]
    assert f"    bomay {command} " in section


def test_every_option_of_export_is_documented():
    page = (ROOT / "docs" / "dumps.md").read_text(encoding="utf-8")
    shown = run("export", "--help", COLUMNS="200").stdout.decode()
    options = set(re.findall(r"--[a-z]+", shown)) - {"--help"}
    assert len(options) > 5
    assert [option for option in sorted(options) if option not in page] == []


@pytest.mark.parametrize(
    "arguments",
    [
        ("parse",),
        ("parse", KON_TUM, "--jsonn"),
        ("parse", KON_TUM, "one-too-many"),
        ("build", "--out"),
        ("build", "--nonsense"),
        ("nonsense",),
        ("serve", "--port", "nine"),
        ("serve", "--port", "99999"),
        ("--nonsense",),
    ],
    ids=lambda arguments: " ".join(str(a).rpartition("/")[2] for a in arguments),
)
def test_wrong_usage_exits_2_and_says_so_on_stderr(arguments):
    done = run(*arguments)
    assert done.returncode == 2
    assert done.stdout == b""
    assert b"Usage:" in done.stderr or b"Error" in done.stderr


# --- parse ---

TOP = {
    "source": {"file", "sha256", "format", "chars", "coverage"},
    "decision": {
        *("kind", "number", "issued", "effective", "effective_rule"),
        *("issuer", "title", "signers", "recipients"),
    },
    "agency": {"name", "kind", "province", "iri"},
}
ROWS = {
    "legal_bases": {"type", "number", "date", "title", "issuer", "relation", "span"},
    "replaces": {"type", "number", "date"},
    "amends": {"type", "number", "date"},
    "articles": {"part", "number", "heading", "span", "clauses"},
    "duties": {"path", "text", "span", "fields", "actions", "counterparts", "leaf"},
    "units": {"name", "kind", "span"},
    "posts": {"title", "of", "min", "max", "span"},
    "issues": {"code", "severity", "message", "span"},
}
CLAUSE = {"label", "printed_label", "text", "span", "points"}


@pytest.fixture(scope="module", params=FIVE)
def printed(request):
    """The JSON object that ``bomay parse --json`` prints of one of the five."""
    done = run("parse", DECISIONS / f"{request.param}.txt", "--json")
    assert done.returncode == 0
    assert done.stderr == b""
    return request.param, json.loads(done.stdout)


def test_parse_prints_the_record(printed):
    name, found = printed
    assert found == record_of(name)


def test_parse_has_the_keys_of_the_contract(printed):
    _, found = printed
    assert set(found) >= {*TOP, *ROWS, "fields"}
    for key, keys in TOP.items():
        assert set(found[key]) == keys
    for key, keys in ROWS.items():
        for row in found[key]:
            assert keys <= set(row)
    for signer in found["decision"]["signers"]:
        assert set(signer) == {"name", "position", "capacity"}


def test_clauses_points_and_bullets_have_the_keys_of_the_contract(printed):
    _, found = printed
    for article in found["articles"]:
        for clause in article["clauses"]:
            assert set(clause) >= CLAUSE
            for point in clause["points"]:
                assert set(point) >= CLAUSE - {"points"} | {"bullets"}
                for bullet in point["bullets"]:
                    assert set(bullet) >= CLAUSE - {"points"}


def test_parse_has_the_types_of_the_contract(printed):
    _, found = printed
    assert 0 <= found["source"]["coverage"] <= 1
    assert all(isinstance(text, str) for text in found["fields"])
    assert all(isinstance(text, str) for text in found["decision"]["recipients"])
    assert {basis["relation"] for basis in found["legal_bases"]} <= {
        "based_on",
        "implements",
        "proposal",
    }
    assert {article["part"] for article in found["articles"]} <= {"decision", "regulation"}
    assert {issue["severity"] for issue in found["issues"]} <= {"info", "warning", "error"}
    for duty in found["duties"]:
        assert isinstance(duty["leaf"], bool)
        start, end = duty["span"]
        assert 0 <= start < end <= found["source"]["chars"]


def test_parse_without_json_prints_a_summary():
    done = run("parse", KON_TUM)
    assert done.returncode == 0
    assert "Sở Thông tin và Truyền thông tỉnh Kon Tum" in done.stdout.decode()
    assert done.stderr == b""


@pytest.mark.parametrize("locale", ["C", "C.UTF-8", "POSIX"])
def test_parse_does_not_depend_on_the_locale(locale):
    done = run("parse", KON_TUM, "--json", LC_ALL=locale, LANG=locale)
    assert done.returncode == 0
    assert json.loads(done.stdout.decode("utf-8")) == record_of("kon-tum")


def test_parse_takes_the_base_iri_from_the_environment():
    done = run("parse", KON_TUM, "--json", BOMAY_BASE_IRI="https://example.org/kg")
    agency = json.loads(done.stdout)["agency"]
    assert agency["iri"] == "https://example.org/kg/id/org/kon-tum/so-thong-tin-va-truyen-thong"


# --- files that can't be read ---


@pytest.mark.parametrize("kind", BAD)
def test_parse_names_a_bad_file_in_one_line(tmp_path, kind):
    path = make_bad(tmp_path, kind)
    done = run("parse", path, "--json")
    assert done.returncode == 1
    assert done.stdout == b""
    (line,) = said(done)
    assert line.startswith(f"bomay: {path}: ")


def test_parse_of_a_folder_is_one_line(tmp_path):
    folder = tmp_path / "x.txt"
    folder.mkdir()
    done = run("parse", folder, "--json")
    assert (done.returncode, done.stdout) == (1, b"")
    (line,) = said(done)
    assert str(folder) in line


# --- validate ---


def test_validate_lists_the_known_defects_of_the_five(tmp_path):
    run("build", "--quiet", "--out", tmp_path)
    done = run("validate", "--releases", tmp_path)
    assert (done.returncode, done.stderr) == (0, b"")
    table = done.stdout.decode()
    assert table.endswith("0 errors, 10 warnings, 295 notes\n")
    assert "issue:effect-before-issue" in table
    told = run("validate", "--json", "--releases", tmp_path)
    found = json.loads(told.stdout)
    assert (told.returncode, told.stderr) == (0, b"")
    assert found["counts"] == {"error": 0, "warning": 10, "info": 295}
    assert len(found["findings"]) == 305
    assert set(found["findings"][0]) == {
        "check", "severity", "graph", "node", "problem", "problem_vi",
    }  # fmt: skip


def test_validate_of_a_release_with_an_error_exits_1(tmp_path):
    run("build", "--quiet", "--out", tmp_path, DECISIONS / "hau-giang.txt")
    (file,) = tmp_path.glob("*/data.nq")
    lines = file.read_bytes().splitlines(keepends=True)
    file.write_bytes(b"".join(line for line in lines if b"def#dutyOf>" not in line))
    done = run("validate", "--releases", tmp_path)
    assert done.returncode == 1
    assert "duty-unsupported" in done.stdout.decode()


def test_validate_without_a_release_is_one_line(tmp_path):
    done = run("validate", "--releases", tmp_path)
    assert (done.returncode, done.stdout) == (1, b"")
    (line,) = said(done)
    assert "no release yet" in line
