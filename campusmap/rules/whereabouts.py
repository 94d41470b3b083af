"""Where a room without a label lies, in words: beside which rooms, else in which part of its floor."""

from __future__ import annotations

from typing import Final

from campusmap.model.places import Floor, Space

_WALL_M: Final = 0.6  # rooms this near share a wall (tool default)
_NAMED: Final = 2  # neighbours that are named (tool default)
_COMPASS: Final = (
    ("south-west", "south", "south-east"),
    ("west", "middle", "east"),
    ("north-west", "north", "north-east"),
)
_PAGE: Final = (
    ("lower left", "bottom", "lower right"),
    ("left", "middle", "right"),
    ("upper left", "top", "upper right"),
)


def say_where(space: Space, floor: Floor) -> str:
    """Return "beside 101 and 103", else "in the north-east", or "at the upper right" where north is not known."""
    near = [other for other in floor.spaces if other is not space and (other.shown_number or other.name)]
    reach = space.outline.buffer(_WALL_M)
    shared = {other.shown_number or other.name: reach.intersection(other.outline).area for other in near}
    beside = sorted((name for name, area in shared.items() if area > 0), key=lambda name: (-shared[name], name))
    if beside:
        return f"beside {' and '.join(beside[:_NAMED])}"
    word = _third(space, floor, _COMPASS if floor.frame.placed else _PAGE)
    return f"{'in' if floor.frame.placed or word == 'middle' else 'at'} the {word}"


def _third(space: Space, floor: Floor, words: tuple[tuple[str, ...], ...]) -> str:
    """Pick the word for the ninth of the floor's bounds that holds a room's middle; y is up."""
    x_min, y_min, x_max, y_max = floor.outline.bounds if not floor.outline.is_empty else space.outline.bounds
    at = space.outline.representative_point()
    across, up = ((v - low) / max(high - low, 1e-9) for v, low, high in ((at.x, x_min, x_max), (at.y, y_min, y_max)))
    return words[min(2, max(0, int(3 * up)))][min(2, max(0, int(3 * across)))]
