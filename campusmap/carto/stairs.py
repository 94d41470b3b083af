"""What stairs and lifts serve, in words for a floor's sheet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Final

from campusmap.carto.directory import natural_key
from campusmap.carto.stand_in import WAYS, is_bare
from campusmap.carto.typeface import fit_line
from campusmap.model.places import Building, Floor, OpeningKind, Space, Use
from campusmap.rooms.words import name_to_use, number_to_use
from campusmap.safety.whereabouts import level_code

_MOST: Final = 8  # ways named together; tool default
_NAME_PT: Final = 90.0  # of one of them, at most
_PIECE_M: Final = 0.5  # a piece of a stair stands no farther from the piece that leads somewhere; tool default


def stair_notes(
    building: Building, floor: Floor, shown: Collection[str], cell: Callable[[Space], str] | None = None
) -> Iterator[str]:
    """Yield which levels each stair and lift among ``shown`` leads to, those that lead alike together.

    ``cell`` names the grid cell of a space, by which stairs without number and name are told apart.
    """
    if len(building.floors) < 2:
        return
    served = find_served(building)
    names = _name_ways(floor, served, cell)
    alike: defaultdict[tuple[str, ...], list[Space]] = defaultdict(list)
    for space in floor.spaces:
        if space.use in WAYS and space.id in shown:
            alike[served.get(space.id, ())].append(space)
    told = {space.shown_number for levels, spaces in alike.items() if levels for space in spaces}
    for levels, spaces in sorted(alike.items(), key=lambda each: (-len(each[0]), each[0])):
        # Of a stair drawn in several pieces, only the piece that leads somewhere is told.
        kept = [space for space in spaces if levels or not space.shown_number or space.shown_number not in told]
        ways = _list_ways(kept, names)
        if not ways:
            continue
        more = f" and {len(ways) - _MOST} more" if len(ways) > _MOST else ""
        listed = f"{', '.join(ways[:_MOST])}{more}"
        text = f"levels {', '.join(levels)}" if levels else "no other level by the drawings"
        yield f"{listed[0].upper()}{listed[1:]}: {text}."


def _list_ways(ways: list[Space], names: Mapping[str, str]) -> list[str]:
    """List ways by what they are called; those that do not tell what they are, after a word for it: "stairs 101"."""
    told: dict[Use | None, set[str]] = defaultdict(set)
    for space in (space for space in ways if space.id in names):
        called = space.shown_number or space.name
        tells = is_bare(space) or space.use in (name_to_use(called), number_to_use(called))
        told[None if tells else space.use].add(names[space.id])
    listed = sorted(told[None], key=natural_key)
    for use, title in WAYS.items():
        if mute := sorted(told[use], key=natural_key):
            listed += [f"{_plural(title.lower(), len(mute))} {mute[0]}", *mute[1:]]
    return listed


def _name_ways(
    floor: Floor, served: Mapping[str, tuple[str, ...]], cell: Callable[[Space], str] | None
) -> dict[str, str]:
    """Name the stairs and lifts of a floor; those that nobody could tell from others that lead elsewhere, not at all.

    What has neither number nor name goes by its use where all of that use lead alike, else by its cell where all in it
    do.
    """
    ways = [space for space in floor.spaces if space.use in WAYS]
    names = {space.id: space.shown_number or space.name for space in ways if not is_bare(space)}
    for use, title in WAYS.items():
        word = title.lower()
        bare = _whole_ways([space for space in ways if space.use is use and is_bare(space)], served)
        if len({served.get(space.id, ()) for space in bare}) == 1:
            names |= {space.id: f"{_plural(word, len(bare))} without a number" for space in bare}
            continue
        cells: defaultdict[str, list[Space]] = defaultdict(list)
        for space in bare:
            cells[cell(space) if cell else ""].append(space)
        for place, inside in cells.items():
            if place and len({served.get(space.id, ()) for space in inside}) == 1:
                names |= {space.id: f"{_plural(word, len(inside))} in {place}" for space in inside}
    return {subject: fit_line(name, _NAME_PT, 6.5) for subject, name in names.items()}


def _whole_ways(bare: list[Space], served: Mapping[str, tuple[str, ...]]) -> list[Space]:
    """Leave out what leads nowhere beside what does: a piece of the same stair."""
    leading = [space.outline for space in bare if space.id in served]
    return [
        space
        for space in bare
        if space.id in served or all(space.outline.distance(outline) > _PIECE_M for outline in leading)
    ]


def _plural(word: str, count: int) -> str:
    return word if count == 1 else f"{word}s"


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
