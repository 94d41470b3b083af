"""How the rooms of one floor are to be numbered: what is wrong with a number, and how a new one is written."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final

from campusmap.model.places import Building, Floor
from campusmap.numbering.custom import commonest_width, infer_floor_code
from campusmap.numbering.grammar import carries_floor_code, floor_words, fold_number, parse_number, split_number
from campusmap.numbering.scheme import Scheme
from campusmap.numbering.storeys import code_storeys
from campusmap.numbering.template import fill_template, fits_template

PLAIN_PLACES: Final = 2  # digits after the floor's code, where a floor has no number yet (IU, VCU: numbers of three)
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
        return next(chain(self._faults_of_text(number, plain), self._faults_of_parts(number, plain)), "")

    def _faults_of_text(self, number: str, plain: str) -> Iterator[str]:
        words = [word for word in re.split(r"[\s/,;&+]+", number) if sum(map(str.isdigit, word)) > 1]
        if not number:
            yield "it has no number"
        if len(words) > 1 and not self.marks:
            yield f"{' and '.join(words)} are two numbers"
        if not any(map(str.isdigit, number)):
            yield f"{number} holds no digit"
        if not fold_number(plain).isascii():
            yield f"{number} holds letters other than A to Z"
        if plain != fold_number(plain):
            yield f"{number} holds punctuation or small letters"
        if fold_number(number) in {fold_number(kept) for kept in self.scheme.reserved}:
            yield f"{number} is kept free"

    def _faults_of_parts(self, number: str, plain: str) -> Iterator[str]:
        scheme, begins = self.scheme, f"{number} does not begin with"
        prefix, digits, suffix = split_number(plain) or ("", "", "")
        suffix_form = scheme.suffix.replace("{number}", "")
        if self.code and scheme.floor_digit and not carries_floor_code(plain, self.code, self.building):
            yield f"{begins} {self.code}, as numbers on {self.floor} do"
        if scheme.building_prefix and self.building and not plain.startswith(fold_number(self.building)):
            yield f"{begins} {self.building}, the building's number"
        if scheme.wing_prefix and digits and not prefix:
            yield f"{begins} a wing letter"
        if scheme.pattern and not re.fullmatch(scheme.pattern, number):
            yield f"{number} does not match the pattern in [numbering]"
        if suffix and suffix_form and not fits_template(suffix, suffix_form):
            yield f"{number} has a suffix of another form than the scheme's"
        if digits and self.width not in (None, len(digits)):
            yield f"{number} has {len(digits)} digits; the floor's numbers have {self.width}"


def read_style(building: Building, floor: Floor, numbers: Sequence[str], scheme: Scheme) -> RoomStyle | None:
    """Return a floor's style: what campus.toml and the scheme say, else what most of the floor's numbers show.

    None where most numbers part their floor off with marks, such as "A-1.10", which are not written here.
    """
    if 2 * sum(bool(floor_words(number)) for number in numbers) > len(numbers):
        return None
    code = ""
    if scheme.floor_digit:
        said = floor.code or infer_floor_code(numbers, building.number)
        code = said or code_storeys(building, scheme).get(floor.id, "")
    prefix = building.number if scheme.building_prefix else _usual_prefix(numbers, building.number, code)
    if scheme.wing_prefix and not prefix:
        prefix = building.number if building.number.isalpha() else ""
    width = find_width(numbers, code, scheme)
    digits = sum(map(str.isdigit, code + prefix))
    places = PLAIN_PLACES if width is None else max(1, width - digits)
    marks = usual_marks(numbers) + scheme.punctuation
    return RoomStyle(scheme, building.number, floor.name or floor.id, prefix, code, places, width, marks)


def find_width(numbers: Sequence[str], code: str, scheme: Scheme) -> int | None:
    """Return how many digits a floor's numbers should have, as rule NUM008 counts them; None where nothing says."""
    if scheme.width is None:
        return commonest_width(numbers)
    return scheme.width + max(len(code), 1) - 1 - sum(map(str.isalpha, code))


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
