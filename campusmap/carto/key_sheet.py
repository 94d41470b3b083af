"""The sheet that explains the rest: symbols, lines and fills, and what was assumed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from campusmap.carto.equipment_list import GROUPS
from campusmap.carto.legend import Entry, Item, draw_entry, entry_height, used_entries
from campusmap.carto.paper import Box, choose_paper
from campusmap.carto.plan_words import hard_corner_note
from campusmap.carto.plans import judge_sheet
from campusmap.carto.sheet import PageLayer, Sheet, Words
from campusmap.carto.stand_in import NOTE, shows_codes
from campusmap.carto.symbols import find_symbol
from campusmap.carto.typeface import break_lines
from campusmap.model.places import Campus
from campusmap.model.project import Project

_COLUMNS: Final = 4
_GAP: Final = 18.0
_WIDTH: Final = 171.5  # of a column: four of them are as wide as Letter paper's body
_STYLES: Final = "Lines and fills"
# The sheet's title and subtitle, by whether the maps have symbols.
_HEADS: Final = {
    True: ("Symbols and legend", "the letters tell the symbols apart on any copy; colour only helps"),
    False: ("Legend", "what the lines and fills of the maps mean"),
}
_NOTE_PT: Final = 8.0
_NOTE_PITCH: Final = 10.0


def key_sheet(campus: Campus, project: Project, drawn: Iterable[PageLayer], turned: Iterable[str] = ()) -> Sheet:
    """Lay out the legend of the whole packet: every symbol, line and fill that its maps use, under what they are.

    ``turned`` names the kinds of sheets in the packet that are not drawn true north up.
    """
    layers = list(drawn)
    used = used_entries(layers, mono=project.packet.mono)
    items: list[Item] = []
    paper = choose_paper(project.packet)
    body = paper.body
    x, y = body[0], body[1] + 6.0
    for title, entries in _sections(used):
        if title == _STYLES and items:
            x, y = x + _WIDTH + _GAP, body[1] + 6.0
        for n, entry in enumerate(entries):
            height = entry_height(entry, _WIDTH) + 1.4
            if y + height + (16.0 if n == 0 else 0.0) > body[3]:
                x, y = x + _WIDTH + _GAP, body[1] + 6.0
            if n == 0:
                items.append(Words(title.upper(), x, y + 7.0, 7.0, True, style="sheet.muted"))
                y += 12.0
            items += draw_entry(entry, x, y, _WIDTH)
            y += height
        y += 8.0
    words = tuple(_write_notes(x, body, _notes(campus, project, used, turned, coded=shows_codes(layers))))
    layer = PageLayer("legend", "Symbols, lines and fills with their meaning", tuple(items))
    title, subtitle = _HEADS[any(entry.is_symbol for entry in used)]
    sheet = Sheet("LEGEND", title, title, campus.id, layers=(layer,), words=words, subtitle=subtitle, paper=paper)
    return judge_sheet(sheet)


def _sections(used: tuple[Entry, ...]) -> list[tuple[str, tuple[Entry, ...]]]:
    found = [
        (title, tuple(entry for entry in used if entry.is_symbol and find_symbol(entry.key).group == group))
        for group, title in GROUPS.items()
    ]
    found.append((_STYLES, tuple(entry for entry in used if not entry.is_symbol)))
    return [(title, entries) for title, entries in found if entries]


def _notes(
    campus: Campus, project: Project, used: tuple[Entry, ...], turned: Iterable[str], *, coded: bool
) -> list[str]:
    paper, has_symbols = choose_paper(project.packet).title, any(entry.is_symbol for entry in used)
    notes = [
        hard_corner_note(project) if any(entry.key.startswith("hard_corner") for entry in used) else "",
        "Numbers are those on the walls and doors where somebody wrote them down, else the drawing's.",
        NOTE if coded else "",
        "Symbols stand at their true place, or beside it with a line to a dot that does." if has_symbols else "",
        _north_note(campus, turned),
        f"Scales hold when printed at 100 % on {paper} paper.",
    ]
    return [note for note in notes if note]


def _north_note(campus: Campus, turned: Iterable[str]) -> str:
    """Return which way is up on the packet's maps."""
    adrift = any(not floor.frame.placed for building in campus.buildings for floor in building.floors)
    if campus.north is None:
        return "Floors lie as in their drawings: where north is, is not known." if adrift else ""
    ways = ["Maps are drawn true north up"]
    if names := " and ".join(turned):
        ways.append(f"{names} as their arrows point")
    if adrift:
        ways.append("floors without a place on the ground as in their drawings")
    return f"{', '.join(ways)}."


def _write_notes(x: float, body: Box, notes: list[str]) -> list[Words]:
    """Write what was assumed in a column of its own."""
    lines = [line for note in notes for line in (*break_lines(note, _WIDTH, _NOTE_PT), "")][:-1]
    x, y = x + _WIDTH + _GAP, body[1] + 6.0
    return [
        Words("ASSUMED, AND TO KNOW", x, y + 7.0, 7.0, True, style="sheet.muted"),
        Words("\n".join(lines), x, y + 20.0, _NOTE_PT, pitch_pt=_NOTE_PITCH),
    ]
