"""Rooms that people split or merged: cells are cut and joined before they are lettered, named and given openings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

import shapely
from shapely import LineString, Point, Polygon

from campusmap.geometry.divide import cut_in_two, join_across
from campusmap.model.feature import RoomCorrection
from campusmap.model.places import Opening, OpeningKind, Space
from campusmap.model.plan import STATED_GAP, Stroke
from campusmap.model.source import Notice, Ref
from campusmap.rooms.closed import Enclosed
from campusmap.rooms.labels import Lettered, RoomText, letter_rooms
from campusmap.rooms.naming import name_spaces, number_to_slug
from campusmap.rooms.parts import Cell
from campusmap.rooms.sheet import Sheet, make_notice
from campusmap.rooms.split import edges_to_openings
from campusmap.rooms.texts import Mark
from campusmap.units import count_of

WALL_M: Final = 0.1  # thickness of a wall that somebody says stands on a border: a light partition (tool default)
_OWN_SHARE: Final = 0.6  # of a line that must lie in the room that it splits (tool default)
_NEAR_M: Final = 0.3  # a place so near a room is in it: a wall moved a little (tool default)
_RIM_M: Final = 0.02  # a guessed border runs along a room's rim, which is rounded (tool default)
_GUESS_M: Final = 0.5  # of a rim that must be a guess (tool default)
_DEEP_M: Final = 0.05  # a door so deep in a merged room stood between its parts (tool default)


@dataclass(slots=True, eq=False)
class _Part:
    """A cell on the way, with its id, what its texts said, and the corrections that made it what it is."""

    cell: Cell
    id: str
    text: RoomText
    merged: bool = False
    refs: tuple[Ref, ...] = ()


@dataclass(frozen=True, slots=True)
class Mended:
    """Rooms after all corrections: ``ids`` by cell, () where nothing was corrected; ``texts`` of merged cells by index.

    ``refs`` tell by space id where its corrections are written, ``borders`` where an open border is.
    """

    found: Enclosed
    ids: tuple[str, ...] = ()
    texts: dict[int, RoomText] = field(default_factory=dict)
    refs: dict[str, tuple[Ref, ...]] = field(default_factory=dict)
    borders: tuple[tuple[LineString, Ref], ...] = ()
    notices: tuple[Notice, ...] = ()


class _Bench:
    """The cells of one floor while corrections are applied to them, one after another."""

    def __init__(self, sheet: Sheet, found: Enclosed, marks: Sequence[Mark]) -> None:
        self.sheet, self.marks, self.doorways = sheet, marks, list(found.openings)
        self.borders: list[tuple[LineString, Ref]] = []
        self.notices: list[Notice] = []
        shapes = [cell.shape for cell in found.cells]
        texts = letter_rooms(shapes, marks).rooms
        ids = name_spaces(sheet, shapes, [text.number for text in texts])
        self.guessed = found.guessed
        self.parts = [_Part(*each) for each in zip(found.cells, ids, texts, strict=True)]

    def tell(self, code: str, one: RoomCorrection, text: str, subject: str = "") -> None:
        """Keep what is to be said of a correction."""
        self.notices.append(make_notice(self.sheet, code, f"{_name(one)} {text}", subject, one.ref))


def mend_rooms(sheet: Sheet, found: Enclosed, marks: Sequence[Mark], corrections: Sequence[RoomCorrection]) -> Mended:
    """Split and merge cells as people said; what does not fit the drawing is left as drawn, and told."""
    if not corrections:
        return Mended(found)
    bench = _Bench(sheet, found, marks)
    for one in corrections:
        if not sheet.frame.placed and not one.in_drawing:
            bench.tell("rooms.by_hand_misfit", one, "cannot lie on the floor, which is not placed")
        elif one.problem:
            bench.tell("rooms.by_hand_misfit", one, f"cannot be used: {one.problem}")
        else:
            _KINDS[one.kind](bench, one)
    cells = tuple(part.cell for part in bench.parts)
    return Mended(
        replace(found, cells=cells, openings=tuple(bench.doorways)), tuple(part.id for part in bench.parts),
        {n: part.text for n, part in enumerate(bench.parts) if part.merged},
        {part.id: part.refs for part in bench.parts if part.refs}, tuple(bench.borders), tuple(bench.notices),
    )  # fmt: skip


def _split(bench: _Bench, one: RoomCorrection) -> None:
    line = LineString(one.shape.coords)
    shares = [part.cell.shape.intersection(line).length / max(line.length, 1e-9) for part in bench.parts]
    best = max(range(len(shares)), key=lambda n: (shares[n], bench.parts[n].id), default=-1)
    if best < 0 or shares[best] < _OWN_SHARE:
        _tell_no_room(bench, one, line)
        return
    whole, is_open = bench.parts[best], one.border == "open"
    halves = cut_in_two(whole.cell.shape, line, 0.0 if is_open else WALL_M)
    if halves is None:
        bench.tell("rooms.by_hand_misfit", one, f"does not part {_word(whole)} in two any more", whole.id)
        return
    _check_number(bench, one, [whole])
    made = [_remake(bench, one, [whole], shape) for shape in halves]
    bench.parts[best : best + 1] = made
    _letter(bench, made, whole, one)
    if is_open:
        stroke = Stroke(STATED_GAP, "", "", tuple((x, y) for x, y, *_ in line.coords))
        for doorway in edges_to_openings([part.cell.shape for part in made]):
            bench.doorways.append(replace(doorway, strokes=(stroke,)))
            bench.borders.append((doorway.line, one.ref))
    how = "with nothing between" if is_open else "with a wall between"
    bench.tell("rooms.by_hand", one, f"made {_word(made[0])} and {_word(made[1])} of it, {how}", made[0].id)


def _remake(bench: _Bench, one: RoomCorrection, own: Sequence[_Part], shape: Polygon) -> _Part:
    """Return the first of some parts in another shape; a border that is still a guess stays one."""
    rim = shape.boundary.buffer(_RIM_M)
    is_guess = any(part.cell.method == "inferred" for part in own)
    is_guess = is_guess and any(line.intersection(rim).length > _GUESS_M for line in bench.guessed)
    repairs = dict.fromkeys(repair for part in own for repair in part.cell.repairs)
    strokes = tuple(stroke for part in own for stroke in part.cell.strokes)
    past = f"{'split' if one.kind == 'split' else 'merged'} by hand{_by(one)}"
    cell = Cell(shape, "inferred" if is_guess else "manual", strokes, (*repairs, past))
    refs = dict.fromkeys(ref for part in own for ref in part.refs)
    return _Part(cell, own[0].id, own[0].text, refs=(*refs, one.ref))


def _letter(bench: _Bench, made: list[_Part], whole: _Part, one: RoomCorrection) -> None:
    """Give two parts their texts and ids: the one with the room's number, else the larger, goes on as the room."""
    texts = letter_rooms([part.cell.shape for part in bench.parts], bench.marks).rooms
    for part, text in zip(bench.parts, texts, strict=True):
        if part in made:
            part.text = text
    made.sort(key=lambda part: (part.text.number != whole.text.number, -part.cell.shape.area))
    taken = {part.id for part in bench.parts}
    made[1].id = _free_id(bench.sheet, made[1].text.number, one.part or f"{whole.id}-2", taken)


def _free_id(sheet: Sheet, number: str, wanted: str, taken: set[str]) -> str:
    """Return the id of a new part: by its own number, else the one that was set aside for it."""
    by_number = f"{sheet.floor_id}/{number_to_slug(number)}"
    if number and by_number not in taken:
        return by_number
    wanted = wanted if wanted.startswith(f"{sheet.floor_id}/") else f"{sheet.floor_id}/{wanted.rpartition('/')[2]}"
    tries = [wanted, *(f"{wanted}-{n}" for n in range(2, len(taken) + 3))]
    return next(each for each in tries if each not in taken)


def _tell_no_room(bench: _Bench, one: RoomCorrection, line: LineString) -> None:
    """Say whether the drawing has the border itself by now, or no room where the line lies."""
    middle = line.interpolate(0.5, normalized=True)
    beside = [part for part in bench.parts if part.cell.shape.distance(middle) <= _NEAR_M]
    rims = [part.cell.shape.boundary.buffer(_NEAR_M) for part in beside]
    if len(rims) == 2 and rims[0].intersection(rims[1]).intersection(line).length > line.length / 2:
        text = f"is no longer needed: the drawing itself parts {_word(beside[0])} from {_word(beside[1])} there"
        bench.tell("rooms.by_hand_settled", one, text, beside[0].id)
    else:
        bench.tell("rooms.by_hand_misfit", one, "lies in no one room of the drawing any more")


def _merge(bench: _Bench, one: RoomCorrection) -> None:
    places = [Point(at) for at in shapely.get_coordinates(one.shape)]
    homes = [_find_home(bench.parts, place) for place in places]
    own = list(dict.fromkeys(home for home in homes if home is not None))
    if None in homes or len(places) < 2:
        gone = sum(home is None for home in homes)
        bench.tell("rooms.by_hand_misfit", one, f"names {count_of(gone, 'place')} in no room of the drawing any more")
        return
    if len(own) == 1:
        text = f"is no longer needed: the drawing itself has {_word(own[0])} as one room there"
        bench.tell("rooms.by_hand_settled", one, text, own[0].id)
        return
    others = [part.cell.shape for part in bench.parts if part not in own]
    shape = join_across([part.cell.shape for part in own], others)
    if shape is None:
        named = " and ".join(_word(part) for part in own)
        bench.tell("rooms.by_hand_misfit", one, f"cannot be made: {named} do not adjoin any more", own[0].id)
        return
    _check_number(bench, one, own)
    _join(bench, one, own, shape)


def _find_home(parts: Sequence[_Part], place: Point) -> _Part | None:
    near = min(parts, key=lambda part: (part.cell.shape.distance(place), part.id), default=None)
    return near if near is not None and near.cell.shape.distance(place) <= _NEAR_M else None


def _join(bench: _Bench, one: RoomCorrection, own: list[_Part], shape: Polygon) -> None:
    """Put one part in the place of several: it goes on as the first, and answers to the others' numbers and names."""
    first, deep = own[0], shape.buffer(-_DEEP_M)
    made = _remake(bench, one, own, shape)
    made.merged = True
    made.text = _join_texts([part.text for part in own])
    bench.parts[bench.parts.index(first)] = made
    bench.parts = [part for part in bench.parts if part not in own]
    between = [doorway for doorway in bench.doorways if deep.covers(doorway.line.interpolate(0.5, normalized=True))]
    bench.doorways = [doorway for doorway in bench.doorways if doorway not in between]
    doors = [doorway for doorway in between if doorway.kind is not OpeningKind.OPENING]
    lost = f"; {count_of(len(doors), 'door or window', 'doors or windows')} between them left out" if doors else ""
    bench.tell("rooms.by_hand", one, f"made one room of {' and '.join(_word(part) for part in own)}{lost}", made.id)


def _join_texts(texts: Sequence[RoomText]) -> RoomText:
    """Return the first room's texts, with the numbers and names of the others as further ones."""
    first, taken = texts[0], (texts[0].number, texts[0].name, "")
    more = [word for text in texts[1:] for word in (text.number, text.name, *text.others) if word not in taken]
    marks = tuple(mark for text in texts for mark in text.marks)
    return replace(first, others=tuple(dict.fromkeys((*first.others, *more))), marks=marks, rivals=())


def _check_number(bench: _Bench, one: RoomCorrection, own: Sequence[_Part]) -> None:
    """Tell of rooms that the drawing numbers otherwise than when the correction was made."""
    for then, part in zip(one.numbers, own, strict=False):
        if then and part.text.number and number_to_slug(then) != number_to_slug(part.text.number):
            text = f"was made for room {then}, which the drawing calls {part.text.number} now; it was done there"
            bench.tell("rooms.by_hand_misfit", one, text, part.id)


def _word(part: _Part) -> str:
    return part.text.number or part.text.name or part.id


def _name(one: RoomCorrection) -> str:
    room = next(filter(None, (*one.numbers, one.subject)), "a room")
    return f"the {one.kind} of {room}{_by(one)}"


def _by(one: RoomCorrection) -> str:
    return f"{f' by {one.who}' if one.who else ''}{f' on {one.when}' if one.when else ''}"


def letter_mended(mended: Mended, marks: Sequence[Mark]) -> Lettered:
    """Give rooms their texts; merged ones go on with those of the room that keeps its number."""
    lettered = letter_rooms([cell.shape for cell in mended.found.cells], marks)
    rooms = tuple(mended.texts.get(n, text) for n, text in enumerate(lettered.rooms))
    return replace(lettered, rooms=rooms)


def sign_spaces(spaces: tuple[Space, ...], mended: Mended) -> tuple[Space, ...]:
    """Let rooms that were split or merged say where that is written."""
    return tuple(replace(each, refs=(*each.refs, *mended.refs[each.id])) if each.id in mended.refs else each
                 for each in spaces)  # fmt: skip


def sign_openings(openings: tuple[Opening, ...], mended: Mended) -> tuple[Opening, ...]:
    """Let openings that are open borders say where these are written, in the place of a drawing that has them not."""
    return tuple(_sign(each, mended) for each in openings)


def _sign(opening: Opening, mended: Mended) -> Opening:
    if opening.kind is not OpeningKind.OPENING:
        return opening
    at = opening.line.interpolate(0.5, normalized=True)
    refs = tuple(ref for line, ref in mended.borders if line.interpolate(0.5, normalized=True).dwithin(at, 0.01))
    return replace(opening, refs=refs) if refs else opening


_KINDS: Final[dict[str, Callable[[_Bench, RoomCorrection], None]]] = {"split": _split, "merge": _merge}
