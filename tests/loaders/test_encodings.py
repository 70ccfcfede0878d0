"""Texts in older encodings: read as what they are, or refused with the name of the encoding."""

import unicodedata

import pytest

from loaders.errors import ReadError
from loaders.formats import legacy
from loaders.read import read_bytes
from loaders.spelling import standard

TEXT = (
    "ỦY BAN NHÂN DÂN TỈNH HÒA BÌNH\nSố: 12/2005/QĐ-UB\nQUYẾT ĐỊNH\nVề tổ chức bộ máy của Sở Y tế\n"
    "Căn cứ Luật Tổ chức Hội đồng nhân dân và Uỷ ban nhân dân ngày 26 tháng 11 năm 2003;\n"
    "Điều 1. Sở Y tế là cơ quan chuyên môn, có nhiệm vụ giữ gìn sức khỏe, phòng chống dịch bệnh, "
    "quản lý hành nghề, được cấp phép và chịu trách nhiệm trước pháp luật của Nhà nước.\n"
)
_TONES = "\u0300\u0301\u0309\u0303\u0323"


def in_tcvn3(text: str) -> str:
    """Return a text as a reader shows it who takes TCVN3 for Latin-1; capitals by the font."""
    shown = {letter: chr(sign) for sign, letter in legacy.from_tcvn3_letters().items()}
    return "".join(shown.get(c) or shown.get(c.lower()) or c for c in text)


def in_windows_1258(text: str) -> bytes:
    def parted(letter: str) -> str:
        marks = unicodedata.normalize("NFD", letter)
        bare = "".join(mark for mark in marks if mark not in _TONES)
        return unicodedata.normalize("NFC", bare) + "".join(m for m in marks if m in _TONES)

    return "".join(map(parted, text)).encode("cp1258")


def test_tcvn3_is_read_letter_by_letter():
    assert "QUYÕT §ÞNH" in in_tcvn3(TEXT)
    assert read_bytes(in_tcvn3(TEXT).encode(), "a.txt").raw == TEXT
    assert read_bytes(in_tcvn3(TEXT).encode("latin-1"), "a.txt").raw == TEXT


def test_windows_1258_is_read():
    assert read_bytes(in_windows_1258(TEXT), "a.txt").raw == TEXT


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-16"])
def test_utf_16_is_read_with_and_without_bom(encoding):
    assert read_bytes(TEXT.encode(encoding), "a.txt").raw == TEXT


def test_decomposed_letters_are_composed():
    assert read_bytes(unicodedata.normalize("NFD", TEXT).encode(), "a.txt").raw == TEXT


def test_utf_8_read_as_latin_1_is_refused_by_name():
    with pytest.raises(ReadError, match="UTF-8 read as Latin-1"):
        read_bytes((TEXT * 2).encode().decode("cp1252", errors="replace").encode(), "a.txt")


def in_vni(text: str) -> str:
    """Return a text as a reader shows it who takes VNI for Latin-1."""
    signs = {**dict(zip("đươíìỉĩịỵ", "ñöôíìæóòî", strict=True))}
    signs |= {letter.upper(): sign.upper() for letter, sign in signs.items()}
    marks = dict(zip("\u0301\u0300\u0309\u0303\u0323", "ùøûõï", strict=True))
    circumflex = dict(zip("\u0301\u0300\u0309\u0303\u0323", "áàåãä", strict=True))
    breve = dict(zip("\u0301\u0300\u0309\u0303\u0323", "éèúüë", strict=True))
    shown = []
    for letter in text:
        parts = list(unicodedata.normalize("NFD", letter))
        base, tail = parts[0], parts[1:]
        if letter in signs or not tail:
            shown.append(signs.get(letter, letter))
            continue
        tail.sort(key=marks.__contains__)  # the tone last: "ệ" has its dot first
        if tail[0] == "\u031b":  # ơ, ư with a tone
            sign = signs[unicodedata.normalize("NFC", base + tail.pop(0))] + marks[tail[0]]
        elif tail[0] in "\u0302\u0306":
            alone, toned = ("â", circumflex) if tail[0] == "\u0302" else ("ê", breve)
            sign = base + (toned[tail[1]] if len(tail) > 1 else alone)
        else:
            sign = base + marks[tail[0]]
        shown.append(sign.upper() if letter.isupper() else sign)
    return "".join(shown)


def test_vni_is_read():
    assert "UÛY BAN NHAÂN DAÂN TÆNH HOØA BÌNH" in in_vni(standard(TEXT))
    for data in (in_vni(TEXT).encode(), in_vni(TEXT).encode("latin-1")):
        assert read_bytes(data, "a.txt").raw == TEXT


@pytest.mark.parametrize("charset", ["", '<meta charset="x-user-defined">'])
@pytest.mark.parametrize("shown", [in_tcvn3, in_vni])
def test_html_in_bytes_of_an_older_encoding_is_read(charset, shown):
    body = f"<p>{TEXT.replace(chr(10), '</p><p>')}</p>"
    page = f"<html><head>{charset}</head><body>{shown(body)}</body></html>"
    assert read_bytes(page.encode("latin-1"), "a.html").raw.replace("\n\n", "\n") == TEXT


@pytest.mark.parametrize(
    "data", [b"\0\1" * 500, bytes(range(256)) * 50, b"\x89PNG\r\n" + b"\xff" * 900]
)
def test_what_is_no_text_is_refused(data):
    with pytest.raises(ReadError):
        read_bytes(data, "a.txt")


def test_html_in_utf_16_and_in_tcvn3_is_read():
    page = f"<html><body><p>{TEXT.replace(chr(10), '</p><p>')}</p></body></html>"
    for data in (page.encode("utf-16"), in_tcvn3(page).encode()):
        assert read_bytes(data, "a.html").raw.replace("\n\n", "\n") == TEXT
