"""Both languages have the same words to fill the same places."""

import re
from string import Formatter

import pytest

from api.pages.text import FOLDER, texts


def keys(lang: str) -> set[tuple[str, str]]:
    return {(section, key) for section, found in texts(lang).items() for key in found}


def places(words: str) -> list[str]:
    return sorted(name for _, name, _, _ in Formatter().parse(words) if name is not None)


def test_languages_have_the_same_keys():
    assert keys("vi") == keys("en")


@pytest.mark.parametrize(("section", "key"), sorted(keys("vi")))
def test_texts_have_the_same_places(section, key):
    vi, en = texts("vi")[section][key], texts("en")[section][key]
    assert vi
    assert en
    assert places(vi) == places(en)


def test_every_text_is_used():
    """A key stands in a template or in the code, whole or as the beginning of a family."""
    program = FOLDER.parent.parent
    folders = ("", "pages/**/", "remote/", "routes/", "workers/")
    sources = [*FOLDER.parent.glob("*.html")]
    sources += [file for folder in folders for file in program.glob(f"{folder}*.py")]
    written = "\n".join(file.read_text(encoding="utf-8") for file in sources)
    # Looked up by a name that comes from the data.
    families = {
        "margin",
        "clause",
        "date",
        "relation",
        "severity",
        "inverse",
        "property",
        "error",
        "about",
        "curated",
        "as_of",
        "ready",
        "search_kind",
        "search_by",
    }
    unused = []
    for section, key in keys("vi"):
        stem = re.sub(r"_(one|many)$", "", key)
        numbered = re.sub(r"_\d$", "_%d", stem)  # the number is written in where it is looked up
        names = rf"\b(?:{re.escape(stem)}|{re.escape(numbered)})\b"
        if section not in families and not re.search(names, written):
            unused.append((section, key))
    assert unused == []


def test_no_key_is_hidden_by_a_method_of_its_table():
    """``t.data.get`` is the method of the dict, not the words."""
    assert [(section, key) for section, key in keys("vi") if hasattr(dict, key)] == []


def test_unknown_language_is_an_error():
    with pytest.raises(FileNotFoundError):
        texts("fr")
