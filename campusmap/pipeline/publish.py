"""Write a kit so that a reader sees the old one or the new one, never half of either."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from campusmap.errors import InputError


@contextmanager
def staged(target: Path) -> Iterator[Path]:
    """Yield an empty folder beside ``target`` that takes its place when the block ends well.

    Every file is flushed to disk before the swap; on any error the staging folder goes and ``target`` stays as it was.
    Raises InputError when ``target`` holds something that is not a kit.
    """
    _refuse_foreign(target)
    staging, old = target.parent / f".{target.name}.staging", target.parent / f".{target.name}.old"
    for leftover in (staging, old):
        shutil.rmtree(leftover, ignore_errors=True)
    staging.mkdir(parents=True)
    try:
        yield staging
        _flush(staging)
        _swap(staging, target, old)
    except BaseException:
        shutil.rmtree(staging, ignore_errors=True)
        raise


def _refuse_foreign(target: Path) -> None:
    if target.is_file():
        raise InputError(str(target), "is a file, so no kit can be written there", "name another folder with -o")
    if target.is_dir() and any(target.iterdir()) and not (target / "manifest.json").is_file():
        raise InputError(str(target), "holds files that are not a kit", "name an empty or new folder with -o")


def _flush(folder: Path) -> None:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            with path.open("rb") as file:
                os.fsync(file.fileno())
    _flush_folder(folder)


def _flush_folder(folder: Path) -> None:
    if os.name == "nt":  # a folder cannot be opened there; the rename is journalled
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _swap(staging: Path, target: Path, old: Path) -> None:
    if target.exists():
        target.rename(old)
    try:
        staging.rename(target)
    except OSError:
        if old.exists():
            old.rename(target)
        raise
    _flush_folder(target.parent)
    shutil.rmtree(old, ignore_errors=True)
