"""Decide whether a drawing holds a floor plan at all, and say in words what it holds instead."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from campusmap.geometry.swing import is_leaf_swing
from campusmap.model.plan import Plan, Role
from campusmap.model.source import Notice
from campusmap.rooms.kind_evidence import FEW, GUESSED, Kind, drawn_layers, gather_evidence
from campusmap.rooms.kind_words import site_words
from campusmap.rooms.sheet import Sheet, make_notice


def rule_out_plan(plan: Plan, sheet: Sheet) -> tuple[Notice, ...]:
    """Return one notice if no room may be taken from a drawing, none if it may hold a floor plan.

    ``plan`` is in metres, ``sheet`` the same drawing by role. What has_plan_marks finds is never overruled.
    """
    if plan.strokes and has_plan_marks(plan):
        return ()
    kind = gather_evidence(plan, sheet)
    reason = describe_nothing(kind) or describe_land(kind) or describe_islands(kind)
    return (no_plan(sheet, reason),) if reason else ()


def explain_no_rooms(plan: Plan, sheet: Sheet) -> Notice:
    """Return the notice for a drawing out of which no room came."""
    kind = gather_evidence(plan, sheet)
    other = "" if has_plan_marks(plan) else describe_land(kind) or describe_islands(kind)
    return no_plan(sheet, describe_nothing(kind) or other or describe_small(kind) or describe_lines(kind))


def no_plan(sheet: Sheet, reason: str) -> Notice:
    """Write the notice."""
    return make_notice(sheet, "dxf.no_plan", f"no plan here because {reason}")


MANY_DOORS: Final = 3  # swings; fewer may be bends of a kerb (tool default)


def has_plan_marks(plan: Plan) -> bool:
    """Tell whether doors, or layers named after rooms, walls or doors, say that this is a plan."""
    named = any(
        f.role in MARKS and not f.reason.startswith(GUESSED) and (f.reason == CONFIRMED or not site_words(f.name))
        for f in drawn_layers(plan)
    )
    return named or sum(is_leaf_swing(stroke.arc) for stroke in plan.strokes) >= MANY_DOORS


MARKS: Final = (Role.ROOM, Role.WALL, Role.DOOR)
CONFIRMED: Final = "campus.toml"  # the reason of a role that a person gave

# -- evidence for something else ----------------------------------------------------------------------------------


def describe_nothing(kind: Kind) -> str:
    """Say why nothing is drawn in model space, "" if something is."""
    if kind.strokes:
        return ""
    if kind.texts:
        return f"model space holds {texts(kind)} and no line: a title block, a table or notes{left_out(kind)}"
    if kind.unread:
        return f"none of its {kind.unread} entities could be drawn: they are proxies or of types without graphics"
    if not kind.left_out:
        return "model space is empty; export the drawing that holds the plan"
    return f"nothing in it can be walls{left_out(kind)}{NOTHING_FIXES.get(kind.left_out[0][0], '')}"


def texts(kind: Kind) -> str:
    """Count the texts in words."""
    return "1 text" if kind.texts == 1 else f"{kind.texts:,} texts"


def left_out(kind: Kind) -> str:
    """List what rules left out, "" if nothing."""
    listed = ", ".join(f"{count:,} as {rule}" for rule, count in kind.left_out[:SHOWN])
    return f" (left out: {listed})" if listed else ""


SHOWN: Final = 4  # rules that are listed
NOTHING_FIXES: Final = {
    "paper space": "; everything is drawn in paper space: export model space",
    "3D solid": "; it is a model of solids: export a plan, cut through the walls, as lines",
    "mesh": "; it is a model of meshes: export a plan, cut through the walls, as lines",
    "frozen layer": "; thaw the layers that hold the plan and export again",
    "off layer": "; switch on the layers that hold the plan and export again",
    "point": "; it holds survey points",
    "annotation layer": "; if a layer among them holds walls, name it in campus.toml",
    "furniture layer": "; if a layer among them holds walls, name it in campus.toml",
}  # fmt: skip


def describe_land(kind: Kind) -> str:
    """Say what makes a drawing a site plan or a survey, "" if too little does."""
    told = list(land_signs(kind))
    if len(told) < SIGNS:
        return ""
    signs = "; ".join(told)
    return (
        f"this is a site plan or a survey: {signs}; and it has no door swings to speak of. Give the drawing of a floor"
    )


SIGNS: Final = 2  # one alone also fits some floor plans (tool default)
FAR: Final = 15.0  # widths of the drawing from its origin: projected coordinates (tool default)
SITE_SHARE: Final = 0.15  # of strokes and texts (tool default)
HEIGHTS_SHARE: Final = 0.04  # of the texts (tool default)
LARGE_M: Final = 300.0  # longer than the longest school known to the author of the limit (tool default)
NAMES: Final = 3  # layer names that are quoted


def land_signs(kind: Kind) -> Iterator[str]:
    """Yield each sign of a site plan in words, with its counts."""
    if kind.elevations >= max(FEW, HEIGHTS_SHARE * kind.texts):
        yield f"{kind.elevations:,} of its {texts(kind)} are heights, not room numbers"
    if kind.site_share >= SITE_SHARE:
        names = ", ".join(kind.site_layers[:NAMES])
        yield f"{len(kind.site_layers)} layers are named after land, streets or pipes ({names})"
    if kind.far_off >= FAR:
        yield f"its coordinates lie {kind.far_off:,.0f} times its width from the origin, as those of a map do"
    if max(kind.width_m, kind.depth_m) >= LARGE_M:
        yield f"it is {kind.width_m:,.0f} x {kind.depth_m:,.0f} m large in the unit it was read in"


FOOTPRINTS: Final = 8  # outlines; fewer may be the buildings of one plan (tool default)
APART_SHARE: Final = 0.5  # of the outlines (tool default)


def describe_islands(kind: Kind) -> str:
    """Say that closed outlines stand apart as buildings do, "" if they lie side by side as rooms do."""
    rooms = Role.ROOM in kind.guessed and kind.guessed_rooms >= FOOTPRINTS
    if rooms and kind.room_islands >= APART_SHARE * kind.guessed_rooms:
        return _footprints(kind.guessed_rooms, kind.room_islands)
    mostly = kind.compact >= max(FOOTPRINTS, OUTLINES_SHARE * kind.strokes) and not kind.guessed
    if mostly and kind.islands >= ISLANDS:
        return _footprints(kind.outlines, kind.islands)
    return ""


OUTLINES_SHARE: Final = 0.4  # of the strokes (tool default)
ISLANDS: Final = 5  # blocks of touching buildings; the rooms of one floor hang together (tool default)


def _footprints(outlines: int, islands: int) -> str:
    return (
        f"its {outlines} closed outlines look like building footprints: they form {islands} groups with open ground"
        " between them, and there are no doors. Give the file as footprints"
    )


SMALL_M: Final = 4.0  # smaller than any floor (tool default)


def describe_small(kind: Kind) -> str:
    """Say that a drawing is too small for a floor: artwork, a part, a detail."""
    size = max(kind.width_m, kind.depth_m)
    if size >= SMALL_M:
        return ""
    sizes = f"it is {kind.width_m:.2f} x {kind.depth_m:.2f} m large in the unit it was read in"
    is_art = kind.curved >= CURVED * kind.strokes
    share = f" and {kind.curved} of its {kind.strokes} strokes are curves" if is_art else ""
    what = "artwork, or a part for cutting" if is_art else "a detail or a symbol"
    return f"{sizes}{share}: {what}, not a floor{left_out(kind)}. If it is one, state units in campus.toml"


CURVED: Final = 0.25  # of the strokes (tool default)


def describe_lines(kind: Kind) -> str:
    """Say why lines that may be a plan gave no room."""
    held = f"{', '.join(f'{count:,} {name}' for name, count in kind.types[:SHOWN])}, {texts(kind)}{left_out(kind)}"
    if (kind.named | kind.guessed) & {Role.ROOM, Role.WALL, Role.MIXED}:
        return (
            f"the lines taken for walls or room outlines close round nothing: a section, an elevation, a detail,"
            f" or walls that are missing. It holds {held}"
        )
    return (
        "none of its lines is taken for walls or room outlines: they run in no pairs a wall's thickness apart and are"
        f" on no layer of such a name. It holds {held}. If a layer holds walls, name it in campus.toml"
    )
