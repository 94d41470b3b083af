"""What people confirmed or rejected on site, held against what was computed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from shapely import MultiPolygon

from campusmap.model.analysis import Assessment, HardCorner, Outcome, Sightline
from campusmap.model.places import Campus, Floor, Space
from campusmap.model.source import Notice
from campusmap.model.tables import Row
from campusmap.safety.lookup import find_spaces, find_spots, fold

_VALUES = {"confirmed": "confirmed", "yes": "confirmed", "rejected": "rejected", "no": "rejected"}


@dataclass(frozen=True, slots=True)
class Judgement:
    """The outcome for one space with its corner, if any, and the sightlines used."""

    assessment: Assessment
    corner: HardCorner | None = None
    sightlines: tuple[Sightline, ...] = ()


@dataclass(frozen=True, slots=True)
class Surveyed:
    """Judgements after the survey, and what in the survey could not be used."""

    judgements: tuple[Judgement, ...]
    notices: tuple[Notice, ...]


def apply_survey(
    campus: Campus, judgements: Sequence[Judgement], survey: tuple[Row, ...], plan_digests: dict[str, str]
) -> Surveyed:
    """Apply the rows of fact "hard_corner", the last one for a space winning.

    ``subject`` is a space id, "building/number" or "building/floor/number"; ``value`` confirmed or rejected. A row
    that names another digest of the plan than today's (8 or more hex digits) makes the corner "stale"; so does a
    confirmed one that is no longer found, which is kept without a shape.
    """
    found = {judgement.assessment.space: judgement for judgement in judgements}
    notices: list[Notice] = []
    for row in survey:
        if fold(row.get("fact")) == "hardcorner":
            notices += _apply_row(campus, row, found, plan_digests)
    return Surveyed(tuple(found[j.assessment.space] for j in judgements), tuple(notices))


def _apply_row(campus: Campus, row: Row, found: dict[str, Judgement], plan_digests: dict[str, str]) -> list[Notice]:
    places = find_subject(campus, row.get("subject"))
    value = _VALUES.get(fold(row.get("value")))
    if len(places) != 1:
        text = f"{row.get('subject') or '(blank)'} fits {len(places)} rooms"
        return [Notice("survey.no_such_room", text, row.ref.file, row.ref)]
    floor, space = places[0]
    building = floor.id.rsplit("/", 1)[0]
    if value is None:
        text = f"{row.get('value') or '(blank)'} is neither confirmed nor rejected"
        return [Notice("survey.bad_value", text, space.id, row.ref, building, floor.id)]
    judged = _judge(found[space.id], value, row, fits_plan(row, floor, plan_digests))
    found[space.id] = judged
    if judged.corner is None or judged.corner.status != "stale":
        return []
    text = f"confirmed by {row.get('who') or 'someone'} on {row.get('when') or 'a day not given'} for another plan"
    return [Notice("hard_corner.stale", text, space.id, row.ref, building, floor.id)]


def find_subject(campus: Campus, subject: str) -> list[tuple[Floor, Space]]:
    """Return the spaces that a survey subject names."""
    subject = subject.strip()
    exact = [(f, s) for b in campus.buildings for f in b.floors for s in f.spaces if s.id == subject]
    if exact or "/" not in subject:
        return exact
    parts = subject.split("/")
    building, floor = parts[0], "/".join(parts[1:-1])
    return [(spot.floor, space) for spot, space in find_spaces(find_spots(campus, building, floor), parts[-1])]


def fits_plan(row: Row, floor: Floor, plan_digests: dict[str, str]) -> bool:
    """Tell whether a row names no version of the plan, or today's by 8 or more hex digits of its SHA-256."""
    seen, today = row.get("plan_digest").strip().casefold(), plan_digests.get(floor.id, "").casefold()
    return not seen or (len(seen) >= 8 and today.startswith(seen))


def _judge(judgement: Judgement, value: str, row: Row, fits: bool) -> Judgement:
    """Put a person's word on a judgement."""
    corner = judgement.corner
    who, when = row.get("who").strip(), row.get("when").strip()
    if value == "confirmed":
        status = "confirmed" if fits and corner else "stale"
        space = judgement.assessment.space
        kept = corner or HardCorner(f"{space}/hc", space, "stale", MultiPolygon(), 0.0, 0)
        return replace(judgement, corner=replace(kept, status=status, confirmed_by=who, confirmed_on=when))
    if corner is None:
        return judgement
    assessment = replace(
        judgement.assessment, outcome=Outcome.NONE_AVAILABLE, why=f"rejected on site by {who} on {when}"
    )
    rejected = replace(corner, status="rejected", confirmed_by=who, confirmed_on=when)
    return replace(judgement, assessment=assessment, corner=rejected)
