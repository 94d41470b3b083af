"""Which floor a text speaks of, in the words that offices write under plans and into file names."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

BY_NAME: Final = "from the file name"
BY_FILE: Final = "as the file states its level"
BY_LABEL: Final = "from the label on the drawing"
BY_ORDER: Final = "the file name does not say, so the order given counts"

_BELOW: Final = (
    r"basement|bsmt|cellar|lower level|keller\w*|untergeschoss|ug|kg|1 ?ug|ug ?1|sotano|subsolo|sous sol|piwnica|"
    r"podziemie|suteren\w*|b1|地下室|地下层|(?:地下|负)(?:一|1)(?:层|楼)"
)
_GROUND: Final = (
    r"ground|erdgeschoss|eg|planta baja|rez de chaussee|rdc|parter|terreo|planta terrea|res do chao|首层|底层|"
    r"(?:main|entrance) (?:floor|level)"
)
# Levels by word, lowest first, in ordinals; a mezzanine lies between the ground and the next floor.
_WORDS: Final = (
    (r"sub ?basement|b2|2 ?ug|ug ?2|(?:segundo )?sotano 2|2[oe]? sotano|(?:地下|负)(?:二|2)(?:层|楼)", -2.0),
    (_BELOW, -1.0),
    (_GROUND, 0.0),
    (r"mezzanine|mezz|zwischengeschoss|entreplanta|entresol|antresola|mezanino|夹层", 0.5),
    (r"roof|attic|dachgeschoss|dg|azotea|cubierta|toiture|combles|poddasze|cobertura|屋顶|屋面|顶层", 90.0),
)
_UPPER: Final = r"planta alta|obergeschoss|upper (?:floor|level)"
_HAN: Final = "一二三四五六七八九十"
_ROMAN: Final = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
# The first of each stands for 1; Spanish and Portuguese in both genders.
_SPELLED: Final = (
    r"first|primera?|primeir[oa]", r"second|segund[oa]", r"third|tercera?|terceir[oa]", r"fourth|cuart[oa]|quart[oa]",
    r"fifth|quint[oa]", r"sixth|sext[oa]|sexta", r"seventh|septim[oa]", r"eighth|octav[oa]",
)  # fmt: skip
_STOREY: Final = r"(?:og|obergeschoss|etage|pietro|andar)"  # counted from 1 above the ground
_ABOVE: Final = re.compile(
    rf"(?<!\d)(\d{{1,2}}) ?(?:er|e|o|eme|st|nd|rd|th)? ?{_STOREY}(?![a-z])|(?<![a-z]){_STOREY} ?(\d{{1,2}})|"
    r"(?<![a-z0-9])r ?\+ ?(\d{1,2})(?!\d)"
)
_ABOVE_WORDS: Final = (
    r"premier etage|erstes obergeschoss|pierwsze pietro|primeiro andar",
    r"deuxieme etage|zweites obergeschoss|drugie pietro|segundo andar",
    r"troisieme etage|drittes obergeschoss|trzecie pietro|terceiro andar",
)
# Floors counted from 1 on the ground, as in the United States.
_COUNTED: Final = re.compile(
    r"(?<![a-z])(?:(?:level|floor|storey|story|fl|lvl|nivel|piso|planta|pavimento) ?|[lf])(\d{1,2})(?!\d)|"
    r"(?<!\d)(\d{1,2})(?:st|nd|rd|th)(?![a-z])|(?<![a-z0-9])(\d{1,2}) ?f(?![a-z0-9])|"
    r"(?<!\d)(\d{1,2})[ao]? (?:floor|level|piso|planta|pavimento)(?![a-z])|(?<!\d)(\d{1,2}) ?(?:层|楼)"
)
_NOUNS: Final = (
    r"floor|level|storey|story|lvl|nivel|piso|planta|pavimento|geschoss|\w*geschoss|grundriss|plan|plans|rzut|andar|"
    r"pietro|etage|平面图|平面"
)
# What may stand beside a floor's name in the title of its plan.
_FILLERS: Final = (
    rf"{_NOUNS}|the|of|de|du|la|el|del|do|da|architectural|architecture|proposed|existing|layout|key|overall|general|"
    r"arrangement|drawing|furniture|arquitectonica|scale|escala|echelle|massstab|skala|1 ?: ?\d+|\d+ ?= ?\d+|vom|im"
)


@dataclass(frozen=True, slots=True)
class Level:
    """Where a floor stands: ``rank`` orders floors, ``count`` is its number when the ground counts as 1."""

    rank: float | None
    count: int | None = None
    ordinal: int = 0
    id: str = ""
    why: str = BY_NAME


def read_level(text: str) -> Level:
    """Return the level that a file name or a plan's title speaks of; its rank is None when it speaks of none."""
    words = _fold(text)
    for pattern, rank in _WORDS:
        if _whole(pattern).search(words):
            return Level(rank)
    above = _ABOVE.search(words)
    spelled = _spelled(_ABOVE_WORDS, words)
    count = next(int(group) for group in above.groups() if group) if above else spelled
    if count:
        return Level(float(count), id=f"OG{count}")
    return Level(1.0) if _whole(_UPPER).search(words) else _counted_level(words)


def _counted_level(words: str) -> Level:
    match = _COUNTED.search(words)
    count = _spelled(_SPELLED, words) or (next(int(group) for group in match.groups() if group) if match else None)
    if count is None:
        return Level(None, why=BY_ORDER)
    return Level(float(count - 1), count) if count else Level(0.0)


def _spelled(patterns: tuple[str, ...], words: str) -> int | None:
    return next((n for n, pattern in enumerate(patterns, 1) if _whole(pattern).search(words)), None)


def is_plan_title(text: str) -> bool:
    """Tell whether a text on a drawing is the title of a floor's plan: a level named in full, and no more.

    "SEE 2ND FLOOR PLAN" and "GROUND" are none.
    """
    words = _fold(text)
    if len(words) > 80 or not (_whole(_NOUNS).search(words) or _whole(_UNMISTAKABLE).search(words)):
        return False
    if read_level(text).rank is None:
        return False
    rest = words
    for pattern in (_UPPER, *(pattern for pattern, _ in _WORDS), *_ABOVE_WORDS, *_SPELLED):
        rest = _whole(pattern).sub(" ", rest)
    rest = _COUNTED.sub(" ", _ABOVE.sub(" ", rest))
    rest = _whole(_FILLERS).sub(" ", rest)
    return re.search(r"[^\W\d_]{2}", rest) is None


_UNMISTAKABLE: Final = (
    r"basement|\w*geschoss|planta alta|planta baja|rez de chaussee|parter|terreo|sous sol|"
    r"r ?\+ ?\d+|.*(?:[层楼])|mezzanine|sotano|subsolo|"
    r"poddasze|(?:\d+(?:er|e|eme|o)?|premier|deuxieme) ?(?:etage|og|andar|pietro)|(?:etage|og|andar|pietro) ?\d+"
)


def _whole(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z0-9])(?:{pattern})(?![a-z0-9])")


def _fold(text: str) -> str:
    """Fold a text to lower-case words without accents; roman and Chinese counts become digits."""
    plain = unicodedata.normalize("NFKD", text.replace("ł", "l").replace("Ł", "L").replace("ß", "ss"))
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter)).lower()
    words = " ".join(re.findall(r"[a-z0-9]+|[一-鿿]+|[+:=]", re.sub(r"(?<=\d)[°.](?=\s*\w)", " ", plain)))
    words = re.sub(r"(?<![a-z0-9])([ivx]{1,4}) (?=pietro|pavimento|og|planta)", _from_roman, words)
    return re.sub(rf"(?<!地下)(?<!负)([{_HAN}])(?=层|楼)", lambda found: str(_HAN.index(found[1]) + 1), words)


def _from_roman(found: re.Match[str]) -> str:
    return f"{_ROMAN.index(found[1]) + 1} " if found[1] in _ROMAN else found[0]
