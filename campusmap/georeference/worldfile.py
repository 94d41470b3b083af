"""Text files that lay a drawing in a CRS: Esri CAD world files and six-line raster world files."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from campusmap.errors import InputError
from campusmap.geometry.fit import Matrix, fit_similarity

MAX_NUMBER: Final = 1e10  # metres, feet or drawing units; the Earth is 4e10 mm about (tool default)
MAX_BYTES: Final = 4096  # tool default; a world file holds two lines or six


def read_wld(path: Path, name: str) -> tuple[Matrix, int]:
    """Read an Esri CAD world file: its matrix from drawing units to CRS units, and its number of links.

    Each of one or two lines reads ``from-x,from-y to-x,to-y``: one shifts, two shift, turn and scale.
    Source: ArcGIS documentation, "CAD world files". Raises InputError.
    """
    links = [_read_numbers(line, name, f"line {number}", 4) for number, line in _read_lines(path, name)]
    if len(links) not in (1, 2):
        raise InputError(
            name, f"has {len(links)} lines of coordinates", "an Esri CAD world file has one or two", code="world.lines"
        )
    if len(links) == 1:
        x, y, to_x, to_y = links[0]
        return (1.0, 0.0, to_x - x, 0.0, 1.0, to_y - y), 1
    try:
        return fit_similarity([link[:2] for link in links], [link[2:] for link in links]).matrix, 2
    except ValueError as error:
        raise InputError(
            name, "both lines start from the same point", "give two points far apart", code="world.degenerate"
        ) from error


def read_world_file(path: Path, name: str) -> Matrix:
    """Read a six-line raster world file (A, D, B, E, C, F) as a matrix; raise InputError.

    Source: Esri, "World files for raster datasets": x' = A x + B y + C, y' = D x + E y + F.
    """
    lines = _read_lines(path, name)
    if len(lines) != 6:
        raise InputError(name, f"has {len(lines)} lines", "a world file has six, one number each", code="world.lines")
    a, d, b, e, c, f = (_read_numbers(line, name, f"line {number}", 1)[0] for number, line in lines)
    if a * e - b * d == 0:
        raise InputError(name, "squeezes everything onto a line", "write the six numbers anew", code="world.degenerate")
    return (a, b, c, d, e, f)


def _read_lines(path: Path, name: str) -> list[tuple[int, str]]:
    """Return the lines that are not blank, with their numbers."""
    try:
        with path.open("rb") as file:
            text = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise InputError(name, "cannot be opened", "check the path in campus.toml", code="world.unreadable") from error
    if len(text) > MAX_BYTES:
        raise InputError(
            name, "is too long for a world file", "name the right file in campus.toml", code="world.too_large"
        )
    lines = text.decode("utf-8-sig", errors="replace").splitlines()
    return [(number, line) for number, line in enumerate(lines, 1) if line.strip()]


def _read_numbers(line: str, name: str, place: str, count: int) -> list[float]:
    try:
        numbers = [float(part) for part in line.replace(",", " ").split()]
    except ValueError:
        numbers = []
    if len(numbers) != count or not all(abs(number) < MAX_NUMBER for number in numbers):
        shape = "from-x,from-y to-x,to-y" if count == 4 else "one number"
        raise InputError(
            name,
            f"{line.strip()[:60]!r} cannot be read",
            f"write {shape} with decimal points",
            place,
            code="world.number",
        )
    return numbers
