"""A district of made-up schools, good ones and hostile ones, by number; imports nothing from campusmap.

python tests/many_schools.py FOLDER [GOOD] [HOSTILE]
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Callable
from pathlib import Path

import ezdxf
from pyproj import Geod

GEOD = Geod(ellps="WGS84")
BEARING = 18.0
TREES = ("Alder", "Birch", "Cedar", "Dogwood", "Elm", "Fir", "Ginkgo", "Hazel", "Ironwood", "Juniper")
SITES = ("Hill", "Creek", "Valley", "Point", "Grove", "Meadow", "Ridge", "Lake", "Park", "Bridge")
LEVELS = ("Elementary School", "Middle School", "High School")
WIDTH_M, DEPTH_M, HALL_M = 8.0, 9.0, 3.0


def school_name(n: int) -> str:
    """Return the name of a school; the first three hundred are all different."""
    return f"{TREES[n % 10]} {SITES[n // 10 % 10]} {LEVELS[(n // 100 + n) % 3]}"


def write_school(folder: Path, n: int) -> Path:
    """Write one school of two floors: rooms on both sides of a hall, doors between them, a stair, devices."""
    rooms = 4 + n % 5
    (folder / "plans").mkdir(parents=True)
    for level in (1, 2):
        draw_floor(folder / "plans" / f"{level}.dxf", level, rooms)
    at = (-97.0 + 0.02 * (n % 50), 38.0 + 0.02 * (n // 50))
    write_footprint(folder / "footprints.geojson", at, rooms * WIDTH_M, 2 * DEPTH_M + HALL_M)
    (folder / "campus.toml").write_text(project(n, at), "utf-8")
    (folder / "markers.csv").write_text(
        "kind,label,building,floor,room\nAED,AED 1,main,1,101\nFACP,Fire panel,main,1,102\n", "utf-8"
    )
    return folder


def project(n: int, at: tuple[float, float]) -> str:
    """Return the campus.toml of a school."""
    floors = "".join(
        f'[[building.floor]]\nid = "{level}"\nordinal = {level - 1}\nname = "Floor {level}"\n'
        f'plan = "plans/{level}.dxf"\n'
        for level in (1, 2)
    )
    return (
        f'[campus]\nid = "school-{n:04d}"\nname = "{school_name(n)}"\naddress = "{100 + n} Main Street, Testville"\n'
        f'verified = {{ who = "Sgt. Test", when = 20{20 + n % 7}-0{1 + n % 9}-15 }}\n'
        '[footprints]\nfile = "footprints.geojson"\n[requirements]\npresets = ["core"]\n'
        f'[[building]]\nid = "main"\nnumber = "1"\nname = "Main Building"\nradio_name = "{TREES[n % 10]} {n}"\n'
        f'placement = {{ method = "anchor", lonlat = [{at[0]!r}, {at[1]!r}], drawing = [0, 0], '
        f"bearing_deg = {BEARING} }}\n" + floors
    )


def draw_floor(path: Path, level: int, rooms: int) -> None:
    """Draw a floor in metres: areas, walls with gaps for doors, numbers, names."""
    document = ezdxf.new("R2013", units=6)
    for name in ("A-AREA", "A-AREA-IDEN", "A-WALL", "A-DOOR"):
        document.layers.add(name)
    space = document.modelspace()
    length = rooms * WIDTH_M
    for k in range(rooms):
        x = k * WIDTH_M
        for side, (low, high) in enumerate(((0.0, DEPTH_M), (DEPTH_M + HALL_M, 2 * DEPTH_M + HALL_M))):
            number = 100 * level + 2 * k + side + 1
            room(
                space, (x, low, x + WIDTH_M, high), str(number), "STAIR 1" if number % 100 == 2 * rooms else "CLASSROOM"
            )
            edge = high if side == 0 else low
            space.add_line((x + 1.0, edge), (x + 1.9, edge), {"layer": "A-DOOR"})
            space.add_arc((x + 1.0, edge), 0.9, 0, 90, {"layer": "A-DOOR"})
    room(space, (0.0, DEPTH_M, length, DEPTH_M + HALL_M), f"{100 * level}", "CORRIDOR")
    document.saveas(path)


def room(space: object, box: tuple[float, float, float, float], number: str, name: str) -> None:
    """Draw one room with its number and name."""
    x0, y0, x1, y1 = box
    corners = [(x0, y0), (x1, y0), (x1, y1), (x0, y1)]
    space.add_lwpolyline(corners, close=True, dxfattribs={"layer": "A-AREA"})  # type: ignore[attr-defined]
    for text, dy in ((number, 0.4), (name, -0.4)):
        at = ((x0 + x1) / 2, (y0 + y1) / 2 + dy)
        words = space.add_text(text, height=0.3, dxfattribs={"layer": "A-AREA-IDEN"})  # type: ignore[attr-defined]
        words.set_placement(at)


def write_footprint(path: Path, at: tuple[float, float], length: float, depth: float) -> None:
    """Write the building's outline where its drawing lies, paced out on the ellipsoid."""
    ring = []
    for x, y in ((0, 0), (length, 0), (length, depth), (0, depth), (0, 0)):
        azimuth = math.degrees(math.atan2(x, y)) + BEARING
        lon, lat, _ = GEOD.fwd(*at, azimuth, math.hypot(x, y))
        ring.append([lon, lat])
    geometry = {"type": "Polygon", "coordinates": [ring]}
    feature = {"type": "Feature", "properties": {"id": "main"}, "geometry": geometry}
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), "utf-8")


def cut_drawing(folder: Path) -> None:
    """Leave the first two thirds of a drawing, as a broken copy does."""
    data = (folder / "plans" / "2.dxf").read_bytes()
    (folder / "plans" / "2.dxf").write_bytes(data[: len(data) * 2 // 3])


def rename_dwg(folder: Path) -> None:
    """Put a DWG's beginning under the name of a DXF."""
    (folder / "plans" / "1.dxf").write_bytes(b"AC1032" + bytes(300))


def misspell_key(folder: Path) -> None:
    """Write a key that campus.toml does not know."""
    with (folder / "campus.toml").open("a", encoding="utf-8") as file:
        file.write("ordnial = 3\n")


def lose_drawing(folder: Path) -> None:
    """Name a drawing that is not there."""
    (folder / "plans" / "2.dxf").unlink()


def plant_reference(folder: Path) -> None:
    """Let a footprint file be a list of references to other files under a GeoJSON's name."""
    (folder / "footprints.geojson").write_text(
        '<OGRVRTDataSource><OGRVRTLayer name="x"><SrcDataSource>../secret.csv</SrcDataSource></OGRVRTLayer>'
        "</OGRVRTDataSource>"
    )


HOSTILE: tuple[Callable[[Path], None], ...] = (cut_drawing, rename_dwg, misspell_key, lose_drawing, plant_reference)


def write_district(folder: Path, good: int, hostile: int) -> list[str]:
    """Write that many schools, the hostile ones spread among the good; return the hostile ones' folders."""
    total = good + hostile
    bad = {(2 * k + 1) * total // (2 * hostile): k for k in range(hostile)} if hostile else {}
    for n in range(total):
        school = write_school(folder / f"s{n:04d}", n)
        if n in bad:
            HOSTILE[bad[n] % len(HOSTILE)](school)
    return [f"s{n:04d}" for n in sorted(bad)]


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[2:4]]
    print(" ".join(write_district(Path(sys.argv[1]), *(numbers or [195]), *([] if len(numbers) > 1 else [5]))))
