"""The page: papers, landscape, their fixed places, and the scales that maps are drawn at. Points, y down."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from campusmap.model.printing import PacketSettings
from campusmap.units import METRES_PER_FOOT, METRES_PER_INCH

Box = tuple[float, float, float, float]  # left, top, right, bottom

POINTS_PER_METRE: Final = 72 / METRES_PER_INCH
MARGIN: Final = 26.0  # office printers leave about 18 pt blank
HEADER_RULE: Final = 62.0
GUTTER: Final = 13.0  # round the map, for the grid's names
_TOP: Final = 70.0
_GAP: Final = 12.0  # between map and panel


@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet of paper, landscape, and its fixed places."""

    title: str
    width: float
    height: float
    panel_width: float = 150.0
    magnified: float = 1.0  # everything is laid out on a smaller sheet and printed so many times as large
    mono: bool = False  # printed without colour: what looks alike there is one line of the legend

    @property
    def left(self) -> float:
        """Return where everything begins."""
        return MARGIN

    @property
    def right(self) -> float:
        """Return where everything ends."""
        return self.width - MARGIN

    @property
    def footer_rule(self) -> float:
        """Return the y of the line over the foot."""
        return self.height - 27.0

    @property
    def body(self) -> Box:
        """Return what lies between head and foot."""
        return (MARGIN, _TOP, self.right, self.height - 32.0)

    @property
    def map(self) -> Box:
        """Return the place of a map beside its panel, without the gutter round it."""
        return self.map_beside(self.panel_width)

    @property
    def panel(self) -> Box:
        """Return the place of the panel beside a map."""
        return self.column(self.panel_width)

    def column(self, width: float) -> Box:
        """Return a column at the right edge."""
        return (self.right - width, _TOP, self.right, self.height - 32.0)

    def map_beside(self, width: float) -> Box:
        """Return the place of a map beside a column at the right edge, without the gutter round it."""
        right = self.right - width - _GAP
        return (MARGIN + GUTTER, _TOP + GUTTER, right - GUTTER, self.height - 44.0 - GUTTER)


LETTER: Final = Paper("Letter", 792.0, 612.0)
# ISO 216 to the hundredth of a point. Posters are read from farther off: theirs are Tabloid and A3 printed twice as
# large, with a wider panel that holds lists besides the legend.
PAPERS: Final = {
    "letter": LETTER,
    "legal": Paper("Legal", 1008.0, 612.0),
    "tabloid": Paper("Tabloid", 1224.0, 792.0),
    "a4": Paper("A4", 841.89, 595.28),
    "a3": Paper("A3", 1190.55, 841.89),
    "ansi-d": Paper("ANSI D", 1224.0, 792.0, 240.0, 2.0),
    "a1": Paper("A1", 1190.55, 841.89, 240.0, 2.0),
}


def choose_paper(settings: PacketSettings, title: str = "") -> Paper:
    """Return the project's paper, or the one named, as it is to be printed on."""
    return replace(PAPERS[title or settings.paper], mono=settings.mono)


# Feet on the ground for an inch of paper: the engineer's scales, so that a ruler serves.
_FEET_PER_INCH: Final = (
    8, 10, 12, 15, 18, 20, 25, 30, 35, 40, 45, 50, 60, 70, 80, 90, 100, 120, 140, 160, 180, 200, 250, 300,
    350, 400, 450, 500, 600, 700, 800, 900, 1000, 1200, 1500, 2000, 3000, 5000,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Scale:
    """A map scale: ``denominator`` metres on the ground a metre of paper."""

    feet_per_inch: float

    def printed(self, magnified: float) -> Scale:
        """Return the scale as it is on a sheet that is printed larger than it was laid out."""
        return Scale(self.feet_per_inch / magnified)

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
