"""Small plans drawn by hand, in metres, for tests of single stages."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from campusmap.model.frame import Frame
from campusmap.model.places import Floor
from campusmap.model.plan import Label, LayerFact, Plan, Role, Stroke
from campusmap.model.project import FloorEntry
from campusmap.rooms.assemble import run_stages
from campusmap.rooms.parts import Stages

LAYERS = {"A-WALL": Role.WALL, "A-DOOR": Role.DOOR, "A-GLAZ": Role.WINDOW, "RM$": Role.ROOM, "A-AREA-IDEN": Role.LABEL}
LAYERS |= {"A-DOOR-IDEN": Role.LABEL, "S-COLS": Role.COLUMN, "A-STRS": Role.STAIR, "GROS$": Role.OUTLINE}
LAYERS |= {"A-NOTE": Role.ANNOTATION}
XY = tuple[float, float]


@dataclass
class Drawing:
    """Collects strokes and texts; ``plan()`` gives what a reader and the placement would hand over."""

    strokes: list[Stroke] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)

    def line(self, layer: str, *points: XY, closed: bool = False, insert: str = "", block: str = "") -> Drawing:
        handle = insert or f"{len(self.strokes) + 16:X}"
        self.strokes.append(Stroke("LWPOLYLINE", layer, handle, points, closed, insert, block))
        return self

    def box(self, layer: str, x0: float, y0: float, x1: float, y1: float) -> Drawing:
        return self.line(layer, (x0, y0), (x1, y0), (x1, y1), (x0, y1), closed=True)

    def swing(
        self, hinge: XY, radius: float, start: float, end: float, leaf_deg: float | None, insert: str = ""
    ) -> Drawing:
        def at(angle: float) -> XY:
            return (
                hinge[0] + radius * math.cos(math.radians(angle)),
                hinge[1] + radius * math.sin(math.radians(angle)),
            )

        points = tuple(at(start + (end - start) * k / 16) for k in range(17))
        handle = insert or f"{len(self.strokes) + 16:X}"
        arc = (*hinge, radius, start % 360, end % 360)
        self.strokes.append(Stroke("ARC", "A-DOOR", handle, points, False, insert, "DOOR" if insert else "", arc))
        if leaf_deg is not None:
            self.line("A-DOOR", hinge, at(leaf_deg), insert=insert, block="DOOR" if insert else "")
        return self

    def text(
        self, text: str, x: float, y: float, layer: str = "A-AREA-IDEN", tag: str = "", height: float = 0.2
    ) -> Drawing:
        handle = f"T{len(self.labels):X}"
        self.labels.append(Label(text, x, y, 0.6 * height * len(text), height, 0.0, layer, handle, "TEXT", tag))
        return self

    def plan(self) -> Plan:
        facts = tuple(LayerFact(name, role, "test", 1) for name, role in LAYERS.items())
        return Plan("test.dxf", "", "R2018", "m", facts, tuple(self.strokes), tuple(self.labels), (), ())


def frame(matrix: tuple[float, ...] = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0)) -> Frame:
    return Frame("none", matrix, False, True, "m", "header", True)  # type: ignore[arg-type]


def stages(drawing: Drawing) -> Stages:
    return run_stages(drawing.plan(), frame(), FloorEntry(id="1", ordinal=0), "B")


def floor(drawing: Drawing) -> Floor:
    return stages(drawing).floor


def two_rooms(gap: float = 0.9) -> Drawing:
    """Draw rooms of 4 x 4 m left and right of a 0.2 m wall with a gap from y = 1, all walls 0.2 m thick."""
    drawing = Drawing()
    drawing.box("A-WALL", -0.2, -0.2, 8.4, 4.2)
    drawing.line("A-WALL", (4.0, 0), (0, 0), (0, 4), (4.0, 4), (4.0, 1 + gap), (4.2, 1 + gap), (4.2, 4), (8.2, 4))
    drawing.line("A-WALL", (8.2, 4), (8.2, 0), (4.2, 0), (4.2, 1), (4.0, 1), (4.0, 0))
    return drawing.text("101", 2, 2).text("102", 6, 2)


def codes(found: Floor) -> set[str]:
    return {notice.code for notice in found.notices}
