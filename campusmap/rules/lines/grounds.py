"""Lines about the grounds and the people: parking, fields, roads, neighbours, places to go, whom to call."""

from __future__ import annotations

from typing import Final

from campusmap.model.finding import Severity
from campusmap.model.requirement import Proof
from campusmap.rules.grounds import grounds_without
from campusmap.rules.lines.line import Ask, Case, Line, Verdict, failed, held_by_rules, judge_absence, passed
from campusmap.rules.listing import count_of, list_first


def judge_areas(case: Case, ask: Ask, what: str, *kinds: str) -> Verdict:
    """Answer whether site areas of some kinds are drawn and named, or the survey says that there are none."""
    areas = [area for area in case.evidence.campus.areas if area.kind in kinds]
    named = [area.name for area in areas if area.name]
    if named:
        proof = Proof(list_first(sorted(set(named)), 4), page="map.html", layer="areas", count=len(named))
        return passed(f"{count_of(len(named), what)} named on the campus map", proof)
    absent = max(grounds_without(case.evidence, *kinds), key=lambda fact: fact.when, default=None)
    if absent is None:
        return failed(f"No {what} is named on the campus map, and no survey row states that there is none")
    proof = Proof(f"no {what}, by {absent.who}", layer="survey", on=absent.when.isoformat())
    return judge_absence(case, ask, what, absent.when, proof)


def parking(case: Case, ask: Ask) -> Verdict:
    """Answer for car parks."""
    return judge_areas(case, ask, "parking area", "parking")


def fields(case: Case, ask: Ask) -> Verdict:
    """Answer for athletic fields, courtyards and playgrounds."""
    return judge_areas(case, ask, "field or courtyard", "field", "courtyard", "playground")


def roads(case: Case, ask: Ask) -> Verdict:
    """Answer for the roads round the campus."""
    return judge_areas(case, ask, "road", "road")


def neighbours(case: Case, ask: Ask) -> Verdict:
    """Answer for the properties next door."""
    return judge_areas(case, ask, "neighbouring place", "neighbour")


def places_to_go(case: Case, ask: Ask) -> Verdict:
    """Answer whether command post, staging and assembly places are on the campus map."""
    good = passed("Command post, staging and assembly places are on the campus map", Proof("places", page="map.html"))
    return held_by_rules(case, good, "REQ014", "REQ016", "REQ017")


def contacts(case: Case, ask: Ask) -> Verdict:
    """Answer whether two people can be called, and how many people each classroom holds."""
    proof = Proof("contacts", page="packet.pdf", layer="contacts", count=len(case.evidence.campus.contacts))
    good = passed("Contacts can be called, and each classroom's people are known", proof)
    return held_by_rules(case, good, "REQ004", "REQ005", "REQ027")


_DRAW: Final = "Draw them in the site areas file, with their names; or a survey.csv row with the value none."
LINES: Final = (
    Line("R26", "Parking areas", Severity.ERROR, _DRAW, parking),
    Line("R27", "Athletic fields and courtyards", Severity.ERROR, _DRAW, fields),
    Line("R28", "Surrounding roads", Severity.ERROR, _DRAW, roads),
    Line("R29", "Neighbouring properties", Severity.WARNING, _DRAW, neighbours),
    Line("R42", "Command post, staging, assembly", Severity.WARNING,
         "Agree on the places with the responders and enter them in the markers table.", places_to_go),
    Line("R43", "Contacts and occupancy", Severity.WARNING,
         "Fill the contacts table, and `occupants` in the room list.", contacts),
)  # fmt: skip
