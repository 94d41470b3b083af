"""How a thing is called in a sentence about a change."""

from __future__ import annotations

from campusmap.model.places import Building, Floor, Marker, Opening, Space


def name_building(building: Building) -> str:
    """Call a building by name, else by number, else by id."""
    return f"building {building.name or building.number or building.id}"


def name_floor(building: Building, floor: Floor) -> str:
    """Call a floor by name, with its building."""
    return f"{floor.name or floor.id.rpartition('/')[2]} of {name_building(building)}"


def name_space(space: Space) -> str:
    """Call a room by number and name, else by its use and id."""
    words = " ".join(word for word in (space.shown_number, space.name) if word)
    return f"room {words}" if words else f"unnumbered {space.use.value} {space.id}"


def name_door(door: Opening) -> str:
    """Call a door by its number, else by its id; an exterior one is called so."""
    kind = "exterior door" if door.exterior else "door"
    return f"{kind} {door.shown_number or door.id}"


def name_device(marker: Marker) -> str:
    """Call a marker by its label, else by its kind."""
    return marker.label or marker.kind
