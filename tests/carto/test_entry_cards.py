"""Entry cards are drawn anew for what they show, and for nothing else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import shapely
from demo_campus import demo_kit

from campusmap.carto.directory import make_directory
from campusmap.carto.entry_cards import entry_sheets
from campusmap.carto.sheet import Badge, Sheet
from campusmap.kept import kept_by
from campusmap.model.kit import Kit
from campusmap.pipeline.cache import digest_of


def lay_out(kit: Kit, known: dict[str, Any]) -> tuple[list[Sheet], int]:
    """Return the entry cards of a kit, and how many of their maps were drawn anew."""
    anew = 0

    def keep(_step: str, _subject: str, made_from: Mapping[str, Any], make: Callable[[], Any]) -> Any:
        nonlocal anew
        key = digest_of(dict(made_from))
        if key not in known:
            anew, known[key] = anew + 1, make()
        return known[key]

    with kept_by(keep):
        return entry_sheets(make_directory(kit.campus, None), kit.analysis), anew


def count_cards_with(subject: str, sheets: list[Sheet]) -> int:
    """Count the cards on which a device has its symbol."""
    return sum(
        any(isinstance(item, Badge) and item.subject == subject for item in layer.items)
        for sheet in sheets
        for layer in sheet.layers
    )


def test_a_device_that_moves_leaves_alone_the_cards_that_do_not_show_it() -> None:
    kit, known = demo_kit(), dict[str, Any]()
    first, drawn = lay_out(kit, known)
    assert drawn == sum(len(sheet.spots) for sheet in first) > 4
    crowded, shown = {}, set()
    for n, marker in enumerate(kit.campus.markers):
        if marker.at is not None and marker.floor:
            moved = replace(marker, at=shapely.transform(marker.at, lambda xy: xy + 0.02))
            markers = (*kit.campus.markers[:n], moved, *kit.campus.markers[n + 1 :])
            after = replace(kit, campus=replace(kit.campus, markers=markers))
            sheets, anew = lay_out(after, dict(known))
            assert sheets == lay_out(after, {})[0]
            shown.add(count_cards_with(marker.id, sheets))
            crowded |= {marker.kind: anew - count_cards_with(marker.id, sheets)}
    assert shown == {0, 1, 2, 3}
    assert {kind: more for kind, more in crowded.items() if more} == {"GAS_SHUTOFF": 3}  # three have no room for it
