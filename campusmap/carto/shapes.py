"""The areas and lines of a scene, brought onto the page."""

from __future__ import annotations

from typing import Final

import shapely
from shapely import box

from campusmap.carto.marks import Area, Line, Scene
from campusmap.carto.sheet import Ink, PageLayer
from campusmap.carto.window import Window

_ROAD: Final = "site.road"
_ROUND_PT: Final = 4.0  # more than half the width of a road with its edges; tool default


def draw_layers(scene: Scene, window: Window) -> list[PageLayer]:
    """Bring the areas and lines of all layers onto the page at once; a layer of which nothing shows is left out.

    Roads run on over the window's edge, as far as their ends are round, under a blank border.
    """
    listed = [(n, m) for n, layer in enumerate(scene.layers) for m in layer.marks if isinstance(m, Area | Line)]
    moved = window.move_all([mark.shape for _, mark in listed])
    inks: list[list[Ink]] = [[] for _ in scene.layers]
    roads = [place for place, (_, mark) in enumerate(listed) if mark.style == _ROAD and not moved[place].is_empty]
    longer = dict(zip(roads, window.move_all([listed[place][1].shape for place in roads], _ROUND_PT), strict=True))
    for place, ((n, mark), is_empty) in enumerate(zip(listed, shapely.is_empty(moved).tolist(), strict=True)):
        if not is_empty:
            inks[n].append(Ink(longer.get(place, moved[place]), mark.style, mark.subject))
    edge = box(*window.clip)
    for n in {listed[place][0] for place in roads if not edge.covers(longer[place])}:
        inks[n].append(Ink(edge.buffer(2 * _ROUND_PT, join_style="mitre").difference(edge), "sheet.blank"))
    return [
        PageLayer(layer.name, f"{layer.title} of {scene.title}", tuple(shown))
        for layer, shown in zip(scene.layers, inks, strict=True)
        if shown
    ]
