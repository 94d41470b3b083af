"""Count what a DXF file holds from its bytes alone, so that nothing the parser drops goes unnoticed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

import numpy as np

from campusmap.errors import InputError
from campusmap.ingest.dxf_encoding import find_encoding, stated_encoding
from campusmap.ingest.dxf_fields import Fields, number, whole
from campusmap.ingest.dxf_numbers import EXPORT_AGAIN, place_of, refuse_numbers
from campusmap.ingest.dxf_tags import Ints, Tags

MAX_LAYERS: Final = (
    10_000  # the largest drawings have some hundreds; each name is looked up word by word (tool default)
)
FOLLOWERS: Final = frozenset({"VERTEX", "SEQEND", "ATTRIB"})  # belong to the record before them


# What becomes dozens of chords each.
CURVES: Final = frozenset({"CIRCLE", "ARC", "ELLIPSE", "SPLINE", "HELIX", "HATCH"})
_PICTURES: Final = {b"%PDF-": "PDF", b"\x89PNG": "PNG", b"\xff\xd8\xff": "JPEG"}  # which are plans too
Child = tuple[str, int, str]  # of an insert: block name in lower case, cells, handle


class Record(NamedTuple):
    """One entity, with the records that belong to it: records ``first`` to ``stop`` of the scan."""

    kind: str
    layer: str
    first: int
    stop: int
    paper: bool
    block: str = ""  # of an INSERT
    attribute_layers: tuple[str, ...] = ()
    handle: str = ""
    cells: int = 1  # of an INSERT that is an array


@dataclass(frozen=True, slots=True)
class BlockScan:
    """One block definition: its records and what it holds."""

    name: str
    first: int  # record index of BLOCK
    stop: int  # behind ENDBLK
    layers: frozenset[str]
    children: frozenset[str]  # lower case
    external: bool  # an attached drawing that was not bound
    own: int = 0  # entities that are no inserts
    curves: int = 0
    inserts: tuple[Child, ...] = ()
    attached: bool = False  # a drawing of its own, bound or not


@dataclass(frozen=True, slots=True)
class Scan:
    """What the bytes say: sections, header values, layer flags, entities and block definitions."""

    tags: Tags
    heads: Ints  # tag index of each record
    sections: dict[str, tuple[int, int]]  # name -> records inside it
    header: dict[str, str]
    encoding: str
    layers: tuple[tuple[str, bool, bool], ...]  # name, frozen, off
    entities: tuple[Record, ...]
    blocks: tuple[BlockScan, ...]
    frames: frozenset[str]  # handles of polylines that only frame a text
    flat: frozenset[str]  # handles, else flat_key, of inserts with the scale zero, which the parser takes for one
    misencoded: str = ""  # what is wrong with the encoding that the header states


def scan_tags(file: str, tags: Tags) -> Scan:
    """Find sections, header, layers, entities and blocks; refuse a file that is cut, garbled or no drawing."""
    heads = np.flatnonzero(tags.codes == 0)
    raws = tags.texts(heads)
    known = {raw: raw.decode("ascii", "replace").upper() for raw in set(raws)}  # each type once, not once a record
    names = [known[raw] for raw in raws]
    refuse_garbled(file, tags, names)
    sections = find_sections(file, tags, heads, names)
    refuse_layers(file, names, *sections.get("TABLES", (0, 0)))
    header = read_header(tags, heads, sections)
    encoding, doubt = (
        find_encoding(header, tags.data[: int(tags.stops[-1])])
        if tags.numbers is None
        else (stated_encoding(header), "")
    )
    refuse_numbers(file, tags, heads, names, sections, encoding)
    fields = Fields(tags, heads, encoding)
    low, high = sections.get("TABLES", (0, 0))
    layers = tuple(fields.layer_row(r) for r in range(low, high) if names[r] == "LAYER")
    entities = tuple(group_records(names, fields, *sections["ENTITIES"]))
    blocks = tuple(find_blocks(names, fields, *sections.get("BLOCKS", (0, 0))))
    refuse_pointless(file, names, fields, tags, heads, sections)
    inserts = (r for r in entities if r.kind == "INSERT" and is_flat(fields, r.first))
    flat = frozenset(r.handle or flat_key(r.block, fields.text(r.first, 10), fields.text(r.first, 20)) for r in inserts)
    return Scan(tags, heads, sections, header, encoding, layers, entities, blocks, find_frames(tags), flat, doubt)


def without_tags(scan: Scan) -> Scan:
    """Return a scan that no longer holds the file's bytes."""
    none = np.empty(0, dtype=np.int32)
    return replace(scan, tags=Tags(b"", none, none, none, none, -1))


# -- structure ----------------------------------------------------------------------------------------------------


def refuse_garbled(file: str, tags: Tags, names: list[str]) -> None:
    """Refuse what is not DXF, is garbled or is cut."""
    if "SECTION" not in names[:1]:
        picture = next((kind for mark, kind in _PICTURES.items() if tags.data.startswith(mark)), "")
        problem = f"this is not a DXF drawing{picture and f' but a {picture}'}"
        fix = "export the drawing from CAD as DXF"
        if picture:
            fix += f", or name it as the {picture} that it is and trace its rooms in `campusmap edit`"
        raise InputError(file, problem, fix, code="dxf.not_dxf")
    if tags.fault >= 0 and tags.numbers is not None:
        raise InputError(
            file, "the file is cut: a binary value is incomplete", EXPORT_AGAIN, f"tag {tags.fault + 1}", code="dxf.cut"
        )
    if tags.fault >= 0:
        problem = "a group code was expected here, so the file is garbled or cut"
        raise InputError(file, problem, EXPORT_AGAIN, f"line {2 * tags.fault + 1}", code="dxf.garbled")
    if names[-1] != "EOF":
        raise InputError(
            file,
            "the file is cut: its end mark (EOF) is missing",
            "copy or export the whole file again",
            code="dxf.cut",
        )


def find_sections(file: str, tags: Tags, heads: Ints, names: list[str]) -> dict[str, tuple[int, int]]:
    """Return the records inside each section; refuse unclosed sections and a drawing without entities."""
    sections: dict[str, tuple[int, int]] = {}
    opened = ""
    first = 0
    for record in (r for r, name in enumerate(names) if name in ("SECTION", "ENDSEC", "EOF")):
        if (names[record] == "ENDSEC") != bool(opened):
            place = f"line {2 * int(heads[record]) + 1}"
            problem = f"the {opened} section has no end (ENDSEC)" if opened else "an ENDSEC stands outside any section"
            raise InputError(file, f"{problem}, so the file is cut or garbled", EXPORT_AGAIN, place, code="dxf.garbled")
        if names[record] == "SECTION":
            opened, first = section_name(tags, int(heads[record])), record + 1
        elif opened:
            sections.setdefault(opened, (first, record))
            opened = ""
    if "ENTITIES" not in sections:
        found = ", ".join(sections) or "none"
        raise InputError(
            file, f"no ENTITIES section was found (sections: {found})", EXPORT_AGAIN, code="dxf.no_entities"
        )
    return sections


def refuse_layers(file: str, names: list[str], low: int, high: int) -> None:
    """Refuse a drawing that lists far too many layers."""
    count = names[low:high].count("LAYER")
    if count > MAX_LAYERS:
        problem = f"it lists {count:,} layers, more than {MAX_LAYERS:,}"
        raise InputError(file, problem, "purge it in CAD and save again", code="dxf.too_large")


def section_name(tags: Tags, index: int) -> str:
    """Return the name in the tag behind a SECTION tag, "nameless" if it has none."""
    named = index + 1 < len(tags.codes) and tags.codes[index + 1] == 2
    return tags.text(index + 1).decode("ascii", "replace").upper() if named else "nameless"


def read_header(tags: Tags, heads: Ints, sections: dict[str, tuple[int, int]]) -> dict[str, str]:
    """Return the first value of every header variable."""
    if "HEADER" not in sections:
        return {}
    first = int(heads[sections["HEADER"][0] - 1])
    stop = int(heads[sections["HEADER"][1]])
    marks = first + np.flatnonzero(tags.codes[first:stop] == 9)
    return {
        tags.text(i).decode("ascii", "replace"): tags.text(i + 1).decode("ascii", "replace")
        for i in marks.tolist()
        if i + 1 < stop
    }


# -- records ------------------------------------------------------------------------------------------------------


def group_records(names: list[str], fields: Fields, low: int, high: int) -> Iterable[Record]:
    """Yield the entities of a stretch of records, each with the records that belong to it."""
    firsts = [record for record in range(low, high) if record == low or names[record] not in FOLLOWERS]
    layers, handles, papers = (fields.texts(np.array(firsts, dtype=np.int64), code) for code in (8, 5, 67))
    for first, stop, layer, handle, paper in zip(firsts, [*firsts, high][1:], layers, handles, papers, strict=True):
        kind, on_paper = names[first], paper not in ("", "0")
        if kind != "INSERT":
            yield Record(kind, layer or "0", first, stop, on_paper, "", (), handle)
            continue
        attributes = tuple(fields.text(r, 8) or "0" for r in range(first + 1, stop) if names[r] == "ATTRIB")
        block, cells = fields.text(first, 2), count_cells(fields, first)
        yield Record(kind, layer or "0", first, stop, on_paper, block, attributes, handle, cells)


def find_blocks(names: list[str], fields: Fields, low: int, high: int) -> Iterable[BlockScan]:
    """Yield the block definitions of the BLOCKS section."""
    first = -1
    for record in range(low, high):
        if names[record] == "BLOCK":
            first = record
        elif names[record] == "ENDBLK" and first >= 0:
            inside = [r for r in range(first + 1, record) if names[r] != "SEQEND"]
            layers = frozenset(fields.text(r, 8) or "0" for r in inside)
            children = frozenset(fields.text(r, 2).lower() for r in inside if names[r] == "INSERT")
            path = bool(fields.text(first, 1)) or bool(whole(fields.text(first, 70)) & 4)
            inserts = tuple(
                (fields.text(r, 2).lower(), count_cells(fields, r), fields.text(r, 5))
                for r in inside
                if names[r] == "INSERT"
            )
            own = sum(names[r] not in FOLLOWERS for r in inside) - len(inserts)
            curves = sum(names[r] in CURVES for r in inside)
            name, external = fields.text(first, 2), path and not inside
            yield BlockScan(name, first, record + 1, layers, children, external, own, curves, inserts, path)
            first = -1


def count_cells(fields: Fields, record: int) -> int:
    """Return how many times an insert draws its block: columns times rows."""
    return max(1, whole(fields.text(record, 70))) * max(1, whole(fields.text(record, 71)))


def is_flat(fields: Fields, record: int) -> bool:
    """Tell whether an insert's scale along x or y is zero."""
    x, y = fields.text(record, 41), fields.text(record, 42)
    return bool((x and number(x) == 0.0) or (y and number(y) == 0.0))


def flat_key(block: str, x: str, y: str) -> str:
    """Name an insert without a handle by its block and place."""
    return f"{block.lower()} {number(x or '0'):.9g} {number(y or '0'):.9g}"


# Without these the parser puts a point at the origin, or a radius at 1. Source: DXF reference, ENTITIES section.
NEEDED: Final = {"LINE": (10, 20, 11, 21), "CIRCLE": (10, 20, 40), "ARC": (10, 20, 40, 50, 51), "TEXT": (10, 20)}


def refuse_pointless(
    file: str, names: list[str], fields: Fields, tags: Tags, heads: Ints, sections: dict[str, tuple[int, int]]
) -> None:
    """Refuse lines, arcs and texts that lack a coordinate: the parser would draw them to the origin."""
    for low, high in (sections.get(section, (0, 0)) for section in ("BLOCKS", "ENTITIES")):
        found: dict[str, list[int]] = {kind: [] for kind in NEEDED}
        for record, name in enumerate(names[low:high], start=low):
            if name in found:
                found[name].append(record)
        for kind, codes in NEEDED.items():
            of_kind = np.array(found[kind], dtype=np.int64)
            lame = of_kind[~np.all([fields.has(of_kind, code) for code in codes], axis=0)] if len(of_kind) else of_kind
            if len(lame):
                record = int(lame[0])
                problem = f"a {kind} lacks a coordinate or size, so that nobody can tell where it is drawn"
                place = place_of(tags, int(heads[record]), kind, fields.text(record, 8))
                raise InputError(file, problem, EXPORT_AGAIN, place, code="dxf.number")


def find_frames(tags: Tags) -> frozenset[str]:
    """Return the handles of the polylines that programs before R2018 store as frames of multi-line texts."""
    if b"ACAD_MTEXT_TEXT_BORDERS_BEGIN" not in tags.data:
        return frozenset()
    frames: set[str] = set()
    inside = False
    for index in np.flatnonzero((tags.codes == 1000) | (tags.codes == 1005)).tolist():
        text = tags.text(index).decode("ascii", "replace")
        if tags.codes[index] == 1000:
            inside = text == "ACAD_MTEXT_TEXT_BORDERS_BEGIN" or (inside and not text.endswith("_END"))
        elif inside:
            frames.add(text)
    return frozenset(frames)
