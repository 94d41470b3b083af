"""What changed between two editions as one page: by building and floor, on small plans, with the pages to swap."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby
from typing import Final

from shapely.geometry.base import BaseGeometry

from campusmap.carto.spots import Spot
from campusmap.change.pages import compare_pages
from campusmap.export.change_places import Family, Place, Told, family_of, list_places
from campusmap.export.report_page import filter_bar, report_page, tile, titled_header
from campusmap.export.small_plans import PER_M, RING_M, Figure, define_figures, draw_overview
from campusmap.model.change import Change, Comparison, PageChange, Snapshot
from campusmap.render.svg import shape_to_path

_MEANING: Final[dict[Family, tuple[str, str]]] = {
    "added": ("New", "was not there before"),
    "gone": ("Gone", "cross out on what hangs on walls"),
    "renamed": ("Renumbered or renamed", "tell dispatch and responders"),
    "moved": ("Moved or reshaped", "look at the plan"),
    "other": ("Otherwise changed", "locks, status, dates"),
}
_FATES: Final = {
    "new": "new page: put it in",
    "swap": "drawn anew: swap it",
    "renumber": "drawn as before, its page number alone is another",
    "take out": "take it out",
}
_Spots = list[tuple[int, Spot]]


def changes_html(comparison: Comparison) -> str:
    """Return a comparison as one page that asks for nothing, prints, and needs no script."""
    return report_page(f"Changes: {comparison.new.campus.name}", _body(comparison))


def _body(comparison: Comparison) -> Iterator[str]:
    places = list_places(comparison)
    pages = compare_pages(comparison.old, comparison.new)
    edition = f"From the issue of {_edition(comparison.old)} to the issue of {_edition(comparison.new)}"
    yield from titled_header("Changes", comparison.new.campus.name, edition, _tiles(comparison, len(pages)))
    if places:
        yield from _filters(comparison, places)
    else:
        yield "<p class=what>Nothing has changed on the campus.</p>"
    yield from define_figures({p.figure.key: p.figure for p in places if p.figure is not None}.values())
    yield "<main>"
    yield from _pages(comparison, pages)
    numbered = list(enumerate(places, 1))
    for building, group in groupby(numbered, key=lambda each: each[1].building.id if each[1].building else ""):
        yield from _building(list(group), whole=not building)
    yield f"</main><footer>{escape(edition)}</footer>"


def _edition(shot: Snapshot) -> str:
    return f"{shot.issued} (kit {shot.fingerprint})"


def _tiles(comparison: Comparison, pages: int) -> Iterator[str]:
    counts = Counter(family_of(change) for change in comparison.changes)
    for family, (heading, meaning) in _MEANING.items():
        yield tile(family, counts[family], heading, meaning)
    yield tile("pages-tile", pages, "Pages" if pages != 1 else "Page", "of the packet that differ")


def _filters(comparison: Comparison, places: list[Place]) -> Iterator[str]:
    counts = Counter(family_of(change) for change in comparison.changes)
    choices = [(family, said[0], counts[family]) for family, said in _MEANING.items() if counts[family]]
    rows = [(f"at-{n}", _full_title(place), 0) for n, place in enumerate(places, 1)]
    yield from filter_bar("family", choices, ("Where", "Everywhere"), rows, "room, door, device, word")


def _full_title(place: Place) -> str:
    if place.building is None:
        return "The campus as a whole"
    name = place.building.name or place.building.number or place.building.id
    return f"{name}: {_title(place)}"


def _title(place: Place) -> str:
    return (place.floor.name or place.floor.id) if place.floor else "the building as a whole"


def _pages(comparison: Comparison, pages: Sequence[PageChange]) -> Iterator[str]:
    """List the pages of the packet that differ, or say why they are not compared."""
    yield "<section class=place><h2>Pages to swap</h2>"
    if not comparison.old.sheets or not comparison.new.sheets:
        yield "<p class=fix>One of the kits lists no packet, so pages were not compared.</p></section>"
        return
    if not pages:
        yield "<p class=fix>No page differs.</p></section>"
        return
    yield "<p class=fix>Pages that are not listed stay; they bear the earlier edition and its count of pages.</p>"
    yield "<table class=pages><thead><tr><th>Page</th><th>Was</th><th>Sheet</th><th>Title</th><th>What to do</th></tr>"
    yield "</thead><tbody>"
    for page in pages:
        cells = (page.new_page or "\u2013", page.old_page or "\u2013", page.sheet, page.title, _FATES[page.fate])
        yield f"<tr>{''.join(f'<td>{escape(str(cell))}</td>' for cell in cells)}</tr>"
    yield "</tbody></table></section>"


def _building(places: list[tuple[int, Place]], *, whole: bool) -> Iterator[str]:
    building = places[0][1].building
    if building is not None:
        name = escape(building.name or building.number or building.id)
        yield f"<section class=building data-group><h2>{name} <span class=count data-tally></span></h2>"
    for n, place in places:
        yield from _place(f"at-{n}", place, "h2" if whole else "h3")
    yield "</section>" if building is not None else ""


def _place(key: str, place: Place, level: str) -> Iterator[str]:
    title = "The campus as a whole" if place.building is None else _title(place)
    title = escape(title[:1].upper() + title[1:])
    yield f'<section class="place" id="{key}" data-group><{level}>{title} <span class=count data-tally>'
    yield f"{len(place.told)}</span></{level}>"
    spots = [(told.number, Spot("", (told.now or told.was)[:1])) for told in place.told if told.now or told.was]
    if place.figure is not None and spots:
        yield from _plan(place.figure, place.told, spots)
    yield "<ol class=findings>"
    for told in place.told:
        yield _item(key, told)
    yield "</ol></section>"


def _plan(figure: Figure, told: Sequence[Told], spots: _Spots) -> Iterator[str]:
    marks = "".join(_mark(figure, shape, f"{family_of(each.change)} was") for each in told for shape in each.was)
    marks += "".join(_mark(figure, shape, family_of(each.change)) for each in told for shape in each.now)
    up = "North is up. " if figure.north_up else "Not placed, so north is not known. "
    yield f"<figure class=changes>{draw_overview(figure, spots, marks, 'changes')}<figcaption>{up}Numbers are those "
    yield "of the changes below; dashed is how it was.</figcaption></figure>"


def _mark(figure: Figure, shape: BaseGeometry, classes: str) -> str:
    [drawn] = figure.to_units([shape])
    if drawn.geom_type == "Point":
        at = drawn.centroid
        return f'<circle class="hit {classes}" cx="{at.x:.0f}" cy="{at.y:.0f}" r="{RING_M * PER_M:g}"/>'
    return f'<path class="hit {classes}" d="{shape_to_path(drawn)}"/>'


def _item(key: str, told: Told) -> str:
    change, family = told.change, family_of(told.change)
    ids = " \u2192 ".join(dict.fromkeys(", ".join(side) for side in (change.old, change.new) if side))
    return (
        f'<li data-item data-family="{family}" data-place="{key}"><span class="number {family}">{told.number}</span>'
        f"<div class=told><p class=what>{escape(_sentence(change))}</p>"
        f"<p class=address><span>{escape(change.kind.replace('.', ' '))}</span> <span>{escape(ids)}</span></p>"
        "</div></li>"
    )


def _sentence(change: Change) -> str:
    return change.text[:1].upper() + change.text[1:]
