"""What people write about glass."""

from __future__ import annotations

import pytest

from campusmap.safety.glazing import Pane, read_glazing

INCH = 0.0254


@pytest.mark.parametrize(
    ("text", "panes"),
    [
        ("none", ()),
        ("Solid wood door", ()),
        ("no glass", ()),
        ("narrow lite 5 x 33 in, latch side", (Pane(5 * INCH, "latch"),)),
        ('5" x 33" lock side', (Pane(5 * INCH, "latch"),)),
        ("vision panel 10x10 in centre", (Pane(10 * INCH, "centre"),)),
        ("127 x 838 mm, hinge side", (Pane(0.127, "hinge"),)),
        ("narrow lite 5 x 33, 7 in from latch", (Pane(5 * INCH, "latch", 7 * INCH),)),
        ("5x33", (Pane(5 * INCH),)),
        ("half lite", (Pane(None),)),
        ("Full glass", (Pane(None),)),
        ("solid with sidelight 12 in", (Pane(12 * INCH, "", 0.0, beside=True),)),
        ("none + transom", (Pane(None, beside=True),)),
        (
            "narrow lite 4 x 25 in latch side; sidelite 18 in, hinge side",
            (Pane(4 * INCH, "latch"), Pane(18 * INCH, "hinge", 0.0, beside=True)),
        ),
    ],
)
def test_understood(text: str, panes: tuple[Pane, ...]) -> None:
    found = read_glazing(text)
    assert found is not None and len(found) == len(panes)
    for pane, wanted in zip(found, panes, strict=True):
        assert (pane.place, pane.beside, pane.offset_m) == (wanted.place, wanted.beside, pytest.approx(wanted.offset_m))
        assert pane.width_m == (None if wanted.width_m is None else pytest.approx(wanted.width_m))


@pytest.mark.parametrize(
    "text",
    ["", "unknown", "n/a", "?", "yes", "narrow lite", "lite, latch side", "see schedule", "type G", "none, probably",
     "sidelight", "not solid", "5 x 33 latch and hinge of it all", "0 x 33 in", "99 ft"],
)  # fmt: skip
def test_doubtful_texts_are_never_taken_for_no_glass(text: str) -> None:
    assert read_glazing(text) is None
