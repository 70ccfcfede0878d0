"""Which strings can be a Vietnamese syllable: onset, rime, tone.

After the common description of Vietnamese phonotactics: an optional onset, a rime from a closed
list, one tone; syllables that end in -c, -ch, -p, -t take only the sắc and nặng tones.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_TONE = re.compile("[\u0300\u0301\u0309\u0303\u0323]")
_STOPPED = re.compile(r"(?:c|ch|p|t)$")

_SYLLABLE = re.compile(
    r"""
    (?:ngh|ng|gh|gi|kh|nh|ph|qu|th|tr|ch|[bcdđghklmnprstvx])?   # ngh-iệp, gi-áo, qu-yền
    (?:
        a(?:ch|c|i|m|ng|nh|n|o|p|t|u|y)?  | ă(?:c|m|ng|n|p|t)   # b-áo, n-ăm
      | â(?:c|m|ng|n|p|t|u|y)                                   # c-ấp
      | e(?:c|m|ng|n|o|p|t)? | ê(?:ch|c|m|nh|n|p|t|u)?          # tr-ên
      | i(?:a|ch|c|m|nh|n|p|t|u|ê(?:c|m|ng|n|p|t|u)|ê)?         # ch-ính, v-iệc, g-iữa
      | o(?:a(?:ch|c|i|m|ng|nh|n|o|p|t|y)?|ă(?:c|m|ng|n|t)|e(?:n|o|t)?|c|i|m|ng|n|p|t|o(?:c|ng))?
      | ô(?:c|i|m|ng|n|p|t)? | ơ(?:i|m|n|p|t)?                  # th-ông, s-ở
      | u(?:a|â(?:n|ng|t|y)|ê(?:ch|nh|n)?|c|i|m|ng|n|p|t|ô(?:c|i|m|ng|n|t)|ơ
          |y(?:a|ch|nh|n|p|t|u|ê(?:n|t))?)?                     # l-uật, q-uyền, th-uộc
      | ư(?:a|c|i|m|ng|n|t|u|ơ(?:c|i|m|ng|n|p|t|u))?            # l-ưu, đ-ược
      | y(?:ê(?:m|n|t|u|ng))?                                   # y, y-êu
    )
    """,
    re.VERBOSE,
)


@lru_cache(maxsize=65_536)
def is_syllable(word: str) -> bool:
    """Say whether ``word`` can be one Vietnamese syllable, in any case ("phục", not "tindữ")."""
    decomposed = unicodedata.normalize("NFD", word.lower())
    tones = _TONE.findall(decomposed)
    if len(tones) > 1:
        return False
    bare = unicodedata.normalize("NFC", _TONE.sub("", decomposed))
    if not _SYLLABLE.fullmatch(bare):
        return False
    return not (_STOPPED.search(bare) and (not tones or tones[0] not in "\u0301\u0323"))
