"""Cedar Ridge High: who drew which plan, and how."""

from __future__ import annotations

from generator.cedar_classrooms import humanities_floors, science_floors
from generator.cedar_halls import arts_floors, commons_floors
from generator.cedar_main import main_floors
from generator.cedar_trades import field_house_floors, trades_floors
from generator.drawing import Drawn, survey_floor
from generator.openings import make_openings
from generator.pen import Style
from generator.plan import FloorPlan

AIA = {
    "wall": "A-WALL",
    "wall_ext": "A-WALL",
    "door": "A-DOOR",
    "door_tag": "A-DOOR-IDEN",
    "glaz": "A-GLAZ",
    "tag": "A-AREA-IDEN",
    "area": "A-AREA",
    "furn": "A-FURN",
    "case": "A-FLOR-CASE",
    "equip": "A-EQPM",
    "fixture": "A-FLOR-FIXT",
    "cols": "A-COLS",
    "stair": "A-FLOR-STRS",
    "elevator": "A-FLOR-EVTR",
    "pattern": "A-FLOR-PATT",
    "poche": "A-WALL-PATT",
    "dims": "A-ANNO-DIMS",
    "title": "A-ANNO-TTLB",
    "note": "A-ANNO-NOTE",
    "grid": "S-GRID",
    "frame": "A-DOOR-FRAM",
    "window_tag": "A-GLAZ-IDEN",
    "ceiling": "A-CLNG-GRID",
    "lights": "E-LITE-CLNG",
}
FULL_HEIGHT = {**AIA, "wall": "A-WALL-FULL", "wall_ext": "A-WALL-FULL"}
SPLIT = {**AIA, "wall": "A-WALL-INTR", "wall_ext": "A-WALL-EXTR"}

STYLES: dict[str, Style] = {
    "A": Style(
        "in", AIA, "block", ("block",), "R2010", (100, 80), poche=True, ceiling=True, frames=True, window_marks=True
    ),
    "B": Style(
        "in",
        FULL_HEIGHT,
        "mtext",
        ("loose", "loose", "arc"),
        "R2018",
        explode=True,
        ceiling=True,
        frames=True,
        tiles="lines",
        sheet="paper",
    ),
    "C": Style(
        "ft",
        SPLIT,
        "texts",
        ("loose", "arc"),
        "R2000",
        (500, 700),
        explode=True,
        ceiling=True,
        frames=True,
        window_marks=True,
        tiles="hatch",
    ),
    "D": Style(
        "mm",
        AIA,
        "block",
        ("bulge", "block"),
        "R2013",
        poche=True,
        tiles="lines",
        frames=True,
        window_marks=True,
        ceiling=True,
        sheet="paper",
    ),
    "E": Style(
        "in",
        FULL_HEIGHT,
        "mtext",
        ("loose",),
        "R2010",
        (-300, -150),
        poche=True,
        tiles="lines",
        frames=True,
        ceiling=True,
        window_marks=True,
    ),
    "F": Style(
        "mm",
        SPLIT,
        "texts",
        ("block", "loose"),
        "R2007",
        (1000, 2000),
        areas=True,
        tiles="hatch",
        frames=True,
        ceiling=True,
    ),
    "G": Style("ft", AIA, "block", ("arc",), "R2010", areas=True, wall_style="polylines", sheet="paper"),
}


def cedar_plans() -> list[FloorPlan]:
    """Return the thirteen floors of the seven buildings."""
    return [
        *main_floors(),
        *humanities_floors(),
        *science_floors(),
        *commons_floors(),
        *arts_floors(),
        *trades_floors(),
        *field_house_floors(),
    ]


def draw_floors() -> list[Drawn]:
    """Return the floors as they are to be drawn."""
    floors = []
    for plan in cedar_plans():
        style = STYLES[plan.building]
        floors.append(survey_floor(plan, style, make_openings(plan, style.idioms)))
    return floors
