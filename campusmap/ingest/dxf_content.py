"""Tell what layers without a telling name hold by what is drawn on them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np
import shapely

from campusmap.ingest.dxf_units import DOOR_LEAF_M, WALL_M, is_swing
from campusmap.ingest.dxf_walls import long_segments, segment_gaps
from campusmap.ingest.layers import NO_MATCH, OVERRIDE
from campusmap.model.plan import Label, LayerFact, Role, Stroke

MIN_DOORS: Final = 2
MIN_ROOMS: Final = 3
MIN_LABELS: Final = 3
MIN_WALLS: Final = 8
ROOM_M2: Final = (1.0, 5000.0)
LABEL_LENGTH: Final = 12  # characters; longer texts are notes (tool default)


def content_roles(
    facts: Sequence[LayerFact], strokes: Sequence[Stroke], labels: Sequence[Label], metres: float
) -> tuple[LayerFact, ...]:
    """Give layers that no name rule fits the role that their content suggests, if it suggests one.

    ``metres`` is the length of the drawing unit. Rooms and walls are only looked for where no layer is named so.
    A layer that is named after rooms or doors and holds nothing but texts holds their labels.
    """
    facts = without_misnomers(facts, strokes, labels)
    named = {fact.role for fact in facts if fact.entities}
    return tuple(
        judge_layer(
            fact,
            [s for s in strokes if s.layer == fact.name],
            [label for label in labels if label.layer == fact.name],
            labels,
            metres,
            named,
        )
        if fact.role == Role.OTHER and fact.reason == NO_MATCH and fact.entities
        else fact
        for fact in facts
    )


DRAWN: Final = (Role.ROOM, Role.WALL, Role.DOOR, Role.WINDOW, Role.COLUMN, Role.STAIR)


def without_misnomers(
    facts: Sequence[LayerFact], strokes: Sequence[Stroke], labels: Sequence[Label]
) -> tuple[LayerFact, ...]:
    """Turn layers that a profile takes for rooms, doors ... but that hold only texts into labels or annotation."""
    drawn, written = {s.layer for s in strokes}, {label.layer for label in labels}
    return tuple(
        replace(
            fact,
            role=Role.LABEL if fact.role == Role.ROOM else Role.ANNOTATION,
            reason=f"{fact.reason}, content: texts only",
        )
        if fact.role in DRAWN and fact.reason != OVERRIDE and fact.name in written and fact.name not in drawn
        else fact
        for fact in facts
    )


def judge_layer(
    fact: LayerFact,
    strokes: list[Stroke],
    own: list[Label],
    labels: Sequence[Label],
    metres: float,
    named: set[Role],
) -> LayerFact:
    """Judge one layer by its content."""
    doors = count_doors(strokes, metres)
    if doors >= MIN_DOORS and 4 * doors >= len(strokes):
        return replace(fact, role=Role.DOOR, reason=f"content: {doors} door arcs")
    rooms = count_rooms(strokes, labels, metres) if Role.ROOM not in named else 0
    if rooms >= MIN_ROOMS and 2 * rooms >= len(strokes):
        return replace(fact, role=Role.ROOM, reason=f"content: {rooms} closed shapes with one text each")
    pairs, judged = count_pairs(strokes, metres) if Role.WALL not in named else (0, 0)
    if pairs >= MIN_WALLS and 2 * pairs >= judged:
        return replace(fact, role=Role.WALL, reason=f"content: {pairs} parallel lines a wall's thickness apart")
    numbers = count_numbers(own)
    if numbers >= MIN_LABELS and 2 * numbers >= len(own) and len(own) >= len(strokes):
        return replace(fact, role=Role.LABEL, reason=f"content: {numbers} short texts with digits")
    return fact


def count_doors(strokes: Sequence[Stroke], metres: float) -> int:
    """Count quarter-circle arcs of a door leaf's radius."""
    low, high = DOOR_LEAF_M
    return sum(1 for s in strokes if s.arc is not None and is_swing(s.arc) and low <= s.arc[2] * metres <= high)


def count_rooms(strokes: Sequence[Stroke], labels: Sequence[Label], metres: float) -> int:
    """Count the closed strokes of a room's size that hold exactly one text."""
    rings = [shapely.Polygon(s.points) for s in strokes if s.closed and s.arc is None and not s.filled]
    low, high = ROOM_M2
    rings = [ring for ring in rings if low <= ring.area * metres**2 <= high]
    if not rings or not labels:
        return 0
    tree = shapely.STRtree([shapely.Point(label.x, label.y) for label in labels])
    inside = Counter(tree.query(rings, predicate="contains_properly")[0].tolist())
    return sum(1 for count in inside.values() if count == 1)


def count_pairs(strokes: Sequence[Stroke], metres: float) -> tuple[int, int]:
    """Count the longer segments that have a parallel one a wall's thickness away, and the segments judged."""
    gaps = segment_gaps(long_segments(strokes)) * metres
    low, high = WALL_M
    return int(np.count_nonzero((gaps >= low) & (gaps <= high))), len(gaps)


def count_numbers(labels: Sequence[Label]) -> int:
    """Count short texts that hold a digit."""
    return sum(1 for t in labels if len(t.text) <= LABEL_LENGTH and any(c.isdigit() for c in t.text))
