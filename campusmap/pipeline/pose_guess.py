"""In which poses a drawing fits the footprint, for a person to choose among."""

from __future__ import annotations

from pathlib import Path

from campusmap.geometry.geodesy import point_scale
from campusmap.georeference.choose import list_choices
from campusmap.georeference.epsg import choose_epsg
from campusmap.georeference.footprint import footprint_shape
from campusmap.georeference.pose import find_poses
from campusmap.model.feature import Feature
from campusmap.model.project import CampusEntry, Project
from campusmap.pipeline.inspect import examine_drawing

Bearings = tuple[tuple[float, float], ...]


def guess_bearings(plan: Path, outline: Feature) -> Bearings:
    """Return (azimuth of the drawing's +y from true north, overlap with the footprint) of each pose, best first.

    Raises InputError for a drawing that cannot be read.
    """
    epsg = choose_epsg(Project(CampusEntry("campus", "campus")), [outline])
    if epsg is None:
        return ()
    floor, footprint = examine_drawing(plan).floor, footprint_shape(outline, epsg)
    scale = point_scale(epsg, footprint.centroid.x, footprint.centroid.y)
    poses, bearings = list_choices(find_poses(floor.outline, footprint, scale), floor, footprint, epsg)
    return tuple((bearing, round(pose.overlap, 2)) for pose, bearing in zip(poses, bearings, strict=True))
