"""Page layers to SVG: plain shapes and text in points, so that any writer of pages can take them."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from xml.sax.saxutils import escape, quoteattr

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from campusmap.carto.badges import badge_shape
from campusmap.carto.paper import Paper
from campusmap.carto.sheet import Badge, Ink, PageLayer, Words
from campusmap.carto.style import Style, Theme, load_styles
from campusmap.carto.symbols import find_symbol
from campusmap.carto.typeface import CAP_EM, FALLBACK, FAMILY, own_families, runs_by_face, settable_text, text_width

# What XML 1.0 does not allow in text (its section 2.2, "Char"), and line ends, which callers have split at.
_NOT_XML = re.compile("[^ -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_HATCH_PT = 3.2  # distance of hatch lines
_NO_LENGTH_PT = 0.005  # of a piece of a hatch line that is not drawn
_HATCH_WIDE_PT = 0.55  # of a hatch line; thinner, a copier loses it
_FRAME_PT = 1.2  # of a symbol's frame, a little into its white edge; thinner, a copier loses it
_CASING_PT = 0.7  # of the edge on each side of a cased line; tool default
_HATCHES = {"diagonal": (45.0,), "back": (-45.0,), "level": (0.0,), "upright": (90.0,), "cross": (45.0, -45.0)}


def layer_to_svg(layer: PageLayer, paper: Paper, theme: Theme = "colour") -> str:
    """Draw a page layer as one SVG of the whole page, a unit a point."""
    return layers_to_svg([layer], paper, theme)[0]


def layers_to_svg(layers: Sequence[PageLayer], paper: Paper, theme: Theme = "colour") -> list[str]:
    """Draw page layers, each as one SVG of the whole page, a unit a point."""
    traced = _trace_items([item for layer in layers for item in layer.items], load_styles(theme))
    family = quoteattr(", ".join((FAMILY, *own_families(), FALLBACK)))
    wide, high = f"{paper.width:.8g}", f"{paper.height:.8g}"
    return [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}pt" height="{high}pt" '
        f'viewBox="0 0 {wide} {high}" font-family={family}>{_draw_traced(layer.items, traced, theme)}</svg>'
        for layer in layers
    ]


def draw_items(items: Iterable[Ink | Words | Badge], theme: Theme = "colour", *, any_letter: bool = False) -> str:
    """Return SVG elements, a unit a point, the first item lowest.

    ``any_letter`` leaves letters that the packet's typefaces lack to the reader's own.
    """
    listed = list(items)
    return _draw_traced(listed, _trace_items(listed, load_styles(theme)), theme, any_letter=any_letter)


def _trace_items(items: Sequence[Ink | Words | Badge], styles: dict[str, Style]) -> Iterator[tuple[str, str]]:
    """Return the path data of the outline and of the hatch of each item but words, of all of them at once."""
    inks = [item for item in items if isinstance(item, Ink)]
    badges = [item for item in items if isinstance(item, Badge)]
    hatched = [
        n for n, ink in enumerate(inks) if styles[ink.style].hatch and _is_filled(ink) and not ink.shape.is_empty
    ]
    lines = _hatch_all([inks[n].shape for n in hatched], [_HATCHES[styles[inks[n].style].hatch] for n in hatched])
    paths = shapes_to_paths([*(ink.shape for ink in inks), *_place_badges(badges), *lines])
    hatches = dict(zip(hatched, paths[len(inks) + len(badges) :], strict=True))
    drawn = ((path, hatches.get(n, "")) for n, path in enumerate(paths[: len(inks)]))
    framed = ((path, "") for path in paths[len(inks) :])
    return (next(drawn if isinstance(item, Ink) else framed) for item in items if not isinstance(item, Words))


def _draw_traced(
    items: Sequence[Ink | Words | Badge], traced: Iterator[tuple[str, str]], theme: Theme, *, any_letter: bool = False
) -> str:
    """Draw items, of which those that are no words have their paths in ``traced``, which may go on beyond them."""
    styles, drawn, edges, first = load_styles(theme), list[str](), list[str](), 0
    for item in items:
        if isinstance(item, Words):
            drawn.append(draw_words(item, styles, any_letter=any_letter))
        elif isinstance(item, Badge):
            drawn.append(_draw_badge(item, next(traced)[0], theme))
        else:
            path, hatch = next(traced)
            if styles[item.style].casing:
                first = first if edges else len(drawn)
                edges.append(_draw_casing(item, path, styles[item.style]))
            drawn.append(_draw_ink(item, path, hatch, styles[item.style]))
    drawn.insert(first, "".join(edges))  # all edges under all lines, so that none crosses a line at a junction
    return "".join(drawn)


def _is_filled(ink: Ink) -> bool:
    return ink.shape.geom_type in ("Polygon", "MultiPolygon")


def _draw_casing(ink: Ink, path: str, style: Style) -> str:
    """Draw the edge of a line, to be drawn under it."""
    if _is_filled(ink):
        return ""
    line = f'{_paint("stroke", style.casing)} stroke-width="{style.width_pt + 2 * _CASING_PT:g}"'
    return f'<path d="{path}" fill="none" {line} stroke-linecap="round" stroke-linejoin="round"/>'


def _place_badges(badges: Sequence[Badge]) -> Sequence[BaseGeometry]:
    """Return the frame of each badge where it stands."""
    shapes = np.array([badge_shape(each.kind, each.letters, each.size_pt) for each in badges], dtype=np.object_)
    places = np.array([(each.x, each.y) for each in badges], dtype=np.float64).reshape(-1, 2)
    at = np.repeat(places, shapely.get_num_coordinates(shapes), axis=0)
    placed: list[BaseGeometry] = shapely.transform(shapes, lambda points: points + at).tolist()
    return placed


def _draw_ink(ink: Ink, path: str, hatch: str, style: Style) -> str:
    if not path:
        return ""
    filled, stroke = _is_filled(ink), _paint("stroke", style.stroke)
    fill = _paint("fill", style.fill) if filled else 'fill="none"'
    dash = f' stroke-dasharray="{style.dash}"' if style.dash else ""
    cap = "" if filled or style.dash else ' stroke-linecap="round"'
    line = f'{stroke} stroke-width="{style.width_pt:g}"{dash}{cap} stroke-linejoin="round"'
    drawn = f'<path d="{path}" fill-rule="evenodd" {fill} {line}/>'
    if not (filled and style.hatch):
        return drawn
    return f'{drawn}<path d="{hatch}" fill="none" {stroke} stroke-width="{_HATCH_WIDE_PT:g}"/>'


def _paint(what: str, colour: str) -> str:
    """Return a paint attribute; eight hex digits carry opacity in the last two."""
    if len(colour) == 9:
        return f'{what}="{colour[:7]}" {what}-opacity="{int(colour[7:], 16) / 255:.3f}"'
    return f'{what}="{colour}"'


def hatch_lines(shape: BaseGeometry, angles_deg: Iterable[float]) -> BaseGeometry:
    """Return parallel lines over a shape, phased to the page so that neighbours match."""
    return _hatch_all([shape], [tuple(angles_deg)])[0]


def _hatch_all(shapes: Sequence[BaseGeometry], angles_deg: Sequence[Sequence[float]]) -> list[BaseGeometry]:
    """Return what ``hatch_lines`` does of each of several shapes, of all at once for each angle."""
    of, edges = _list_edges(shapes)
    found = [(np.empty(0, dtype=np.int64), np.empty((0, 2, 2)))]
    for angle in sorted({angle for each in angles_deg for angle in each}):
        cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
        turn = np.array([(cos, -sin), (sin, cos)])  # x and y to the places along the lines and across them
        own = np.array([angle in each for each in angles_deg])[of]
        whose, lines = _cross(of[own], edges[own] @ turn)
        found.append((whose, lines @ turn.T))
    owners, drawn = (np.concatenate(each) for each in zip(*found, strict=True))
    order = np.argsort(owners, kind="stable")
    hatched = np.full(len(shapes), shapely.MultiLineString(), dtype=np.object_)
    shapely.multilinestrings(np.asarray(shapely.linestrings(drawn[order])), indices=owners[order], out=hatched)
    return hatched.tolist()


def _list_edges(shapes: Sequence[BaseGeometry]) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return which of some shapes the edges of all are of, and both ends of each."""
    parts, of_parts = shapely.get_parts(np.array(shapes, dtype=np.object_), return_index=True)
    rings, of_rings = shapely.get_rings(parts, return_index=True)
    points, ring = shapely.get_coordinates(rings, return_index=True)
    begins = np.flatnonzero(ring[1:] == ring[:-1])
    return of_parts[of_rings[ring[begins]]], np.stack([points[begins], points[begins + 1]], axis=1)


def _cross(of: NDArray[np.int64], edges: NDArray[np.float64]) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return the pieces of level hatch lines inside shapes of some edges, and which shape each is in.

    Every second place where a line crosses an edge leaves the shape again: of an edge, only the lower end counts.
    """
    along, across = edges[:, :, 0], edges[:, :, 1] / _HATCH_PT
    low, high = np.ceil(across.min(axis=1)), np.ceil(across.max(axis=1))
    counts = (high - low).astype(np.int64)
    edge = np.repeat(np.arange(len(edges)), counts)
    line = low[edge] + np.arange(len(edge)) - np.repeat(counts.cumsum() - counts, counts)
    share = (line - across[edge, 0]) / (across[edge, 1] - across[edge, 0])
    at = along[edge, 0] + share * (along[edge, 1] - along[edge, 0])
    order = np.lexsort((at, line, of[edge]))
    points = np.stack([at, line * _HATCH_PT], axis=1)[order].reshape(-1, 2, 2)
    seen = points[:, 1, 0] - points[:, 0, 0] > _NO_LENGTH_PT
    return of[edge][order][::2][seen], points[seen]


def shape_to_path(shape: BaseGeometry) -> str:
    """Return SVG path data to a hundredth of a point."""
    return shapes_to_paths([shape])[0]


def shapes_to_paths(shapes: Sequence[BaseGeometry]) -> list[str]:
    """Return SVG path data of each of several shapes, all at once, to a hundredth of a point."""
    if not shapes:
        return []
    parts, of = shapely.get_parts(np.array(shapes, dtype=np.object_), return_index=True)
    while (shapely.get_type_id(parts) >= shapely.GeometryType.MULTIPOINT).any():  # a collection of collections
        parts, nested = shapely.get_parts(parts, return_index=True)
        of = of[nested]
    lines, part_of = _list_lines(parts)
    traced = list(_trace(lines))
    ends = np.searchsorted(of[part_of], np.arange(len(shapes)), side="right").tolist()
    return ["".join(traced[start:end]) for start, end in pairwise([0, *ends])]


def _list_lines(parts: NDArray[np.object_]) -> tuple[NDArray[np.object_], NDArray[np.int64]]:
    """Return the rings of polygons and the lines among some shapes, in their order, and whose each is."""
    rings, of_rings = shapely.get_rings(parts, return_index=True)
    kinds = shapely.get_type_id(parts)
    alone = np.flatnonzero((kinds == shapely.GeometryType.LINESTRING) | (kinds == shapely.GeometryType.LINEARRING))
    part_of = np.concatenate([of_rings, alone])
    order = np.argsort(part_of, kind="stable")
    return np.concatenate([rings, parts[alone]])[order], part_of[order]


def _trace(lines: NDArray[np.object_]) -> Iterator[str]:
    """Yield the path data of each line; a ring is closed."""
    closed, counts = shapely.get_type_id(lines) == shapely.GeometryType.LINEARRING, shapely.get_num_coordinates(lines)
    flat = tuple((shapely.get_coordinates(lines).round(2) + 0.0).ravel().tolist())
    ends = counts.cumsum()
    for start, end, ring in zip((ends - counts).tolist(), (ends - closed).tolist(), closed.tolist(), strict=True):
        yield _path_form(end - start, ring) % flat[2 * start : 2 * end] if end - start > 1 else ""


@lru_cache(maxsize=4096)
def _path_form(points: int, closed: bool) -> str:
    return "M%g %g" + "L%g %g" * (points - 1) + ("Z" if closed else "")


def draw_words(words: Words, styles: dict[str, Style], *, any_letter: bool = False) -> str:
    """Draw text, a line at a time."""
    turn = f' transform="rotate({words.rotation_deg:g} {words.x:.2f} {words.y:.2f})"' if words.rotation_deg else ""
    look = (' font-weight="700"' if words.bold else "") + (' font-style="italic"' if words.italic else "")
    start = f'<text font-size="{words.size_pt:g}" fill="{styles[words.style].fill}"{look}{turn}'
    return "".join(
        f"{start} {_spell(clean_xml(line, any_letter=any_letter), words, n, any_letter)}</text>"
        for n, line in enumerate(words.text.split("\n"))
        if line
    )


def _spell(line: str, words: Words, n: int, any_letter: bool) -> str:
    """Return the rest of the element of the n-th line: its place, and its letters.

    A line that no one typeface sets is placed run by run, because SVG readers set the whole of it in the fallback.
    """
    y = f'y="{words.y + n * words.pitch_pt:.2f}"'
    runs = [] if any_letter or line.isascii() else runs_by_face(line, bold=words.bold, italic=words.italic)
    if len(runs) < 2:
        face = f" font-family={quoteattr(runs[0][1])}" if runs and runs[0][1] else ""
        return f'text-anchor="{words.anchor}"{face} x="{words.x:.2f}" {y}>{escape(line)}'
    wide = [text_width(run, words.size_pt, bold=words.bold, italic=words.italic) for run, _ in runs]
    left = words.x - sum(wide) * {"start": 0.0, "middle": 0.5, "end": 1.0}[words.anchor]
    starts = [left + sum(wide[:k]) for k in range(len(runs))]
    spans = (
        f'<tspan x="{x:.2f}"{f" font-family={quoteattr(family)}" if family else ""}>{escape(run)}</tspan>'
        for x, (run, family) in zip(starts, runs, strict=True)
    )
    return f'{y} xml:space="preserve">{"".join(spans)}'


def clean_xml(text: str, *, any_letter: bool = False) -> str:
    """Drop the characters that XML does not allow, and mark those that the typefaces lack, unless any may be."""
    allowed = _NOT_XML.sub("", text)
    return allowed if any_letter else settable_text(allowed)


def _draw_badge(badge: Badge, path: str, theme: Theme) -> str:
    symbol = find_symbol(badge.kind)
    colour = "#000000" if theme == "mono" else symbol.colour
    fill, ink = (colour, "#ffffff") if symbol.frame == "tag" else ("#ffffff", colour)
    baseline = badge.y + badge.size_pt * CAP_EM / 2
    return (
        f'<path d="{path}" fill="#ffffff" stroke="#ffffff" stroke-width="2.6" stroke-linejoin="round"/>'
        f'<path d="{path}" fill="{fill}" stroke="{colour}" stroke-width="{_FRAME_PT:g}" stroke-linejoin="round"/>'
        f'<text font-size="{badge.size_pt:g}" font-weight="700" text-anchor="middle" fill="{ink}" '
        f'x="{badge.x:.2f}" y="{baseline:.2f}">{escape(clean_xml(badge.letters))}</text>'
    )
