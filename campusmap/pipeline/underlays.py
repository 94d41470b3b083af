"""The pictures that floors are traced on, as the editor shows them under its map."""

from __future__ import annotations

from dataclasses import dataclass

from campusmap.ingest.picture import show_picture
from campusmap.ingest.project_pictures import name_part, picture_kind
from campusmap.model.project import BuildingEntry, FloorEntry
from campusmap.pipeline.inputs import Inputs
from campusmap.pipeline.workers import read_apart


@dataclass(frozen=True, slots=True)
class Underlay:
    """A floor's picture: a JPEG and its size, and the size as the floor's frame counts it (pixels, or points)."""

    jpeg: bytes
    columns: int
    rows: int
    width: float
    height: float


Known = dict[tuple[str, str], Underlay]  # by the digest of the file and the part of it


def read_underlays(inputs: Inputs, known: Known) -> dict[str, Underlay]:
    """Return the pictures of the floors that are traced, by floor id; ``known`` keeps what was read before.

    Raises InputError for a picture that cannot be shown.
    """
    digests = inputs.plan_digests
    found = {}
    for building in inputs.project.building:
        for entry in building.floor:
            identity = f"{building.id}/{entry.id}"
            if picture_kind(entry):
                key = digests[identity], name_part(entry)
                if key not in known:
                    known[key] = _read(inputs, building, entry)
                found[identity] = known[key]
    return found


def _read(inputs: Inputs, building: BuildingEntry, entry: FloorEntry) -> Underlay:
    name = next(job.name for job in inputs.drawings if (building, entry) in job.floors)
    return Underlay(*read_apart(show_picture, inputs.folder / entry.plan, name, entry.page, name=name))
