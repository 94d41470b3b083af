"""Lines about place: true north, grid, aerial picture, coordinates."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from campusmap.model.finding import Severity
from campusmap.model.requirement import Proof
from campusmap.rules.evidence import describe, exterior_doors
from campusmap.rules.lines.line import Ask, Case, Line, Verdict, failed, held_by_rules, not_assessed, passed
from campusmap.rules.lines.sheets import judge_furniture
from campusmap.rules.listing import count_of, list_first
from campusmap.rules.where import grid_cell
from campusmap.units import METRES_PER_FOOT, say_length

QUADRANT_M: Final = 100 * METRES_PER_FOOT  # Utah R277-400
TOLERANCE_M: Final = 0.01  # tool default
OFFSET_MAX_M: Final = 2.0  # of a ground floor's outline from the footprint (tool default)


def unplaced(case: Case) -> list[str]:
    """Return the floors that have no place on the ground."""
    return [floor.id for floor in case.evidence.floors if not floor.frame.placed]


def north_up(case: Case, ask: Ask) -> Verdict:
    """Answer whether the top of the map is true north at every building, within half a degree."""
    loose = unplaced(case)
    if case.evidence.campus.north is None or loose:
        return failed(f"Not placed, so that north is not known: {list_first(loose) or 'every floor'}")
    proof = Proof("floors drawn true north up", page="map.html, packet.pdf", count=len(case.evidence.floors))
    return held_by_rules(case, passed("True north is up on the map and on every sheet", proof), "PLC022")


def gridded(case: Case, ask: Ask) -> Verdict:
    """Answer whether every map sheet shows a grid, in which every placed room has its cell."""
    campus = case.evidence.campus
    if campus.grid is None:
        return failed("The campus has no grid, since nothing is placed")
    rooms = [space for floor in case.evidence.floors if floor.frame.placed for space in floor.spaces]
    lost = [describe(room) for room in rooms if not grid_cell(campus, room.outline.representative_point())]
    if lost:
        return failed(f"Outside the grid: {list_first(lost)}")
    shown = judge_furniture(case, "grid")
    proof = Proof("rooms and corridors with a cell", page="rooms.csv", layer="spaces", count=len(rooms))
    return replace(shown, proofs=(*shown.proofs, proof))


def one_grid(case: Case, ask: Ask) -> Verdict:
    """Answer whether all floors and sheets share one grid."""
    grid, loose = case.evidence.campus.grid, unplaced(case)
    if grid is None:
        return not_assessed("the campus has no grid")
    if loose:
        return not_assessed(f"where these floors lie, which are drawn without the grid: {list_first(loose)}")
    proof = Proof(f"{len(grid.letters)} x {grid.columns} cells of {say_length(grid.cell_m)}", layer="grid")
    return passed("All floors and sheets are drawn over one grid", proof)


def over_picture(case: Case, ask: Ask) -> Verdict:
    """Answer whether the floor plans lie over an aerial picture that covers every building, and fit the footprints."""
    pictures, loose = case.evidence.campus.imagery, unplaced(case)
    if not pictures:
        return failed("There is no aerial picture")
    proof = Proof("aerial pictures", page="map.html", count=len(pictures))
    if loose:
        return failed(f"Not placed over the picture: {list_first(loose)}", proof)
    off = [f.id for f in case.evidence.floors if f.ordinal == 0 and (f.frame.offset_m or 0.0) > OFFSET_MAX_M]
    if off:
        return failed(f"Over {say_length(OFFSET_MAX_M)} off the footprint: {list_first(off)}", proof)
    good = passed("The floor plans lie over an aerial picture that covers every building", proof)
    return held_by_rules(case, good, "IMG004", "IMG008")


def picture_current(case: Case, ask: Ask) -> Verdict:
    """Answer whether the picture's date, source and licence are known, and it is newer than every building."""
    pictures = case.evidence.campus.imagery
    if not pictures:
        return not_assessed("there is no aerial picture")
    latest = max(picture.captured for picture in pictures)
    proof = Proof("captured", page="packet.pdf", count=len(pictures), on=latest)
    good = passed("The picture has a date, a source and a licence, and is not over three years old", proof)
    return held_by_rules(case, good, "IMG002", "IMG003", "IMG005", "IMG006")


def quadrants(case: Case, ask: Ask) -> Verdict:
    """Answer whether there are 100 ft quadrants along the building, A1 at the near left of the main entrance."""
    grid = case.evidence.campus.grid
    if grid is None:
        return not_assessed("the campus has no grid")
    if case.evidence.project.grid.preset != "building":
        return failed("The grid lies true north up, not along the building")
    if abs(grid.cell_m - QUADRANT_M) > TOLERANCE_M:
        return failed(f"A cell is {grid.cell_m / METRES_PER_FOOT:.0f} ft wide, not 100")
    proof = Proof(f"{len(grid.letters)} x {grid.columns} cells of 100 ft", page="packet.pdf", layer="grid")
    good = passed(
        "Cells of 100 ft along the building, A1 at its near left; rooms and halls need signs that say theirs", proof
    )
    return held_by_rules(case, good, "GRD002")


def readable_coordinates(case: Case, ask: Ask) -> Verdict:
    """Answer whether every building and exterior door has coordinates to read out."""
    if case.evidence.campus.epsg is None:
        return failed("Nothing on the campus has coordinates")
    floors = case.evidence.floors
    doors = exterior_doors(floors)
    bare = exterior_doors(tuple(floor for floor in floors if not floor.frame.placed))
    if bare:
        return failed(f"{count_of(len(bare), 'exterior door')} of {len(doors)} without coordinates")
    proof = Proof(
        "exterior doors with longitude, latitude and USNG", page="doors.csv", layer="openings", count=len(doors)
    )
    return passed("Every building and exterior door has longitude, latitude and USNG", proof)


LINES: Final = (
    Line("R07", "True north up", Severity.ERROR, "Place every floor; confirm its unit and placement.", north_up),
    Line("R09", "Gridded, with coordinates", Severity.ERROR, "Place every floor.", gridded),
    Line("R10", "One grid for all floors and sheets", Severity.ERROR, "Place every floor.", one_grid),
    Line("R11", "Floor plans over aerial imagery", Severity.ERROR,
         "Add an aerial picture that covers every building as [[imagery]], and place every floor.", over_picture),
    Line("R12", "Imagery current and verified", Severity.WARNING,
         "Set `captured`, `source` and `licence` of the [[imagery]]; get a newer one if it is old.", picture_current),
    Line("R45", "Quadrants of 100 ft along the building", Severity.WARNING,
         'Set `preset = "building"` under [grid], and no cell_m, before the first issue.', quadrants),
    Line("R48", "Coordinates to read out", Severity.WARNING, "Place every floor.", readable_coordinates),
)  # fmt: skip
