"""What the tests of curations share: a small decision and TOML files that correct it."""

import json
from pathlib import Path

from loaders.curation import Curations, load_curations
from ontology import DEFAULT_BASE_IRI
from tests.loaders.helpers import decision, source_of

LETTERHEAD = "Số:      /2024/QĐ-UBND Kon Tum, ngày     tháng 01 năm 2024"
ARTICLES = """Điều 1. Vị trí và chức năng

1. Sở Nội vụ là cơ quan chuyên môn thuộc Ủy ban nhân dân tỉnh.

Điều 2. Cơ cấu tổ chức

1. Sở có Giám đốc và không quá 03 Phó Giám đốc.

2. Các phòng:

a) Văn phòng;

b) Thanh tra.

Điều 3. Quyết định này có hiệu lực từ ngày 20 tháng 01 năm 2024."""
TEXT = decision(ARTICLES, letterhead=LETTERHEAD)
SOURCE = source_of(TEXT, "so-noi-vu.txt")
OLD = f"{DEFAULT_BASE_IRI}eli/vn/ubnd-kon-tum/qd-ubnd/2024/khong-so.hl-2024-01-20.so-noi-vu"
NEW = f"{DEFAULT_BASE_IRI}eli/vn/ubnd-kon-tum/qd-ubnd/2024/7"
NUMBER = {"field": "number", "old": "", "new": "07/2024/QĐ-UBND"}
SIGNED = {"source": "Công báo tỉnh, số 3/2024", "person": "Nguyễn Văn A", "date": "2026-11-22"}


def toml(*entries, sha256=SOURCE.sha256, file=SOURCE.file, head=""):
    lines = [f'file = "{file}"', f'sha256 = "{sha256}"', head]
    for entry in entries:
        lines.append("[[correction]]")
        lines += [f"{key} = {json.dumps(value)}" for key, value in {**SIGNED, **entry}.items()]
    return "\n".join(lines)


def write(folder: Path, *entries, name="so-noi-vu.toml", **parts) -> Curations:
    (folder / name).write_text(toml(*entries, **parts), encoding="utf-8")
    return load_curations(folder)
