"""What the treads of a stair measure, by which they are told from other even lines."""

from __future__ import annotations

from typing import Final

TREAD_M: Final = (0.6, 6.0)  # length of a tread's nosing line, to the stairs of a hall
GOING_M: Final = (0.2, 0.42)  # distance of treads; building codes ask 0.25-0.33
ALIKE: Final = 0.15  # treads of a flight are alike in length to this share
