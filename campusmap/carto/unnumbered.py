"""Where exterior doors without a number are, in words that tell each from the next."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray

from campusmap.carto.directory import Directory
from campusmap.geometry.bearing import azimuth_deg, compass_word
from campusmap.georeference.grid import campus_to_north
from campusmap.model.places import Floor, Opening
from campusmap.rules.evidence import exterior_doors

# From which end a row of doors is counted, on the ground and on a floor that lies nowhere yet.
_ENDS: Final = {"north": "top", "northwest": "upper left", "west": "left", "southwest": "lower left"}
_SPREAD_M: Final = 0.1  # doors nearer to one another are drawn twice, and stand in no row; tool default


def place_bare_doors(places: Directory, floor: Floor, home: Mapping[str, str]) -> dict[str, str]:
    """Return where each exterior door without a number is, as far as it can be told: "in C4".

    ``home`` holds the space whose a door is. Of several of one room in one cell it is said which: "in C4, 1 of 2 from
    the north".
    """
    alike: defaultdict[tuple[str, str], list[Opening]] = defaultdict(list)
    for door in exterior_doors((floor,)):
        if not door.shown_number:
            alike[home.get(door.id, ""), places.door_cell(door, floor.id)].append(door)
    told: dict[str, str] = {}
    for (_, cell), doors in alike.items():
        where = [f"in {cell}"] if cell else []
        which = _count_off(doors, places, floor) if len(doors) > 1 else ((doors[0], ""),)
        told |= {door.id: ", ".join((*where, word) if word else where) for door, word in which}
    return {door: words for door, words in told.items() if words}


def _count_off(doors: list[Opening], places: Directory, floor: Floor) -> Iterator[tuple[Opening, str]]:
    """Count doors along the line between the two farthest apart, from its northern end, else from its western."""
    at = np.array([_middle(door, places, floor) for door in doors])
    away = at[:, None, :] - at[None, :, :]
    dx, dy = away.reshape(-1, 2)[np.argmax(np.hypot(*away.reshape(-1, 2).T))].tolist()
    word = compass_word(azimuth_deg(dx, dy))
    if word not in _ENDS:
        dx, dy, word = -dx, -dy, compass_word(azimuth_deg(-dx, -dy))
    end = f" from the {word}" if floor.frame.placed else f" from the {_ENDS[word]} of the drawing"
    along = at @ np.array([-dx, -dy])
    order = sorted(range(len(doors)), key=lambda n: (round(float(along[n]), 3), doors[n].id))
    for count, n in enumerate(order, 1):
        yield doors[n], f"{count} of {len(doors)}{end if np.hypot(dx, dy) > _SPREAD_M else ''}"


def _middle(door: Opening, places: Directory, floor: Floor) -> NDArray[np.float64]:
    middle, north = door.line.interpolate(0.5, normalized=True), places.campus.north if floor.frame.placed else None
    return np.array((middle.x, middle.y) if north is None else campus_to_north(north, middle.x, middle.y))
