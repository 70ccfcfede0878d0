"""Repair and structure take time as a text grows, whatever it repeats."""

import pytest

from loaders.repair import repair
from loaders.structure import structure
from tests.loaders.growth import assert_grows_evenly
from tests.loaders.helpers import source_of


def read_tree(text: str) -> None:
    source = source_of(text)
    structure(source, *repair(source))


@pytest.mark.parametrize(
    "piece",
    [
        *("a", "ÿ", "aÿ", "ÿ ", "nhiệm vÿ ", "cÿa ÿy ban nhân dân ", "Vá trí\n"),
        *("trênđịa ", "TháiNguyên ", "t chức nớc ", "©) a\n"),
        *(
            "# ",
            "**",
            "* a*\n",
            "_a",
            "\n>",
            "<b>",
            "</td>",
            "|<br>|\n",
            "\\-",
            "\u200b",
            "\t",
            " ",
        ),
        *("\n", "\f", "12\n", "\f12\n", "Ký bởi: a\n", "138 30\f", "QĐ-\n", "tại khoản\n1. a\n"),
        *("QUYẾT\n", "Căn cứ a; ", "Căn cứ Luật a;\n", "Nơi nhận:\n", "TM. ỦY BAN\n", "(Đã ký)\n"),
        *("I. A\n", "A. B\n", "Chương I\n", "Điều 1. A\n", "1. a\n", "a) b\n", "- a\n", "+ a\n"),
        *("Điều 1. A\n1. b\na) c\n- d\n", "a b\n", "(Kèm theo a)\n", "Độc lập\n"),
    ],
)
def test_growth(piece):
    assert_grows_evenly(read_tree, piece, 3_000)
