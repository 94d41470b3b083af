"""Hard corners that two people judged differently: neither of them counts until one has looked again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from campusmap.model.places import Campus
from campusmap.model.source import Notice
from campusmap.model.tables import Row
from campusmap.safety.dates import read_date
from campusmap.safety.lookup import find_subject, fold
from campusmap.safety.walk_merge import NEAR_DAYS


def find_disputes(campus: Campus, survey: Iterable[Row], meant: dict[str, str]) -> dict[str, Notice]:
    """Return a notice for each room, by id, whose corner two people judged otherwise within a month.

    ``meant`` leads from what a row says to confirmed, rejected or drawn; rows without who or when dispute nothing.
    """
    last: dict[str, dict[str, tuple[date, int, Row]]] = defaultdict(dict)
    for n, row in enumerate(survey):
        places = find_subject(campus, row.get("subject")) if fold(row.get("fact")) == "hardcorner" else []
        when, who = read_date(row.get("when")), fold(row.get("who"))
        if len(places) == 1 and when is not None and who and fold(row.get("value")) in meant:
            mine = last[places[0][1].id]
            mine[who] = max(mine.get(who, (date.min, -1, row)), (when, n, row), key=lambda said: said[:2])
    found = {space: _dispute(list(said.values()), meant) for space, said in sorted(last.items())}
    return {space: _tell(space, rows) for space, rows in found.items() if rows}


def _dispute(said: list[tuple[date, int, Row]], meant: dict[str, str]) -> list[Row]:
    """Return the rows that stand against each other, the latest first; () where all agree."""
    said.sort(key=lambda each: each[:2], reverse=True)
    near = [row for when, _, row in said if (said[0][0] - when).days <= NEAR_DAYS]
    return near if len({meant[fold(row.get("value"))] == "rejected" for row in near}) > 1 else []


def _tell(space: str, rows: list[Row]) -> Notice:
    said = "; ".join(f"{row.get('value')} by {row.get('who')} on {row.get('when')}" for row in rows)
    building, floor = space.partition("/")[0], space.rpartition("/")[0]
    text = f"the hard corner was {said}; neither counts"
    return Notice("survey.corner_disputed", text, space, rows[0].ref, building, floor)
