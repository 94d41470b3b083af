"""The files of an IMDF archive, packed or as a folder, let in only when small and sound."""

from __future__ import annotations

import hashlib
import json
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, Final

from campusmap.errors import InputError
from campusmap.ingest.packed import size_problem
from campusmap.ingest.vector_geojson import parse_geojson
from campusmap.ingest.vector_layer import RawLayer

MAX_BYTES: Final = 200_000_000  # unpacked, all files together (tool default; a large airport takes some 50 MB)
OURS: Final = "imdf:extension:campusmap:responder#"
_FIX: Final = "give an IMDF archive: a .zip, or a folder, with unit.geojson, level.geojson and manifest.json"


@dataclass(frozen=True, slots=True)
class Archive:
    """The layers of an archive by feature type ("unit"), its version and language, and its digest.

    ``is_ours`` tells that it declares our extension, whose units carry their number as alternative name.
    """

    layers: dict[str, RawLayer]
    version: str
    language: str
    sha256: str
    is_ours: bool = False


def open_archive(path: Path, name: str) -> Archive:
    """Read every GeoJSON file of an archive; raise InputError for what is none, is damaged or too large."""
    files = dict(sorted(_folder_files(path, name) if path.is_dir() else _zip_files(path, name)))
    digest = hashlib.sha256()
    for member, content in files.items():
        digest.update(member.encode() + b"\0" + hashlib.sha256(content).digest())
    if "unit.geojson" not in files:
        folder = "is a folder, and " if path.is_dir() else ""
        fix = f"name one drawing in it, or {_FIX}" if folder else _FIX
        raise InputError(name, f"{folder}is no IMDF archive: it has no unit.geojson", fix, code="archive.not_imdf")
    manifest = _read_manifest(files.get("manifest.json", b"{}"))
    layers = {
        member.removesuffix(".geojson"): parse_geojson(content, f"{name}/{member}")
        for member, content in files.items()
        if member.endswith(".geojson")
    }
    version, language = (manifest[key] if isinstance(manifest.get(key), str) else "" for key in ("version", "language"))
    return Archive(layers, version, language, digest.hexdigest(), _declares(manifest.get("extensions")))


def _read_manifest(content: bytes) -> dict[str, Any]:
    """Return what the manifest says; an archive without a readable one is read all the same."""
    try:
        manifest = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return {}
    return manifest if isinstance(manifest, dict) else {}


def _declares(extensions: Any) -> bool:
    listed = extensions if isinstance(extensions, list) else []
    return any(isinstance(one, str) and one.startswith(OURS) for one in listed)


# What the standard library raises on archives that are damaged or locked.
DAMAGES: Final = (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, OSError, EOFError, ValueError)


def _is_wanted(member: str) -> bool:
    return member.endswith(".geojson") or member == "manifest.json"


def _folder_files(path: Path, name: str) -> Iterator[tuple[str, bytes]]:
    left = MAX_BYTES
    for file in sorted(path.iterdir()):
        if file.is_file() and _is_wanted(file.name.casefold()):
            left -= file.stat().st_size
            if left < 0:
                raise InputError(
                    name, "is larger than 200 MB", "cut it to the surroundings of the campus", code="archive.too_large"
                )
            yield file.name.casefold(), file.read_bytes()


def _zip_files(path: Path, name: str) -> Iterator[tuple[str, bytes]]:
    """Yield the wanted members by bare name, reading no more than the cap whatever the archive says of itself."""
    left = MAX_BYTES
    try:
        with zipfile.ZipFile(path) as archive:
            if problem := size_problem(archive.infolist(), MAX_BYTES):
                raise InputError(name, problem, "cut it to the surroundings of the campus", code="archive.too_large")
            for info in archive.infolist():
                member = PurePosixPath(info.filename.replace("\\", "/"))
                if "__MACOSX" in member.parts or not _is_wanted(member.name.casefold()):
                    continue
                with archive.open(info) as file:
                    content = file.read(left + 1)
                left -= len(content)
                if left < 0:
                    raise InputError(
                        name,
                        "unpacks to more than 200 MB",
                        "cut it to the surroundings of the campus",
                        code="archive.too_large",
                    )
                yield member.name.casefold(), content
    except DAMAGES as error:
        raise InputError(
            name, "cannot be unpacked: it is damaged or locked", "export or copy it again", code="archive.damaged"
        ) from error
