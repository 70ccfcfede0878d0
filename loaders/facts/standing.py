"""Standing: whether an agency is a legal person, has a seal, has an account, in the text's words.

Sở có tư cách pháp nhân, có con dấu và tài khoản riêng   (not: không có tư cách pháp nhân)
   └─ legal personality ┘  └─ seal ─┘    └─ account ─┘
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from loaders.facts.model import Stated
from loaders.facts.places import evidence_of, text_of
from loaders.facts.wording import has_any
from loaders.model import Document, Node

_PRETEST = ("pháp nhân", "con dấu", "tài khoản")
_WHAT = r"(?:tư\s+cách\s+pháp\s+nhân|con\s+dấu|tài\s+khoản|trụ\s+sở)(?:\s+riêng)?"
# what is denied counts for nothing: "không có tư cách pháp nhân, con dấu và tài khoản riêng"
_DENIED = re.compile(
    rf"không\s+(?:có|được|sử\s+dụng)\s+(?:có\s+)?{_WHAT}(?:\s*(?:,|và)\s*{_WHAT})*"
)
# "sử dụng con dấu và tài khoản của Ủy ban nhân dân" are another's
_OTHERS = re.compile(
    r"con\s+dấu(?:(?:,|\s+và)\s*(?:có\s+)?tài\s+khoản)?\s+của\s|tài\s+khoản\s+của\s"
)
_PATTERNS = {
    "legal_personality": re.compile(r"có\s+(?:đầy\s+đủ\s+)?tư\s+cách\s+pháp\s+nhân"),
    "seal": re.compile(r"(?:có|được\s+sử\s+dụng|được\s+dùng|,|và)\s*(?:có\s+)?con\s+dấu"),
    "account": re.compile(r"tài\s+khoản(?:\s+riêng)?"),
}


def standing(document: Document, nodes: Iterable[Node]) -> dict[str, Stated[bool] | None]:
    """Return what the clauses say of legal personality, seal and account; None where nothing."""
    found: dict[str, Stated[bool] | None] = dict.fromkeys(_PATTERNS)
    for node in nodes:
        text = text_of(node)
        if not has_any(text, _PRETEST):
            continue
        for denied in (_DENIED, _OTHERS):
            text = denied.sub(lambda match: "\0" * len(match.group()), text)
        for key, pattern in _PATTERNS.items():
            match = pattern.search(text) if found[key] is None else None
            if match:
                found[key] = Stated(True, evidence_of(document, node, match, f"agency.{key}"))
    return found
