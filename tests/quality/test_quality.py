"""The quality gate over the samples: a score below its pin in scores.toml fails."""

import json
import tomllib
from hashlib import sha256
from pathlib import Path

import pytest

from loaders.errors import ReadError
from loaders.pipeline import parse_file
from loaders.record import record
from ontology import DEFAULT_BASE_IRI
from tests.quality.scoring import SCORES, Case

PINS = tomllib.loads(Path(__file__).with_name("scores.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def samples(shared):
    """The folder of samples; skips where a file of the corpus is absent."""
    folder = shared / "samples"
    if not all((folder / name).is_file() for name in PINS["corpus"]):
        pytest.skip("the folder ../shared is absent")
    return folder


@pytest.fixture(scope="module")
def cases(samples):
    """Every sample that can be read, with the facts expected of it."""
    lines = (samples / "expected.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [row for row in map(json.loads, lines) if row["file"] not in PINS["refused"]]
    return [
        Case(
            row["file"],
            row["expected"],
            record(parse_file(samples / row["file"]), DEFAULT_BASE_IRI),
        )
        for row in rows
    ]


def test_every_score_has_its_pin():
    assert set(PINS["scores"]) == set(SCORES)


def test_the_corpus_is_the_pinned_one(samples):
    digests = {name: sha256((samples / name).read_bytes()).hexdigest() for name in PINS["corpus"]}
    assert digests == PINS["corpus"]


@pytest.mark.parametrize("name", SCORES)
def test_score(name, cases):
    score, pin = SCORES[name](cases), PINS["scores"][name]
    listed = "\n".join(score.faults)
    assert score.value >= pin, f"{name} fell from {pin} to {score.value}:\n{listed}"
    assert score.value <= pin, f"{name} rose from {pin} to {score.value}: raise its pin"


@pytest.mark.parametrize("name", PINS["refused"])
def test_what_cannot_be_read_is_refused(name, samples):
    with pytest.raises(ReadError) as refusal:
        parse_file(samples / name)
    assert PINS["refused"][name] in refusal.value.reason
