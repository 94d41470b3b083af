"""Put a kit's facts into the page's shell."""

from __future__ import annotations

import base64
import sys
from html import escape
from pathlib import Path
from typing import Any, Final

from campusmap.model.kit import Kit
from campusmap.model.places import Campus
from campusmap.render.web.blocks import clean_text, write_facts
from campusmap.render.web.payload import make_payload
from campusmap.render.web.plain import make_plain
from campusmap.render.web.shell import fill_slots, make_shell

_DATA: Final = "<!--slot:data-->"


def render_map(kit: Kit) -> str:
    """Return map.html: one page that holds everything, asks for nothing and runs only its own script.

    Text from files enters in three ways only: as escaped JSON blocks, as escaped text in title, heading and the
    table for browsers without scripts, and as base64 (aerial pictures and photos).
    """
    return _fill(kit, make_shell(), "campus map", write_facts(make_payload(kit)), clean_text(make_plain(kit)))


def render_editor(kit: Kit, facts: dict[str, Any]) -> str:
    """Return the editor's page: the map's own, with the parts that change things, over facts made of a kit.

    It asks the program that serves it, and nobody else; text enters it as it enters the map.
    """
    return begin_editor(kit.campus.name) + end_editor(kit, facts)


def begin_editor(name: str) -> str:
    """Return all of the editor's page that stands before the facts: what is there before the campus is read."""
    texts = {**_name_page(name, "editor"), "plain": "<p>The editor needs a script.</p>"}
    return fill_slots(make_shell(editing=True).partition(_DATA)[0], texts)


def end_editor(kit: Kit, facts: dict[str, Any]) -> str:
    """Return the rest of the editor's page."""
    texts = {"data": write_facts(facts, sys.maxsize), "pictures": _picture_blocks(kit.campus)}
    return fill_slots("".join(make_shell(editing=True).partition(_DATA)[1:]), texts)


def _fill(kit: Kit, shell: str, title: str, data: str, plain: str) -> str:
    texts = {"data": data, "pictures": _picture_blocks(kit.campus), "plain": plain}
    return fill_slots(shell, _name_page(kit.campus.name, title) | texts)


def _name_page(name: str, title: str) -> dict[str, str]:
    name = clean_text(name)
    return {"title": escape(f"{name} - {title}"), "school": escape(name)}


def write_map(kit: Kit, folder: Path) -> list[Path]:
    """Write map.html into a folder and return its path."""
    path = folder / "map.html"
    path.write_text(render_map(kit), encoding="utf-8", newline="\n")
    return [path]


def _picture_blocks(campus: Campus) -> str:
    """Return the aerial pictures and the photos, each in a block that no browser reads by itself."""
    return "".join(
        f'<script type="image/jpeg" id="{name}">{text}</script>\n' for name, text in picture_blocks(campus).items()
    )


def picture_blocks(campus: Campus) -> dict[str, str]:
    """Return what stands in the block of each aerial picture and photo, in base64, by the block's name."""
    named = [(f"aerial-{n}", picture.jpeg) for n, picture in enumerate(campus.imagery)]
    named += [(f"photo-{n}", photo.jpeg) for n, photo in enumerate(campus.photos)]
    return {name: base64.b64encode(jpeg).decode("ascii") for name, jpeg in named}
