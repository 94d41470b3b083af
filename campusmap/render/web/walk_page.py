"""The walk-through's page: one file that works without a network, and hands its answers back as a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from html import escape
from typing import Any, Final

from campusmap.model.kit import Kit
from campusmap.model.walk import WalkItem, WalkStage
from campusmap.render.web.blocks import clean_text, escape_json
from campusmap.render.web.shell import fill_slots, join_scripts, join_styles, make_policy, read_text

WALK_SCRIPTS: Final = (
    "dom.js",
    "walk_state.js",
    "walk_keep.js",
    "photo_file.js",
    "walk_photo.js",
    "walk_items.js",
    "walk_main.js",
)
WALK_STYLES: Final = ("base.css", "walk.css")


def render_walk(kit: Kit, stages: Sequence[WalkStage], plans: Mapping[str, str]) -> str:
    """Return the page; ``plans`` maps floors to the SHA-256 of their drawings.

    Text from files enters as one escaped JSON block, and as escaped text in title and heading.
    """
    name = clean_text(kit.campus.name)
    facts = {
        "campus": kit.campus.id,
        "edition": {"issued": kit.edition.issued, "fingerprint": kit.edition.fingerprint},
        "plans": dict(sorted(plans.items())),
        "stages": [_stage(stage) for stage in stages],
    }
    data = f'<script type="application/json" id="facts">{escape_json(facts)}</script>'
    return fill_slots(_shell(), {"title": escape(f"{name} - walk-through"), "school": escape(name), "data": data})


@cache
def _shell() -> str:
    texts = {
        "guard": f"<script>\n{read_text('script/guard.js')}</script>",
        "styles": join_styles(WALK_STYLES),
        "scripts": join_scripts(WALK_SCRIPTS),
    }
    page = fill_slots(read_text("walk_page.html"), texts, keep=True)
    return fill_slots(page, {"policy": make_policy(page)}, keep=True)


def _stage(stage: WalkStage) -> dict[str, Any]:
    return {"i": stage.id, "t": stage.title, "f": stage.floor, "items": [_item(item) for item in stage.items]}


def _item(item: WalkItem) -> dict[str, Any]:
    asks = [[ask.fact, ask.words, ask.known, list(ask.choices)] for ask in item.asks]
    return {
        "i": item.id, "k": item.kind, "n": item.number, "m": item.name, "w": item.where, "d": item.drawn, "a": asks,
        "c": item.area_m2,
    }  # fmt: skip
