"""Put the devices, shut-offs, hazards and places of the markers table where they are."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from typing import Final

from shapely import Point

from campusmap.model.places import Campus, Marker
from campusmap.model.source import Notice
from campusmap.model.tables import Row
from campusmap.safety.dates import read_date
from campusmap.safety.kinds import KINDS, guess_kind, read_kind
from campusmap.safety.lookup import find_buildings, find_spots, fold, say_no_spot
from campusmap.safety.marker_place import Place, locate_row
from campusmap.safety.room_rows import Complaint, read_list, read_optional, read_word
from campusmap.safety.words import read_status

_OWN_COLUMNS: Final = frozenset(
    ("kind", "label", "building", "floor", "room", "door", "lon", "lat", "x", "y", "drawing", "status", "photo")
)
_NAMED_PLACE: Final = ("building", "floor", "room", "door")


@dataclass(slots=True)
class _Placed:
    """The markers so far; ``taken`` are their points by floor, so that none covers another."""

    markers: list[Marker] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    ids: dict[str, int] = field(default_factory=dict)
    taken: dict[str, list[Point]] = field(default_factory=dict)


def place_markers(campus: Campus, rows: tuple[Row, ...]) -> Campus:
    """Add a marker for every row; what could not be placed stays, without a place and with a notice.

    A row is placed by lon and lat, else by x and y in its floor's drawing (``drawing`` may name the plan file), else by
    its door, else inside its room; ``attributes["located_by"]`` says which. A status of "none" records that there is
    no such device ("looked for, not there") and needs no place. Ids stay as long as kind and place stay.
    """
    placed = _Placed()
    for row in rows:
        _add_marker(campus, row, placed)
    return replace(
        campus,
        markers=campus.markers + tuple(sorted(placed.markers, key=lambda m: m.id)),
        notices=campus.notices + tuple(placed.notices),
    )


def _add_marker(campus: Campus, row: Row, placed: _Placed) -> None:
    kind, (status, doubt) = _read_kind_cell(row), read_status(read_optional(row, "status"))
    place = _known_place(campus, row) if status == "none" else locate_row(campus, row, kind, placed.taken)
    if place is None:
        placed.notices.append(_unplaced_none(campus, row))
        return
    marker = Marker(
        _new_id(_base_id(kind, row), placed.ids),
        kind,
        read_optional(row, "label"),
        place.building,
        place.floor,
        place.space,
        place.at,
        status,
        _read_attributes(row, place),
        (row.ref,),
        read_list(row, "photo"),
    )
    placed.markers.append(marker)
    if place.at is not None:
        placed.taken.setdefault(place.floor, []).append(place.at)
    complaints = [*_judge_kind(kind, row), *_judge_words(row, doubt), *place.complaints]
    placed.notices += [Notice(code, text, marker.id, row.ref, place.building, place.floor) for code, text in complaints]


def _read_kind_cell(row: Row) -> str:
    text = read_optional(row, "kind")
    return read_kind(text) or text.upper()


def _judge_kind(kind: str, row: Row) -> list[tuple[str, str]]:
    if kind in KINDS:
        return []
    meant = guess_kind(kind)
    text = f"{row.get('kind') or '(blank)'} is not a kind of marker that is known"
    return [("marker.unknown_kind", f"{text}; is it {meant}?" if meant else text)]


def _judge_words(row: Row, doubt: str) -> list[Complaint]:
    """Tell which cells cannot be read; ``doubt`` is what is to be said of the status."""
    complaints = [("table.bad_value", doubt)] if doubt else []
    for column in ("locked", "access", "cabinet"):
        read_word(row, column, complaints)
    days = {column: read_optional(row, column) for column in ("checked_on", "pad_expiry")}
    odd = [column for column, text in days.items() if text and read_date(text) is None]
    texts = (f"{column} {days[column][:60]!r} is no day, and counts as blank" for column in odd)
    return [*complaints, *(("table.bad_value", text) for text in texts)]


def _known_place(campus: Campus, row: Row) -> Place | None:
    """Take building and floor as the row names them, without a point; None where they fit none, or several."""
    building, floor = row.get("building").strip(), row.get("floor").strip()
    if floor:
        spots = find_spots(campus, building, floor)
        return Place(None, spots[0].building.id, spots[0].floor.id) if len(spots) == 1 else None
    found = find_buildings(campus, building) if building else ()
    if building and len(found) != 1:
        return None
    return Place(None, found[0].id if found else "")


def _unplaced_none(campus: Campus, row: Row) -> Notice:
    """Tell of a row that says that there is none in a building or on a floor which is none, or which are several."""
    building, floor = row.get("building").strip(), row.get("floor").strip()
    several = f"several floors are floor {floor}" if floor else f"several buildings are building {building}"
    why = say_no_spot(campus, building, floor) or several
    text = f"{read_optional(row, 'kind')}, none here: {why}, so that the row does not count"
    return Notice("marker.no_such_floor", text, row.ref.file, row.ref)


def _read_attributes(row: Row, place: Place) -> dict[str, str]:
    """Keep the kind's own fields, what the row names but the map did not find, and how the place was found."""
    own = {key: text.strip() for key, text in row.cells.items() if key not in _OWN_COLUMNS and text.strip()}
    if place.at is None:
        own |= {key: row.get(key).strip() for key in _NAMED_PLACE if row.get(key).strip()}
    return dict(sorted((own | ({"located_by": place.method} if place.method else {})).items()))


def _base_id(kind: str, row: Row) -> str:
    """Return an id from kind and place: named places as words, coordinates as a digest of their text."""
    words = [_slug(row.get(key)) for key in _NAMED_PLACE]
    points = [read_optional(row, key) for key in ("lon", "lat", "x", "y", "drawing")]
    digest = hashlib.sha256("|".join(points).encode()).hexdigest()[:8] if any(points) else ""
    return "-".join(part for part in ("m", _slug(kind), *words, digest) if part)


def _slug(text: str) -> str:
    return "-".join(filter(None, (fold(part) for part in text.replace("-", " ").replace("/", " ").split())))


def _new_id(base: str, ids: dict[str, int]) -> str:
    ids[base] = ids.get(base, 0) + 1
    return base if ids[base] == 1 else f"{base}~{ids[base]}"
