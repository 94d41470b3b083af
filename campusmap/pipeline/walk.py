"""The walk-through: the page that is taken along, and what it brings back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from campusmap.carto.walk_list import list_walk
from campusmap.errors import InputError
from campusmap.ingest.tables import read_tables
from campusmap.ingest.walk_answers import read_answers
from campusmap.model.edit import Change
from campusmap.model.places import Campus, Floor
from campusmap.model.survey import CHECKED, WALK_THROUGH
from campusmap.model.tables import Row
from campusmap.model.walk import WalkAnswer, WalkFile
from campusmap.pipeline.build import judge_campus
from campusmap.pipeline.campus import assemble_campus
from campusmap.pipeline.inputs import Inputs, read_inputs
from campusmap.pipeline.output import make_folder, replace_files, write_output
from campusmap.pipeline.people import recover, save_changes
from campusmap.pipeline.walk_changes import (
    Thing,
    fill_cells,
    list_things,
    survey_changes,
    table_changes,
)
from campusmap.pipeline.walk_photos import take_photos
from campusmap.render.web.walk_page import render_walk
from campusmap.safety.lookup import DOORS, find_subject, fold
from campusmap.safety.survey import read_survey
from campusmap.safety.walk_merge import DIGITS, Seen, hold_answers

Step = Callable[[str], None]
MOST_NAMES: Final = 4  # of those who walked a floor, in one cell (tool default)


@dataclass(frozen=True, slots=True)
class Merged:
    """What merging files of answers did. ``kept`` are cells that somebody wrote after the page was made."""

    answers: int
    people: tuple[str, ...]
    rows: dict[str, int]  # changed rows by table
    photos: int
    known_before: int
    walked: tuple[str, ...]  # floors on which everything was looked at
    disputes: tuple[tuple[str, tuple[Seen, ...]], ...]  # what of which thing, and what each saw
    kept: tuple[tuple[str, Seen, str], ...]
    gone: tuple[WalkAnswer, ...]
    older: tuple[str, ...]  # files from another version of the plans

    @property
    def is_settled(self) -> bool:
        """Tell whether nothing is left for a person to decide."""
        return not (self.disputes or self.kept or self.gone)


def write_walk(folder: Path, out: Path | None, issued: str, step: Step = lambda _: None) -> tuple[Path, int]:
    """Write the page of a campus folder; return its path and how many things it asks about."""
    kit, _ = judge_campus(folder, issued=issued, sheets=False, step=step)
    stages = list_walk(kit, read_tables(folder).openings)
    plans = {floor: digest for floor, digest in read_inputs(folder).plan_digests.items() if digest}
    path = out or Path(f"{kit.campus.id}-walk.html")
    step("write the page")
    write_output(path, render_walk(kit, stages, plans))
    return path, sum(item.kind != "floor" for stage in stages for item in stage.items)


def merge_walk(folder: Path, paths: Sequence[Path], today: str, step: Step = lambda _: None) -> Merged:
    """Bring files of answers back into a campus folder, all together or not at all.

    Facts go into the survey, each with who, when and the plan that it was seen on; rooms, openings and markers take
    over what nobody disputes. Raises InputError for a file that cannot be used, ConflictError where a table changes
    meanwhile; nothing is written then.
    """
    files = [read_answers(path) for path in paths]
    recover(folder)
    step("read the campus")
    inputs = read_inputs(folder)
    _refuse_other(files, inputs)
    campus = assemble_campus(inputs)
    things = list_things(campus, inputs.tables)
    floors = {floor.id: floor for building in campus.buildings for floor in building.floors}
    before = list(_seen_before(campus, inputs))
    held = hold_answers(files, things.keys() | floors.keys(), before)
    cells = fill_cells(held, things)
    taken = take_photos(files, things, folder, cells)
    people = tuple(sorted({answer.who for file in files for answer in file.answers}))
    walks = list(_walked_floors(campus, inputs, [*before, *held.new]))
    step("write the tables")
    rows = table_changes(cells.by_thing, things, campus, inputs.tables, ("; ".join(people[:MOST_NAMES]), today))
    changes = [*survey_changes([*held.new, *walks], taken.notes), *rows]
    _write(folder, taken.files, changes, people)
    return Merged(
        sum(len(file.answers) for file in files), people, _count(changes), len(taken.files), held.known_before,
        tuple(floor.subject for floor in walks),
        tuple((_call(told[0].subject, things, floors), told) for told in held.disputes),
        tuple((_call(seen.subject, things, floors), seen, now) for seen, now in cells.kept), held.gone,
        tuple(file.file for file in files if _is_older(file, inputs)),
    )  # fmt: skip


def _refuse_other(files: Sequence[WalkFile], inputs: Inputs) -> None:
    for file in files:
        if file.campus != inputs.project.campus.id:
            problem = f"is of another campus, {file.campus[:60]!r}"
            raise InputError(file.file, problem, f"merge it into that campus's folder, not {inputs.folder.name}")


def _is_older(file: WalkFile, inputs: Inputs) -> bool:
    return any(inputs.plan_digests.get(floor) != digest for floor, digest in file.plans.items())


def _seen_before(campus: Campus, inputs: Inputs) -> Iterator[Seen]:
    """Yield what the survey has already, hard corners included, with the times as written."""
    rows = {row.ref: row for row in inputs.tables.survey}
    for fact in read_survey(campus, inputs.tables.survey, inputs.plan_digests).facts:
        yield _to_seen(fact.subject, fact.fact, rows[fact.ref])
    for row in inputs.tables.survey:
        subjects = find_subject(campus, row.get("subject")) if fold(row.get("fact")) == "hardcorner" else []
        if len(subjects) == 1:
            yield _to_seen(subjects[0][1].id, "hard_corner", row)


def _to_seen(subject: str, fact: str, row: Row) -> Seen:
    value = row.get("value").strip() or "yes"
    plan = row.get("plan_digest").strip().casefold()
    return Seen(subject, fact, value, row.get("who").strip(), row.get("when").strip(), plan, row.get("note"))


def _walked_floors(campus: Campus, inputs: Inputs, facts: Iterable[Seen]) -> Iterator[Seen]:
    """Yield a walk-through of each floor on which everything was looked at on today's plan, as old as its oldest check.

    One that stands already, or a newer one, is not told again.
    """
    facts = list(facts)
    stood = {(fact.subject, fact.day) for fact in facts if fact.fact == WALK_THROUGH}
    for building in campus.buildings:
        for floor in building.floors:
            plan = inputs.plan_digests.get(floor.id, "")[:DIGITS]
            checks = {f.subject: f for f in sorted(facts, key=lambda f: f.when) if f.fact == CHECKED and f.plan == plan}
            parts = [*_parts(floor), *(m.id for m in campus.markers if m.floor == floor.id and m.is_there)]
            if not parts or not plan or any(part not in checks for part in parts):
                continue
            mine = [checks[part] for part in parts]
            oldest = min(mine, key=lambda fact: fact.when)
            who = "; ".join(sorted({fact.who for fact in mine})[:MOST_NAMES])
            if not any(of == floor.id and day >= oldest.day for of, day in stood):
                note = "every room, door and device was looked at"
                yield Seen(floor.id, WALK_THROUGH, "yes", who, oldest.day.isoformat(), plan, note)


def _parts(floor: Floor) -> Iterator[str]:
    yield from (space.id for space in floor.spaces)
    yield from (door.id for door in floor.openings if door.kind in DOORS)


def _write(folder: Path, photos: dict[str, bytes], changes: list[Change], people: Sequence[str]) -> None:
    """Write photos first: without the rows that name them they do no harm."""
    if photos:
        for path in sorted({(folder / name).parent for name in photos}):
            make_folder(path)
        replace_files({folder / name: jpeg for name, jpeg in sorted(photos.items())})
    if changes:
        save_changes(folder, changes, "; ".join(people), "merge a walk-through")


def _count(changes: Iterable[Change]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for change in changes:
        counts[change.file] = counts.get(change.file, 0) + 1
    return counts


def _call(id_: str, things: dict[str, Thing], floors: dict[str, Floor]) -> str:
    """Return what people call a thing."""
    if id_ in floors:
        return f"the sign at the stairs of {floors[id_].name or id_}"
    found = things[id_]
    where = f" of {found.floor.id}" if found.floor is not None else ""
    named = getattr(found.thing, "shown_number", "") or getattr(found.thing, "name", "") or getattr(
        found.thing, "label", "")  # fmt: skip
    return f"{found.kind} {named or id_}{where}"
