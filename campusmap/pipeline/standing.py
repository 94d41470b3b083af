"""A kit that stands as the last build wrote it, of the same bytes and asked for in the same words, is kept.

It was made from every file of the campus folder, every file that campus.toml names elsewhere with those beside it under
its name, and what was asked. To know that, campus.toml need not be read: what it names is kept as well.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from campusmap.audience.allow import Audience
from campusmap.export.manifest import NAME as MANIFEST
from campusmap.export.manifest import SIGNATURE, verify_kit
from campusmap.model.finding import Review
from campusmap.model.kit import Edition, Kit
from campusmap.model.project import Project
from campusmap.model.requirement import Requirements
from campusmap.pipeline.beside import digest_file, digest_files, find_beside
from campusmap.pipeline.cache import current_cache, digest_of
from campusmap.pipeline.edition import KITS, kit_name
from campusmap.pipeline.printing import AS_DECLARED, Printing

# A campus folder with more than this holds other things too, and is not looked through (tool default).
MOST_FILES: Final = 20_000
MOST_BYTES: Final = 1 << 30
PROJECT: Final = "campus.toml"
_CLOCK_S: Final = 2.0  # as coarse as some file systems count

Digests = dict[str, str]


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked of a build."""

    folder: Path
    out: Path | None = None
    only: tuple[str, ...] = ()
    audience: Audience = "responder"
    issued: str = ""
    printing: Printing = AS_DECLARED


@dataclass(frozen=True, slots=True)
class Watch:
    """An order, the digests of the campus folder's files before the build, and when they were taken."""

    order: Order
    files: Digests | None
    since: float


@dataclass(frozen=True, slots=True)
class Named:
    """A campus's id and the files that its campus.toml names."""

    campus: str
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """What a command says of a kit, and the digest of the kit's manifest."""

    edition: Edition
    review: Review
    requirements: Requirements
    manifest: str


def watch_inputs(order: Order) -> Watch:
    """Look at the campus folder before a build: what changes while that runs, it was perhaps not made from."""
    wanted = current_cache().folder is not None and not order.printing.password  # with which no two files are alike
    return Watch(order, _digest_folder(order) if wanted else None, time.time())


def find_standing(watch: Watch) -> tuple[Standing, Path] | None:
    """Return what is to be said of the kit that is asked for, and where it is, if it stands; else None."""
    cache, order = current_cache(), watch.order
    if watch.files is None or PROJECT not in watch.files:
        return None
    named = cache.find("named files", PROJECT, {PROJECT: watch.files[PROJECT]})
    if not isinstance(named, Named):
        return None
    target = (order.out or KITS / kit_name(named.campus, order.audience)).resolve()
    with suppress(OSError):  # what cannot be read is for the readers to tell
        standing = cache.find("kit", str(target), _list_inputs(order, watch.files, named))
        if isinstance(standing, Standing) and _is_whole(target, standing):
            cache.tell_kept("kit", str(target))
            return standing, target
    return None


def keep_standing(watch: Watch, kit: Kit, target: Path) -> None:
    """Keep what is said of a kit that was just built, with what it was made from; not if that changed meanwhile.

    Nor where a drawing is a DWG: who turns it into DXF is not watched.
    """
    cache, order, files = current_cache(), watch.order, watch.files
    named = Named(kit.campus.id, tuple(sorted(_list_named(kit.project))))
    with suppress(OSError):  # the kit is made, whatever became of its input since
        if files is None or files != _digest_folder(order) or _may_have_changed(watch, files, named):
            return
        said = Standing(kit.edition, kit.review, kit.requirements, digest_file(target / MANIFEST))
        cache.keep("named files", PROJECT, {PROJECT: files[PROJECT]}, named)
        cache.keep("kit", str(target), _list_inputs(order, files, named), said)


def _may_have_changed(watch: Watch, files: Digests, named: Named) -> bool:
    """Tell whether a file outside the campus folder is younger than the build, or one that is named is a DWG."""
    from campusmap.ingest.drawing import is_dwg

    read = list(_find_read(watch.order.folder, named))
    elsewhere = [path for path in read if _name(path, watch.order) not in files]
    return any(map(is_dwg, read)) or any(path.stat().st_mtime > watch.since - _CLOCK_S for path in elsewhere)


def _is_whole(target: Path, standing: Standing) -> bool:
    """Tell whether a kit is the one that was written, and as it was written: unsigned, and to the last byte."""
    manifest = target / MANIFEST
    if not manifest.is_file() or (target / SIGNATURE).exists():
        return False
    return digest_file(manifest) == standing.manifest and not verify_kit(target)


def _list_inputs(order: Order, files: Digests, named: Named) -> Digests:
    elsewhere = digest_files(_find_read(order.folder, named), order.folder)
    asked = (order.only, order.audience, order.issued, order.printing, str(order.folder.resolve()))
    settings = {key: value for key, value in os.environ.items() if key.startswith("CAMPUSMAP_READ_")}
    return files | elsewhere | {"what was asked": digest_of((asked, sorted(settings.items())))}


def _digest_folder(order: Order) -> Digests | None:
    """Return the digest of every file of the campus folder by its name; None where one cannot be read, or too much."""
    found, size = Digests(), 0
    try:
        for path in _walk(order.folder, (order.out or KITS).resolve()):
            size += path.stat().st_size
            if len(found) == MOST_FILES or size > MOST_BYTES:
                return None
            found[_name(path, order)] = digest_file(path)
    except OSError:  # the readers will say what is to be said of it, if they want it
        return None
    return found


def _walk(folder: Path, kits: Path) -> Iterator[Path]:
    """Yield the files inside a folder, without hidden ones and kits."""
    for above, folders, names in os.walk(folder, followlinks=True):
        here = Path(above)
        folders[:] = [name for name in folders if not name.startswith(".") and (here / name).resolve() != kits]
        yield from (here / name for name in names if not name.startswith(".") and (here / name).is_file())


def _list_named(project: Project) -> Iterator[str]:
    """Yield the files that campus.toml names, as it does."""
    floors = [floor for building in project.building for floor in building.floor]
    placements = [building.placement for building in project.building] + [floor.placement for floor in floors]
    entries: Iterable[str] = (
        *(floor.plan for floor in floors),
        *(placement.file for placement in placements if placement),
        *(spec.file for spec in (project.footprints, project.areas) if spec),
        *(picture.file for picture in project.imagery),
    )
    yield from {name for name in entries if name}


def _find_read(folder: Path, named: Named) -> Iterator[Path]:
    """Yield the files that campus.toml names and those beside them under the same name, such as a world file."""
    for name in named.files:
        yield from find_beside(folder / name)


def _name(path: Path, order: Order) -> str:
    return os.path.relpath(path, order.folder)
