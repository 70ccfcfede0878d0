"""Read: a file's bytes become one Unicode text (NFC) and their sha256.

Text and Markdown in UTF-8 (with or without BOM), UTF-16, Windows-1258, TCVN3 or VNI; PDF with a
text layer; HTML. The text of a PDF or of HTML may be in TCVN3 or VNI too.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections import Counter
from functools import lru_cache
from pathlib import Path

from loaders.errors import ReadError
from loaders.formats import legacy
from loaders.model import SourceText
from loaders.repair.alphabet import WORD
from loaders.repair.syllable import is_syllable

MAX_BYTES = 20_000_000
FORMATS = {
    "": "text",
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".pdf": "pdf",
    ".html": "html",
    ".htm": "html",
}
_TOO_LARGE = f"larger than {MAX_BYTES // 1_000_000} MB; split it or check it"
SUFFIXES = tuple(suffix for suffix in FORMATS if suffix)
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_MAX_CONTROL_SHARE = 0.01
_LEAST_WORDS = 50
_LEAST_SYLLABLES = 0.6
"""Of the words of a readable decision nine in ten are Vietnamese syllables, of a text layer made
by bad recognition three in ten."""
_LEAST_DECODED = 0.8
"""The same of a text in an older encoding: another encoding gives far less."""


def read(path: Path) -> SourceText:
    """Return the text of one file; raises ReadError, naming the file, where it has none."""
    try:
        if not path.is_file():
            raise ReadError(str(path), "not a file" if path.exists() else "no such file")
        if path.stat().st_size > MAX_BYTES:
            raise ReadError(str(path), _TOO_LARGE)
        data = path.read_bytes()
    except OSError as error:
        raise ReadError(str(path), f"can't be read ({error.strerror or error})") from error
    return read_bytes(data, str(path))


def read_bytes(data: bytes, file: str) -> SourceText:
    """Return the text of ``data``, named ``file`` in errors; raises ReadError."""
    format_ = FORMATS.get(Path(file).suffix.lower())
    if format_ is None:
        known = ", ".join(SUFFIXES)
        raise ReadError(file, f"unsupported format; supported are {known}")
    if not data.strip():
        raise ReadError(file, "the file is empty")
    if len(data) > MAX_BYTES:
        raise ReadError(file, _TOO_LARGE)
    text = unicodedata.normalize("NFC", _text(data, format_, file))
    if not text.strip():
        hint = "; recognise it (OCR) first" if format_ == "pdf" else ""
        raise ReadError(file, f"the file holds no text{hint}")
    return SourceText(file, hashlib.sha256(data).hexdigest(), format_, _readable(text, file))


def _text(data: bytes, format_: str, file: str) -> str:
    # the libraries for PDF and HTML are loaded only where they are needed: they take a while
    if format_ == "pdf":
        from loaders.formats import pdf

        try:
            return pdf.text_of(data)
        except pdf.PdfError as error:
            raise ReadError(file, str(error)) from error
    if format_ == "html":
        from loaders.formats import html

        try:
            return html.text_of(data)
        except html.HtmlError as error:
            raise ReadError(file, str(error)) from error
    return _decode(data, file)


def _decode(data: bytes, file: str) -> str:
    encoding = next((name for bom, name in _BOMS if data.startswith(bom)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        reason = f"not {encoding} text (byte {error.start}); save it as UTF-8 text"
        return _decoded_otherwise(data, file, reason)
    control = sum(text.count(chr(code)) for code in range(32) if chr(code) not in "\t\n\r\f")
    if "\0" in text or control > _MAX_CONTROL_SHARE * len(text):
        reason = "binary, not text; convert it to UTF-8 text first"
        return _decoded_otherwise(data, file, reason)
    return text


def _decoded_otherwise(data: bytes, file: str, reason: str) -> str:
    """Return the first reading of bytes in an older encoding that is readable Vietnamese."""
    for text in legacy.readings(data):
        if "\0" not in text and _share(text, of_short=0.0) >= _LEAST_DECODED:
            return text
    raise ReadError(file, reason)


def _readable(text: str, file: str) -> str:
    """Return a text whose words are Vietnamese, out of TCVN3 or VNI; raises ReadError.

    What is not: bad recognition, lost fonts, another language, other encodings.
    """
    share = _share(text)
    if share >= _LEAST_DECODED:
        return text
    for decoded in (legacy.from_tcvn3(text), legacy.from_vni(text)):
        if _share(decoded) >= _LEAST_DECODED:
            return decoded
    encoding = legacy.encoding_of(text)
    if share >= _LEAST_SYLLABLES and not encoding:
        return text
    hint = (
        f"it looks like {encoding}; convert it to Unicode"
        if encoding
        else "if it is a scan, recognise it anew (OCR)"
    )
    raise ReadError(
        file, f"its text is no readable Vietnamese ({share:.0%} of its words are syllables); {hint}"
    )


def _share(text: str, of_short: float = 1.0) -> float:
    """Return which share of the words of a text are Vietnamese syllables; that of a short text."""
    total = syllables = 0
    for piece, times in Counter(text.split()).items():
        of_piece, of_them = _syllables(piece)
        total += of_piece * times
        syllables += of_them * times
    return of_short if total < _LEAST_WORDS else syllables / total


@lru_cache(maxsize=65_536)
def _syllables(piece: str) -> tuple[int, int]:
    """Return how many words a piece without blanks has, and how many of them are syllables."""
    words = WORD.findall(piece)
    return len(words), sum(map(is_syllable, words))
