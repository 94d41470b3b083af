"""Records as JSON text and back: the same values, shapes to the last bit, and nothing run that the text names.

A text holds ``classes`` (each record's name and fields), ``shapes`` (WKB in hexadecimal digits) and ``value``, in which
every list begins with what it is: a class's index for a record, else a word of ``_READERS``.
"""

from __future__ import annotations

import base64
import importlib
import json
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from typing import Any, Final

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

_HOME: Final = "campusmap."  # only records of our own are made


class CodecError(ValueError):
    """A value that no text can hold, or a text that holds no value."""


def encode(value: Any) -> str:
    """Write a value of records, tuples, mappings, shapes and plain values as one line of JSON."""
    writer = _Writer()
    tree = writer.write(value)
    shapes = [each.hex() for each in shapely.to_wkb(np.array(writer.shapes, dtype=np.object_)).tolist()]
    classes = [[_name(each), _fields(each)] for each in writer.classes]
    return json.dumps({"classes": classes, "shapes": shapes, "value": tree}, separators=(",", ":"))


def decode(text: str) -> Any:
    """Return the value that a text holds; raise CodecError for anything else."""
    try:
        data = json.loads(text)
        shapes = shapely.from_wkb(np.array([bytes.fromhex(each) for each in data["shapes"]], dtype=np.object_)).tolist()
        return _Reader([_find_class(*each) for each in data["classes"]], shapes).read(data["value"])
    except (ValueError, TypeError, LookupError, AttributeError, ImportError, shapely.errors.ShapelyError) as fault:
        raise CodecError(f"no records can be read: {type(fault).__name__}") from fault


def _name(kind: type) -> str:
    return f"{kind.__module__}.{kind.__qualname__}"


def _fields(kind: type) -> list[str]:
    return [field.name for field in fields(kind)] if is_dataclass(kind) else []


def _find_class(name: str, names: list[str]) -> type:
    module, _, kind = name.rpartition(".")
    found = getattr(importlib.import_module(module), kind) if module.startswith(_HOME) else None
    if not isinstance(found, type) or not (is_dataclass(found) or issubclass(found, Enum)) or _fields(found) != names:
        raise CodecError(f"{name} is no record that is known")
    return found


class _Writer:
    """Turns values into lists, and gathers classes and shapes on the way."""

    def __init__(self) -> None:
        self.shapes: list[BaseGeometry] = []
        self.classes: dict[type, int] = {}
        self._names: dict[type, tuple[int, list[str]]] = {}

    def write(self, value: Any) -> Any:
        """Return a value as JSON has it."""
        kind = type(value)
        if value is None or kind in (str, int, float, bool):
            return value
        if kind in self._names:
            number, names = self._names[kind]
            return [number, *[self.write(getattr(value, name)) for name in names]]
        if isinstance(value, BaseGeometry):
            self.shapes.append(value)
            return ["shape", len(self.shapes) - 1]
        return self._write_rare(value)

    def _write_rare(self, value: Any) -> Any:
        kind = type(value)
        if kind in _WORDS:
            items = sorted(value) if kind in (set, frozenset) else value
            return [_WORDS[kind], *map(self.write, items)]
        if kind is dict:
            return ["map", *([self.write(key), self.write(each)] for key, each in value.items())]
        if isinstance(value, Enum):
            return ["enum", self._number(kind), value.value]
        if is_dataclass(value):
            self._names[kind] = (self._number(kind), _fields(kind))
            return self.write(value)
        return _write_plain(value)

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


_WORDS: Final[dict[type, str]] = {tuple: "tuple", list: "list", set: "set", frozenset: "frozenset"}
_KINDS: Final = {word: kind for kind, word in _WORDS.items()}


class _Reader:
    """Turns lists back into values."""

    def __init__(self, classes: list[Any], shapes: list[Any]) -> None:
        self._classes = classes
        self._shapes = shapes

    def read(self, tree: Any) -> Any:
        """Return the value that JSON holds."""
        if type(tree) is not list:
            return tree
        head = tree[0]
        if type(head) is int:
            return self._classes[head](*[self.read(each) for each in tree[1:]])
        if head in _KINDS:
            return _KINDS[head](map(self.read, tree[1:]))
        return _READERS[head](self, tree)

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
