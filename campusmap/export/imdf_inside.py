"""What is inside a building by IMDF: units, openings, details, and the relationships between units."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from shapely import Point

from campusmap.export.imdf_draft import Draft, Feature, say
from campusmap.export.imdf_terms import DOOR_KINDS, UNITS, access_categories, door_type, opening_category
from campusmap.geometry.label import find_pole
from campusmap.model.places import Building, Floor, Opening, OpeningKind, Space, Use

_SHAFTS: Final = {Use.STAIR: "stairs", Use.ELEVATOR: "elevator"}


def make_units(draft: Draft) -> list[Feature]:
    """Return a unit a room; its name is the room's, its alternative name the number."""
    return [
        draft.feature(
            "unit",
            space.id,
            space.outline,
            category=UNITS[space.use],
            restriction=None,
            accessibility=None,
            name=say(space.name),
            alt_name=say(space.shown_number),
            level_id=draft.id_of("level", floor.id),
            display_point=find_pole(space.outline),
        )
        for floor, space in _spaces(draft)
    ]


def _spaces(draft: Draft) -> Iterator[tuple[Floor, Space]]:
    for _, floor in draft.placed_floors():
        yield from ((floor, space) for space in floor.spaces if not space.outline.is_empty)


def make_openings(draft: Draft) -> list[Feature]:
    """Return an opening a door or doorless opening; its name is the door's number."""
    return [
        _opening(draft, building, floor, opening)
        for building, floor in draft.placed_floors()
        for opening in floor.openings
        if opening.kind in DOOR_KINDS
    ]


def _opening(draft: Draft, building: Building, floor: Floor, opening: Opening) -> Feature:
    moves = door_type(opening)
    middle = opening.line.interpolate(0.5, normalized=True)
    return draft.feature(
        "opening",
        opening.id,
        opening.line,
        category=opening_category(opening, building.main_entrance),
        accessibility=None,
        access_control=access_categories(opening),
        door={"type": moves, "automatic": None, "material": None} if moves else None,
        name=say(opening.shown_number),
        alt_name=None,
        display_point=Point(middle.x, middle.y),
        level_id=draft.id_of("level", floor.id),
    )


def make_details(draft: Draft) -> list[Feature]:
    """Return the windows as details: the standard's openings are ways through."""
    return [
        draft.feature("detail", opening.id, opening.line, level_id=draft.id_of("level", floor.id))
        for _, floor in draft.placed_floors()
        for opening in floor.openings
        if opening.kind is OpeningKind.WINDOW
    ]


def make_relationships(draft: Draft) -> list[Feature]:
    """Return who leads where: doors between units of a floor, stairs and elevators between units of two."""
    return [*_traversals(draft), *_climbs(draft)]


def _traversals(draft: Draft) -> Iterator[Feature]:
    known = {space.id for _, space in _spaces(draft)}
    for _, floor in draft.placed_floors():
        for opening in floor.openings:
            sides = [joined for joined in opening.joins if joined in known]
            if opening.kind in DOOR_KINDS and len(sides) == 2:
                through = [draft.reference("opening", opening.id)]
                yield _relationship(draft, opening.id, "traversal", sides[0], sides[1], through)


def _climbs(draft: Draft) -> Iterator[Feature]:
    """Yield the flights between stops, as vertical openings state them, else from stop to stop of a shaft."""
    known = {space.id: space for _, space in _spaces(draft)}
    done = set()
    for _, floor in draft.placed_floors():
        for opening in floor.openings:
            sides = tuple(joined for joined in opening.joins if joined in known)
            if opening.kind is OpeningKind.VERTICAL and len(sides) == 2:
                done.add(frozenset(sides))
                category = _SHAFTS.get(known[sides[0]].use, "stairs")
                yield _relationship(draft, opening.id, category, sides[0], sides[1])
    for below, above in _stops(draft):
        if frozenset((below.id, above.id)) not in done:
            name = f"{below.id}\n{above.id}"
            yield _relationship(draft, name, _SHAFTS[below.use], below.id, above.id)


def _stops(draft: Draft) -> Iterator[tuple[Space, Space]]:
    shafts: dict[tuple[str, Use, str], list[tuple[int, str, Space]]] = defaultdict(list)
    for building, floor in draft.placed_floors():
        for space in floor.spaces:
            if space.use in _SHAFTS and space.shaft:
                shafts[building.id, space.use, space.shaft].append((floor.ordinal, space.id, space))
    for stops in shafts.values():
        for below, above in pairwise(sorted(stops, key=lambda stop: stop[:2])):
            if below[0] != above[0]:
                yield below[2], above[2]


def _relationship(
    draft: Draft, name: str, category: str, origin: str, destination: str, through: list[dict[str, str]] | None = None
) -> Feature:
    return draft.feature(
        "relationship",
        name,
        None,
        category=category,
        direction="undirected",
        origin=draft.reference("unit", origin),
        intermediary=through,
        destination=draft.reference("unit", destination),
        hours=None,
    )
