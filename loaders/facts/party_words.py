"""Party words: where the name of a body or post begins in a text, and the words that end it."""

from __future__ import annotations

import re
from functools import cache

from loaders.tables import body_words
from loaders.tables.rules import titles

_STOP = r"""
    (?=\s+(?:theo|về|để|trong|trước|khi|có|là|do|được|thì|trên|tại|bầu|quyết\s+định|triệu\s+tập
        |bổ\s+nhiệm|giao|phân\s+công|phụ\s+trách|xem\s+xét|bằng|và\s+(?:trước|pháp\s+luật|tương\s+đương)
        |từ|sang|vào|thành(?!\s+phố)|bảo\s+đảm|đảm\s+bảo|điều\s+động|miễn\s+nhiệm|phê\s+chuẩn|chỉ\s+định|ban\s+hành
        |tham\s+khảo|sau\s+khi|giúp|chịu|thực\s+hiện|chỉ\s+đạo|không|phải|mà|quy\s+định|ủy\s+nhiệm|trả\s+lời
        |cung\s+cấp|báo\s+cáo|phối\s+hợp|kể\s+từ|quản\s+lý(?=\s*[.,;]|\s*$)|cho(?=\s+[A-ZĐỦ])|tham\s+(?:dự|mưu)|xin\s+ý\s+kiến|đồng\s+thời|trình|đề\s+nghị)(?!\w))
    | \s*[.;:()\n] | \s*$
"""
_LEADING_WORDS = (
    r"(?:Ủy\s+ban\s+nhân\s+dân|Hội\s+đồng\s+nhân\s+dân|UBND|HĐND|Thường\s+trực|Tỉnh\s+ủy|Thành\s+ủy"
    r"|Ban\s+Thường\s+vụ)"
)
NAME_END = re.compile(_STOP, re.VERBOSE)
"""Where a name ends: before a word that no name holds, or at a mark."""


@cache
def title_pattern() -> re.Pattern[str]:
    """Return the pattern of the titles of posts, in any case."""
    names = sorted((row.title for row in titles()), key=len, reverse=True)
    alternatives = "|".join(r"\s+".join(map(re.escape, name.split())) for name in names)
    return re.compile(rf"(?P<title>{alternatives})(?![^\W\d_])", re.IGNORECASE)


@cache
def starts() -> re.Pattern[str]:
    """Return the pattern of where a party begins: a title, a body word, a word for several."""
    titles_ = "|".join(
        r"\s+".join(map(re.escape, row.title.split()))
        for row in sorted(titles(), key=lambda row: len(row.title), reverse=True)
    )
    return re.compile(
        rf"(?<!\w)(?:{titles_}|{_LEADING_WORDS}|{body_words()}|[Cc]ác\s+[Ss]ở|[Cc]ác\s+[Bb]ộ|[Ss]ở,\s+ban)(?![^\W\d_])"
    )
