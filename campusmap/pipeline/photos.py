"""Lay the photos folder of a campus on its doors and devices."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from campusmap.ingest.photos import list_photos, read_photos
from campusmap.model.places import Campus
from campusmap.safety.photos import match_photos


def add_photos(campus: Campus, folder: Path) -> Campus:
    """Return the campus with the pictures of its folder; what is named, missing or left over becomes a notice."""
    wanted, said = match_photos(campus, list_photos(folder))
    photos, of_files = read_photos(folder, wanted)
    return replace(campus, photos=photos, notices=(*campus.notices, *said, *of_files))
