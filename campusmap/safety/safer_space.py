"""Where a class can go whose own room has no corner out of sight: the nearest lockable room inside the building."""

from __future__ import annotations

import heapq
import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from campusmap.geometry.shortest import find_each, trace
from campusmap.model.analysis import Assessment, Outcome
from campusmap.model.places import OUTSIDE, Campus, Floor, Opening, OpeningKind, Space, Use
from campusmap.safety.hard_corner_survey import Judgement
from campusmap.safety.lookup import DOORS
from campusmap.safety.tracks import Track
from campusmap.safety.walkable import walks_through
from campusmap.safety.walking import Site
from campusmap.safety.words import read_yes_no
from campusmap.units import say_walk

Look = Callable[[Floor, Space], Judgement]
# Nobody is sent where people walk through, to a lift, or up a shaft.
_NEVER: Final = frozenset({Use.CORRIDOR, Use.LOBBY, Use.STAIR, Use.ELEVATOR, Use.SHAFT, Use.MECHANICAL})


@dataclass(frozen=True, slots=True)
class _Trip:
    """A way on one floor: metres from door to door in straight lines, and the spaces walked through on it."""

    metres: float
    through: tuple[Space, ...]
    to: Space


def name_safer_spaces(campus: Campus, judgements: Sequence[Judgement], look: Look, within_m: float) -> list[Judgement]:
    """Turn ``none_available`` into ``safer_space`` for rooms with a lockable interior room near by that serves.

    A room serves if it has no opening to the outside and a part out of sight, or if nothing looks into it but the
    doors from the room in question. The nearest on the same floor is taken, no farther than ``within_m``.
    """
    outcomes = {j.assessment.space: j.assessment.outcome for j in judgements}
    found: dict[str, Assessment] = {}
    for floor in (floor for building in campus.buildings for floor in building.floors):
        wanting = [space for space in floor.spaces if outcomes.get(space.id) is Outcome.NONE_AVAILABLE]
        shelters = _find_shelters(floor, outcomes, look) if wanting else set()
        for space in wanting:
            trips = (trip for trip in _walk_out(floor, space) if trip.metres <= within_m)
            trip = next((t for t in trips if t.to.id in shelters or _is_shut_off(floor, t.to, space)), None)
            if trip is not None:
                found[space.id] = Assessment(space.id, Outcome.SAFER_SPACE, _word_trip(trip), trip.to.id)
    return [_with_way(judgement, found) for judgement in judgements]


def _is_lockable(space: Space) -> bool:
    return read_yes_no(space.lockable) is True and space.use not in _NEVER


def _openings_of(floor: Floor, space: Space) -> list[Opening]:
    return [o for o in floor.openings if space.id in o.joins and o.kind is not OpeningKind.VERTICAL]


def _is_interior(floor: Floor, space: Space) -> bool:
    return all(OUTSIDE not in opening.joins for opening in _openings_of(floor, space))


def _find_shelters(floor: Floor, outcomes: dict[str, Outcome], look: Look) -> set[str]:
    """Return the lockable interior rooms with a part out of sight, also those that nobody asked about."""
    rooms = [space for space in floor.spaces if _is_lockable(space) and _is_interior(floor, space)]
    asked = {space.id: outcomes.get(space.id, Outcome.NOT_APPLICABLE) for space in rooms}
    looked = {
        space.id: look(floor, space).assessment.outcome for space in rooms if asked[space.id] is Outcome.NOT_APPLICABLE
    }
    return {room for room, outcome in (asked | looked).items() if outcome is Outcome.HARD_CORNER}


def _is_shut_off(floor: Floor, other: Space, space: Space) -> bool:
    """Tell whether a lockable room has doors from one room and nothing else to look in through."""
    openings = _openings_of(floor, other)
    alone = all(o.kind in DOORS and space.id in o.joins and OUTSIDE not in o.joins for o in openings)
    return _is_lockable(other) and alone and bool(openings)


def _walk_out(floor: Floor, start: Space) -> Iterator[_Trip]:
    """Yield the spaces that can be walked to on a floor, nearest first, measured from door to door."""
    spaces = {space.id: space for space in floor.spaces}
    doors = sorted(
        (o for o in floor.openings if walks_through(o, spaces) and OUTSIDE not in o.joins), key=lambda o: o.id
    )
    middles = {door.id: door.line.interpolate(0.5, normalized=True) for door in doors}
    queue: list[tuple[float, str, tuple[str, ...], str]] = [(0.0, start.id, (), "")]
    done: set[str] = set()
    while queue:
        metres, here, through, at = heapq.heappop(queue)
        if here in done:
            continue
        done.add(here)
        if through or here != start.id:
            yield _Trip(metres, tuple(spaces[name] for name in through[1:]), spaces[here])
        for door in (door for door in doors if here in door.joins):
            beyond = next(name for name in door.joins if name != here)
            far = metres + (middles[at].distance(middles[door.id]) if at else 0.0)
            heapq.heappush(queue, (far, beyond, (*through, here), door.id))


def _word_trip(trip: _Trip) -> str:
    name = _call(trip.to)
    if not trip.through:
        return f"{name}, through a door of this room, is lockable"
    way = ", ".join(_call(space) for space in trip.through)
    return f"{name}, about {say_walk(max(1.0, trip.metres))} from this room's door by {way}, is lockable"


def _call(space: Space) -> str:
    return space.shown_number or space.name or space.id.rsplit("/", 1)[-1]


def _with_way(judgement: Judgement, found: dict[str, Assessment]) -> Judgement:
    better = found.get(judgement.assessment.space)
    if better is None:
        return judgement
    return replace(judgement, assessment=replace(better, why=f"{better.why}; {judgement.assessment.why}"))


def find_shelter_tracks(site: Site, assessments: Iterable[Assessment]) -> Iterator[Track]:
    """Yield the shortest track from each space of a building to the one that is named as safer for it."""
    index = {space.id: n for n, space in enumerate(site.spaces)}
    wanted = [(index[a.space], index[a.to]) for a in assessments if a.space in index and a.to in index]
    goals = sorted({goal for _, goal in wanted})
    each = find_each(site.ways, [[goal] for goal in goals])
    for start, goal in sorted(wanted):
        row = goals.index(goal)
        metres = float(each.metres[row, start])
        if math.isfinite(metres):
            nodes = tuple(trace(each.next_nodes[row], start))
            yield Track(start, "safer_space", site.spaces[goal].id, metres, nodes)
