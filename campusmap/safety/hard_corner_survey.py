"""What people confirmed or rejected on site, held against what was computed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from shapely import MultiPolygon

from campusmap.model.analysis import Assessment, HardCorner, Outcome, Sightline
from campusmap.model.places import Campus, Floor
from campusmap.model.source import Notice
from campusmap.model.tables import Row
from campusmap.safety.corner_disputes import find_disputes
from campusmap.safety.dates import read_date
from campusmap.safety.lookup import find_subject, fold
from campusmap.safety.room_rows import read_who

_VALUES = {"confirmed": "confirmed", "yes": "confirmed", "rejected": "rejected", "no": "rejected", "drawn": "drawn"}
KEPT: Final = 0.05  # a corner that has changed by less of its size is the one that was confirmed; tool default


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


@dataclass(frozen=True, slots=True)
class Drawn:
    """The corner of one room as drawn by hand, and "" or how it does not fit the plan."""

    corner: HardCorner
    misfit: str = ""


def apply_survey(
    campus: Campus,
    judgements: Sequence[Judgement],
    survey: tuple[Row, ...],
    plan_digests: dict[str, str],
    drawn: Mapping[str, Drawn] | None = None,
) -> Surveyed:
    """Apply the rows of fact "hard_corner", the last one for a space winning.

    ``subject`` is a space id, "building/number" or "building/floor/number"; ``value`` confirmed, rejected or drawn,
    which confirms the shape of overrides.geojson in ``drawn``, by space; confirmed takes that shape, too, where there
    is one. Where two people differ within a month neither counts, and that is told. A row that names another digest of
    the plan than today's (8 or more hex digits) makes the corner "stale".
    So do a shape that does not fit, another size than the row's ``area_m2``, and a corner that is no longer found,
    which is kept without a shape.
    """
    found = {judgement.assessment.space: judgement for judgement in judgements}
    disputed = find_disputes(campus, survey, _VALUES)
    shapes, notices = dict(drawn or {}), list(disputed.values())
    for row in survey:
        if fold(row.get("fact")) == "hardcorner" and not _is_about(campus, row, disputed):
            fresh = _apply_row(campus, row, found, plan_digests, shapes)
            notices = _drop_answered(campus, row, notices, fresh) + fresh
    told = {each.corner.space for each in found.values() if each.corner is not None and each.corner.confirmed_by}
    told |= disputed.keys()
    notices += [_unused(each.corner.space) for each in shapes.values() if each.corner.space not in told]
    return Surveyed(tuple(found[j.assessment.space] for j in judgements), tuple(notices))


def _is_about(campus: Campus, row: Row, spaces: Mapping[str, Notice]) -> bool:
    return any(space.id in spaces for _, space in find_subject(campus, row.get("subject")))


def _drop_answered(campus: Campus, row: Row, notices: list[Notice], fresh: list[Notice]) -> list[Notice]:
    """Leave out what was told of earlier rows about a room that somebody has looked at again."""
    if any(notice.code != "hard_corner.stale" for notice in fresh):
        return notices
    judged = {space.id for _, space in find_subject(campus, row.get("subject"))}
    return [each for each in notices if each.code != "hard_corner.stale" or each.subject not in judged]


def _unused(space: str) -> Notice:
    text = "a hard corner is drawn in overrides.geojson, and no row of the survey table says who confirmed it and when"
    return Notice("survey.shape_unused", text, space, building=space.partition("/")[0], floor=space.rpartition("/")[0])


def _apply_row(
    campus: Campus, row: Row, found: dict[str, Judgement], plan_digests: dict[str, str], drawn: Mapping[str, Drawn]
) -> list[Notice]:
    places = find_subject(campus, row.get("subject"))
    value = _VALUES.get(fold(row.get("value")))
    if len(places) != 1:
        text = f"{row.get('subject') or '(blank)'} fits {len(places)} rooms"
        return [Notice("survey.no_such_room", text, row.ref.file, row.ref)]
    floor, space = places[0]
    building = floor.id.rsplit("/", 1)[0]
    shape = drawn.get(space.id)
    if value is None or (value == "drawn" and shape is None):
        wants = "no shape of that room is in overrides.geojson" if value else "is neither confirmed, rejected nor drawn"
        text = f"{row.get('value') or '(blank)'}: {wants}" if value else f"{row.get('value') or '(blank)'} {wants}"
        return [Notice("survey.bad_value", text, space.id, row.ref, building, floor.id)]
    if read_date(row.get("when")) is None or not read_who(row):
        text = f"hard_corner: {'when' if read_who(row) else 'who'} is missing or cannot be read"
        return [Notice("survey.undated", text, space.id, row.ref, building, floor.id)]
    fits = fits_plan(row, floor, plan_digests) and _has_kept_its_size(row, shape, found[space.id])
    judged = _judge(found[space.id], value, row, fits, shape)
    found[space.id] = judged
    is_idle = judged.corner is None or (judged.corner.status != "stale" and (fits or value != "rejected"))
    if judged.corner is None or is_idle:
        return []
    same = fits_plan(row, floor, plan_digests)
    why = shape.misfit if shape is not None and shape.misfit else _word_change(judged.corner, same)
    word = "rejected" if value == "rejected" else "confirmed"
    text = f"{word} by {row.get('who') or 'someone'} on {row.get('when') or 'a day not given'} {why}"
    return [Notice("hard_corner.stale", text, space.id, row.ref, building, floor.id)]


def fits_plan(row: Row, floor: Floor, plan_digests: dict[str, str]) -> bool:
    """Tell whether a row names no version of the plan, or today's by 8 or more hex digits of its SHA-256."""
    seen, today = row.get("plan_digest").strip().casefold(), plan_digests.get(floor.id, "").casefold()
    return not seen or (len(seen) >= 8 and today.startswith(seen))


def _has_kept_its_size(row: Row, drawn: Drawn | None, judgement: Judgement) -> bool:
    """Tell whether a computed corner is as large as when somebody confirmed it, where the row says how large."""
    try:
        then = float(row.get("area_m2"))
    except ValueError:
        return True
    now = judgement.corner.area_m2 if judgement.corner is not None else 0.0
    return drawn is not None or abs(now - then) <= KEPT * then


def _word_change(corner: HardCorner, same_plan: bool) -> str:
    if not same_plan:
        return "for another plan"
    return "with other glass or furniture: it has another size now" if corner.area_m2 else "and not found any more"


def _judge(judgement: Judgement, value: str, row: Row, fits: bool, drawn: Drawn | None) -> Judgement:
    """Put a person's word on a judgement."""
    who, when = row.get("who").strip(), row.get("when").strip()
    if value == "rejected":
        return _reject(judgement, who, when)
    space = judgement.assessment.space
    corner = drawn.corner if drawn is not None else judgement.corner
    fits = fits and corner is not None and not (drawn is not None and drawn.misfit)
    kept = corner or HardCorner(f"{space}/hc", space, "stale", MultiPolygon(), 0.0, 0)
    confirmed = replace(kept, status="confirmed" if fits else "stale", confirmed_by=who, confirmed_on=when)
    if drawn is None:
        return replace(judgement, corner=confirmed)
    why = f"drawn by hand, confirmed on site by {who or 'someone'}; {judgement.assessment.why}"
    said = replace(judgement.assessment, outcome=Outcome.HARD_CORNER, why=why) if fits else judgement.assessment
    return replace(judgement, corner=confirmed, assessment=said)


def _reject(judgement: Judgement, who: str, when: str) -> Judgement:
    if judgement.corner is None:
        return judgement
    assessment = replace(
        judgement.assessment, outcome=Outcome.NONE_AVAILABLE, why=f"rejected on site by {who} on {when}"
    )
    rejected = replace(judgement.corner, status="rejected", confirmed_by=who, confirmed_on=when)
    return replace(judgement, assessment=assessment, corner=rejected)
