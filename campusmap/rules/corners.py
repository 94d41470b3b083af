"""What the rules about hard corners share: the analysis, floor by floor."""

from __future__ import annotations

from collections.abc import Iterator

from campusmap.model.analysis import Assessment, HardCorner
from campusmap.model.places import Floor, Space
from campusmap.rules.evidence import Evidence


def assessed_spaces(floor: Floor, context: Evidence) -> Iterator[tuple[Space, Assessment]]:
    """Yield the spaces of a floor with what the analysis says of them."""
    said = {assessment.space: assessment for assessment in context.analysis.assessments}
    return ((space, said[space.id]) for space in floor.spaces if space.id in said)


def corners_of(floor: Floor, context: Evidence) -> Iterator[tuple[Space, HardCorner]]:
    """Yield the hard corners of a floor with their spaces."""
    spaces = {space.id: space for space in floor.spaces}
    return ((spaces[corner.space], corner) for corner in context.analysis.hard_corners if corner.space in spaces)
