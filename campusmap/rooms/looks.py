"""What one line of text says by its look alone: a room number, a name, an area, a door tag, or something else."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

from campusmap.model.places import Use
from campusmap.rooms.marks import TextKind
from campusmap.rooms.words import name_to_use

Found = list[tuple[TextKind, str]]
_NOTE_WORDS: Final = 6  # a longer line is a note; tool default


def text_to_kinds(line: str) -> Found:
    """Tell a line's kind; "OFFICE 104" and "104 OFFICE" give a number and a name."""
    text = _unwrap(line)
    for kind, patterns in _WHOLE:
        if any(p.fullmatch(text) for p in patterns):
            return [(kind, line)]
    if room := next((m for p in _BARE_ROOM if (m := p.fullmatch(text))), None):
        return [(TextKind.NUMBER, room["number"])]
    if _NUMBER.fullmatch(text.translate(_LATIN)) and not _is_worded(text):
        return [(TextKind.NUMBER, text)]
    return _split_name(text) or [(_words_to_kind(text), line)]


def _unwrap(line: str) -> str:
    """Return a text with plain digits and signs, without brackets round the whole of it."""
    text = " ".join(unicodedata.normalize("NFKC", line).split())
    inside = re.fullmatch(r"[(\[<{]([^()\[\]<>{}]+)[)\]>}]", text)
    return inside[1].strip() if inside else text


def _compile(patterns: Iterable[str]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(p, re.IGNORECASE) for p in patterns if p)


# -- numbers and the names beside them ---------------------------------------------------------------------------

_GROUP: Final = r"[-./](?:\d{1,4}[A-Z]{0,2}|[A-Z]{1,2}\d{0,4})"
_NUMBER: Final = re.compile(
    r"(?=\D*\d)(?:[A-Z]{0,5}\d{1,5}[A-Z]{0,2}|[A-Z]{1,5}|[A-Z]{1,5}[. ]\d{1,5}[A-Z]{0,2})"
    rf"(?:{_GROUP}){{0,4}}"
    r"|\d{1,5} [A-Z]",
    re.IGNORECASE,
)
# Suffixes in other letters count as letters.
_CYRILLIC: Final = "АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЭЮЯ"
_LATIN: Final = str.maketrans(_CYRILLIC + _CYRILLIC.lower(), "A" * 2 * len(_CYRILLIC))
_WORDED: Final = re.compile(r"(?P<word>[A-Z]{2,})[. ]+\d", re.IGNORECASE)
_PREFIX: Final = 2  # letters: "EG 04", "HS 3"; a longer word before a number names the room

_ROOM_WORD: Final = (
    r"(?:ROOM|ROOM NUMBER|RM|RAUM|房间|房号|房间号"
    r"|(?:ZIMMER|ZI|CUARTO|HAB|HABITACI[OÓ]N|LOCAL|LOC|POK[OÓ]J|POK|POM|POMIESZCZENIE|PI[EÈ]CE|КАБ|АУД|КОМН?)"
    r"(?=[-.:# ]))"
)
_NUMBERED: Final = r"(?:[-. ]*(?:NO|NR|N[°o]|#)[.:]?)?[-.:# ]*"
_ANY_NUMBER: Final = r"(?P<number>(?:[A-Z]{1,3}[-.]?)?\d{1,5}[A-Z]?(?:[-./]\d{1,4}[A-Z]?|-[A-Z]){0,2})"
_STOREY: Final = (
    r"(?:\d{1,2}\. ?(?:OG|UG|ETAGE|STOCK|GESCHOSS)|R\+\d{1,2}"
    r"|(?:PISO|PLANTA|NIVEL|FLOOR|LEVEL|[EÉ]TAGE|ANDAR|PI[EĘ]TRO) ?\d{1,2})[-,: ]+"
)
# The whole text is a number, with nothing else but a word for "room", "no." or the storey.
_BARE_ROOM: Final = _compile(
    [
        rf"{_ROOM_WORD}{_NUMBERED}{_ANY_NUMBER}",
        rf"(?:NO\.?|NR\.?|N[°o]\.?|NUM\.?|#) ?{_ANY_NUMBER}",
        rf"{_STOREY}{_ANY_NUMBER}",
        r"(?P<number>[A-Z]?-?\d{3,4}[A-Z]?)(?:室|房|号房|号)",
    ]
)
# Words for a teaching room that stand before its number, however small: "AULA 3" is room 3.
_TEACHING: Final = re.compile(
    r"(?:AULA|SALLE(?: DE CLASSE)?|SALA|SAL[OÓ]N|KLASSE|KLASA|GABINET|КАБИНЕТ|АУДИТОРИЯ|教室)[-.:# ]*"
    r"(?P<number>[A-Z]?[-.]?\d{1,2}(?:-?[A-Z])?)",
    re.IGNORECASE,
)
_TELLING: Final = (  # a number that cannot be a mere count
    r"(?:(?:[A-Z]{1,3}[-.]?)?\d{3,5}[A-Z]?|[A-Z]{0,2}[-.]?\d{1,2}\.\d{2,3}[A-Z]?|[A-Z]{1,2}[-.]\d{2,4}[A-Z]?"
    r"|\d{1,2}[-/]\d{2,3})"
)
_PARTS: Final = _compile(
    [
        rf"(?P<name>[^\d]*[^\W\d_]{{2}}[^\d]*?)[\s:#(-]+(?P<number>{_TELLING})\)?",
        rf"(?P<number>{_TELLING})[\s:)-]+(?P<name>[^\W\d_]{{3}}[^\d]*|[\u2e80-\u9fff]+)",
        r"(?P<name>[\u2e80-\u9fff]+) ?(?P<number>[A-Z]?-?\d{3,4}[A-Z]?)",
        r"(?P<number>[A-Z]?-?\d{3,4}[A-Z]?) ?(?P<name>[\u2e80-\u9fff]+)",
    ]
)
_COUNT_THEN_NAME: Final = re.compile(r"(?P<number>\d{2})[\s:-]+(?P<name>[^\W\d_]{3}[^\d]*)")


def _is_worded(text: str) -> bool:
    """Tell "LAB 2" and "SALA 101" from "EG 04" and "STR-5": a word for a room's use, or a long one, stands apart."""
    found = _WORDED.match(text)
    return found is not None and (len(found["word"]) > _PREFIX or name_to_use(found["word"]) is not Use.OTHER)


def _split_name(text: str) -> Found:
    """Cut a number out of a text that holds a name as well; a small number stays part of the name, too."""
    if counted := _TEACHING.fullmatch(text):
        return [(TextKind.NUMBER, counted["number"].lstrip("-.")), (TextKind.NAME, text)]
    for pattern in _PARTS:
        if (both := pattern.fullmatch(text)) and _words_to_kind(both["name"]) is TextKind.NAME:
            return [(TextKind.NUMBER, both["number"]), (TextKind.NAME, both["name"].strip())]
    both = _COUNT_THEN_NAME.fullmatch(text)
    if both and name_to_use(both["name"]) not in (Use.OTHER, Use.UNKNOWN):
        return [(TextKind.NUMBER, both["number"]), (TextKind.NAME, both["name"].strip())]
    return []


def _words_to_kind(text: str) -> TextKind:
    letters = sum(2 if c >= "\u2e80" else 1 for c in text if c.isalpha())
    return TextKind.NAME if letters >= 2 and len(text.split()) <= _NOTE_WORDS else TextKind.OTHER


# -- everything else: one pattern a line ---------------------------------------------------------------------------

_VALUE: Final = r"(?:\d[\d.,]*|\d{1,3}(?: \d{3})+(?:[.,]\d+)?)"
_AREA_UNIT: Final = r"(?:[NGRU]?\.?S\.?F\.?|SQ\.? ?(?:FT|M)\.?|SQUARE FEET|SQFT|FT2|M2|M\^2|QM|SM|平方米)"
_AREA_WORD: Final = (
    r"(?:[AÁ]REA|A|NF|NGF|NRF|NUF|HNF|BGF|FL[AÄ]CHE|FL|F|S|SUP|SUPERFICIE|SURF|SURFACE"
    r"|POW|POW\. ?U[ZŻ]|POWIERZCHNIA|P|面积)"
)
_AREAS: Final = rf"""
(?:{_AREA_WORD}\.? ?[:=]? ?)?(?:CA\.? ?)?{_VALUE} ?{_AREA_UNIT}
(?:[AÁ]REA|A|F|S|SUP|NF|FL[AÄ]CHE|POW|面积)\.? ?[:=] ?{_VALUE}
(?:[AÁ]REA|FL[AÄ]CHE|SUPERFICIE|面积) {_VALUE}|(?:NF|NGF|NRF|NUF|HNF|BGF) \d+[.,]\d+
"""
_HEIGHTS: Final = r"""
(?:CLG|CEIL(?:ING)?)\b[\s.:=]*(?:HT|HGT|HEIGHT)?[\s.:=]*[+\d±].*|C\.?H\.? ?[:=] ?\d.*
(?:[LR]R?H|HSP|H\.S\.P\.|HSFP|P\.?D\.?|BRH)\.? ?(?:[:=] ?[±+]?\d.*|[±+]?\d+[.,]\d.*)
(?:净高|层高|标高|高)[:=]? ?[±+]?\d.*
H\.? ?[:=] ?\d.*
(?:OK|UK|OKFF|OKRF|OKRD|OKFFB|UKD|UKRD|FFB|FOK|ROK)(?: (?:FFB|RFB|DECKE))?\.? ?(?:=|(?=[±+])|(?=\d+[.,]\d)) ?[±+-]?\d.*
(?:FFL|F\.F\.[LE]\.|FFE|FL|SSL|TOS|[TB]\.O\.[A-Z. ]*)(?: STEEL| SLAB)?\.? ?(?:=|(?=[±+])|(?=\d+[.,]\d)) ?[±+-]?\d.*
(?:NPT|N\.P\.T\.|NTT|NTN|NPA|N\.F\.|NFF|NA|NAP)\.? ?(?:=|(?=[±+])|(?=\d+[.,]\d)) ?[±+-]?\d.*
EL(?:EV)?\.? ?[:=]? ?(?:[±+]\d.*|\d+[.,]\d.*|\d+'.*)
[-+±] ?\d.*
.*\d ?['"′″].*
(?:U|P|V|PERIM\w*|UMFANG|VOL\w*)\.? ?[:=] ?\d.*
0[.,]0+|\d{1,4},\d{1,3}|\d+\.\d{4,}
"""
_CODE: Final = r"(?:CPT|VCT|PT|CT|RB|WB|ACT|GWB|GYP|LVT|QT|WD|PL|FT|RF|VB|TB|CONC|PNT|EPX|CMU|PLAM)"
_FINISHES: Final = rf"""
{_CODE}[- ]?\d{{1,2}}[A-Z]?
(?:[A-Z]{{2,4}}(?:-?\d{{1,2}})? ?/ ?){{1,4}}{_CODE}(?:-?\d{{1,2}})?
"""
_LENGTH: Final = r"\d+(?:[.,]\d+)?"
_FEET: Final = r"""\d+ ?['′](?: ?-? ?\d[\d /⁄.]*)?(?: ?(?:"|″|''|′′))?"""
_SIZES: Final = rf"""
(?:{_LENGTH}|{_FEET}) ?[X×⨯*] ?(?:{_LENGTH}|{_FEET}).*
(?:[6-9]\d|1\d\d|2\d\d)(?:[.,]\d)? ?/ ?(?:1[89]\d|2\d\d)(?:[.,]\d)?
[0-2],\d{{1,3}} ?/ ?[12],\d{{1,3}}|[0-2]\.\d{{1,3}} ?/ ?[12]\.\d{{3}}
(?:1|3|5|7|9)\d? ?[/⁄] ?(?:2|4|8|16|32)
\d+(?:[.,]\d+)? ?(?:MM|CM|KG|KW|KVA|LF|LM|M3|IN\.?|%)
\d+(?:[.,]\d+)? M\.?|\d+[.,]\d+ ?M\.?|\d{{1,2}}(?-i:m)
(?:DN|[⌀Ø]) ?\d+.*
\d{{4,5}} (?:[XO]{{2,3}}|SH|DH|FX|FIX(?:ED)?|S\.?G\.?D\.?|CSMT?|SLDR?|SL|HS|AWN\w*|BF|BI-?FOLD|PKT|PR|DBL|TEMP\.?)
\d{{4,5}} O\.?H\.? ?DOOR
(?:FM|TLM|MLC|LMC|TLC|JLM|BYC|YTC|FJM)[甲乙丙]?-?\d{{4}}[A-Z]?
\d{{1,2}}[./]\d{{1,2}}[./](?:19|20)\d\d|(?:19|20)\d\d-\d\d-\d\d
(?:ESC\.?|SCALE|MASSSTAB|[EÉ]CHELLE|SKALA) ?:? ?1 ?[:/] ?\d{{2,4}}|M ?1 ?: ?\d{{2,4}}|[1-9] ?: ?\d{{1,4}}
(?:SLOPE|PENTE|PENDIENTE)\.? ?[:=]? ?\d.*|I ?= ?\d.*
(?:R?EI2?|RF)[- ]?(?:30|45|60|90|120|180)(?:-[A-Z]{{1,2}})?|[FT](?:30|60|90|120)-(?:A|AB|B|RS)
\d(?:[ -]?1/2)?[ -]?HR\.?|\d{{2}} ?MIN\.?
"""
_PEOPLE: Final = (
    r"(?:OCC|OCCUPANTS|SEATS?|PERS|PERSONS?|PEOPLE|PL[AÄ]TZE|PL|ALUMNOS|[EÉ]L[EÈ]VES|PERSONAS|UCZNI[OÓ]W|OS|人)"
)
_ORDINAL: Final = (
    r"(?:FIRST|SECOND|THIRD|FOURTH|FIFTH|SIXTH|\d{1,2}(?:ST|ND|RD|TH|ER|E|\.)?|GROUND|UPPER|LOWER|MAIN|TOP|BASEMENT)"
)
_REMARKS: Final = rf"""
UP|DN\.?|DOWN|AUF|AB|SUBE|BAJA|SOBE|DESCE|G[OÓ]RA|上|下|上下
(?:UP|DN\.?|DOWN|SUBE|BAJA) ?\d+ ?(?:R|RISERS?)?\.?
\d+ ?(?:RISERS?|STG|STUFEN)\.?(?: (?:UP|DN|DOWN|@.*|\d.*))?|\d+ ?(?:R|ST)\.? (?:UP|DN|DOWN|@.*|\d.*)
F\.?E\.?C?\.?|AED|FD|RD|N\.?I\.?C\.?|TYP\.?|EQ\.?|SIM\.?|A\.?F\.?F\.?|N\.?T\.?S\.?|U\.?N\.?O\.?|U\.?O\.?N\.?
OCC(?:UPANT)?\.? ?(?:LOAD)? ?[:=]? ?\d+.*|\d{{1,3}} ?{_PEOPLE}\.?
(?:CAP|CAPACITY|CAPACIDAD|AFORO|MAX)\.? ?[:=]? ?\d+.*
(?:\d{{1,2}}|[A-Z]) ?/ ?[A-Z]{{1,2}}[-.]?\d.*
(?:SEE|REFER|REF\.|VERIFY|PROVIDE|INSTALL|REMOVE|FOR|MIN\.|MAX\.|NOTES?|ESC\.|V\.?I\.?F)\b.*
(?:SECTION|SCHNITT|CORTE|SECCI[OÓ]N|COUPE|PRZEKR[OÓ]J|DETAIL|DETALLE)(?: [A-Z0-9]{{1,2}})?(?:[- ]?[A-Z0-9]'?)?
([A-Z]) ?- ?\1'?|ROOM|RM|RAUM|NO\.?|NR\.?|[A-Z]|NORTH|NORD|NORTE
.*\bFLOOR ?PLAN.*|PAVIMENTO \w+|(?:GRUNDRISS|RZUT|PIANTA)\b.*|PLAN(?: (?:DU|DE|RDC|R\+|NIVEAU|\d).*)?
REZ-DE-CHAUSS[EÉ]E|.*平面图
(?:{_ORDINAL} )?(?:FLOOR|LEVEL|STOREY|STORY|[EÉ]TAGE|PI[EĘ]TRO)(?: \d{{1,2}})?
(?:{_ORDINAL} )?(?:NIVEL|PISO|PLANTA|ANDAR)(?: (?:\d{{1,2}}|BAJA|ALTA|TIPO))?
(?:\d{{1,2}}\. ?)?(?:ERD|OBER|UNTER|KELLER|DACH)GESCHOSS
"""
_DOORS: Final = r"(?:DOOR|EX|EXT|EXIT|ENTRANCE|ENT|DR|TUR|TÜR|PUERTA|PORTE|PORTA|DRZWI)[-. #]*\d{1,3}[A-Z]?"
_WHOLE: Final = (
    (TextKind.AREA, _compile(_AREAS.split("\n"))),
    (TextKind.OTHER, _compile(f"{_HEIGHTS}\n{_FINISHES}\n{_SIZES}\n{_REMARKS}".split("\n"))),
    (TextKind.DOOR, _compile([_DOORS])),
)
