"""The stages of reading one floor, a picture each: walls as read, bridged, faces kept and dropped, labels, rooms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

import shapely
from shapely import MultiLineString, Point, box
from shapely.affinity import rotate
from shapely.geometry.base import BaseGeometry

from campusmap.carto.crowd import Crowd
from campusmap.carto.diagram import Bounds, Diagram, Fit, Item, Row, compose, draw_labels, draw_scene, fit_map
from campusmap.carto.marks import Area, Scene
from campusmap.carto.sheet import Ink, Words
from campusmap.carto.style import load_styles
from campusmap.carto.typeface import fit_line
from campusmap.model.places import OpeningKind
from campusmap.model.plan import Label, Role, Stroke
from campusmap.rooms.parts import Doorway, Stages
from campusmap.rooms.sheet import Sheet
from campusmap.rooms.texts import Mark, TextKind

LISTED: Final = 8  # layers named beside a role before the rest is counted (tool default)
FINEST_PT: Final = 0.1  # detail of curves on the page
SMALLEST_PT: Final = 4.5  # texts smaller than this on the page are written beside their box (tool default)
_ROLES: Final = (Role.WALL, Role.ROOM, Role.DOOR, Role.WINDOW, Role.COLUMN, Role.STAIR, Role.OUTLINE)
_CLOSED: Final = {
    OpeningKind.DOOR: "stage.door_closed",
    OpeningKind.DOUBLE_DOOR: "stage.door_closed",
    OpeningKind.WINDOW: "stage.window_closed",
}
_METHODS: Final = {
    "walls": "stage.face_a", "area-polyline": "stage.face_b", "hatch": "stage.face_c", "inferred": "stage.face_d",
}  # fmt: skip
_DROPS: Final = tuple(f"stage.drop_{letter}" for letter in "abcdef")
# The kind that a text of several lines is shown as: the first of these that one of its lines is.
_KINDS: Final = (TextKind.NUMBER, TextKind.DOOR, TextKind.NAME, TextKind.USE, TextKind.AREA, TextKind.OTHER)

Drawn = tuple[list[Item], list[Row]]


@dataclass(frozen=True, slots=True)
class Reading:
    """What the pictures are drawn from; ``method_words`` says in words how a face came to be."""

    file: str
    sheet: Sheet
    marks: tuple[Mark, ...]
    stages: Stages
    scene: Scene
    method_words: dict[str, str]


def draw_stages(reading: Reading) -> dict[str, Diagram]:
    """Return the pictures by name, in order, all of one size and extent."""
    fit = fit_map(_bounds(reading))
    steps: dict[str, tuple[str, Callable[[Reading, Fit], Drawn]]] = {
        "1-walls": ("Walls and the like, as read", _draw_walls),
        "2-bridged": ("Gaps bridged and doors closed", _draw_bridged),
        "3-faces-kept": ("Faces kept", _draw_kept),
        "4-faces-dropped": ("Faces dropped, and why", _draw_dropped),
        "5-labels": ("Texts, and what each is taken for", _draw_texts),
        "6-rooms": ("Rooms", _draw_rooms),
    }
    drawn = {}
    for name, (title, draw) in steps.items():
        items, rows = draw(reading, fit)
        heading = Row(title, is_head=True)
        drawn[name] = compose(f"{reading.file}: {title}", "", fit, items, [heading, *(rows or [Row("none")])])
    width, height = (max(getattr(d, side) for d in drawn.values()) for side in ("width", "height"))
    return {name: replace(diagram, width=width, height=height) for name, diagram in drawn.items()}


def _bounds(reading: Reading) -> Bounds:
    """Return what the floor covers: its walls, doors and rooms; all strokes where there are none."""
    strokes = [s for role in _ROLES[:4] for s in reading.sheet.strokes[role]] or _all_strokes(reading.sheet)
    shapes = [_line(stroke) for stroke in strokes] + [cell.shape for cell in reading.stages.cells]
    x_min, y_min, x_max, y_max = shapely.total_bounds(shapes) if shapes else (0.0, 0.0, 1.0, 1.0)
    return float(x_min), float(y_min), float(x_max), float(y_max)


def _all_strokes(sheet: Sheet) -> list[Stroke]:
    return [stroke for strokes in sheet.strokes.values() for stroke in strokes]


def _line(stroke: Stroke) -> shapely.LineString:
    ring = stroke.closed and stroke.points[0] != stroke.points[-1]
    return shapely.LineString((*stroke.points, stroke.points[0]) if ring else stroke.points)


def _ink(shapes: Iterable[BaseGeometry], style: str, fit: Fit) -> list[Item]:
    """Draw shapes as one, cut at the picture's edge."""
    joined = fit.to_page(shapely.GeometryCollection(list(shapes))).simplify(FINEST_PT)
    cut = shapely.clip_by_rect(joined, *fit.box)
    return [] if cut.is_empty else [Ink(cut, style)]


def _title(style: str) -> str:
    return load_styles()[style].title


def _draw_walls(reading: Reading, fit: Fit) -> Drawn:
    sheet = reading.sheet
    groups = [(f"stage.{role.value}", sheet.strokes[role]) for role in _ROLES]
    rest = [s for role, strokes in sheet.strokes.items() if role not in _ROLES for s in strokes]
    groups.append(("stage.rest", tuple(rest)))
    items: list[Item] = []
    for style, strokes in reversed(groups):
        items += _ink(map(_line, strokes), style, fit)
    rows = [Row(_stroke_words(style, strokes), style, most=6) for style, strokes in groups if strokes]
    return items, rows


def _stroke_words(style: str, strokes: Sequence[Stroke]) -> str:
    layers = Counter(stroke.layer for stroke in strokes).most_common()
    named = ", ".join(f"{layer} ({count})" for layer, count in layers[:LISTED])
    more = f" and {len(layers) - LISTED} more layers" if len(layers) > LISTED else ""
    return f"{_title(style)}: {len(strokes)} strokes on {named}{more}"


def _barriers(reading: Reading, fit: Fit) -> list[Item]:
    segments = reading.stages.barriers
    return _ink([MultiLineString(list(segments))], "stage.barrier", fit) if len(segments) else []


def _draw_bridged(reading: Reading, fit: Fit) -> Drawn:
    stages = reading.stages
    gaps = [Point(x, y).buffer(max(length / 2, 4.0 / fit.scale)) for x, y, length in stages.gaps.tolist()]
    closed: dict[str, list[Doorway]] = {}
    for doorway in stages.doorways:
        closed.setdefault(_closed_style(doorway), []).append(doorway)
    items = _barriers(reading, fit)
    rows = [Row(_title("stage.barrier"), "stage.barrier")]
    for style, doorways in sorted(closed.items()):
        items += _ink((line for doorway in doorways for line in doorway.closures or (doorway.line,)), style, fit)
        rows.append(Row(f"{_title(style)}: {len(doorways)}", style))
    items += _ink([shapely.union_all(gaps)], "stage.gap", fit)
    if gaps:
        longest = float(stages.gaps[:, 2].max())
        rows.append(Row(f"{_title('stage.gap')}: {len(gaps)}, the longest {longest:.2f} m", "stage.gap"))
    return items, rows


def _closed_style(doorway: Doorway) -> str:
    if not doorway.certain:
        return "stage.unsure_closed"
    return _CLOSED.get(doorway.kind, "stage.opening_closed")


def _draw_kept(reading: Reading, fit: Fit) -> Drawn:
    cells = reading.stages.cells
    items = [Ink(fit.to_page(cell.shape), _METHODS.get(cell.method, "stage.face_a")) for cell in cells]
    methods = Counter(cell.method for cell in cells)
    rows = [
        Row(f"{count} {reading.method_words.get(method, method)}", _METHODS.get(method, "stage.face_a"))
        for method, count in sorted(methods.items())
    ]
    return [*items, *_barriers(reading, fit)], rows


def _draw_dropped(reading: Reading, fit: Fit) -> Drawn:
    reasons: dict[str, list[BaseGeometry]] = {}
    for drop in reading.stages.dropped:
        reasons.setdefault(drop.reason, []).append(drop.shape)
    items = _barriers(reading, fit)
    rows = []
    for number, (reason, shapes) in enumerate(sorted(reasons.items())):
        style = _DROPS[number % len(_DROPS)]
        items += [item for shape in shapes for item in _ink([shape], style, fit)]
        rows.append(Row(f"{reason}: {len(shapes)}, {sum(shape.area for shape in shapes):,.1f} m²", style))
    return items, rows


def _draw_texts(reading: Reading, fit: Fit) -> Drawn:
    kinds: dict[int, set[TextKind]] = {}
    labels: dict[int, Label] = {}
    for mark in reading.marks:
        kinds.setdefault(id(mark.label), set()).add(mark.kind)
        labels[id(mark.label)] = mark.label
    items = _barriers(reading, fit)
    counts: Counter[TextKind] = Counter()
    outside = 0
    for key, label in labels.items():
        kind = next(k for k in _KINDS if k in kinds[key])
        counts[kind] += 1
        drawn = _draw_text(label, kind, fit)
        outside += not drawn
        items += drawn
    styles = [(kind, f"stage.text_{kind.value}") for kind in _KINDS]
    rows = [Row(f"{_title(style)}: {counts[kind]}", style) for kind, style in styles if counts[kind]]
    return items, [*rows, *([Row(f"{outside} of them lie outside the picture")] if outside else [])]


def _draw_text(label: Label, kind: TextKind, fit: Fit) -> list[Item]:
    """Draw a text's box, and its first line in it, or beside it where it is small and says something of a room."""
    half_w, half_h = max(label.width, 1e-3) / 2, max(label.height, 1e-3) / 2
    frame = box(label.x - half_w, label.y - half_h, label.x + half_w, label.y + half_h)
    page = fit.to_page(rotate(frame, label.rotation_deg))
    if not shapely.box(*fit.box).covers(page):
        return []
    lines = label.text.split("\n")
    ink, at = Ink(page, f"stage.text_{kind.value}"), page.centroid
    size = min(label.height * fit.scale / len(lines) * 0.8, 9.0)
    if size >= SMALLEST_PT:
        words = fit_line(lines[0], max(label.width * fit.scale, 12.0) * 1.1, size)
        turn = (90.0 - label.rotation_deg) % 180.0 - 90.0
        return [ink, Words(words, at.x, at.y + size * 0.33, size, anchor="middle", rotation_deg=turn)]
    if kind is TextKind.OTHER:
        return [ink]
    top, bottom = page.bounds[1], page.bounds[3]
    base = bottom + SMALLEST_PT if kind in (TextKind.NAME, TextKind.AREA) else top - 1.0
    return [ink, Words(fit_line(lines[0], 60.0, SMALLEST_PT), at.x, base, SMALLEST_PT, anchor="middle")]


def _draw_rooms(reading: Reading, fit: Fit) -> Drawn:
    scene = reading.scene
    styles = Counter(m.style for m in scene.marks if isinstance(m, Area) and m.style.startswith("space."))
    rows = [Row(f"{_title(style)}: {count}", style) for style, count in sorted(styles.items())]
    return [*draw_scene(scene, fit), *draw_labels(scene, fit, (Crowd(fit.box),))], rows
