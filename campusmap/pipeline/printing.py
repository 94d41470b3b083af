"""What the command line says about the packet, over what campus.toml says."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, get_args

from campusmap.errors import InputError
from campusmap.model.printing import PaperName, PosterName, SheetName
from campusmap.model.project import Project

PAPER_NAMES: tuple[str, ...] = get_args(PaperName)
SHEET_NAMES: tuple[str, ...] = get_args(SheetName)
POSTER_NAMES: tuple[str, ...] = tuple(name for name in get_args(PosterName) if name)


@dataclass(frozen=True, slots=True)
class Printing:
    """Choices for this build alone; what is empty is as in campus.toml. The password is in no record of the kit."""

    paper: str = ""
    sheets: tuple[str, ...] = ()
    poster: str = ""
    mono: bool = False
    password: str = field(default="", repr=False)


AS_DECLARED = Printing()


def apply_printing(project: Project, printing: Printing) -> Project:
    """Return the project with this build's choices; raise InputError for a sheet that there is not."""
    unknown = [name for name in printing.sheets if name not in SHEET_NAMES]
    if unknown:
        raise InputError("--sheets", f"no sheets are called {unknown[0]!r}", f"choose from {', '.join(SHEET_NAMES)}")
    chosen: dict[str, Any] = {"paper": printing.paper, "sheets": printing.sheets, "poster": printing.poster}
    given = {name: value for name, value in chosen.items() if value}
    return replace(project, packet=replace(project.packet, **given, mono=printing.mono or project.packet.mono))


def read_password(path: Path) -> str:
    """Return the first line of a file as a password; raise InputError where there is none."""
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeError):
        raise InputError(str(path), "cannot be read as text", "name a text file with the password") from None
    password = lines[0].strip() if lines else ""
    if not password:
        raise InputError(str(path), "holds no password on its first line", "write the password there")
    return password


def lock_packet(folder: Path, password: str) -> None:
    """Encrypt the printed files of a kit, those that are there."""
    from campusmap.render.pdf_finish import lock_pdf

    for name in ("packet.pdf", "poster.pdf"):
        if (folder / name).exists():
            lock_pdf(folder / name, password)
