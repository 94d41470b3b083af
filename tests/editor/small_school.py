"""A school of one drawing that can be drawn again otherwise: a corridor, three rooms, and doors. Knows no campusmap.

All lengths are metres: the corridor is 24 x 3, the rooms above it 8 x 6 each, walls are 0.2 thick.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from pathlib import Path

import ezdxf

TOML = """
[campus]
id = "small"
name = "Small School"

[hard_corners]
glazing = "narrow lite 5 x 33 in, latch side"

[[building]]
id = "A"
number = "1"
name = "House"
main_entrance = "1"
placement = { method = "anchor", lonlat = [-84.3, 39.9], drawing = [0, 0], bearing_deg = 0.0 }

[[building.floor]]
id = "1"
ordinal = 0
name = "Ground floor"
plan = "main.dxf"
"""
WIDTH, DEPTH, HALL, WALL, LEAF = 8.0, 6.0, 3.0, 0.2, 0.9


@dataclass(frozen=True)
class Drawn:
    """What the drawing says."""

    rooms: tuple[tuple[str, str], ...] = (("101", "ART"), ("102", "CLASSROOM"), ("103", "MUSIC"))
    walls: tuple[float, ...] = (8.0, 16.0)  # where walls part the rooms
    doors: tuple[float, ...] = (2.0, 10.0, 18.0)  # where rooms open on the corridor
    exits: dict[str, str] = field(default_factory=lambda: {"west": "1", "east": "2"})


class Pen:
    """Draws on the layers that such drawings have."""

    def __init__(self) -> None:
        self.document = ezdxf.new("R2018", units=6)
        self.space = self.document.modelspace()

    def strip(self, x0: float, y0: float, x1: float, y1: float) -> None:
        ring = [(x0, y0), (x1, y0), (x1, y1), (x0, y1)]
        self.space.add_lwpolyline(ring, close=True, dxfattribs={"layer": "A-WALL"})

    def leaf(self, x: float, y: float, start: float, open_deg: float) -> None:
        at = math.radians(open_deg)
        self.space.add_arc((x, y), LEAF, start, start + 90, dxfattribs={"layer": "A-DOOR"})
        self.space.add_line(
            (x, y), (x + LEAF * math.cos(at), y + LEAF * math.sin(at)), dxfattribs={"layer": "A-DOOR"}
        )  # fmt: skip

    def write(self, text: str, x: float, y: float, layer: str = "A-AREA-IDEN") -> None:
        self.space.add_text(text, height=0.25, dxfattribs={"layer": layer}).set_placement((x, y))


def write_school(folder: Path, drawn: Drawn = Drawn()) -> Path:
    """Write the campus, or its drawing again."""
    folder.mkdir(exist_ok=True)
    if not (folder / "campus.toml").exists():
        (folder / "campus.toml").write_text(TOML, "utf-8")
    pen = Pen()
    draw_walls(pen, drawn)
    draw_doors(pen, drawn)
    pen.write("100", 11.5, 1.6)
    pen.write("CORRIDOR", 11.0, 1.1)
    edges = [0.0, *sorted(drawn.walls), 3 * WIDTH]
    for (number, name), x0, x1 in zip(drawn.rooms, edges, edges[1:], strict=False):
        pen.write(number, (x0 + x1) / 2, 7.0)
        pen.write(name, (x0 + x1) / 2 - 0.5, 6.5)
    pen.document.saveas(folder / "main.dxf")
    return folder


def draw_walls(pen: Pen, drawn: Drawn) -> None:
    end, top = 3 * WIDTH, HALL + WALL + DEPTH
    pen.strip(-WALL, -WALL, end + WALL, 0)
    pen.strip(-WALL, top, end + WALL, top + WALL)
    for x in (-WALL, end):
        pen.strip(x, 0, x + WALL, 1.0)
        pen.strip(x, 1.0 + LEAF, x + WALL, top)
    ends = [0.0, *(at for door in sorted(drawn.doors) for at in (door, door + LEAF)), end]
    for x0, x1 in zip(ends[::2], ends[1::2], strict=True):
        pen.strip(x0, HALL, x1, HALL + WALL)
    for x in drawn.walls:
        pen.strip(x - WALL / 2, HALL + WALL, x + WALL / 2, top)


def draw_doors(pen: Pen, drawn: Drawn) -> None:
    for door in drawn.doors:
        pen.leaf(door, HALL + WALL, 0, 90)
    for side, number in drawn.exits.items():
        x = -WALL if side == "west" else 3 * WIDTH + WALL
        pen.leaf(x, 1.0, *((90, 180) if side == "west" else (0, 0)))
        pen.write(number, x + (-0.8 if side == "west" else 0.6), 1.3, "A-DOOR-IDEN")
