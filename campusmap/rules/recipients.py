"""Which agencies the recipients table names, told by words in their names and roles."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from campusmap.model.places import Campus
from campusmap.safety.dates import read_date

# Words by which a recipient is told, whole words only.
AGENCIES: Final = {
    "law enforcement": (r"\bpolice\b", r"\bsheriff", r"\blaw\b", r"\bpd\b", r"\bsro\b", r"\btrooper", r"\bmarshal"),
    "fire": (r"\bfire\b", r"\bfd\b"),
    "EMS": (r"\bems\b", r"\bambulance", r"\brescue\b", r"\bmedical\b", r"\bparamedic"),
    "the 911 centre": (r"\b9-?1-?1\b", r"\bpsap\b", r"\bdispatch", r"\becc\b", r"\bcommunications\b"),
    "emergency management": (r"\bemergency management\b", r"\bema\b", r"\bemergency services\b", r"\bhomeland\b"),
    "SWAT": (r"\bswat\b", r"\btactical\b", r"\bspecial response\b", r"\bert\b"),
    "a state agency": (r"\bstate\b", r"\bdepartment of public safety\b", r"\bdps\b", r"\balea\b", r"\bdoj\b"),
}
RESPONDERS: Final = ("law enforcement", "fire", "EMS", "the 911 centre")


def missing_agencies(campus: Campus, wanted: Iterable[str] = RESPONDERS) -> list[str]:
    """Return which of some agencies no recipient is."""
    said = " ".join(f"{one.agency} {one.role}".lower() for one in campus.recipients)
    return [name for name in wanted if not any(re.search(word, said) for word in AGENCIES[name])]


def undelivered(campus: Campus) -> list[str]:
    """Return the recipients without a day that can be read on which they got a copy."""
    return [one.agency for one in campus.recipients if read_date(one.delivered_on) is None]
