"""Exterior doors without a number, on the sheets of floors and buildings whose other exterior doors have one."""

from __future__ import annotations

from dataclasses import replace

from campusmap.carto.door_marks import door_tag
from campusmap.carto.marks import Layer, Scene
from campusmap.carto.scene import mover
from campusmap.carto.symbols import DOOR_BARE, find_symbol
from campusmap.model.places import Campus, Floor
from campusmap.rules.evidence import exterior_doors


def with_bare_doors(scene: Scene, campus: Campus, floor: Floor) -> Scene:
    """Add a tag without a number to each exterior door that lacks one, where others on the floor have theirs.

    Where none has, the red of the doors tells as much, and so many tags would take the room of what says more.
    """
    doors = exterior_doors((floor,))
    bare = [door for door in doors if not door.shown_number]
    if not bare or len(bare) == len(doors):
        return scene
    move, dash = mover(campus, floor), find_symbol(DOOR_BARE).letters
    tags = (replace(door_tag(door, floor, move), kind=DOOR_BARE, label=dash) for door in bare)
    return replace(scene, layers=(*scene.layers, Layer("bare_doors", "Doors without a number", tuple(tags))))
