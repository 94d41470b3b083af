from __future__ import annotations

from collections.abc import Iterator

from campusmap.model.finding import Severity
from campusmap.model.places import Campus
from campusmap.model.settings import Ng911
from campusmap.rules import citations
from campusmap.rules.evidence import Evidence
from campusmap.rules.examples import clean, with_project
from campusmap.rules.rule import Hit, Skip, hit, rule

NEEDED = ("agency", "country", "state")
NEEDED_OF_OLD = ("county", "municipality")  # must be filled in version 2 only


@rule(
    id="EXP001",
    title="What a 911 centre's files must say is not stated",
    severity=Severity.NOTE,
    applies_to=Campus,
    message="campus.toml does not state {missing}, so fields that must be filled are empty in ng911.gpkg",
    source=citations.ADDRESS_LAYERS,
    fix=(
        'Add a table [ng911] with `agency` (the domain name of who keeps the data, "psap.example.gov"), `country` and '
        "`state` (two capitals each); ask the 911 centre for them."
    ),
    trap="Making up a domain name: the ids of all records are built on it.",
    bad=with_project(ng911=Ng911()),
    good=clean(),
)
def not_stated_for_911(campus: Campus, context: Evidence) -> Iterator[Hit | Skip]:
    """A record without agency and id is refused when it is loaded; indoor viewers want the country too."""
    told = context.project.ng911
    needed = NEEDED + (NEEDED_OF_OLD if told.version == 2 else ())
    missing = [name for name in needed if not getattr(told, name)]
    if missing and context.is_placed:
        yield hit(campus, missing=", ".join(missing))
