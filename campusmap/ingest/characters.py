"""Characters that no reader of a map can see, taken out of people's texts before anything is made of them."""

from __future__ import annotations

import re
from typing import Final

# Control characters but line ends and tabs, marks that turn the direction of writing, byte order marks.
_UNSEEN: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]")
_LONE: Final = re.compile("[\ud800-\udfff]")


def drop_unseen(text: str) -> str:
    """Return a text without characters that cannot be seen; halves of characters become U+FFFD."""
    return _LONE.sub("\ufffd", _UNSEEN.sub("", text))
