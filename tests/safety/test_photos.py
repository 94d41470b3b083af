"""Which picture is of what: by the column, by the file's name, and what is left over."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from demo_campus import demo_kit
from PIL import Image

from campusmap.model.places import Campus
from campusmap.model.source import Ref
from campusmap.model.tables import Row, Tables
from campusmap.pipeline.photos import add_photos
from campusmap.safety.devices import place_markers
from campusmap.safety.photos import match_photos
from campusmap.safety.reconcile import apply_tables


def campus() -> Campus:
    return demo_kit().campus


def a_door(of: Campus):
    """Return a building and an exterior door whose number no other building has, and one that several have."""
    doors = [(b, o) for b in of.buildings for f in b.floors for o in f.openings if o.exterior and o.number]
    counts = [(b, o, sum(other.number == o.number for _, other in doors)) for b, o in doors]
    alone = next((b, o) for b, o, count in counts if count == 1)
    shared = next((b, o) for b, o, count in counts if count > 1)
    return alone, shared


def test_the_column_names_files_whatever_their_case_and_folder() -> None:
    at = campus()
    (building, door), _ = a_door(at)
    rows = (
        Row(
            {"building": building.id, "door": door.id, "photo": "photos\\East DOOR.JPG; box.png"},
            Ref("openings.csv", place="row 2"),
        ),
    )
    at = apply_tables(at, Tables(openings=rows))
    box = Row(
        {"kind": "KEY_BOX", "building": building.id, "door": door.id, "photo": "Box.png | gone.jpg"},
        Ref("markers.csv", place="row 9"),
    )
    before = {m.id for m in at.markers}
    at = place_markers(at, (box,))
    key = next(m for m in at.markers if m.id not in before)
    wanted, said = match_photos(at, ("photos/box.png", "photos/East door.jpg"))
    assert wanted == (("photos/East door.jpg", (door.id,)), ("photos/box.png", (door.id, key.id)))
    assert [(n.code, n.subject, n.ref.place, n.building) for n in said] == [
        ("photo.missing", key.id, "row 9", building.id)
    ]
    assert "photo" not in key.attributes


def test_a_file_may_bear_the_number_of_its_door() -> None:
    at = campus()
    (_, door), (building, shared) = a_door(at)
    files = (f"photos/door {door.number}.jpg", f"photos/{door.number}_2.png", f"photos/{shared.number}.jpg",
             f"photos/{building.number}-{shared.number}.jpg", "photos/cat.jpg")  # fmt: skip
    wanted, said = match_photos(at, files)
    assert dict(wanted) == {files[0]: (door.id,), files[1]: (door.id,), files[3]: (shared.id,)}
    assert [(n.code, n.subject) for n in said] == [("photo.unused", files[2]), ("photo.unused", files[4])]
    assert "fits" in said[0].text


def test_outer_doors_and_key_boxes_go_first() -> None:
    at = campus()
    (_, door), _ = a_door(at)
    kinds = ("CAMERA", "KEY_BOX", "FACP")
    markers = tuple(
        replace(at.markers[0], id=f"m{n}", kind=kind, photos=(f"{n}x.jpg",)) for n, kind in enumerate(kinds)
    )
    at = replace(at, markers=markers)
    files = ("photos/0x.jpg", "photos/1x.jpg", "photos/2x.jpg", f"photos/{door.number}.jpg")
    assert [file for file, _ in match_photos(at, files)[0]] == [files[3], files[1], files[2], files[0]]


def test_a_folder_of_pictures_is_laid_on_the_campus(tmp_path: Path) -> None:
    at = campus()
    (_, door), _ = a_door(at)
    (tmp_path / "photos").mkdir()
    Image.new("RGB", (900, 600), "grey").save(tmp_path / "photos" / f"{door.number}.jpg")
    (tmp_path / "photos" / "note.txt").write_text("x")
    found = add_photos(at, tmp_path)
    assert [(p.file, p.shows, p.width_px) for p in found.photos] == [(f"photos/{door.number}.jpg", (door.id,), 640)]
    assert [n.code for n in found.notices[len(at.notices) :]] == ["photo.unused"]
    assert add_photos(at, tmp_path / "nowhere") == at
