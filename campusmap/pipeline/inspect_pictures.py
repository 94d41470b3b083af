"""What the import doctor draws: the floor with its faults circled, and the stages of reading one by one."""

from __future__ import annotations

from shapely import MultiLineString, Point

from campusmap.carto.faults import Spot, circle_faults
from campusmap.carto.scene import floor_scene
from campusmap.carto.stages import Reading, draw_stages
from campusmap.geometry.fit import apply_matrix
from campusmap.georeference.place import place_plan
from campusmap.model.analysis import Analysis
from campusmap.model.finding import Finding
from campusmap.model.frame import Frame
from campusmap.model.plan import Plan
from campusmap.pipeline.inspect import METHOD_WORDS, Examination
from campusmap.render.picture import diagram_to_svg
from campusmap.rooms.sheet import plan_to_sheet
from campusmap.rooms.texts import sheet_to_marks


def picture_svg(examination: Examination) -> str:
    """Draw the floor as the map would, with each located finding circled and numbered."""
    campus, floor = examination.campus, examination.floor
    scene = floor_scene(campus, campus.buildings[0], floor, Analysis())
    spots = [_spot(finding, floor.frame) for finding in examination.findings]
    return diagram_to_svg(circle_faults(examination.plan.file, scene, spots, _linework(examination.plan, floor.frame)))


def stage_pictures(examination: Examination) -> dict[str, str]:
    """Draw each stage of reading, by name in order: walls, bridged gaps, faces kept, faces dropped, labels, rooms."""
    campus, floor = examination.campus, examination.floor
    sheet = plan_to_sheet(place_plan(examination.plan, floor.frame), floor.frame, floor.id, campus.id)
    scene = floor_scene(campus, campus.buildings[0], floor, Analysis())
    reading = Reading(campus.name, sheet, sheet_to_marks(sheet), examination.stages, scene, METHOD_WORDS)
    return {name: diagram_to_svg(diagram) for name, diagram in draw_stages(reading).items()}


def _spot(finding: Finding, frame: Frame) -> Spot:
    if finding.x is None or finding.y is None:
        return Spot(finding, None)
    [xy] = apply_matrix(frame.matrix, [(finding.x, finding.y)])
    return Spot(finding, Point(xy))


def _linework(plan: Plan, frame: Frame) -> MultiLineString:
    return MultiLineString([stroke.points for stroke in place_plan(plan, frame).strokes if len(stroke.points) > 1])
