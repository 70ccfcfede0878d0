"""Letters lost to a broken font: all 279 of Kon Tum mended, none wrongly; clean text left alone."""

from collections import Counter
from difflib import SequenceMatcher

import pytest

from loaders.model import Mended
from loaders.repair import repair
from loaders.repair.alphabet import WORD, foreign_letters
from tests.loaders.helpers import FIVE, parsed, source_of

# Read by hand from the file: each damaged word, what it means there, and how often it stands.
BY_HAND = {
    "tßnh": ("tỉnh", 1),
    "þy": ("Ủy", 1),
    "Āy": ("Ủy", 44),
    "āy": ("ủy", 6),
    "cāa": ("của", 91),
    "cÿa": ("của", 1),
    "Chā": ("Chủ", 11),
    "chā": ("chủ", 2),
    "thā": ("thủ", 4),
    "phā": ("phủ", 3),
    "đā": ("đủ", 2),
    "hāy": ("hủy", 1),
    "vÿ": ("vụ", 55),
    "dÿng": ("dụng", 31),
    "phÿc": ("phục", 10),
    "mÿc": ("mục", 5),
    "cÿ": ("cụ", 3),
    "Cÿc": ("Cục", 3),
    "tÿc": ("tục", 2),
    "dÿc": ("dục", 1),
    "trÿ": ("trụ", 1),
    "thÿ": ("thụ", 1),
}


def damaged_words():
    """Yield each damaged word of Kon Tum with its place and its mended form."""
    mended = parsed("kon-tum").document.mended
    letters = {e.start: e for e in mended.edits if e.rule == "repair.font"}
    for match in WORD.finditer(mended.raw):
        if not foreign_letters(match.group()):
            continue
        places = range(match.start(), match.end())
        read = [letters[at].after if at in letters else mended.raw[at] for at in places]
        yield match, "".join(read)


def test_the_hand_count_is_279_letters():
    assert sum(count * len(foreign_letters(word)) for word, (_, count) in BY_HAND.items()) == 279
    assert len(foreign_letters(parsed("kon-tum").document.source.raw)) == 279


def test_each_wrong_letter_is_mended_once():
    edits = [e for e in parsed("kon-tum").document.mended.edits if e.rule == "repair.font"]
    assert Counter(edit.before for edit in edits) == {"ā": 120, "ÿ": 113, "Ā": 44, "ß": 1, "þ": 1}
    assert foreign_letters(parsed("kon-tum").document.mended.text) == []


def test_each_damaged_word_is_read_as_by_hand():
    found = Counter((match.group(), read) for match, read in damaged_words())
    assert found == {(word, right): count for word, (right, count) in BY_HAND.items()}


@pytest.mark.parametrize(
    ("before", "word", "after", "right"),
    [
        ("", "cÿa", " þy ban", "của"),
        ("cÿa ", "þy", " ban nhân dân tỉnh Kon Tum", "Ủy"),
        ("và Truyền thông ", "tßnh", " Kon Tum", "tỉnh"),
        ("phân cấp, ", "āy", " quyền nhiệm vÿ", "ủy"),
        ("quyết định quy định ", "cÿ", " thể chức năng", "cụ"),
        ("Trình ", "Chā", " tịch Āy ban nhân dân", "Chủ"),
        ("trường hợp không ", "đā", " điều kiện", "đủ"),
        ("ứng ", "dÿng", " công nghệ thông tin", "dụng"),
        ("phổ biến, giáo ", "dÿc", ", theo dõi", "dục"),
    ],
)
def test_a_letter_is_read_from_its_context(before, word, after, right):
    context = before + word + after
    start = parsed("kon-tum").document.source.raw.index(context) + len(before)
    (read,) = (read for match, read in damaged_words() if match.start() == start)
    assert read == right


def words_of(text):
    return [match.group() for match in WORD.finditer(text)]


def test_kon_tum_reads_like_the_same_clauses_of_other_decisions():
    """Where a damaged word stands between words that another decision has too, theirs is ours."""
    found = list(damaged_words())
    damaged = {match.start(): read for match, read in found}
    tokens = list(WORD.finditer(parsed("kon-tum").document.source.raw))
    raw = ["?" if t.start() in damaged else t.group().lower() for t in tokens]
    seen: dict[int, set[str]] = {}
    for name in ("hau-giang", "soc-trang", "binh-phuoc"):
        other = words_of(parsed(name).document.mended.text)
        lower = [word.lower() for word in other]
        for tag, a, b, c, d in SequenceMatcher(None, raw, lower, autojunk=False).get_opcodes():
            if tag == "replace" and b - a == d - c:
                for at, theirs in zip(range(a, b), other[c:d], strict=True):
                    if raw[at] == "?" and b - a == 1:
                        seen.setdefault(tokens[at].start(), set()).add(theirs.lower())
    wrong = {at: read for at, read in seen.items() if damaged[at].lower() not in read}
    assert wrong == {}
    assert len(seen) > 200


def test_one_word_with_a_valid_but_wrong_letter_is_mended_with_less_confidence():
    (edit,) = (
        e for e in parsed("kon-tum").document.mended.edits if e.rule == "repair.font.neighbour"
    )
    assert (edit.before, edit.after) == ("á", "ị")
    assert edit.confidence < 1
    assert "Điều 1. Vị trí, chức năng" in parsed("kon-tum").document.mended.text


@pytest.mark.parametrize("name", [name for name in FIVE if name != "kon-tum"])
def test_the_font_step_leaves_the_other_four_alone(name):
    rules = {edit.rule for edit in parsed(name).document.mended.edits}
    assert not {rule for rule in rules if rule.startswith("repair.font")}


def font_edits(text):
    mended, issues = repair(source_of(text))
    return [e for e in mended.edits if e.rule.startswith("repair.font")], issues


@pytest.mark.parametrize(
    "text",
    [
        "Sở có chức năng tham mưu, giúp Ủy ban nhân dân tỉnh quản lý nhà nước.",
        "The Department of Information and Communications of Kon Tum province.",
        "Uỷ ban nhân dân tỉnh Hoà Bình; thuỷ lợi, thủy lợi, hoá chất, hóa chất",
        "ỦY BAN NHÂN DÂN TỈNH ĐẮK LẮK, huyện Krông Pắc, xã Ea Kuăng",
        "máy photocopy, Internet, logistics, VNCERT/CC, Camera, 4G/5G, TTĐT",
        "QÐ-UBND, Ðộc lập - Tự do - Hạnh phúc",
        "",
    ],
)
def test_clean_text_is_not_changed_by_the_font_step(text):
    assert font_edits(text) == ([], [])


@pytest.mark.parametrize(
    "text",
    [
        "Ông Müller ký biên bản ghi nhớ với Sở Thông tin và Truyền thông.",
        "Công ty Schäfer và Weiß, Straße 12, München",
        "Dự án do tổ chức Åland và Curaçao tài trợ",
        "Nghiên cứu của François và Gödel",
    ],
)
def test_foreign_names_are_kept_as_printed(text):
    edits, _ = font_edits(text)
    assert edits == []


def test_a_word_left_in_doubt_is_reported_with_its_span():
    text = "Ông Müller ký."
    _, issues = font_edits(text)
    (issue,) = issues
    assert issue.code == "repair-unresolved"
    assert issue.span is not None
    assert text[issue.span.start : issue.span.end] == "Müller"


@pytest.mark.parametrize("name", FIVE)
def test_repair_of_a_mended_text_changes_no_letters(name):
    mended = parsed(name).document.mended
    again, issues = repair(source_of(mended.text))
    assert words_of(again.text) == words_of(mended.text)
    assert issues == []
    assert isinstance(again, Mended)
