"""Shapes by hand that are no hard corners: areas on the grounds, and furniture that is fixed in a room."""

from __future__ import annotations

from typing import Final

from campusmap.editor.drawn import list_sources, to_feature
from campusmap.editor.ground import find_space, shape_from_page
from campusmap.errors import InputError
from campusmap.model.edit import OVERRIDES, Change
from campusmap.model.kit import Kit
from campusmap.pipeline.inputs import Inputs

AREA_KINDS: Final = ("parking", "field", "playground", "courtyard", "road", "staging", "reunification", "water")

Ring = list[tuple[float, float]]


def draw_area(kit: Kit, ring: Ring, facts: dict[str, str]) -> list[Change]:
    """Return the change that puts an area on the grounds: ``facts`` are its kind, name, who drew it and when."""
    if facts["kind"] not in AREA_KINDS:
        raise InputError("this area", "is of no kind that is drawn on the grounds", "choose one of the list")
    named = {key: text.strip() for key, text in facts.items() if text.strip()}
    return [Change(OVERRIDES, None, to_feature(kit.campus, shape_from_page(kit, ring), named))]


def draw_furniture(kit: Kit, room: str, ring: Ring, who: str, when: str) -> list[Change]:
    """Return the change that fixes a piece of furniture in a room: it takes floor, and hides nothing."""
    floor, space = find_space(kit, room)
    shape = shape_from_page(kit, ring)
    if not floor.frame.placed or not shape.intersects(space.outline):
        raise InputError("this shape", "does not lie in the room", "draw it in the room that is chosen")
    facts = {"kind": "furniture", "subject": space.id, "who": who, "when": when}
    return [Change(OVERRIDES, None, to_feature(kit.campus, shape, facts))]


def erase_area(kit: Kit, inputs: Inputs, identity: str) -> list[Change]:
    """Return the change that takes an area away; raise InputError for one that was not drawn by hand."""
    area = next((area for area in kit.campus.areas if area.id == identity), None)
    sources = list_sources(inputs, area.refs) if area is not None else []
    if not sources:
        raise InputError("this area", "was not drawn by hand", "take it out of the file that it is from")
    return [Change(OVERRIDES, sources[0], None)]
