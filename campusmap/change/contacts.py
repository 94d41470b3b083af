"""Whom to call, and no longer, and under which number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from campusmap.model.change import Change
from campusmap.model.places import Contact


def compare_contacts(old: Sequence[Contact] | None, new: Sequence[Contact] | None) -> Iterator[Change]:
    """Tell every difference between the contacts of two editions, by role; nothing where one does not tell."""
    if old is None or new is None:
        return
    before, after = _by_role(old), _by_role(new)
    for role in sorted(before.keys() | after.keys()):
        gone = [contact for contact in before[role] if contact not in after[role]]
        come = [contact for contact in after[role] if contact not in before[role]]
        for was, now in zip(gone, come, strict=False):
            yield Change("contact.changed", f"{role}: {_words(was)} is now {_words(now)}")
        for contact in gone[len(come) :]:
            yield Change("contact.removed", f"{role}: {_words(contact)} is gone")
        for contact in come[len(gone) :]:
            yield Change("contact.added", f"{role}: {_words(contact)} is new")


def _by_role(contacts: Sequence[Contact]) -> defaultdict[str, list[Contact]]:
    found = defaultdict[str, list[Contact]](list)
    for contact in contacts:
        found[contact.role].append(contact)
    return found


def _words(contact: Contact) -> str:
    radio = f"radio {contact.radio}" if contact.radio else ""
    return ", ".join(word for word in (contact.name, contact.organisation, contact.phone, radio) if word) or "nobody"
