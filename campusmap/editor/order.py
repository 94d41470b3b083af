"""What the page sends when somebody does something, read."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from campusmap.errors import InputError
from campusmap.model.edit import Change
from campusmap.model.places import Floor

MAX_WHO: Final = 80  # letters of a name; tool default
Answer = tuple[list[Change], str]  # the changes that an order asks for, and what was done in words


@dataclass(frozen=True, slots=True)
class Order:
    """One thing that somebody does: ``said`` is what the page sent, ``who`` does it on the day ``today``.

    ``floors`` are those that the drawings have, by id, before people's tables were laid over them.
    """

    said: dict[str, Any]
    who: str
    today: str
    floors: Mapping[str, Floor] = field(default_factory=dict)

    def text(self, key: str, default: str = "") -> str:
        """Return a text of the order; raise InputError for anything else."""
        value = self.said.get(key, default)
        if not isinstance(value, str):
            raise unclear(key)
        return value

    def whole(self, key: str, default: int = 0) -> int:
        """Return a whole number of the order; raise InputError for anything else."""
        value = self.said.get(key, default)
        if isinstance(value, bool) or not isinstance(value, int):
            raise unclear(key)
        return value

    def texts(self, key: str) -> dict[str, str]:
        """Return a table of texts; raise InputError for anything else."""
        value = self.said.get(key, {})
        if not isinstance(value, dict) or not all(isinstance(v, str) for pair in value.items() for v in pair):
            raise unclear(key)
        return dict(value)

    def points(self, key: str) -> list[tuple[float, float]]:
        """Return a list of points, metres on the page; raise InputError for anything else."""
        value = self.said.get(key, [])
        if not isinstance(value, list) or not all(is_point(at) for at in value):
            raise unclear(key)
        return [(float(x), float(y)) for x, y in value]

    def stamp(self) -> dict[str, str]:
        """Return the cells that say who changed a row last, and when."""
        return {"edited_by": self.who, "edited_on": self.today}


def unclear(key: str) -> InputError:
    """Return what is raised for a request of which a part is not what the page sends."""
    return InputError("this request", f"cannot be read ({key})", "load the page again")


def is_point(at: object) -> bool:
    """Tell whether something the page sent is a point: two numbers, of a size that can be."""
    return isinstance(at, list) and len(at) == 2 and all(
        isinstance(v, int | float) and math.isfinite(v) and abs(v) < 1e7 for v in at
    )  # fmt: skip


def read_order(said: object, today: str, floors: Mapping[str, Floor] | None = None) -> Order:
    """Return an order as the page sent it; raise InputError for one that nobody signs."""
    if not isinstance(said, dict):
        raise unclear("order")
    who = said.get("who")
    if not isinstance(who, str) or not who.strip() or len(who) > MAX_WHO:
        raise InputError("this change", "says not who makes it", "give your name first")
    return Order(said, " ".join(who.split()), today, floors or {})


def today_of() -> str:
    """Return today's date by this computer's clock."""
    return date.today().isoformat()  # noqa: DTZ011  # people's tables hold the local day
