"""How the rooms of one floor are to be numbered: what is wrong with a number, and how a new one is written."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from campusmap.model.places import Building, Floor
from campusmap.numbering.grammar import carries_floor_code, fold_number, parse_number, split_number
from campusmap.numbering.scheme import Scheme, commonest_width, infer_floor_code
from campusmap.numbering.storeys import code_storeys
from campusmap.numbering.template import fill_template

PLAIN_WIDTH: Final = 3  # of a floor's digit and two more, where a building has no number yet (IU, VCU: three or four)
USUAL_SHARE: Final = 0.5  # a mark that more of a floor's numbers hold is the school's way of writing (tool default)


@dataclass(frozen=True, slots=True)
class RoomStyle:
    """One floor's numbers: ``prefix``, then ``code``, then a serial of ``places`` digits."""

    scheme: Scheme
    building: str  # its number
    floor: str  # its name, for sentences
    prefix: str
    code: str
    places: int
    width: int | None  # digits that a number should have; None where nothing says
    marks: str  # punctuation that is the school's way

    def write(self, serial: int) -> str:
        """Write a room's number."""
        return f"{self.prefix}{self.code}{str(serial).zfill(self.places)}"

    def write_inner(self, parent: str, nth: int) -> str:
        """Write the number of the nth room behind another."""
        template = "{number}" + (self.scheme.suffix or "{letter}")
        return fill_template(template.replace("{number}{number}", "{number}"), serial=nth, number=parent,
                             skip=self.scheme.skip_letters)  # fmt: skip

    @property
    def serials(self) -> range:
        """Return the serials that new numbers may have."""
        return range(1, 10**self.places)

    def serial_of(self, number: str) -> int | None:
        """Return a number's serial on this floor; None for one with a suffix, or that cannot be read."""
        parts = parse_number(self.strip(number), building_number=self.building, floor_code=self.code)
        return None if parts is None or parts.suffix else parts.serial

    def strip(self, number: str) -> str:
        """Return a number without the marks that are the school's way of writing."""
        return number.translate(str.maketrans("", "", self.marks))

    def find_fault(self, number: str) -> str:
        """Say what is wrong with a number by itself, "" for nothing."""
        plain = self.strip(number)
        if not number:
            return "it has no number"
        words = [word for word in re.split(r"[\s/,;&+]+", number) if sum(map(str.isdigit, word)) > 1]
        if len(words) > 1 and not self.marks:
            return f"{' and '.join(words)} are two numbers"
        if not any(map(str.isdigit, number)):
            return f"{number} holds no digit"
        if not plain.isascii():
            return f"{number} holds letters other than A to Z"
        if plain != fold_number(plain):
            return f"{number} holds punctuation or small letters"
        return self._fault_of_parts(number, plain)

    def _fault_of_parts(self, number: str, plain: str) -> str:
        split = split_number(plain)
        scheme, begins = self.scheme, f"{number} does not begin with"
        if self.code and scheme.floor_digit and not carries_floor_code(plain, self.code, self.building):
            return f"{begins} {self.code}, as numbers on {self.floor} do"
        if scheme.building_prefix and self.building and not plain.startswith(fold_number(self.building)):
            return f"{begins} {self.building}, the building's number"
        if scheme.wing_prefix and split and not split[0]:
            return f"{begins} a wing letter"
        if scheme.pattern and not re.fullmatch(scheme.pattern, number):
            return f"{number} does not match the pattern in [numbering]"
        if self.width is not None and split and self._digits(split) != self.width:
            return f"{number} has another count of digits than the building's numbers, {self.width}"
        return ""

    def _digits(self, split: tuple[str, str, str]) -> int:
        letter = len(self.code) if self.code.isalpha() and split[0].endswith(self.code.upper()) else 0
        return len(split[1]) + letter


def read_style(
    building: Building, floor: Floor, numbers: Sequence[str], scheme: Scheme, width: int | None
) -> RoomStyle:
    """Return a floor's style: what campus.toml and the scheme say, else what most of the floor's numbers show."""
    inferred = infer_floor_code(numbers, building.number)
    code = ""
    if scheme.floor_digit:
        code = floor.code or inferred or code_storeys(building, scheme).get(floor.id, "")
    prefix = building.number if scheme.building_prefix else _usual_prefix(numbers, building.number, code)
    if scheme.wing_prefix and not prefix:
        prefix = building.number if building.number.isalpha() else ""
    places = max(1, (width or PLAIN_WIDTH) - len(code) - (len(prefix) if prefix.isdigit() else 0))
    marks = usual_marks(numbers) + scheme.punctuation
    return RoomStyle(scheme, building.number, floor.name or floor.id, prefix, code, places, width, marks)


def building_width(numbers: Iterable[tuple[str, str]], scheme: Scheme) -> int | None:
    """Return how many digits a building's numbers have: pairs of number and its floor's code; None without any."""
    return scheme.width or commonest_width(number for number, code in numbers if not code.isalpha())


def usual_marks(numbers: Sequence[str]) -> str:
    """Return the punctuation that more than half of some numbers hold."""
    held = Counter(mark for number in numbers for mark in set(number) if not mark.isalnum())
    return "".join(sorted(mark for mark, count in held.items() if count > USUAL_SHARE * len(numbers)))


def _usual_prefix(numbers: Sequence[str], building: str, code: str) -> str:
    """Return the letters that most numbers of a floor begin with, its code aside."""
    parsed = [parse_number(number, building_number=building, floor_code=code) for number in numbers]
    prefixes = Counter(parts.prefix for parts in parsed if parts is not None)
    if not prefixes:
        return ""
    prefix, count = min(prefixes.items(), key=lambda item: (-item[1], item[0]))
    return prefix if count > USUAL_SHARE * sum(prefixes.values()) else ""
