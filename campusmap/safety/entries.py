"""Exterior doors as ways in: what lies behind each, and which key box is nearest to it."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np

from campusmap.model.places import Building, Opening, OpeningKind
from campusmap.model.walking import Behind, Entry
from campusmap.numbering.grammar import door_serial, fold_number
from campusmap.safety.exits import Exits
from campusmap.safety.walking import Site, round_up


def list_entries(site: Site, exits: Exits, boxes: Mapping[str, tuple[str, float]]) -> tuple[Entry, ...]:
    """Return a card for each exterior door that leads in: the spaces behind it in order of metres to walk.

    A way in is a way out walked back; stairs count, lifts do not, locks are not known to it. ``boxes`` are the nearest
    key box of each door and the metres to it.
    """
    metres = exits.each.metres[:, : len(site.spaces)]
    nearest = metres.min(axis=0, initial=np.inf)
    cards = []
    for row, door in enumerate(exits.doors):
        reached = [n for n in np.argsort(metres[row], kind="stable").tolist() if math.isfinite(metres[row, n])]
        spaces = tuple(
            Behind(site.spaces[n].id, round_up(float(metres[row, n])), bool(metres[row, n] == nearest[n]))
            for n in reached
        )
        box = boxes.get(site.doors[door].id)
        cards.append(
            Entry(
                site.doors[door].id, site.building.id, _floor_of(site.building, site.doors[door]), spaces,
                *(box or ("", None)),
            )
        )  # fmt: skip
    return tuple(sorted(cards, key=lambda card: card.door))


def _floor_of(building: Building, door: Opening) -> str:
    return next(floor.id for floor in building.floors if door in floor.openings)


def exterior_doors(building: Building, *, placed_only: bool = False) -> list[Opening]:
    """Return a building's openings that lead outside and are no windows."""
    floors = [floor for floor in building.floors if floor.frame.placed or not placed_only]
    return [o for f in floors for o in f.openings if o.exterior and o.kind is not OpeningKind.WINDOW]


def find_main_entrance(building: Building) -> Opening | None:
    """Return the exterior door whose number the project names as the main entrance; "Door 1", "D-1" and "1" are one."""
    wanted = _fold(building.main_entrance)
    doors = [door for door in exterior_doors(building) if wanted and _fold(door.shown_number) == wanted]
    return min(doors, key=lambda door: door.id) if doors else None


def _fold(number: str) -> str:
    serial = door_serial(number)
    return f"{serial[0]}{serial[1]}" if serial else fold_number(number)
