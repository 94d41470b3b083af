"""How small, how soon usable and how quick is the map beside plain Folium GeoJson layers with the same fields?

    python tests/bench/map.py [RUNS] [BUILDINGS FLOORS ROOMS]

Both pages are made from one generated campus (40 buildings, 6 floors, 3,000 rooms unless told otherwise) and opened
from disk in the same headless Chromium, turn about. The Folium page is what its manual shows: one GeoJson a layer and
floor of the kit's GeoJSON, styled by a function, with a tooltip of the fields, and one a floor of the walls, swings
and ways that our map holds besides, in feature groups under a LayerControl, drawn on canvas; Leaflet is given to it
from memory, its other links are answered with nothing, so that no network is in its time. "Usable" is the load event
and two frames after it. Panning is a mouse that drags across the map while the processor is slowed down twice; zooming
is a step of one level until the frame after it is drawn.
"""

from __future__ import annotations

import json
import shutil
import statistics
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

LEAFLET = ROOT / "campusmap" / "render" / "web" / "vendor" / "leaflet-1.9.4"
COLOURS = {"classroom": "#fff5d6", "lab": "#fff5d6", "office": "#e0eaf8", "corridor": "#ffffff"}
ON_LOAD = """
window.addEventListener('load', () => requestAnimationFrame(() => requestAnimationFrame(() => {
  window.usable = performance.now();
})));
"""
# The page's own policy forbids the evaluation of text, by which Playwright waits for a condition.
USABLE = "() => new Promise(done => { const ask = () => window.usable ? done(usable) : setTimeout(ask, 20); ask(); })"
ZOOM = """
map => new Promise(done => {
  const start = performance.now(), to = map.getZoom() + (map.zoomedIn ? -1 : 1);
  map.zoomedIn = !map.zoomedIn;
  map.once('zoomend', () => requestAnimationFrame(() => setTimeout(() => done(performance.now() - start), 0)));
  map.setZoom(to, { animate: false });
})
"""
FIT = """
map => {
  const boxes = Object.values(map._layers).filter(l => l.getBounds && l.toGeoJSON).map(l => l.getBounds());
  map.fitBounds(boxes.reduce((all, box) => all.extend(box)), { animate: false });
}
"""
COUNT_FRAMES = """
() => {
  window.frames_ms = [];
  let last = 0;
  const tick = now => { if (last) { frames_ms.push(now - last); } last = now; requestAnimationFrame(tick); };
  requestAnimationFrame(tick);
}
"""


@dataclass
class Measured:
    """What was measured of one page, over all runs."""

    name: str
    path: Path
    map_name: str
    usable_ms: list[float] = field(default_factory=list)
    zoom_ms: list[float] = field(default_factory=list)
    slow_frames: list[float] = field(default_factory=list)  # share of frames over 50 ms

    @property
    def bytes(self) -> int:
        return self.path.stat().st_size


def write_ours(kit: Any, path: Path) -> None:
    from campusmap.render.web.page import render_map

    path.write_text(render_map(kit), encoding="utf-8")


def write_folium(kit: Any, path: Path) -> None:
    """Write the page that Folium's manual leads to."""
    import folium

    from campusmap.export.columns import LAYERS
    from campusmap.export.geojson import make_collection

    page = folium.Map(location=(37.4, -122.0), zoom_start=17, tiles=None, prefer_canvas=True, max_zoom=22)
    groups: dict[str, Any] = {}
    for layer in LAYERS:
        if layer.name == "grid":
            continue
        features = [f for f in json.loads(make_collection(layer, kit))["features"] if f["geometry"]]
        for level in sorted({f["properties"].get("ordinal") or 0 for f in features}):
            here = [f for f in features if (f["properties"].get("ordinal") or 0) == level]
            group = groups.setdefault(str(level), folium.FeatureGroup(name=f"Level {level + 1}", show=level == 0))
            folium.GeoJson(
                {"type": "FeatureCollection", "features": here},
                style_function=lambda f: {
                    "fillColor": COLOURS.get(f["properties"].get("use") or "", "#dddddd"),
                    "color": "#333333",
                    "weight": 1,
                },
                tooltip=folium.GeoJsonTooltip(list(here[0]["properties"])),
            ).add_to(group)
    for level, features in drawn_features(kit).items():
        folium.GeoJson({"type": "FeatureCollection", "features": features}).add_to(groups[str(level)])
    for group in groups.values():
        group.add_to(page)
    folium.LayerControl().add_to(page)
    page.save(str(path))


def drawn_features(kit: Any) -> dict[int, list[dict[str, Any]]]:
    """Return what our map holds and the kit's layers do not, by level: walls, stairs, door swings and ways out."""
    import shapely

    from campusmap.geometry.geodesy import project_coords, xy_to_lonlat

    projector = xy_to_lonlat(kit.campus.epsg)
    found: dict[int, list[dict[str, Any]]] = {}

    def add(level: int, shape: Any, **fields: Any) -> None:
        lonlat = shapely.transform(shape, lambda xy: project_coords(projector, xy).round(7))
        feature = {"type": "Feature", "properties": fields, "geometry": json.loads(shapely.to_geojson(lonlat))}
        found.setdefault(level, []).append(feature)

    floors = {floor.id: floor for building in kit.campus.buildings for floor in building.floors}
    for floor in floors.values():
        add(floor.ordinal, floor.walls, kind="wall")
        add(floor.ordinal, floor.linework, kind="stairs")
        for door in floor.openings:
            if door.swing_line is not None:
                add(floor.ordinal, door.swing_line, kind="swing")
    for way in kit.analysis.ways:
        for leg in way.legs:
            fields = {"space": way.space, "purpose": way.purpose, "to": way.to, "length_m": way.length_m}
            add(floors[leg.floor].ordinal, leg.line, stairs=list(way.stairs), **fields)
    return found


def answer_links(context: Any) -> None:
    """Give Leaflet from memory, and nothing for the other links of a Folium page."""

    def answer(route: Any) -> None:
        name = route.request.url.rsplit("/", 1)[-1]
        known = LEAFLET / name
        kind = "text/css" if name.endswith(".css") else "text/javascript"
        route.fulfill(body=known.read_text("utf-8") if known.is_file() else "", content_type=kind)

    context.route(lambda url: url.startswith("http"), answer)


def measure(browser: Any, page: Measured) -> None:
    """Open a page afresh and add what is measured of it."""
    context = browser.new_context(viewport={"width": 1600, "height": 900})
    answer_links(context)
    tab = context.new_page()
    tab.set_default_timeout(180_000)
    tab.add_init_script(ON_LOAD)
    tab.goto(page.path.as_uri())
    page.usable_ms.append(tab.evaluate(USABLE))
    the_map = tab.evaluate_handle(page.map_name or "Object.values(window).find(v => v instanceof L.Map)")
    if not page.map_name:
        the_map.evaluate(FIT)
    tab.wait_for_timeout(500)
    page.zoom_ms += [the_map.evaluate(ZOOM) for _ in range(6)]
    tab.wait_for_timeout(300)
    page.slow_frames.append(pan(context, tab))
    context.close()


def pan(context: Any, tab: Any) -> float:
    """Drag across the map with the processor slowed down twice; return the share of frames that took over 50 ms."""
    context.new_cdp_session(tab).send("Emulation.setCPUThrottlingRate", {"rate": 2})
    tab.mouse.move(1000, 500)
    tab.mouse.down()
    tab.evaluate(COUNT_FRAMES)
    for step in range(120):
        tab.mouse.move(1000 + 300 * ((step % 60) / 60 if step < 60 else 1 - (step % 60) / 60), 500 + 2 * (step % 60))
        tab.wait_for_timeout(12)
    tab.mouse.up()
    tab.wait_for_timeout(200)
    frames = tab.evaluate("frames_ms")
    if len(frames) < 40:
        raise SystemExit(f"only {len(frames)} frames were drawn while panning")
    return sum(ms > 50 for ms in frames) / len(frames)


def compare(runs: int, kit: Any, folder: Path, browser: Any) -> tuple[Measured, Measured]:
    """Make both pages and measure them turn about."""
    ours = Measured("campusmap", folder / "map.html", "map_campus")
    folium = Measured("Folium", folder / "folium.html", "")
    write_ours(kit, ours.path)
    write_folium(kit, folium.path)
    for _ in range(runs):
        measure(browser, ours)
        measure(browser, folium)
    return ours, folium


def main() -> None:
    """Print both sides and their ratios."""
    from big_campus import big_kit
    from playwright.sync_api import sync_playwright

    words = [int(word) for word in sys.argv[1:]]
    runs, sizes = (words[0] if words else 3), words[1:4]
    names = ("chromium", "chromium-browser", "google-chrome", "chrome")
    path = next((found for found in map(shutil.which, names) if found), None)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        pages = compare(runs, big_kit(*sizes), Path(folder), browser)
        browser.close()
        for page in pages:
            print(describe(page))
        print(describe_ratios(*pages))


def describe(page: Measured) -> str:
    usable, zoom, slow = (statistics.median(each) for each in (page.usable_ms, page.zoom_ms, page.slow_frames))
    size = f"{page.name:10} {page.bytes / 1e6:6.2f} MB"
    return f"{size}  usable {usable:5.0f} ms  zoom {zoom:6.1f} ms  frames over 50 ms {100 * slow:4.1f} %"


def describe_ratios(ours: Measured, folium: Measured) -> str:
    size, sooner, quicker = ratios(ours, folium)
    return f"{size:.1f} times smaller, usable {sooner:.1f} times sooner, zoom {quicker:.1f} times quicker"


def ratios(ours: Measured, folium: Measured) -> tuple[float, float, float]:
    """Return how many times ours is smaller, sooner usable and quicker to zoom; medians over all runs."""
    sooner = statistics.median(folium.usable_ms) / statistics.median(ours.usable_ms)
    return folium.bytes / ours.bytes, sooner, statistics.median(folium.zoom_ms) / statistics.median(ours.zoom_ms)


if __name__ == "__main__":
    main()
