"""The page: Letter landscape, its fixed places, and the scales that maps are drawn at. Points, y down."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from campusmap.carto.sheet import Box
from campusmap.units import METRES_PER_FOOT, METRES_PER_INCH

POINTS_PER_METRE: Final = 72 / METRES_PER_INCH

WIDTH: Final = 792.0
HEIGHT: Final = 612.0
LEFT: Final = 26.0  # office printers leave about 18 pt blank
RIGHT: Final = WIDTH - 26.0
HEADER_RULE: Final = 62.0
FOOTER_RULE: Final = 585.0
BODY: Final[Box] = (LEFT, 70.0, RIGHT, 580.0)
PANEL_WIDTH: Final = 150.0
GUTTER: Final = 13.0  # round the map, for the grid's names
FRAME: Final[Box] = (LEFT, 70.0, RIGHT - PANEL_WIDTH - 12.0, 568.0)
MAP: Final[Box] = (FRAME[0] + GUTTER, FRAME[1] + GUTTER, FRAME[2] - GUTTER, FRAME[3] - GUTTER)
PANEL: Final[Box] = (RIGHT - PANEL_WIDTH, 70.0, RIGHT, 580.0)

# Feet on the ground for an inch of paper: the engineer's scales, so that a ruler serves.
_FEET_PER_INCH: Final = (
    8, 10, 12, 15, 18, 20, 25, 30, 35, 40, 45, 50, 60, 70, 80, 90, 100, 120, 140, 160, 180, 200, 250, 300,
    350, 400, 450, 500, 600, 700, 800, 900, 1000, 1200, 1500, 2000, 3000, 5000,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Scale:
    """A map scale: ``denominator`` metres on the ground a metre of paper."""

    feet_per_inch: float

    @property
    def denominator(self) -> float:
        """Return metres on the ground for a metre of paper."""
        return self.feet_per_inch * METRES_PER_FOOT / METRES_PER_INCH

    @property
    def points_per_metre(self) -> float:
        """Return points of paper for a metre on the ground."""
        return POINTS_PER_METRE / self.denominator

    @property
    def text(self) -> str:
        """Return the scale in words, as a ruler's user wants it."""
        return f"1 in = {self.feet_per_inch:g} ft  (1:{self.denominator:.0f})"


def choose_scale(denominator: float) -> Scale:
    """Return the largest of the ruler's scales that is no larger than 1:``denominator``."""
    feet = denominator * METRES_PER_INCH / METRES_PER_FOOT
    return Scale(next((step for step in _FEET_PER_INCH if step >= feet - 1e-9), round(feet) + 1))
