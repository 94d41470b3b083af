"""Records as JSON text and back: the same values, shapes to the last bit, and nothing run that the text names.

A text holds ``classes`` (each record's name and fields), ``shapes`` (WKB in hexadecimal digits) and ``value``, in which
every list begins with what it is: a class's index for a record, else a word of ``_READERS``.
"""

from __future__ import annotations

import base64
import importlib
import json
from collections.abc import Callable, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from operator import attrgetter
from typing import Any, Final

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

_HOME: Final = "campusmap."  # only records of our own are made


class CodecError(ValueError):
    """A value that no text can hold, or a text that holds no value."""


def encode(value: Any) -> str:
    """Write a value of records, tuples, mappings, shapes and plain values as one line of JSON."""
    return _to_text(*_take_apart(value))


def decode(text: str) -> Any:
    """Return the value that a text holds; raise CodecError for anything else."""
    try:
        data = json.loads(text)
        return _put_together(data["classes"], [bytes.fromhex(each) for each in data["shapes"]], data["value"])
    except _FAULTS as fault:
        raise _unreadable(fault) from fault


def renew(value: Any) -> Any:
    """Return what ``decode`` makes of a value's text; no text is made, for JSON gives back the lists it was given."""
    return _renew(*_take_apart(value))


def encode_and_renew(value: Any) -> tuple[str, Any]:
    """Return a value's text, and what ``decode`` makes of that."""
    parts = _take_apart(value)
    return _to_text(*parts), _renew(*parts)


_JSON: Final = json.JSONEncoder(separators=(",", ":"), check_circular=False)  # what holds itself is never taken apart
_FAULTS: Final = (ValueError, TypeError, LookupError, AttributeError, ImportError, shapely.errors.ShapelyError)
_Classes = list[tuple[str, Sequence[str]]]


def _take_apart(value: Any) -> tuple[_Classes, list[bytes], Any]:
    """Return a value's classes, its shapes as WKB, and the rest as JSON has it."""
    writer = _Writer()
    tree = writer.write(value)
    shapes = shapely.to_wkb(np.array(writer.shapes, dtype=np.object_)).tolist()
    return [(_name(each), _fields(each)) for each in writer.classes], shapes, tree


def _put_together(classes: _Classes, shapes: list[bytes], tree: Any) -> Any:
    read = shapely.from_wkb(np.array(shapes, dtype=np.object_)).tolist()
    return _Reader([_find_class(*each) for each in classes], read).read(tree)


def _to_text(classes: _Classes, shapes: list[bytes], tree: Any) -> str:
    return _JSON.encode({"classes": classes, "shapes": [each.hex() for each in shapes], "value": tree})


def _renew(classes: _Classes, shapes: list[bytes], tree: Any) -> Any:
    try:
        return _put_together(classes, shapes, tree)
    except _FAULTS as fault:
        raise _unreadable(fault) from fault


def _unreadable(fault: Exception) -> CodecError:
    return CodecError(f"no records can be read: {type(fault).__name__}")


def _name(kind: type) -> str:
    return f"{kind.__module__}.{kind.__qualname__}"


@cache
def _fields(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else ()


def _find_class(name: str, names: Sequence[str]) -> type:
    module, _, kind = name.rpartition(".")
    found = getattr(importlib.import_module(module), kind) if module.startswith(_HOME) else None
    if not isinstance(found, type) or not (is_dataclass(found) or issubclass(found, Enum)):
        raise CodecError(f"{name} is no record")
    if _fields(found) != tuple(names):
        raise CodecError(f"{name} is no record that is known")
    return found


_PLAIN: Final = frozenset({type(None), str, int, float, bool})  # JSON has them as they are
_WORDS: Final[dict[type, str]] = {tuple: "tuple", list: "list", set: "set", frozenset: "frozenset"}
_KINDS: Final = {word: kind for kind, word in _WORDS.items()}
_Way = Callable[[Any], Any]


class _Writer:
    """Turns values into lists, and gathers classes and shapes on the way."""

    def __init__(self) -> None:
        self.shapes: list[BaseGeometry] = []
        self.classes: dict[type, int] = {}
        self._ways: dict[type, _Way] = {}  # how a value of each type is written: looked up once

    def write(self, value: Any) -> Any:
        """Return a value as JSON has it."""
        kind = type(value)
        if kind in _PLAIN:
            return value
        way = self._ways.get(kind)
        if way is None:
            way = self._ways[kind] = self._find_way(kind)
        return way(value)

    def _find_way(self, kind: type) -> _Way:
        if kind in _WORDS:
            return self._write_items(_WORDS[kind], in_order=kind in (tuple, list))
        if kind is dict:
            return lambda value: ["map", *([self.write(key), self.write(each)] for key, each in value.items())]
        if issubclass(kind, BaseGeometry):
            return self._write_shape
        if issubclass(kind, Enum):
            number = self._number(kind)
            return lambda value: ["enum", number, value.value]
        return self._write_record(kind) if is_dataclass(kind) else _write_plain

    def _write_items(self, word: str, *, in_order: bool) -> _Way:
        write = self.write
        if in_order:
            return lambda value: [word, *[each if type(each) in _PLAIN else write(each) for each in value]]
        return lambda value: [word, *map(write, sorted(value))]

    def _write_record(self, kind: type) -> _Way:
        number, names, write = self._number(kind), _fields(kind), self.write
        if len(names) < 2:
            return lambda value: [number, *[write(getattr(value, name)) for name in names]]
        read = attrgetter(*names)
        return lambda value: [number, *[each if type(each) in _PLAIN else write(each) for each in read(value)]]

    def _write_shape(self, value: BaseGeometry) -> Any:
        self.shapes.append(value)
        return ["shape", len(self.shapes) - 1]

    def _number(self, kind: type) -> int:
        return self.classes.setdefault(kind, len(self.classes))


def _write_plain(value: Any) -> Any:
    if isinstance(value, date):
        return ["date", value.isoformat()]
    if isinstance(value, bytes):
        return ["bytes", base64.b64encode(value).decode("ascii")]
    if isinstance(value, float):  # NumPy's
        return float(value)
    raise CodecError(f"{_name(type(value))} cannot be written")


class _Reader:
    """Turns lists back into values."""

    def __init__(self, classes: list[Any], shapes: list[Any]) -> None:
        self._classes = classes
        self._shapes = shapes

    def read(self, tree: Any) -> Any:
        """Return the value that JSON holds."""
        if type(tree) is not list:
            return tree
        head, read = tree[0], self.read
        if type(head) is int:
            return self._classes[head](*[each if type(each) is not list else read(each) for each in tree[1:]])
        if head in _READERS:
            return _READERS[head](self, tree)
        return _KINDS[head]([each if type(each) is not list else read(each) for each in tree[1:]])

    def shape(self, tree: list[Any]) -> Any:
        """Return a shape."""
        return self._shapes[tree[1]]

    def map(self, tree: list[Any]) -> Any:
        """Return a mapping, in its order."""
        return {self.read(key): self.read(value) for key, value in tree[1:]}

    def enum(self, tree: list[Any]) -> Any:
        """Return a member of an enumeration."""
        return self._classes[tree[1]](tree[2])


_READERS: Final[dict[str, Callable[[_Reader, list[Any]], Any]]] = {
    "shape": _Reader.shape,
    "map": _Reader.map,
    "enum": _Reader.enum,
    "date": lambda _, tree: date.fromisoformat(tree[1]),
    "bytes": lambda _, tree: base64.b64decode(tree[1], validate=True),
}
