"""index.html of a district: one page that finds a school and opens its map, with the map's own search."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from html import escape
from typing import Any, Final
from urllib.parse import quote

from campusmap.model.district import WITH_KIT, CampusRow, District
from campusmap.render.web.blocks import clean_text, escape_json
from campusmap.render.web.shell import fill_slots, join_scripts, make_policy, read_text

MAP: Final = "map.html"
_PARTS: Final = ("dom.js", "query.js", "search.js", "finder.js")


def render_finder(district: District) -> str:
    """Return the page: it asks for nothing, runs only its own script, and without it is a list of links.

    Names enter as an escaped JSON block and as escaped text.
    """
    rows = sorted(district.campuses, key=lambda row: (_name(row).casefold(), row.label))
    maps = sum(MAP in row.pages for row in rows)
    words = f"{maps} {'map' if maps == 1 else 'maps'} of {len(rows)} {'school' if len(rows) == 1 else 'schools'}"
    return fill_slots(
        _make_shell(),
        {
            "day": escape(f"{words} · {district.issued} · for {district.audience}s"),
            "all": clean_text("\n".join(_item(row) for row in rows)),
            "data": escape_json([dict(_facts(row)) for row in rows]),
            "program": escape(district.program),
        },
    )


@cache
def _make_shell() -> str:
    texts = {"styles": f"<style>\n{read_text('style/finder.css')}</style>", "scripts": join_scripts(_PARTS)}
    page = fill_slots(read_text("shell_finder.html"), texts, keep=True)
    return fill_slots(page, {"policy": make_policy(page)}, keep=True)


def _name(row: CampusRow) -> str:
    return row.name or row.label


def _link(row: CampusRow) -> str:
    return f"{quote(row.kit)}/{MAP}" if MAP in row.pages else ""


def _facts(row: CampusRow) -> Iterator[tuple[str, Any]]:
    """Yield what the script is told of a school, without what is empty; ``School`` in finder.js names the keys."""
    buildings = row.buildings
    facts = {
        "n": _name(row),
        "i": row.id or row.label,
        "a": row.address,
        "k": _link(row),
        "e": row.issued,
        "b": list(dict.fromkeys(b.radio_name for b in buildings if b.radio_name)),
        "ad": sorted({b.address for b in buildings if b.address and b.address != row.address}),
        "x": row.errors,
        "r": int(row.outcome not in WITH_KIT),
    }
    yield from ((key, value) for key, value in facts.items() if value)


def _item(row: CampusRow) -> str:
    name = f'<bdi class="name">{escape(_name(row))}</bdi>'
    address = f'<bdi class="address">{escape(row.address)}</bdi>' if row.address else ""
    link = _link(row)
    if not link:
        return f'<li><div class="none">{name}{address}<span class="state">No map yet</span></div></li>'
    said = ("Draft. " if row.errors else "") + ("" if row.outcome in WITH_KIT else "Newer drawings were refused. ")
    state = f'<span class="state">{said}Map of {escape(row.issued)}</span>'
    return f'<li><a href="{escape(link)}">{name}{address}{state}</a></li>'
