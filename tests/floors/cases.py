"""The drawings of the room benchmark, each with its true rooms in metres of the drawing's axes."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import ezdxf
import shapely
from floors.pen import clean_way, draw, rough_way
from floors.school import schools
from floors.sheet import lay_out
from floors.sources import SOURCES
from floors.truth import TrueFloor
from shapely.geometry import shape

Room = tuple[shapely.Polygon, str]
MM, INCH = 0.001, 0.0254
OPEN_LAYERS = ("WALLS", "DOORS", "OUTLINE", "UNITLABELS")  # what is left of contoso_pkg1 once UNITS is withheld


@dataclass(frozen=True)
class Case:
    """One drawing: file, layers withheld, truth; ``voids`` are enclosed spaces that are no room of the source."""

    name: str
    path: Path
    true: list[Room]
    ignore: tuple[str, ...] = ()
    voids: list[shapely.Polygon] = field(default_factory=list)
    notes: Counter[str] = field(default_factory=Counter)


def drawn_cases(
    data: Path, source: str, variant: str, seed: int, scratch: Path, limit: int | None = None
) -> Iterator[Case]:
    """Draw the floors of a source, or of a made-up school, one DXF each."""
    folder, read = SOURCES.get(source, ("", None))
    for k, floor in enumerate(read(data / folder) if read else schools(seed)):
        if limit is None or k < limit:
            yield drawn_case(floor, variant, seed, scratch)


def drawn_case(floor: TrueFloor, variant: str, seed: int, scratch: Path) -> Case:
    dice = random.Random(f"{floor.name} {seed}")
    sheet = lay_out(floor, dice)
    way = rough_way(dice) if variant == "rough" else clean_way(dice)
    path = scratch / f"{floor.name}-{variant}-{seed}.dxf"
    draw(sheet, way, dice, path)
    true = [(way.to_axes(room.shape), room.number) for room in sheet.rooms]
    return Case(path.stem, path, true, (), [way.to_axes(void) for void in sheet.voids], sheet.notes)


def contoso_one(data: Path, keep: tuple[str, ...] = ()) -> Iterator[Case]:
    """Three floors drawn in millimetres; truth are the UNITS polylines. With ``keep`` only those layers are given."""
    for storey in ("Basement", "Ground", "Level_2"):
        path = data / "contoso_pkg1" / f"{storey}.ezdwg.dxf"
        doc = ezdxf.readfile(path)
        rest = sorted(layer.dxf.name for layer in doc.layers if layer.dxf.name not in keep) if keep else []
        yield Case(f"contoso_pkg1-{storey}", path, _polylines(doc, "UNITS", "UNITLABELS", MM), tuple(rest))


def contoso_two(data: Path) -> Iterator[Case]:
    """The ground floor drawn in inches, without the layers that hold its rooms; truth are the RM$ polylines."""
    path = data / "contoso_pkg2" / "Ground.ezdwg.dxf"
    true = _polylines(ezdxf.readfile(path), "RM$", "A-IDEN-NUMR-EXST", INCH)
    yield Case("contoso_pkg2-Ground", path, true, ("RM$", "GROS$", "A-BOMA"))


def _polylines(doc: ezdxf.document.Drawing, layer: str, labels: str, metres: float) -> list[Room]:
    """Pair each closed polyline with the text in it nearest its middle; a polyline drawn twice counts once."""
    page = doc.modelspace()
    rings = [shapely.Polygon([(x, y) for x, y, *_ in e]) for e in page.query("LWPOLYLINE") if e.dxf.layer == layer]
    texts = [
        (shapely.Point(t.dxf.insert.x, t.dxf.insert.y), t.dxf.text) for t in page.query("TEXT") if t.dxf.layer == labels
    ]
    single = [r for k, r in enumerate(rings) if not any(_is_twin(r, other) for other in rings[:k])]
    held = [
        min(((r.centroid.distance(at), t) for at, t in texts if r.contains(at)), default=(0, ""))[1] for r in single
    ]
    return [(shapely.affinity.scale(r, metres, metres, origin=(0, 0)), t) for r, t in zip(single, held, strict=True)]


def _is_twin(a: shapely.Polygon, b: shapely.Polygon) -> bool:
    return a.intersection(b).area > 0.98 * a.union(b).area


def section_cuts(data: Path, *names: str) -> Iterator[Case]:
    """Section cuts of building models in metres, without door lines."""
    for name in names:
        path = data / f"{name}.dxf"
        features = json.loads((data / f"{name}.rooms.geojson").read_text(encoding="utf-8"))["features"]
        rooms = [f for f in features if f["properties"]["kind"] == "room"]
        yield Case(path.stem, path, [(shape(f["geometry"]), f["properties"]["number"]) for f in rooms])


REAL: dict[str, Callable[[Path], Iterator[Case]]] = {
    "contoso_pkg2": contoso_two,
    "contoso_pkg1": contoso_one,
    "contoso_pkg1-open": lambda data: contoso_one(data, OPEN_LAYERS),
    "ifc_duplex-1": lambda data: section_cuts(data, "ifc_duplex/derived/duplex__Level_1"),
    "ifc_duplex-2": lambda data: section_cuts(data, "ifc_duplex/derived/duplex__Level_2"),
    "ifc_largebuilding": lambda data: section_cuts(data, "ifc_largebuilding/derived/largebuilding__Level_1"),
}
