"""A campus that is opened here for the first time: shown at once, floor by floor as its drawings are read."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from contextvars import copy_context
from dataclasses import dataclass, field, replace
from typing import Any, Final

from campusmap.errors import CampusmapError
from campusmap.model.analysis import Analysis
from campusmap.model.finding import Review
from campusmap.model.kit import Kit
from campusmap.model.places import Building, Campus, Floor
from campusmap.pipeline.campus import Drawings, assemble_campus, choose_settled, draw_campus
from campusmap.pipeline.edition import stamp_edition
from campusmap.pipeline.floors import Drawn, undrawn_floor
from campusmap.pipeline.inputs import Inputs

DRAWINGS: Final = "drawings"  # being read: there is something to see, and nothing to mark
CHECKING: Final = "checking"  # being judged: it can be marked
FAILED: Final = "failed"  # cannot be read: the editor ends
REST: Final = 2.0  # for each second that showing took, so many leave the processors to the drawings (tool default)
Reading = dict[str, Any]  # stage, and of drawings how many are read, of how many, and the floors that are not shown
Show = Callable[[Kit, Reading], None]


def kit_of(inputs: Inputs, campus: Campus, issued: str) -> Kit:
    """Return a campus about which nothing was found out yet."""
    return Kit(
        campus, inputs.project, Analysis(), Review(), stamp_edition(campus.sources, issued, "responder")
    )  # fmt: skip


def name_kit(inputs: Inputs, issued: str) -> Kit:
    """Return a campus of which nothing but its name is known."""
    entry = inputs.project.campus
    return kit_of(inputs, Campus(entry.id, entry.name, inputs.epsg, ()), issued)


def assemble_so_far(inputs: Inputs, floors: Mapping[str, Floor], issued: str) -> tuple[Kit, list[str]]:
    """Return the campus with those floors that are read, and the ids of those that are not: they are in it, but empty.

    Where the grounds are known they count as placed, so that the page does not call them lost.
    """
    entries = [(b, f) for b in inputs.project.building for f in b.floor if f.plan]
    waiting = {f"{b.id}/{f.id}": (b, f) for b, f in entries if f"{b.id}/{f.id}" not in floors}
    empty = {key: replace(undrawn_floor(*pair), notices=()) for key, pair in waiting.items()}
    campus = assemble_campus(inputs, Drawings({**empty, **floors}, ()), issued=issued, pictured=False)
    if campus.north is not None:
        campus = replace(campus, buildings=tuple(_place(building, waiting) for building in campus.buildings))
    return kit_of(inputs, campus, issued), list(waiting)


def _place(building: Building, waiting: Mapping[str, object]) -> Building:
    floors = (
        replace(floor, frame=replace(floor.frame, placed=True, why_unplaced="")) if floor.id in waiting else floor
        for floor in building.floors
    )
    return replace(building, floors=tuple(floors))


@dataclass(slots=True)
class Arrivals:
    """Floors as they come from their drawings, for the thread that shows them."""

    floors: dict[str, Floor] = field(default_factory=dict)
    read: int = 0
    came: threading.Event = field(default_factory=threading.Event)
    ended: threading.Event = field(default_factory=threading.Event)

    def add(self, drawn: Drawn) -> None:
        """Take in what one drawing holds."""
        self.floors = {**self.floors, **{floor.id: floor for floor in drawn.floors}}
        self.read += 1
        self.came.set()

    def end(self) -> None:
        """Let nothing more be shown."""
        self.ended.set()
        self.came.set()


def draw_shown(inputs: Inputs, issued: str, show: Show) -> Drawings:
    """Draw every floor, and show those that are read meanwhile: now and then, in a thread that then is done."""
    arrivals = Arrivals()
    shower = threading.Thread(
        target=copy_context().run, args=(_show_arrivals, inputs, issued, arrivals, show), daemon=True
    )
    shower.start()
    try:
        return draw_campus(inputs, tell=arrivals.add)
    finally:
        arrivals.end()
        shower.join()


def _show_arrivals(inputs: Inputs, issued: str, arrivals: Arrivals, show: Show) -> None:
    """Show what is read so far again and again; what cannot be shown by itself is told once all is read."""
    while arrivals.came.wait() and not arrivals.ended.is_set():
        arrivals.came.clear()
        began, read = time.monotonic(), arrivals.read
        with suppress(CampusmapError):
            grounds = inputs.features or inputs.area_features  # without, each floor that comes would move the map
            floors = choose_settled(inputs, arrivals.floors) if grounds else {}
            kit, waiting = assemble_so_far(inputs, floors, issued)
            if not arrivals.ended.is_set():
                show(kit, say_drawings(inputs, read, waiting))
        arrivals.ended.wait(REST * (time.monotonic() - began))


def say_drawings(inputs: Inputs, read: int, waiting: list[str]) -> Reading:
    """Return how far the reading of drawings is, for the page: ``waiting`` are the ids of the floors that it lacks."""
    return {"stage": DRAWINGS, "read": read, "of": len(inputs.drawings), "floors": waiting}
