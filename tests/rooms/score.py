"""Score found rooms and openings against true ones. Knows nothing of how they were found."""

from __future__ import annotations

import json
from dataclasses import astuple, dataclass
from pathlib import Path

import numpy as np
import shapely
from shapely.geometry import shape

Room = tuple[shapely.Polygon, str]
Door = tuple[shapely.LineString, frozenset[str], bool]  # line, numbers of the two sides, exterior

METRES = {"mm": 0.001, "cm": 0.01, "m": 1.0, "in": 0.0254, "ft": 0.3048}


@dataclass(frozen=True)
class RoomScore:
    """``recall`` at IoU 0.5 and 0.75 over true rooms; ``numbered``: share matched at 0.75 with the right number."""

    true: int
    found: int
    recall_50: float
    recall_75: float
    precision_75: float
    numbered: float
    missed: tuple[str, ...]


@dataclass(frozen=True)
class Tally:
    """Counts that add up over floors; a room is matched from IoU 0.5 on, ``right`` are matched with the true number."""

    true: int = 0
    found: int = 0
    hits_50: int = 0
    hits_75: int = 0
    iou: float = 0.0
    right: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(*(a + b for a, b in zip(astuple(self), astuple(other), strict=True)))

    def shares(self) -> dict[str, float]:
        """Return recall and precision at 0.5 and 0.75, mean IoU over true rooms, and the share of right numbers."""
        true, found, matched = max(self.true, 1), max(self.found, 1), max(self.hits_50, 1)
        return {
            "recall_50": self.hits_50 / true,
            "recall_75": self.hits_75 / true,
            "precision_50": self.hits_50 / found,
            "precision_75": self.hits_75 / found,
            "iou": self.iou / true,
            "numbers": self.right / matched,
        }


@dataclass(frozen=True)
class DoorScore:
    true: int
    found: int
    recall: float
    sides: float  # share of the true doors found whose two sides carry the right numbers
    exterior: float
    missed: tuple[str, ...]


def match(true: list[shapely.Polygon], found: list[shapely.Polygon]) -> list[tuple[int, int, float]]:
    """Pair true and found shapes one to one, best intersection over union first."""
    if not true or not found:
        return []
    a = shapely.make_valid(np.array(true, dtype=object))
    b = shapely.make_valid(np.array(found, dtype=object))
    i, j = shapely.STRtree(b).query(a, predicate="intersects")
    both = shapely.area(shapely.intersection(a[i], b[j]))
    iou = both / (shapely.area(a[i]) + shapely.area(b[j]) - both)
    pairs: list[tuple[int, int, float]] = []
    seen_a: set[int] = set()
    seen_b: set[int] = set()
    for k in np.argsort(-iou, kind="stable").tolist():
        if int(i[k]) not in seen_a and int(j[k]) not in seen_b and iou[k] > 0:
            pairs.append((int(i[k]), int(j[k]), float(iou[k])))
            seen_a.add(int(i[k]))
            seen_b.add(int(j[k]))
    return pairs


def score_rooms(true: list[Room], found: list[Room]) -> RoomScore:
    pairs = match([r[0] for r in true], [r[0] for r in found])
    good = [(i, j) for i, j, iou in pairs if iou >= 0.75]
    right = [(i, j) for i, j in good if fold(true[i][1]) == fold(found[j][1])]
    hit = {i for i, _ in right}
    missed = tuple(sorted(number or "?" for k, (_, number) in enumerate(true) if k not in hit))
    half = sum(iou >= 0.5 for _, _, iou in pairs)
    n = max(len(true), 1)
    return RoomScore(
        len(true), len(found), half / n, len(good) / n, len(good) / max(len(found), 1), len(right) / n, missed
    )


def tally_rooms(true: list[Room], found: list[Room], voids: list[shapely.Polygon] | None = None) -> Tally:
    """Count matches; a found room that lies mostly in ``voids`` counts neither for nor against."""
    idle = in_voids(found, voids)
    kept = [room for j, room in enumerate(found) if j not in idle]
    pairs = [pair for pair in match([r[0] for r in true], [r[0] for r in kept]) if pair[2] > 0]
    half = [(i, j) for i, j, iou in pairs if iou >= 0.5]
    right = sum(fold(true[i][1]) == fold(kept[j][1]) for i, j in half)
    close = sum(iou >= 0.75 for _, _, iou in pairs)
    return Tally(len(true), len(kept), len(half), close, sum(iou for _, _, iou in pairs), right)


def in_voids(found: list[Room], voids: list[shapely.Polygon] | None) -> set[int]:
    """Return the places of the found rooms that lie mostly in spaces which are no room of the source."""
    holes = shapely.union_all(voids or [])
    return {j for j, (outline, _) in enumerate(found) if outline.intersection(holes).area > 0.5 * outline.area}


def missed_rooms(true: list[Room], found: list[Room], voids: list[shapely.Polygon] | None = None) -> list[str]:
    """Say of every true room below IoU 0.75 what became of it, which numbers are wrong, and what no true room is."""
    pairs = match([r[0] for r in true], [r[0] for r in found])
    hit = {i for i, _, iou in pairs if iou >= 0.75}
    tree = shapely.STRtree([outline for outline, _ in found])
    lines = []
    for k, (outline, number) in enumerate(true):
        if k not in hit:
            over = [int(j) for j in tree.query(outline, predicate="intersects")]
            part = sorted(((found[j][0].intersection(outline).area, j) for j in over), reverse=True)
            lines.append(f"missed {_place(outline, number)}: {_fate(outline, part, found)}")
    half = [(i, j) for i, j, iou in pairs if iou >= 0.5]
    wrong = [(true[i], found[j][1]) for i, j in half if fold(true[i][1]) != fold(found[j][1])]
    lines += [f"number of {_place(*room)} read as {text or 'none'}" for room, text in wrong]
    idle = {j for _, j in half} | in_voids(found, voids)
    return lines + [f"invented {_place(*room)}" for j, room in enumerate(found) if j not in idle]


def _place(outline: shapely.Polygon, number: str) -> str:
    x, y = outline.representative_point().coords[0]
    return f"{number or 'unnumbered'} ({outline.area:.1f} m2 at {x:.1f},{y:.1f})"


def _fate(shape: shapely.Polygon, part: list[tuple[float, int]], found: list[Room]) -> str:
    if not part or part[0][0] < 0.1 * shape.area:
        return "nothing found there"
    area, best = part[0]
    whole = found[best][0].area
    iou = area / (whole + shape.area - area)
    if area < 0.75 * shape.area:
        pieces = sum(a > 0.05 * shape.area for a, _ in part)
        return f"cut up into {pieces}, best IoU {iou:.2f}" if pieces > 1 else f"found too small, IoU {iou:.2f}"
    return f"found as part of {found[best][1] or 'an unnumbered room'} of {whole:.1f} m2, IoU {iou:.2f}"


def score_doors(true: list[Door], found: list[Door], reach_m: float = 0.5) -> DoorScore:
    """Pair doors whose middles lie within ``reach_m``, nearest first."""
    n = max(len(true), 1)
    if not true or not found:
        return DoorScore(len(true), len(found), 0.0, 0.0, 0.0, ())
    a = shapely.get_coordinates([d[0].interpolate(0.5, normalized=True) for d in true])
    b = shapely.get_coordinates([d[0].interpolate(0.5, normalized=True) for d in found])
    apart = np.hypot(*(a[:, None] - b[None]).transpose(2, 0, 1))
    pairs: list[tuple[int, int]] = []
    for k in np.argsort(apart, axis=None, kind="stable").tolist():
        i, j = divmod(k, len(b))
        if apart[i, j] > reach_m:
            break
        if i not in {p for p, _ in pairs} and j not in {q for _, q in pairs}:
            pairs.append((i, j))
    hit = {i for i, _ in pairs}
    sides = sum(true[i][1] == found[j][1] for i, j in pairs)
    outer = sum(true[i][2] == found[j][2] for i, j in pairs)
    missed = [f"{'-'.join(sorted(d[1]))} missing" for k, d in enumerate(true) if k not in hit]
    missed += [
        f"{'-'.join(sorted(true[i][1]))} found as {'-'.join(sorted(found[j][1]))}"
        for i, j in pairs
        if true[i][1] != found[j][1]
    ]
    return DoorScore(len(true), len(found), len(pairs) / n, sides / n, outer / n, tuple(missed))


def fold(number: str) -> str:
    return "".join(filter(str.isalnum, number.upper()))


def read_truth(path: Path) -> tuple[list[Room], list[Door], list[Door]]:
    """Read a truth file in drawing units; return rooms, doors and windows in metres of the drawing's axes."""
    data = json.loads(path.read_text(encoding="utf-8"))
    scale = METRES[data.get("unit", "m")]
    rooms: list[Room] = []
    doors: list[Door] = []
    windows: list[Door] = []
    for feature in data["features"]:
        facts = feature["properties"]
        geometry = shapely.transform(shape(feature["geometry"]), lambda xy: xy * scale)
        if facts.get("what", facts.get("kind")) == "room":
            rooms.append((geometry, facts.get("number", "")))
        elif facts.get("what") == "opening":
            joins = frozenset(fold(end) for end in facts["joins"])
            (windows if facts["kind"] == "window" else doors).append((geometry, joins, facts["exterior"]))
    return rooms, doors, windows


def floor_to_rooms(floor, drawing=lambda shape: shape) -> list[Room]:
    """List a floor's spaces; ``drawing`` maps its metres back to those of the drawing's axes."""
    return [(drawing(space.outline), space.number) for space in floor.spaces]


def floor_to_doors(floor, windows: bool = False) -> list[Door]:
    number = {space.id: fold(space.number) for space in floor.spaces} | {"OUTSIDE": "OUTSIDE"}
    return [
        (o.line, frozenset(number[end] for end in o.joins), o.exterior)
        for o in floor.openings
        if (o.kind == "window") is windows
    ]
