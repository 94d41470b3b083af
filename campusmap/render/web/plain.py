"""What a browser without scripts shows: a word of warning, the campus plan, and a table of rooms and numbered doors."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from html import escape
from typing import Final
from xml.sax.saxutils import quoteattr

from campusmap.carto.drawing import draw_single
from campusmap.carto.overview import campus_bounds, core_bounds
from campusmap.carto.scene import campus_scene
from campusmap.carto.window import whole_window
from campusmap.model.finding import Severity
from campusmap.model.kit import Kit
from campusmap.model.places import Building, Floor, Opening, OpeningKind
from campusmap.render.svg import clean_xml, draw_items
from campusmap.safety.checks import word_checked

_WARNING: Final = (
    "This page needs JavaScript for its map and search. A preview in mail or on a telephone may switch it off: "
    "save the file and open it in a browser. The campus plan, the rooms and the numbered exterior doors follow."
)
_PLAN: Final = (0.0, 0.0, 720.0, 540.0)  # points; a telephone shows it whole, a larger screen at twice the size
_MARGIN_PT: Final = 8.0


def make_plain(kit: Kit) -> str:
    """Return the inside of a noscript element; every text from a file is escaped."""
    pairs = [(building, floor) for building in kit.campus.buildings for floor in building.floors]
    rows = "".join(_rows(building, floor) for building, floor in pairs)
    head = "<th scope=col>Number</th><th scope=col>Name</th>"
    stamps = "".join(f"<p><strong>{escape(words)}</strong></p>" for words in _stamps(kit))
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    return f"{stamps}<p>{_WARNING}</p>{_draw_plan(kit)}{table}"


def _stamps(kit: Kit) -> Iterator[str]:
    """Yield what the bands say, as far as it needs no clock: whether it has expired, the reader sees by the dates."""
    errors = sum(f.severity is Severity.ERROR and not f.waived for f in kit.review.findings)
    if errors:
        yield f"DRAFT: {errors} open {'error' if errors == 1 else 'errors'}. Do not hand out."
    verified = kit.project.campus.verified
    yield f"Last verified {verified.when.isoformat()} by {verified.who}" if verified else "NOT FIELD-VERIFIED"
    if checked := word_checked(kit.campus, kit.analysis.survey):
        yield checked
    if kit.project.campus.handling:
        yield kit.project.campus.handling
    edition = kit.edition
    yield f"Edition {edition.issued}, {edition.audience}, fingerprint {edition.fingerprint}."
    yield "It expires one year after it was last verified; if it never was, one year after its issue."


def _draw_plan(kit: Kit) -> str:
    """Draw the grounds, buildings and exterior doors as one SVG, true north up; "" where nothing has a place."""
    scene = campus_scene(kit.campus)
    bounds = core_bounds(scene) or campus_bounds(scene)
    if kit.campus.north is None or bounds is None:
        return ""
    shown = replace(scene, layers=tuple(layer for layer in scene.layers if layer.name != "markers"))
    drawing = draw_single(shown, whole_window(bounds, _MARGIN_PT, _PLAN), kit.campus.grid)
    items = [item for layer in drawing.layers for item in layer.items]
    title = quoteattr(clean_xml(f"Plan of {kit.campus.name}, true north up", any_letter=True))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_PLAN[2]:g} {_PLAN[3]:g}" role="img" '
        f'aria-label={title} font-family="sans-serif">{draw_items(items, any_letter=True)}</svg>'
    )


def _rows(building: Building, floor: Floor) -> str:
    """Return a floor's heading and its rooms and doors; end tags that HTML lets one leave out are left out."""
    where = " ".join(word for word in (building.number, building.name or building.id) if word)
    place = f"{where}, {floor.name}{'' if floor.frame.placed else ' (not placed)'}"
    rooms = [(space.shown_number, space.name) for space in floor.spaces if space.shown_number or space.name]
    doors = [(opening.shown_number, "Exterior door") for opening in floor.openings if _is_numbered_exit(opening)]
    rows = "".join(f"<tr><td>{escape(number)}<td>{escape(name)}" for number, name in (*rooms, *doors))
    return f"<tr><th colspan=2 scope=rowgroup>{escape(place)}{rows}" if rows else ""


def _is_numbered_exit(opening: Opening) -> bool:
    return opening.exterior and bool(opening.shown_number) and opening.kind is not OpeningKind.WINDOW
