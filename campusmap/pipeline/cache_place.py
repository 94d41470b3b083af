"""Where steps are kept, and which program made them.

They hold all that a drawing shows, so they lie neither in a kit, which is handed out, nor beside one, which may be on
a web server, nor in the campus folder, where builds write nothing: but in the user's own cache, shut to all others.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from pathlib import Path
from typing import Final

VARIABLE: Final = "CAMPUSMAP_CACHE"  # a folder instead of the user's cache, or "off"
DRAWINGS: Final = "drawing"  # what the step is called that reads one
_TAG: Final = (  # tells backups to pass by; source: Cache Directory Tagging Specification
    "Signature: 8a477f597d28d172789f06886806bc55\n# campusmap keeps steps of its builds here; they may be deleted.\n"
)
# Libraries that have a hand in a kept step.
_LIBRARIES: Final = (
    "branca", "ezdxf", "folium", "jinja2", "numpy", "pikepdf", "pillow", "pydantic", "pyogrio", "pypdfium2", "pyproj",
    "scipy", "segno", "shapely", "typst",
)  # fmt: skip


def choose_folder(campus: Path) -> Path | None:
    """Make and return the folder for the steps of a campus; None where none is wanted, or none would be private."""
    given = os.environ.get(VARIABLE, "")
    if given == "off":
        return None
    name = hashlib.sha256(str(campus.resolve()).encode("utf-8", "surrogateescape")).hexdigest()[:16]
    folder = (Path(given) if given else _user_cache() / "campusmap") / name
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        tag = folder / "CACHEDIR.TAG"
        if not tag.exists():
            tag.write_text(_TAG, "ascii")
        return folder if _is_private(folder) else None
    except OSError:
        return None


def are_drawings_kept(campus: Path) -> bool:
    """Tell whether the drawings of a campus seem to be kept: none that lies there is younger than what was kept."""
    kept = [path.stat().st_mtime for path in (choose_folder(campus) or campus).glob(f"{DRAWINGS}-*.json")]
    drawn = (path.stat().st_mtime for path in campus.rglob("*.[dD][xXwW][fFgG]"))
    return bool(kept) and max(drawn, default=0.0) < min(kept)


def _user_cache() -> Path:
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")


def _is_private(folder: Path) -> bool:
    """Tell whether only this user may write and read there; Windows keeps that itself."""
    if sys.platform == "win32":
        return True
    facts = folder.stat()
    return facts.st_uid == os.getuid() and not facts.st_mode & 0o077


@cache
def program_digest() -> str:
    """Return the digest of the program's own files and of the libraries that have a hand in a kept step."""
    digest = hashlib.sha256(sys.version.encode())
    for name in _LIBRARIES:
        try:
            digest.update(f"{name} {version(name)}\n".encode())
        except PackageNotFoundError:
            digest.update(f"{name} unknown\n".encode())
    home = str(files("campusmap"))
    for path in sorted(_list_files(home)):
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123 - a thousand, in a third of the time
            data = file.read()
        digest.update(f"{path.removeprefix(home)} {len(data)}\n".encode())
        digest.update(data)
    return digest.hexdigest()


def _list_files(home: str) -> Iterator[str]:
    for above, folders, names in os.walk(home):  # quicker than rglob, which asks of each whether it is a file
        folders[:] = [name for name in folders if name != "__pycache__"]
        yield from (f"{above}{os.sep}{name}" for name in names)
