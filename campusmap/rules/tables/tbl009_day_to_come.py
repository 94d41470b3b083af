from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from campusmap.model.finding import Severity
from campusmap.model.places import Campus
from campusmap.model.source import Ref
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence
from campusmap.rules.examples import clean
from campusmap.rules.examples_issue import with_door_rows
from campusmap.rules.rule import Hit, Skip, hit, rule
from campusmap.safety.dates import read_date

# Columns by table that hold the day of what has happened, and the column that says to what.
_DAYS: Final = {
    "rooms": ("posted_on", "number"), "openings": ("posted_on", "door"), "markers": ("checked_on", "label"),
    "recipients": ("delivered_on", "agency"),
}  # fmt: skip


@rule(
    id="TBL009",
    title="Day of what has happened is still to come",
    severity=Severity.WARNING,
    applies_to=Campus,
    message="{key} of {what} is {day}, after the issue date",
    many="{count} days lie after the issue date: {listing}",
    source=citations.TOOL_FACT,
    fix="Correct the day; leave it out until the sign is up, the device checked or the copy delivered.",
    trap="Moving the issue date.",
    bad=clean() + with_door_rows(posted_on="2099-01-01"),
    good=clean(),
)
def day_to_come(campus: Campus, context: Evidence) -> Iterator[Hit | Skip]:
    """A sign that is to go up next year is looked for today."""
    for table, (column, name) in _DAYS.items():
        for row in getattr(context.tables, table):
            day = read_date(row.get(column))
            if day is not None and day > context.today:
                yield hit(campus, key=column, what=row.get(name) or "a row", day=day.isoformat(), ref=row.ref)
    for key, what, day in _days_of_project(context):
        if day > context.today:
            yield hit(campus, key=key, what=what, day=day.isoformat(), ref=Ref("campus.toml", place=key))


def _days_of_project(context: Evidence) -> Iterator[tuple[str, str, date]]:
    """Yield the days that campus.toml holds of what has happened, each with its key and what it is of."""
    verified = context.project.campus.verified
    if verified is not None and all(fact.when != verified.when for fact in context.analysis.survey):  # else SVY006
        yield "campus.verified.when", "the walk-through", verified.when
    for n, building in enumerate(context.project.building):
        if building.posted_on is not None:
            yield f"building[{n}].posted_on", f"building {building.id}", building.posted_on
    for n, picture in enumerate(context.project.imagery):
        if picture.captured is not None:
            yield f"imagery[{n}].captured", picture.file, picture.captured
