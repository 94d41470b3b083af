"""Ids that stay the same over rebuilds and over a revised drawing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from shapely import Polygon

from campusmap.rooms.parts import Doorway
from campusmap.rooms.sheet import Sheet, place_hash


def name_spaces(sheet: Sheet, shapes: Sequence[Polygon], numbers: Sequence[str]) -> list[str]:
    """Make space ids from numbers; repeated numbers get a hash of their place, missing ones are only that."""
    slugs = [number_to_slug(number) for number in numbers]
    count = Counter(slugs)
    keys = []
    for shape, slug in zip(shapes, slugs, strict=True):
        at = shape.centroid
        if not slug:
            keys.append(f"s-{place_hash(sheet, at.x, at.y, 6)}")
        else:
            keys.append(slug if count[slug] == 1 else f"{slug}~{place_hash(sheet, at.x, at.y, 4)}")
    return [f"{sheet.floor_id}/{key}" for key in tell_apart(keys)]


def name_openings(sheet: Sheet, doorways: Sequence[Doorway]) -> list[str]:
    """Make opening ids from handles; entities that draw several openings, and none, get a hash of their place."""
    handles = [next((s.handle for s in doorway.strokes if s.handle), "") for doorway in doorways]
    count = Counter(handles)
    keys = []
    for doorway, handle in zip(doorways, handles, strict=True):
        at = doorway.line.centroid
        if not handle:
            keys.append(f"d-{place_hash(sheet, at.x, at.y, 6)}")
        else:
            keys.append(f"d-{handle}" if count[handle] == 1 else f"d-{handle}-{place_hash(sheet, at.x, at.y, 4)}")
    return [f"{sheet.floor_id}/{key}" for key in tell_apart(keys)]


def number_to_slug(number: str) -> str:
    """Fold a number to lower-case letters, digits and single hyphens."""
    return re.sub(r"[^\w]+", "-", number.lower()).strip("-")


def tell_apart(keys: Sequence[str]) -> list[str]:
    """Append -2, -3 ... to repeated keys, in order."""
    seen: Counter[str] = Counter()
    out = []
    for key in keys:
        seen[key] += 1
        out.append(key if seen[key] == 1 else f"{key}-{seen[key]}")
    return out
