"""The four marks that draw everything, in metres, y up, true north up where the floor is placed."""

from __future__ import annotations

from dataclasses import dataclass, field

from shapely import LineString, MultiLineString, MultiPolygon, Polygon


@dataclass(frozen=True, slots=True)
class Area:
    """A filled shape."""

    shape: Polygon | MultiPolygon
    style: str
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A stroked shape."""

    shape: LineString | MultiLineString
    style: str
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """Words centred on x, y; ``within`` is the shape they should stay inside, if any."""

    text: str
    x: float
    y: float
    style: str
    subject: str = ""
    within: Polygon | None = None
    rotation_deg: float = 0.0


@dataclass(frozen=True, slots=True)
class Symbol:
    """A device or a door tag. ``dx``, ``dy`` is the unit vector in which it may be moved clear of a wall."""

    kind: str
    x: float
    y: float
    label: str = ""
    subject: str = ""
    dx: float = 0.0
    dy: float = 0.0


Mark = Area | Line | Text | Symbol


@dataclass(frozen=True, slots=True)
class Layer:
    """Marks that a reader can switch on and off together."""

    name: str
    title: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Scene:
    """One campus or floor as marks. ``bounds`` (x_min, y_min, x_max, y_max) hold its areas and lines."""

    id: str
    title: str
    placed: bool
    bounds: tuple[float, float, float, float]
    layers: tuple[Layer, ...] = field(default_factory=tuple)

    @property
    def marks(self) -> tuple[Mark, ...]:
        """Return every mark in drawing order."""
        return tuple(mark for layer in self.layers for mark in layer.marks)
