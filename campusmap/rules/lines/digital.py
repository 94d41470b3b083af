"""Lines about the kit as files: open formats, no purchase, stable ids, digests, one edition."""

from __future__ import annotations

from typing import Final

from campusmap.model.finding import Severity
from campusmap.model.requirement import Proof
from campusmap.rules.lines.line import Ask, Case, Line, Verdict, failed, not_assessed, passed
from campusmap.rules.listing import count_of

_DATA: Final = {"gpkg": "campus.gpkg", "geojson": "geojson/*.geojson"}
_PAGES: Final = {"map": "map.html", "packet": "packet.pdf"}


def judge_files(case: Case, wanted: dict[str, str], good: Verdict) -> Verdict:
    """Answer whether the build writes some files, by their exporters; a mere check writes none."""
    if not case.evidence.exporters:
        return not_assessed("what the kit holds: a check writes nothing")
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
    """Answer whether the formats that public-safety platforms load are there and load."""
    return not_assessed("NG9-1-1 tables, KMZ, TAK package and IMDF, each opened again and counted")


def stable_ids(case: Case, ask: Ask) -> Verdict:
    """Answer whether ids stay the same from one kit to the next."""
    return not_assessed("a comparison of the ids with those of the edition before")


def untampered(case: Case, ask: Ask) -> Verdict:
    """Answer whether a change to the kit shows; the manifest has every file's digest, and nobody has signed it."""
    return not_assessed("a signature over manifest.json; its digests alone show a change, not who made it")


def one_edition(case: Case, ask: Ask) -> Verdict:
    """Answer whether every part of the kit names the same edition."""
    return not_assessed("whether the GeoPackage names the edition that page, packet and manifest name")


LINES: Final = (
    Line("R01", "Digital, with data that programs read", Severity.ERROR,
         "Build the whole kit; mend the drawings that give no rooms.", digital),
    Line("R02", "Opens without purchase, fee or login", Severity.ERROR, "Build the whole kit.", open_to_all),
    Line("R03", "Works on public-safety platforms", Severity.ERROR,
         "Ask the 911 centre which format it loads, and try it there.", platforms),
    Line("R04", "Works with the school's security software", Severity.WARNING,
         "Ask the vendor which format it loads, and try it there.", stable_ids),
    Line("R36", "No unauthorised change", Severity.WARNING,
         "Keep manifest.json apart from the kit, and run `campusmap verify`.", untampered),
    Line("R37", "One source, one edition on everything", Severity.ERROR,
         "Hand out whole kits only, never single files of two.", one_edition),
)  # fmt: skip
