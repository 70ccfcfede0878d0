"""What the tests of the rules share: a small Sở with units, and what one of its clauses gives."""

from functools import cache

from loaders.facts.model import Facts
from loaders.facts.parties import Context
from loaders.facts.rules_model import Party
from loaders.model import Issue
from tests.loaders.helpers import decision, parse_text

POSITION = (
    "Điều 1. Vị trí và chức năng\n\n1. Sở Nội vụ là cơ quan chuyên môn thuộc Ủy ban nhân dân tỉnh."
)
UNITS = """Điều 3. Cơ cấu tổ chức

1. Các tổ chức:

a) Văn phòng;

b) Thanh tra;

c) Phòng Tổ chức cán bộ;

d) Phòng Xây dựng chính quyền;

đ) Đơn vị sự nghiệp công lập trực thuộc Sở: Trung tâm Lưu trữ lịch sử tỉnh Kon Tum."""


def facts_of(clause: str, heading: str = "Tổ chức", **parts: str) -> Facts:
    """Return the facts of a decision on Sở Nội vụ that has ``clause`` as a khoản of Điều 2."""
    facts: Facts = parsed_clause(clause, heading, **parts).facts
    return facts


def issues_of(clause: str, heading: str = "Tổ chức", **parts: str) -> list[Issue]:
    """Return the issues of such a decision."""
    return list(parsed_clause(clause, heading, **parts).issues)


def parsed_clause(clause: str, heading: str = "Tổ chức", **parts: str):
    """Return a parsed decision that has ``clause`` as the first khoản of its Điều 2."""
    return parse_text(
        decision(f"{POSITION}\n\nĐiều 2. {heading}\n\n1. {clause}\n\n{UNITS}", **parts)
    )


@cache
def context() -> Context:
    """Return what short names mean in a decision on Sở Nội vụ of Kon Tum."""
    facts = facts_of("Sở làm việc theo chế độ thủ trưởng.")
    assert facts.agency
    return Context(facts.agency, facts.units, facts.definitions)


def shown(party: Party | None) -> str | None:
    """Return a party as "Giám đốc @ Sở Nội vụ tỉnh Kon Tum", a group in brackets."""
    if party is None:
        return None
    if party.kind == "group":
        return f"[{party.name}]"
    name = party.name if party.place != "vn" else f"{party.name} (vn)"
    return f"{party.title} @ {name}" if party.title else name
