"""Write files that are small and cost hours or gigabytes where nobody counts first; imports nothing of campusmap."""

from __future__ import annotations

import io
import json
import math
import random
import sqlite3
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import ezdxf
from ezdxf.document import Drawing

WIDE = {"row_count": 32767, "column_count": 32767, "row_spacing": 1, "column_spacing": 1}


def dxf_bytes(doc: Drawing) -> bytes:
    stream = io.StringIO()
    doc.write(stream)
    return stream.getvalue().encode()


def nested_blocks(folder: Path) -> Path:
    """Nest ten inserts nine times over: a thousand million lines from 27 kB."""
    doc = ezdxf.new("R2010", units=6)
    doc.blocks.new("B0").add_line((0, 0), (1, 0))
    for level in range(1, 10):
        block = doc.blocks.new(f"B{level}")
        for i in range(10):
            block.add_blockref(f"B{level - 1}", (i, 0))
    doc.modelspace().add_blockref("B9", (0, 0))
    return keep(folder / "nested.dxf", dxf_bytes(doc))


def block_array(folder: Path) -> Path:
    """Insert one line 32,767 x 32,767 times."""
    doc = ezdxf.new("R2010", units=6)
    doc.blocks.new("B").add_line((0, 0), (1, 0))
    doc.modelspace().add_blockref("B", (0, 0), dxfattribs=WIDE)
    return keep(folder / "array.dxf", dxf_bytes(doc))


def nested_arrays(folder: Path) -> Path:
    """Nest an array of nothing in an array: the count of entities is nil, that of inserts is not."""
    doc = ezdxf.new("R2010", units=6)
    doc.blocks.new("EMPTY")
    doc.blocks.new("A").add_blockref("EMPTY", (0, 0), dxfattribs=WIDE)
    doc.modelspace().add_line((0, 0), (5, 0))
    doc.modelspace().add_blockref("A", (0, 0), dxfattribs=WIDE)
    return keep(folder / "arrays-of-nothing.dxf", dxf_bytes(doc))


def big_block_in_array(folder: Path) -> Path:
    """Insert a block of 400 circles 1,200 times: few entities, each of them hundreds of points."""
    doc = ezdxf.new("R2010", units=6)
    block = doc.blocks.new("B")
    for i in range(400):
        block.add_circle((i * 2000, 0), 1000)
    grid = {"row_count": 40, "column_count": 30, "row_spacing": 9000, "column_spacing": 9000}
    doc.modelspace().add_blockref("B", (0, 0), dxfattribs=grid)
    return keep(folder / "circles.dxf", dxf_bytes(doc))


def deep_blocks(folder: Path) -> Path:
    """Nest 5,000 blocks one in another."""
    doc = ezdxf.new("R2010", units=6)
    doc.blocks.new("B0").add_line((0, 0), (1, 0))
    for level in range(1, 5000):
        doc.blocks.new(f"B{level}").add_blockref(f"B{level - 1}", (0, 0))
    doc.modelspace().add_blockref("B4999", (0, 0))
    return keep(folder / "deep.dxf", dxf_bytes(doc))


def fine_hatch(folder: Path) -> Path:
    """Hatch a square kilometre with a pattern a thousandth of a millimetre wide."""
    doc = ezdxf.new("R2010", units=6)
    hatch = doc.modelspace().add_hatch()
    hatch.set_pattern_fill("ANSI31", scale=1e-6)
    hatch.paths.add_polyline_path([(0, 0), (1000, 0), (1000, 1000), (0, 1000)], is_closed=True)
    doc.modelspace().add_line((0, 0), (5, 0))
    return keep(folder / "hatch.dxf", dxf_bytes(doc))


def huge_circles(folder: Path) -> Path:
    """Draw circles of a thousand million units beside a line of one."""
    doc = ezdxf.new("R2010", units=6)
    for i in range(200):
        doc.modelspace().add_circle((0, 0), 1e9 + i)
    doc.modelspace().add_line((0, 0), (1, 0))
    return keep(folder / "huge-circles.dxf", dxf_bytes(doc))


def steep_spline(folder: Path) -> Path:
    """Draw a spline of degree 9,999 through ten thousand points."""
    text = ["  0\nSECTION\n  2\nENTITIES\n  0\nLINE\n  8\n0\n 10\n0\n 20\n0\n 11\n5\n 21\n0\n"]
    knots = [0] * 10000 + [1] * 10000
    text += ["  0\nSPLINE\n  8\n0\n 70\n0\n 71\n9999\n 72\n20000\n 73\n10000\n", *(f" 40\n{k}\n" for k in knots)]
    text += [f" 10\n{i}\n 20\n{i * i % 7}\n 30\n0\n" for i in range(10000)]
    return keep(folder / "spline.dxf", ("".join(text) + "  0\nENDSEC\n  0\nEOF\n").encode())


def long_text(folder: Path) -> Path:
    """Write one text of 40 million opening braces."""
    body = "  0\nSECTION\n  2\nENTITIES\n  0\nMTEXT\n  8\n0\n 10\n0\n 20\n0\n 40\n1\n  1\n" + "{\\fA;" * 8_000_000
    return keep(folder / "text.dxf", (body + "\n  0\nENDSEC\n  0\nEOF\n").encode())


def many_layers(folder: Path) -> Path:
    """List two hundred thousand layers, each on a line of its own."""
    rows = "".join(f"  0\nLAYER\n  2\nA-WALL-{i}\n 70\n0\n 62\n7\n  6\nCONTINUOUS\n" for i in range(200_000))
    head = f"  0\nSECTION\n  2\nTABLES\n  0\nTABLE\n  2\nLAYER\n{rows}  0\nENDTAB\n  0\nENDSEC\n"
    body = "  0\nSECTION\n  2\nENTITIES\n  0\nLINE\n  8\n0\n 10\n0\n 20\n0\n 11\n5\n 21\n0\n  0\nENDSEC\n  0\nEOF\n"
    return keep(folder / "layers.dxf", (head + body).encode())


# -- footprints ----------------------------------------


def tangled_ring(folder: Path) -> Path:
    """Join 4,900 random points to one ring, whose repair would take minutes and gigabytes."""
    rng = random.Random(7)
    ring = [[-77 + rng.random() / 100, 38 + rng.random() / 100] for _ in range(4900)]
    return keep(folder / "tangle.geojson", feature_collection({"type": "Polygon", "coordinates": [[*ring, ring[0]]]}))


def tangled_rings(folder: Path) -> Path:
    """Repeat a ring of 700 random points 200 times, each of which takes seconds to repair."""
    rng = random.Random(7)
    rings = [[[-77 + rng.random() / 100, 38 + rng.random() / 100] for _ in range(700)] for _ in range(200)]
    shapes = [{"type": "Polygon", "coordinates": [[*ring, ring[0]]]} for ring in rings]
    return keep(folder / "tangles.geojson", feature_collection(*shapes))


def deep_json(folder: Path) -> Path:
    """Open two million brackets."""
    return keep(folder / "deep.geojson", b'{"type":"FeatureCollection","features":' + b"[" * 2_000_000)


def deep_properties(folder: Path) -> Path:
    """Nest an attribute 900 deep in each of a thousand features."""
    nested: object = 1
    for _ in range(900):
        nested = [nested]
    feature = {"type": "Feature", "geometry": {"type": "Point", "coordinates": [0, 0]}, "properties": {"a": nested}}
    return keep(
        folder / "properties.geojson", json.dumps({"type": "FeatureCollection", "features": [feature] * 1000}).encode()
    )


def long_number(folder: Path) -> Path:
    """Write a coordinate of four million digits, which Python reads in the square of their number."""
    text = b'{"type":"Point","coordinates":[' + b"7" * 4_000_000 + b",38]}"
    return keep(folder / "number.geojson", text)


def million_corners(folder: Path) -> Path:
    """Draw an outline of a million corners."""
    ring = [[-77 + math.cos(a) / 100, 38 + math.sin(a) / 100] for a in (i * math.tau / 1e6 for i in range(1_000_000))]
    return keep(folder / "corners.geojson", feature_collection({"type": "Polygon", "coordinates": [[*ring, ring[0]]]}))


def endless_view(folder: Path) -> Path:
    """Make the layer of a GeoPackage a view that never ends."""
    path = folder / "view.gpkg"
    with sqlite3.connect(path) as base:
        base.executescript(
            """
            CREATE TABLE gpkg_contents (table_name TEXT, data_type TEXT, identifier TEXT, description TEXT,
                last_change TEXT, min_x REAL, min_y REAL, max_x REAL, max_y REAL, srs_id INTEGER);
            CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT, geometry_type_name TEXT,
                srs_id INTEGER, z INTEGER, m INTEGER);
            CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT, srs_id INTEGER, organization TEXT,
                organization_coordsys_id INTEGER, definition TEXT, description TEXT);
            CREATE VIEW rooms AS WITH RECURSIVE c(fid) AS (SELECT 1 UNION ALL SELECT fid + 1 FROM c)
                SELECT fid, NULL AS geom FROM c;
            INSERT INTO gpkg_contents VALUES ('rooms', 'features', 'rooms', '', '', 0, 0, 1, 1, 4326);
            INSERT INTO gpkg_geometry_columns VALUES ('rooms', 'geom', 'POLYGON', 4326, 0, 0);
            PRAGMA application_id = 1196444487;
            """
        )
    base.close()
    return path


def lying_shapefile(folder: Path) -> Path:
    """Let one record of a Shapefile claim five hundred million points."""
    head = struct.pack(">7i", 9994, 0, 0, 0, 0, 0, 82) + struct.pack("<2i8d", 1000, 5, -77, 38, -76, 39, 0, 0, 0, 0)
    content = struct.pack("<i4d2i", 5, -77, 38, -76, 39, 1, 500_000_000) + struct.pack("<i", 0)
    record = struct.pack(">2i", 1, len(content) // 2) + content
    path = keep(folder / "lying.shp", head + record + bytes(16))
    keep(folder / "lying.shx", head + struct.pack(">2i", 50, len(content) // 2))
    keep(
        folder / "lying.prj",
        b'GEOGCS["WGS 84",DATUM["D",SPHEROID["S",6378137,298.257223563]],PRIMEM["G",0],UNIT["d",0.0174532925]]',
    )
    return path


# -- archives, workbooks, tables ----------------------------------------


def packed_zeros(folder: Path) -> Path:
    """Pack 900 MB of blanks as the units of an IMDF archive."""
    return zip_of(folder / "blanks.zip", {"unit.geojson": b"{" + b" " * 900_000_000, "manifest.json": b"{}"})


def many_members(folder: Path) -> Path:
    """Pack 60,000 empty files."""
    return zip_of(folder / "members.zip", {f"{i}.geojson": b"" for i in range(60_000)})


def zip_in_zip(folder: Path) -> Path:
    """Pack an archive of blanks into an archive, into an archive."""
    inner = zip_bytes({"unit.geojson": b" " * 50_000_000})
    for _ in range(3):
        inner = zip_bytes({f"{i}.zip": inner for i in range(8)})
    return keep(folder / "russian.zip", inner)


def overlapping_members(folder: Path) -> Path:
    """Let a thousand members of an archive share the same packed bytes."""
    packed = zip_bytes({"0.geojson": b"[" + b" " * 10_000_000})
    at = packed.index(b"PK\x01\x02")
    entry, end = packed[at : packed.index(b"PK\x05\x06")], packed[packed.index(b"PK\x05\x06") :]
    entries = [
        entry.replace(b"0.geojson", f"{i:09d}"[:9].encode()).replace(b"000000", b"unit.g", 0) for i in range(1000)
    ]
    body = packed[:at] + b"".join(entries)
    tail = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 1000, 1000, len(b"".join(entries)), at, 0)
    return keep(folder / "overlap.zip", body + tail + end[22:])


def packed_sheet(folder: Path) -> Path:
    """Pack a sheet of 400 MB into a workbook."""
    cells = b'<row r="1"><c r="A1" t="inlineStr"><is><t>number</t></is></c></row>' * 6_000_000
    return xlsx(folder / "rooms.xlsx", cells)


def shared_strings(folder: Path) -> Path:
    """Let a workbook hold one shared text of 90 MB, and point at it from fifty thousand cells."""
    cells = b"".join(b'<row r="%d"><c r="A%d" t="s"><v>0</v></c></row>' % (i, i) for i in range(1, 50_001))
    return xlsx(folder / "rooms.xlsx", cells, b"<si><t>" + b"number " * 12_000_000 + b"</t></si>")


def far_cell(folder: Path) -> Path:
    """Fill the last cell of a sheet only: row 1,048,576 of column XFD."""
    return xlsx(folder / "rooms.xlsx", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')


def laughing_sheet(folder: Path) -> Path:
    """Let an entity of a workbook's sheet expand to a thousand million laughs."""
    lines = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 10))
    doctype = f'<!DOCTYPE s [<!ENTITY l0 "ha">{lines}]>'.encode()
    cells = b'<row r="1"><c r="A1" t="inlineStr"><is><t>&l9;</t></is></c></row>'
    return xlsx(folder / "rooms.xlsx", cells, doctype=doctype)


def wide_csv(folder: Path) -> Path:
    """Write a table of one row and twenty million columns."""
    return keep(folder / "rooms.csv", b"number" + b"," * 20_000_000 + b"\n101\n")


def long_csv(folder: Path) -> Path:
    """Write a table of ten million empty rows but for their commas."""
    return keep(folder / "rooms.csv", b"number,name\n" + b",\n" * 10_000_000)


def deep_toml(folder: Path) -> Path:
    """Nest a campus.toml 200,000 arrays deep."""
    return keep(folder / "campus.toml", b"a = " + b"[" * 200_000)


def dotted_toml(folder: Path) -> Path:
    """Name a key of campus.toml by half a million dotted parts."""
    return keep(folder / "campus.toml", b"a" + b".a" * 500_000 + b" = 1\n")


def deep_ledger(folder: Path) -> Path:
    """Nest a ledger.json a million deep."""
    return keep(folder / "ledger.json", b'{"version": ' + b"[" * 1_000_000)


# -- pictures ----------------------------------------


def bomb_png(folder: Path) -> Path:
    """Pack 60,000 x 60,000 black pixels into a PNG."""
    head = struct.pack(">2I5B", 60_000, 60_000, 1, 0, 0, 0, 0)
    return keep(folder / "air.png", png(head, zlib.compress(bytes(7501) * 60_000, 9)))


def bomb_text_png(folder: Path) -> Path:
    """Pack 300 MB of text beside a PNG's only pixel."""
    text = b"zTXt" + b"note\0\0" + zlib.compress(b"x" * 300_000_000, 9)
    return keep(folder / "air.png", png(struct.pack(">2I5B", 1, 1, 8, 2, 0, 0, 0), zlib.compress(bytes(4)), text))


def bomb_tiff(folder: Path) -> Path:
    """State 90,000 x 1,100 pixels of 64 bands in a TIFF of a few bytes: few enough pixels, gigabytes of bands."""
    tags = [(256, 4, 90_000), (257, 4, 1_100), (258, 3, 8), (259, 3, 1), (262, 3, 1), (273, 4, 8), (277, 3, 64),
            (278, 4, 1_100), (279, 4, 90_000 * 1_100 * 64 % 2**32)]  # fmt: skip
    body = struct.pack("<H", len(tags)) + b"".join(
        struct.pack("<2H2I", tag, kind, 1, value) for tag, kind, value in tags
    )
    return keep(folder / "air.tif", b"II*\0" + struct.pack("<I", 8) + body + bytes(4))


def looping_tiff(folder: Path) -> Path:
    """Let the last directory of a TIFF point back to the first."""
    tags = [
        (256, 4, 10),
        (257, 4, 10),
        (258, 3, 8),
        (259, 3, 1),
        (262, 3, 1),
        (273, 4, 8),
        (277, 3, 1),
        (278, 4, 10),
        (279, 4, 100),
    ]
    body = struct.pack("<H", len(tags)) + b"".join(
        struct.pack("<2H2I", tag, kind, 1, value) for tag, kind, value in tags
    )
    return keep(folder / "air.tif", b"II*\0" + struct.pack("<I", 8) + body + struct.pack("<I", 8))


# -- parts ----------------------------------------


def keep(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def feature_collection(*shapes: object) -> bytes:
    features = [{"type": "Feature", "geometry": shape, "properties": {"id": str(i)}} for i, shape in enumerate(shapes)]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def zip_bytes(members: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def zip_of(path: Path, members: dict[str, bytes]) -> Path:
    return keep(path, zip_bytes(members))


MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def xlsx(path: Path, rows: bytes, strings: bytes = b"", doctype: bytes = b"") -> Path:
    """Write a workbook of one sheet by hand."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = {
        "[Content_Types].xml": (
            f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-'  # noqa: E501
            f'package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
            f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/>'
            f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}.sharedStrings+xml"/></Types>'
        ).encode(),
        "_rels/.rels": (
            f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" Type="{RELATED}/officeDocument" '
            'Target="xl/workbook.xml"/></Relationships>'
        ).encode(),
        "xl/workbook.xml": (
            f'<workbook xmlns="{MAIN}" xmlns:r="{RELATED}"><sheets><sheet name="rooms" sheetId="1" r:id="r1"/></sheets></workbook>'  # noqa: E501
        ).encode(),
        "xl/_rels/workbook.xml.rels": (
            f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" Type="{RELATED}/worksheet" '
            f'Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="{RELATED}/sharedStrings" Target="sharedStrings.xml"/>'  # noqa: E501
            "</Relationships>"
        ).encode(),
        "xl/worksheets/sheet1.xml": doctype
        + f'<worksheet xmlns="{MAIN}"><sheetData>'.encode() + rows + b"</sheetData></worksheet>",
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">'.encode() + strings + b"</sst>",
    }  # fmt: skip
    return zip_of(path, parts)


def png(head: bytes, pixels: bytes, extra: bytes = b"") -> bytes:
    chunks = [b"IHDR" + head, *([extra] if extra else []), b"IDAT" + pixels, b"IEND"]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk)) for chunk in chunks
    )


Writer = Callable[[Path], Path]
