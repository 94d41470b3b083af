"""Pictures that people took of doors, key boxes and panels."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Photo:
    """One picture, as small and as bare as it is shown: JPEG bytes that were written from pixels alone.

    ``file`` is its path in the campus folder, ``shows`` the ids of the openings and markers that it is of, ``taken_on``
    an ISO date, "" where the camera left none.
    """

    file: str
    jpeg: bytes
    width_px: int
    height_px: int
    shows: tuple[str, ...]
    taken_on: str = ""
