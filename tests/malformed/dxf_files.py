"""Drawings with one fault each, written by hand; imports nothing of campusmap."""

from __future__ import annotations

import struct

Tags = list[tuple[int, object]]

HEADER: Tags = [(9, "$ACADVER"), (1, "AC1009"), (9, "$INSUNITS"), (70, 6)]
LAYER: Tags = [(0, "LAYER"), (2, "A-WALL"), (70, 0), (62, 7), (6, "CONTINUOUS")]
DOOR: Tags = [
    (0, "BLOCK"), (8, "0"), (2, "DOOR"), (70, 0), (10, 0), (20, 0), (30, 0), (3, "DOOR"),
    (0, "LINE"), (8, "0"), (10, 0), (20, 0), (11, 0.9), (21, 0),
    (0, "ARC"), (8, "0"), (10, 0), (20, 0), (40, 0.9), (50, 0), (51, 90), (0, "ENDBLK"), (8, "0"),
]  # fmt: skip


def line(x0: object, y0: object, x1: object, y1: object, handle: object = "", layer: str = "A-WALL") -> Tags:
    named: Tags = [(5, handle)] if handle else []
    return [(0, "LINE"), *named, (8, layer), (10, x0), (20, y0), (11, x1), (21, y1)]


def insert(name: str = "DOOR", *more: tuple[int, object]) -> Tags:
    return [(0, "INSERT"), (8, "A-DOOR"), (2, name), (10, 2), (20, 0), (30, 0), *more]


def text(words: str = "101", *more: tuple[int, object]) -> Tags:
    return [(0, "TEXT"), (8, "A-AREA-IDEN"), (10, 3), (20, 2), (40, 0.3), (1, words), *more]


def block(name: str, *inside: Tags, flags: int = 0, path: str = "") -> Tags:
    more: Tags = [(1, path)] if path else []
    head: Tags = [(0, "BLOCK"), (8, "0"), (2, name), (70, flags), (10, 0), (20, 0), (30, 0), (3, name), *more]
    return [*head, *(tag for part in inside for tag in part), (0, "ENDBLK"), (8, "0")]


ROOM: Tags = [*line(0, 0, 6, 0), *line(6, 0, 6, 4), *line(6, 4, 0, 4), *line(0, 4, 0, 0), *insert(), *text()]


def section(name: str, *parts: Tags) -> Tags:
    return [(0, "SECTION"), (2, name), *(tag for part in parts for tag in part), (0, "ENDSEC")]


def drawing(*more: Tags, room: Tags = ROOM, header: Tags = HEADER, blocks: Tags = DOOR, layer: Tags = LAYER) -> Tags:
    """Return the tags of a drawing of one room, with more entities."""
    table: Tags = [(0, "TABLE"), (2, "LAYER"), (70, 1), *layer, (0, "ENDTAB")]
    return [
        *section("HEADER", header), *section("TABLES", table), *section("BLOCKS", blocks),
        *section("ENTITIES", room, *more), (0, "EOF"),
    ]  # fmt: skip


def to_text(tags: Tags, end: str = "\n") -> bytes:
    lines = (f"{code:>3}{end}{value}{end}" for code, value in tags)
    return "".join(lines).encode("utf-8", "surrogateescape")


def swap(old: bytes, new: bytes, count: int = 1) -> bytes:
    data = to_text(drawing())
    assert old in data
    return data.replace(old, new, count)


def cut(at: bytes, tail: bytes = b"") -> bytes:
    data = to_text(drawing())
    return data[: data.index(at) + len(at)] + tail


def nest(depth: int, width: int = 1) -> Tags:
    rows = [*DOOR, *block("N0", line(0, 0, 1, 0))]
    for level in range(1, depth):
        rows += block(f"N{level}", *([insert(f"N{level - 1}")] * width))
    return rows


MODERN: Tags = [(9, "$ACADVER"), (1, "AC1021"), (9, "$INSUNITS"), (70, 6)]
SPLINE: Tags = [(0, "SPLINE"), (100, "AcDbEntity"), (8, "A-WALL"), (100, "AcDbSpline"), (70, 8), (71, 3)]
LWPOLYLINE: Tags = [(0, "LWPOLYLINE"), (100, "AcDbEntity"), (8, "A-WALL"), (100, "AcDbPolyline")]
HATCH: Tags = [
    (0, "HATCH"), (100, "AcDbEntity"), (8, "A-WALL"), (100, "AcDbHatch"), (10, 0), (20, 0), (30, 0), (210, 0), (220, 0),
    (230, 1), (2, "SOLID"), (70, 1), (71, 0), (91, 1),
]  # fmt: skip
POINTS: Tags = [tag for i in range(4) for tag in ((10, i), (20, i * i % 3), (30, 0))]


def modern(*more: Tags) -> bytes:
    return to_text(drawing(*more, header=MODERN))


def binary(tags: Tags) -> bytes:
    """Write tags as a binary DXF file of R13 and later."""
    out = bytearray(b"AutoCAD Binary DXF\r\n\x1a\0")
    for code, value in tags:
        out += struct.pack("<H", code)
        if 10 <= code < 60:
            out += struct.pack("<d", float(str(value)))
        elif 60 <= code < 80:
            out += struct.pack("<h", int(str(value)))
        else:
            out += str(value).encode() + b"\0"
    return bytes(out)


BINARY = binary(drawing(header=[(9, "$ACADVER"), (1, "AC1015"), (9, "$INSUNITS"), (70, 6)]))

# Something of every kind that is drawn.
RICH = modern(
    [*LWPOLYLINE, (90, 3), (70, 1), (10, 0), (20, 0), (42, 0.5), (10, 3), (20, 0), (10, 3), (20, 3)],
    [(0, "POLYLINE"), (100, "AcDbEntity"), (8, "A-WALL"), (100, "AcDb2dPolyline"), (66, 1), (70, 1)],
    [(0, "VERTEX"), (100, "AcDbEntity"), (8, "A-WALL"), (100, "AcDbVertex"), (100, "AcDb2dVertex"), (10, 1), (20, 1)],
    [(0, "VERTEX"), (100, "AcDbEntity"), (8, "A-WALL"), (100, "AcDbVertex"), (100, "AcDb2dVertex"), (10, 5), (20, 1)],
    [(0, "SEQEND")],
    [(0, "CIRCLE"), (100, "AcDbEntity"), (8, "A-WALL"), (100, "AcDbCircle"), (10, 2), (20, 2), (40, 1)],
    [(0, "ELLIPSE"), (100, "AcDbEntity"), (8, "A-WALL"), (100, "AcDbEllipse"), (10, 2), (20, 2), (11, 2), (21, 0), (31, 0),  # noqa: E501
     (40, 0.5), (41, 0), (42, 3.1)],
    [*SPLINE, (72, 8), (73, 4), *[(40, k) for k in (0, 0, 0, 0, 1, 1, 1, 1)], *POINTS],
    [*HATCH, (92, 2), (72, 0), (73, 1), (93, 3), (10, 0), (20, 0), (10, 3), (20, 0), (10, 3), (20, 3), (97, 0), (75, 0),
     (76, 1), (98, 0)],
    [*HATCH, (92, 1), (93, 2), (72, 1), (10, 0), (20, 0), (11, 4), (21, 0), (72, 2), (10, 2), (20, 0), (40, 2), (50, 0),
     (51, 180), (73, 1), (97, 0), (75, 0), (76, 1), (98, 0)],
    [(0, "MTEXT"), (100, "AcDbEntity"), (8, "A-AREA-IDEN"), (100, "AcDbMText"), (10, 1), (20, 1), (40, 0.3), (71, 5),
     (1, "{\\fArial;STAFF\\P102}")],
    [(0, "SOLID"), (100, "AcDbEntity"), (8, "A-WALL"), (100, "AcDbTrace"), (10, 0), (20, 0), (11, 1), (21, 0), (12, 0),
     (22, 1), (13, 1), (23, 1)],
    [*insert("DOOR", (66, 1), (41, -1), (50, 30)), (0, "ATTRIB"), (100, "AcDbEntity"), (8, "A-DOOR"), (100, "AcDbText"),
     (10, 2), (20, 1), (40, 0.2), (1, "101A"), (100, "AcDbAttribute"), (2, "NO"), (70, 0), (0, "SEQEND")],
    insert("DOOR", (70, 2), (71, 2), (44, 3), (45, 3)),
)  # fmt: skip

DRAWINGS: dict[str, bytes] = {
    # files that are something else
    "empty": b"",
    "blank": b" \r\n \r\n",
    "words": b"These are the minutes of the safety committee.\n",
    "pdf": b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n",
    "png": b"\x89PNG\r\n\x1a\n" + bytes(range(64)),
    "page": b"<!DOCTYPE html><html><title>Sign in</title></html>",
    "zip": b"PK\x03\x04" + bytes(40),
    "dwg": b"AC1032\0\0\0\0\0\1" + bytes(range(120)),
    "old-dwg": b"AC1009\0\0" + bytes(64),
    "utf16": to_text(drawing()).decode().encode("utf-16"),
    "geojson": b'{"type": "FeatureCollection", "features": []}',
    # cut
    "cut-in-header": cut(b"$INSUNITS"),
    "cut-in-tables": cut(b"A-WALL\n"),
    "cut-in-blocks": cut(b"DOOR\n"),
    "cut-in-entity": cut(b" 11\n6\n"),
    "cut-in-number": cut(b" 40\n0."),
    "cut-before-eof": swap(b"  0\nEOF\n", b""),
    "cut-at-entity-with-eof": cut(b" 11\n6\n 21\n0\n", b"  0\nEOF\n"),
    "cut-at-entity-with-ends": cut(b" 11\n6\n 21\n0\n", b"  0\nENDSEC\n  0\nEOF\n"),
    # garbled
    "entities-misspelt": swap(b"ENTITIES", b"ENTITEIS"),
    "entities-missing": to_text([*section("HEADER", HEADER), (0, "EOF")]),
    "entities-empty": to_text(drawing(room=[])),
    "entities-twice": to_text([*drawing()[:-1], *section("ENTITIES", line(0, 0, 9, 9)), (0, "EOF")]),
    "section-nameless": swap(b"  2\nENTITIES\n", b""),
    "endsec-missing": swap(b"  0\nENDSEC\n  0\nSECTION\n  2\nENTITIES\n", b"  0\nSECTION\n  2\nENTITIES\n"),
    "endsec-twice": swap(b"  0\nENDSEC\n  0\nEOF\n", b"  0\nENDSEC\n  0\nENDSEC\n  0\nEOF\n"),
    "line-lost": swap(b" 11\n6\n", b" 11\n"),
    "line-doubled": swap(b" 11\n6\n", b" 11\n6\n6\n"),
    "code-letter": swap(b" 11\n6\n", b" x1\n6\n"),
    "code-blank": swap(b" 11\n6\n", b"\n6\n"),
    "code-float": swap(b" 11\n6\n", b"11.0\n6\n"),
    "code-negative": swap(b" 11\n6\n", b"-11\n6\n"),
    "code-huge": swap(b" 11\n6\n", b"99999999999\n6\n"),
    "after-eof": to_text(drawing()) + b"  0\nLINE\n",
    "table-nameless": to_text(drawing(layer=[(0, "LAYER"), (70, 0), (62, 7)])),
    "version-unknown": swap(b"AC1009", b"AC1099"),
    "version-words": swap(b"AC1009", b"DRAFT"),
    # numbers
    "comma": swap(b" 11\n6\n", b" 11\n6,25\n"),
    "inf": swap(b" 11\n6\n", b" 11\ninf\n"),
    "nan": swap(b" 11\n6\n", b" 11\nnan\n"),
    "overflow": swap(b" 11\n6\n", b" 11\n1e999\n"),
    "no-number": swap(b" 11\n6\n", b" 11\n\n"),
    "word-number": swap(b" 11\n6\n", b" 11\nsix\n"),
    "far": swap(b" 11\n6\n", b" 11\n6e12\n"),
    "angle-nan": swap(b" 51\n90\n", b" 51\nnan\n"),
    "radius-inf": swap(b" 40\n0.9\n", b" 40\ninf\n"),
    "radius-zero": swap(b" 40\n0.9\n", b" 40\n0\n"),
    "end-missing": swap(b" 11\n6\n 21\n0\n", b""),
    "start-missing": swap(b" 10\n0\n 20\n0\n 11\n6\n", b" 11\n6\n"),
    "unit-odd": swap(b" 70\n6\n", b" 70\n99\n"),
    # entities that make no sense
    "bulge-huge": modern([*LWPOLYLINE, (90, 2), (70, 0), (10, 0), (20, 0), (42, 1e300), (10, 3), (20, 3)]),
    "lwpolyline-short": modern([*LWPOLYLINE, (90, 9), (70, 1), (10, 0), (20, 0)]),
    "lwpolyline-count": modern([*LWPOLYLINE, (90, 900000000), (70, 0), (10, 0), (20, 0), (10, 3), (20, 3)]),
    "polyline-bare": to_text(drawing([(0, "POLYLINE"), (8, "A-WALL"), (66, 1), (70, 0), (0, "SEQEND")])),
    "polyline-endless": to_text(drawing([(0, "POLYLINE"), (8, "A-WALL"), (66, 1), (0, "VERTEX"), (10, 1), (20, 1)])),
    "vertex-orphan": to_text(drawing([(0, "VERTEX"), (8, "A-WALL"), (10, 1), (20, 1)])),
    "spline-bare": modern([*SPLINE, (72, 0), (73, 0)]),
    "spline-knots": modern([*SPLINE, (72, 3), (73, 4), (40, 0), (40, 1), (40, 2), *POINTS]),
    "spline-degree": modern([*SPLINE[:-1], (71, 900), (72, 8), (73, 4), *[(40, i) for i in range(8)], *POINTS]),
    "ellipse-flat": modern([(0, "ELLIPSE"), (100, "AcDbEntity"), (8, "A-WALL"), (100, "AcDbEllipse"), (10, 0), (20, 0),
                            (30, 0), (11, 0), (21, 0), (31, 0), (40, 0.5), (41, 0), (42, 6.3)]),
    "hatch-edge": modern([*HATCH, (92, 1), (93, 1), (72, 9), (10, 0), (20, 0), (97, 0), (75, 0), (76, 1), (98, 0)]),
    "hatch-count": modern([*HATCH, (92, 2), (72, 0), (73, 1), (93, 5), (10, 0), (20, 0)]),
    "subclass-lost": modern([tag for tag in SPLINE if tag[1] != "AcDbSpline"]),
    "wall-object": modern([(0, "AEC_WALL"), (5, "2A"), (100, "AcDbEntity"), (8, "A-WALL"), (100, "AecDbWall"), (10, 1)]),  # noqa: E501
    "mtext-braces": modern([(0, "MTEXT"), (100, "AcDbEntity"), (8, "A-AREA-IDEN"), (100, "AcDbMText"), (10, 1), (20, 1),
                            (30, 0), (40, 0.3), (1, "{" * 200 + "\\S^;\\U+ZZZZ\\H")]),
    # blocks
    "block-missing": to_text(drawing(insert("LADDER"))),
    "block-empty": to_text(drawing(insert("NOTHING"), blocks=[*DOOR, *block("NOTHING")])),
    "block-in-itself": to_text(drawing(insert("SELF"), blocks=[*DOOR, *block("SELF", insert("SELF"))])),
    "block-cycle": to_text(
        drawing(insert("YIN"), blocks=[*DOOR, *block("YIN", insert("YANG")), *block("YANG", insert("YIN"))])
    ),
    "block-deep": to_text(drawing(insert("N79"), blocks=nest(80))),
    "block-bomb": to_text(drawing(insert("N7"), blocks=nest(8, 9))),
    "array-bomb": to_text(drawing(insert("DOOR", (70, 32767), (71, 32767), (44, 1), (45, 1)))),
    "array-of-nothing": to_text(
        drawing(insert("NOTHING", (70, 32767), (71, 32767), (44, 1), (45, 1)), blocks=[*DOOR, *block("NOTHING")])
    ),
    "curve-bomb": to_text(drawing(insert("DOOR", (70, 400), (71, 400), (44, 1), (45, 1)))),
    "block-endless": swap(b"  0\nENDBLK\n  8\n0\n", b""),
    "xref": to_text(drawing(insert("SITE"), blocks=[*DOOR, *block("SITE", flags=4, path="..\\..\\secret\\site.dwg")])),
    "scale-zero": to_text(drawing(insert("DOOR", (41, 0), (42, 0)))),
    "scale-nan": to_text(drawing(insert("DOOR", (41, "nan")))),
    "scale-huge": to_text(drawing(insert("DOOR", (41, 1e200), (42, 1e200)))),
    # layers, handles, texts
    "layer-frozen": swap(b" 70\n0\n 62\n7\n", b" 70\n1\n 62\n7\n"),
    "layer-off": swap(b" 62\n7\n", b" 62\n-7\n"),
    "paper-only": to_text(drawing(room=[tag for part in (line(0, 0, 6, 0), line(6, 0, 6, 4)) for tag in [*part, (67, 1)]])),  # noqa: E501
    "drawn-twice": to_text(drawing(line(0, 0, 6, 0))),
    "handle-shared": to_text(drawing(*[line(i, 9, i + 1, 9, "2B") for i in range(20)])),
    "handle-odd": to_text(drawing(line(0, 9, 1, 9, "XYZ"))),
    "text-control": to_text(drawing(text("10\x01\x072"))),
    "text-nul": to_text(drawing(text("10\x002"))),
    "text-bidi": to_text(drawing(text("\u202e201\u202c"))),
    "text-surrogate": modern([*text("Caf\udce9"), *text("Büro Süd, Zürich")]),
    "text-surrogate-escape": modern(text("\\U+D800 101")),
    "text-code-page": swap(b"101", "Büro".encode()),
    "text-empty": to_text(drawing(text(""))),
    "text-long": to_text(drawing(text("x" * 300_000))),
    "text-huge-height": to_text(drawing([(0, "TEXT"), (8, "0"), (10, 0), (20, 0), (40, 1e30), (1, "102")])),
    # binary
    "binary-mark": BINARY[:22],
    "binary-cut": BINARY[: len(BINARY) // 2],
    "binary-cut-in-number": BINARY[:-40],
    "binary-nan": BINARY.replace(struct.pack("<d", 6.0), struct.pack("<d", float("nan")), 1),
    "binary-noise": BINARY[:22] + bytes(range(256)),
    "binary-far": BINARY.replace(struct.pack("<d", 6.0), struct.pack("<d", 6e15), 1),
    # sound in spite of their looks
    "cr-only": to_text(drawing(), "\r"),
    "comments-first": b"999\nwritten by hand\n" + to_text(drawing()),
    "bom": b"\xef\xbb\xbf" + to_text(drawing()),
    "binary-sound": BINARY,
    "sound": to_text(drawing()),
    "rich": RICH,
}  # fmt: skip
