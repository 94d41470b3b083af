"""Propose the least change after which a campus fits its numbering scheme."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial

from shapely import Point

from campusmap.model.places import Building, Campus, Opening, OpeningKind, Space
from campusmap.model.project import Project
from campusmap.model.proposal import Change, Kind, Proposal
from campusmap.numbering.grammar import door_serial, fold_number
from campusmap.numbering.propose_banks import DOORS
from campusmap.numbering.propose_buildings import code_remarks, order_buildings, propose_buildings, propose_shafts
from campusmap.numbering.propose_doors import DoorRules, propose_doors
from campusmap.numbering.propose_rooms import propose_rooms
from campusmap.numbering.scheme import Scheme, scheme_of

_DOOR_WORD = re.compile(r"\s*(?:exterior\s+|ext\.?\s*)?door\s*", re.IGNORECASE)


def propose_numbers(campus: Campus, project: Project, once_used: Mapping[str, Iterable[str]] | None = None) -> Proposal:
    """Return what has to change: buildings, exterior doors, stairs and lifts, rooms, in this order.

    A number that is planned already counts as the thing's own. ``once_used`` maps a building's id to numbers that were
    its rooms' or its doors', as the ledger holds them; "" to buildings' own. No number that is or was somebody's is
    given anew, but for a main entrance's 1, and no frozen number changes.
    """
    gone = {key: tuple(numbers) for key, numbers in (once_used or {}).items()}
    scheme = scheme_of(project.numbering)
    main = project.campus.main_entrance.building if project.campus.main_entrance else ""
    changes = propose_buildings(campus, scheme, main, gone.get("", ()))
    remarks = [_prefixed(change) for change in changes if scheme.building_prefix]
    taken: set[int] = set()
    for building in order_buildings(map(partial(name_entrance, project), campus.buildings), main, scheme):
        rules = _door_rules(building, campus, scheme, gone, taken, is_main=building.id == main)
        for found, said in (
            propose_doors(building, rules),
            (propose_shafts(building), code_remarks(building, scheme)),
            propose_rooms(building, scheme, find_entrance(building), _used_numbers(building, scheme, gone)),
        ):
            changes += found
            remarks += said
        if scheme.door_scope == "campus":
            taken |= _final_serials(building, changes)
    return Proposal((*changes, *_planned_before(campus, changes)), tuple(dict.fromkeys(remarks)))


def name_entrance(project: Project, building: Building) -> Building:
    """Take the campus's main entrance for its building's own, where the building names none."""
    main = project.campus.main_entrance
    is_main = main is not None and main.building == building.id and not building.main_entrance
    return replace(building, main_entrance=main.door) if main is not None and is_main else building


def _prefixed(change: Change) -> str:
    name = change.name or change.building
    return f"room numbers of {name} begin with the building's number: post {change.new} first, then run this again"


def _door_rules(
    building: Building, campus: Campus, scheme: Scheme, gone: Mapping[str, tuple[str, ...]], taken: Iterable[int],
    *, is_main: bool,
) -> DoorRules:  # fmt: skip
    whole = scheme.door_scope == "campus"
    scope = campus.buildings if whole else (building,)
    own = [number for each in scope for door in exterior_doors(each) for number in _numbers(door)]
    kept = [*scheme.reserved, *(text for each in scope for text in gone.get(each.id, ()))]
    used = frozenset(
        serial[0] for text in (*own, *kept) if (serial := door_serial(_DOOR_WORD.sub("", text))) is not None
    )
    return DoorRules(scheme, used, frozenset(taken), not whole or is_main, len(set(own)))


def exterior_doors(building: Building) -> Iterator[Opening]:
    """Yield a building's doors that lead outside."""
    return (o for floor in building.floors for o in floor.openings if o.exterior and o.kind in DOORS)


def _numbers(door: Opening) -> tuple[str, ...]:
    return tuple(number for number in (door.number, door.posted_number, door.planned_number) if number)


def _used_numbers(building: Building, scheme: Scheme, gone: Mapping[str, tuple[str, ...]]) -> frozenset[str]:
    """Return, folded, every number that is or was a room's or a door's of a building, and those reserved."""
    texts = [*scheme.reserved, *gone.get(building.id, ())]
    for floor in building.floors:
        for space in floor.spaces:
            texts += (space.number, space.posted_number, space.planned_number, *space.aliases)
        texts += [number for o in floor.openings if o.kind is not OpeningKind.WINDOW for number in _numbers(o)]
    return frozenset(fold_number(text) for text in texts if text)


def _final_serials(building: Building, changes: Iterable[Change]) -> set[int]:
    """Return the serials that a building's doors have when all is done."""
    new = {change.subject: change.new for change in changes if change.kind == "door"}
    numbers = [new.get(door.id, door.planned_number or door.shown_number) for door in exterior_doors(building)]
    return {serial[0] for number in numbers if (serial := door_serial(number)) is not None}


def find_entrance(building: Building) -> Point:
    """Return where a building is entered: its main entrance, else the door of the lowest number, else its middle."""
    doors = list(exterior_doors(building))
    main = door_serial(building.main_entrance)
    for door in doors:
        if main is not None and door_serial(door.shown_number) == main:
            return door.line.centroid
    order = [(door_serial(door.shown_number) or (10**6, ""), door.id, door) for door in doors]
    if order:
        return min(order, key=lambda row: row[:2])[2].line.centroid
    shapes = [floor.outline for floor in building.floors if not floor.outline.is_empty]
    return shapes[0].centroid if shapes else Point(0.0, 0.0)


def _planned_before(campus: Campus, changes: Iterable[Change]) -> Iterator[Change]:
    """Yield what is planned already and stays so, so that lists of signs are whole."""
    new = {change.subject for change in changes}
    for building in campus.buildings:
        yield from _still_planned("building", building, building.number, building.name, building.id, "", new)
        for floor in building.floors:
            for door in floor.openings:
                yield from _still_planned("door", door, door.shown_number, "", building.id, floor.id, new)
            for space in floor.spaces:
                yield from _still_planned("room", space, space.shown_number, space.name, building.id, floor.id, new)


def _still_planned(
    kind: Kind, thing: Building | Opening | Space, shown: str, name: str, building: str, floor: str, new: set[str]
) -> Iterator[Change]:
    planned = thing.planned_number
    if planned and thing.id not in new and planned != shown:
        why = "planned already, and not on the wall yet"
        yield Change(kind, thing.id, building, floor, shown, planned, why, name, planned_before=True)


def plan_changes(campus: Campus, changes: Iterable[Change]) -> Campus:
    """Return the campus with the proposed numbers as planned ones, as they are after they have been recorded."""
    new = {change.subject: change.new for change in changes}

    def plan(building: Building) -> Building:
        floors = tuple(
            replace(
                floor,
                spaces=tuple(replace(s, planned_number=new.get(s.id, s.planned_number)) for s in floor.spaces),
                openings=tuple(replace(o, planned_number=new.get(o.id, o.planned_number)) for o in floor.openings),
            )
            for floor in building.floors
        )
        return replace(building, floors=floors, planned_number=new.get(building.id, building.planned_number))

    return replace(campus, buildings=tuple(map(plan, campus.buildings)))
