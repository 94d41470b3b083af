"""What people write for the use of a room -> Use."""

from __future__ import annotations

import re
from typing import Final

from campusmap.model.places import Use

# Words by use; the first use with a word in the text wins, so the more telling ones stand first.
_WORDS: Final[tuple[tuple[Use, str], ...]] = (
    (Use.STAIR, "stair stairs stairwell stairway"),
    (Use.ELEVATOR, "elevator lift"),
    (Use.RESTROOM, "restroom restrooms toilet toilets bathroom washroom lavatory wc boys girls"),
    (Use.KITCHEN, "kitchen pantry servery"),
    (Use.CAFETERIA, "cafeteria dining lunchroom canteen commons"),
    (Use.GYM, "gym gymnasium fitness weight"),
    (Use.AUDITORIUM, "auditorium theater theatre stage assembly"),
    (Use.LIBRARY, "library media"),
    (Use.LAB, "lab laboratory workshop shop makerspace"),
    (Use.MEDICAL, "nurse medical clinic health infirmary"),
    (Use.MECHANICAL, "mechanical electrical boiler mech elec utility plant telecom server idf mdf hvac"),
    (Use.STORAGE, "storage store closet custodian janitor stock"),
    (Use.SHAFT, "shaft chase duct riser"),
    (Use.LOBBY, "lobby vestibule foyer entry entrance atrium"),
    (Use.CORRIDOR, "corridor hall hallway passage circulation"),
    (Use.OFFICE, "office admin administration principal conference counselor counsellor counselling reception"),
    (Use.CLASSROOM, "classroom class instruction instructional teaching kindergarten art music resource"),
    (Use.OTHER, "other lounge staff misc"),
)
_USE_OF_WORD: Final = {word: use for use, words in reversed(_WORDS) for word in words.split()}


def read_use(text: str) -> Use | None:
    """Return the use that a text names, None for a text that names none that is known."""
    words = re.findall(r"[a-z]+", text.casefold())
    own = next((use for use in Use if words == [use.value]), None)
    if own:
        return own
    named = {_USE_OF_WORD[word] for word in words if word in _USE_OF_WORD}
    return next((use for use, _ in _WORDS if use in named), None)
