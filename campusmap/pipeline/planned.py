"""Record proposed numbers as planned in a campus folder's tables and campus.toml, never in a drawing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from campusmap.export.planned_csv import Edit, new_csv, plan_csv
from campusmap.export.planned_toml import FILE, plan_toml
from campusmap.export.planned_xlsx import plan_xlsx
from campusmap.ingest.tables import find_tables
from campusmap.model.places import Campus, Floor, Opening, Space
from campusmap.model.proposal import Change
from campusmap.model.source import Ref
from campusmap.numbering.grammar import fold_number
from campusmap.pipeline.durable import flush_folder, write_through
from campusmap.pipeline.number import Numbered
from campusmap.pipeline.output import unwritable

NEW_COLUMNS: Final = {
    "rooms": ("id", "building", "floor", "number", "posted_number", "posted_on", "name"),
    "openings": ("building", "floor", "door", "number", "posted_number", "posted_on"),
}


def record_planned(numbered: Numbered) -> list[str]:
    """Write each proposed number as planned; return a line for each file written, none when nothing is new.

    Rows that people wrote keep their places, columns and bytes but for the cells of the plan. Every file is made anew
    beside the old one before any takes its place. Raises InputError, and writes nothing, where one cannot be edited.
    """
    folder, changes = numbered.inputs.folder, [c for c in numbered.proposal.changes if not c.planned_before]
    contents: dict[Path, bytes] = {}
    said = []
    for table, kinds in (("rooms", ("room", "stair")), ("openings", ("door",))):
        mine = [change for change in changes if change.kind in kinds]
        if mine:
            path, content = _edit_table(folder, table, mine, numbered)
            contents[path] = content
            said.append(f"{path.name}: {len(mine)} planned")
    buildings = {change.subject: change.new for change in changes if change.kind == "building"}
    if buildings:
        contents[folder / FILE] = _edit_project(folder, buildings)
        said.append(f"{FILE}: {len(buildings)} planned")
    replace_files(contents)
    return said


def _edit_project(folder: Path, buildings: Mapping[str, str]) -> bytes:
    with (folder / FILE).open(encoding="utf-8", newline="") as file:
        return plan_toml(file.read(), buildings).encode("utf-8")


def _edit_table(folder: Path, table: str, changes: list[Change], numbered: Numbered) -> tuple[Path, bytes]:
    path = find_tables(folder).get(table)
    if path is None:
        rows = list(_new_rows(table, changes, numbered.campus))
        return folder / f"{table}.csv", new_csv(NEW_COLUMNS[table], rows)
    things = _things(numbered.campus)
    columns = _columns(numbered, table)
    edits = [_edit(change, *things[change.subject], path.name, table, columns) for change in changes]
    if path.suffix.casefold() == ".xlsx":
        return path, plan_xlsx(path, edits)
    return path, plan_csv(path.read_bytes(), path.name, edits)


def _columns(numbered: Numbered, table: str) -> frozenset[str]:
    rows = numbered.inputs.tables.rooms if table == "rooms" else numbered.inputs.tables.openings
    return frozenset(column for row in rows for column in row.cells)


def _things(campus: Campus) -> dict[str, tuple[Floor, Space | Opening]]:
    found: dict[str, tuple[Floor, Space | Opening]] = {}
    for floor in (floor for building in campus.buildings for floor in building.floors):
        found |= {space.id: (floor, space) for space in floor.spaces}
        found |= {door.id: (floor, door) for door in floor.openings}
    return found


def _edit(change: Change, floor: Floor, thing: Space | Opening, file: str, table: str, columns: frozenset[str]) -> Edit:
    """Return what is written of one change: into the thing's own row, else into a new one."""
    row = _row_of(thing.refs, file)
    cells = {"posted_number": change.new, "posted_on": ""}
    if thing.posted_number and fold_number(thing.posted_number) != fold_number(thing.number):
        cells["posted_before"] = thing.posted_number
    if "planned_number" in columns:
        cells["planned_number"] = ""
    return Edit(row, cells if row is not None else _named(table, change, floor, thing) | cells)


def _row_of(refs: Iterable[Ref], file: str) -> int | None:
    """Return the row of a table that a thing was filled in from."""
    rows = [ref.place.removeprefix("row ") for ref in refs if ref.file == file and ref.place.startswith("row ")]
    return int(rows[-1]) if rows else None


def _named(table: str, change: Change, floor: Floor, thing: Space | Opening) -> dict[str, str]:
    """Return the cells by which a new row is matched with its room or door, and known to people."""
    head = {"building": change.building, "floor": floor.id.rsplit("/", 1)[-1], "number": thing.number}
    return ({"id": thing.id} if table == "rooms" else {"door": thing.id}) | head


def _new_rows(table: str, changes: list[Change], campus: Campus) -> Iterator[dict[str, str]]:
    """Yield the rows of a table that was not there: every numbered room, since a list is taken to be whole."""
    planned = {change.subject: change for change in changes}
    for building in campus.buildings:
        for floor in building.floors:
            things: Sequence[Space | Opening] = floor.spaces if table == "rooms" else floor.openings
            for thing in sorted(things, key=lambda each: (each.number or "~", each.id)):
                change = planned.get(thing.id)
                if change is None and (table != "rooms" or not thing.number):
                    continue
                change = change or Change("room", thing.id, building.id, floor.id, thing.number, "", "")
                name = thing.name if isinstance(thing, Space) and thing.name[:1].isalnum() else ""
                yield _named(table, change, floor, thing) | {"posted_number": change.new, "name": name}


def replace_files(contents: Mapping[Path, bytes]) -> None:
    """Write files whole or not at all: each beside its place first, then all into their places."""
    made: dict[Path, Path] = {}
    try:
        for path, content in contents.items():
            made[path] = path.with_name(f".{path.name}.new")
            write_through(made[path], content)
        for path, fresh in made.items():
            fresh.replace(path)
        for folder in {path.parent for path in made}:
            flush_folder(folder)
    except OSError as error:
        raise unwritable(next(iter(contents)), error) from error
    finally:
        for fresh in made.values():
            fresh.unlink(missing_ok=True)
