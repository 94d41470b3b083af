"""Plan x placement -> Frame: how a floor's drawing lies on the ground, and how far that can be trusted."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from campusmap.geometry.fit import Fit, Matrix
from campusmap.georeference.extent import plan_extent
from campusmap.georeference.methods import METHODS, NO_RULING, Laid, Ruling, Task
from campusmap.georeference.place import is_inside
from campusmap.georeference.unit import DeclaredUnit, declare_unit, name_unit_at
from campusmap.model.frame import Frame
from campusmap.model.plan import Plan
from campusmap.model.project import FloorEntry, Placement
from campusmap.model.source import Notice
from campusmap.units import UNIT_NAMES, say_length

# Fitted metres per declared metre. Beyond the first bounds the unit or a point is in doubt, beyond the second
# the map would be wrong. Tool defaults: click noise of 0.15 m over 60 m gives 0.995 to 1.005, a wrong unit
# 0.305 or worse.
SCALE_SOUND: Final = (0.98, 1.02)
SCALE_USABLE: Final = (0.9, 1.1)
RESIDUAL_SOUND_M: Final = 1.0  # tool default: about a door's width
RESIDUAL_USABLE_M: Final = 5.0  # tool default: points that disagree by a room cannot all be right
# Texts that read backwards, at least and as a share of all, from which a drawing is taken for a mirror image. Tool
# defaults: blocks of mirrored pairs of rooms leave half of the texts the right way round.
MIN_BACKWARD: Final = 3
BACKWARD_SHARE: Final = 0.6
FLOOR_SIDE_M: Final = (2.0, 1000.0)  # a floor is larger than a shed and shorter than a kilometre (tool default)

Said = tuple[tuple[str, str], ...]


def align_floor(
    plan: Plan,
    entry: FloorEntry,
    placement: Placement | None,
    epsg: int | None,
    folder: Path,
    ruling: Ruling = NO_RULING,
) -> tuple[Frame, tuple[Notice, ...]]:
    """Return the frame of a floor: a similarity from drawing units to metres of the campus CRS ``epsg``.

    A floor whose unit or placement is unconfirmed, missing or in contradiction comes back with ``placed``
    false, the reason, and a matrix that only scales to metres. Files are relative to ``folder``; ``ruling`` is
    what the building's footprint says of the floor. Raises InputError for a placement that names a file that cannot
    be read or points that lie nowhere.
    """
    unit, notices = declare_unit(plan, entry)
    why, said = _judge_size(plan, entry, unit)
    laid = _lay(Task(plan, placement, epsg, folder, unit.metres, entry.window, ruling)) if placement and epsg else None
    fit_why, fit_said = _judge_fit(laid, unit) if laid else ("", ())
    if placement and laid and not fit_why:
        fit_why, more = _judge_texts(plan, entry, placement)
        fit_said += more
    reason = _first(_unit_doubt(unit), why, _placement_doubt(placement, epsg), fit_why, ruling.why)
    spoken = tuple(
        Notice(code, text, subject=plan.file, floor=entry.id) for code, text in said + fit_said + ruling.said
    )
    return _frame(placement, unit, laid, reason), notices + spoken


def _lay(task: Task) -> Laid | None:
    method = METHODS.get(task.placement.method)
    return method(task) if method else None


def _first(*reasons: str) -> str:
    return next((reason for reason in reasons if reason), "")


def _unit_doubt(unit: DeclaredUnit) -> str:
    return "" if unit.confirmed else f"units not confirmed (taken to be {UNIT_NAMES[unit.name]})"


def _placement_doubt(placement: Placement | None, epsg: int | None) -> str:
    if placement is None or placement.method == "none":
        return "no placement is given"
    if not placement.confirmed:
        return "placement not confirmed"
    if epsg:
        return ""
    is_fit = placement.method == "fit"
    return "a fit needs a footprints file" if is_fit else "no place on the ground is known"


def _judge_size(plan: Plan, entry: FloorEntry, unit: DeclaredUnit) -> tuple[str, Said]:
    """Doubt a unit that makes a floor as small as a shed or as large as a town."""
    extent = plan_extent(plan, entry.window)
    if extent is None:
        return "", ()
    side_m = max(extent[2] - extent[0], extent[3] - extent[1]) * unit.metres
    if FLOOR_SIDE_M[0] <= side_m <= FLOOR_SIDE_M[1]:
        return "", ()
    guess = plan.ballot.winner or unit.name
    hint = f" (it looks like {guess})" if guess != unit.name else ""
    text = f"the floor would be {side_m:,.2f} m long in {unit.name}; set units for it in campus.toml{hint}"
    return f"implausible size in {unit.name}", (("place.size", text),)


def _judge_fit(laid: Laid, unit: DeclaredUnit) -> tuple[str, Said]:
    """Hold a fit against the declared unit and its own residuals."""
    if laid.fit is None:
        return laid.why, laid.notices
    scale_why, scale_said = _judge_scale(_true_scale(laid, unit), unit, locked=laid.free_scale is not None)
    residual_why, residual_said = judge_residual(laid.fit)
    return _first(laid.why, scale_why, residual_why), laid.notices + scale_said + residual_said


def _judge_texts(plan: Plan, entry: FloorEntry, placement: Placement) -> tuple[str, Said]:
    """Doubt a drawing whose texts are mirror images, unless it is stated to be one."""
    texts = sum(is_inside(label.x, label.y, entry.window) for label in plan.labels)
    backward = sum(is_inside(x, y, entry.window) for x, y in plan.backward)
    if placement.mirrored or backward < MIN_BACKWARD or backward <= BACKWARD_SHARE * texts:
        return "", ()
    text = f"{backward} of {texts} texts of the drawing read backwards; if it is a mirror image, set mirrored = true"
    return "the drawing seems mirrored", (("place.mirrored", text),)


def _true_scale(laid: Laid, unit: DeclaredUnit) -> float:
    """Return metres on the ground per metre as declared."""
    scale = laid.free_scale or (laid.fit.scale if laid.fit else None)
    return scale / unit.metres / laid.grid_scale if scale else 1.0


def _judge_scale(scale: float, unit: DeclaredUnit, *, locked: bool) -> tuple[str, Said]:
    if SCALE_SOUND[0] <= scale <= SCALE_SOUND[1]:
        return "", ()
    how = "the points would stretch" if locked else "the placement stretches"
    kept = "; its scale is locked, so it keeps its size" if locked else ""
    text = f"{how} the drawing to {scale:.3f} of its size in {unit.name}{kept}{name_unit_at(scale, unit.name)}"
    usable = SCALE_USABLE[0] <= scale <= SCALE_USABLE[1]
    return ("" if usable else f"placement and unit disagree (scale {scale:.3f})"), (("place.scale", text),)


def judge_residual(fit: Fit) -> tuple[str, Said]:
    """Return why the points of a fit cannot all be right, "" if they may, and what is to be said of what they miss."""
    if fit.rms is None or fit.rms <= RESIDUAL_SOUND_M:
        return "", ()
    held = "" if fit.held_out is None else f", {say_length(fit.held_out)} at a point left out of the fit"
    worst = say_length(fit.worst or fit.rms)
    text = f"the points miss by {say_length(fit.rms)} (root mean square), {worst} at worst{held}"
    why = "" if fit.rms <= RESIDUAL_USABLE_M else "the points of the placement contradict each other"
    return why, (("place.residual", text),)


def _frame(placement: Placement | None, unit: DeclaredUnit, laid: Laid | None, why: str) -> Frame:
    fit = laid.fit if laid else None
    # The misfit of a matrix carried between two CRS measures nobody's points, so it is no residual.
    measured = fit if laid and laid.points == (fit.points if fit else 0) else None
    mirrored = placement is not None and placement.mirrored
    return Frame(
        method=placement.method if placement else "none",
        matrix=fit.matrix if fit and not why else _scale_only(unit.metres, mirrored),
        placed=fit is not None and not why,
        confirmed=placement is not None and placement.confirmed,
        unit=unit.name,
        unit_source=unit.source,
        unit_confirmed=unit.confirmed,
        scale=_true_scale(laid, unit) if laid else 1.0,
        points=laid.points if laid else 0,
        residual_m=measured.rms if measured else None,
        worst_m=measured.worst if measured else None,
        held_out_m=measured.held_out if measured else None,
        mirrored=mirrored,
        why_unplaced=why,
    )


def _scale_only(unit_m: float, mirrored: bool) -> Matrix:
    """Scale to metres, turning a drawing that is stated to be mirrored the right way round."""
    return (-unit_m if mirrored else unit_m, 0.0, 0.0, 0.0, unit_m, 0.0)
