"""What merging a walk-through did, in lines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from campusmap.pipeline.walk import Merged
from campusmap.safety.walk_merge import Seen


def merged_lines(merged: Merged) -> Iterator[str]:
    """Yield what was written, then what is left for people to decide."""
    yield f"{_count(merged.answers, 'answer')} of {', '.join(merged.people) or 'nobody'}"
    for table, rows in sorted(merged.rows.items()):
        yield f"  {table}: {_count(rows, 'row')} added or changed"
    if merged.photos:
        yield f"  photos: {_count(merged.photos, 'picture')} added"
    if not merged.rows and not merged.photos:
        yield "  Nothing is new."
    for floor in merged.walked:
        yield f"  {floor}: every room, door and device was looked at, so it counts as walked"
    for file in merged.older:
        yield f"{file} is from another version of the plans: what it says is kept with that version's digest"
    for name, told in merged.disputes:
        said = "; ".join(map(_say, told))
        yield f"Not agreed, {name}, {told[0].fact}: {said}. Neither is taken; look again together."
    for name, seen, now in merged.kept:
        yield f"Changed meanwhile, {name}, {seen.fact}: the table says {now}, seen was {_say(seen)}. The table stays."
    for answer in merged.gone:
        name = " ".join(filter(None, (answer.kind, answer.number or answer.name)))
        yield f"Not on the plans any more: {name} ({answer.id}), answered by {answer.who} on {answer.when}"


def merged_facts(merged: Merged) -> dict[str, Any]:
    """Return the same, ready for JSON: what was written, then what is left for people to decide."""
    gone = [{"id": a.id, "kind": a.kind, "number": a.number, "name": a.name, "who": a.who, "when": a.when}
            for a in merged.gone]  # fmt: skip
    return {
        "version": 1, "answers": merged.answers, "people": list(merged.people),
        "rows": dict(sorted(merged.rows.items())),
        "photos": merged.photos, "known_before": merged.known_before, "walked": list(merged.walked),
        "older": list(merged.older), "settled": merged.is_settled,
        "disputes": [{"thing": name, "fact": of[0].fact, "said": [*map(_facts, of)]} for name, of in merged.disputes],
        "kept": [{"thing": name, "table": now, **_facts(seen)} for name, seen, now in merged.kept],
        "gone": gone,
    }  # fmt: skip


def _facts(seen: Seen) -> dict[str, str]:
    return {"subject": seen.subject, "fact": seen.fact, "value": seen.value, "who": seen.who, "when": seen.when}


def _say(seen: Seen) -> str:
    return f"{seen.value} by {seen.who} on {seen.when}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
