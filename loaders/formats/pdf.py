"""PDF: the text layer of each page, stamps included; pages are parted by a form feed.

Number and day of a decision are often a stamp: the appearance of a signature field, not part of
the page. Flattening puts such appearances into the page, where they come out as its last line.
"""

from __future__ import annotations

import ctypes

import pypdfium2
from pypdfium2 import raw as pdfium

_HYPHEN = "\ufffe"
"""What the library puts for a hyphen at a line end."""


class PdfError(Exception):
    """The file is no PDF that can be read; the message says why."""


def text_of(data: bytes) -> str:
    """Return the text layer of a PDF; raises PdfError where it is broken or locked."""
    try:
        document = pypdfium2.PdfDocument(data)
        try:
            document.init_forms()
            return "\f".join(_page_text(document, index) for index in range(len(document)))
        finally:
            document.close()
    except pypdfium2.PdfiumError as error:
        raise PdfError(f"not a PDF that can be read ({error})") from error


def _page_text(document: pypdfium2.PdfDocument, index: int) -> str:
    page = document[index]
    pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY)
    page.close()
    page = document[index]
    text_page = page.get_textpage()
    count = text_page.count_chars()
    buffer = ctypes.create_string_buffer((count + 1) * 2)
    written = pdfium.FPDFText_GetText(
        text_page, 0, count, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort))
    )
    text = buffer.raw[: max(written - 1, 0) * 2].decode("utf-16-le", errors="replace")
    text_page.close()
    page.close()
    return text.replace("\r\n", "\n").replace(_HYPHEN, "-")
