"""Write a kit so that a reader sees the old one or the new one, never half of either."""

from __future__ import annotations

import errno
import json
import os
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from campusmap.errors import CampusmapError, InputError
from campusmap.export.manifest import NAME as MANIFEST
from campusmap.pipeline.durable import flush_folder, flush_tree, swap_folders
from campusmap.pipeline.output import unwritable
from campusmap.pipeline.reread import refuse_damaged

# Files that desktops leave in every folder; they go with the old kit.
_LITTER: Final = {".DS_Store", "Thumbs.db", "desktop.ini"}
# The libraries that write files without Python's own functions, by the modules of their errors.
_WRITERS: Final = ("pyogrio", "sqlite3", "pikepdf", "ezdxf", "zipfile")
# What a library could not write on a disk with less than this free was not written for want of room (tool default).
LEAST_ROOM: Final = 4 << 20


@contextmanager
def staged(target: Path) -> Iterator[Path]:
    """Yield an empty folder beside ``target`` that takes its place when the block ends well.

    Every file is flushed to disk and read back before the swap, the manifest last; on any error the staging folder goes
    and ``target`` stays as it was. What a build that was killed left is cleaned first. Temporary files of the block lie
    beside the kit too, so that they are found again. Raises InputError when ``target`` holds anything but a kit, cannot
    be written, or what was written cannot be read back.
    """
    staging, old, scratch = (target.parent / f".{target.name}.{word}" for word in ("staging", "old", "scratch"))
    _recover(target, old)
    refuse_foreign(target)
    try:
        for folder in (staging, scratch):
            _make_empty(folder)
        with _temporary_files_in(scratch), warnings.catch_warnings():
            warnings.filterwarnings("ignore", "GPKG: unrecognized user_version")  # the reading back tells it
            yield staging
        flush_tree(staging, last=MANIFEST)
        refuse_damaged(staging, target)
        refuse_foreign(target)
        _swap(staging, target, old)
    except Exception as error:
        said = _not_written(error, target)
        if said is not None:
            raise said from error
        raise
    finally:
        for folder in (staging, scratch):
            _discard(folder)


def _recover(target: Path, old: Path) -> None:
    """Put back the kit of a build that was killed between two renames; one that was being deleted has no manifest."""
    if (old / MANIFEST).is_file() and not target.exists():
        old.rename(target)
    _discard(old)


def _discard(folder: Path) -> None:
    """Delete a folder of ours, its manifest first: what is left when that is cut short is not taken for a kit."""
    with suppress(OSError):
        (folder / MANIFEST).unlink(missing_ok=True)
    shutil.rmtree(folder, ignore_errors=True)


def _make_empty(folder: Path) -> None:
    _discard(folder)
    try:
        folder.mkdir(parents=True)
    except OSError as error:
        raise unwritable(folder.parent, error) from error


@contextmanager
def _temporary_files_in(folder: Path) -> Iterator[None]:
    before, tempfile.tempdir = tempfile.tempdir, str(folder)
    try:
        yield
    finally:
        tempfile.tempdir = before


def _not_written(error: Exception, target: Path) -> InputError | None:
    """Return the sentence for what the system would not write: libraries have errors of their own for it."""
    chain = [each for each in (error, error.__cause__, error.__context__) if isinstance(each, OSError)]
    if isinstance(error, CampusmapError) or not (chain or type(error).__module__.startswith(_WRITERS)):
        return None
    if not chain and shutil.disk_usage(target.parent).free < LEAST_ROOM:
        chain = [OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))]
    return unwritable(target, chain[0] if chain else OSError(" ".join(str(error).split()).rstrip(".")))


def refuse_foreign(target: Path) -> None:
    """Raise InputError unless ``target`` is new, empty, or a kit with nothing of anybody else's in it."""
    if target.is_file():
        raise InputError(str(target), "is a file, so no kit can be written there", "name another folder with -o")
    if not target.is_dir():
        return
    foreign = next(_foreign_files(target), "")
    if foreign:
        fix = "name an empty or new folder with -o, or move what is not the kit's"
        raise InputError(str(target), f"holds files that are not a kit's, such as {foreign}", fix)


def refuse_unwritable(target: Path) -> None:
    """Raise InputError when no folder can be made at ``target``, as far as that can be told beforehand."""
    above = next(folder for folder in target.resolve().parents if folder.exists())
    if not above.is_dir():
        raise InputError(str(target), f"cannot be made, since {above} is a file", "name another folder with -o")
    if not os.access(above, os.W_OK | os.X_OK):
        raise InputError(str(target), f"cannot be made, since {above} may not be written", "name another with -o")


def _foreign_files(target: Path) -> Iterator[str]:
    ours = _kit_files(target)
    for folder, _, names in os.walk(target):
        for name in sorted(set(names) - _LITTER):
            inside = (Path(folder) / name).relative_to(target).as_posix()
            if inside not in ours:
                yield inside


def refuse_campus(target: Path, folder: Path) -> None:
    """Raise InputError when the kit would take the place of the campus folder or of a folder above it."""
    if folder.resolve().is_relative_to(target.resolve()):
        raise InputError(str(target), "is or holds the campus folder", "name a folder of its own for the kit with -o")


def _kit_files(target: Path) -> set[str]:
    """Return the files that a kit's manifest lists, itself included; none if there is no such manifest."""
    try:
        facts = json.loads((target / MANIFEST).read_bytes())
        files = {str(entry["file"]) for entry in facts["files"]}
        return files | {"manifest.json", "manifest.json.minisig"} if "manifest_sha256" in facts else set()
    except (OSError, ValueError, TypeError, KeyError):
        return set()


def _swap(staging: Path, target: Path, old: Path) -> None:
    """Put the new kit in its place: in one step where the system can, else in two with the old kit kept between."""
    if not (target.exists() and swap_folders(staging, target)):
        _swap_in_two(staging, target, old)
    flush_folder(target.parent)
    _discard(old)


def _swap_in_two(staging: Path, target: Path, old: Path) -> None:
    try:
        if target.exists():
            target.rename(old)
        staging.rename(target)
    except BaseException:
        if old.exists() and not target.exists():
            old.rename(target)
        raise
