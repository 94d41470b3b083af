from __future__ import annotations

from collections.abc import Iterator

from campusmap.model.address_fields import width_of
from campusmap.model.finding import Severity
from campusmap.model.places import Building, Campus, Floor, Marker, Space
from campusmap.rules import citations
from campusmap.rules.devices import label_with_place
from campusmap.rules.evidence import Evidence
from campusmap.rules.examples import clean, with_spaces
from campusmap.rules.rule import Hit, Skip, hit, rule

Named = Campus | Building | Floor | Space | Marker


@rule(
    id="EXP002",
    title="Text is too long for a 911 centre's files",
    severity=Severity.NOTE,
    applies_to=Campus,
    message="{text} is cut to {width} characters in ng911.gpkg: {length} are more than {field} holds",
    source=citations.ADDRESS_LAYERS,
    fix="Shorten the number or name in campus.toml, in the drawing or in the tables.",
    trap="Leaving out what tells two rooms apart.",
    bad=with_spaces("101", name="Room for " + "everything " * 25),
    good=clean(),
)
def cut_for_911(campus: Campus, context: Evidence) -> Iterator[Hit | Skip]:
    """Two names that begin alike are one after the cut."""
    version = context.project.ng911.version
    for thing, text, new, old in _texts(campus, context):
        field = old if version == 2 else new
        width = width_of(field, version)
        if len(text) > width:
            yield hit(thing, text=f"{text[:30]}...", width=width, length=len(text), field=field)


def _texts(campus: Campus, context: Evidence) -> Iterator[tuple[Named, str, str, str]]:
    """Yield each text with the fields that it goes into, by the present names and those of version 2."""
    yield campus, campus.name, "Site", "LandmkName"
    for building in campus.buildings:
        yield building, building.name, "Structure", "Building"
        for floor in building.floors:
            yield floor, floor.name, "Floor", "Floor"
            for space in floor.spaces:
                yield space, space.shown_number, "Room", "Room"
                yield space, space.name, "Addtl_Loc", "Addtl_Loc"
    for marker in campus.markers:
        on = context.owners.get(marker.floor)
        label = label_with_place(marker, on.building, on.floor) if on else label_with_place(marker, None, None)
        yield marker, label, "LM_Label", "Addtl_Loc"
