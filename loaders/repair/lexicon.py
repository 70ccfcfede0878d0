"""A lexicon of Vietnamese syllables and pairs of syllables, counted in clean legal texts.

``syllables.tsv`` holds one line per syllable or pair: the text and its count. Made by
``python -m loaders.repair.lexicon FILE… > loaders/repair/syllables.tsv`` from texts without
damage; case is kept, since "Ủy ban" and "ủy quyền" differ in it.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from loaders.errors import ReferenceDataError
from loaders.repair.alphabet import WORD, is_vietnamese

FILE = Path(__file__).with_name("syllables.tsv")
_MIN_PAIR = 2


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Counts of syllables and of pairs of neighbours, with case and in lower case."""

    syllables: Counter[str]
    pairs: Counter[tuple[str, str]]
    lower: Counter[str]
    lower_pairs: Counter[tuple[str, str]]
    total: int

    @classmethod
    def of(cls, syllables: Counter[str], pairs: Counter[tuple[str, str]]) -> Lexicon:
        """Add the counts without case."""
        lower: Counter[str] = Counter()
        for word, count in syllables.items():
            lower[word.lower()] += count
        lower_pairs: Counter[tuple[str, str]] = Counter()
        for (first, second), count in pairs.items():
            lower_pairs[first.lower(), second.lower()] += count
        return cls(syllables, pairs, lower, lower_pairs, sum(syllables.values()))

    def knows(self, word: str) -> bool:
        """Say whether the syllable occurs in clean text, in any case."""
        return word.lower() in self.lower

    def pair(self, first: str, second: str) -> int:
        """Return how often the two syllables stand side by side, in any case."""
        return self.lower_pairs.get((first.lower(), second.lower()), 0)


@cache
def lexicon() -> Lexicon:
    """Load the lexicon once; raises ReferenceDataError where the file is missing or malformed."""
    syllables: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    try:
        for line in FILE.read_text(encoding="utf-8").splitlines():
            text, count = line.split("\t")
            words = text.split(" ")
            if len(words) == 1:
                syllables[text] = int(count)
            else:
                pairs[words[0], words[1]] = int(count)
    except (OSError, ValueError) as error:
        raise ReferenceDataError(f"{FILE}: not a lexicon ({error}); make it anew") from error
    return Lexicon.of(syllables, pairs)


def count(texts: Iterable[str]) -> tuple[Counter[str], Counter[tuple[str, str]]]:
    """Count syllables, and pairs with nothing but blanks between them, in clean texts."""
    syllables: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    for text in texts:
        before, end = "", -1
        for match in WORD.finditer(text):
            word = match.group()
            if len(word) > 7 or not is_vietnamese(word):
                before = ""
                continue
            syllables[word] += 1
            if before and text[end : match.start()].isspace():
                pairs[before, word] += 1
            before, end = word, match.end()
    return syllables, pairs


def _main(files: list[str]) -> None:
    syllables, pairs = count(Path(file).read_text(encoding="utf-8") for file in files)
    lines = [f"{word}\t{n}" for word, n in syllables.items() if n > 1]
    lines += [f"{a} {b}\t{n}" for (a, b), n in pairs.items() if n >= _MIN_PAIR]
    sys.stdout.write("\n".join(sorted(lines)) + "\n")


if __name__ == "__main__":
    _main(sys.argv[1:])
