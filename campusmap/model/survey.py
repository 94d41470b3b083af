"""What people saw on site: the rows of the survey table that could be read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from campusmap.model.source import Ref

# Dated records of a whole campus, building or floor; other facts are kinds of things, and lines of the requirements.
WALK_THROUGH = "walk_through"
REVIEW = "review"
CERTIFICATION = "certification"
CHANGED = "changed"
MAIN_ENTRANCE: Final = "main_entrance"  # of a door; the value is the number by which campus.toml names it
CHECKED = "checked"  # one room, door or device was looked at; it stands for no walk-through of anything larger
LEVEL_SIGN = "level_sign"  # the value is what the sign at the stairs of a floor says
# What somebody saw of a room or door; the tables hold what stands, these rows who saw it and when.
POSTED_NUMBER: Final = "posted_number"  # the value is what the sign says, or none
SEEN_OF_ROOMS: Final = (POSTED_NUMBER, "lockable", "panic", "two_way")
SEEN_OF_DOORS: Final = (
    POSTED_NUMBER, "class", "lock", "locks_from_inside", "access_control", "covering", "sign_outside", "sign_inside",
    "numeral_in",
)  # fmt: skip
SEEN_OF_DEVICES: Final = ("access", "pad_expiry", "contents", "holder")  # columns of the markers table
WRONG: Final = "wrong"  # what was checked is not as the map shows it
NONE = "none"  # the value that says that a thing was looked for and is not there


@dataclass(frozen=True, slots=True)
class SurveyFact:
    """One row: who saw what, when. ``subject`` is a campus, building, floor or space id.

    Of what was ``checked`` or seen of a door, ``subject`` may be an opening's or a marker's, too.
    ``fact`` is a dated record, a kind of marker ("AED") or of site area ("field"), or a line of the requirements
    ("R40"). ``fits_plan`` is false where the row names a version of the plan that is not today's; ``floors`` are the
    ids of the whole floors that it vouches for.
    """

    subject: str
    fact: str
    value: str
    who: str
    when: date
    fits_plan: bool
    note: str
    ref: Ref
    floors: tuple[str, ...] = ()
