"""Read what lies in a folder with the reader that a build would use, in this process."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

from shapely import box

from campusmap.errors import InputError
from campusmap.geometry.geodesy import true_north
from campusmap.georeference.footprint import features_to_overrides
from campusmap.georeference.worldfile import read_wld
from campusmap.ingest.drawing import read_drawing
from campusmap.ingest.imagery import read_imagery
from campusmap.ingest.kit import read_kit
from campusmap.ingest.ledger import read_ledger
from campusmap.ingest.project import read_project
from campusmap.ingest.tables import read_tables
from campusmap.ingest.vector import read_features
from campusmap.model.places import TrueNorth
from campusmap.model.project import ImageryEntry, VectorFile

EPSG = 32618
EXTENT = box(499_990, 4_299_990, 500_030, 4_300_030)


def north() -> TrueNorth:
    frame = true_north(EPSG, 500_000, 4_300_000)
    return TrueNorth(frame.matrix, frame.to_lonlat, frame.convergence_deg)


def read_plan_file(path: Path) -> list[str]:
    """Read a drawing or an indoor file; hold its tally and its coordinates to what they must be."""
    plan = read_drawing(path, name=path.name)
    assert all(row.found == row.used + row.ignored + row.unread for row in plan.tally)
    assert all(math.isfinite(v) for stroke in plan.strokes for point in stroke.points for v in point)
    assert all(math.isfinite(v) for label in plan.labels for v in (label.x, label.y, label.width, label.height))
    assert is_clean(*(label.text for label in plan.labels))
    return [notice.code for notice in plan.notices]


def tally_gap(path: Path, data: bytes) -> str:
    """Return what a drawing's tally misses of the entities that its bytes hold, counted without the reader."""
    if data.startswith(b"AutoCAD Binary"):
        return ""
    text = data.decode("latin-1").replace("\r\n", "\n").replace("\r", "\n")
    lines = [line.strip() for line in text.split("\n")]
    pairs = list(zip(lines[0::2], lines[1::2], strict=False))
    counted, inside = 0, False
    for index, (code, value) in enumerate(pairs):
        if code and not code.lstrip("0"):
            if value.upper() in {"SECTION", "ENDSEC", "EOF"}:
                if inside:
                    break  # of several sections of this name the first counts
                inside = value.upper() == "SECTION" and pairs[index + 1][1:] == ("ENTITIES",)
            elif inside and value.upper() not in {"VERTEX", "SEQEND", "ATTRIB"}:
                counted += 1
    found = sum(row.found for row in read_drawing(path, name=path.name).tally)
    return f"{counted} entities in the bytes, {found} in the tally" if found < counted else ""


def read_vector_file(path: Path) -> list[str]:
    features, notices = read_features(path, VectorFile(path.name), path.name)
    assert all(feature.geometry.is_valid and not feature.geometry.is_empty for feature in features)
    assert is_clean(*(text for feature in features for text in (feature.name, *feature.attributes.values())))
    return [notice.code for notice in notices]


def read_overrides_file(path: Path) -> list[str]:
    features, notices = read_features(path, VectorFile(path.name), path.name)
    features_to_overrides(features, EPSG)
    return [notice.code for notice in notices]


def read_table_file(path: Path) -> list[str]:
    tables = read_tables(path.parent)
    assert is_clean(*(cell for row in tables.rooms for cell in row.cells.values()))
    return [notice.code for notice in tables.notices]


def read_picture(path: Path) -> list[str]:
    entry = ImageryEntry(path.name, crs=f"EPSG:{EPSG}")
    return [notice.code for notice in read_imagery(path, entry, north(), EPSG, EXTENT)[1]]


def read_silently(reader: Callable[[Path], Any]) -> Callable[[Path], list[str]]:
    def read(path: Path) -> list[str]:
        reader(path.parent)
        return []

    return read


def read_world(path: Path) -> list[str]:
    matrix, _ = read_wld(path, path.name)
    assert all(map(math.isfinite, matrix))
    return []


def is_clean(*texts: str) -> bool:
    """Tell whether texts can be written as UTF-8 and hold no control characters."""
    return not any(
        ord(ch) < 9 or 0xD800 <= ord(ch) <= 0xDFFF or 0x7F <= ord(ch) < 0xA0 for text in texts for ch in text
    )


READERS: dict[str, Callable[[Path], list[str]]] = {
    "dxf": read_plan_file, "plans": read_plan_file, "archives": read_plan_file, "footprints": read_vector_file,
    "overrides": read_overrides_file, "tables": read_table_file, "projects": read_silently(read_project),
    "ledgers": read_silently(read_ledger), "kits": read_silently(read_kit), "pictures": read_picture, "worlds": read_world,  # noqa: E501
}  # fmt: skip

# The file of a case that is read; those beside it belong to it.
MAIN = ("plan.*", "footprints.shp", "footprints.*", "rooms.*", "campus.toml", "ledger.json", "manifest.json",
        "overrides.geojson", "air.png", "air.jpg", "air.tif", "*")  # fmt: skip


def main_file(folder: Path) -> Path:
    return next(path for pattern in MAIN for path in sorted(folder.glob(pattern)))


def outcome(reader: str, folder: Path) -> str:
    """Return "accepted", the codes of the notices, or "refused" and the code; the sentence is checked."""
    try:
        codes = READERS[reader](main_file(folder))
    except InputError as refusal:
        sentence = str(refusal)
        assert refusal.code and "\n" not in sentence.partition("mend each of these")[0] and ";" in sentence
        assert max(map(len, sentence.splitlines())) < 600 and (reader == "kits" or str(folder.parent) not in sentence)
        return f"refused {refusal.code}"
    return " ".join(["accepted", *sorted(set(codes))])
