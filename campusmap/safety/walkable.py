"""What can be walked through by what people wrote of it."""

from __future__ import annotations

import re
from collections.abc import Container
from typing import Final

from campusmap.model.places import OUTSIDE, Opening, OpeningKind
from campusmap.safety.lookup import DOORS

WALKED: Final = DOORS | {OpeningKind.OPENING}
# Words that say a door is no way through; one that is only locked stays a way, as keys open it.
_SHUT: Final = re.compile(
    r"\b(?:blocked|sealed|welded|bricked|boarded|inoperable|unusable|disused|never opens?|out of (?:use|service)"
    r"|not in use|not usable|(?:does|do|will|can)(?: not|n[’']t) (?:be )?open(?:ed)?|cannot (?:be )?open(?:ed)?"
    r"|(?:nailed|screwed|fixed|painted) shut|permanently (?:closed|shut|locked))\b",
    re.IGNORECASE,
)
# Words that say a door is kept locked; "unlocked" is another word, and a lock that can be locked is none that is.
_LOCKED: Final = re.compile(
    r"\b(?:padlock\w*|chained|(?<!not )(?<!never )(?<!n't )(?<!can be )(?<!be )(?<!when )(?<!if )locked"
    r"(?! (?:from|on|to) (?:the )?outside)(?! from (?:the )?inside))\b",
    re.IGNORECASE,
)

_LETS_OUT: Final = re.compile(
    r"\b(?:panic|push ?bar|crash ?bar|exit (?:device|bar)|(?:free )?egress|opens? from (?:the )?inside)\b",
    re.IGNORECASE,
)


def walks_through(opening: Opening, known: Container[str]) -> bool:
    """Tell whether an opening is a way: a door or doorless, between two known spaces or one and outside, not shut."""
    sides = set(opening.joins)
    joined = len(sides) == 2 and all(side == OUTSIDE or side in known for side in sides)
    return opening.kind in WALKED and joined and not is_shut(opening) and opening.line.length > 0


def is_shut(opening: Opening) -> bool:
    """Tell whether people wrote of a door that it is blocked or does not open."""
    words = f"{opening.lock} ; {opening.access_control} ; {opening.class_} ; {opening.swing}"
    return bool(_SHUT.search(words))


def is_kept_locked(opening: Opening) -> bool:
    """Tell whether people wrote of a door that it is kept locked, and not that it lets out all the same."""
    words = f"{opening.lock} ; {opening.access_control}"
    return says_locked(words) and not _LETS_OUT.search(words)


def says_locked(text: str) -> bool:
    """Tell whether a text says that something is kept locked."""
    return bool(_LOCKED.search(text))
