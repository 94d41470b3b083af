"""The breaks that CAD programs cut into the lines of a multi-line where another one joins or crosses it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Ends = tuple[Any, Any]  # two points of the parser


def key_of(ends: Ends) -> tuple[tuple[float, ...], ...]:
    """Return what two spellings of the same line share."""
    return tuple(tuple(round(float(v), 6) for v in point.xyz) for point in ends)


def find_pieces(mline: Any) -> dict[tuple[tuple[float, ...], ...], list[Ends]]:
    """Return, for each line of a multi-line that has breaks, the pieces that are left of it.

    Source: DXF reference, MLINE, groups 74 and 41: after the offset along the miter come the distances along the
    line at which it starts, stops, starts again ...; it runs to its end if the last one is a start.
    """
    vertices = list(mline.vertices)
    following = vertices[1:] + (vertices[:1] if mline.is_closed else [])
    pieces: dict[tuple[tuple[float, ...], ...], list[Ends]] = {}
    for one, other in zip(vertices, following, strict=False):
        for here, there in zip(one.line_params, other.line_params, strict=False):
            if len(here) > 1 and here[1:] != (0.0,) and len(there) > 0:
                start = one.location + one.miter_direction * here[0]
                end = other.location + other.miter_direction * there[0]
                pieces[key_of((start, end))] = list(cut_line(start, end, one.line_direction, list(here[1:])))
    return pieces


def cut_line(start: Any, end: Any, direction: Any, marks: list[float]) -> Iterator[Ends]:
    """Yield the pieces of a line between its starts and stops."""
    along = [start + direction * mark for mark in marks]
    along += [end] if len(along) % 2 else []
    yield from zip(along[::2], along[1::2], strict=True)
