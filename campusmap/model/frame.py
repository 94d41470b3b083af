"""How a drawing lies on the ground."""

from __future__ import annotations

from dataclasses import dataclass

Matrix = tuple[float, float, float, float, float, float]


@dataclass(frozen=True, slots=True)
class Frame:
    """A similarity from drawing units to campus metres: X = a x + b y + c, Y = d x + e y + f.

    Without a placement the matrix only scales drawing units to metres and ``placed`` is false.
    ``scale`` is fitted metres per metre as the drawing declares them (1.0 when they agree).
    ``residual_m`` is the root mean square over control points, ``worst_m`` the largest; both None
    where nothing can be held against the fit (fewer than three points).
    """

    method: str
    matrix: Matrix
    placed: bool
    confirmed: bool
    unit: str
    unit_source: str  # "header", "campus.toml", "guess"
    unit_confirmed: bool
    scale: float = 1.0
    points: int = 0
    residual_m: float | None = None
    worst_m: float | None = None
    mirrored: bool = False
    why_unplaced: str = ""
    offset_m: float | None = None  # farthest the placed outline strays from the footprint
    held_out_m: float | None = None  # worst error of a control point left out of the fit

    @property
    def on_picture(self) -> bool:
        """Tell whether the floor is traced on a picture: on pixels, or on the points of a PDF page."""
        return self.unit in {"px", "pt"}
