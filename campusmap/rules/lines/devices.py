"""Whether a device that a law names is on the map, or was looked for and is not there."""

from __future__ import annotations

from datetime import date
from typing import Final

from campusmap.model.places import Building, Marker
from campusmap.model.requirement import Answer, Proof
from campusmap.rules.devices import answers_for
from campusmap.rules.lines.line import Ask, Case, Verdict, ask_person, failed, judge_absence, passed, tell
from campusmap.rules.listing import count_of
from campusmap.safety.dates import read_date

_DATE_KEYS: Final = ("checked_on", "when", "posted_on", "date")


def judge_kinds(case: Case, ask: Ask, what: str, *kinds: str, building: Building | None = None) -> Verdict:
    """Answer whether any of some kinds is on the map, or a dated row says that there is none."""
    rows = answers_for(case.evidence, *kinds, building=building)
    there = [marker for marker in rows if marker.is_there]
    if there:
        return passed(f"{count_of(len(there), what)} on the map", marker_proof(what, there))
    nones = covering_nones(case, rows, building)
    if nones:
        return judge_none(case, ask, what, nones)
    place = f" for {building.name or building.id}" if building else ""
    part = "rows state that there is none for a part of it only" if rows else "no row states that there is none"
    return failed(f"No {what} is on the map{place}, and {part}")


def covering_nones(case: Case, rows: list[Marker], building: Building | None) -> list[Marker]:
    """Return the rows that say "none" of a whole building, or of the whole campus; none of them if a part is left."""
    whole = [row for row in rows if not row.building]
    if whole:
        return whole
    asked = [building] if building else [one for one in case.evidence.campus.buildings if one.floors]
    said = [
        [row for row in rows if row.building == one.id and (not row.floor or len(one.floors) == 1)] for one in asked
    ]
    return [row for found in said for row in found] if all(said) else []


def judge_none(case: Case, ask: Ask, what: str, rows: list[Marker]) -> Verdict:
    """Answer for rows that say that there is none: they count for as long as a walk-through does."""
    days = [seen for seen in map(none_date, rows) if seen]
    when = min(days) if len(days) == len(rows) else None
    row = rows[0].refs[0] if rows[0].refs else None
    proof = Proof(f"no {what}", layer=row.file if row else "", on=when.isoformat() if when else "")
    if when is None:
        return ask_person(f"A row says that there is no {what}, and not who looked and when", proof)
    return judge_absence(case, ask, what, when, proof)


def none_date(marker: Marker) -> date | None:
    """Return the day on which a "none here" was confirmed, None where its row does not say."""
    days = (read_date(marker.attributes.get(key, "")) for key in _DATE_KEYS)
    return next((day for day in days if day), None)


def marker_proof(what: str, markers: list[Marker]) -> Proof:
    """Return the markers as evidence: where they are listed, and how many."""
    return Proof(what, page="map.html", layer="markers", count=len(markers))


def without_level(case: Case, *kinds: str) -> list[Marker]:
    """Return the devices that stand in a building of several floors and on none of them."""
    floors = {building.id: len(building.floors) for building in case.evidence.campus.buildings}
    there = [marker for marker in case.evidence.markers_of(*kinds) if marker.is_there]
    return [marker for marker in there if not marker.floor and floors.get(marker.building, 0) > 1]


def judge_levelled(case: Case, ask: Ask, what: str, *kinds: str) -> Verdict:
    """Answer whether a device is on the map and its floor is known."""
    loose = without_level(case, *kinds)
    if loose:
        return failed(f"{count_of(len(loose), what)} on no floor", marker_proof(what, loose))
    return judge_kinds(case, ask, what, *kinds)


def judge_each(case: Case, ask: Ask, asked: dict[str, str]) -> Verdict:
    """Answer whether each building says of each kind where it is or that it has none; ``asked`` names the kinds."""
    verdicts: list[Verdict] = []
    lacking: list[str] = []
    for building in case.evidence.campus.buildings:
        judged = {kind: judge_kinds(case, ask, asked[kind], kind, building=building) for kind in asked}
        missing = [asked[kind] for kind, verdict in judged.items() if verdict.answer is Answer.FAIL]
        if building.floors:
            lacking += [f"{building.name or building.id} ({', '.join(missing)})"] if missing else []
            verdicts += judged.values()
    if lacking:
        return failed(f"Neither on the map nor recorded as none: {'; '.join(lacking)}")
    return merge(verdicts, f"Each building has its {', '.join(asked.values())} on the map, or recorded as none")


def merge(verdicts: list[Verdict], good: str) -> Verdict:
    """Return one verdict for several: the worst answer with what it says, or ``good`` with all the evidence."""
    for answer in (Answer.FAIL, Answer.PERSON, Answer.NOT_ASSESSED):
        found = [verdict for verdict in verdicts if verdict.answer is answer]
        if found:
            said = tell(verdict.said for verdict in found)
            return Verdict(answer, said, tuple(proof for verdict in found for proof in verdict.proofs))
    counted: dict[tuple[str, str, str, str], int] = {}
    for proof in (proof for verdict in verdicts for proof in verdict.proofs):
        key = (proof.what, proof.page, proof.layer, proof.on)
        counted[key] = counted.get(key, 0) + (proof.count or 0)
    return passed(good, *(Proof(*key[:3], count or None, key[3]) for key, count in counted.items()))
