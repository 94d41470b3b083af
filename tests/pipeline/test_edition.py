"""The issue date is an input, and the fingerprint covers what the kit was made from."""

from __future__ import annotations

import pytest

from campusmap.errors import InputError
from campusmap.model.source import Source
from campusmap.pipeline.edition import read_issue_date, stamp_edition

PLAN = Source("plans/a.dxf", "drawing", "ab" * 32, 10)


def test_option_beats_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert read_issue_date("2026-02-03") == ("2026-02-03", "--issued")
    assert read_issue_date() == ("1970-01-02", "SOURCE_DATE_EPOCH")


def test_impossible_date_is_refused() -> None:
    with pytest.raises(InputError, match="YYYY-MM-DD"):
        read_issue_date("2026-02-30")


@pytest.mark.parametrize("epoch", ["soon", "9" * 30, "\u00b2"])
def test_impossible_epoch_is_refused(epoch: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    with pytest.raises(InputError, match="seconds since 1970"):
        read_issue_date()
    assert read_issue_date("2026-02-03") == ("2026-02-03", "--issued")


def test_fingerprint_follows_every_part() -> None:
    base = stamp_edition([PLAN], "2026-01-01", "responder").fingerprint
    other = Source("plans/a.dxf", "drawing", "cd" * 32, 10)
    assert len(base) == 8
    assert base == stamp_edition([PLAN], "2026-01-01", "responder").fingerprint
    changed = [
        stamp_edition([other], "2026-01-01", "responder"),
        stamp_edition([PLAN], "2026-01-02", "responder"),
        stamp_edition([PLAN], "2026-01-01", "staff"),
    ]
    assert base not in {edition.fingerprint for edition in changed}
