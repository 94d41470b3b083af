"""What stairs and lifts serve, in words for a floor's sheet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import Final

from campusmap.carto.directory import natural_key
from campusmap.carto.stand_in import is_unnamed
from campusmap.carto.typeface import fit_line
from campusmap.model.places import Building, Floor, OpeningKind, Space, Use
from campusmap.safety.whereabouts import level_code

_WAYS: Final = {Use.STAIR: "stair", Use.ELEVATOR: "elevator"}
_MOST: Final = 8  # ways named together; tool default
_NAME_PT: Final = 90.0  # of one of them, at most


def stair_notes(building: Building, floor: Floor, shown: Collection[str]) -> Iterator[str]:
    """Yield which levels each stair and lift among ``shown`` leads to, those that lead alike together."""
    if len(building.floors) < 2:
        return
    served = find_served(building)
    alike: defaultdict[tuple[str, ...], list[Space]] = defaultdict(list)
    for space in floor.spaces:
        if space.use in _WAYS and space.id in shown:
            alike[served.get(space.id, ())].append(space)
    told = {space.shown_number for levels, spaces in alike.items() if levels for space in spaces}
    bare = {use: {levels for levels, spaces in alike.items() if _any_bare(spaces, use)} for use in _WAYS}
    for levels, spaces in sorted(alike.items(), key=lambda each: (-len(each[0]), each[0])):
        # Of a stair drawn in several pieces, only the piece that leads somewhere is told; of those without number and
        # name nothing where they do not lead alike, for nobody could tell which is meant.
        kept = [space for space in spaces if levels or not space.shown_number or space.shown_number not in told]
        kept = [space for space in kept if not _is_bare(space) or bare[space.use] - {()} in ({levels}, set())]
        ways = sorted({_name_way(space) for space in kept}, key=natural_key)
        if not ways:
            continue
        more = f" and {len(ways) - _MOST} more" if len(ways) > _MOST else ""
        names = f"{', '.join(ways[:_MOST])}{more}"
        text = f"levels {', '.join(levels)}" if levels else "no other level by the drawings"
        yield f"{names[0].upper()}{names[1:]}: {text}."


def _any_bare(spaces: Iterable[Space], use: Use) -> bool:
    return any(space.use is use and _is_bare(space) for space in spaces)


def _is_bare(space: Space) -> bool:
    return not space.shown_number and (not space.name or is_unnamed(space.name))


def find_served(building: Building) -> dict[str, tuple[str, ...]]:
    """Return the levels, from the lowest, that each space of a stair or lift is joined to upright."""
    floors = sorted(building.floors, key=lambda floor: (floor.ordinal, floor.id))
    at = {space.id: n for n, floor in enumerate(floors) for space in floor.spaces}
    shafts = {space: {space} for space in at}
    for floor in floors:
        for opening in floor.openings:
            if opening.kind is OpeningKind.VERTICAL:
                joined = {space for end in opening.joins if end in at for space in shafts[end]}
                shafts |= dict.fromkeys(joined, joined)
    return {
        space: tuple(level_code(floors[n]) for n in sorted({at[each] for each in joined}))
        for space, joined in shafts.items()
        if len(joined) > 1
    }


def _name_way(space: Space) -> str:
    name = f"{_WAYS[space.use]} without a number" if _is_bare(space) else space.shown_number or space.name
    return fit_line(name, _NAME_PT, 6.5)
