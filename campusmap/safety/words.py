"""Cells that take one of a few words: what each says, and which word a slip of the keys may mean."""

from __future__ import annotations

import re
from typing import Final

from campusmap.model.places import ABSENT
from campusmap.safety.lookup import fold
from campusmap.units import ask_meant

# Columns of the rooms, openings and markers tables that ask for yes or no.
YES_NO: Final = frozenset(
    {"lockable", "two_way", "panic", "locks_from_inside", "sign_outside", "sign_inside", "locked"}
)
_ANSWERS: Final = {
    **dict.fromkeys(("yes", "y", "true", "1", "x", "locked", "padlocked"), True),
    **dict.fromkeys(("no", "n", "none", "false", "0", "missing", "unlocked"), False),
}
# Words on which ways, entrances and key boxes hang, and those that stand beside them. A column that has some takes any
# other word too, but for one that is nearly one of them.
_DOOR_WORDS: Final = (
    "alarm badge bar bars blocked boarded box button buzzer camera cameras card cards chain chained closed code crash "
    "cylinder device egress electric electronic exit fixed free from handle inside intercom key keyed keyless keypad "
    "keys latch lock lockable locked locking locks magnetic master open opens outside padlock padlocked panic push "
    "reader readers release sealed security shut storefront strike thumb turn unlocked welded"
)
_LOCK_WORDS: Final = "block blocked chained clock lock locked locks padlock padlocked unlocked"
_WORDS: Final = {
    "class": (
        "classroom corridor delivery designated dock emergency entrance entry exit exterior fire garage interior "
        "loading main nondesignated office overhead primary roof secondary service stair vehicle"
    ),
    "lock": _DOOR_WORDS,
    "access_control": _DOOR_WORDS,
    "access": _LOCK_WORDS,
    "cabinet": _LOCK_WORDS,
    "covering": "blind blinds cover covers curtain curtains film magnetic none roller shade shades",
}
_UNKNOWN: Final = frozenset({"", "unknown", "tbd", "notknown", "dontknow", "unsure", "notchecked"})  # folded; "" is "?"
_ABSENT: Final = {**{word: word for word in ABSENT}, **dict.fromkeys(("nonehere", "notpresent", "absent"), "none")}
_THERE: Final = frozenset({"", "present", "there", "here", "yes", "existing", "installed", "active", "inservice"})


def read_yes_no(text: str) -> bool | None:
    """Return what a text says by its first word ("Yes, by thumb turn"), None where that is neither yes nor no."""
    return _ANSWERS.get(fold(re.split(r"[\s,;:(]", text.strip(), maxsplit=1)[0]))


def says_nothing(text: str) -> bool:
    """Tell whether a cell only says that nobody knows."""
    return bool(text) and fold(text) in _UNKNOWN


def judge_word(column: str, text: str) -> str:
    """Say what is wrong with a cell, "" for nothing: nobody knows, it is neither yes nor no, or nearly another word."""
    if says_nothing(text):
        return f"{column} {_show(text)} says nothing, and counts as blank"
    if column not in YES_NO:
        return _question_word(column, text)
    if not text or read_yes_no(text) is not None:
        return ""
    asked = ask_meant(fold(text), ("yes", "no"))
    return f"{column} {_show(text)} says neither yes nor no, and counts as not recorded{asked}"


def _question_word(column: str, text: str) -> str:
    """Say which word of a cell is nearly one that much hangs on, "" for none; the cell counts as it is written."""
    known = _WORDS.get(column, "").split()
    for word in re.findall(r"[^\W\d_]{4,}", text.casefold()):
        asked = "" if word in known else ask_meant(word, known, 0.8)
        if asked:
            return f"{column} {_show(text)} counts as it is written{asked}"
    return ""


def read_status(text: str) -> tuple[str, str]:
    """Return the status that a marker's cell states, one of ABSENT or as written, and what is to be said of it.

    Whatever is not in ABSENT counts as there, which is said of a word that is not known.
    """
    word = fold(text)
    if word in _ABSENT or word in _THERE:
        return _ABSENT.get(word, text), ""
    asked = ask_meant(word, _ABSENT)
    return text, f"status {_show(text)} is not known (none, planned and removed are), so that it counts as there{asked}"


def _show(text: str) -> str:
    return repr(text if len(text) <= 60 else text[:57] + "...")
