"""Words of a text: numbers of acts and initials are one, abbreviations have a long form."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontology.search.abbreviations import TABLE, expansions
from ontology.search.words import LONGEST, forms, pairs, spelled_out, words
from ontology.spelling import fold


def folded(text):
    return [word.folded for word in words(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Sở TT&TT tỉnh Đắk Lắk", ["so", "tttt", "tinh", "dak", "lak"]),
        ("Sở KH & CN", ["so", "khcn"]),
        ("LĐ-TB&XH", ["ldtbxh"]),
        ("số 12/2023/QĐ-UBND ngày", ["so", "12/2023/qd-ubnd", "ngay"]),
        ("số 53 /2025/QĐ -UBND", ["so", "53/2025/qd-ubnd"]),
        ("06/2016/TTLT-BTTTT-BNV", ["6/2016/ttlt-btttt-bnv"]),
        ("763-QĐ/TU", ["763-qd/tu"]),
        ("hai - ba, bốn", ["hai", "ba", "bon"]),
        ('_a_ (b) "c"', ["a", "b", "c"]),
        ("(( && //", []),
        ("x" * 100, ["x" * LONGEST]),
    ],
)
def test_words(text, found):
    assert folded(text) == found


@pytest.mark.parametrize(("one", "other"), [("Uỷ ban", "Ủy ban"), ("hoà", "HÒA"), ("thuỷ", "thủy")])
def test_a_tone_mark_in_either_place_is_the_same_word(one, other):
    assert [w.exact for w in words(one)] == [w.exact for w in words(other)]


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=80))
def test_any_text_has_words_that_stand_in_it(text):
    last = 0
    for word in words(text):
        assert last <= word.start < word.end
        assert word.folded == fold(word.exact)
        assert " " not in word.folded and "_" not in word.folded
        last = word.end


def test_a_number_is_found_by_its_parts_and_beginnings():
    (number,) = words("12/2023/QĐ-UBND")
    assert {"12/2023/qd-ubnd", "12/2023/qd", "12/2023", "12", "2023", "ubnd"} <= set(forms(number))


def test_an_abbreviation_is_found_by_its_long_form():
    assert set(forms(next(words("UBND")))) == {"ubnd", "uy", "ban", "nhan", "dan"}
    long = [word.folded for word in spelled_out(list(words("QĐ của UBND")))]
    assert long == ["quyet", "dinh", "cua", "uy", "ban", "nhan", "dan"]


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("Sở TTTT", "so thong tin va truyen thong"),
        ("sở tt&tt", "so thong tin va truyen thong"),
        ("HĐND", "hoi dong nhan dan"),
        ("CNTT", "cong nghe thong tin"),
        ("KH&CN", "khoa hoc va cong nghe"),
        ("TNMT", "tai nguyen va moi truong"),
        ("NN&PTNT", "nong nghiep va phat trien nong thon"),
        ("LĐTBXH", "lao dong thuong binh va xa hoi"),
        ("GDĐT", "giao duc va dao tao"),
        ("NĐ", "nghi dinh"),
    ],
)
def test_abbreviations_of_every_day(short, long):
    assert [word.folded for word in spelled_out(list(words(short)))] == long.split()


def test_every_abbreviation_names_its_source_and_stands_once():
    rows = tomllib.loads(TABLE.read_text(encoding="utf-8"))["abbreviation"]
    assert all(row["source"] and row["long"] and row["short"] for row in rows)
    assert sum(len(row["short"]) for row in rows) == len(expansions())


def test_pairs():
    assert pairs(["a", "b", "c"]) == ["a_b", "b_c"]
    assert pairs(["a"]) == []
