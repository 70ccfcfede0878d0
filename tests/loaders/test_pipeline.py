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
    was_enabled = gc.isenabled()
    yield
    (gc.enable if was_enabled else gc.disable)()


@pytest.mark.parametrize("is_on", [True, False])
def test_the_collector_is_left_as_it_was(collector, is_on):
    (gc.enable if is_on else gc.disable)()
    parse_source(source_of("Điều 1. Vị trí"))
    assert gc.isenabled() is is_on
    with pytest.raises(CurationError):
        parse_source(source_of("Điều 1. Vị trí"), ANOTHERS)
    assert gc.isenabled() is is_on


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
