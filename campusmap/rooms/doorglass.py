"""What a drawing says of a door's glass: attributes of its block, else the block's name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from campusmap.model.places import Opening, OpeningKind
from campusmap.model.plan import Insert
from campusmap.rooms.words import fold_accents

_TAG: Final = re.compile(r"GLAZ|GLASS|LITE|VISION", re.IGNORECASE)
_DEPTH_TAG: Final = re.compile(r"(LEAF|DOOR|DR).*(THICK|THK|DEPTH)|^(THICKNESS|THK)$", re.IGNORECASE)
_INCHES: Final = re.compile(r'(\d+)(?:\.(\d+))?(?:[ -]+(\d+)/(\d+))?\s*(?:"|in\.?|inch(?:es)?)', re.IGNORECASE)
_LEAF_IN: Final = (0.5, 6.0)  # what a leaf's depth may be; tool default
_BLANK: Final = frozenset({"", "-", "--", "?", "n/a", "na", "tbd"})
# What names say. A name can only tell that there is glass: that none is named does not mean that there is none.
_WHOLE: Final = re.compile(r"(full|half).?(lite|light|view|glass|glaz)|glaz|glass|vidri|vitr|verglast", re.IGNORECASE)
_UNSIZED: Final = re.compile(r"(side|narrow|vision)[ _-]?(lite|light|panel)|transom|vision", re.IGNORECASE)


def read_door_glass(openings: Sequence[Opening], inserts: Iterable[Insert]) -> tuple[Opening, ...]:
    """Fill in the glazing and the leaf's depth of doors whose block states them."""
    by_handle = {insert.handle: insert for insert in inserts if insert.handle}
    return tuple(_fill(opening, by_handle) for opening in openings)


def _fill(opening: Opening, by_handle: dict[str, Insert]) -> Opening:
    blocks = [by_handle[ref.handle] for ref in opening.refs if ref.handle in by_handle]
    if opening.kind not in (OpeningKind.DOOR, OpeningKind.DOUBLE_DOOR) or not blocks:
        return opening
    attributes = {tag: text.strip() for block in blocks for tag, text in sorted(block.attributes.items())}
    stated = [text for tag, text in attributes.items() if _TAG.search(tag) and text.casefold() not in _BLANK]
    named = [glass for block in blocks if (glass := read_name(block.block))]
    depths = [depth for tag, text in attributes.items() if _DEPTH_TAG.search(tag) and (depth := _read_inches(text))]
    return replace(
        opening,
        glazing=opening.glazing or "; ".join(dict.fromkeys(stated)) or next(iter(named), ""),
        leaf_depth_in=opening.leaf_depth_in or next(iter(depths), None),
    )


def read_name(block: str) -> str:
    """Return the glazing that a door block's name tells, "" when it tells none.

    Glass without a size counts as the whole leaf; a sidelight without one leads to "not assessed".
    """
    words = fold_accents(block)
    if unsized := _UNSIZED.search(words):
        return f"{unsized[0].casefold().strip('_- ')} of unknown size (block {block})"
    return "full lite" if _WHOLE.search(words) else ""


def _read_inches(text: str) -> float | None:
    found = _INCHES.fullmatch(text)
    if found is None or found[4] == "0":
        return None
    depth = float(f"{found[1]}.{found[2] or 0}") + (int(found[3]) / int(found[4]) if found[3] else 0.0)
    return depth if _LEAF_IN[0] <= depth <= _LEAF_IN[1] else None
