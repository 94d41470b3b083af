"""What is seen into every room, as it was kept, else looked at anew."""

from __future__ import annotations

from dataclasses import replace

from campusmap.model.analysis import Analysis
from campusmap.model.places import Campus
from campusmap.pipeline.cache import current_cache
from campusmap.pipeline.inputs import Inputs
from campusmap.safety.hard_corners import KnownFloors, assess


def recall_analysis(campus: Campus, inputs: Inputs, known: KnownFloors) -> Analysis:
    """Assess every space of a campus; what is no part of the buildings is neither asked for nor given.

    ``known`` holds what this process has found before, floor by floor.
    """
    built = replace(campus, markers=(), imagery=(), contacts=(), recipients=(), sources=(), notices=())
    settings, survey, digests = inputs.project.hard_corners, inputs.tables.survey, inputs.plan_digests
    made_from = {
        "the buildings as drawn": built.buildings,
        "the grounds": replace(built, buildings=()),
        "campus.toml": settings,
        "the survey": (survey, digests),
        "overrides.geojson": inputs.overrides,
    }
    analysis: Analysis = current_cache().recall_made(
        "analysis",
        campus.id,
        made_from,
        lambda: assess(built, settings, survey, digests, inputs.overrides, known),
    )
    return analysis
