"""A scene as one SVG picture, for looking at a drawing or at a stage of reading it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from xml.sax.saxutils import escape, quoteattr

import shapely
from shapely.geometry.base import BaseGeometry

from campusmap.carto.marks import Area, Line, Mark, Scene, Symbol, Text
from campusmap.carto.style import Style, Theme, load_styles
from campusmap.carto.symbols import find_symbol, symbol_to_svg

Place = Callable[[float, float], tuple[float, float]]
_SYMBOL_PX = 20.0
_PX_PER_PT = 4 / 3


def scene_to_svg(scene: Scene, width_px: float = 1600.0, theme: Theme = "colour") -> str:
    """Draw a scene to the full width of an SVG, y up turned to y down, with a small margin."""
    x_min, y_min, x_max, y_max = scene.bounds
    margin = 0.02 * max(x_max - x_min, y_max - y_min, 1e-6)
    scale = width_px / (x_max - x_min + 2 * margin)
    height_px = (y_max - y_min + 2 * margin) * scale
    styles = load_styles(theme)

    def place(x: float, y: float) -> tuple[float, float]:
        return (x - x_min + margin) * scale, (y_max + margin - y) * scale

    body = "\n".join(part for mark in scene.marks for part in _mark_to_svg(mark, styles, place))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width_px:.0f}" height="{height_px:.0f}" '
        f'viewBox="0 0 {width_px:.2f} {height_px:.2f}" font-family="sans-serif">\n'
        f"<title>{escape(scene.title)}</title>\n"
        f'<rect width="100%" height="100%" fill="#ffffff"/>\n{body}\n</svg>\n'
    )


def _mark_to_svg(mark: Mark, styles: dict[str, Style], place: Place) -> Iterator[str]:
    if isinstance(mark, Symbol):
        yield _symbol(mark, place)
    elif isinstance(mark, Text):
        yield _text(mark, styles[mark.style], place)
    elif not mark.shape.is_empty:
        yield _path(mark, styles[mark.style], place)


def _path(mark: Area | Line, style: Style, place: Place) -> str:
    fill = style.fill if isinstance(mark, Area) else "none"
    dash = f" stroke-dasharray={quoteattr(style.dash)}" if style.dash else ""
    return (
        f'<path d="{_outline(mark.shape, place)}" fill={quoteattr(fill)} fill-rule="evenodd" '
        f'stroke={quoteattr(style.stroke)} stroke-width="{style.width_pt * _PX_PER_PT:.2f}"{dash}/>'
    )


def _outline(shape: BaseGeometry, place: Place) -> str:
    return " ".join(_ring(part, place) for part in _lines(shape))


def _lines(shape: BaseGeometry) -> list[BaseGeometry]:
    """Return the rings and lines of a shape, each a piece of one path."""
    parts = shapely.get_parts(shape)
    rings = shapely.get_rings([part for part in parts if part.geom_type == "Polygon"])
    return [*rings, *(part for part in parts if part.geom_type in {"LineString", "LinearRing"})]


def _ring(line: BaseGeometry, place: Place) -> str:
    return "M" + "L".join(f"{x:.2f} {y:.2f}" for x, y in (place(*point[:2]) for point in line.coords))


def _text(mark: Text, style: Style, place: Place) -> str:
    x, y = place(mark.x, mark.y)
    size = style.size_pt * _PX_PER_PT
    drop = size * (1.3 if mark.style == "label.name" else 0.35)
    turn = f' transform="rotate({-mark.rotation_deg:.1f} {x:.2f} {y:.2f})"' if mark.rotation_deg else ""
    return (
        f'<text x="{x:.2f}" y="{y + drop:.2f}" font-size="{size:.1f}" font-weight={quoteattr(style.weight)} '
        f'text-anchor="middle" fill={quoteattr(style.fill)}{turn}>{escape(mark.text)}</text>'
    )


def _symbol(mark: Symbol, place: Place) -> str:
    x, y = place(mark.x, mark.y)
    x, y = x + mark.dx * _SYMBOL_PX * 0.7, y - mark.dy * _SYMBOL_PX * 0.7
    half, factor = _SYMBOL_PX / 2, _SYMBOL_PX / 32
    letters = mark.label if mark.kind == "DOOR_TAG" else ""
    drawn = symbol_to_svg(find_symbol(mark.kind), letters)
    return f'<g transform="translate({x - half:.2f} {y - half:.2f}) scale({factor:.4f})">{drawn}</g>'
