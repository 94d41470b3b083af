"""The findings of one drawing laid out for the CAD technician: clouds where the faults are, notes beside the plan."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from textwrap import wrap
from typing import Final

import numpy as np
import shapely
from shapely import MultiPoint
from shapely.geometry.base import BaseGeometry

from campusmap.carto.typeface import clean_text
from campusmap.model.finding import Finding
from campusmap.model.frame import Frame
from campusmap.model.kit import Kit

XY = tuple[float, float]
Bounds = tuple[float, float, float, float]

# Shares of the drawing's diagonal, so that notes and clouds are seen with the whole plan in view (tool defaults).
TEXT_SHARE: Final = 0.006
CLOUD_SHARE: Final = 0.012
LINE_CHARS: Final = 46
# In heights of the text: pitch of lines, width of a letter in a wide typeface, white round notes and beside the plan.
PITCH: Final = 1.6
LETTER: Final = 0.7
GAP: Final = 1.5
ASIDE: Final = 8.0
LONGEST_NAME: Final = 80
_RESERVED: Final = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)  # names that Windows keeps


@dataclass(frozen=True, slots=True)
class Note:
    """One located finding in drawing units: its clouds, its leader from the fault to the text, and the text.

    ``at`` is the upper left corner of the text; ``size`` its width and height.
    """

    finding: Finding
    clouds: tuple[XY, ...]
    leader: tuple[XY, ...]
    lines: tuple[str, ...]
    at: XY
    size: XY


@dataclass(frozen=True, slots=True)
class Markup:
    """All notes on one drawing; ``general`` are the lines about the drawing as a whole, at ``general_at``."""

    notes: tuple[Note, ...]
    general: tuple[str, ...]
    general_at: XY
    text_height: float
    cloud_radius: float
    bounds: Bounds  # of the whole sheet, notes included


def mark_up(kit: Kit, drawing: str) -> Markup:
    """Lay out the open findings of one drawing."""
    findings = [f for f in kit.review.findings if f.file == drawing and not f.waived]
    located = [f for f in findings if f.x is not None and f.y is not None]
    rest = [line for f in findings if f not in located for line in (*note_lines(f), "")]
    bounds = drawing_bounds(kit, drawing, located)
    diagonal = float(np.hypot(bounds[2] - bounds[0], bounds[3] - bounds[1])) or 1.0
    height, radius = diagonal * TEXT_SHARE, diagonal * CLOUD_SHARE
    notes = place_notes(located, bounds, height, radius)
    general = (f"campusmap: {len(located)} findings with a place, {len(findings) - len(located)} without", "", *rest)
    boxes = [shapely.box(*bounds), *(note_box(note) for note in notes)]
    x_min, y_min, x_max, y_max = (float(v) for v in shapely.total_bounds(boxes))
    top = y_max + (len(general) * PITCH + ASIDE) * height
    return Markup(tuple(notes), general, (x_min, top), height, radius, (x_min, y_min, x_max, top))


def note_lines(finding: Finding) -> tuple[str, ...]:
    """Write a finding as short lines: rule and title, message, place, mend."""
    layer, handle = (clean_text(text) for text in (finding.layer, finding.handle))
    place = ", ".join([f"layer {layer}"] * bool(layer) + [f"handle {handle}"] * bool(handle))
    head = f"{finding.id} {finding.severity.value}: {finding.title}"
    parts = (head, clean_text(finding.message), place, f"Mend: {finding.fix}")
    return tuple(line for part in parts for line in wrap(part, LINE_CHARS))


def note_box(note: Note) -> BaseGeometry:
    """Return the ground of a note's text."""
    (x, y), (width, height) = note.at, note.size
    return shapely.box(x, y - height, x + width, y)


def drawing_bounds(kit: Kit, drawing: str, located: Iterable[Finding]) -> Bounds:
    """Return what a drawing's floors and findings cover, in its own units."""
    floors = [floor for building in kit.campus.buildings for floor in building.floors if floor.plan_file == drawing]
    shapes = [to_drawing(floor.frame, floor.outline) for floor in floors if not floor.outline.is_empty]
    points = [xy for finding in located for xy in fault_places(finding)]
    shapes += [MultiPoint(points)] if points else []
    if not shapes:
        return (0.0, 0.0, 100.0, 100.0)
    x_min, y_min, x_max, y_max = (float(value) for value in shapely.total_bounds(shapes))
    return x_min, y_min, x_max, y_max


def to_drawing(frame: Frame, shape: BaseGeometry) -> BaseGeometry:
    """Move a shape from metres back into drawing units."""
    a, b, c, d, e, f = frame.matrix
    back = np.linalg.inv(np.array([[a, b], [d, e]]))
    return shapely.transform(shape, lambda xy: (xy - [c, f]) @ back.T)


def fault_places(finding: Finding) -> tuple[XY, ...]:
    """Return where a finding's faults are; the first is the finding's own place."""
    own = () if finding.x is None or finding.y is None else ((finding.x, finding.y),)
    return tuple(dict.fromkeys((*own, *finding.places)))


def place_notes(located: Sequence[Finding], bounds: Bounds, height: float, radius: float) -> list[Note]:
    """Stack the notes left and right of the plan, each side from the top in the order of the faults."""
    middle = (bounds[0] + bounds[2]) / 2
    sides = ([f for f in located if (f.x or 0.0) < middle], [f for f in located if (f.x or 0.0) >= middle])
    width = LINE_CHARS * LETTER * height
    away = ASIDE * height + radius
    lefts = (bounds[0] - away - width, bounds[2] + away)
    notes: list[Note] = []
    for left, faults in zip(lefts, sides, strict=True):
        notes += _stack(sorted(faults, key=_from_the_top), left, width, bounds, height)
    return notes


def _from_the_top(finding: Finding) -> tuple[object, ...]:
    return (-(finding.y or 0.0), finding.x or 0.0, finding.id, finding.subject, finding.message)


def _stack(faults: list[Finding], left: float, width: float, bounds: Bounds, height: float) -> list[Note]:
    """Stack one side's notes: each beside its fault where it can be, the column centred where it is too long."""
    texts = [note_lines(fault) for fault in faults]
    tall = [len(lines) * PITCH * height for lines in texts]
    total = sum(tall) + GAP * height * max(0, len(tall) - 1)
    ceiling = max(bounds[3], (bounds[1] + bounds[3] + total) / 2)
    left_over = total
    notes = []
    for fault, lines, deep in zip(faults, texts, tall, strict=True):
        floor_y = min(bounds[1], (bounds[1] + bounds[3] - total) / 2) + left_over
        top = max(min(ceiling, (fault.y or 0.0) + deep / 2), floor_y)
        top = min(top, ceiling)
        notes.append(Note(fault, fault_places(fault), _leader(fault, left, width, top, height), lines, (left, top),
                          (width, deep)))  # fmt: skip
        ceiling = top - deep - GAP * height
        left_over -= deep + GAP * height
    return notes


def _leader(fault: Finding, left: float, width: float, top: float, height: float) -> tuple[XY, ...]:
    """Lead from the fault to the first line of its note, with a short landing before the text."""
    x, y = fault.x or 0.0, fault.y or 0.0
    inward = 1.0 if x > left else -1.0
    edge = left + width if x > left else left
    line_y = top - height / 2
    return (x, y), (edge + inward * 2.5 * height, line_y), (edge + inward * 0.6 * height, line_y)


def markup_names(drawings: Iterable[str]) -> dict[str, str]:
    """Name a file for each drawing: letters, digits, dot and hyphen, no two alike whatever their case."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for drawing in sorted(set(drawings)):
        stem = _safe_stem(drawing)
        name, count = stem, 1
        while name.casefold() in taken:
            count += 1
            name = f"{stem}-{count}"
        taken.add(name.casefold())
        names[drawing] = f"{name}.dxf"
    return names


def _safe_stem(drawing: str) -> str:
    stem = re.sub(r"(?i)\.dxf$", "", PurePosixPath(drawing.replace("\\", "/")).name)
    plain = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode()
    safe = re.sub(r"[^A-Za-z0-9.-]+", "_", plain)[:LONGEST_NAME].strip("._-") or "drawing"
    return f"{safe}_" if _RESERVED.fullmatch(safe) else safe
