"""Lines about equipment: hazards, shut-offs, panels, key boxes, AEDs, bleeding kits, cameras."""

from __future__ import annotations

from typing import Final

from campusmap.model.finding import Severity
from campusmap.model.places import Marker
from campusmap.model.requirement import Proof
from campusmap.rules.lines.devices import judge_each, judge_kinds, judge_levelled, marker_proof, merge
from campusmap.rules.lines.line import Ask, Case, Line, Verdict, ask_person, failed, held_by_rules, not_assessed, passed
from campusmap.rules.listing import count_of, list_first
from campusmap.units import say_length, say_walk

UTILITIES: Final = {
    "GAS_SHUTOFF": "gas shut-off", "WATER_SHUTOFF": "water shut-off", "ELECTRIC_SHUTOFF": "electric shut-off",
    "HVAC_SHUTOFF": "air handling shut-off",
}  # fmt: skip
# 90 seconds at 1.5 m/s (the time from AED siting advice, the speed a tool default).
AED_WALK_M: Final = 135.0
# What a key box's row records: contents, holder, last check.
_KEY_RECORD: Final = {
    "its contents": ("contents", "keys"),
    "its holder": ("holder", "custodian", "held_by"),
    "its last check": ("last_checked", "checked_on", "last_check"),
}


def hazards(case: Case, ask: Ask) -> Verdict:
    """Answer whether hazards are marked, or a dated row says that there are none."""
    return judge_kinds(case, ask, "hazard", "HAZARD")


def utilities(case: Case, ask: Ask) -> Verdict:
    """Answer whether each building says where its shut-offs are, or that it has none of its own."""
    return judge_each(case, ask, UTILITIES)


def fire_systems(case: Case, ask: Ask) -> Verdict:
    """Answer whether the fire panel and the sprinkler's riser or valve are marked."""
    panel = judge_kinds(case, ask, "fire alarm panel", "FACP", "ANNUNCIATOR")
    valve = judge_kinds(case, ask, "sprinkler riser or valve", "RISER", "SPRINKLER_VALVE")
    return merge([panel, valve], "Fire alarm panel and sprinkler valve are on the map, or recorded as none")


def key_boxes(case: Case, ask: Ask) -> Verdict:
    """Answer whether a key box is marked, near an exterior door."""
    found = judge_kinds(case, ask, "key box", "KEY_BOX", "KEY_CABINET")
    return held_by_rules(case, found, "MRK009") if found.answer == "pass" else found


def aeds(case: Case, ask: Ask) -> Verdict:
    """Answer whether AEDs are marked on their floors, and each room is within 90 seconds' walk of one."""
    found = judge_levelled(case, ask, "AED", "AED")
    there = any(marker.is_there for marker in case.evidence.markers_of("AED"))
    return aed_walks(case, found) if found.answer == "pass" and there else found


def aed_walks(case: Case, found: Verdict) -> Verdict:
    """Answer how far the rooms are from an AED on foot, where ways were found."""
    walks = [reach.aed_m for reach in case.evidence.analysis.reach if reach.aed_m is not None]
    if not walks:
        return not_assessed("how long the walk from the rooms to an AED is", *found.proofs)
    far = sum(metres > AED_WALK_M for metres in walks)
    proof = Proof(f"longest walk to an AED: {say_walk(max(walks))}", layer="spaces", count=len(walks))
    if far:
        return failed(
            f"{count_of(far, 'room')} over {say_length(AED_WALK_M)} on foot from an AED", *found.proofs, proof
        )
    return passed(f"{found.said}; the longest walk to one is {say_walk(max(walks))}", *found.proofs, proof)


def bleeding_kits(case: Case, ask: Ask) -> Verdict:
    """Answer whether bleeding-control kits are marked on their floors."""
    return judge_levelled(case, ask, "bleeding-control kit", "BLEEDING_KIT")


def seen_and_put_out(case: Case, ask: Ask) -> Verdict:
    """Answer whether extinguishers and cameras are marked; areas of refuge are no kind of marker yet."""
    marked = [judge_kinds(case, ask, "extinguisher", "EXTINGUISHER"), judge_kinds(case, ask, "camera", "CAMERA")]
    both = merge(marked, "Extinguishers and cameras are on the map")
    return ask_person(f"{both.said}; are there areas of refuge?", *both.proofs) if both.answer == "pass" else both


def key_record(case: Case, ask: Ask) -> Verdict:
    """Answer whether each key box's contents, holder and last check are recorded."""
    boxes = [marker for marker in case.evidence.markers_of("KEY_BOX", "KEY_CABINET") if marker.is_there]
    if not boxes:
        return not_assessed("no key box is on the map")
    lacks = {box.label or box.id: [n for n, keys in _KEY_RECORD.items() if not _has(box, keys)] for box in boxes}
    blank = [f"{name} ({', '.join(missing)})" for name, missing in lacks.items() if missing]
    if blank:
        return failed(f"Not recorded: {list_first(blank)}", marker_proof("key boxes", boxes))
    return passed(
        f"Contents, holder and last check of {count_of(len(boxes), 'key box record')}", marker_proof("key boxes", boxes)
    )


def _has(box: Marker, keys: tuple[str, ...]) -> bool:
    return any(box.attributes.get(key, "").strip() for key in keys)


LINES: Final = (
    Line("R20", "Hazards", Severity.ERROR,
         'List them in the markers table, or a row with status "none" and the day.', hazards),
    Line("R21", "Utility shut-offs", Severity.ERROR,
         'List gas, water, electric and air shut-offs for each building, or rows with status "none" and the day.',
         utilities),
    Line("R22", "Fire alarm panel and sprinkler valve", Severity.WARNING,
         'List them in the markers table, or rows with status "none" and the day.', fire_systems),
    Line("R23", "Key boxes", Severity.ERROR, "List the key box in the markers table, with its door.", key_boxes),
    Line("R24", "AEDs", Severity.ERROR,
         "List the AEDs in the markers table, each with its floor; plan one where the walk is long.", aeds),
    Line("R25", "Bleeding-control kits", Severity.ERROR,
         "List the kits in the markers table, each with its floor.", bleeding_kits),
    Line("R41", "Extinguishers, cameras, refuge areas", Severity.NOTE,
         "List extinguishers and cameras in the markers table; then enter R41 with yes in survey.csv.",
         seen_and_put_out),
    Line("R44", "Access to keys on record", Severity.WARNING,
         "Add the columns contents, holder and last_checked to the key box's row in the markers table.", key_record),
)  # fmt: skip
