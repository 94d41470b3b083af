"""The packet: all sheets in the order in which people need them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Final

from campusmap.carto.audit import find_shaded, find_unexplained
from campusmap.carto.building_sheet import building_sheets, draw_building
from campusmap.carto.bulletin import bulletin_sheets
from campusmap.carto.cover import cover_sheets
from campusmap.carto.digest import digest_sheet
from campusmap.carto.directory import OUTDOORS, Directory, Pages, make_directory, sorted_buildings, sorted_floors
from campusmap.carto.drawing import Drawing
from campusmap.carto.entry_cards import entry_sheets
from campusmap.carto.equipment_list import equipment_sheets
from campusmap.carto.facts import cut_texts
from campusmap.carto.furniture import name_match_sheets
from campusmap.carto.heads_up import headsup_sheets
from campusmap.carto.key_sheet import key_sheet
from campusmap.carto.lists import contact_sheets
from campusmap.carto.overview import aerial_sheets, campus_sheets
from campusmap.carto.paper import choose_paper
from campusmap.carto.plans import floor_sheets
from campusmap.carto.poster import poster_sheets
from campusmap.carto.quick_card import quick_sheets
from campusmap.carto.reach_sheets import reach_sheets
from campusmap.carto.reports import finding_sheets, requirement_sheets
from campusmap.carto.room_index import index_sheets
from campusmap.carto.sheet import Badge, Packet, PageLayer, Sheet
from campusmap.carto.stamp import cut_foot, head_words
from campusmap.carto.stand_in import names_hidden, stand_in
from campusmap.carto.style import Theme
from campusmap.carto.walk_form import walk_sheets
from campusmap.model.analysis import Analysis
from campusmap.model.change import Comparison
from campusmap.model.kit import Kit
from campusmap.model.places import Building, Campus, Floor
from campusmap.model.printing import PacketSettings
from campusmap.model.project import Project
from campusmap.safety.whereabouts import word_floor
from campusmap.shared import do_all

__all__ = ["Packet", "add_bulletin", "add_reports", "lay_out"]

_MOST_PASSES = 4  # page numbers are known after a pass, and could in theory make a row wrap in the next
_EXTRAS: Final = ("headsup",)  # printed only on request
_TURNED: Final = {"entries": "entry cards", "headsup": "heads-up plans"}  # families that are not true north up
_RESPONDERS_ALONE: Final = ("quick", "entries", "reach", "walk")
_REPORTS: Final = ("REQUIREMENTS", "NUMBERING")


_Drawn = tuple[Building, Drawing | None, list[Sheet]]


@dataclass(frozen=True, slots=True)
class _Maps:
    """The sheets that name no other sheet, drawn once."""

    front: list[Sheet]
    buildings: list[_Drawn]
    after: list[Sheet]
    walk: list[Sheet]
    key: list[Sheet]


def lay_out(campus: Campus, project: Project, analysis: Analysis, audience: str = "responder") -> Packet:
    """Lay the packet of an audience out: every sheet measured and judged, before the rules run.

    ``packet.facts`` is what the rules about sheets read. Findings do not change the layout: the stamp's place is
    fixed and filled by ``render.pdf.render_packet``, and what lists findings is added at the end by ``add_reports``.
    """
    campus, hidden = stand_in(campus)
    paper = choose_paper(project.packet)
    maps = _draw_maps(make_directory(campus, None, paper), project, analysis, audience)
    pages: Pages = {}
    for _ in range(_MOST_PASSES):
        sheets = _order_sheets(maps, make_directory(campus, pages, paper), project, analysis, audience)
        found = number_sheets(sheets)
        if found == pages:
            break
        pages = found
    sheets = [_name_parts(sheet, pages) for sheet in sheets]
    poster = _poster(campus, project, analysis) if audience == "responder" else []
    legends = [sheet for sheet in sheets if sheet.id == "LEGEND"]
    told, posted = (
        tuple(_finish(sheet, legends, campus, project, audience, hidden) for sheet in part) for part in (sheets, poster)
    )
    return Packet(campus.name, told, posted)


def _finish(
    sheet: Sheet, legends: list[Sheet], campus: Campus, project: Project, audience: str, hidden: dict[str, str]
) -> Sheet:
    """Judge what can be told of a sheet only among the others, or by its foot, and give it its digest."""
    theme: Theme = "mono" if project.packet.mono else "colour"
    fact = replace(
        sheet.fact,
        unexplained=find_unexplained(sheet, legends),
        shaded=find_shaded(sheet.layers, theme),
        unset_texts=tuple(sorted({*sheet.fact.unset_texts, *names_hidden(sheet, hidden)})),
        cut_foot=cut_foot(campus, project, sheet.paper, audience),
        cut_texts=cut_texts(sheet, head_words(sheet)),
    )
    return digest_sheet(replace(sheet, fact=fact))


def _name_parts(sheet: Sheet, pages: Pages) -> Sheet:
    """Name at a plan's match lines the sheets to turn to."""
    whole, _, part = sheet.id.rpartition("-")
    beyond = {name.removeprefix(f"{whole}-"): found for name, found in pages.items() if name.startswith(f"{whole}-")}
    if not whole or part not in beyond:
        return sheet
    return replace(sheet, layers=name_match_sheets(sheet.layers, beyond))


def _poster(campus: Campus, project: Project, analysis: Analysis) -> list[Sheet]:
    size = project.packet.poster
    return poster_sheets(make_directory(campus, None, choose_paper(project.packet, size)), analysis) if size else []


def has_family(settings: PacketSettings, family: str, audience: str = "responder") -> bool:
    """Tell whether a family of sheets is to be printed."""
    if family in _RESPONDERS_ALONE and audience != "responder":
        return False
    return family in settings.sheets if settings.sheets else family not in _EXTRAS


def _has_sheet(settings: PacketSettings, building: Building, audience: str) -> bool:
    """Tell whether a building gets a sheet; only a responder is shown one of which nothing inside may be."""
    return has_family(settings, "buildings", audience) and (audience == "responder" or bool(building.floors))


def _draw_maps(directory: Directory, project: Project, analysis: Analysis, audience: str) -> _Maps:
    campus, paper = directory.campus, directory.paper
    families: dict[str, Callable[[], list[Sheet]]] = {
        "campus": lambda: campus_sheets(campus, analysis, paper),
        "entries": lambda: entry_sheets(directory, analysis),
        "quick": lambda: quick_sheets(directory, analysis),
        "reach": lambda: reach_sheets(directory, project, analysis),
        "headsup": lambda: list(_turned_floors(campus, project, analysis)),
        "aerial": lambda: aerial_sheets(campus, paper),
        "walk": lambda: walk_sheets(directory, analysis),
    }
    families = {name: draw for name, draw in families.items() if has_family(project.packet, name, audience)}
    buildings = sorted_buildings(campus)
    plans = [(building, floor) for building in buildings for floor in sorted_floors(building)]
    plans = plans if has_family(project.packet, "floors", audience) else []
    whole = [building for building in buildings if _has_sheet(project.packet, building, audience)]
    tasks: list[Callable[[], Any]] = [
        *families.values(),
        *(partial(_draw_floor, campus, project, building, floor, analysis) for building, floor in plans),
        *(partial(draw_building, campus, building, analysis, paper) for building in whole),
    ]
    drawn = do_all(tasks)
    sheets = defaultdict[str, list[Sheet]](list, zip(families, drawn, strict=False))
    floors = list(zip(plans, drawn[len(families) :], strict=False))
    alone = dict(zip((building.id for building in whole), drawn[len(families) + len(plans) :], strict=True))
    told = [(b, alone.get(b.id), [sheet for (of, _), made in floors if of is b for sheet in made]) for b in buildings]
    front = [*sheets["quick"], *sheets["campus"], *sheets["aerial"]]
    after = [*sheets["entries"], *sheets["reach"], *sheets["headsup"]]
    legend = has_family(project.packet, "legend", audience)
    turned = [name for family, name in _TURNED.items() if sheets[family]]
    key = [key_sheet(campus, project, _drawn_layers(front, told, after), turned)] if legend else []
    return _Maps(front, told, after, sheets["walk"], key)


def _draw_floor(campus: Campus, project: Project, building: Building, floor: Floor, analysis: Analysis) -> list[Sheet]:
    return floor_sheets(campus, project, building, floor, analysis, word_floor(building, floor))


def _drawn_layers(front: list[Sheet], buildings: list[_Drawn], after: list[Sheet]) -> Iterator[PageLayer]:
    for _, drawing, floors in buildings:
        yield from drawing.layers if drawing else ()
        for sheet in floors:
            yield from sheet.layers
    for sheet in (*front, *after):
        yield from sheet.layers


def _turned_floors(campus: Campus, project: Project, analysis: Analysis) -> Iterator[Sheet]:
    for building in sorted_buildings(campus):
        for floor in sorted_floors(building):
            yield from headsup_sheets(campus, project, building, floor, analysis)


def _order_sheets(
    maps: _Maps, directory: Directory, project: Project, analysis: Analysis, audience: str
) -> list[Sheet]:
    body = [*maps.front]
    for building, drawing, floors in maps.buildings:
        if _has_sheet(project.packet, building, audience):
            body += building_sheets(directory, building, drawing, has_key_sheet=bool(maps.key))
        body += floors
    body += maps.after
    body += [*_lists(directory, project, analysis, audience), *maps.walk, *maps.key]
    return [*cover_sheets(directory, project, body, audience), *body]


def _lists(directory: Directory, project: Project, analysis: Analysis, audience: str) -> Iterator[Sheet]:
    """Yield the lists; only a responder is told of one that it is empty."""
    campus, whole = directory.campus, audience == "responder"
    if has_family(project.packet, "index", audience) and (whole or directory.spaces):
        yield from index_sheets(directory, analysis)
    if has_family(project.packet, "equipment", audience) and (whole or campus.markers):
        yield from equipment_sheets(directory, analysis)
    if has_family(project.packet, "contacts", audience) and (whole or campus.contacts or campus.recipients):
        yield from contact_sheets(directory)


def add_reports(packet: Packet, kit: Kit) -> Packet:
    """Add the sheets that list what the rules found, after all others, whose numbers stay as they are."""
    if kit.edition.audience != "responder" or not packet.sheets:
        return packet
    settings = kit.project.packet
    directory = make_directory(kit.campus, None, choose_paper(settings))
    sheets = requirement_sheets(directory, kit.requirements) if has_family(settings, "requirements") else []
    sheets += finding_sheets(directory, kit.review) if has_family(settings, "findings") else []
    kept = tuple(sheet for sheet in packet.sheets if not sheet.id.startswith(_REPORTS))
    return replace(packet, sheets=(*kept, *(digest_sheet(sheet) for sheet in sheets)))


def add_bulletin(packet: Packet, kit: Kit, comparison: Comparison) -> Packet:
    """Add the change bulletin at the very end, so that it can say of every other page whether to swap it."""
    pages = number_sheets(list(packet.sheets))
    directory = make_directory(kit.campus, pages, choose_paper(kit.project.packet))
    sheets = bulletin_sheets(directory, comparison)
    return replace(packet, sheets=(*packet.sheets, *(digest_sheet(sheet) for sheet in sheets)))


def number_sheets(sheets: list[Sheet]) -> Pages:
    """Return the page numbers of each sheet id, of each subject, and of each list by its name."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for number, sheet in enumerate(sheets, 1):
        found[sheet.id].append(number)
        if sheet.id.startswith("F-"):
            for subject in sorted(sheet.shows):
                found[subject].append(number)
        grounds = sheet.id.partition("-")[0] in ("CAMPUS", "SURROUNDINGS")
        for subject in sorted(sheet.shows | _symbols(sheet)) if grounds else ():
            found[f"{OUTDOORS}{subject}"].append(number)
        if sheet.id.startswith(("F-", "B-")) or grounds:
            found[sheet.subject].append(number)
        elif sheet.id.partition("-")[2].isdecimal():
            found[sheet.id.partition("-")[0]].append(number)
    return {name: tuple(pages) for name, pages in found.items()}


def _symbols(sheet: Sheet) -> set[str]:
    """Return what has its symbol on a sheet, in a map's margin, too."""
    return {item.subject for layer in sheet.layers for item in layer.items if isinstance(item, Badge) and item.subject}
