"""The doctor's pictures: every located fault circled and numbered, stages of one size, hostile names harmless."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import ezdxf
import pytest
from shapely import MultiLineString, Point

from campusmap.carto.faults import RADIUS_PT, Spot, circle_faults
from campusmap.carto.marks import Area, Layer, Scene
from campusmap.carto.sheet import Ink, Words
from campusmap.carto.style import load_styles
from campusmap.model.finding import Finding, Severity
from campusmap.pipeline.inspect import Examination, examine_drawing
from campusmap.pipeline.inspect_pictures import picture_svg, stage_pictures
from campusmap.render.picture import diagram_to_svg
from campusmap.rooms.marks import TextKind

PLAN = Path(__file__).resolve().parents[2] / "sample_campuses" / "maple-elementary" / "plans" / "main.dxf"
SVG = "{http://www.w3.org/2000/svg}"
STAGES = ["1-walls", "2-bridged", "3-faces-kept", "4-faces-dropped", "5-labels", "6-rooms"]
HOSTILE = '<script>alert("x")</script>&amp; \x07\u202e'


@pytest.fixture(scope="module")
def found() -> Examination:
    return examine_drawing(PLAN)


def badge_numbers(svg: str) -> list[int]:
    """Read the white digits: one on the map and one in the list for each number."""
    texts = ET.fromstring(svg).iter(f"{SVG}text")
    return sorted(int(t.text or "") for t in texts if t.get("fill") == "#ffffff" and re.fullmatch(r"\d+", t.text or ""))


def clusters(points: list[tuple[float, float]], reach: float) -> int:
    """Count the groups of points that are chained by steps shorter than ``reach``: by flooding, one by one."""
    left, count = set(range(len(points))), 0
    while left:
        count, queue = count + 1, [left.pop()]
        while queue:
            x, y = points[queue.pop()]
            near = {i for i in left if (points[i][0] - x) ** 2 + (points[i][1] - y) ** 2 < reach**2}
            left -= near
            queue += near
    return count


def test_each_located_fault_has_its_number_on_the_map_and_in_the_list(found: Examination) -> None:
    svg = picture_svg(found)
    unit_m = found.floor.frame.matrix[0]
    x_min, _, x_max, _ = found.floor.outline.bounds
    places: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for finding in found.findings:
        if finding.x is not None and finding.y is not None:
            places[finding.id].append((finding.x * unit_m, finding.y * unit_m))
    numbers = badge_numbers(svg)
    assert numbers == sorted(2 * list(range(1, len(numbers) // 2 + 1)))
    most, least = (sum(clusters(p, r * (x_max - x_min) / 900) for p in places.values()) for r in (15.0, 21.0))
    assert 0 < least <= len(numbers) // 2 <= most
    for finding in found.findings:
        assert finding.id in svg


def spot(rule: str, x: float, y: float, text: str = "it is wrong", severity: Severity = Severity.ERROR) -> Spot:
    return Spot(Finding(rule, severity, "Something is wrong", text, "s", "mend it"), Point(x, y))


def scene() -> Scene:
    room = Area(Point(0, 0).buffer(50, quad_segs=1), "space.unknown", "r")
    return Scene("f", "f", False, (-50.0, -50.0, 50.0, 50.0), (Layer("spaces", "Rooms", (room,)),))


def test_faults_of_one_rule_that_lie_together_share_a_ring() -> None:
    spots = [spot("ROM001", 0, 0), spot("ROM001", 1, 0), spot("ROM001", 30, 0), spot("NUM001", 0, 0)]
    spots += [spot("ROM001", 900, 0, "far off"), Spot(spot("DXF001", 0, 0, "nowhere").finding, None)]
    diagram = circle_faults("plan.dxf", scene(), spots, MultiLineString())
    rings = [item for item in diagram.items if isinstance(item, Ink) and item.style == "fault.error"]
    circles = [ring for ring in rings if ring.shape.geom_type == "Polygon"]
    assert len(circles) == 3
    assert sum(ring.shape.area > 1.1 * 3.1 * RADIUS_PT**2 for ring in circles) == 1
    words = " ".join(item.text for item in diagram.items if isinstance(item, Words))
    assert "(and 1 more here)" in words and "Not on the picture" in words
    assert "far off" in words and "nowhere" in words and "6 ERROR, 0 WARNING, 0 NOTE" in words


def test_numbers_keep_clear_of_each_other() -> None:
    spots = [spot(f"ROM{i:03}", 2.0 * i, 0.0) for i in range(30)]
    diagram = circle_faults("plan.dxf", scene(), spots, MultiLineString())
    badges = [i.shape for i in diagram.items if isinstance(i, Ink) and i.style == "fault.error_badge"]
    on_map = badges[:30]  # those of the list come later
    assert len(badges) == 60
    assert not any(a.intersects(b) for n, a in enumerate(on_map) for b in on_map[:n])


def test_a_long_list_grows_the_page_and_stays_on_it() -> None:
    spots = [spot(f"ROM{i:03}", 3.0 * (i % 30), 3.0 * (i // 30), "word " * 40) for i in range(150)]
    diagram = circle_faults("plan.dxf", scene(), spots, MultiLineString())
    words = [item for item in diagram.items if isinstance(item, Words)]
    assert all(0 <= w.x <= diagram.width and 0 <= w.y <= diagram.height for w in words)
    assert sum("(continued)" in w.text or "ROM149" in w.text for w in words) >= 1


def test_stages_are_of_one_size_and_say_what_they_show(found: Examination) -> None:
    pictures = stage_pictures(found)
    assert list(pictures) == STAGES
    roots = [ET.fromstring(svg) for svg in pictures.values()]
    assert len({(root.get("width"), root.get("height"), root.get("viewBox")) for root in roots}) == 1
    texts = ([t.text or "" for t in root.iter(f"{SVG}text")] for root in roots)
    said = dict(zip(STAGES, map(" ".join, texts), strict=True))
    assert "Wall:" in said["1-walls"] and "strokes on" in said["1-walls"]
    assert "Door closed from jamb to jamb" in said["2-bridged"]
    assert f"Room number: {sum(bool(s.number) for s in found.floor.spaces)}" in said["5-labels"]
    kept = sum(int(n) for n in re.findall(r"(\d+) from", said["3-faces-kept"]))
    assert kept == len(found.stages.cells)
    for reason in {drop.reason for drop in found.stages.dropped}:
        assert reason in said["4-faces-dropped"]


def test_a_drawing_without_rooms_shows_its_lines(real_data: Path) -> None:
    found = examine_drawing(real_data / "utility_site_negative" / "ex1.dxf")
    assert not found.floor.spaces
    assert 'stroke="#8b949e"' in picture_svg(found)
    assert list(stage_pictures(found)) == STAGES


def test_every_kind_of_text_has_its_style_in_the_pictures(real_data: Path) -> None:
    """A kind without one would stop the pictures of the drawings that hold it."""
    assert {f"stage.text_{kind.value}" for kind in TextKind} <= set(load_styles())
    found = examine_drawing(real_data / "apb_tudresden_osm" / "apb.geojson", level="0")
    assert "Use of a room, as stated: " in stage_pictures(found)["5-labels"]


def test_an_empty_drawing_has_pictures_too(tmp_path: Path) -> None:
    doc = ezdxf.new("R2010", units=6)
    doc.modelspace().add_text("101", height=0.3, dxfattribs={"layer": "A-AREA-IDEN"})
    doc.saveas(tmp_path / "plan.dxf")
    found = examine_drawing(tmp_path / "plan.dxf")
    for svg in (picture_svg(found), *stage_pictures(found).values()):
        ET.fromstring(svg)


def test_names_from_drawings_are_only_words(found: Examination) -> None:
    finding = Finding("ROM001", Severity.NOTE, HOSTILE, HOSTILE, "s", HOSTILE, x=1.0, y=1.0)
    plan = replace(found.plan, file=HOSTILE, labels=tuple(replace(n, text=HOSTILE) for n in found.plan.labels))
    layers = {s.layer for s in plan.strokes}
    plan = replace(
        plan,
        strokes=tuple(s._replace(layer=HOSTILE + s.layer) for s in plan.strokes),
        layers=tuple(replace(f, name=HOSTILE + f.name) for f in plan.layers),
    )
    worse = replace(found, plan=plan, campus=replace(found.campus, name=HOSTILE), findings=(finding,))
    assert layers
    for svg in (picture_svg(worse), *stage_pictures(worse).values()):
        root = ET.fromstring(svg)
        assert {node.tag for node in root.iter()} <= {SVG + tag for tag in ("svg", "title", "rect", "path", "text")}
        assert "\x07" not in svg and "\u202e" not in svg


def test_letters_of_other_scripts_are_left_to_the_browser() -> None:
    diagram = circle_faults("教室.dxf", scene(), [spot("ROM001", 0, 0, "教室 ห้อง")], MultiLineString())
    svg = diagram_to_svg(diagram)
    assert "教室.dxf" in svg and "教室 ห้อง" in svg and "\ufffd" not in svg


def test_pictures_are_the_same_twice(found: Examination) -> None:
    again = examine_drawing(PLAN)
    assert picture_svg(found) == picture_svg(again) and stage_pictures(found) == stage_pictures(again)
    assert diagram_to_svg(circle_faults("a", scene(), [spot("ROM001", 0, 0)], MultiLineString())).startswith("<svg")
