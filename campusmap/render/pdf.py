"""The packet as PDF: one SVG a layer of a page, furniture and tables set by typst from data."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import partial
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final

from campusmap.carto.digest import digest_exactly
from campusmap.carto.mark import Marks, draw_spots, place_marks, sheet_place
from campusmap.carto.sheet import READ_LAST, Cell, Ink, Packet, PageLayer, Picture, Sheet, Table, Words
from campusmap.carto.stamp import head_words, stamp_items
from campusmap.carto.style import Theme, load_styles
from campusmap.carto.tabular import CELL_PAD_PT, ROW_PAD_PT
from campusmap.carto.typeface import CAP_EM, own_families, own_typefaces
from campusmap.kept import recall
from campusmap.model.kit import Kit
from campusmap.render.pdf_finish import measure_map
from campusmap.render.pdf_set import set_pages
from campusmap.render.svg import clean_xml, layer_to_svg, layers_to_svg
from campusmap.shared import do_all

if TYPE_CHECKING:
    from campusmap.render.pdf_join import SetPage

_TITLES: Final = {"responder": "responder packet", "staff": "staff packet", "public": "campus map"}


def write_packet(packet: Packet, kit: Kit, folder: Path, theme: Theme | None = None) -> list[Path]:
    """Write packet.pdf, and poster.pdf where there is one, into a folder."""
    chosen: Theme = theme or ("mono" if kit.project.packet.mono else "colour")
    files = {"packet.pdf": packet} | ({"poster.pdf": Packet(packet.name, packet.poster)} if packet.poster else {})
    for name, sheets in files.items():
        (folder / name).write_bytes(render_packet(sheets, kit, chosen))
    return [folder / name for name in files]


def render_packet(packet: Packet, kit: Kit, theme: Theme = "colour", title: str = "") -> bytes:
    """Stamp a packet with its kit's edition and findings and write it as PDF; the same bytes for the same kit.

    Each page is set alone, so that it can be kept, and the stamps of all pages together.
    """
    from campusmap.render.pdf_join import join_pages

    maps = [measure_map(sheet, kit.campus) for sheet in packet.sheets]
    with TemporaryDirectory() as folder:
        tasks: list[Callable[[], Any]] = [
            partial(_set_stamps, packet, kit, theme, title, Path(folder)),
            *(partial(_recall_page, sheet, theme) for sheet in packet.sheets),
        ]
        stamped, *pages = do_all(tasks)
        return join_pages(stamped, pages, maps)


def _set_stamps(packet: Packet, kit: Kit, theme: Theme, title: str, folder: Path) -> Path:
    named = f"{clean_xml(kit.campus.name)}: {title or _TITLES.get(kit.edition.audience, 'map packet')}"
    marks, total = place_marks(kit), len(packet.sheets)
    stamps = [_stamp_data(sheet, n, total, kit, marks, theme) for n, sheet in enumerate(packet.sheets, 1)]
    return set_pages(stamps, folder, named, date.fromisoformat(kit.edition.issued))


def _recall_page(sheet: Sheet, theme: Theme) -> SetPage:
    typefaces = tuple(sha256(face.content).hexdigest() for face in own_typefaces())
    about = {"sheet": digest_exactly(sheet), "theme": theme, "typefaces": (own_families(), typefaces)}
    return recall("page", about, partial(_set_page, sheet, theme))


def _set_page(sheet: Sheet, theme: Theme) -> SetPage:
    from campusmap.render.pdf_join import take_page

    with TemporaryDirectory() as folder:
        return take_page(set_pages([_page_data(sheet, theme, Path(folder))], Path(folder)))


def _stamp_data(sheet: Sheet, number: int, sheets: int, kit: Kit, marks: Marks, theme: Theme) -> dict[str, Any]:
    stamp = [*stamp_items(sheet, number, sheets, kit, marks.get(sheet_place(sheet, kit))), *draw_spots(sheet, marks)]
    rules = PageLayer("stamp", "", tuple(item for item in stamp if isinstance(item, Ink)))
    words = [_words_data(item, theme) for item in stamp if isinstance(item, Words)]
    drawn = [{"svg": layer_to_svg(rules, sheet.paper, theme), "alt": ""}]
    return _size(sheet) | {"layers": drawn, "words": words}


def _page_data(sheet: Sheet, theme: Theme, folder: Path) -> dict[str, Any]:
    svgs = layers_to_svg(sheet.layers, sheet.paper, theme)
    drawn = [{"svg": svg, "alt": clean_xml(layer.alt)} for svg, layer in zip(svgs, sheet.layers, strict=True)]
    late = [layer.name == READ_LAST for layer in sheet.layers]
    return _size(sheet) | {
        "faces": _list_faces(sheet),
        "head": [_words_data(each, theme) for each in head_words(sheet)],
        "layers": [layer for layer, last in zip(drawn, late, strict=True) if not last],
        "last": [layer for layer, last in zip(drawn, late, strict=True) if last],
        "pictures": [_write_picture(each, folder / f"{n}.jpg") for n, each in enumerate(sheet.pictures)],
        "words": [_words_data(each, theme) for each in sheet.words],
        "tables": [_table_data(table, theme) for table in sheet.tables],
    }


def _size(sheet: Sheet) -> dict[str, Any]:
    """Return the size of a sheet's page, and nothing on it."""
    nothing: dict[str, Any] = dict.fromkeys(("head", "layers", "last", "pictures", "words", "tables"), ())
    return nothing | {
        "magnified": sheet.paper.magnified, "width": sheet.paper.width, "height": sheet.paper.height,
    }  # fmt: skip


def _list_faces(sheet: Sheet) -> list[tuple[int, str]]:
    """Return weight and style of each typeface that a sheet may need: tables, badges and heads need upright ones."""
    words = [*sheet.words, *(item for layer in sheet.layers for item in layer.items if isinstance(item, Words))]
    faces = {(False, False), (True, False)} | {(each.bold, each.italic) for each in words}
    return [(700 if bold else 400, "italic" if italic else "normal") for bold, italic in sorted(faces)]


def _write_picture(picture: Picture, path: Path) -> dict[str, Any]:
    path.write_bytes(picture.jpeg)
    return {"file": path.name, "alt": clean_xml(picture.alt), "box": picture.box, "window": picture.window}


def _words_data(words: Words, theme: Theme) -> dict[str, Any]:
    return {
        "text": "\n".join(clean_xml(line) for line in words.text.split("\n")),
        "x": round(words.x, 2),
        "y": round(words.y, 2),
        "size": words.size_pt,
        "bold": words.bold,
        "italic": words.italic,
        "anchor": words.anchor,
        "fill": load_styles(theme)[words.style].fill,
        "role": words.role,
        "bookmark": words.role in ("h1", "h2"),
        "pitch": words.pitch_pt,
    }


def _table_data(table: Table, theme: Theme) -> dict[str, Any]:
    styles = load_styles(theme)
    return {
        "x": round(table.x, 2),
        "y": round(table.y, 2),
        "widths": table.widths,
        "heads": [clean_xml(head) for head in table.heads],
        "heights": table.heights,
        "head_height": table.head_height,
        "head_first": round(table.head_height - 4.0, 2),
        "size": table.size_pt,
        "pitch": table.pitch_pt,
        "pad": CELL_PAD_PT,
        "ink": styles["sheet.text"].fill,
        "muted": styles["sheet.muted"].fill,
        "rule": styles["sheet.rule"].stroke,
        "hairline": styles["sheet.hairline"].stroke,
        "band": styles["sheet.band"].fill,
        "bands": [n for n, row in enumerate(table.rows) if len(row) == 1 < len(table.widths) and row[0].bold],
        "first": round((table.pitch_pt + table.size_pt * CAP_EM + ROW_PAD_PT) / 2, 2),
        "rows": [[_cell_data(cell, _leads_to(table, row, cell)) for cell in row] for row in table.rows],
    }


def _cell_data(cell: Cell, page: int) -> dict[str, Any]:
    text = "\n".join(clean_xml(line) for line in cell.text.split("\n"))
    return {"text": text, "bold": cell.bold, "span": cell.span, "indent": cell.indent, "page": page}


def _leads_to(table: Table, row: tuple[Cell, ...], cell: Cell) -> int:
    """Return the first of the sheets that a cell names, the last of its row under "Sheet"; 0 if it names none."""
    if table.heads[-1] != "Sheet" or cell is not row[-1] or len(row) != len(table.heads):
        return 0
    found = re.match(r"\d+", cell.text)
    return int(found[0]) if found else 0
