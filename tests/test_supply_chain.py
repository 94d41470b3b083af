"""The lock, the licences, the bill of materials and the audit say the same, and each can say no."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from supply_chain import (
    ALLOWED,
    BARRED,
    CLEAN,
    HASHED,
    KNOWN_BAD,
    LOCK,
    NOT_ASSESSED,
    VULNERABLE,
    audit,
    list_licences,
    list_runtime,
    make_sbom,
    read_pins,
)


def test_every_pin_has_hashes_and_both_locks_agree() -> None:
    entries = re.split(r"\n(?=\S)", HASHED.read_text("utf-8").strip())
    assert len(entries) > 80
    assert [entry for entry in entries if not re.search(r"--hash=sha256:[0-9a-f]{64}", entry)] == []
    plain, hashed = read_pins(LOCK), read_pins(HASHED)
    assert {name: versions for name, versions in plain.items() if hashed.get(name) != versions} == {}
    assert set(hashed) - set(plain) <= {"hatchling", "trove-classifiers", "editables", "pluggy", "tomli"}


def test_lock_holds_everything_that_is_installed() -> None:
    pins = read_pins(HASHED)
    runtime = {name: package.version for name, package in list_runtime().items()}
    assert len(runtime) > 25
    assert {name: version for name, version in runtime.items() if version not in pins.get(name, set())} == {}


def test_licences_of_what_a_user_installs() -> None:
    rows = list(list_licences())
    assert [row for row in rows if BARRED.search(row[2]) or not ALLOWED.search(row[2])] == []
    assert BARRED.search("AGPL-3.0-only")
    assert BARRED.search("GNU Lesser General Public License v3")
    assert not BARRED.search("MPL-2.0")


def test_bill_of_materials_is_the_lock_and_what_wheels_hide() -> None:
    bill = json.loads(json.dumps(make_sbom()))
    components = bill["components"]
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    assert len({one["bom-ref"] for one in components}) == len(components)
    purls = {one["purl"] for one in components if one.get("purl", "").startswith("pkg:pypi/")}
    assert purls == {f"pkg:pypi/{name}@{package.version}" for name, package in list_runtime().items()}
    assert {"gdal", "geos", "proj", "qpdf", "pdfium", "leaflet"} <= {one["name"] for one in components}


def answer(counts: dict[str, int]) -> str:
    return json.dumps({"dependencies": [{"name": name, "vulns": [{}] * n} for name, n in counts.items()], "fixes": []})


CONTROL = answer(dict.fromkeys(KNOWN_BAD, 2))
ALL = dict.fromkeys(read_pins(HASHED), 0)


@pytest.mark.parametrize(
    ("control", "whole", "code", "word"),
    [
        ((127, ""), (127, ""), NOT_ASSESSED, "not installed"),
        ((1, ""), (0, answer(ALL)), NOT_ASSESSED, "control"),
        ((0, answer(dict.fromkeys(KNOWN_BAD, 0))), (0, answer(ALL)), NOT_ASSESSED, "control"),
        ((1, answer({"jinja2": 2})), (0, answer(ALL)), NOT_ASSESSED, "control"),
        ((1, CONTROL), (0, answer({})), NOT_ASSESSED, f"0 of {len(ALL)}"),
        ((1, CONTROL), (1, ""), NOT_ASSESSED, "0 of"),
        ((1, CONTROL), (1, answer(ALL | {"pillow": 1})), VULNERABLE, "pillow"),
        ((1, CONTROL), (0, answer(ALL)), CLEAN, f"{len(ALL)} packages"),
    ],
)
def test_audit_believes_only_a_tool_that_sees(
    control: tuple[int, str], whole: tuple[int, str], code: int, word: str
) -> None:
    def run(path: Path) -> tuple[int, str]:
        return control if path.name == "known-bad.txt" else whole

    said: tuple[int, Any] = audit(run)
    assert said[0] == code
    assert word in said[1]
