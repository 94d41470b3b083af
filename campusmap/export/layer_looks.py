"""How the layers of a kit look in a GIS: by the style table and the symbols that map and packet are drawn with."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

from campusmap.carto.beyond import BEYOND
from campusmap.carto.scene import USE_STYLE
from campusmap.carto.style import Style, load_styles
from campusmap.carto.symbols import load_symbols
from campusmap.export.columns import Layer, Record, Value
from campusmap.model.places import OpeningKind, Use

Geometry = Literal["fill", "line", "marker"]
_GEOMETRIES: Final[dict[str, Geometry]] = {
    "Polygon": "fill", "MultiPolygon": "fill", "LineString": "line", "Point": "marker",
}  # fmt: skip
_MM_PER_PT: Final = 25.4 / 72
_LABELS: Final = {"buildings": "name", "spaces": "number", "openings": "number", "markers": "label", "grid": "cell"}
_PLAIN: Final = {
    "buildings": "building.footprint", "floors": "floor.outline", "sightlines": "fault.error", "routes": "linework",
    "grid": "grid.line", "spaces": "space.unknown", "openings": "linework", "hard_corners": "hard_corner.candidate",
    "coverage": "beyond.aed",
}  # fmt: skip
_CORNERS: Final = ("candidate", "confirmed", "stale")


@dataclass(frozen=True, slots=True)
class Look:
    """One rule: what it is for (columns that must hold a value; () for all that is left), and how it is drawn."""

    title: str
    wanted: tuple[tuple[str, Value], ...]
    fill: str
    stroke: str
    width_mm: float
    is_dashed: bool = False


@dataclass(frozen=True, slots=True)
class LayerLook:
    """The rules of a layer, of which one fits each feature, and the column that labels it."""

    layer: str
    geometry: Geometry
    looks: tuple[Look, ...]
    label: str


def look_of(layer: Layer, records: Iterable[Record]) -> LayerLook:
    """Return how a layer is drawn, with rules only for what it holds."""
    rows = [row for row, _ in records]
    offered = [look for look in _list_looks(layer.name) if not look.wanted or any(_fits(look, row) for row in rows)]
    return LayerLook(layer.name, _GEOMETRIES[layer.shape], tuple(offered), _LABELS.get(layer.name, ""))


def _fits(look: Look, row: object) -> bool:
    return isinstance(row, dict) and all(row.get(column) == value for column, value in look.wanted)


def _list_looks(layer: str) -> list[Look]:
    styles = load_styles()
    if layer in ("markers", "proposals"):
        return [*_devices("NEXT_" if layer == "proposals" else ""), Look("Other", (), "#444444", "#ffffff", 0.3)]
    rest = _look(styles[_PLAIN[layer]])
    if layer == "coverage":
        return [*(_look(styles[token], (("kind", kind),)) for kind, token in BEYOND.items()), rest]
    if layer == "spaces":
        return [*(_look(styles[_use_style(use)], (("use", use.value),), use.value.capitalize()) for use in Use), rest]
    if layer == "openings":
        return [*_openings(styles), rest]
    if layer == "hard_corners":
        return [*(_look(styles[f"hard_corner.{name}"], (("status", name),)) for name in _CORNERS), rest]
    return [rest]


def _use_style(use: Use) -> str:
    return USE_STYLE.get(use, "space.unknown")


def _devices(prefix: str) -> list[Look]:
    """Return a look for each kind of device; ``prefix`` is of the symbols that stand for it."""
    symbols = sorted(load_symbols().values(), key=lambda symbol: symbol.kind)
    return [
        Look(symbol.title, (("kind", symbol.kind.removeprefix(prefix)),), symbol.colour, "#ffffff", 0.3)
        for symbol in symbols
        if symbol.kind.startswith(prefix)
    ]


def _openings(styles: dict[str, Style]) -> list[Look]:
    """Return the looks of openings: doors that lead outside, other doors, gaps and windows."""
    doors = [
        _look(styles[token], (("kind", kind.value), ("exterior", outside)))
        for kind in (OpeningKind.DOOR, OpeningKind.DOUBLE_DOOR)
        for outside, token in ((True, "door.exterior"), (False, "door.interior"))
    ]
    rest = ((OpeningKind.OPENING, "opening"), (OpeningKind.WINDOW, "window"))
    return [*doors, *(_look(styles[token], (("kind", kind.value),)) for kind, token in rest)]


def _look(style: Style, wanted: tuple[tuple[str, Value], ...] = (), title: str = "") -> Look:
    stroke = style.stroke if style.stroke != "none" else style.fill
    width_mm = round(max(style.width_pt, 0.3) * _MM_PER_PT, 3)
    return Look(title or style.title, wanted, style.fill, stroke, width_mm, bool(style.dash))
