from __future__ import annotations

import pytest

from campusmap.numbering.speech import spoken_key


@pytest.mark.parametrize(
    ("first", "second", "alike"),
    [
        ("115", "150", True),
        ("B12", "D12", True),
        ("B12", "M12", False),
        ("M12", "N12", True),
        ("113", "130", True),
        ("113", "131", False),
        ("1315", "3050", True),  # thirteen fifteen, thirty fifty
        ("112", "120", False),  # twelve and twenty
        ("A-1.13", "A-1.30", True),
        ("A-1.3", "A-13", False),
        ("101", "103", False),
        ("b-12", "D12", True),
    ],
)
def test_what_sounds_alike(first: str, second: str, alike: bool) -> None:
    assert (spoken_key(first) == spoken_key(second)) is alike
