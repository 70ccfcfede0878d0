"""Effect: from when a document is in force, as a date or as the rule that its words give."""

from __future__ import annotations

import re

from loaders.facts.dates import DATE, iso_date
from loaders.facts.model import Evidence, Stated
from loaders.facts.places import articles, evidence_of, text_of, whole_text
from loaders.facts.wording import has_any
from loaders.model import Document, Issue

_EFFECT = re.compile(
    rf"""(?:có\s+(?:hiệu\s+lực|giá\s+trị)(?:\s+(?:thi\s+hành|pháp\s+luật|áp\s+dụng))?
            (?:\s+trên\s+địa\s+bàn\s[^,.;\d]{{2,40}}?)?
          |được\s+thi\s+hành|thi\s+hành\s+[Qq]uyết\s+định\s+này)
         \s*[:,]?\s+
         (?P<rule>(?:(?:kể|tính)\s+)?từ\s+(?:ngày\s*:\s*)?(?P<date>{DATE})
                |(?:sau\s+(?:\d+(?:\s*\([^()\d]{{1,20}}\))?|\w+(?:\s\w+)?\s*(?:\(\d+\))?)\s+ngày\b[^.;]{{0,70}}?\s)?
                 (?:kể\s+|tính\s+)?từ\s+ngày\s+(?:Quyết\s+định\s+này\s+được\s+)?
                 (?:ký|ban\s+hành|đăng\s+Công\s+báo)(?:(?:\s*,\s*|\s+)ban\s+hành)?
                |ngay\s+sau\s+khi\s+ký)""",
    re.VERBOSE,
)

_PRETEST = ("có hiệu lực", "có giá trị", "được thi hành", "này kể từ ngày")
Effect = tuple[Stated[str] | None, Stated[str] | None, Issue | None]


def effective(document: Document) -> Effect:
    """Return the date, the words of the rule, and an issue for a day that is in no calendar."""
    for article in articles(document):
        if not has_any(whole_text(document, article), _PRETEST):
            continue
        for node in article.walk():
            text = text_of(node)
            match = _EFFECT.search(text) if has_any(text, _PRETEST) else None
            if not match:
                continue
            words = " ".join(match["rule"].split())
            rule = Stated(words, evidence_of(document, node, match, "header.effect", "rule"))
            if not match["date"]:
                return None, rule, None
            place = evidence_of(document, node, match, "header.effect.date", "date")
            value = iso_date(match["date"])
            if value is None:
                return None, rule, impossible(match["date"], place)
            return Stated(value, place), rule, None
    return None, None, None


def impossible(printed: str, place: Evidence) -> Issue:
    """Return the issue of a printed day that does not exist."""
    return Issue(
        "date-impossible",
        "warning",
        f"Ngày “{printed}” không có trong lịch.",
        f"There is no such day as “{printed}”.",
        place.span,
    )
