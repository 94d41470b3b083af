"""Judge a sheet as it was laid out: its smallest type, what overlaps, what runs off its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from campusmap.carto.badges import badge_size
from campusmap.carto.paper import Box
from campusmap.carto.sheet import Badge, PageLayer, Sheet, Table, Words
from campusmap.carto.tabular import CELL_PAD_PT, table_height
from campusmap.carto.turned import turn_point, turned_boxes
from campusmap.carto.typeface import CAP_EM, ELLIPSIS, settable_text, text_width

_TOUCH_PT = 0.2  # boxes that meet by less are side by side


def words_boxes(words: Words) -> list[Box]:
    """Return the boxes, one a line, that words take; a chain of small ones when they are turned."""
    found: list[Box] = []
    for n, line in enumerate(words.text.split("\n")):
        width = text_width(line, words.size_pt, bold=words.bold, italic=words.italic)
        x = words.x - {"start": 0.0, "middle": width / 2, "end": width}[words.anchor]
        y = words.y + n * words.pitch_pt
        if words.rotation_deg:
            found += _turned(words, width)
        elif line:
            found.append((x, y - words.size_pt * CAP_EM, x + width, y))
    return found


def _turned(words: Words, width: float) -> list[Box]:
    height = words.size_pt * CAP_EM
    dx, dy = turn_point(0.0, height / 2, words.rotation_deg)
    chain = turned_boxes(words.x - dx, words.y - dy, width, height, words.rotation_deg)
    return [(float(b[0]), float(b[1]), float(b[2]), float(b[3])) for b in chain]


def badge_box(badge: Badge) -> Box:
    """Return the box that a symbol takes."""
    half_w, up, down = badge_size(badge.kind, badge.letters, badge.size_pt)
    return badge.x - half_w, badge.y - up, badge.x + half_w, badge.y + down


def _things(layers: Iterable[PageLayer], words: Iterable[Words], tables: Iterable[Table]) -> Iterator[list[Box]]:
    for layer in layers:
        for item in layer.items:
            if isinstance(item, Words):
                yield words_boxes(item)
            elif isinstance(item, Badge):
                yield [badge_box(item)]
    for each in words:
        yield words_boxes(each)
    for table in tables:
        yield [(table.x, table.y, table.x + sum(table.widths), table.y + table_height(table))]


def count_faults(sheet: Sheet) -> tuple[int, int]:
    """Return how many pairs of words, symbols and tables overlap on a sheet, and how many run off the page."""
    things = [boxes for boxes in _things(sheet.layers, sheet.words, sheet.tables) if boxes]
    owner = np.array([n for n, boxes in enumerate(things) for _ in boxes])
    boxes = np.array([box for thing in things for box in thing]).reshape(-1, 4)
    paper = sheet.paper
    off = (boxes[:, 0] < paper.left - 1) | (boxes[:, 2] > paper.right + 1)
    off |= (boxes[:, 1] < 0) | (boxes[:, 3] > paper.height)
    off |= below_body(sheet, things)[owner]
    meet = (
        (boxes[:, None, 0] < boxes[None, :, 2] - _TOUCH_PT)
        & (boxes[:, None, 2] > boxes[None, :, 0] + _TOUCH_PT)
        & (boxes[:, None, 1] < boxes[None, :, 3] - _TOUCH_PT)
        & (boxes[:, None, 3] > boxes[None, :, 1] + _TOUCH_PT)
        & (owner[:, None] < owner[None, :])
    )
    pairs = {(int(owner[a]), int(owner[b])) for a, b in np.argwhere(meet)}
    return len(pairs), len({int(n) for n in owner[off]}) + _spilt_cells(sheet.tables)


def below_body(sheet: Sheet, things: list[list[Box]]) -> NDArray[np.bool_]:
    """Tell which words, symbols and tables of a sheet reach into its foot, where the stamp goes."""
    foot = sheet.paper.footer_rule
    return np.array([max(box[3] for box in boxes) > foot for boxes in things], dtype=np.bool_)


def _spilt_cells(tables: Iterable[Table]) -> int:
    """Count table cells with a line wider than their column."""
    spilt = 0
    for table in tables:
        for row in table.rows:
            column = 0
            for cell in row:
                width = sum(table.widths[column : column + cell.span]) - 2 * CELL_PAD_PT
                spilt += text_width(cell.text, table.size_pt, bold=cell.bold) > width - cell.indent + 0.5
                column += cell.span
    return spilt


def smallest_type(sheet: Sheet) -> float:
    """Return the smallest type on a sheet in points; the stamp's smallest is 6.5."""
    sizes = [6.5]
    for layer in sheet.layers:
        sizes += [item.size_pt for item in layer.items if isinstance(item, Words | Badge)]
    sizes += [words.size_pt for words in sheet.words]
    sizes += [table.size_pt - 1.0 for table in sheet.tables]
    return min(sizes)


def unset_texts(sheet: Sheet) -> tuple[str, ...]:
    """Return the texts of a sheet that hold characters which no typeface of the packet has."""
    return tuple(sorted({text for text in _texts(sheet) if settable_text(text) != text}))


def cut_texts(sheet: Sheet, heads: Iterable[Words]) -> tuple[str, ...]:
    """Return the texts of a sheet, its title among ``heads``, that were too long for their place and end short."""
    texts = [*_texts(sheet), *(words.text for words in heads)]
    return tuple(sorted({" ".join(text.split()) for text in texts if text.rstrip().endswith(ELLIPSIS)}))


def _texts(sheet: Sheet) -> Iterator[str]:
    yield from (words.text for words in sheet.words)
    yield from (item.text for layer in sheet.layers for item in layer.items if isinstance(item, Words))
    for table in sheet.tables:
        yield from (*table.heads, *(cell.text for row in table.rows for cell in row))
