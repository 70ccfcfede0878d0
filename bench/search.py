"""How fast two engines answer searches over millions of duty texts, side by side in one run.

The texts are made of the words of the real duties (data/decisions): pieces of them drawn by Zipf's
law, some words put in place of others, now and then the number of an act. The same number of texts
gives the same ones. tantivy is asked by what the service runs (api.search); SQLite FTS5 by SQL that
does the same: the narrowest query first, the number of hits and the facets by a sample of one in 16
where they are many. "full" has positions, "pairs" has neighbours as words of their own instead, as
the service's index does; bm25 is what FTS5 needs to order by its own score.

    python bench/search.py [--texts 2000000] [--folder /tmp] [--rounds 3]

Prints milliseconds (p50 and p95 over the questions, the best of the rounds each) and ratios. The
index goes into a folder of its own, which is removed.
"""

from __future__ import annotations

import argparse
import random
import re
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import accumulate, chain
from pathlib import Path
from statistics import quantiles

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from api.search.finding import find  # noqa: E402  (the checkout comes first)
from api.search.question import Question, ask  # noqa: E402
from api.search.suggesting import suggest  # noqa: E402
from ontology.search.entries import Entry  # noqa: E402
from ontology.search.index import SAMPLED, open_index, write_index  # noqa: E402
from ontology.search.words import forms, pairs, spelled_out, words  # noqa: E402

TARGET_MS = 50
_MANY = 50_000
_PIECE = re.compile(r"(?<=[;,])\s")


@dataclass(frozen=True)
class Corpus:
    """What the texts are made of: pieces of duties, single words, both with Zipf weights."""

    pieces: Sequence[str]
    words: Sequence[str]


def corpus() -> Corpus:
    """Return the pieces and words of the real duties, and rare syllables."""
    from loaders.pipeline import parse_source
    from loaders.read import read

    parsed = (parse_source(read(path)) for path in sorted((ROOT / "data/decisions").glob("*.txt")))
    duties = [duty.text for each in parsed for duty in each.facts.duties]
    lexicon = (ROOT / "loaders/repair/syllables.tsv").read_text(encoding="utf-8").splitlines()
    counted = Counter(word for duty in duties for word in re.findall(r"\w+", duty))
    rare = [line.partition("\t")[0] for line in lexicon]
    pieces = [piece.strip() for duty in duties for piece in _PIECE.split(duty) if piece.strip()]
    random.Random(7).shuffle(pieces)
    common = [word for word, _ in counted.most_common()]
    return Corpus(pieces, [*common, *(word for word in rare if word not in counted)])


def texts(made_of: Corpus, count: int) -> Iterator[Entry]:
    """Yield so many duties: 37 words each on average, as the real leaves have."""
    chance = random.Random(1)
    pieces = list(accumulate(1 / (rank + 10) ** 0.9 for rank in range(len(made_of.pieces))))
    single = list(accumulate(1 / (rank + 3) for rank in range(len(made_of.words))))
    for number in range(count):
        length = chance.choices((1, 2, 3, 4, 5, 6, 8), (10, 15, 20, 20, 15, 12, 8))[0]
        found = " ".join(chance.choices(made_of.pieces, cum_weights=pieces, k=length)).split()
        for word in chance.choices(made_of.words, cum_weights=single, k=max(1, len(found) // 10)):
            found[chance.randrange(len(found))] = word
        if chance.random() < 0.05:
            found.append(f"số {chance.randint(1, 150)}/{chance.randint(2005, 2025)}/NĐ-CP")
        province = f"tinh-{number * 63 // count}"
        actions = {f"a{int(chance.paretovariate(0.7)) % 60}" for _ in range(chance.choice((1, 2)))}
        yield Entry(
            iri=f"https://example.org/duty/{number}",
            kind="duty",
            text=" ".join(found),
            around=(f"Sở Thông tin và Truyền thông tỉnh {province}",),
            agency_name=f"Sở Thông tin và Truyền thông tỉnh {province}",
            provinces=(province,),
            fields=(f"f{int(chance.paretovariate(0.6)) % 80}",),
            actions=tuple(sorted(actions)),
        )


def questions(made_of: Corpus, each: int) -> dict[str, list[Question]]:
    """Return what people ask, by kind of question."""
    chance = random.Random(3)
    sources = [entry.text for entry in texts(made_of, 4_000)]

    def phrase(size: int) -> str:
        found = [word.exact for word in words(chance.choice(sources))]
        start = chance.randrange(max(1, len(found) - size))
        return " ".join(found[start : start + size])

    def bare(text: str) -> str:
        return " ".join(word.folded for word in words(text))

    def scattered() -> str:
        found = [word.exact for word in words(chance.choice(sources))]
        return " ".join(chance.sample(found, min(3, len(found))))

    def narrowed(text: str) -> Question:
        province = f"tinh-{chance.randrange(63)}"
        return ask(
            text,
            {"province": province, "field": "f1"}
            if chance.random() < 0.5
            else {"province": province},
        )

    common, rare = made_of.words[:30], made_of.words[-2_000:]
    make: dict[str, Callable[[], Question]] = {
        "one common word": lambda: ask(chance.choice(common)),
        "one rare word": lambda: ask(chance.choice(rare)),
        "two neighbours": lambda: ask(phrase(2)),
        "3 to 6 neighbours": lambda: ask(phrase(chance.randint(3, 6))),
        "no diacritics": lambda: ask(bare(phrase(chance.randint(2, 5)))),
        "scattered words": lambda: ask(scattered()),
        "with filters": lambda: narrowed(phrase(chance.randint(1, 3))),
        "number of an act": lambda: ask(f"{chance.randint(1, 150)}/{chance.randint(2005, 2025)}"),
        "nothing found": lambda: ask(phrase(2) + " zzyzx"),
    }
    return {name: [made() for _ in range(each)] for name, made in make.items()}


class Sqlite:
    """FTS5 over the same entries; ``has_positions`` or neighbours as words."""

    def __init__(self, file: Path, has_positions: bool) -> None:
        self._db = sqlite3.connect(file)
        self._has_positions = has_positions

    def build(self, entries: Iterator[Entry]) -> None:
        detail = "full" if self._has_positions else "none"
        columns = "text" if not self._has_positions else "exact, folded, around, codes"
        self._db.executescript(
            "PRAGMA journal_mode=off; PRAGMA synchronous=off;"
            f"CREATE VIRTUAL TABLE found USING fts5({columns}, content='', detail={detail}, "
            "prefix='2 3', tokenize=\"unicode61 remove_diacritics 0 tokenchars '/-_=&'\");"
            "CREATE TABLE entry(id INTEGER PRIMARY KEY, province, field, actions, text);"
        )
        marks = ", ".join("?" for _ in columns.split(", "))
        for rank, entry in enumerate(entries):
            values = self._columns(entry, rank)
            self._db.execute(
                f"INSERT INTO found(rowid, {columns}) VALUES(?, {marks})", (rank, *values)
            )
            row = (rank, entry.provinces[0], entry.fields[0], " ".join(entry.actions), entry.text)
            self._db.execute("INSERT INTO entry VALUES(?, ?, ?, ?, ?)", row)
        self._db.execute("INSERT INTO found(found) VALUES('optimize')")
        self._db.commit()

    def _columns(self, entry: Entry, rank: int) -> list[str]:
        found = list(words(entry.text))
        exact = [word.exact for word in found]
        folded = [word.folded for word in spelled_out(found)]
        around = [form for each in entry.around for word in words(each) for form in forms(word)]
        codes = [f"province={entry.provinces[0]}", f"field={entry.fields[0]}"]
        codes += [f"sample={rank % SAMPLED}", *(f"action={action}" for action in entry.actions)]
        if self._has_positions:
            own = [*folded, *(form for word in found for form in forms(word))]
            return [" ".join(each) for each in (exact, own, around, codes)]
        every = [f"e={word}" for word in [*exact, *pairs(exact)]]
        every += [*folded, *pairs(folded), *around, *codes]
        return [" ".join(dict.fromkeys(every))]

    def _tiers(self, question: Question) -> list[str]:
        exact, folded = question.exact, question.folded
        codes = [f'"{name}={code}"' for name, code in question.filters.items()]
        if self._has_positions:
            narrowed = [f"codes : {code}" for code in codes]
            tiers = [
                [f'exact : "{" ".join(exact)}"'],
                [f'exact : "{word}"' for word in exact],
                [f'folded : "{" ".join(folded)}"'],
                [f'{{folded around}} : "{word}"' for word in folded],
            ]
        else:
            narrowed = codes
            tiers = [
                [f'"e={pair}"' for pair in (pairs(exact) or exact)],
                [f'"e={word}"' for word in exact],
                [f'"{pair}"' for pair in (pairs(folded) or folded)],
                [f'"{word}"' for word in folded],
            ]
        return [" AND ".join([*tier, *narrowed]) for tier in tiers]

    def find(self, question: Question, by_score: bool = False) -> int:
        """Return the number of hits, after the hits of a page and the facets were read."""
        tiers = self._tiers(question)
        shown: dict[int, None] = {}
        order = "ORDER BY rank" if by_score else ""
        for tier in tiers[0 if question.says_spelling else 2 :]:
            query = f"SELECT rowid FROM found WHERE found MATCH ? {order} LIMIT 20"
            shown |= dict.fromkeys(row for (row,) in self._db.execute(query, (tier,)))
            if len(shown) >= 20:
                break
        self._db.execute(
            f"SELECT text FROM entry WHERE id IN ({','.join(map(str, list(shown)[:20]))})"
        ).fetchall()
        mark = "codes : " if self._has_positions else ""
        sampled = f'{tiers[3]} AND {mark}"sample=0"'
        count = "SELECT count(*) FROM found WHERE found MATCH ?"
        total = int(self._db.execute(count, (sampled,)).fetchone()[0]) * SAMPLED
        if total <= _MANY:
            sampled = tiers[3]
            total = int(self._db.execute(count, (sampled,)).fetchone()[0])
        rows = self._db.execute(
            "SELECT province, field, actions FROM found JOIN entry ON id = found.rowid "
            "WHERE found MATCH ?",
            (sampled,),
        ).fetchall()
        for values in zip(*rows, strict=True):
            Counter(values)
        return total


def timed(
    work: Callable[[Question], object], asked: Sequence[Question], rounds: int
) -> list[float]:
    """Return the milliseconds of each question, the best of the rounds."""
    best = [float("inf")] * len(asked)
    for _ in range(rounds):
        for place, question in enumerate(asked):
            start = time.perf_counter()
            work(question)
            best[place] = min(best[place], (time.perf_counter() - start) * 1_000)
    return best


def percentiles(times: Sequence[float]) -> tuple[float, float]:
    cut = quantiles(times, n=100, method="inclusive")
    return cut[49], cut[94]


@dataclass(frozen=True)
class Engine:
    """What is measured: seconds to build, bytes on disk, how it answers."""

    name: str
    built: float
    size: int
    find: Callable[[Question], object]


def engines(made_of: Corpus, count: int, folder: Path) -> Iterator[Engine]:
    """Build and yield each engine."""
    start = time.perf_counter()
    write_index(texts(made_of, count), {}, folder / "tantivy", count)
    seconds = time.perf_counter() - start
    index = open_index(folder / "tantivy")
    size = sum(file.stat().st_size for file in (folder / "tantivy").iterdir())
    yield Engine("tantivy", seconds, size, partial(find, index))
    yield Engine("tantivy, suggestions", seconds, size, partial(suggest, index))
    for name, has_positions in (("full", True), ("pairs", False)):
        file = folder / f"{name}.db"
        start = time.perf_counter()
        engine = Sqlite(file, has_positions)
        engine.build(texts(made_of, count))
        seconds, size = time.perf_counter() - start, file.stat().st_size
        yield Engine(f"FTS5 {name}", seconds, size, engine.find)
        if has_positions:
            by_score = partial(engine.find, by_score=True)
            yield Engine(f"FTS5 {name}, bm25", seconds, size, by_score)


def report(engine: Engine, asked: dict[str, list[Question]], rounds: int) -> tuple[float, float]:
    """Print the milliseconds of an engine by kind of question; return those of all."""
    print(f"{engine.name}: built in {engine.built:.0f} s, {engine.size / 1e6:.0f} MB")
    every: list[float] = []
    for name, found in asked.items():
        times = timed(engine.find, found, rounds)
        every += times
        p50, p95 = percentiles(times)
        print(f"    {name:20} p50 {p50:8.2f}  p95 {p95:8.2f} ms", flush=True)
    p50, p95 = percentiles(every)
    print(f"    {'all':20} p50 {p50:8.2f}  p95 {p95:8.2f} ms", flush=True)
    return p50, p95


def typed(asked: dict[str, list[Question]]) -> dict[str, list[Question]]:
    """Return questions as they are while they are typed: the last word not whole."""
    whole = [question.text for question in chain.from_iterable(asked.values())]
    return {"while typing": [ask(text[: max(1, len(text) - 2)]) for text in whole]}


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--texts", type=int, default=200_000)
    parser.add_argument("--questions", type=int, default=25, help="of each kind")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--folder", type=Path, help="where the indexes are put for the run")
    options = parser.parse_args()
    made_of = corpus()
    asked = questions(made_of, options.questions)
    results: dict[str, tuple[float, float]] = {}
    with tempfile.TemporaryDirectory(prefix="bomay-search-", dir=options.folder) as folder:
        for engine in engines(made_of, options.texts, Path(folder)):
            kinds = typed(asked) if "suggestions" in engine.name else asked
            results[engine.name] = report(engine, kinds, options.rounds)
    p95 = results["tantivy"][1]
    print(f"{options.texts} texts; the goal is a p95 under {TARGET_MS} ms at 2 000 000: {p95:.1f}")
    for name, (_, other) in results.items():
        print(f"    {name:24} p95 {other / p95:6.2f} times that of tantivy")


if __name__ == "__main__":
    main()
