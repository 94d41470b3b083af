"""The rules of IMDF 1.0.0 (OGC 20-094), written out from the standard: what an archive breaks.

Shares nothing with the code that writes archives.
"""

from __future__ import annotations

import json
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from shapely.geometry import Point, shape
from shapely.geometry.base import BaseGeometry

Feature = dict[str, Any]
Layers = dict[str, list[Feature]]

POLYGONAL = {"Polygon", "MultiPolygon"}
LINEAL = {"LineString", "MultiLineString"}
NOTHING = {None}
GEOMETRIES: dict[str, set[str | None]] = {
    "address": {*NOTHING}, "amenity": {"Point"}, "anchor": {"Point"}, "building": {*NOTHING}, "detail": {*LINEAL},
    "footprint": {*POLYGONAL}, "level": {*POLYGONAL}, "occupant": {*NOTHING}, "opening": {"LineString"},
    "relationship": {None, "Point", "LineString", "Polygon"}, "unit": {*POLYGONAL}, "venue": {*POLYGONAL},
}  # fmt: skip
KEYS = {
    "address": "address unit locality province country postal_code postal_code_ext postal_code_vanity",
    "amenity": "category accessibility name alt_name hours phone website unit_ids address_id correlation_id",
    "anchor": "address_id unit_id",
    "building": "name alt_name category restriction display_point address_id",
    "detail": "level_id",
    "footprint": "category name building_ids",
    "level": "category restriction outdoor ordinal name short_name display_point address_id building_ids",
    "occupant": "name category anchor_id hours phone website validity correlation_id",
    "opening": "category accessibility access_control door name alt_name display_point level_id",
    "relationship": "category direction origin intermediary destination hours",
    "unit": "category restriction accessibility name alt_name level_id display_point",
    "venue": "category restriction name alt_name hours phone website display_point address_id",
}
CATEGORIES = {
    "amenity": "amphitheater animalreliefarea atm babychanging cashier childplayarea copymachine defibrillator"
    " drinkingfountain eatingdrinking elevator emergencyshelter entry escalator fieldofplay firealarmpullstation"
    " fireextinguisher firstaid foodservice information library lostandfound mailbox meetingpoint mothersroom parking"
    " phone phone.emergency powerchargingstation ramp restroom seating security service shower stairs storage"
    " studentservices studentadmissions swimmingpool unspecified vendingmachine wifi",
    "building": "parking transit transit.bus transit.train unspecified",
    "footprint": "aerial ground subterranean",
    "level": "arrivals arrivals.domestic arrivals.intl departures departures.domestic departures.intl parking transit"
    " unspecified",
    "opening": "automobile bicycle emergencyexit pedestrian pedestrian.principal pedestrian.transit service",
    "relationship": "elevator escalator movingwalkway ramp stairs traversal traversal.path",
    "unit": "auditorium brick classroom column concrete conferenceroom drywall elevator escalator fieldofplay firstaid"
    " fitnessroom foodservice footbridge glass huddleroom kitchen laboratory library lobby lounge mailroom mothersroom"
    " movietheater movingwalkway nonpublic office opentobelow parking phoneroom platform privatelounge ramp recreation"
    " restroom restroom.family restroom.female restroom.female.wheelchair restroom.male restroom.male.wheelchair"
    " restroom.transgender restroom.transgender.wheelchair restroom.unisex restroom.unisex.wheelchair"
    " restroom.wheelchair road room serverroom shower smokingarea stairs steps storage structure terrace theater"
    " unenclosedarea unspecified vegetation waitingroom walkway walkway.island wood",
    "venue": "airport airport.intl aquarium businesscampus casino communitycenter conventioncenter governmentfacility"
    " healthcarefacility hotel museum parkingfacility resort retailstore shoppingcenter stadium stripmall theater"
    " themepark trainstation transitstation university",
}
ACCESS = "badgereader fingerprintreader guard keyaccess outofservice passwordaccess retinascanner voicerecognition"
DOOR_TYPES = (
    "movablepartition open revolving shutter sliding swinging turnstile turnstile.fullheight turnstile.waistheight"
)
REQUIRED_LABELS = {"venue": {"name"}, "level": {"name", "short_name"}, "occupant": {"name"}}
ONE = {
    "address_id": "address",
    "anchor_id": "anchor",
    "level_id": "level",
    "unit_id": "unit",
}
MANY = {"building_ids": "building", "unit_ids": "unit"}
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", re.IGNORECASE)
EXTENSION = re.compile(r"imdf:extension:[a-z0-9-]+:([a-z0-9-]+)#\d+\.\d+\.\d+")
TAG = re.compile(r"[a-z]{2,3}(-[A-Z]{2})?")
NEAR = 2e-7  # of a degree: twice the rounding


def open_archive(path: Path) -> tuple[dict[str, Any], Layers]:
    with zipfile.ZipFile(path) as archive:
        files = {name: json.loads(archive.read(name)) for name in archive.namelist()}
    manifest = files.pop("manifest.json")
    return manifest, {name.removesuffix(".geojson"): data["features"] for name, data in files.items()}


def check(manifest: dict[str, Any], layers: Layers) -> list[str]:
    """Return every rule broken, one sentence each."""
    everything = [feature for features in layers.values() for feature in features]
    known = {feature["id"]: feature for feature in everything}
    problems = [*_manifest(manifest)]
    problems += [f"id {key} is used {n} times" for key, n in Counter(f["id"] for f in everything).items() if n > 1]
    extended = {m[1] for e in manifest.get("extensions") or () if (m := EXTENSION.fullmatch(e))}
    for kind, features in layers.items():
        if kind not in KEYS and kind not in extended:
            problems.append(f"{kind}: a feature type that nothing declares")
        for feature in features:
            problems += [f"{kind} {feature['id']}: {text}" for text in _feature(kind, feature, known)]
    return problems + list(_whole(layers, known))


def _manifest(manifest: dict[str, Any]) -> Iterator[str]:
    if manifest.get("version") != "1.0.0":
        yield "manifest: version is not 1.0.0"
    if not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?", str(manifest.get("created"))):
        yield "manifest: created is no date-time"
    if not TAG.fullmatch(str(manifest.get("language"))):
        yield "manifest: language is no language tag"
    if any(not EXTENSION.fullmatch(one) for one in manifest.get("extensions") or ()):
        yield "manifest: an extension has no proper name"


def _feature(kind: str, feature: Feature, known: dict[str, Feature]) -> Iterator[str]:
    if not UUID.fullmatch(str(feature.get("id"))):
        yield "id is no UUID"
    if feature.get("type") != "Feature" or feature.get("feature_type") != kind:
        yield "is no feature of this type"
    yield from _geometry(kind, feature)
    yield from _references(feature["properties"], known)
    if kind in KEYS:
        yield from _properties(kind, feature["properties"])


def _geometry(kind: str, feature: Feature) -> Iterator[str]:
    geometry = feature["geometry"]
    allowed = GEOMETRIES.get(kind)
    if allowed is not None and (geometry and geometry["type"]) not in allowed:
        yield f"geometry is {geometry and geometry['type']}"
    if not geometry:
        return
    drawn = shape(geometry)
    west, south, east, north = drawn.bounds
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        yield "lies nowhere on Earth"
    if not drawn.is_valid or drawn.is_empty:
        yield "geometry is not valid"
    for part in getattr(drawn, "geoms", [drawn]):
        if part.geom_type == "Polygon" and not part.exterior.is_ccw:
            yield "an outer ring runs clockwise"


def _properties(kind: str, properties: dict[str, Any]) -> Iterator[str]:
    if set(properties) != set(KEYS[kind].split()):
        yield f"has the wrong properties: {sorted(set(properties) ^ set(KEYS[kind].split()))}"
        return
    if kind in CATEGORIES and properties["category"] not in CATEGORIES[kind].split():
        yield f"category {properties['category']} is not in the standard"
    if properties.get("restriction") not in {None, "employeesonly", "restricted"}:
        yield "restriction is not in the standard"
    for key in ("name", "alt_name", "short_name"):
        if key in properties and not _is_label(properties[key], key in REQUIRED_LABELS.get(kind, ())):
            yield f"{key} is no label"
    yield from _own_rules(kind, properties)


def _is_label(value: Any, required: bool) -> bool:
    if value is None:
        return not required
    return (
        isinstance(value, dict)
        and bool(value)
        and all(TAG.fullmatch(k) and isinstance(v, str) and v.strip() for k, v in value.items())
    )


def _own_rules(kind: str, properties: dict[str, Any]) -> Iterator[str]:
    if kind == "address":
        yield from _address_rules(properties)
    if kind == "opening":
        yield from _opening_rules(properties)
    if kind == "level" and not (type(properties["ordinal"]) is int and type(properties["outdoor"]) is bool):
        yield "ordinal or outdoor is missing"
    if kind == "relationship" and properties["direction"] not in {"directed", "undirected"}:
        yield "direction is not in the standard"
    if kind in {"footprint", "level"} and not properties["building_ids"]:
        yield "belongs to no building"
    if kind == "amenity" and not properties["unit_ids"]:
        yield "is in no unit"


def _address_rules(properties: dict[str, Any]) -> Iterator[str]:
    if not (properties["address"] and properties["locality"]):
        yield "address or locality is missing"
    if not re.fullmatch("[A-Z]{2}", properties["country"]):
        yield "country is no code"
    if properties["province"] and not re.fullmatch("[A-Z]{2}-[A-Z0-9]{1,3}", properties["province"]):
        yield "province is no code"


def _opening_rules(properties: dict[str, Any]) -> Iterator[str]:
    door = properties["door"]
    if set(properties["access_control"] or ()) - set(ACCESS.split()):
        yield "access control is not in the standard"
    if door is not None and set(door) != {"type", "automatic", "material"}:
        yield "door is not in the standard"
    if door is not None and door["type"] not in {None, *DOOR_TYPES.split()}:
        yield "type of door is not in the standard"


def _references(properties: dict[str, Any], known: dict[str, Feature]) -> Iterator[str]:
    wanted = [(properties[key], kind) for key, kind in ONE.items() if properties.get(key) is not None]
    wanted += [(one, kind) for key, kind in MANY.items() for one in properties.get(key) or ()]
    ends = [properties.get("origin"), properties.get("destination"), *(properties.get("intermediary") or ())]
    wanted += [(end["id"], end["feature_type"]) for end in ends if end is not None]
    for key, kind in wanted:
        if key not in known or known[key]["feature_type"] != kind:
            yield f"refers to a {kind} that is not there"


def _whole(layers: Layers, known: dict[str, Feature]) -> Iterator[str]:
    if len(layers.get("venue", ())) != 1:
        yield "there is not one venue"
        return
    venue = shape(layers["venue"][0]["geometry"]).buffer(NEAR)
    for kind in ("footprint", "level"):
        yield from (
            f"{kind} {f['id']}: leaves the venue" for f in layers[kind] if not venue.covers(shape(f["geometry"]))
        )
    levels = {f["id"]: shape(f["geometry"]) for f in layers["level"]}
    for kind in ("unit", "opening", "detail"):
        for feature in layers[kind]:
            level = levels.get(feature["properties"]["level_id"])
            if level is not None and not level.buffer(NEAR).covers(shape(feature["geometry"])) and kind == "unit":
                yield f"{kind} {feature['id']}: leaves its level"
            if level is not None and not level.intersects(shape(feature["geometry"]).buffer(1e-5)):
                yield f"{kind} {feature['id']}: is not on its level"
    for kind in ("venue", "level", "unit", "opening"):
        yield from (f"{kind} {f['id']}: its display point lies beside it" for f in layers[kind] if not _shows(f))
    yield from _buildings(layers)
    yield from _relationships(layers, known)


def _shows(feature: Feature) -> bool:
    at = feature["properties"]["display_point"]
    drawn: BaseGeometry = shape(feature["geometry"])
    return at is None or drawn.distance(Point(at["coordinates"])) < NEAR


def _buildings(layers: Layers) -> Iterator[str]:
    grounded = {
        key
        for f in layers["footprint"]
        if f["properties"]["category"] == "ground"
        for key in f["properties"]["building_ids"]
    }
    for building in layers["building"]:
        if building["id"] not in grounded:
            yield f"building {building['id']}: has no footprint on the ground"
    floors = Counter(
        (key, f["properties"]["ordinal"]) for f in layers["level"] for key in f["properties"]["building_ids"]
    )
    yield from (f"building {key}: has {n} levels {ordinal}" for (key, ordinal), n in floors.items() if n > 1)


def _relationships(layers: Layers, known: dict[str, Feature]) -> Iterator[str]:
    for feature in layers["relationship"]:
        facts = feature["properties"]
        ends = [known.get((facts[key] or {}).get("id", "")) for key in ("origin", "destination")]
        if not all(end is not None and end["feature_type"] == "unit" for end in ends):
            continue
        first, second = (end["properties"] for end in ends if end)
        if facts["category"] == "traversal" and first["level_id"] != second["level_id"]:
            yield f"relationship {feature['id']}: a traversal over floors"
        if facts["category"] in {"stairs", "elevator"}:
            if first["level_id"] == second["level_id"]:
                yield f"relationship {feature['id']}: {facts['category']} on one floor"
            if {first["category"], second["category"]} != {facts["category"]}:
                yield f"relationship {feature['id']}: joins units that are no {facts['category']}"
