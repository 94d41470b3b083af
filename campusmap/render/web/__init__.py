"""The dispatcher's map: one HTML file that needs no network."""

from __future__ import annotations

from campusmap.render.web.page import render_map, write_map

__all__ = ["render_map", "write_map"]
