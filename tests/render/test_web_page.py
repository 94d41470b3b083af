"""The map's file, without a browser: determinism, escaping, policy, Folium's assets, the facts."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import zlib
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from demo_campus import demo_kit
from shapely import Polygon

from campusmap.geometry.geodesy import usng, xy_to_lonlat
from campusmap.geometry.label import find_pole
from campusmap.georeference.grid import campus_to_north, name_cell
from campusmap.render.web import blocks, shell
from campusmap.render.web.page import render_map, write_map
from campusmap.render.web.payload import level_label, make_payload
from campusmap.render.web.scenes import encode_rings
from campusmap.render.web.walk_page import WALK_SCRIPTS

SCRIPTS = Path(shell.__file__).parent / "script"


class Elements(HTMLParser):
    """Every start tag with its attributes, and the text of scripts."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def facts_of(html: str) -> Any:
    found = re.search(r'<script type="application/json" id="facts">(.*?)</script>', html, re.DOTALL)
    assert found
    return json.loads(found[1])


def test_same_bytes_twice_and_from_a_fresh_shell() -> None:
    first = render_map(demo_kit())
    shell.make_shell.cache_clear()
    assert render_map(demo_kit()) == first


def test_every_layer_of_the_grounds_is_one_that_the_page_draws() -> None:
    script = "".join(path.read_text("utf-8") for path in SCRIPTS.glob("*.js"))
    layers = make_payload(demo_kit())["grounds"]["layers"]
    assert {"site", "buildings", "doors", "markers"} <= layers.keys()
    either = {"beyond"}  # drawn of the grounds and of floors by the same function
    assert not [name for name in layers.keys() - either if f"grounds.layers.{name}" not in script]


def test_write_map_writes_one_file(tmp_path: Path) -> None:
    assert write_map(demo_kit(), tmp_path) == [tmp_path / "map.html"]
    assert [path.name for path in tmp_path.iterdir()] == ["map.html"]


def test_page_names_no_other_place() -> None:
    tags = Elements(render_map(demo_kit())).tags
    assert not [attrs for _, attrs in tags if {"src", "href", "srcset", "action", "data"} & attrs.keys() - {"href"}]
    assert [attrs["href"] for _, attrs in tags if "href" in attrs] == ["#q"]
    assert not [attrs for _, attrs in tags if any(name.startswith("on") or name == "style" for name in attrs)]


def test_policy_holds_the_hash_of_every_script_and_style() -> None:
    html = render_map(demo_kit())
    policy = next(a["content"] for t, a in Elements(html).tags if a.get("http-equiv") == "Content-Security-Policy")
    assert policy is not None
    for tag in ("script", "style"):
        for text in re.findall(rf"<{tag}>(.*?)</{tag}>", html, re.DOTALL):
            assert base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() in policy
    assert "unsafe" not in policy
    for rule in ("default-src 'none'", "connect-src 'none'", "base-uri 'none'", "form-action 'none'"):
        assert rule in policy


def test_unknown_folium_asset_is_refused() -> None:
    with pytest.raises(shell.UnknownAssetError):
        shell.find_asset("some_new_plugin")


def test_slots_are_filled_once() -> None:
    filled = shell.fill_slots("<!--slot:a-->|<!--slot:b-->", {"a": "<!--slot:b-->", "b": "x"})
    assert filled == "<!--slot:b-->|x"


def test_leaflet_licence_is_in_the_page_and_beside_the_file() -> None:
    assert "BSD 2-Clause" in render_map(demo_kit())
    assert (SCRIPTS.parent / "vendor" / "leaflet-1.9.4" / "LICENSE").is_file()


def test_script_uses_no_html_sink() -> None:
    banned = re.compile(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|setTimeout\(\"")
    assert not [path.name for path in SCRIPTS.glob("*.js") if banned.search(path.read_text("utf-8"))]
    assert not [path.name for path in SCRIPTS.glob("*.js") if len(path.read_text("utf-8").splitlines()) >= 300]


def test_every_script_is_in_the_page() -> None:
    parts = {*shell.SCRIPT_PARTS, *shell.EDIT_SCRIPT_PARTS, *WALK_SCRIPTS, "guard.js", "finder.js"}
    assert {path.name for path in SCRIPTS.glob("*.js")} == parts


@pytest.mark.parametrize("text", ["</script><b>", "<!--", "a&b", "\u2028\u2029", "\ud800", "é", '"\\'])
def test_json_block_cannot_end_early(text: str) -> None:
    written = blocks.escape_json({"t": text})
    assert not set(written) & set("<>&\u2028\u2029")
    assert json.loads(written.encode().decode())["t"] == text.replace("\ud800", "\ufffd")


def test_large_facts_are_packed() -> None:
    payload = make_payload(demo_kit())
    found = re.findall(r'<script type="application/deflate" id="(.*?)">(.*?)<', blocks.write_facts(payload, limit=100))
    parts = {name: json.loads(zlib.decompress(base64.b64decode(text), wbits=-15)) for name, text in found}
    whole, later = parts["facts"], parts["facts-later"]
    assert sum(len(text) for _, text in found) < len(json.dumps(payload)) / 3
    assert 0 < whole["scenes"].count(0) < len(whole["scenes"])
    assert not any("ws" in room or "src" in room for room in whole["rooms"])
    for kind in ("rooms", "doors", "markers"):
        whole[kind] = [
            now | rest for now, rest in zip(whole[kind] or [{}] * len(later[kind]), later[kind], strict=True)
        ]
    whole["scenes"] = [scene or parts["scenes"][str(n)] for n, scene in enumerate(whole["scenes"])]
    assert whole == json.loads(blocks.escape_json(payload))


def test_facts_hold_every_room_door_and_marker() -> None:
    kit = demo_kit()
    facts = facts_of(render_map(kit))
    floors = [floor for building in kit.campus.buildings for floor in building.floors]
    spaces = sorted(space.id for floor in floors for space in floor.spaces)
    assert sorted(room["i"] for room in facts["rooms"]) == spaces
    assert len(facts["doors"]) == sum(len(floor.openings) for floor in floors)
    assert sorted(marker["i"] for marker in facts["markers"]) == sorted(marker.id for marker in kit.campus.markers)


def test_unplaced_floor_has_no_coordinates() -> None:
    facts = facts_of(render_map(demo_kit()))
    lost = [n for n, floor in enumerate(facts["floors"]) if "np" in floor]
    records = [r for r in facts["rooms"] + facts["doors"] + facts["markers"] if r.get("f") in lost]
    assert lost
    assert records
    assert not [r for r in records if {"ll", "ug", "c"} & r.keys()]


def test_cells_and_references_are_given_where_rounding_would_change_them() -> None:
    kit = demo_kit()
    north, grid, epsg = kit.campus.north, kit.campus.grid, kit.campus.epsg
    assert north is not None
    assert grid is not None
    assert epsg is not None
    spaces = {s.id: s for b in kit.campus.buildings for f in b.floors if f.frame.placed for s in f.spaces}
    for room in make_payload(kit)["rooms"]:
        if room["i"] in spaces:
            at = find_pole(spaces[room["i"]].outline)
            x, y = (value / 100 for value in room["at"])
            assert room.get("c", name_cell(grid, x, y)) == name_cell(grid, *campus_to_north(north, at.x, at.y))
            lon, lat = xy_to_lonlat(epsg)(at.x, at.y)
            assert room.get("ug", usng(*room["ll"])) == usng(lon, lat)


def test_rings_come_back_within_half_a_centimetre() -> None:
    shape = Polygon([(0.003, 0), (10.0049, 0.001), (10, 7.777), (0, 7.7)], [[(1, 1), (2, 1), (2, 2)]])
    [rings] = encode_rings([shape], (0.0, 0.0))
    for ring, true in zip(rings, (shape.exterior, *(hole.reverse() for hole in shape.interiors)), strict=True):
        x = y = 0
        for n, (tx, ty) in enumerate(list(true.coords)[:-1]):
            x, y = x + ring[2 * n], y + ring[2 * n + 1]
            assert abs(x / 100 - tx) <= 0.00501
            assert abs(y / 100 - ty) <= 0.00501


def test_counts_leave_waived_findings_out() -> None:
    kit = demo_kit()
    first, *rest = kit.review.findings
    waived = replace(kit.review, findings=(replace(first, waived="agreed until 2026-01-01"), *rest))
    counts = make_payload(replace(kit, review=waived))["counts"]
    assert counts["ERROR"] == 1
    assert counts["waived"] == 1


def test_public_map_has_no_contacts() -> None:
    kit = demo_kit()
    public = replace(kit, edition=replace(kit.edition, audience="public"))
    assert make_payload(kit)["contacts"]
    assert not make_payload(public)["contacts"]


@pytest.mark.parametrize(("ordinal", "label"), [(0, "1"), (2, "3"), (-1, "B"), (-2, "B2")])
def test_level_labels(ordinal: int, label: str) -> None:
    assert level_label(ordinal) == label


def test_plain_table_lists_rooms_escaped() -> None:
    html = render_map(demo_kit())
    inside = html[html.index("<noscript>") : html.index("</noscript>")]
    assert "<td>209<td>Science Lab" in inside
    assert "Exterior door" in inside
