"""Everything that is computed about walking on a campus, building by building."""

from __future__ import annotations

from dataclasses import replace

from campusmap.model.analysis import Analysis
from campusmap.model.places import Campus
from campusmap.safety.exits import find_exits, find_tracks_out, list_reach, list_ways
from campusmap.safety.walking import lay_out


def add_ways(analysis: Analysis, campus: Campus) -> Analysis:
    """Return what is computed about a campus with its ways on foot: what is near, and how to get out."""
    sites = [lay_out(building, campus.markers) for building in campus.buildings]
    tracks = [find_tracks_out(site, find_exits(site)) for site in sites]
    return replace(
        analysis,
        reach=tuple(reach for site, found in zip(sites, tracks, strict=True) for reach in list_reach(site, found)),
        ways=tuple(way for site, found in zip(sites, tracks, strict=True) for way in list_ways(site, found)),
    )
