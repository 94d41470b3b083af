"""What room names, in a few languages, and number prefixes say about a room's use."""

from __future__ import annotations

import re
from typing import Final

from campusmap.model.places import Use

# Words by use; the first use that lists a word has it. English, Spanish, German; accents folded away.
_WORDS: Final = """
restroom: restroom restrooms rest toilet toilets wc washroom bathroom bath lavatory lav men women mens womens
    boys girls unisex shower showers bano banos aseo aseos sanitarios sanitario damen herren toilette dusche
    waschraum
stair: stair stairs stairwell stairway escalera escaleras treppe treppenhaus
elevator: elevator elev lift ascensor elevador aufzug
mechanical: mechanical mech electrical elec boiler hvac ahu plant mdf idf telecom server plumbing riser
    machine fire pump sprinkler data comm generator water technik haustechnik maquinas electrico electrica
    caldera heizung
kitchen: kitchen servery serving kitchenette concession concessions cocina kuche
cafeteria: cafeteria cafe dining lunch lunchroom commons canteen comedor mensa speisesaal
gym: gym gymnasium weight weights fieldhouse wrestling fitness gimnasio turnhalle sporthalle multipurpose
library: library media biblioteca bibliothek bucherei
auditorium: auditorium theater theatre stage lecture magna auditorio horsaal
lab: lab laboratory science chemistry physics biology laboratorio labor fachraum
medical: nurse clinic health medical infirmary enfermeria sanitatsraum sick
storage: storage stor store janitor jan custodial custodian coat supply pantry cooler freezer records almacen
    bodega armario lager abstellraum putzraum archive archiv copy book
lobby: lobby entry entrance reception vestibule foyer vestibulo recepcion eingang eingangshalle windfang vest
corridor: corridor corr hall hallway circulation passage concourse pasillo corredor flur gang korridor
shaft: shaft chase duct schacht ducto
classroom: classroom class kindergarten kinder grade art music band choir chorus orchestra teaching special
    resource computer pre-k prek aula salon salones klasse klassenzimmer klassenraum unterricht sped
office: office offices admin administration principal counselor counseling conference conf meeting workroom
    staff faculty teachers teacher secretary focus phone oficina direccion secretaria despacho buro
    sekretariat lehrerzimmer besprechung
other: courtyard patio terrace balcony garage living bedroom lounge roof plaza locker lockers shop
"""
_WEAK: Final = {"closet": Use.STORAGE}  # says something only when no other word does
# Spanish puts the head of a name first ("aula de musica"), English and German put it last ("music office").
_HEADS_FIRST: Final = frozenset(
    ["aula", "salon", "sala", "oficina", "bano", "banos", "laboratorio", "cuarto", "almacen", "bodega", "direccion"]
)
# Number prefixes. Source: Azure Maps drawing package samples, US facility practice.
_PREFIXES: Final = {
    "STR": Use.STAIR, "ST": Use.STAIR, "STAIR": Use.STAIR,
    "ELV": Use.ELEVATOR, "ELEV": Use.ELEVATOR, "EL": Use.ELEVATOR, "LIFT": Use.ELEVATOR,
    "CIRC": Use.CORRIDOR, "COR": Use.CORRIDOR, "CORR": Use.CORRIDOR, "SHAFT": Use.SHAFT,
}  # fmt: skip
_FOLD: Final = str.maketrans("áéíóúüñäöàèìòùâêîôûç", "aeiouunaoaeiouaeiouc")


def _read_words() -> dict[str, Use]:
    uses: dict[str, Use] = {}
    use = Use.UNKNOWN
    for token in _WORDS.split():
        if token.endswith(":"):
            use = Use(token[:-1])
        else:
            uses.setdefault(token, use)
    return uses


_USES: Final = _read_words()


def name_to_use(name: str) -> Use:
    """Read a room's use off the head word of its name; OTHER when no word is known, UNKNOWN without a name."""
    words = re.findall(r"[a-z]+(?:-[a-z]+)?", name.lower().replace("ß", "ss").translate(_FOLD))
    known = [_USES[word] for word in words if word in _USES] or [_WEAK[word] for word in words if word in _WEAK]
    if not known:
        return Use.OTHER if words else Use.UNKNOWN
    return known[0] if words[0] in _HEADS_FIRST else known[-1]


def number_to_use(number: str) -> Use:
    """Read a room's use off its number's prefix, as in STR101 or ELEV-2; UNKNOWN otherwise."""
    prefix = re.match(r"[A-Z]*", number.upper())
    return _PREFIXES.get(prefix.group() if prefix else "", Use.UNKNOWN)
