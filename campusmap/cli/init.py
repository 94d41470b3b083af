"""``campusmap init``."""

from __future__ import annotations

import math
from pathlib import Path

import click

_PATH = click.Path(path_type=Path)


@click.command()
@click.argument("folder", type=_PATH)
@click.option(
    "--plan", "plans", type=_PATH, multiple=True, required=True,
    help="A floor's drawing; once a floor, or several after one --plan.",
)  # fmt: skip
@click.argument("more_plans", type=_PATH, nargs=-1, metavar="[MORE PLANS]...")
@click.option("--footprints", type=_PATH, help="Building footprints.")
@click.option("--at", metavar="LAT,LON", help="Where the middle of the plans is.")
@click.option("--bearing", type=float, help="Azimuth of the drawings' up, degrees clockwise from true north.")
@click.option("--fit", is_flag=True, help="Lay the outline on the footprint, and list the ways it fits.")
def command(
    folder: Path, plans: tuple[Path, ...], more_plans: tuple[Path, ...], footprints: Path | None, at: str | None,
    bearing: float | None, *, fit: bool,
) -> None:  # fmt: skip
    """Look at drawings and write FOLDER/campus.toml with every guess to confirm."""
    from campusmap.cli.report import echo
    from campusmap.pipeline.init import propose_project, refuse_project, write_project

    if fit and footprints is None:
        raise click.BadParameter("it needs a footprint to fit to, so give --footprints too", param_hint="--fit")
    place, bearing_deg = _read_at(at), _read_bearing(bearing, may_turn=at is not None or fit)
    refuse_project(folder)
    proposal = propose_project(folder, [*plans, *more_plans], footprints, place, bearing_deg, fit=fit)
    target = write_project(folder, proposal.text)
    echo(f"{target}: written. Open it in an editor and see to these:")
    for number, step in enumerate(proposal.to_do, 1):
        echo(f"  {number}. {step}")
    echo(f"Then: campusmap check {folder}\n      campusmap build {folder}")


def _read_at(text: str | None) -> tuple[float, float] | None:
    """Turn "LAT,LON" into (lon, lat)."""
    from campusmap.model.project import SOUTHERNMOST

    if text is None:
        return None
    try:
        lat, lon = (float(part) for part in text.split(","))
    except ValueError:
        raise click.BadParameter("write it as LAT,LON in degrees, such as 47.636,-122.132", param_hint="--at") from None
    if not (SOUTHERNMOST <= lat <= 90 and -180 <= lon <= 180):
        raise click.BadParameter("latitude comes first, and both are degrees", param_hint="--at")
    return lon, lat


def _read_bearing(bearing: float | None, *, may_turn: bool) -> float | None:
    """Turn a bearing into 0 to 360 degrees."""
    if bearing is None:
        return None
    if not may_turn:
        raise click.BadParameter("it turns what --at places, so give --at too", param_hint="--bearing")
    if not math.isfinite(bearing):
        raise click.BadParameter("write it in degrees", param_hint="--bearing")
    return bearing % 360
