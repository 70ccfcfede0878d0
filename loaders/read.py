"""Read: a file's bytes become one Unicode text (NFC) and their sha256.

Supported so far: text and Markdown in UTF-8 (with or without BOM) or UTF-16 with BOM.
"""

from __future__ import annotations

import hashlib
import unicodedata
from pathlib import Path

from loaders.errors import ReadError
from loaders.model import SourceText

MAX_BYTES = 20_000_000
FORMATS = {".txt": "text", ".text": "text", "": "text", ".md": "markdown", ".markdown": "markdown"}
SUFFIXES = tuple(suffix for suffix in FORMATS if suffix)
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_MAX_CONTROL_SHARE = 0.01


def read(path: Path) -> SourceText:
    """Return the text of one file; raises ReadError, naming the file, where it has none."""
    try:
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
        raise ReadError(file, f"larger than {MAX_BYTES // 1_000_000} MB; split it or check it")
    text = unicodedata.normalize("NFC", _decode(data, file))
    if not text.strip():
        raise ReadError(file, "the file holds no text")
    return SourceText(file, hashlib.sha256(data).hexdigest(), format_, text)


def _decode(data: bytes, file: str) -> str:
    encoding = next((name for bom, name in _BOMS if data.startswith(bom)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise ReadError(
            file, f"not {encoding} text (byte {error.start}); save it as UTF-8 text"
        ) from error
    control = sum(text.count(chr(code)) for code in range(32) if chr(code) not in "\t\n\r\f")
    if "\0" in text or control > _MAX_CONTROL_SHARE * len(text):
        raise ReadError(file, "binary, not text; convert it to UTF-8 text first")
    return text
