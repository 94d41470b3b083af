"""What was issued before an edition, as the ledger has it: an edition that is built again is no earlier one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from campusmap.model.ledger import Issued, Known, Ledger

AFTER_ALL: Final = "9999-12-31"  # the date of an edition that comes after every other


def last_before(ledger: Ledger | None, issued: str) -> Issued | None:
    """Return the latest edition of an earlier date than an edition's, ISO."""
    earlier = (each for each in (ledger.editions if ledger else ()) if each.issued < issued)
    return max(earlier, key=lambda each: each.issued, default=None)


def known_before(ledger: Ledger | None, issued: str) -> Known | None:
    """Return the identities that were known before an edition.

    None where nothing was issued before, and where editions were issued since, so that it is no longer known.
    """
    if ledger is None or last_before(ledger, issued) is None:
        return None
    latest = max(each.issued for each in ledger.editions)
    if latest < issued:
        return Known(ledger.crs, ledger.identities)
    return ledger.before if latest == issued else None


def numbers_borne(ledger: Ledger | None) -> Mapping[str, tuple[str, ...]]:
    """Map ids of buildings to every number that each had in an issue; an older ledger tells the last of each."""
    if ledger is None:
        return {}
    return {each.id: (each.number,) for each in ledger.identities if "/" not in each.id} | ledger.buildings
