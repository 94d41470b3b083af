"""What people write about a door's glass -> panes and where in the leaf they sit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from campusmap.units import METRES_PER_UNIT

# Words that say nothing about where one can look through. Anything else that is not understood fails the text.
_IDLE_WORDS: Final = (
    "a an the in of at on with and to by x glass glazed glazing lite lites light panel panels pane vision "
    "window wired tempered laminated clear safety rated fire min minute wood wooden metal steel hollow "
    "aluminum aluminium door leaf side edge narrow small wide tall high upper lower top bottom single one "
    "each its "
)
_NOTHING: Final = frozenset(
    {"none", "solid", "no glass", "no lite", "no lites", "no glazing", "no vision panel", "opaque"}
)
_MATERIALS: Final = frozenset({"wood", "wooden", "metal", "steel", "hollow", "core", "door", "leaf"})
_UNIT: Final = {'"': "in", "inch": "in", "inches": "in", "feet": "ft", "foot": "ft", "'": "ft"}
_NUMBER: Final = r"(\d+(?:\.\d+)?)"
_UNITS: Final = r"\s*((?:inches|inch|in|mm|cm|ft|feet|foot|m)\b|[\"'])?\.?"
_SIZE: Final = re.compile(rf"{_NUMBER}{_UNITS}\s*(?:x|by|\*|\u00d7)\s*{_NUMBER}{_UNITS}", re.IGNORECASE)
_OFFSET: Final = re.compile(rf"{_NUMBER}{_UNITS}\s+from\s+(?:the\s+)?(latch|hinge|lock)", re.IGNORECASE)
_WIDTH: Final = re.compile(rf"{_NUMBER}{_UNITS}(?:\s+wide)?", re.IGNORECASE)
_PLACES: Final = {
    **dict.fromkeys(("latch", "lock", "strike"), "latch"),
    "hinge": "hinge",
    **dict.fromkeys(("centre", "center", "centred", "centered", "middle", "mid"), "centre"),
}
_JOINTS: Final = re.compile(r"\s*(?:\+|;|&|\band\b|\bwith\b|\bplus\b|,(?=\s*(?:sidel|trans)))\s*")
STILE_M: Final = 5 * METRES_PER_UNIT["in"]  # from the leaf's edge to its glass, where not said; tool default
LIMIT_M: Final = 6.0  # no pane in a door is wider; tool default


@dataclass(frozen=True, slots=True)
class Pane:
    """One pane; ``width_m`` None is the whole leaf's. ``place``: latch, hinge, centre, "" (not said), sidelight.

    ``offset_m`` is from the named edge of the leaf to the pane.
    """

    width_m: float | None
    place: str = ""
    offset_m: float = STILE_M
    beside: bool = False  # next to the leaf or over it, not in it


def read_glazing(text: str) -> tuple[Pane, ...] | None:
    """Read a text such as "narrow lite 5 x 33 in, latch side", width first; no unit means inches.

    "none" and "solid" give no panes. "+", ";", "and" and "with" join several ("solid with sidelight 12 in"). None is
    returned when any part is not understood, so that a doubtful text leads to "not assessed" and never to "no glass".
    """
    parts = _JOINTS.split(text.casefold())
    read = [_read_part(part) for part in parts if part.strip()]
    if not read or any(panes is None for panes in read):
        return None
    return tuple(pane for panes in read if panes is not None for pane in panes)


def _read_part(text: str) -> tuple[Pane, ...] | None:
    if " ".join(word for word in re.findall(r"[a-z0-9]+", text) if word not in _MATERIALS) in _NOTHING:
        return ()
    offset = _OFFSET.search(text)
    rest = _OFFSET.sub(f" {offset[3]} ", text) if offset else text
    size = _SIZE.search(rest) or _WIDTH.search(rest)
    width = _metres(size[1], _unit_of(size)) if size else None
    words = re.findall(r"[a-z]+", rest.replace(size[0], " ") if size else rest)
    pane = _read_words(words, width, _metres(offset[1], offset[2]) if offset else STILE_M)
    return None if pane is None or (pane.width_m is not None and not 0 < pane.width_m <= LIMIT_M) else (pane,)


def _unit_of(size: re.Match[str]) -> str | None:
    """Return the unit of a width: its own, else that after the height."""
    own: str | None = size[2]
    return own or (size[4] if size.re is _SIZE else None)


def _metres(number: str, unit: str | None) -> float:
    key = (unit or "in").casefold()
    return round(float(number) * METRES_PER_UNIT[_UNIT.get(key, key)], 6)


def _read_words(words: list[str], width: float | None, offset: float) -> Pane | None:
    """Read the kind of pane and its place; None when a word is not known or nothing says how wide it is."""
    kinds = [word.rstrip("s") for word in words if word.rstrip("s") in {"sidelight", "sidelite", "transom"}]
    full = {"full", "half", "fully", "storefront", "dutch"} & set(words)
    places = {_PLACES[word] for word in words if word in _PLACES}
    known = {*_IDLE_WORDS.split()} | _PLACES.keys() | full | {word for word in words if word.rstrip("s") in kinds}
    if set(words) - known or len(places) > 1 or len(kinds) > 1:
        return None
    place = places.pop() if places else ""
    if kinds == ["transom"]:
        return Pane(None, beside=True)
    if kinds:
        return Pane(width, place, 0.0, beside=True) if width else None
    if full and not width:
        return Pane(None)
    return Pane(width, place, offset) if width else None
