"""Lines about the kit as files: open formats, no purchase, stable ids, digests, one edition."""

from __future__ import annotations

from collections import Counter
from typing import Final

from campusmap.model.finding import Severity
from campusmap.model.requirement import Proof
from campusmap.rules.lines.line import (
    Ask,
    Case,
    Line,
    Verdict,
    ask_person,
    failed,
    held_by_rules,
    not_assessed,
    passed,
    tell,
)
from campusmap.rules.listing import count_of, list_first

_DATA: Final = {"gpkg": "campus.gpkg", "geojson": "geojson/*.geojson"}
# What 911 centres, command posts and indoor viewers load, beside the open data and the pages.
_PLATFORMS: Final = {"kmz": "campus.kmz", "tak": "tak.zip", "imdf": "imdf.zip", "ng911": "ng911.gpkg"}
_DATED: Final = {"map": "map.html", "packet": "packet.pdf", "gpkg": "campus.gpkg"}  # each names issue and fingerprint
_NO_KIT: Final = "what the kit holds: a check writes nothing"
_PAGES: Final = {"map": "map.html", "packet": "packet.pdf"}


def judge_files(case: Case, wanted: dict[str, str], good: Verdict) -> Verdict:
    """Answer whether the build writes some files, by their exporters; a mere check writes none."""
    if not case.evidence.exporters:
        return not_assessed(_NO_KIT)
    missing = [file for name, file in wanted.items() if name not in case.evidence.exporters]
    return failed(f"This build leaves {' and '.join(missing)} out") if missing else good


def digital(case: Case, ask: Ask) -> Verdict:
    """Answer whether the kit holds its rooms as data that a program can read."""
    spaces = sum(len(floor.spaces) for floor in case.evidence.floors)
    if not spaces:
        return failed("No room came out of the drawings, so that there is no data to hand on")
    proofs = [Proof("rooms and corridors", page=file, layer="spaces", count=spaces) for file in _DATA.values()]
    good = passed(f"{count_of(spaces, 'space')} in GeoPackage and GeoJSON, open formats", *proofs)
    return judge_files(case, _DATA, good)


def open_to_all(case: Case, ask: Ask) -> Verdict:
    """Answer whether the kit opens with what everybody has; the pages' own policy forbids every request."""
    proofs = [
        Proof("a browser opens it without a network, an account or a plug-in", page="map.html"),
        Proof("any PDF reader opens it; no script, no encryption", page="packet.pdf"),
    ]
    return judge_files(case, _PAGES, passed("One HTML page and one PDF; nothing to buy, no login, no request", *proofs))


def platforms(case: Case, ask: Ask) -> Verdict:
    """Answer whether the formats that public-safety platforms load are there, with what those must say.

    A kit is published only after every file was read back (``pipeline/reread.py``), which is later than this.
    """
    spaces = sum(len(floor.spaces) for floor in case.evidence.floors if floor.frame.placed)
    proofs = [
        Proof("placed rooms and corridors, as handed to the writer", page=file, count=spaces)
        for file in _PLATFORMS.values()
    ]
    held = f"{count_of(spaces, 'space')} as KMZ, TAK package, IMDF and NG9-1-1 tables"
    looked = "a kit is kept only if each file can be opened again, but what is in these is not counted anew"
    said = f"{held}; {looked}, and whether your centre's own program loads them, only a trial shows"
    return judge_files(case, _PLATFORMS, held_by_rules(case, passed(said, *proofs), "EXP001"))


def stable_ids(case: Case, ask: Ask) -> Verdict:
    """Answer whether each room, door and device has an id of its own, which the ledger keeps for the next kit."""
    floors = case.evidence.floors
    ids = Counter(space.id for floor in floors for space in floor.spaces)
    ids.update(opening.id for floor in floors for opening in floor.openings)
    ids.update(marker.id for marker in case.evidence.campus.markers)
    twice = sorted(name for name, count in ids.items() if count > 1)
    if twice:
        return failed(f"Ids that are borne twice: {list_first(twice)}")
    if not case.evidence.ledger_present:
        return not_assessed(
            "an issued edition with which today's ids could be compared: `campusmap issue` freezes them"
        )
    lost = case.findings("IDN001")
    proof = Proof("ids of rooms, doors and devices", page="campus.gpkg", count=ids.total())
    if lost:
        said = f"Are they truly gone? Not on the plan any more: {tell(finding.message for finding in lost)}"
        return ask_person(said, proof)
    return passed(
        f"{count_of(ids.total(), 'id')} of rooms, doors and devices, each borne once and kept in the ledger", proof
    )


def untampered(case: Case, ask: Ask) -> Verdict:
    """Answer whether a change to the kit shows; that somebody holds what it is told by is for people to say."""
    if not case.evidence.exporters:
        return not_assessed(_NO_KIT)
    proof = Proof("SHA-256 of every file", page="manifest.json")
    said = "`campusmap verify` finds any change by manifest.json; is a copy of that kept where nobody can alter it?"
    return ask_person(said, proof)


def one_edition(case: Case, ask: Ask) -> Verdict:
    """Answer whether every part of the kit names the same edition, and none that was issued is newer."""
    if not case.evidence.exporters:
        return not_assessed(_NO_KIT)
    ledger, issued = case.evidence.ledger, case.evidence.issued
    last = max(ledger.editions, key=lambda edition: edition.issued, default=None) if ledger else None
    if last is not None and last.issued > issued:
        return failed(f"An edition of {last.issued} was issued already; this one is of {issued}")
    files = [file for name, file in _DATED.items() if name in case.evidence.exporters]
    proofs = [Proof("issue date and fingerprint", page=file, on=issued) for file in (*files, "manifest.json")]
    return passed(f"Map, packet, data and manifest bear one fingerprint and the date {issued}", *proofs)


LINES: Final = (
    Line("R01", "Digital, with data that programs read", Severity.ERROR,
         "Build the whole kit; mend the drawings that give no rooms.", digital),
    Line("R02", "Opens without purchase, fee or login", Severity.ERROR, "Build the whole kit.", open_to_all),
    Line("R03", "Works on public-safety platforms", Severity.ERROR,
         "Build the whole kit; add the table [ng911]; ask the 911 centre which format it loads, and try it there.",
         platforms),
    Line("R04", "Works with the school's security software", Severity.WARNING,
         "Issue the kit, so that ids are frozen; ask the vendor which format it loads, and try it there.", stable_ids),
    Line("R36", "No unauthorised change", Severity.WARNING,
         "Keep a copy of manifest.json apart from the kit, and verify the kit; then enter R36 with yes in survey.csv.",
         untampered),
    Line("R37", "One source, one edition on everything", Severity.ERROR,
         "Build with today's issue date; hand out whole kits only, never single files of two.", one_edition),
)  # fmt: skip
