"""What the import doctor says of one drawing, for a program."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict
from typing import Any

from campusmap.model.finding import Finding
from campusmap.pipeline.inspect import Examination
from campusmap.pipeline.inspect_floors import FoundFloor
from campusmap.pipeline.inspect_report import repair_rows


def report_json(examination: Examination) -> str:
    """Say the same as ``report_lines`` for a program, every finding with its place and mend."""
    plan, floor = examination.plan, examination.floor
    record = {
        "file": plan.file,
        "version": plan.version,
        "level": plan.level,
        "unit": _unit_record(examination),
        "georeference": plan.geodata.crs if plan.geodata else None,
        "layers": [asdict(fact) for fact in plan.layers],
        "tally": [asdict(row) for row in plan.tally],
        "floors": [_floor_record(one) for one in examination.floors]
        or [{"id": floor.id, "name": floor.name, "rooms": len(floor.spaces)}],
        "beside_floors": [asdict(aside) for aside in examination.drawn.asides] if examination.floors else [],
        "rooms": len(floor.spaces),
        "rooms_by_method": dict(sorted(Counter(space.method for space in floor.spaces).items())),
        "numbers": [space.number for space in floor.spaces if space.number],
        "openings": len(floor.openings),
        "openings_by_kind": dict(sorted(Counter(opening.kind.value for opening in floor.openings).items())),
        "repairs": [
            {"repair": repair, "rooms": [space.number or space.name or space.id for space in rooms]}
            for repair, rooms in repair_rows(floor)
        ],
        "ignore_layers_without_effect": list(examination.idle),
        "findings": [_finding_record(finding) for finding in examination.findings],
    }
    return json.dumps(record, ensure_ascii=False, indent=2)


def _unit_record(examination: Examination) -> dict[str, Any]:
    ballot, unit = examination.plan.ballot, examination.unit
    votes = [
        {
            "measure": vote.name,
            "count": vote.count,
            "median": vote.median,
            "likely_m": list(vote.range_m),
            "weight": vote.weight,
            "support": dict(vote.support),
        }
        for vote in ballot.votes
    ]
    return {
        "header": examination.plan.unit,
        "taken_for": unit.name,
        "certain": unit.certain,
        "reason": unit.why,
        "contradicts_header": ballot.contradicts_header,
        "votes": votes,
    }


def _finding_record(finding: Finding) -> dict[str, Any]:
    names = ("id", "severity", "title", "message", "subject", "fix", "layer", "handle", "x", "y")
    return {name: getattr(finding, name) for name in names}


def _floor_record(one: FoundFloor) -> dict[str, Any]:
    label = {"text": one.drawn.title, "handle": one.drawn.ref.handle if one.drawn.ref else ""}
    return {
        "id": one.id, "name": one.name, "ordinal": one.ordinal, "window": list(one.drawn.window), "label": label,
        "told_by": one.drawn.told_by, "shift": list(one.drawn.shift), "rooms": len(one.floor.spaces),
    }  # fmt: skip
