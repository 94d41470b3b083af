"""What the ledger knows of the rooms of the last issue, held against those of today."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import shapely
from shapely import Point, Polygon

from campusmap.change.earlier import known_before
from campusmap.model.ledger import Identity
from campusmap.model.places import Floor, Space
from campusmap.rules.evidence import Evidence, is_circulation

NO_ISSUE: Final = "no edition was issued with which today's numbers could be compared"
FORGOTTEN: Final = "editions were issued since, so that the ledger no longer tells what was there before"
ELSEWHERE: Final = "the last issue lay in another coordinate system"
INSIDE: Final = (
    0.6  # share of a part that lies in the whole; walls move a little from drawing to drawing (tool default)
)
LEAST: Final = 0.15  # share of the whole that a part takes at least: a cupboard makes no division (tool default)


@dataclass(frozen=True, slots=True)
class Issued:
    """A numbered room as the last issue had it."""

    id: str
    number: str
    shape: Polygon


def find_gap(context: Evidence) -> str:
    """Say why today cannot be compared with the last issue, "" where it can, and where this is the first."""
    if not context.ledger_present:
        return NO_ISSUE
    if context.last_issue is None:
        return ""
    known, epsg = known_before(context.ledger, context.issued), context.campus.epsg
    if known is None:
        return FORGOTTEN
    return "" if known.crs == (f"EPSG:{epsg}" if epsg else "") else ELSEWHERE


def rooms_then(context: Evidence, floor: Floor) -> tuple[Issued, ...]:
    """Return the numbered rooms that the last issue had on a floor; none where ``find_gap`` says why."""
    return tuple(_read(each) for each in _identities(context, floor, "POLYGON") if each.number)


def openings_then(context: Evidence, floor: Floor) -> tuple[Point, ...]:
    """Return the middles of the doors and windows that the last issue had on a floor; none as above."""
    return tuple(shapely.from_wkt(each.shape).centroid for each in _identities(context, floor, "LINESTRING"))


def _identities(context: Evidence, floor: Floor, shape: str) -> Iterator[Identity]:
    known, last = known_before(context.ledger, context.issued), context.last_issue
    if known is None or last is None or find_gap(context):
        return
    for each in known.identities:
        if each.last_seen == last.issued and each.id.rpartition("/")[0] == floor.id and each.shape.startswith(shape):
            yield each


def _read(identity: Identity) -> Issued:
    shape = shapely.from_wkt(identity.shape)
    return Issued(identity.id, identity.number, shape if isinstance(shape, Polygon) else Polygon())


def numbered_now(floor: Floor) -> tuple[Space, ...]:
    """Return the rooms of a floor that the drawing gives a number."""
    return tuple(space for space in floor.spaces if space.number and not is_circulation(space))


def is_part(part: Polygon, whole: Polygon) -> bool:
    """Tell whether a room is a part of another one, as the two were drawn at different times."""
    common = part.intersection(whole).area
    return bool(common > INSIDE * part.area and common > LEAST * whole.area)
