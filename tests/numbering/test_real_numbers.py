"""Real numbers, held against the files themselves, read with nothing but the standard library's JSON."""

from __future__ import annotations

import json
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from campusmap.model.finding import Finding, Severity
from campusmap.model.kit import Kit
from campusmap.pipeline.build import judge_campus

REAL = Path(__file__).resolve().parent.parent / "real"
pytestmark = pytest.mark.usefixtures("real_data")


@cache
def judged(name: str) -> Kit:
    return judge_campus(REAL / name, issued="2026-06-01", sheets=False)[0]


def told(name: str, *rules: str) -> list[Finding]:
    return [finding for finding in judged(name).review.findings if finding.id in rules]


def errors_about_numbers(name: str) -> list[Finding]:
    found = judged(name).review.findings
    return [f for f in found if f.severity is Severity.ERROR and f.id.startswith(("NUM", "DOR"))]


def features(path: Path) -> list[dict]:  # type: ignore[type-arg]
    return json.loads(path.read_text(encoding="utf-8"))["features"]


def repeats(numbers: Counter[str]) -> Counter[str]:
    """Return how often too often each number stands."""
    return Counter({number: count - 1 for number, count in numbers.items() if count > 1})


def test_apb_repeats_and_unnumbered_doors_are_those_of_the_file(real_data: Path) -> None:
    drawn = features(real_data / "apb_tudresden_osm" / "apb.geojson")
    rooms = Counter(
        f["properties"]["ref"]
        for f in drawn
        if f["properties"].get("indoor") == "room" and re.search(r"\d", f["properties"].get("ref", ""))
    )
    circulation = {ref for ref in rooms if re.match(r"TR|Aufzug|F\d", ref)}
    expected = repeats(Counter({ref: count for ref, count in rooms.items() if ref not in circulation}))
    assert Counter(f.number for f in told("apb_tudresden", "NUM004")) == expected
    ways_in = [f["properties"] for f in drawn if f["properties"].get("entrance") not in (None, "no")]
    assert len(told("apb_tudresden", "DOR001")) == sum("ref" not in tags for tags in ways_in)
    assert Counter(f.number for f in told("apb_tudresden", "DOR002")) == repeats(
        Counter(tags["ref"] for tags in ways_in if "ref" in tags)
    )


def test_a_floor_of_more_than_a_hundred_rooms_is_one_floor(real_data: Path) -> None:
    assert told("apb_tudresden", "NUM005", "NUM006", "NUM008") == []  # 1021 and 1102 are both on floor 1


def test_hpi_repeats_are_those_of_the_files(real_data: Path) -> None:
    expected: Counter[str] = Counter()
    for files in ("E_-1 E_0 E_1 E_2", "G_-1 G_0 G_1", "H_0 H_1 H_2 H_3", "HS_-1 HS_0", "ABC_0 ABC_1 ABC_2"):
        names: Counter[str] = Counter()
        for file in files.split():
            rooms = features(real_data / "hpi_campus_indoor" / f"{file}.geojson")
            areas = [f["properties"] for f in rooms if f["geometry"]["type"].endswith("Polygon")]
            shown = [
                tags.get("name-de") or tags.get("name-en") or tags.get("name") or ""
                for tags in areas
                if tags.get("indoor") == "room"
            ]
            names.update(name for name in shown if re.fullmatch(r"[A-Z]+-[A-Z0-9]+[.-][\d.]+[a-z]?", name))
        expected += repeats(names)
    got = Counter(f.number for f in told("hpi_campus", "NUM004"))
    assert got == expected, (got - expected, expected - got)


def test_polymap_repeats_are_those_of_the_file(real_data: Path) -> None:
    units = features(real_data / "polymap_spbstu_imdf" / "unit.geojson")
    levels = {f["id"]: f["properties"] for f in features(real_data / "polymap_spbstu_imdf" / "level.geojson")}
    numbers: Counter[tuple[str, str]] = Counter()
    for unit in units:
        said = (unit["properties"].get("name") or {}).get("en", "")
        number = re.search(r"\d+\S*$", said)
        if number:
            building = levels[unit["properties"]["level_id"]].get("building_ids", [""])
            numbers[str(building), number[0]] += 1
    expected = Counter(number for (_, number), count in numbers.items() for _ in range(count - 1))
    assert Counter(f.number for f in told("polymap_spbstu", "NUM004")) == expected


@pytest.mark.parametrize("name", ["apb_tudresden", "hpi_campus", "polymap_spbstu", "wayfinder_fju"])
def test_no_error_speaks_of_a_form_of_number_that_is_only_foreign(name: str, real_data: Path) -> None:
    assert {f.id for f in errors_about_numbers(name)} <= {"NUM001", "NUM004", "DOR001", "DOR002", "DOR012"}
