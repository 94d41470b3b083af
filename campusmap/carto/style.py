"""Read the style table once; resolve a token for a screen or a sheet."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files
from typing import Any, Literal

Theme = Literal["colour", "mono", "dark"]


@dataclass(frozen=True, slots=True)
class Style:
    """One resolved token. Colours are "#rrggbb", "#rrggbbaa" or "none"; sizes are on paper."""

    token: str
    title: str
    fill: str = "none"
    stroke: str = "none"
    width_pt: float = 0.0
    casing: str = ""  # colour of the edge on both sides of a line; none where empty
    dash: str = ""
    hatch: str = ""  # "", "diagonal", "back", "level", "upright", "cross"
    size_pt: float = 0.0
    weight: str = "normal"
    style: str = "normal"


@cache
def load_styles(theme: Theme = "colour") -> dict[str, Style]:
    """Return every style token resolved for a theme."""
    return {token: _resolve(token, table, theme) for token, table in _flatten(_read_table())}


@cache
def _read_table() -> dict[str, Any]:
    return tomllib.loads(files("campusmap.carto").joinpath("style.toml").read_text("utf-8"))


def _flatten(table: dict[str, Any], prefix: str = "") -> list[tuple[str, dict[str, Any]]]:
    if "title" in table:
        return [(prefix, table)]
    return [row for key, sub in table.items() for row in _flatten(sub, f"{prefix}.{key}" if prefix else key)]


def _resolve(token: str, table: dict[str, Any], theme: Theme) -> Style:
    values = {**table, **table.get(theme, {})}
    known = {field.name for field in fields(Style)}
    return Style(token=token, **{key: value for key, value in values.items() if key in known})
