"""Questions as an attacker, a cat on the keyboard or a broken program asks them."""

from hypothesis import strategies as st

SIGNS = [*"()[]{}\"'*?:^~+-!&|/\\<>=%_#@;,.\0\n\t"]
WORDS = ["AND", "OR", "NOT", "TO", "IN", "cấp", "phép", "UBND", "12/2023", "TT&TT", "*:*"]
ODD = ["a" * 70, "İ", "ﬁ", "\u0301", "\U0010ffff", " ", "\u2028", "٣"]
QUESTIONS = st.text(alphabet=st.characters(codec="utf-8"), max_size=300) | st.lists(
    st.sampled_from([*SIGNS, *WORDS, *ODD]), max_size=40
).map("".join)
