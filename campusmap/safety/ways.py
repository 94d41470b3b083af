"""Everything that is computed about walking on a campus, building by building."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain

from campusmap.kept import recall
from campusmap.model.analysis import Analysis, Assessment, Reach, Way
from campusmap.model.places import Building, Campus, Marker
from campusmap.model.settings import ReachSettings
from campusmap.model.walking import (
    Blockage,
    Coverage,
    DeadEnd,
    DoorAlong,
    Entry,
    Fetch,
    LiftOnly,
    Proposal,
    Walking,
)
from campusmap.safety.along import list_doors_along
from campusmap.safety.blockages import find_blockages
from campusmap.safety.coverage import cover_building
from campusmap.safety.dead_ends import find_dead_ends
from campusmap.safety.entries import list_entries
from campusmap.safety.exits import find_exits, find_tracks_out, list_reach
from campusmap.safety.fetching import list_fetches, list_locked_in, list_out_of_use, prepare_fetching
from campusmap.safety.grounds import WayIn, cover_grounds, list_ways_in
from campusmap.safety.key_boxes import Rounds, find_key_ways, ground_doors, list_boxes, measure_boxes, walk_round
from campusmap.safety.lifts import find_lift_tracks, list_lift_only
from campusmap.safety.proposals import propose_places
from campusmap.safety.safer_space import find_shelter_tracks
from campusmap.safety.tracks import to_ways
from campusmap.safety.walking import FETCHED, Site, lay_out
from campusmap.shared import do_all

Outdoors = tuple[tuple[Fetch, ...], tuple[Coverage, ...]]


@dataclass(frozen=True, slots=True)
class _Found:
    """What is computed about one building."""

    reach: tuple[Reach, ...]
    ways: tuple[Way, ...]
    entries: tuple[Entry, ...]
    blockages: tuple[Blockage, ...]
    dead_ends: tuple[DeadEnd, ...]
    lift_only: tuple[LiftOnly, ...]
    fetches: tuple[Fetch, ...]
    coverages: tuple[Coverage, ...]
    proposals: tuple[Proposal, ...]
    along: tuple[DoorAlong, ...]
    ways_in: tuple[WayIn, ...]
    locked_in: dict[str, bool]


@dataclass(slots=True)
class KnownWays:
    """What an earlier look found: of each building by its id, and of the grounds, with what they were then."""

    buildings: dict[str, tuple[object, _Found]] = field(default_factory=dict)
    grounds: tuple[object, Outdoors] | None = None
    rounds: tuple[object, Rounds] | None = None


def add_ways(
    analysis: Analysis,
    campus: Campus,
    settings: ReachSettings,
    known: KnownWays | None = None,
) -> Analysis:
    """Return what is computed about a campus with its ways on foot: what is near, how to get out, who is far off.

    Buildings that ``known`` holds are not walked again; it takes in what is found in the others
    unless copies of this process walk them.
    """
    known = known if known is not None else KnownWays()
    around = _walk_round(campus, known)
    shelters = [assessment for assessment in analysis.assessments if assessment.to]
    sites = (building for building in campus.buildings if building.floors)
    found = do_all([partial(_find, building, campus, settings, around, shelters, known) for building in sites])
    outdoors = _find_outdoors(campus, tuple(chain.from_iterable(f.ways_in for f in found)), settings, known)
    walking = Walking(
        entries=tuple(chain.from_iterable(f.entries for f in found)),
        key_boxes=measure_boxes(campus, around[1], settings),
        blockages=tuple(chain.from_iterable(f.blockages for f in found)),
        dead_ends=tuple(chain.from_iterable(f.dead_ends for f in found)),
        lift_only=tuple(chain.from_iterable(f.lift_only for f in found)),
        fetches=(*chain.from_iterable(f.fetches for f in found), *outdoors[0]),
        coverages=(*chain.from_iterable(f.coverages for f in found), *outdoors[1]),
        proposals=tuple(chain.from_iterable(f.proposals for f in found)),
        along=tuple(chain.from_iterable(f.along for f in found)),
        out_of_use=list_out_of_use(campus, {marker: shut for f in found for marker, shut in f.locked_in.items()}),
    )
    return replace(
        analysis,
        reach=tuple(chain.from_iterable(f.reach for f in found)),
        ways=tuple(chain.from_iterable(f.ways for f in found)),
        walking=walking,
    )


def _walk_round(campus: Campus, known: KnownWays) -> tuple[object, Rounds]:
    """Walk from the key boxes to the doors, unless they were walked as they are; return what from, and the walks."""
    boxes, water = list_boxes(campus), tuple(area for area in campus.areas if area.kind == "water")
    key = (boxes, water, [(b.id, b.footprint, ground_doors(b)) for b in campus.buildings])
    if known.rounds is None or known.rounds[0] != key:
        made_from, grounds = {"key boxes and doors": key}, Campus(campus.id, "", campus.epsg, campus.buildings, water)
        known.rounds = (key, recall("key box walk", made_from, lambda: walk_round(grounds, boxes), campus.id))
    return known.rounds


def _find(
    building: Building,
    campus: Campus,
    settings: ReachSettings,
    around: tuple[object, Rounds],
    shelters: list[Assessment],
    known: KnownWays,
) -> _Found:
    """Walk a building, unless it was walked as it is: what else is on the campus is neither asked for nor given."""
    here = {floor.id for floor in building.floors}
    markers = tuple(m for m in campus.markers if m.kind in FETCHED and m.floor in here)
    listed = tuple(kind for kind in FETCHED if any(_is_listed(marker, kind) for marker in campus.markers))
    made_from = {
        "the building": building,
        "its devices": (markers, listed),
        "key boxes and doors": around[0],
        "campus.toml": settings,
        "safer spaces": shelters,
    }
    if building.id not in known.buildings or known.buildings[building.id][0] != made_from:
        site = partial(lay_out, building, markers)
        found = recall(
            "building walk", made_from, lambda: _look_at(site(), listed, settings, around[1], shelters), building.id
        )
        known.buildings[building.id] = (made_from, found)
    return known.buildings[building.id][1]


def _is_listed(marker: Marker, kind: str) -> bool:
    """Tell whether a marker is a device of a kind, or says that there is none."""
    return marker.kind == kind and (marker.is_there or marker.status == "none")


def _find_outdoors(campus: Campus, ways_in: tuple[WayIn, ...], settings: ReachSettings, known: KnownWays) -> Outdoors:
    """Walk the grounds, unless they were walked as they are: what is inside is neither asked for nor given."""
    markers = tuple(marker for marker in campus.markers if marker.kind in FETCHED and not marker.floor)
    built = tuple(Building(b.id, "", "", b.footprint) for b in campus.buildings)
    grounds = Campus(campus.id, "", campus.epsg, built, campus.areas, markers, north=campus.north)
    made_from = {"the grounds": grounds, "doors and devices": ways_in, "campus.toml": settings}
    if known.grounds is None or known.grounds[0] != made_from:
        found = recall("grounds walk", made_from, lambda: cover_grounds(grounds, ways_in, settings), campus.id)
        known.grounds = (made_from, found)
    return known.grounds[1]


def _look_at(
    site: Site, listed: Collection[str], settings: ReachSettings, rounds: Rounds, shelters: list[Assessment]
) -> _Found:
    exits = find_exits(site)
    tracks, by_lift = find_tracks_out(site, exits), find_lift_tracks(site, exits)
    fetching = prepare_fetching(site, settings)
    fetched = tuple(list_fetches(fetching, settings))
    coverages = tuple(cover_building(fetching, listed, settings))
    sheltered = find_shelter_tracks(site, shelters)
    ways = to_ways(site, (*tracks, *by_lift, *sheltered, *(track for _, track in fetched)))
    return _Found(
        tuple(list_reach(site, tracks)),
        (*ways, *find_key_ways(site, exits, rounds)),
        list_entries(site, exits, rounds.nearest()),
        find_blockages(site),
        find_dead_ends(site),
        list_lift_only(site, by_lift),
        tuple(fetch for fetch, _ in fetched),
        coverages,
        tuple(p for kind in FETCHED for p in propose_places(fetching, kind, coverages, settings)),
        list_doors_along(site, exits),
        tuple(list_ways_in(fetching)),
        list_locked_in(fetching),
    )
