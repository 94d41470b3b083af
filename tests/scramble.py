"""Scramble the numbers of a generated campus in its own drawings, as years of rebuilding do."""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ezdxf.document import Drawing
from ezdxf.filemanagement import readfile

ROOMS, DOORS = ("ROOM-NUMBERS", "A-AREA-IDEN", "ROOMNO"), ("DOOR-NUMBERS", "A-DOOR-IDEN", "DOORNO")
NUMBER = re.compile(r"(?:[A-Z]?\d{2,3}[A-Z]?|D\d+)")


@dataclass
class Label:
    """A number in a drawing: what it reads, where it stands, and how it is written over or taken out."""

    text: str
    at: tuple[float, float]
    write: Callable[[str], None]
    remove: Callable[[], None]


def labels(document: Drawing, kinds: tuple[str, ...]) -> list[Label]:
    """Return the room numbers, or the door numbers, of a drawing."""
    found = [label for entity in document.modelspace() for label in _labels_of(entity, kinds)]
    return [label for label in found if NUMBER.fullmatch(label.text)]


def _labels_of(entity: Any, kinds: tuple[str, ...]) -> Iterator[Label]:
    if entity.dxftype() == "INSERT":
        for attribute in entity.attribs:
            if attribute.dxf.tag in kinds:
                yield _label(attribute, "text", attribute.dxf.text)
    elif entity.dxftype() == "TEXT" and entity.dxf.layer in kinds:
        yield _label(entity, "text", re.sub(r"%%.", "", entity.dxf.text))
    elif entity.dxftype() == "MTEXT" and entity.dxf.layer in kinds:
        yield _mtext_label(entity)


def _label(entity: Any, field: str, text: str) -> Label:
    raw = getattr(entity.dxf, field)
    at = entity.dxf.get("align_point") or entity.dxf.insert
    return Label(
        text, (at[0], at[1]), lambda new: setattr(entity.dxf, field, raw.replace(text, new)),
        lambda: setattr(entity.dxf, field, ""),
    )  # fmt: skip


def _mtext_label(entity: Any) -> Label:
    raw, words = entity.text, entity.plain_text().split()
    text = words[-1] if words else ""
    head, _, tail = raw.rpartition(text)
    at = entity.dxf.insert
    return Label(
        text, (at[0], at[1]), lambda new: setattr(entity, "text", head + new + tail),
        lambda: setattr(entity, "text", head + tail),
    )  # fmt: skip


def scramble(source: Path, folder: Path, seed: int, share: float) -> dict[str, int]:
    """Copy a campus and scramble it: numbers swapped, one twice, one missing, one of another floor; doors swapped.

    Lists that name rooms by number are left out of the copy; main entrances stay where they are on the ground, and the
    scheme wants numbers that sound alike apart.
    Returns how many labels of each kind read otherwise than before.
    """
    shutil.copytree(source, folder)
    (folder / "rooms.csv").unlink(missing_ok=True)
    part_alike(folder / "campus.toml")
    chance, count = random.Random(seed), {"rooms": 0, "doors": 0}
    for path in sorted((folder / "plans").glob("*.dxf")):
        document = readfile(path)
        count["rooms"] += _scramble_rooms(labels(document, ROOMS), chance, share)
        doors = labels(document, DOORS)
        moved = _permute(doors, chance, 0.7)
        count["doors"] += len(moved)
        _follow_main(folder / "campus.toml", path.stem, moved)
        document.saveas(path)
    return count


def part_alike(path: Path) -> None:
    """Let a campus's scheme want numbers that sound alike apart, as a school may that is numbered anew."""
    text = path.read_text("utf-8")
    table = text.replace("[numbering]\n", "[numbering]\nalike_apart = true\n", 1)
    path.write_text(table if table != text else text + "\n[numbering]\nalike_apart = true\n", "utf-8")


def _scramble_rooms(rooms: list[Label], chance: random.Random, share: float) -> int:
    moved = len(_permute(rooms, chance, share))
    spare = [label for label in rooms if label.text.isdecimal()]
    if len(spare) < 8:
        return moved
    twice, gone, lost = chance.sample(spare, 3)
    twice.write(chance.choice([label.text for label in spare if label is not twice]))
    gone.remove()
    lost.write("9" + lost.text[1:])
    return moved + 3


def _permute(found: list[Label], chance: random.Random, share: float) -> dict[str, str]:
    chosen = [label for label in found if label.text[-1:].isdigit() and chance.random() < share]
    texts = [label.text for label in chosen]
    chance.shuffle(texts)
    if texts == [label.text for label in chosen]:
        texts = texts[1:] + texts[:1]
    moved = {label.text: text for label, text in zip(chosen, texts, strict=True) if label.text != text}
    for label, text in zip(chosen, texts, strict=True):
        label.write(text)
    return moved


def _follow_main(path: Path, stem: str, moved: dict[str, str]) -> None:
    """Name the main entrance by the number that now stands at it."""
    now = moved.get("D1")
    if now is None:
        return
    building = {"main": "MAIN"}.get(stem, stem[0].upper())
    text = path.read_text("utf-8")
    table = re.compile(rf'(id = "{building}"\n(?:[^\[]*?)main_entrance = )"1"')
    text = table.sub(rf'\1"{now[1:]}"', text)
    text = text.replace(
        f'{{ building = "{building}", door = "1" }}', f'{{ building = "{building}", door = "{now[1:]}" }}'
    )
    path.write_text(text, "utf-8")


def catch_up(plan: Path, numbers: Path) -> int:
    """Write the new numbers of a numbers drawing over the old ones in a plan; return how many were written."""
    document, layer = readfile(plan), readfile(numbers)
    old = labels(document, ROOMS) + labels(document, DOORS)
    new = [(e.dxf.text, e.dxf.align_point) for e in layer.modelspace() if e.dxf.layer == "CAMPUSMAP-NUMBERS-NEW"]
    was = [(e.dxf.text, e.dxf.align_point) for e in layer.modelspace() if e.dxf.layer == "CAMPUSMAP-NUMBERS-OLD"]
    written = 0
    for text, at in new:
        before = min(was, key=lambda each: abs(each[1].x - at.x) + abs(each[1].y - at.y))[0].removeprefix("was ")
        mine = [label for label in old if label.text.removeprefix("D") == before]
        if mine:
            label = min(mine, key=lambda each: (each.at[0] - at.x) ** 2 + (each.at[1] - at.y) ** 2)
            label.write(f"D{text}" if label.text.startswith("D") else text)
            old.remove(label)
            written += 1
        else:
            document.modelspace().add_text(text, height=8, dxfattribs={"layer": "ROOM-NUMBERS"}).set_placement(
                (at.x, at.y)
            )
    document.saveas(plan)
    return written
