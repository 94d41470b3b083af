"""Which lines of a drawing are drawn broken: dashed, dotted, or as centre lines."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

_BY_LAYER: Final = frozenset({"", "bylayer"})


@dataclass(frozen=True, slots=True)
class LineStyles:
    """Names of linetypes with gaps, and of layers whose own linetype has some, all in small letters."""

    broken: frozenset[str] = frozenset()
    layers: frozenset[str] = frozenset()
    known: dict[tuple[str, str], bool] = field(default_factory=dict)

    def is_broken(self, linetype: str, layer: str) -> bool:
        """Tell whether a line of a linetype ("" or BYLAYER is the layer's own) on a layer is drawn broken."""
        found = self.known.get((linetype, layer))
        if found is None:
            style = linetype.lower()
            found = layer.lower() in self.layers if style in _BY_LAYER else style in self.broken
            self.known[linetype, layer] = found
        return found


def read_linetypes(document: Any) -> LineStyles:
    """Read the linetypes of a parsed drawing and those of its layers."""
    broken = frozenset(str(line.dxf.name).lower() for line in document.linetypes if _has_gaps(line))
    layers = (layer for layer in document.layers if str(layer.dxf.get("linetype", "")).lower() in broken)
    return LineStyles(broken, frozenset(str(layer.dxf.name).lower() for layer in layers))


def _has_gaps(linetype: Any) -> bool:
    """Tell whether the pattern of a linetype (group 49: a dash, a dot, or below zero a gap) has a gap."""
    return any(tag.code == 49 and float(tag.value) < 0.0 for tag in linetype.pattern_tags.tags)
