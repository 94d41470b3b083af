"""Numbers as they are said: which two sound alike on a radio."""

from __future__ import annotations

import re
from typing import Final

from campusmap.numbering.grammar import split_words

# Letters whose names rhyme in English, each group under its first (tool default; the spelling alphabet mends them).
_RHYMES: Final = ("BCDEGPTVZ", "AHJK", "FSX", "MN", "IY", "QU")
_RHYME: Final = {letter: group[0] for group in _RHYMES for letter in group}
_TEENS: Final = range(13, 20)  # thirteen and thirty, up to nineteen and ninety


def spoken_key(number: str) -> str:
    """Return what is left of a number when sounds that are taken for one another are one: 115 and 150, B12 and D12."""
    return " ".join(_say(run) for word in split_words(number) for run in re.findall(r"[0-9]+|[^\W\d_]", word))


def _say(run: str) -> str:
    """Say a letter by its rhyme, and digits in pairs from the right, as in "one fifteen"."""
    if not run[0].isdigit():
        return _RHYME.get(run, run)
    head = len(run) % 2
    pairs = [run[:head], *(run[at : at + 2] for at in range(head, len(run), 2))]
    return "-".join(_say_pair(pair) for pair in pairs if pair)


def _say_pair(pair: str) -> str:
    return f"{pair[1]}0" if len(pair) == 2 and int(pair) in _TEENS else pair
