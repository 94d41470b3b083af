"""The cover: which school, which edition, whether anybody walked it, what is inside."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Final

from shapely import LineString, box

from campusmap.carto.crowd import Crowd
from campusmap.carto.directory import Directory, format_pages, sorted_buildings
from campusmap.carto.ground import Ground
from campusmap.carto.labels import RoomLabel, set_inside
from campusmap.carto.leaders import set_by_leader
from campusmap.carto.lists import NONE_MARK, leave_blank_out, widen
from campusmap.carto.naming import largest_part
from campusmap.carto.paper import MARGIN, Box, Paper
from campusmap.carto.plans import building_outlines, building_title, judge_sheet, total_box
from campusmap.carto.scene import mover
from campusmap.carto.sheet import READ_LAST, Cell, Ink, PageLayer, Sheet, Words
from campusmap.carto.tabular import Column, Form, Row, break_table, table_height
from campusmap.carto.typeface import break_lines, clean_text
from campusmap.carto.window import whole_window
from campusmap.model.places import Campus
from campusmap.model.project import Project

_LEFT_WIDTH: Final = 372.0
_TOP: Final = 74.0
_KIND: Final = {
    "responder": "RESPONDER MAP PACKET", "staff": "STAFF MAP PACKET", "public": "PUBLIC CAMPUS MAP", "": "MAP PACKET",
}  # fmt: skip
# Sheets that are added when the rules have run, by family; at the end comes a change bulletin, if there is any.
_REPORTS: Final = {"requirements": "requirement summary", "findings": "numbering findings", "": "any change bulletin"}
_NAME_PT: Final = (34.0, 28.0, 23.0)
DEFAULT_HANDLING: Final = "Contains security-sensitive building information: keep it from the public."
EDITION_TOP: Final = 232.0  # the place that the stamp fills, see stamp.cover_items
VERIFIED_TOP: Final = 288.0
_HANDLING_TOP: Final = 354.0
_TABLE_TOP: Final = 412.0

_LEAST_PLAN_PT: Final = 90.0  # less room than this and the cover goes without its little plan

_CONTENTS: Final = Form((Column("Sheet title", 290.0), Column("Sheet", 48.0, bold=True)), 8.0, "Contents")
_BUILDINGS: Final = Form(
    (Column("No.", 34.0, bold=True), Column("Building", 150.0), Column("Radio name", 84.0), Column("Floors", 104.0)),
    8.0,
    "Buildings",
)


def cover_sheets(directory: Directory, project: Project, body: Sequence[Sheet], audience: str) -> list[Sheet]:
    """Lay out the cover, and what of its two tables does not fit on it on sheets that follow."""
    campus, (left, top, _, bottom) = directory.campus, directory.paper.body
    right = _right_place(directory.paper)
    halves = ((left, top, left + _LEFT_WIDTH, bottom), (right[0], top, right[2], bottom))
    form = widen(_CONTENTS, right[2] - right[0], 0)
    contents = break_table(
        list(_content_rows(directory, body, _list_reports(project) if audience == "responder" else [])),
        form,
        (right,),
        halves[1:],
    )
    place = (left, _TABLE_TOP, left + _LEFT_WIDTH, bottom)
    known = any(building.floors or building.radio_name for building in campus.buildings)
    named = _BUILDINGS if known else widen(replace(_BUILDINGS, columns=_BUILDINGS.columns[:2]), _LEFT_WIDTH, 1)
    rows: list[Row] = [row[: len(named.columns)] for row in _building_rows(directory)]
    named, rows = leave_blank_out(named, rows, 0, 1)
    buildings = break_table(rows, named, (place,), halves[:1])
    foot = max((table.y + table_height(table) for table in contents[0]), default=right[1])
    little = _little_plan(directory, (right[0], foot + 16.0, right[2], bottom - 2.0))
    cover = Sheet(
        "COVER", clean_text(campus.name), "Cover", campus.id,
        layers=(PageLayer("cover", "", tuple(_cover_ink(bottom))), *little), paper=directory.paper,
        words=tuple(_cover_words(campus, project, right, audience)), tables=(*buildings[0], *contents[0]),
    )  # fmt: skip
    more = max(len(contents), len(buildings))
    rest = [
        Sheet(
            f"CONTENTS-{n}", "Contents, continued", "Contents, continued", campus.id, paper=directory.paper,
            tables=tuple(table for pages in (buildings, contents) if n < len(pages) for table in pages[n]),
        )
        for n in range(1, more)
    ]  # fmt: skip
    return [judge_sheet(sheet) for sheet in (cover, *rest)]


def _right_place(paper: Paper) -> Box:
    left, top, right, bottom = paper.body
    return (left + _LEFT_WIDTH + 30.0, top + 18.0, right, bottom)


def _little_plan(directory: Directory, place: Box) -> tuple[PageLayer, ...]:
    """Draw the buildings with their numbers where the contents leave room."""
    outlines = {name: directory.buildings[name] for name in building_outlines(directory.campus)}
    if place[3] - place[1] < _LEAST_PLAN_PT or not outlines:
        return ()
    move = mover(directory.campus)
    shapes = {name: move(building.footprint) for name, building in outlines.items()}
    window = whole_window(total_box(shapes.values()), 4.0, place)
    items: list[Ink | Words] = [Ink(window.move(shape), "building.footprint", name) for name, shape in shapes.items()]
    crowd = Crowd(place)
    ground = Ground(place, [(window.move(shape), 1.0) for shape in shapes.values()])
    for name, building in outlines.items():
        outline = largest_part(window.move(shapes[name]))
        at = outline.representative_point() if not outline.contains(outline.centroid) else outline.centroid
        label = RoomLabel(name, building.number or building.name, "", outline, (at.x, at.y), True)
        items += set_inside(label, crowd, Ground(place, [])) or set_by_leader(label, crowd, ground) or []
    return (PageLayer(READ_LAST, "The buildings of the campus in outline, true north up", tuple(items)),)


def _cover_ink(bottom: float) -> Iterator[Ink]:
    x0, x1 = MARGIN, MARGIN + _LEFT_WIDTH
    yield Ink(LineString([(x1 + 15.0, _TOP), (x1 + 15.0, bottom)]), "sheet.hairline")
    yield Ink(box(x0, _HANDLING_TOP, x1, _HANDLING_TOP + 44.0), "sheet.band")


def _cover_words(campus: Campus, project: Project, right: Box, audience: str) -> Iterator[Words]:
    x, y = MARGIN, _TOP + 20.0
    size, lines = _fit_name(campus.name)
    yield Words("\n".join(lines), x, y + size + 8.0, size, True, role="h1", pitch_pt=size * 1.08)
    yield Words(_KIND.get(audience, _KIND[""]), x, y, 10.0, True, style="sheet.muted")
    y += size * (1 + 1.08 * (len(lines) - 1)) + 30.0
    facts = (f"State ID {campus.state_id}" if campus.state_id else "State ID not supplied", campus.address)
    for text in facts:
        for line in break_lines(text, _LEFT_WIDTH, 11.0, most=2):
            yield Words(line, x, y, 11.0)
            y += 14.0
    handling = project.campus.handling or DEFAULT_HANDLING
    yield Words("HANDLING", x + 8.0, _HANDLING_TOP + 11.0, 6.5, True, style="sheet.muted")
    text = "\n".join(break_lines(handling, _LEFT_WIDTH - 16.0, 8.5, most=3))
    yield Words(text, x + 8.0, _HANDLING_TOP + 21.5, 8.5, pitch_pt=9.8)
    yield Words("BUILDINGS", x, _TABLE_TOP - 3.0, 6.5, True, style="sheet.muted")
    yield Words("CONTENTS", right[0], right[1] - 3.0, 6.5, True, style="sheet.muted")


def _fit_name(name: str) -> tuple[float, tuple[str, ...]]:
    """Return the largest of the cover's sizes at which the name takes two lines, and its lines."""
    for size in _NAME_PT:
        lines = break_lines(name, _LEFT_WIDTH, size, bold=True, most=3)
        if len(lines) <= 2:
            return size, lines
    return _NAME_PT[-1], break_lines(name, _LEFT_WIDTH, _NAME_PT[-1], bold=True, most=3)


def _content_rows(directory: Directory, body: Sequence[Sheet], more: Sequence[str]) -> Iterator[Row]:
    """Yield a row a title; a building's sheets under its name, a floor in parts in one row; at the end what follows."""
    for section, group in groupby(body, key=lambda sheet: sheet.section):
        sheets = list(group)
        if not sheets[0].id.startswith(("B-", "F-")):
            yield section, _pages(directory, sheets)
            continue
        yield Cell(section, bold=True), _pages(directory, [sheet for sheet in sheets if sheet.id.startswith("B-")])
        floors = [sheet for sheet in sheets if sheet.id.startswith("F-")]
        for _, floor in groupby(floors, key=lambda sheet: sheet.subject):
            parts = list(floor)
            title = parts[0].title.partition(", part")[0]
            count = f" ({len(parts)} parts)" if len(parts) > 1 else ""
            yield Cell(f"{title}{count}", indent=12.0), _pages(directory, parts)
    if more:
        after = max((page for pages in directory.pages.values() for page in pages), default=0)
        names = ", ".join(more)
        yield names[:1].upper() + names[1:], f"{after + 1} on" if after and len(more) > 1 else "last"


def _list_reports(project: Project) -> list[str]:
    """Name what is added after all other sheets, as far as it is to be printed."""
    chosen = project.packet.sheets
    return [name for family, name in _REPORTS.items() if not (family and chosen) or family in chosen]


def _pages(directory: Directory, sheets: list[Sheet]) -> str:
    pages = sorted(page for sheet in sheets for page in directory.pages.get(sheet.id, ()))
    return format_pages(tuple(pages))


def _building_rows(directory: Directory) -> Iterator[Row]:
    for building in sorted_buildings(directory.campus):
        floors = len(building.floors)
        below = sum(1 for floor in building.floors if floor.ordinal < 0)
        text = str(floors) + (f" ({below} below ground)" if below else "")
        name = building.name or building_title(building)
        yield building.number or NONE_MARK, name, building.radio_name or "not supplied", text
