"""The layers of one drawing: names, flags, roles by name, and by which named rule their content is left out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from campusmap.ingest.dxf_fields import decode_escapes
from campusmap.ingest.layers import IGNORED, override_patterns, role_of_name
from campusmap.model.plan import Role
from campusmap.model.project import LayerRoles

FROZEN: Final = "frozen layer"
OFF: Final = "off layer"
IGNORED_LAYER: Final = "ignored in campus.toml"
DEMOLITION_LAYER: Final = "demolition layer"
PAPER_SPACE: Final = "paper space"
ANNOTATION_LAYER: Final = "annotation layer"
HIDDEN: Final = (FROZEN, OFF, DEMOLITION_LAYER)
TEXTS: Final = frozenset({"TEXT", "MTEXT", "ATTRIB", "MULTILEADER", "MLEADER"})

# Entity types that are left out by rule, and the rule's name.
LEFT_OUT: Final = {
    "DIMENSION": "dimension", "ARC_DIMENSION": "dimension", "LARGE_RADIAL_DIMENSION": "dimension",
    "TOLERANCE": "dimension", "ACAD_TABLE": "table",
    "POINT": "point", "3DSOLID": "3D solid", "BODY": "3D solid", "REGION": "3D solid", "SURFACE": "3D solid",
    "EXTRUDEDSURFACE": "3D solid", "LOFTEDSURFACE": "3D solid", "REVOLVEDSURFACE": "3D solid",
    "SWEPTSURFACE": "3D solid", "PLANESURFACE": "3D solid", "MESH": "3D solid",
    "IMAGE": "image", "WIPEOUT": "image", "OLEFRAME": "image", "OLE2FRAME": "image",
    "PDFUNDERLAY": "underlay", "DWFUNDERLAY": "underlay", "DGNUNDERLAY": "underlay", "PDFREFERENCE": "underlay",
    "RAY": "construction line", "XLINE": "construction line", "VIEWPORT": "viewport", "SHAPE": "shape",
    "LIGHT": "light", "SUN": "light", "CAMERA": "light", "ATTDEF": "attribute definition",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer of a drawing; ``left_out`` names the rule that keeps its curves out of the plan, or is ""."""

    name: str
    role: Role
    reason: str
    frozen: bool
    off: bool
    left_out: str


class LayerTable:
    """A drawing's layers, looked up case-blind as CAD programs do; unlisted layers appear when asked for."""

    def __init__(self, rows: Iterable[tuple[str, bool, bool]], overrides: LayerRoles) -> None:
        self._patterns = override_patterns(overrides)
        self._layers: dict[str, Layer] = {}
        self._asked: dict[str, Layer] = {}  # by spelling
        for name, frozen, off in rows:
            self._layers.setdefault(name.lower(), self._describe(name, frozen, off))

    def __getitem__(self, name: str) -> Layer:
        if name not in self._asked:
            plain = decode_escapes(name)  # the parser leaves \U+XXXX escapes in names
            key = plain.lower()
            if key not in self._layers:
                self._layers[key] = self._describe(plain, False, False)
            self._asked[name] = self._layers[key]
        return self._asked[name]

    def all(self) -> list[Layer]:
        """Return the layers in the order of the file, unlisted ones last."""
        return list(self._layers.values())

    def _describe(self, name: str, frozen: bool, off: bool) -> Layer:
        role, reason = role_of_name(name, self._patterns)
        return Layer(name, role, reason, frozen, off, left_out(role, reason, frozen, off))


def left_out(role: Role, reason: str, frozen: bool, off: bool) -> str:
    """Name the rule by which a layer's curves are left out, "" if they are kept."""
    if reason == IGNORED:
        return IGNORED_LAYER
    if frozen or off:
        return FROZEN if frozen else OFF
    named = {Role.DEMOLITION: DEMOLITION_LAYER, Role.FURNITURE: "furniture layer", Role.ANNOTATION: ANNOTATION_LAYER}
    return named.get(role, "")


def entity_rule(kind: str, layer_rule: str) -> str:
    """Name the rule by which an entity that is no insert is left out, "" if it is read.

    Texts on annotation layers are kept: room numbers are often written there.
    """
    if kind in LEFT_OUT:
        return LEFT_OUT[kind]
    if layer_rule == ANNOTATION_LAYER:
        return "" if kind in TEXTS else "annotation hatch" if kind == "HATCH" else layer_rule
    return layer_rule
