"""What people traced on pictures: features of overrides.geojson -> rooms, doors and windows in campus metres."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from shapely import LineString, Polygon

from campusmap.geometry.geodesy import shape_to_xy
from campusmap.model.feature import Feature, Trace
from campusmap.model.places import Use
from campusmap.model.source import Notice
from campusmap.units import ask_meant

KINDS: Final = ("room", "door", "double_door", "opening", "window")
_USES: Final = ("", *(use.value for use in Use))
LEAST_M2: Final = 0.5  # a smaller room is a slip of the hand (tool default)
DOOR_M: Final = (0.4, 12.0)  # an opening's width: a hatch to an overhead door or a row of windows (tool default)


def is_trace(feature: Feature) -> bool:
    """Tell whether a shape drawn by hand is a room, door or window that was traced."""
    return _kind(feature) in KINDS


def _kind(feature: Feature) -> str:
    return feature.kind.strip().casefold().replace(" ", "_")


def read_traces(
    features: Iterable[Feature], floors: Sequence[str], epsg: int | None
) -> tuple[tuple[Trace, ...], tuple[Notice, ...]]:
    """Return the rooms and doors traced on ``floors`` (ids of those that are pictures), and those of no use."""
    traces: list[Trace] = []
    said: list[Notice] = []
    for feature in features:
        if is_trace(feature):
            trace = _to_trace(feature, epsg)
            problem = _find_problem(trace, floors)
            if _word_use(trace.use) not in _USES:
                said.append(_unused_use(trace))
            if problem or epsg is None or not isinstance(trace.shape, Polygon | LineString):
                said.append(_unused(trace, problem or "nothing of the campus is placed"))
            else:
                traces.append(trace)
    return tuple(traces), tuple(said)


def _to_trace(feature: Feature, epsg: int | None) -> Trace:
    own = {key.casefold(): value.strip() for key, value in feature.attributes.items()}
    shape = shape_to_xy(feature.geometry, epsg) if epsg is not None else feature.geometry
    return Trace(
        _kind(feature), own.get("floor", ""), shape,  # type: ignore[arg-type]  # judged next
        feature.number.strip(), feature.name.strip(), own.get("use", ""), own.get("who", ""), own.get("when", ""),
        feature.ref,
    )  # fmt: skip


def _find_problem(trace: Trace, floors: Sequence[str]) -> str:
    """Return why a room or door cannot be used, "" if it can."""
    if trace.floor not in floors:
        known = f"; those are {', '.join(floors)}" if floors else ""
        return f'its floor "{trace.floor}" is no floor whose plan is a picture{known}'
    if trace.kind != "room":
        is_line = isinstance(trace.shape, LineString) and len(trace.shape.coords) == 2
        if not is_line or not DOOR_M[0] <= trace.shape.length <= DOOR_M[1]:
            return f"a door or window is a line from side to side, {DOOR_M[0]:g} to {DOOR_M[1]:g} m long"
    elif not isinstance(trace.shape, Polygon):
        return "its outline crosses itself, or is several areas"
    elif trace.shape.area < LEAST_M2:
        return f"it is smaller than {LEAST_M2:g} m²"
    return ""


def _word_use(use: str) -> str:
    return use.strip().casefold().replace(" ", "_")


def _unused_use(trace: Trace) -> Notice:
    asked = ask_meant(_word_use(trace.use), _USES)
    text = f"the use {trace.use[:60]!r} of the traced {_called(trace)} is none that is known, and is not used{asked}"
    return Notice("trace.unused", text, trace.ref.file, trace.ref)


def _called(trace: Trace) -> str:
    return f"{trace.kind.replace('_', ' ')} {trace.number or trace.name}".strip()


def _unused(trace: Trace, problem: str) -> Notice:
    building, _, floor = trace.floor.partition("/")
    about = (building, trace.floor) if floor else ("", "")
    return Notice(
        "trace.unused", f"the traced {_called(trace)} is not used: {problem}", trace.ref.file, trace.ref, *about
    )
