"""The five decisions against their golden folders; `pytest --update-golden` writes these anew."""

import pytest

from tests.loaders.golden import files
from tests.loaders.helpers import FIVE, parsed
from tests.paths import GOLDEN

NAMES = ("tree.txt", "facts.json", "triples.txt")


@pytest.mark.parametrize("file", NAMES)
@pytest.mark.parametrize("name", FIVE)
def test_golden(name, file, request):
    found = files(parsed(name))[file]
    path = GOLDEN / name / file
    if request.config.getoption("update_golden"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(found, encoding="utf-8", newline="\n")
    expected = path.read_text(encoding="utf-8").splitlines()
    assert found.splitlines() == expected, "if this is meant, run pytest --update-golden"


def test_nothing_else_lies_in_the_golden_folders():
    assert {path.relative_to(GOLDEN).as_posix() for path in GOLDEN.rglob("*.*")} == {
        f"{name}/{file}" for name in FIVE for file in NAMES
    }
