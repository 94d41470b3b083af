"""Many DXF entities as text, in a drawing that ezdxf makes: its tables, its header, and whose handles are whose.

With an object an entity, as ezdxf has it, they take ten times as long; and the drawing round them is the same from
build to build as long as its layers are, and the number of what lies on them.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from campusmap.export.markup_dxf import fixed_meta_data, settle_classes
from campusmap.kept import recall

Entity = tuple[str, str]  # its type, and its tags after those that all have; without tags it only has a handle
Layer = tuple[str, int, bool]  # its name, its colour, and whether it is on
APP: Final = "CAMPUSMAP"  # the registered application under which entities carry their keys
BY_LAYER: Final = 256  # a colour. Source: DXF reference, group 62
_BEGIN: Final = "  0\nSECTION\n  2\nENTITIES\n"
_KEY_LETTERS: Final = 255  # Source: DXF reference, group 1000


@dataclass(frozen=True, slots=True)
class Group:
    """Layers, and the entities whose handles follow on theirs."""

    layers: tuple[Layer, ...]
    entities: tuple[Entity, ...]


@dataclass(frozen=True, slots=True)
class Shell:
    """A drawing without entities: what stands before and after them, who owns them, and each group's first handle."""

    head: str
    tail: str
    owner: str
    firsts: tuple[int, ...]


def write_groups(groups: Sequence[Group], properties: Mapping[str, str], variables: Mapping[str, float]) -> bytes:
    """Return a drawing (R2010, metres) of groups, with properties and variables in its header."""
    sizes = tuple((group.layers, len(group.entities)) for group in groups)
    about = (dict(properties), dict(variables))
    shell = recall("empty drawing", {"groups": sizes, "header": about}, lambda: _make_shell(sizes, *about))
    drawn = (
        f"  0\n{kind}\n  5\n{handle:X}\n330\n{shell.owner}\n100\nAcDbEntity\n{tags}"
        for group, first in zip(groups, shell.firsts, strict=True)
        for handle, (kind, tags) in enumerate(group.entities, first)
        if tags
    )
    return "".join((shell.head, *drawn, shell.tail)).encode("utf-8", "replace")


def _make_shell(
    sizes: Iterable[tuple[tuple[Layer, ...], int]], properties: dict[str, str], variables: dict[str, Any]
) -> Shell:
    """Make the drawing as if its entities were in it: their handles are taken, and given to nothing else."""
    from ezdxf.filemanagement import new

    with fixed_meta_data():
        document = new("R2010", units=6)  # metres
        document.appids.add(APP)
        for name, value in variables.items():
            document.header[name] = value
        for name, text in properties.items():
            document.header.custom_vars.append(name, text)
        firsts = []
        for layers, count in sizes:
            for name, colour, is_on in layers:
                layer = document.layers.add(name, color=colour)
                if not is_on:
                    layer.off()
            handles = [int(document.entitydb.next_handle(), 16) for _ in range(count)]
            firsts.append(handles[0] if handles else 0)
        settle_classes(document)
        stream = io.StringIO()
        document.write(stream)
    head, begin, tail = stream.getvalue().partition(_BEGIN)
    return Shell(head + begin, tail, document.modelspace().layout_key, tuple(firsts))


def draw_polyline(points: Sequence[Sequence[float]], layer: str, key: str, *, closed: bool = False) -> Entity:
    """Draw a line from point to point, and back to the first if it is closed; one without points is not written."""
    if not points:
        return "LWPOLYLINE", ""
    corners = "".join(f" 10\n{x}\n 20\n{y}\n" for x, y, *_ in points)
    kind = f"100\nAcDbPolyline\n 90\n{len(points)}\n 70\n{int(closed)}\n"
    return "LWPOLYLINE", f"  8\n{layer}\n{kind}{corners}{_tell_key(key)}"


def draw_text(text: str, at: tuple[float, float], height: float, layer: str, key: str = "") -> Entity:
    """Draw one line of text, which starts at a point."""
    said = f"{_tell_point(at)} 40\n{height}\n  1\n{text}\n100\nAcDbText\n"
    return "TEXT", f"  8\n{layer}\n100\nAcDbText\n{said}{_tell_key(key) if key else ''}"


def draw_point(at: tuple[float, float], layer: str, key: str) -> Entity:
    """Draw a point."""
    return "POINT", f"  8\n{layer}\n100\nAcDbPoint\n{_tell_point(at)}{_tell_key(key)}"


def draw_circle(at: tuple[float, float], radius: float, layer: str, key: str) -> Entity:
    """Draw a circle round a point."""
    return "CIRCLE", f"  8\n{layer}\n100\nAcDbCircle\n{_tell_point(at)} 40\n{radius}\n{_tell_key(key)}"


def _tell_point(at: tuple[float, float]) -> str:
    return f" 10\n{at[0]}\n 20\n{at[1]}\n 30\n0.0\n"


def _tell_key(key: str) -> str:
    return f"1001\n{APP}\n1000\n{key[:_KEY_LETTERS]}\n"
