"""What a browser without scripts shows: a word of warning and a table of rooms and numbered doors."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from campusmap.model.kit import Kit
from campusmap.model.places import Building, Floor, OpeningKind

_WARNING = (
    "This page needs JavaScript for its map and search. A preview in mail or on a telephone may switch it off: "
    "save the file and open it in a browser. Rooms and numbered exterior doors are listed here."
)


def make_plain(kit: Kit) -> str:
    """Return the inside of a noscript element; every text from a file is escaped."""
    pairs = [(building, floor) for building in kit.campus.buildings for floor in building.floors]
    rows = "".join(row for building, floor in pairs for row in _rows(building, floor))
    head = "".join(f"<th scope=col>{title}</th>" for title in ("Building", "Floor", "Number", "Name"))
    return f"<p>{_WARNING}</p><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _rows(building: Building, floor: Floor) -> Iterator[str]:
    where = (building.number, building.name or building.id)
    place = " ".join(word for word in where if word), floor.name + ("" if floor.frame.placed else " (not placed)")
    for space in floor.spaces:
        if space.shown_number or space.name:
            yield _row(*place, space.shown_number, space.name)
    for opening in floor.openings:
        if opening.exterior and opening.shown_number and opening.kind is not OpeningKind.WINDOW:
            yield _row(*place, opening.shown_number, "Exterior door")


def _row(*cells: str) -> str:
    return "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in cells) + "</tr>"
