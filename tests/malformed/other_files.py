"""Tables, project files, ledgers, kits and pictures with one fault each; imports nothing of campusmap."""

from __future__ import annotations

import io
import json
import struct
import zlib
from typing import Any

from malformed.vector_files import SOUND as FOOTPRINTS
from malformed.vector_files import pack

# -- tables ----------------------------------------

CSV: dict[str, bytes] = {
    "csv-sound": b"building,floor,number,name\nmain,1,101,Office\n",
    "csv-empty": b"",
    "csv-blank": b"\n\n,,\n",
    "csv-header-only": b"building,floor,number\n",
    "csv-no-number": b"building,floor,numbr\nmain,1,101\n",
    "csv-twice": b"number,name,Number\n101,Office,102\n",
    "csv-quote-open": b'number,name\n101,"Office\n102,Gym\n',
    "csv-quote-stray": b'number,name\n101,"Off"ice\n',
    "csv-ragged": b"number,name\n101,Office,old wing,1987\n",
    "csv-nul": b"number,name\n1\x0001,Office\n",
    "csv-control": b"number,name\n10\x01\x1b1,Office\n",
    "csv-cp1252": "number,name\n101,Büro\n".encode("cp1252"),
    "csv-undefined": b"number,name\n101,B\x81\x8dro\n",
    "csv-utf16": "number,name\n101,Büro\n".encode("utf-16"),
    "csv-utf16-cut": "number,name\n101,Büro\n".encode("utf-16")[:-1],
    "csv-surrogate": b"number,name\n101,Caf\xed\xa0\x80\n",
    "csv-bidi": "number,name\n\u202e101\u202c,Office\n".encode(),
    "csv-wide": b"number" + b",x" * 30 + b",".join(b"" for _ in range(20_000)) + b"\n101\n",
    "csv-columns": b"number," + b",".join(b"c%d" % i for i in range(300)) + b"\n101\n",
    "csv-field": b"number,name\n101," + b"x" * 200_000 + b"\n",
    "csv-formula": b'number,name\n="0101",=1+1\n',
    "csv-png": b"\x89PNG\r\n\x1a\n" + bytes(range(64)),
    "csv-many-rows": b"number\n" + b"1\n" * 50_001,
}


def workbook(
    rows: str, strings: str = "", sheets: str = '<sheet name="rooms" sheetId="1" r:id="r1"/>', **more: bytes
) -> bytes:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    related = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/>'
        f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}.sharedStrings+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
        f'Type="{related}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{related}"><sheets>{sheets}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="r1" Type="{related}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="r2" Type="{related}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>',
        "xl/sharedStrings.xml": f'<sst xmlns="{main}">{strings}</sst>',
    }
    return pack({**{name: text.encode() for name, text in parts.items()}, **more})


def row(number: int, *cells: str) -> str:
    written = (f'<c r="{chr(65 + i)}{number}" t="inlineStr"><is><t>{cell}</t></is></c>' for i, cell in enumerate(cells))
    return f'<row r="{number}">{"".join(written)}</row>'


ROWS = row(1, "number", "name") + row(2, "101", "Office")
SHEET = "xl/worksheets/sheet1.xml"
LAUGHS = b'<!DOCTYPE s [<!ENTITY a "' + b"ha" * 50 + b'"><!ENTITY b "' + b"&a;" * 99 + b'">]>'
XLSX: dict[str, bytes] = {
    "xlsx-sound": workbook(ROWS),
    "xlsx-empty": b"",
    "xlsx-old": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(120),
    "xlsx-csv": b"number,name\n101,Office\n",
    "xlsx-cut": workbook(ROWS)[:900],
    "xlsx-no-sheet": workbook(ROWS, sheets=""),
    "xlsx-sheet-lost": workbook(ROWS).replace(b"sheet1.xml", b"sheet9.xml", 1),
    "xlsx-no-rows": workbook(""),
    "xlsx-xml-cut": workbook(ROWS, **{SHEET: b"<worksheet><sheetData><row"}),
    "xlsx-laughs": workbook(ROWS, **{SHEET: LAUGHS + b"<worksheet><sheetData>&b;</sheetData></worksheet>"}),
    "xlsx-entity": workbook(
        ROWS, **{SHEET: b'<!DOCTYPE s [<!ENTITY x SYSTEM "file:///etc/passwd">]><worksheet>&x;</worksheet>'}
    ),
    "xlsx-string-index": workbook('<row r="1"><c r="A1" t="s"><v>99</v></c></row>'),
    "xlsx-number-odd": workbook(row(1, "number") + '<row r="2"><c r="A2"><v>one</v></c></row>'),
    "xlsx-date-huge": workbook(row(1, "number") + '<row r="2"><c r="A2" t="d"><v>99999-01-01</v></c></row>'),
    "xlsx-row-odd": workbook(row(1, "number") + '<row r="minus"><c r="A2"><v>1</v></c></row>'),
    "xlsx-cell-odd": workbook(row(1, "number") + '<row r="2"><c r="1A"><v>1</v></c></row>'),
    "xlsx-far-cell": workbook(row(1, "number") + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
    "xlsx-formula": workbook(row(1, "number") + '<row r="2"><c r="A2"><f>1+1</f></c></row>'),
    "xlsx-blanks": workbook(ROWS, **{"xl/media/blank.bin": b" " * 1000}).replace(b" " * 1000, b" " * 999 + b"x", 1),
}
TABLES = {name: {"rooms.csv": data} for name, data in CSV.items()}
TABLES |= {name: {"rooms.xlsx": data} for name, data in XLSX.items()}
TABLES |= {
    "table-twice": {"rooms.csv": CSV["csv-sound"], "rooms.xlsx": XLSX["xlsx-sound"]},
    "table-ods": {"rooms.ods": b"PK\x03\x04"},
}

# -- campus.toml, ledger.json, kits ----------------------------------------

PROJECT = b'[campus]\nid = "oak"\nname = "Oak School"\n\n[[building]]\nid = "main"\n'
PROJECTS: dict[str, bytes] = {
    "toml-sound": PROJECT,
    "toml-empty": b"",
    "toml-syntax": PROJECT.replace(b'"oak"', b"oak"),
    "toml-cut": PROJECT[:14],
    "toml-latin1": PROJECT.replace(b"Oak School", "Büro".encode("cp1252")),
    "toml-nul": PROJECT.replace(b"Oak", b"O\0k"),
    "toml-twice": PROJECT + b'[campus]\nid = "elm"\n',
    "toml-key": PROJECT.replace(b"name", b"nmae"),
    "toml-type": PROJECT.replace(b'"oak"', b"7"),
    "toml-array-deep": b"a = " + b"[" * 5000,
    "toml-key-deep": b"a" + b".a" * 3000 + b" = 1\n",
    "toml-table-deep": b"[a" + b".a" * 3000 + b"]\nb = 1\n",
    "toml-number": PROJECT + b"epsg = 1e400\n",
    "toml-id-path": PROJECT.replace(b'"oak"', b'"../oak"'),
    "toml-no-plan": PROJECT + b'[[building.floor]]\nid = "1"\nordinal = 0\nplan = "plans/none.dxf"\n',
}

LEDGER: dict[str, Any] = {
    "version": 1,
    "grid": None,
    "editions": [],
    "numbers": {},
    "identities": [],
    "crs": "EPSG:32618",
}


def ledger(**more: Any) -> bytes:
    return json.dumps({**LEDGER, **more}).encode()


LEDGERS: dict[str, bytes] = {
    "ledger-sound": ledger(),
    "ledger-empty": b"",
    "ledger-cut": ledger()[:-9],
    "ledger-list": b"[]",
    "ledger-deep": b'{"version": ' + b"[" * 60_000,
    "ledger-latin1": ledger(crs="x").replace(b'"x"', b'"\xe9"'),
    "ledger-version": ledger(version=9),
    "ledger-grid": ledger(grid={"x": 1}),
    "ledger-grid-text": ledger(grid=dict.fromkeys(("x", "y", "cell_m", "rotation_deg", "columns", "rows"), "1")),
    "ledger-numbers": ledger(numbers=[1, 2]),
    "ledger-number-deep": ledger(numbers={"main": 7}),
    "ledger-editions": ledger(editions={"a": 1}),
    "ledger-identity": ledger(identities=[{"id": 1}]),
    "ledger-nan": ledger().replace(b'"grid": null', b'"grid": NaN'),
}

MANIFEST = {"campus": {"id": "oak", "name": "Oak"}, "edition": {"issued": "2026-01-01", "fingerprint": "0" * 8}}
KITS: dict[str, dict[str, bytes]] = {
    "kit-none": {"readme.txt": b"nothing"},
    "kit-manifest-cut": {"manifest.json": json.dumps(MANIFEST).encode()[:30]},
    "kit-manifest-list": {"manifest.json": b"[]"},
    "kit-manifest-deep": {"manifest.json": b"[" * 60_000},
    "kit-manifest-latin1": {"manifest.json": b'{"campus": "\xe9"}'},
    "kit-no-layers": {"manifest.json": json.dumps(MANIFEST).encode()},
    "kit-layers-noise": {"manifest.json": json.dumps(MANIFEST).encode(), "campus.gpkg": bytes(range(256)) * 8},
}
OVERRIDES: dict[str, bytes] = {
    "overrides-cut": FOOTPRINTS[:-20],
    "overrides-odd": FOOTPRINTS,
    "overrides-empty": b'{"type": "FeatureCollection", "features": []}',
}

# -- pictures ----------------------------------------

WORLD = b"1.0\n0.0\n0.0\n-1.0\n500000.5\n4300015.5\n"


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(
    width: int = 16, height: int = 16, *, depth: int = 8, kind: int = 2, extra: bytes = b"", rows: int = 16
) -> bytes:
    pixels = zlib.compress(b"".join(b"\0" + bytes(range(48)) for _ in range(rows)), 9)
    head = struct.pack(">2I5B", width, height, depth, kind, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + extra + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def tiff(*changes: tuple[int, int, int], data: bytes = bytes(range(256)) * 3) -> bytes:
    """Return a TIFF of 16 x 16 pixels in colour; ``changes`` are (tag, kind, value)."""
    tags = {256: (3, 16), 257: (3, 16), 258: (3, 8), 259: (3, 1), 262: (3, 2), 273: (4, 8), 277: (3, 3), 278: (3, 16),
            279: (4, 768)}  # fmt: skip
    tags |= {tag: (kind, value) for tag, kind, value in changes}
    at = 8 + len(data)
    body = b"".join(struct.pack("<2H2I", tag, kind, 1, value) for tag, (kind, value) in sorted(tags.items()))
    return b"II*\0" + struct.pack("<I", at) + data + struct.pack("<H", len(tags)) + body + struct.pack("<I", 0)


def jpeg() -> bytes:
    from PIL import Image

    stream = io.BytesIO()
    Image.new("RGB", (16, 16), (90, 120, 60)).save(stream, "JPEG", quality=60)
    return stream.getvalue()


def pictures() -> dict[str, dict[str, bytes]]:
    photo = jpeg()
    sound = png()
    pngs = {
        "png-sound": sound,
        "png-cut": sound[: len(sound) - 40],
        "png-head-only": sound[:33],
        "png-crc": sound.replace(b"IDAT", b"IDAT", 1)[:-20] + b"\0\0\0\0" + sound[-16:],
        "png-too-large": png(60_000, 60_000),
        "png-no-size": png(0, 0),
        "png-rows-short": png(rows=4),
        "png-depth-odd": png(depth=7),
        "png-text-bomb": png(extra=chunk(b"zTXt", b"note\0\0" + zlib.compress(bytes(3_000_000), 9))),
        "png-is-svg": b'<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>',
        "png-is-eps": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n",
        "png-is-gif": b"GIF89a\x01\x00\x01\x00\x00\x00\x00;",
        "png-is-vrt": b'<VRTDataset rasterXSize="1" rasterYSize="1"><VRTRasterBand/></VRTDataset>',
        "png-empty": b"",
    }
    jpegs = {
        "jpg-sound": photo,
        "jpg-cut": photo[: len(photo) // 2],
        "jpg-mark-only": photo[:4],
        "jpg-noise": photo[:200] + bytes(b ^ 0xA5 for b in photo[200:400]) + photo[400:],
        "jpg-size-lies": photo.replace(
            b"\xff\xc0\x00\x11\x08\x00\x10\x00\x10", b"\xff\xc0\x00\x11\x08\xff\xff\xff\xff", 1
        ),
    }
    tiffs = {
        "tif-sound": tiff(),
        "tif-cut": tiff()[:500],
        "tif-mark-only": b"II*\0",
        "tif-directory-far": b"II*\0" + struct.pack("<I", 2**31),
        "tif-bands": tiff((277, 3, 60_000), (258, 3, 8)),
        "tif-too-large": tiff((256, 4, 90_000), (257, 4, 90_000)),
        "tif-wide-bands": tiff((256, 4, 90_000), (257, 4, 1_100), (277, 3, 64), (278, 4, 1_100)),
        "tif-float": tiff((258, 3, 32), (339, 3, 3), (277, 3, 1), (262, 3, 1)),
        "tif-compression": tiff((259, 3, 60_001)),
        "tif-loop": tiff()[:-4] + struct.pack("<I", 8 + 768),
    }
    worlds = {
        "world-none": None,
        "world-empty": b"",
        "world-words": b"one\ntwo\nthree\nfour\nfive\nsix\n",
        "world-short": WORLD[:12],
        "world-nan": WORLD.replace(b"500000.5", b"nan"),
        "world-flat": b"0\n0\n0\n0\n500000\n4300000\n",
        "world-far": WORLD.replace(b"500000.5", b"5e30"),
    }
    found = {name: {"air.png": data, "air.pgw": WORLD} for name, data in pngs.items()}
    found |= {name: {"air.jpg": data, "air.jgw": WORLD} for name, data in jpegs.items()}
    found |= {name: {"air.tif": data, "air.tfw": WORLD} for name, data in tiffs.items()}
    return found | {
        name: {"air.png": sound, **({} if data is None else {"air.pgw": data})} for name, data in worlds.items()
    }


CAD_WORLDS: dict[str, bytes] = {
    "wld-sound": b"0,0 500000,4300000\n6,0 500006,4300000\n",
    "wld-empty": b"",
    "wld-three": b"0,0 1,1\n2,2 3,3\n4,4 5,5\n",
    "wld-words": b"here there\n",
    "wld-nan": b"0,0 nan,4300000\n6,0 500006,4300000\n",
    "wld-same": b"0,0 1,1\n0,0 2,2\n",
    "wld-binary": bytes(range(256)),
    "wld-long": b"0,0 1,1\n" * 20_000,
}
