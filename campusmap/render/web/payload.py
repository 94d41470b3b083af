"""A kit as the facts the page needs, in short keys; empty facts are left out."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any, Final

from campusmap.carto.beyond import beyond_titles, with_areas_beyond, with_floor_beyond
from campusmap.carto.marks import Scene
from campusmap.carto.scene import campus_scene, floor_scene, mover
from campusmap.carto.style import Theme, load_styles
from campusmap.carto.symbols import find_symbol, symbol_to_svg
from campusmap.geometry.label import find_pole
from campusmap.georeference.grid import column_names
from campusmap.model.analysis import Orientation
from campusmap.model.finding import Severity
from campusmap.model.kit import Kit
from campusmap.model.places import Building, Campus, Floor
from campusmap.render.web.atlas import Atlas, make_atlas
from campusmap.render.web.facts import door_facts, drop_empty, marker_facts, room_facts
from campusmap.render.web.scenes import encode_scene
from campusmap.render.web.seen import survey_facts
from campusmap.safety.checks import word_checked
from campusmap.safety.whereabouts import word_floor

_OF_FLOORS: Final = "openings"  # a layer that the page draws of floors alone
_THEMES: tuple[Theme, ...] = ("colour", "dark", "mono")


def make_payload(kit: Kit) -> dict[str, Any]:
    """Return everything the page shows, ready for JSON: plain lists, strings, numbers.

    Rooms, doors, markers, buildings and floors are flat lists; they name one another by position.
    """
    pairs = [(building, floor) for building in kit.campus.buildings for floor in building.floors]
    drawn = {floor.id: _draw_floor(kit, building, floor) for building, floor in pairs}
    atlas = make_atlas(kit, drawn)
    faces = {each.building: each for each in kit.analysis.orientations}
    scenes = [drawn[floor.id] for _, floor in atlas.floors]
    areas = [area.id for area in kit.campus.areas]
    whole = with_areas_beyond(campus_scene(kit.campus), areas, kit.analysis, kit.project.reach, mover(kit.campus))
    grounds = replace(whole, layers=tuple(layer for layer in whole.layers if layer.name != _OF_FLOORS))
    payload = {
        "campus": _campus_facts(kit, atlas),
        "edition": asdict(kit.edition),
        "counts": _count_findings(kit),
        "frame": _frame_facts(kit.campus),
        "levels": _level_facts(atlas),
        "buildings": [_building_facts(building, atlas, faces.get(building.id)) for building in kit.campus.buildings],
        "floors": [_floor_facts(floor, building, atlas) for building, floor in atlas.floors],
        "rooms": room_facts(kit, atlas),
        "doors": door_facts(kit, atlas),
        "markers": marker_facts(kit, atlas),
        "areas": [drop_empty({"i": area.id, "k": area.kind, "n": area.name}) for area in kit.campus.areas],
        "contacts": [drop_empty(asdict(contact)) for contact in _shown_contacts(kit)],
        "aerials": _aerial_facts(kit.campus),
        "photos": _photo_facts(atlas),
        "survey": survey_facts(kit, atlas),
        "grounds": encode_scene(grounds, atlas.shorten),
        "scenes": [encode_scene(scene, atlas.shorten) for scene in scenes],
        "files": atlas.files,
    }
    marks = [mark for scene in (grounds, *scenes) for mark in scene.marks]
    kinds = {mark.kind for mark in marks if hasattr(mark, "kind")} | {marker.kind for marker in kit.campus.markers}
    payload["styles"] = _style_facts(
        {mark.style for mark in marks if hasattr(mark, "style")}, beyond_titles(kit.project.reach)
    )
    payload["symbols"] = {kind: symbol_facts(kind) for kind in sorted(kinds)}
    return payload


def _draw_floor(kit: Kit, building: Building, floor: Floor) -> Scene:
    scene = floor_scene(kit.campus, building, floor, kit.analysis)
    return with_floor_beyond(scene, floor, kit.analysis, kit.project.reach, mover(kit.campus, floor))


def _campus_facts(kit: Kit, atlas: Atlas) -> dict[str, Any]:
    campus, entry = kit.campus, kit.project.campus
    verified = entry.verified
    facts = {"id": campus.id, "name": campus.name, "address": campus.address, "handling": entry.handling}
    facts["q"] = atlas.code("campus", campus.id)
    facts["ck"] = word_checked(campus, kit.analysis.survey)
    if verified is not None:
        who = {"who": verified.who, "when": verified.when.isoformat(), "scope": verified.scope}
        return drop_empty({**facts, "verified": drop_empty(who)})
    return drop_empty(facts)


def _count_findings(kit: Kit) -> dict[str, int]:
    """Count open findings by severity; waived ones are counted apart."""
    findings = kit.review.findings
    counts = {severity.value: sum(f.severity is severity and not f.waived for f in findings) for severity in Severity}
    return {**counts, "waived": sum(bool(f.waived) for f in findings)}


def _shown_contacts(kit: Kit) -> tuple[Any, ...]:
    """Keep people's names and telephone numbers out of a public map."""
    return () if kit.edition.audience == "public" else kit.campus.contacts


def _frame_facts(campus: Campus) -> dict[str, Any] | None:
    """Return the grid (metres) and the way back to longitude and latitude, None when nothing is placed."""
    if campus.north is None:
        return None
    grid = campus.grid
    cells = grid and {
        "x": round(grid.x_min, 3), "y": round(grid.y_max, 3), "cell": grid.cell_m,
        "columns": grid.columns, "letters": list(grid.letters), "numbers": list(column_names(grid)),
        "turn": grid.turn_deg,
    }  # fmt: skip
    return {"to_lonlat": list(campus.north.to_lonlat), "grid": cells or None}


def _level_facts(atlas: Atlas) -> list[dict[str, Any]]:
    """List the campus-wide levels of placed floors, highest first, with the floors' own names."""
    names: dict[int, set[str]] = {}
    for _, floor in atlas.floors:
        if floor.frame.placed:
            names.setdefault(floor.ordinal, set()).add(floor.name or floor.id.rpartition("/")[2])
    ordinals = sorted(names, reverse=True)
    return [{"o": ordinal, "l": level_label(ordinal), "n": sorted(names[ordinal])} for ordinal in ordinals]


def level_label(ordinal: int) -> str:
    """Name a level by its ordinal: 0 is "1" (the floor of the main entrance), -1 "B", -2 "B2"."""
    if ordinal >= 0:
        return str(ordinal + 1)
    return "B" if ordinal == -1 else f"B{-ordinal}"


def _building_facts(building: Building, atlas: Atlas, face: Orientation | None) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "i": building.id,
        "n": building.number,
        "pl": building.planned_number,
        "m": building.name,
        "rn": building.radio_name,
        "ad": building.address,
        "me": building.main_entrance,
        "yr": building.year_built,
        "fs": building.footprint_source,
        "fl": [atlas.floor_index[floor.id] for floor in building.floors],
        "pp": {key: value for key, value in asdict(building.preplan).items() if value is not None},
        "sa": face and [round(face.side_a_deg, 1), face.assumed, face.why],
        "q": atlas.code("building", building.id),
    }
    if atlas.campus.north is not None and not building.footprint.is_empty:
        facts |= atlas.locate(find_pole(building.footprint))
    return drop_empty(facts)


def _floor_facts(floor: Floor, building: Building, atlas: Atlas) -> dict[str, Any]:
    frame = floor.frame
    facts = {
        "i": floor.id,
        "b": atlas.building_index[building.id],
        "m": floor.name or floor.id.rpartition("/")[2],
        "o": floor.ordinal,
        "l": level_label(floor.ordinal),
        "w": word_floor(building, floor),
        "pf": floor.plan_file,
        "np": "" if frame.placed else frame.why_unplaced or "no placement",
        "nu": "" if frame.unit_confirmed else f"{frame.unit or 'unit unknown'}, {frame.unit_source}",
        "nc": frame.placed and not frame.confirmed,
        "q": atlas.code("floor", floor.id),
    }
    return drop_empty(facts)


def _aerial_facts(campus: Campus) -> list[dict[str, Any]]:
    return [
        drop_empty(
            {
                "bounds": [round(v, 3) for v in p.bounds],
                "source": p.source,
                "licence": p.licence,
                "captured": p.captured,
            }
        )
        for p in campus.imagery
    ]


def _photo_facts(atlas: Atlas) -> list[dict[str, Any]]:
    """Return each photo's size, what it shows and when it was taken, in the order of their blocks in the page."""
    return [
        {"w": p.width_px, "h": p.height_px, "on": p.taken_on, "s": [ref for i in p.shows if (ref := atlas.shorten(i))]}
        for p in atlas.campus.photos
    ]


def _style_facts(used: set[str], titles: dict[str, str]) -> dict[str, dict[str, list[Any]]]:
    """Resolve the used tokens for each theme: title, fill, stroke, width and size in points, dash, hatch, weight.

    ``titles`` replace the table's where the project's own figures belong into them.
    """
    used = used | {"grid.line", "grid.label"}
    tables = {theme: load_styles(theme) for theme in _THEMES}
    return {
        theme: {
            token: [
                titles.get(token, s.title),
                s.fill,
                s.stroke,
                s.width_pt,
                s.size_pt,
                s.dash,
                s.hatch,
                s.weight,
                s.style,
            ]
            for token in sorted(used)
            if (s := table.get(token))
        }
        for theme, table in tables.items()
    }


def symbol_facts(kind: str) -> dict[str, str]:
    """Return a kind's title, letters, group, colour, frame and drawings; of an unknown kind, the sign for such."""
    symbol = find_symbol(kind)
    title = symbol.title if symbol.kind == kind else f"Unknown kind: {kind}"
    return {
        "t": title, "l": symbol.letters, "g": symbol.group, "c": symbol.colour, "f": symbol.frame,
        "svg": symbol_to_svg(symbol), "mono": symbol_to_svg(symbol, mono=True),
    }  # fmt: skip
