"""What is what in IMDF: categories from the standard's lists. Source: OGC 20-094, Categories."""

from __future__ import annotations

import re
from typing import Final

from campusmap.model.places import Opening, OpeningKind, Use

UNITS: Final[dict[Use, str]] = {
    Use.CLASSROOM: "classroom", Use.OFFICE: "office", Use.CORRIDOR: "walkway", Use.LOBBY: "lobby", Use.STAIR: "stairs",
    Use.ELEVATOR: "elevator", Use.RESTROOM: "restroom", Use.STORAGE: "storage", Use.MECHANICAL: "nonpublic",
    Use.GYM: "fieldofplay", Use.CAFETERIA: "foodservice", Use.KITCHEN: "kitchen", Use.LIBRARY: "library",
    Use.AUDITORIUM: "auditorium", Use.LAB: "laboratory", Use.MEDICAL: "firstaid", Use.SHAFT: "nonpublic",
    Use.OTHER: "room", Use.UNKNOWN: "unspecified",
}  # fmt: skip
# Kinds of markers that the standard has a word for; all others go into the extension.
AMENITIES: Final = {
    "AED": "defibrillator", "BLEEDING_KIT": "firstaid", "NURSE": "firstaid", "EXTINGUISHER": "fireextinguisher",
    "STORM_SHELTER": "emergencyshelter", "ASSEMBLY": "meetingpoint",
}  # fmt: skip
VENUE: Final = "university"  # the only value for a place of teaching; the occupant says "school"
DOOR_KINDS: Final = frozenset({OpeningKind.DOOR, OpeningKind.DOUBLE_DOOR, OpeningKind.OPENING})
_CLASSES: Final = (
    (re.compile(r"emergency|fire exit", re.IGNORECASE), "emergencyexit"),
    (re.compile(r"vehicle|overhead|garage", re.IGNORECASE), "automobile"),
    (re.compile(r"dock|loading|deliver|service", re.IGNORECASE), "service"),
)
_ACCESS: Final = (
    (re.compile(r"card|badge|fob|reader", re.IGNORECASE), "badgereader"),
    (re.compile(r"fingerprint", re.IGNORECASE), "fingerprintreader"),
    (re.compile(r"guard", re.IGNORECASE), "guard"),
    (re.compile(r"\bkeys?\b", re.IGNORECASE), "keyaccess"),
    (re.compile(r"keypad|\bcode\b|\bpin\b", re.IGNORECASE), "passwordaccess"),
)


def opening_category(opening: Opening, main_entrance: str) -> str:
    """Return the category of a door; the main entrance is the one with that number that leads outside."""
    if opening.exterior and main_entrance and opening.shown_number == main_entrance:
        return "pedestrian.principal"
    return next((category for words, category in _CLASSES if words.search(opening.class_)), "pedestrian")


def access_categories(opening: Opening) -> list[str] | None:
    """Return what lets people through a door, None when nothing is known of it."""
    return [category for words, category in _ACCESS if words.search(opening.access_control)] or None


def door_type(opening: Opening) -> str | None:
    """Return how a door moves, None when nothing drawn or written tells."""
    if opening.kind is OpeningKind.OPENING:
        return "open"
    return "swinging" if opening.swing or opening.swing_line is not None else None


def responder_category(kind: str) -> str:
    """Return a marker's kind as a word of the extension: "KEY_BOX" is "keybox"."""
    return "".join(ch for ch in kind.casefold() if ch.isalnum()) or "unspecified"
