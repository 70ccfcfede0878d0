"""The checksum of a graph does not depend on order, repeats, or how much is held in memory."""

import hashlib

import pyoxigraph as ox
import pytest

from loaders.publishing.checksum import EMPTY, Sum, checksum

NODE = ox.NamedNode("http://e/a")
TRIPLES = [ox.Triple(NODE, NODE, ox.Literal(f"{number}\n")) for number in range(25)]


def test_a_checksum_is_that_of_the_sorted_lines():
    lines = sorted(f'<http://e/a> <http://e/a> "{number}\\n" .\n' for number in range(25))
    expected = hashlib.sha256("".join(lines).encode()).hexdigest()
    assert checksum(TRIPLES) == Sum(25, expected)


@pytest.mark.parametrize("in_memory", [1, 2, 7, 24, 25, 26])
def test_runs_on_disk_change_nothing(in_memory):
    assert checksum(TRIPLES, in_memory) == checksum(TRIPLES)
    assert checksum([*reversed(TRIPLES), *TRIPLES], in_memory) == checksum(TRIPLES)


def test_an_empty_graph():
    assert checksum([]) == EMPTY
