"""The packet as PDF: one SVG a layer of a page, furniture and tables set by typst from data."""

from __future__ import annotations

import json
import re
import tempfile
from datetime import UTC, date, datetime
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from campusmap.carto.digest import digest_layers
from campusmap.carto.mark import Marks, draw_spots, place_marks, sheet_place
from campusmap.carto.sheet import READ_LAST, Cell, Ink, Packet, PageLayer, Picture, Sheet, Table, Words
from campusmap.carto.stamp import head_words, stamp_items
from campusmap.carto.style import Theme, load_styles
from campusmap.carto.tabular import CELL_PAD_PT, ROW_PAD_PT
from campusmap.carto.typeface import CAP_EM, FALLBACK, FAMILY, font_folder, own_families, own_typefaces
from campusmap.kept import recall
from campusmap.model.kit import Kit
from campusmap.render.pdf_finish import finish_pdf
from campusmap.render.svg import clean_xml, layer_to_svg

_TITLES: Final = {"responder": "responder packet", "staff": "staff packet", "public": "campus map"}
_STANDARD: Final = "ua-1"  # tagged for screen readers; typst refuses to write what would not conform


def write_packet(packet: Packet, kit: Kit, folder: Path, theme: Theme | None = None) -> list[Path]:
    """Write packet.pdf, and poster.pdf where there is one, into a folder."""
    chosen: Theme = theme or ("mono" if kit.project.packet.mono else "colour")
    files = {"packet.pdf": packet} | ({"poster.pdf": Packet(packet.name, packet.poster)} if packet.poster else {})
    for name, sheets in files.items():
        (folder / name).write_bytes(render_packet(sheets, kit, chosen))
    return [folder / name for name in files]


def render_packet(packet: Packet, kit: Kit, theme: Theme = "colour", title: str = "") -> bytes:
    """Stamp a packet with its kit's edition and findings and write it as PDF; the same bytes for the same kit."""
    import typst

    issued = date.fromisoformat(kit.edition.issued)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        total = len(packet.sheets)
        marks = place_marks(kit)
        pages = [_write_sheet(sheet, n, total, kit, marks, theme, folder) for n, sheet in enumerate(packet.sheets, 1)]
        data = {
            "title": f"{clean_xml(kit.campus.name)}: {title or _TITLES.get(kit.edition.audience, 'map packet')}",
            "year": issued.year,
            "month": issued.month,
            "day": issued.day,
            "fonts": [FAMILY, *own_families(), FALLBACK],
            "sheets": pages,
        }
        (folder / "packet.json").write_text(json.dumps(data), "utf-8")
        main = folder / "packet.typ"
        main.write_bytes(files("campusmap.render").joinpath("packet.typ").read_bytes())
        for n, face in enumerate(own_typefaces()):
            (folder / f"own-{n}.otf").write_bytes(face.content)
        pdf = typst.compile(
            str(main), root=str(folder), font_paths=[str(font_folder()), name], ignore_system_fonts=True,
            pdf_standards=_STANDARD, timestamp=datetime(issued.year, issued.month, issued.day, tzinfo=UTC),
        )  # fmt: skip
        return finish_pdf(bytes(pdf), packet.sheets, kit.campus)


def _write_sheet(
    sheet: Sheet, number: int, sheets: int, kit: Kit, marks: Marks, theme: Theme, folder: Path
) -> dict[str, Any]:
    stamp = [*stamp_items(sheet, number, sheets, kit, marks.get(sheet_place(sheet, kit))), *draw_spots(sheet, marks)]
    rules = PageLayer("stamp", "", tuple(item for item in stamp if isinstance(item, Ink)))
    about = {"layers": digest_layers(sheet.layers), "paper": (sheet.paper, theme), "typefaces": own_families()}
    kept = recall("sheet", about, partial(_draw_layers, sheet, theme))
    svgs = (*zip(sheet.layers, kept, strict=True), (rules, layer_to_svg(rules, sheet.paper, theme)))
    drawn = [{"svg": svg, "alt": clean_xml(layer.alt)} for layer, svg in svgs]
    late = [layer.name == READ_LAST for layer, _ in svgs]
    words = [item for item in stamp if isinstance(item, Words)]
    return {
        "head": [_words_data(each, theme) for each in head_words(sheet)],
        "magnified": sheet.paper.magnified,
        "width": sheet.paper.width,
        "height": sheet.paper.height,
        "layers": [layer for layer, last in zip(drawn, late, strict=True) if not last],
        "last": [layer for layer, last in zip(drawn, late, strict=True) if last],
        "pictures": [_write_picture(each, folder / f"s{number}-{n}.jpg") for n, each in enumerate(sheet.pictures)],
        "words": [_words_data(each, theme) for each in (*sheet.words, *words)],
        "tables": [_table_data(table, theme) for table in sheet.tables],
    }


def _draw_layers(sheet: Sheet, theme: Theme) -> tuple[str, ...]:
    return tuple(layer_to_svg(layer, sheet.paper, theme) for layer in sheet.layers)


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
