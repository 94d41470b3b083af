"""The walk-through: what is asked of each thing on the way, and what somebody who walked it answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

FORMAT: Final = "campusmap-walk"
VERSION: Final = 1
NO_SIGN: Final = "none"  # the posted number of a thing without a sign


@dataclass(frozen=True, slots=True)
class WalkAsk:
    """One question: the fact that its answer becomes, in words, what the page shows as known, and usual answers.

    Without ``choices`` the answer is typed.
    """

    fact: str
    words: str
    known: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WalkItem:
    """One thing to look at. ``kind``: room, door, device, or floor for what its sign at the stairs says.

    ``number`` is what the map shows, ``drawn`` what the drawing says where that differs. ``area_m2`` is that of the
    hard corner that is asked about, 0 for none.
    """

    id: str
    kind: str
    number: str
    name: str
    where: str = ""
    drawn: str = ""
    asks: tuple[WalkAsk, ...] = ()
    area_m2: float = 0.0


@dataclass(frozen=True, slots=True)
class WalkStage:
    """A floor, a building's rest, or the grounds, with what is there in walking order. ``floor`` is "" off floors."""

    id: str
    title: str
    floor: str
    items: tuple[WalkItem, ...]


@dataclass(frozen=True, slots=True)
class WalkAnswer:
    """What one person said of one thing. ``checked``: yes, wrong or "" for neither; ``when`` is "2026-11-27 14:03".

    ``seen`` maps facts to what was seen, ``known`` to what the page showed; ``photos`` are files as they came.
    """

    id: str
    kind: str
    floor: str
    number: str
    name: str
    checked: str
    who: str
    when: str
    seen: Mapping[str, str] = field(default_factory=dict)
    known: Mapping[str, str] = field(default_factory=dict)
    note: str = ""
    area_m2: float = 0.0
    photos: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True)
class WalkFile:
    """A file of answers: of which campus and edition, on which plans (floor id to SHA-256)."""

    file: str
    campus: str
    issued: str
    fingerprint: str
    plans: Mapping[str, str]
    answers: tuple[WalkAnswer, ...]
