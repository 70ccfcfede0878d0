"""What holds for any text: it parses, the spans fit, the quads are N-Quads."""

import json
import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import NamedNode, RdfFormat, parse
from rdflib.term import _is_valid_uri

from loaders.pipeline import Parsed, parse_source
from loaders.record import record
from loaders.triples import dataset, decision_graph
from loaders.triples.acts import SharedThings
from tests.loaders.helpers import source_of

BASE = "https://example.org/"
PIECES = (
    """
Điều 1. Vị trí|Điều 2. Nhiệm vụ và quyền hạn|Điều 3.Tổ|Điều 3. Cơ cấu tổ chức|Điều 1:|Điều 25 Luật
Chương I|Chương III|Mục 1.|Mục II|1.|2.|14. Về báo chí|3)|a)|b)|d)|đ)|w)|a.|- Văn phòng
- |+ x|* Phòng Y
QUYẾT ĐỊNH|QUYẾT ĐỊNH:|QUY ĐỊNH
(Kèm theo Quyết định số 12 /2023/QĐ-UBND ngày 23 tháng 3 năm 2023
Căn cứ Luật|Căn cứ|ngày 19 tháng 6 năm 2015|Nghị định số 24/2014/NĐ-CP|Thực hiện|Theo đề nghị|Xét
Tờ trình số 09/TTr-STTTT|Quyết định số 41/2018/QĐ-UBND|thay thế|bãi bỏ|Luật Thanh tra năm 2022
Nơi nhận:|TM. ỦY BAN NHÂN DÂN|KT. CHỦ TỊCH|CHỦ TỊCH|Trần Văn A|ỦY BAN NHÂN DÂN TỈNH KON TUM
Sở Nội vụ tỉnh Kon Tum là cơ quan chuyên môn thuộc Ủy ban nhân dân tỉnh|quản lý nhà nước về a; (b; c
Sở có Giám đốc và không quá 03 Phó Giám đốc|Trung tâm X|Đơn vị sự nghiệp:|Số: /2023/QĐ-UBND
ngày  tháng 10 năm 2023|ngày 31 tháng 02 năm 2023|có hiệu lực kể từ ngày 31 tháng 12 năm 2023
cāa|vÿ|Müller|thông tindữ liệu|**|###|\u200b|\u00a0|12|;|:|.|<|>|"|\\|{|}|^|%41|١٢|²|𝔘|한|İ|\ufeff
""".strip()
    .replace("\n", "|")
    .split("|")
)
GAPS = st.sampled_from([" ", "\n", "\n\n", " \n", "", "; ", "\r\n", "\f", "\u2028"])
MIXES = st.lists(
    st.tuples(st.sampled_from(PIECES) | st.text(max_size=4), GAPS), min_size=1, max_size=40
).map(lambda pairs: "".join(piece + gap for piece, gap in pairs))
TEXTS = st.text(min_size=1, max_size=200) | MIXES
EXAMPLES = settings(max_examples=120)


def parse_any(text: str) -> Parsed:
    clean = unicodedata.normalize("NFC", text.encode("utf-8", "replace").decode())
    return parse_source(source_of(clean, "tệp <lạ>.txt"))


@EXAMPLES
@given(TEXTS)
def test_any_text_becomes_a_tree_of_clauses(text):
    document = parse_any(text).document
    raw, mended = document.source.raw, document.mended.text
    assert 0 <= document.coverage <= 1
    owners = [0] * len(mended)
    for node in document.root.walk():
        assert 0 <= node.start <= node.text_start <= node.text_end <= node.end <= len(mended)
        assert node.text == mended[node.text_start : node.text_end]
        span = document.node_span(node)
        assert 0 <= span.start <= span.end <= len(raw)
        at = node.text_end if node is not document.root else 0
        for child in node.children:
            assert at <= child.start <= child.end <= node.end
            at = child.end
        at = node.start if node is not document.root else len(mended)
        for child in node.children if node is not document.root else ():
            owners[at : child.start] = [n + 1 for n in owners[at : child.start]]
            at = child.end
        owners[at : node.end] = [n + 1 for n in owners[at : node.end]]
    assert {mended[at] for at, count in enumerate(owners) if count != 1} <= {"\n"}
    paths = [node.path for node in document.root.walk()]
    assert len(set(paths)) == len(paths)


def spans_in(value):
    if isinstance(value, dict):
        if value.get("span") is not None:
            yield value["span"]
        value = list(value.values())
    for item in value if isinstance(value, list) else ():
        yield from spans_in(item)


@EXAMPLES
@given(TEXTS)
def test_any_text_becomes_a_json_object_with_spans_inside_it(text):
    parsed = parse_any(text)
    found = record(parsed, BASE)
    assert json.loads(json.dumps(found, ensure_ascii=False)) == found
    for start, end in spans_in(found):
        assert 0 <= start <= end <= len(parsed.document.source.raw)


@EXAMPLES
@given(TEXTS)
def test_any_text_becomes_n_quads_with_valid_iris(text):
    shared = SharedThings()
    graph = decision_graph(parse_any(text), BASE, shared)
    data = "".join(f"{quad} .\n" for quad in graph.quads).encode()
    for quad in parse(data, format=RdfFormat.N_QUADS):
        for term in (quad.subject, quad.predicate, quad.object, quad.graph_name):
            assert not isinstance(term, NamedNode) or _is_valid_uri(term.value)
        assert isinstance(quad.subject, NamedNode)
        assert isinstance(quad.object, NamedNode) or quad.object.__class__.__name__ == "Literal"


@settings(max_examples=15)
@given(MIXES)
def test_any_decision_fits_into_a_dataset(text):
    shared = SharedThings()
    graph = decision_graph(parse_any(text), BASE, shared)
    lines = dataset([graph], BASE, shared).decode().splitlines()
    assert lines == sorted(set(lines))
    assert sum(1 for _ in parse("\n".join(lines).encode(), format=RdfFormat.N_QUADS)) == len(lines)
