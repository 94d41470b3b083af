"""``campusmap init``."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--plan", "plans", type=click.Path(path_type=Path), multiple=True, required=True,
    help="A floor's drawing; once a floor, or several after one --plan.",
)  # fmt: skip
@click.argument("more_plans", type=click.Path(path_type=Path), nargs=-1)
@click.option("--footprints", type=click.Path(path_type=Path), help="Building footprints.")
@click.option("--at", metavar="LAT,LON", help="Where the middle of the plans is.")
@click.option(
    "--bearing",
    type=float,
    default=0.0,
    show_default=True,
    help="Azimuth of the drawings' up, degrees from true north.",
)
def command(
    folder: Path,
    plans: tuple[Path, ...],
    more_plans: tuple[Path, ...],
    footprints: Path | None,
    at: str | None,
    bearing: float,
) -> None:
    """Look at drawings and write FOLDER/campus.toml with every guess to confirm."""
    from campusmap.pipeline.init import propose_project, write_project

    text = propose_project(folder, [*plans, *more_plans], footprints, _read_at(at), bearing)
    target = write_project(folder, text)
    click.echo(f"{target}: written. Confirm the guesses (confirmed = false), then: campusmap build {folder}")


def _read_at(text: str | None) -> tuple[float, float] | None:
    """Turn "LAT,LON" into (lon, lat)."""
    if text is None:
        return None
    try:
        lat, lon = (float(part) for part in text.split(","))
    except ValueError:
        raise click.BadParameter("write it as LAT,LON in degrees, such as 47.636,-122.132", param_hint="--at") from None
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise click.BadParameter("latitude comes first, and both are degrees", param_hint="--at")
    return lon, lat
