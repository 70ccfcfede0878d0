"""The example queries: titled in both languages, from easy to hard, answered by the decisions."""

from typing import Any

import pyoxigraph as ox
import pytest

import ontology
from ontology.examples import LANGS, examples
from tests.harvested import dataset

LEAST = 25
EXACT = {
    "agencies": 5,
    "decisions": 5,
    "fields": 13,
    "units": 22,
    "recipients": 11 + 9 + 15 + 13,
    "signers": 4,
    "duty-counts": 5,
    "without-field": 4,
    "in-force": 4,
}
"""How many rows those give whose answer was counted by hand in the texts."""
LEAVES = {"kon-tum": 88, "binh-phuoc": 87, "soc-trang": 88, "hau-giang": 88, "lang-son": 108}


def rows(example):
    found: Any = dataset().query(example.text)
    return list(found)


def test_there_are_enough_from_easy_to_hard():
    levels = [example.level for example in examples()]
    assert len(levels) >= LEAST
    assert levels == sorted(levels)
    assert set(levels) == {1, 2, 3, 4}
    assert len({example.name for example in examples()}) == len(levels)


@pytest.mark.parametrize("example", examples(), ids=lambda e: e.name)
def test_example_is_told_in_both_languages_and_returns_rows(example):
    assert all(example.title[lang] and example.about[lang] for lang in LANGS)
    assert 0 < len(rows(example)) <= 1_000


@pytest.mark.parametrize("name", EXACT)
def test_what_was_counted_by_hand(name):
    (example,) = (e for e in examples() if e.name == name)
    assert len(rows(example)) == EXACT[name]


def test_duties_are_those_counted_by_hand():
    (example,) = (e for e in examples() if e.name == "duty-counts")
    counted = {
        row["agency"].value.split("/")[-2]: int(row["duties"].value) for row in rows(example)
    }
    assert counted == LEAVES


def test_resources_are_asked_for_under_the_base_of_the_release():
    (example,) = (e for e in examples() if e.name == "without-field")
    moved = example.at("https://data.example.vn/")
    assert "<https://data.example.vn/code/field/" in moved
    assert f"<{ontology.BM}>" in moved
    ox.Store().query(moved)
