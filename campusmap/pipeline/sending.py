"""Results as bytes from one copy of this process to another: as pickles, with all their shapes in one piece.

Shapely writes shape by shape, and Python's own way with frozen records goes field by field: the packet's sheets take
a third of that time so. Only for copies of ourselves; what a reader hands over goes through ``guard``.
"""

from __future__ import annotations

import io
import pickle
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from functools import cache
from operator import attrgetter
from typing import Any

import numpy as np
import shapely
from shapely import GeometryCollection, LineString, MultiLineString, MultiPoint, MultiPolygon, Point, Polygon
from shapely.geometry.base import BaseGeometry

# Those that well-known binary can tell apart: a ring on its own would come back as a line.
_SHAPES = frozenset({Point, LineString, Polygon, MultiPoint, MultiLineString, MultiPolygon, GeometryCollection})


def pack(value: Any) -> bytes:
    """Return a value as bytes, for ``unpack`` of this program."""
    stream = io.BytesIO()
    packer = _Packer(stream, 5)
    packer.dump(value)
    written = shapely.to_wkb(np.array(packer.shapes, np.object_), include_srid=True) if packer.shapes else np.array([])
    return pickle.dumps((stream.getvalue(), written.tolist()), 5)


def unpack(data: bytes) -> Any:
    """Return the value that was packed."""
    stream, written = pickle.loads(data)  # noqa: S301 - our own, and never stored
    shapes = shapely.from_wkb(np.array(written, np.object_)).tolist() if written else []
    return _Unpacker(io.BytesIO(stream), shapes).load()


class _Packer(pickle.Pickler):
    """Gathers shapes, and writes a record as a call of its class."""

    def __init__(self, stream: io.BytesIO, protocol: int) -> None:
        super().__init__(stream, protocol)
        self.shapes: list[BaseGeometry] = []

    def reducer_override(self, value: Any) -> Any:
        kind = type(value)
        if kind in _SHAPES:
            self.shapes.append(value)
            return _shape_at, (len(self.shapes) - 1,)
        read = _reader_of(kind)  # type: ignore[arg-type]  # a class is hashable
        return NotImplemented if read is None else (kind, read(value))


class _Unpacker(pickle.Unpickler):
    def __init__(self, stream: io.BytesIO, shapes: list[BaseGeometry]) -> None:
        super().__init__(stream)
        self._shapes = shapes

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) == (__name__, _shape_at.__name__):
            return self._shapes.__getitem__
        return super().find_class(module, name)


def _shape_at(number: int) -> BaseGeometry:
    """Stand for a shape by its place among those of a value; ``_Unpacker`` puts the shape in its stead."""
    raise NotImplementedError(number)


@cache
def _reader_of(kind: type[Any]) -> Callable[[Any], tuple[Any, ...]] | None:
    """Return what reads all that a record was made with; None for what is no plain record of slots."""
    if not is_dataclass(kind) or "__slots__" not in vars(kind) or hasattr(kind, "__post_init__"):
        return None
    names = [field.name for field in fields(kind) if field.init and not field.kw_only]
    if len(names) != len(fields(kind)) or not names:
        return None
    read = attrgetter(*names)
    return read if len(names) > 1 else lambda value: (read(value),)
