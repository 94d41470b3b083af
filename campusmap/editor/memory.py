"""What the drawing says of a room or door at the moment when somebody writes otherwise."""

from __future__ import annotations

from collections.abc import Mapping

from campusmap.editor.ground import list_floors
from campusmap.model.kit import Kit
from campusmap.model.places import Floor
from campusmap.safety.remembered import CELLS, DRAWN, facts_of_opening, facts_of_space, read_facts, write_facts


def remember_drawn(
    kit: Kit, floors: Mapping[str, Floor], thing: tuple[str, str], seen: Mapping[str, str], fields: Mapping[str, str]
) -> dict[str, str]:
    """Return the cell that keeps what the drawing says now of what is being written: ``thing`` is table and id.

    What was kept of other fields stays, so that no contradiction goes unanswered; what a door is and where it leads is
    kept anew with every word about it.
    """
    table, identity = thing
    if table not in ("rooms", "openings"):
        return {}
    now = _find_drawn(kit, floors, table, identity)
    told = {key: text for key, text in now.items() if CELLS.get(key, "") in fields or key not in CELLS}
    kept = read_facts(seen.get(DRAWN, "")) | told
    return {DRAWN: write_facts(kept)} if told else {}


def _find_drawn(kit: Kit, floors: Mapping[str, Floor], table: str, identity: str) -> dict[str, str]:
    """Return the drawing's facts of a room or door, {} of one that it has not; ids may be those of the last issue."""
    for _, floor in list_floors(kit.campus):
        drawn = floors.get(floor.id)
        if table == "rooms":
            room = next((space for space in floor.spaces if space.id == identity), None)
            plain = next((s for s in drawn.spaces if room and s.outline == room.outline), None) if drawn else None
            if plain is not None:
                return facts_of_space(plain)
        door = next((opening for opening in floor.openings if opening.id == identity), None)
        own = next((o for o in drawn.openings if door and o.line == door.line), None) if drawn and door else None
        if door is not None and own is not None:
            return facts_of_opening(own) | {"between": " and ".join(sorted(door.joins))}
    return {}
