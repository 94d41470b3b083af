"""Zip archives that are the same bytes whenever and wherever they are made."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final

# The earliest time that a zip archive can hold. Source: PKWARE APPNOTE 4.4.6 (MS-DOS date and time).
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
_PACKED: Final = (".jpg", ".kmz")  # compressed already: again spares a twentieth at most, and takes long


def write_archive(path: Path, members: Mapping[str, bytes]) -> Path:
    """Write a zip of members in the given order, with fixed times and rights."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_STORED if name.endswith(_PACKED) else zipfile.ZIP_DEFLATED
            info.create_system = 3
            info.external_attr = 0o644 << 16
            archive.writestr(info, data)
    return path
