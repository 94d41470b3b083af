"""Who loses every way out when one door or one stair is blocked."""

from __future__ import annotations

from collections import defaultdict

import numpy as np

from campusmap.geometry.cuts import find_cut_off
from campusmap.geometry.lines import link_pairs
from campusmap.geometry.runs import Indices
from campusmap.model.walking import Blockage
from campusmap.safety.walking import Site


def find_blockages(site: Site) -> tuple[Blockage, ...]:
    """Return for every door and stair of a building the spaces that have no way out without it, if there are any.

    Ways are those of the walking graph: never by lift, window or door that people wrote of as blocked.
    """
    parts = find_parts(site)
    links, names = list_links(site, parts)
    outside = int(parts.max(initial=-1)) + 1
    neighbours: list[list[int]] = [[] for _ in range(outside + 1 + len(links))]
    for number, touched in enumerate(links, start=outside + 1):
        for part in sorted(outside if t < 0 else t for t in touched):
            neighbours[number].append(part)
            neighbours[part].append(number)
    spaces = defaultdict(list)
    for space, part in enumerate(parts[: len(site.spaces)].tolist()):
        spaces[part].append(site.spaces[space].id)
    found = [
        (*names[link - outside - 1], tuple(s for node in cut for s in spaces.get(node, ())))
        for link, cut in find_cut_off(neighbours, outside).items()
        if link > outside
    ]
    return tuple(
        Blockage(kind, name, site.building.id, tuple(sorted(lost))) for kind, name, lost in sorted(found) if lost
    )


def find_parts(site: Site) -> Indices:
    """Number the parts of the walking graph that hang together without a door or a stair; a door's node is alone."""
    ways = site.ways
    ends = ways.ends[: len(ways.ends) - len(site.stairs)]
    ends = ends[np.maximum(ways.passages[ends[:, 0]], ways.passages[ends[:, 1]]) < 0]
    return link_pairs(len(ways.passages), ends)[1]


def list_links(site: Site, parts: Indices) -> tuple[list[set[int]], list[tuple[str, str]]]:
    """Return the parts that each door and each stair touches, -1 for outside, and what they are called."""
    doors: dict[int, set[int]] = defaultdict(set)
    passages, ends = site.ways.passages, site.ways.ends
    steps = np.concatenate([ends, ends[:, ::-1]])
    steps = steps[(passages[steps[:, 0]] >= 0) & (passages[steps[:, 1]] < 0)]
    for door, part in zip(passages[steps[:, 0]].tolist(), parts[steps[:, 1]].tolist(), strict=True):
        doors[door].add(part)
    stairs: dict[str, set[int]] = defaultdict(set)
    for one, two in site.stairs:
        stairs[site.spaces[one].shaft] |= {int(parts[one]), int(parts[two])}
    links = [touched | ({-1} if site.doors[n].exterior else set()) for n, touched in sorted(doors.items())]
    names = [("door", site.doors[n].id) for n in sorted(doors)] + [("stair", name) for name in sorted(stairs)]
    return links + [stairs[name] for name in sorted(stairs)], names
