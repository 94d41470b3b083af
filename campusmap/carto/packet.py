"""The packet: all sheets in the order in which people need them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from campusmap.carto.building_sheet import building_sheets, draw_building
from campusmap.carto.cover import cover_sheets
from campusmap.carto.directory import Pages, make_directory, sorted_buildings, sorted_floors
from campusmap.carto.drawing import Drawing
from campusmap.carto.key_sheet import key_sheet
from campusmap.carto.lists import contact_sheets, equipment_sheets, index_sheets
from campusmap.carto.overview import campus_sheets
from campusmap.carto.plans import floor_sheets
from campusmap.carto.sheet import Packet, Sheet
from campusmap.model.analysis import Analysis
from campusmap.model.places import Building, Campus
from campusmap.model.project import Project
from campusmap.safety.whereabouts import word_floor

__all__ = ["Packet", "lay_out"]

_MOST_PASSES = 4  # page numbers are known after a pass, and could in theory make a row wrap in the next


@dataclass(frozen=True, slots=True)
class _Maps:
    """The sheets that name no other sheet, drawn once."""

    campus: list[Sheet]
    buildings: list[tuple[Building, Drawing | None, list[Sheet]]]
    key: Sheet


def lay_out(campus: Campus, project: Project, analysis: Analysis) -> Packet:
    """Lay the responder packet out: every sheet measured and judged, before the rules run.

    ``packet.facts`` is what the rules about sheets read. Findings do not change the layout: the stamp's place is
    fixed and filled by ``render.pdf.render_packet``.
    """
    maps = _draw_maps(campus, project, analysis)
    pages: Pages = {}
    for _ in range(_MOST_PASSES):
        sheets = _order_sheets(maps, campus, project, analysis, pages)
        found = number_sheets(sheets)
        if found == pages:
            break
        pages = found
    return Packet(campus.name, tuple(sheets))


def _draw_maps(campus: Campus, project: Project, analysis: Analysis) -> _Maps:
    buildings = []
    for building in sorted_buildings(campus):
        sheets = [
            sheet
            for floor in sorted_floors(building)
            for sheet in floor_sheets(campus, project, building, floor, analysis, word_floor(building, floor))
        ]
        buildings.append((building, draw_building(campus, building), sheets))
    return _Maps(campus_sheets(campus), buildings, key_sheet(campus, project))


def _order_sheets(maps: _Maps, campus: Campus, project: Project, analysis: Analysis, pages: Pages) -> list[Sheet]:
    directory = make_directory(campus, pages)
    body = [*maps.campus]
    for building, drawing, floors in maps.buildings:
        body += [*building_sheets(directory, building, drawing), *floors]
    body += index_sheets(directory, analysis)
    body += equipment_sheets(directory)
    body += contact_sheets(directory)
    body.append(maps.key)
    return [*cover_sheets(directory, project, body), *body]


def number_sheets(sheets: list[Sheet]) -> Pages:
    """Return the page numbers of each sheet id, of each subject, and of each list by its name."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for number, sheet in enumerate(sheets, 1):
        found[sheet.id].append(number)
        if sheet.id.startswith("F-"):
            for subject in sorted(sheet.shows):
                found[subject].append(number)
        if sheet.id.startswith(("F-", "B-")) or sheet.id.partition("-")[0] in ("CAMPUS", "SURROUNDINGS"):
            found[sheet.subject].append(number)
        elif sheet.id.partition("-")[2].isdecimal():
            found[sheet.id.partition("-")[0]].append(number)
    return {name: tuple(pages) for name, pages in found.items()}
