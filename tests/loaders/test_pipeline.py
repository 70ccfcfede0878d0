"""The line as a whole: how it leaves the process behind."""

import gc

import pytest

from loaders.curation import Curation, Curations
from loaders.errors import CurationError
from loaders.pipeline import parse_source
from tests.loaders.helpers import parsed, source_of

ANOTHERS = Curations((Curation("c.toml", "decision.txt", "0" * 64, ()),))


@pytest.fixture
def collector():
    was_enabled, limits = gc.isenabled(), gc.get_threshold()
    yield
    (gc.enable if was_enabled else gc.disable)()
    gc.set_threshold(*limits)


@pytest.mark.parametrize("is_on", [True, False])
def test_the_collector_stays_on_or_off(collector, is_on):
    (gc.enable if is_on else gc.disable)()
    parse_source(source_of("Điều 1. Vị trí"))
    assert gc.isenabled() is is_on
    with pytest.raises(CurationError):
        parse_source(source_of("Điều 1. Vị trí"), ANOTHERS)
    assert gc.isenabled() is is_on


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ((700, 10, 10), (50_000, 10, 10)),
        ((700, 5, 100), (50_000, 5, 100)),
        ((90_000, 10, 10), (90_000, 10, 10)),  # a program that waits longer
        ((0, 10, 10), (0, 10, 10)),  # 0 is off
    ],
)
def test_the_collector_waits_for_more_than_a_document(collector, before, after):
    gc.set_threshold(*before)
    parse_source(source_of("Điều 1. Vị trí"))
    assert gc.get_threshold() == after


def test_a_batch_leaves_nothing_behind():
    source = parsed("lang-son").document.source
    parse_source(source)
    counts = []
    for _ in range(3):
        for _ in range(3):
            parse_source(source)
        gc.collect()
        counts.append(len(gc.get_objects()))
    assert counts[2] - counts[1] < 100, counts
