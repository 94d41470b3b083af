"""What lies beyond a device's reach on foot, and where one more would help, as marks and in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

import shapely
from shapely import MultiPolygon, Polygon

from campusmap.carto.marks import Area, Layer, Mark, Scene, Symbol, Text
from campusmap.carto.scene import Move
from campusmap.carto.symbols import find_symbol
from campusmap.geometry.label import find_pole
from campusmap.model.analysis import Analysis
from campusmap.model.places import Floor, Space
from campusmap.model.settings import ReachSettings
from campusmap.model.walking import Coverage
from campusmap.safety.fetching import list_limits
from campusmap.units import METRES_PER_FOOT, say_length

BEYOND: Final = {"AED": "beyond.aed", "BLEEDING_KIT": "beyond.bleeding_kit", "EXTINGUISHER": "beyond.extinguisher"}
_NAMES: Final = {"AED": "an AED", "BLEEDING_KIT": "a bleeding-control kit", "EXTINGUISHER": "a fire extinguisher"}
_WALL_M: Final = 0.3  # rooms this near are one stretch, and are lettered once; tool default
_LETTERED_M2: Final = 9.0  # smaller stretches are only hatched; tool default


def strictest(settings: ReachSettings, kind: str) -> str:
    """Return the name of the limit that allows the shortest walk to a device of a kind."""
    limits = list_limits(settings, kind)
    return min(limits, key=limits.__getitem__)


def is_drawn(coverage: Coverage, settings: ReachSettings) -> bool:
    """Tell whether something is beyond the strictest limit: drawn is that one, of which the others are parts."""
    return coverage.limit == strictest(settings, coverage.kind) and not coverage.uncovered.is_empty


def beyond_layer(
    places: Iterable[str], rooms: Iterable[Space], analysis: Analysis, settings: ReachSettings, move: Move
) -> Layer:
    """Return what of some floors or site areas is beyond reach, hatched and lettered, and the places proposed there.

    Each kind's letters follow its area. Of ``rooms``, those that no door leads to are marked as not assessed.
    """
    wanted, walking = frozenset(places), analysis.walking
    found = [c for c in walking.coverages if c.place in wanted and is_drawn(c, settings)]
    marks = [mark for kind in BEYOND for c in found if c.kind == kind for mark in _marks(c, settings, move)]
    marks += _unknown_marks([c for c in walking.coverages if c.place in wanted and c.unknown], rooms, move)
    for proposal in walking.proposals:
        if proposal.floor in wanted:
            at = move(proposal.at)
            marks.append(Symbol(f"NEXT_{proposal.kind}", at.x, at.y, str(proposal.rank), _name_proposal(marks)))  # type: ignore[attr-defined]
    return Layer("beyond", "Beyond reach of equipment", tuple(marks))


def _unknown_marks(coverages: list[Coverage], rooms: Iterable[Space], move: Move) -> Iterator[Mark]:
    """Yield the rooms of which reach is not known, so that a blank one is not taken for one within it."""
    unknown = {space for coverage in coverages for space in coverage.unknown}
    outlines = [move(room.outline) for room in rooms if room.id in unknown]
    if outlines:
        whole = MultiPolygon(outlines)  # type: ignore[arg-type]
        yield Area(whole, "beyond.unknown", f"{coverages[0].place}/beyond.unknown")
        for part in _stretches(whole):
            at = find_pole(part)
            yield Text("?", at.x, at.y, "label.beyond", "", part)


def _name_proposal(marks: list[Mark]) -> str:
    """Return a name of its own for a proposal on its map; no record of the campus has it."""
    return f"proposal/{len(marks)}"


def _marks(coverage: Coverage, settings: ReachSettings, move: Move) -> Iterator[Mark]:
    style = BEYOND[coverage.kind]
    shape = move(coverage.uncovered)
    yield Area(shape, style, f"{coverage.place}/{style}")  # type: ignore[arg-type]
    code = word_code(settings, coverage.kind)
    for part in _stretches(shape):  # type: ignore[arg-type]
        at = find_pole(part)
        yield Text(code, at.x, at.y, "label.beyond", "", part)


def _stretches(shape: MultiPolygon) -> Iterator[Polygon]:
    """Yield the largest polygon of each stretch that only walls part."""
    parts = shapely.get_parts(shape)
    whole = shapely.get_parts(shapely.union_all(shapely.buffer(parts, _WALL_M, join_style="mitre")))
    for stretch in whole:
        own = [part for part in parts if stretch.intersects(part)]
        if sum(part.area for part in own) >= _LETTERED_M2:
            yield max(own, key=lambda part: float(part.area))


def with_floor_beyond(scene: Scene, floor: Floor, analysis: Analysis, settings: ReachSettings, move: Move) -> Scene:
    """Return a floor's scene with what is beyond reach as its last layer."""
    return _with_layer(scene, beyond_layer((floor.id,), floor.spaces, analysis, settings, move))


def with_areas_beyond(
    scene: Scene, areas: Iterable[str], analysis: Analysis, settings: ReachSettings, move: Move
) -> Scene:
    """Return the grounds' scene with what of some areas is beyond reach as its last layer."""
    return _with_layer(scene, beyond_layer(areas, (), analysis, settings, move))


def _with_layer(scene: Scene, layer: Layer) -> Scene:
    return Scene(scene.id, scene.title, scene.placed, scene.bounds, (*scene.layers, layer))


def word_code(settings: ReachSettings, kind: str) -> str:
    """Return what is written into a stretch beyond reach: "AED >90 s", "FE >75 ft"."""
    letters, limit = find_symbol(kind).letters, strictest(settings, kind)
    if limit == "distance":
        return f"{letters} >{settings.extinguisher_m / METRES_PER_FOOT:.0f} ft"
    if limit == "one_way":
        return f"{letters} >{settings.one_way_s:.0f} s"
    return f"{letters} >{settings.round_trip_s:.0f} s return"


def word_beyond(settings: ReachSettings, kind: str) -> str:
    """Return the same in full: "Beyond 90 s on foot from an AED, by the drawing"."""
    limit = strictest(settings, kind)
    if limit == "distance":
        metres = settings.extinguisher_m
        reach = f"{say_length(metres)} on foot from"
    elif limit == "one_way":
        reach = f"{settings.one_way_s:.0f} s on foot from"
    else:
        reach = f"{settings.round_trip_s:.0f} s on foot, there and back, from"
    return f"Beyond {reach} {_NAMES[kind]}, by the drawing"


def beyond_titles(settings: ReachSettings) -> dict[str, str]:
    """Return the legend's wording of each style, with the limits that the project sets."""
    return {style: word_beyond(settings, kind) for kind, style in BEYOND.items()}


def word_walk(settings: ReachSettings) -> str:
    """Return how walking is reckoned."""
    return (
        f"Walked at {settings.speed_m_s:g} m/s, {settings.stair_s:g} s more for each storey climbed and "
        f"{settings.handling_s:g} s to take a device down; locked doors and devices locked away do not count."
    )
