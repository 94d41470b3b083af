"""Read a DWG drawing by way of an installed converter to DXF, whose result is checked before it is believed."""

from __future__ import annotations

import hashlib
import re
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from ezdxf.lldxf.const import acad_release

from campusmap.errors import InputError
from campusmap.ingest.dwg_converters import Conversion, Converter, find_converters
from campusmap.ingest.dxf import read_plan
from campusmap.model.plan import Plan
from campusmap.model.project import NO_OVERRIDES, LayerRoles
from campusmap.model.source import Notice, Ref

EXPORT: Final = (
    "save it as DXF (in AutoCAD or BricsCAD: SAVEAS, file type DXF), or install the ODA File Converter, LibreDWG's"
    ' dwg2dxf or campusmap\'s extra "dwg" and run this again'
)
SMALLEST: Final = 0.02  # a DXF is larger than its DWG but for previews and styles; less of it is a torso (tool default)


def read_dwg(path: Path, *, name: str, overrides: LayerRoles = NO_OVERRIDES) -> Plan:
    """Read a DWG file's model space; file name and digest are the DWG's, notices say how it was converted.

    The installed converters are tried in turn. Raises InputError when there is none, or none gives a whole drawing.
    """
    data = path.read_bytes()
    release = data[:6].decode("ascii", "replace")
    converters = find_converters()
    if not converters:
        raise InputError(
            name, "this is a DWG drawing, and no program that converts it is installed", EXPORT, code="dwg.no_converter"
        )
    problems = []
    for converter in converters:
        try:
            plan = convert_and_read(converter, path, name, overrides)
        except InputError as fault:
            problems.append(f"{converter.name}: {fault.problem}")
            continue
        digest = hashlib.sha256(data).hexdigest()
        return replace(plan, sha256=digest, version=acad_release.get(release, release))
    problem = f"this DWG drawing ({release}) could not be converted whole ({'; '.join(problems)})"
    raise InputError(name, problem, EXPORT, code="dwg.failed")


def convert_and_read(converter: Converter, path: Path, name: str, overrides: LayerRoles) -> Plan:
    """Convert a drawing into a folder of its own, check and read what came out, and say what may be missing."""
    with tempfile.TemporaryDirectory(prefix="campusmap-dwg-") as folder:
        target = Path(folder) / "converted.dxf"
        done = converter.convert(path, target)
        refuse_torso(target, name, path.stat().st_size)
        if done.unit is not None:
            state_unit(target, done.unit)
        plan = read_plan(target, name=name, overrides=overrides)
    found = sum(row.found for row in plan.tally)
    if not found or 2 * found < done.written:
        raise InputError(
            name, f"{found} entities arrived of {done.written or 'an unknown number'}", EXPORT, code="dwg.failed"
        )
    return replace(plan, notices=(*plan.notices, *conversion_notices(name, done, found)))


def refuse_torso(target: Path, name: str, size: int) -> None:
    """Raise InputError for a result that is missing or too small; a missing end is found when it is read."""
    if not target.is_file() or not target.stat().st_size:
        raise InputError(name, "nothing was written", EXPORT, code="dwg.failed")
    if target.stat().st_size < SMALLEST * size:
        raise InputError(
            name, f"only {target.stat().st_size:,} bytes were written for {size:,}", EXPORT, code="dwg.failed"
        )


def state_unit(target: Path, unit: int) -> None:
    """Write the DWG's own unit into the header of a result whose converter does not pass it on."""
    data = target.read_bytes()
    target.write_bytes(re.sub(rb"(\$INSUNITS\r?\n *70\r?\n *)\d+", rb"\g<1>%d" % unit, data, count=1))


def conversion_notices(name: str, done: Conversion, found: int) -> Iterator[Notice]:
    """Say by what a drawing was converted, and what did not come through, or came twice."""
    remark = f"; it remarks: {done.remark}" if done.remark else ""
    yield Notice("dwg.converted", f"the DWG drawing was converted to DXF by {done.version}{remark}", name, Ref(name))
    if found < done.written:
        text = f"{done.version} wrote {done.written} entities, {found} arrived"
        yield Notice("dwg.lossy", text, name, Ref(name), count=done.written - found)
    for kind, count in sorted(done.undecoded.items()):
        text = f"{count} {kind} of the DWG drawing cannot be decoded by {done.version}"
        yield Notice("dwg.lossy", text, name, Ref(name), count=count)
    if done.strays:
        text = f"{done.version} also draws {done.strays} entities of blocks loose, about the origin"
        yield Notice("dwg.lossy", text, name, Ref(name), count=done.strays)
