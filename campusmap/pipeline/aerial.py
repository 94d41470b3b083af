"""The aerial pictures of a campus, the first read beside its drawings where footprints tell its place before."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from functools import partial
from typing import Any, Final

import shapely
from shapely import Polygon, box
from shapely.geometry.base import BaseGeometry

from campusmap.errors import CampusmapError
from campusmap.ingest.files import source_name
from campusmap.ingest.imagery import read_imagery
from campusmap.model.places import Campus, Imagery, TrueNorth
from campusmap.model.project import ImageryEntry
from campusmap.model.source import Notice, Ref
from campusmap.pipeline.beside import digest_files, find_beside
from campusmap.pipeline.cache import current_cache, digest_of
from campusmap.pipeline.inputs import Inputs
from campusmap.pipeline.limits import count_processors
from campusmap.pipeline.workers import begin_apart, read_apart

MARGIN_M: Final = 60.0  # how far an aerial picture reaches beyond the campus; tool default
_STEP: Final = "picture"

Read = tuple[Imagery | None, tuple[Notice, ...]]
_Place = tuple[ImageryEntry, TrueNorth, int, Polygon]  # a picture, and what of it is wanted in which frame


def add_pictures(campus: Campus, grounds: Sequence[BaseGeometry], inputs: Inputs, known: dict[object, Read]) -> Campus:
    """Return the campus with its aerial pictures, over its ``grounds``; ``known`` keeps what was read of them."""
    if campus.north is None or campus.epsg is None:
        why = "no footprint and no floor is placed, so the picture was not opened"
        unopened = [Notice("imagery.outside", why, entry.file, Ref(entry.file)) for entry in inputs.project.imagery]
        return replace(campus, notices=(*campus.notices, *unopened))
    pictures: list[Imagery] = []
    said: list[Notice] = []
    for place in _find_places(campus, grounds, inputs):
        if _key(place) not in known:
            read = partial(read_apart, *_job(place, inputs), name=_name(place, inputs))
            known[_key(place)] = _recall(place, inputs, read)
        picture, notices = known[_key(place)]
        pictures += [picture] if picture else []
        said += notices
    return replace(campus, imagery=tuple(pictures), notices=(*campus.notices, *said))


@contextmanager
def read_ahead(
    campus: Campus | None, grounds: Sequence[BaseGeometry], inputs: Inputs
) -> Iterator[Callable[[], Mapping[object, Read]]]:
    """Let the first picture be read during a block, in a process of its own; yield what returns it, once it is read.

    ``campus`` is as far as it is known by then, None where too little is. A picture that was kept is left to
    ``add_pictures``, and so is one that cannot be read, which is said in its turn.
    """
    with ExitStack() as stack:
        ahead: dict[object, Callable[[], Read]] = {}
        places = _find_places(campus, grounds, inputs) if campus and count_processors() > 1 else []
        for place in places[:1]:
            if current_cache().find(_STEP, place[0].file, _made_from(place, inputs)) is None:
                coming = stack.enter_context(begin_apart(*_job(place, inputs), name=_name(place, inputs)))
                ahead[_key(place)] = partial(_recall, place, inputs, coming)
        yield lambda: {key: read for key, finish in ahead.items() if (read := _try(finish)) is not None}


def _try(finish: Callable[[], Read]) -> Read | None:
    try:
        return finish()
    except CampusmapError:
        return None


def _find_places(campus: Campus, grounds: Sequence[BaseGeometry], inputs: Inputs) -> list[_Place]:
    if campus.north is None or campus.epsg is None or not inputs.project.imagery:
        return []
    x_min, y_min, x_max, y_max = (float(value) for value in shapely.total_bounds(list(grounds)))
    extent = box(x_min - MARGIN_M, y_min - MARGIN_M, x_max + MARGIN_M, y_max + MARGIN_M)
    return [(entry, campus.north, campus.epsg, extent) for entry in inputs.project.imagery]


def _key(place: _Place) -> object:
    return (*place[:-1], place[-1].bounds)


def _recall(place: _Place, inputs: Inputs, read: Callable[[], Read]) -> Read:
    """Return an aerial picture as it was kept, else as it is read."""
    return current_cache().recall(_STEP, place[0].file, _made_from(place, inputs), read)  # type: ignore[no-any-return]


def _made_from(place: _Place, inputs: Inputs) -> dict[str, str]:
    """Return the digests of what a picture is made from; a world file beside it says where it lies."""
    beside = find_beside(inputs.folder / place[0].file)
    return digest_files(beside, inputs.folder) | {"its place": digest_of(place)}


def _job(place: _Place, inputs: Inputs) -> tuple[Any, ...]:
    return (read_imagery, inputs.folder / place[0].file, *place)


def _name(place: _Place, inputs: Inputs) -> str:
    return source_name(inputs.folder / place[0].file, inputs.folder)
