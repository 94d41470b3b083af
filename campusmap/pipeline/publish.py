"""Write a kit so that a reader sees the old one or the new one, never half of either."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from campusmap.errors import InputError
from campusmap.pipeline.output import flush_folder, unwritable

# Files that desktops leave in every folder; they go with the old kit.
_LITTER: Final = {".DS_Store", "Thumbs.db", "desktop.ini"}


@contextmanager
def staged(target: Path) -> Iterator[Path]:
    """Yield an empty folder beside ``target`` that takes its place when the block ends well.

    Every file is flushed to disk before the swap; on any error the staging folder goes and ``target`` stays as it was.
    Raises InputError when ``target`` holds anything but a kit, or cannot be written.
    """
    staging, old = target.parent / f".{target.name}.staging", target.parent / f".{target.name}.old"
    _recover(target, old)
    refuse_foreign(target)
    _make_empty(staging)
    try:
        yield staging
        _flush(staging)
        _swap(staging, target, old)
    except BaseException:
        shutil.rmtree(staging, ignore_errors=True)
        raise


def _recover(target: Path, old: Path) -> None:
    """Put back the kit of a build that was killed between the two renames."""
    if old.is_dir() and not target.exists():
        old.rename(target)
    shutil.rmtree(old, ignore_errors=True)


def _make_empty(staging: Path) -> None:
    shutil.rmtree(staging, ignore_errors=True)
    try:
        staging.mkdir(parents=True)
    except OSError as error:
        raise unwritable(staging.parent, error) from error


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
        facts = json.loads((target / "manifest.json").read_bytes())
        files = {str(entry["file"]) for entry in facts["files"]}
        return files | {"manifest.json", "manifest.json.minisig"} if "manifest_sha256" in facts else set()
    except (OSError, ValueError, TypeError, KeyError):
        return set()


def _flush(folder: Path) -> None:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            with path.open("rb") as file:
                os.fsync(file.fileno())
    flush_folder(folder)


def _swap(staging: Path, target: Path, old: Path) -> None:
    try:
        if target.exists():
            target.rename(old)
        staging.rename(target)
    except BaseException:
        if old.exists() and not target.exists():
            old.rename(target)
        raise
    flush_folder(target.parent)
    shutil.rmtree(old, ignore_errors=True)
