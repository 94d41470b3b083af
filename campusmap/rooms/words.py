"""What room names, in a few languages, and number prefixes say about a room's use."""

from __future__ import annotations

import re
from typing import Final

from campusmap.model.places import Use

# Words by use; the first use that lists a word has it. English, Spanish, German; accents folded away.
_WORDS: Final = (
    (Use.RESTROOM, "restroom restrooms rest toilet toilets wc washroom bathroom bath lavatory lav men women mens womens "
     "boys girls unisex shower showers bano banos aseo aseos sanitarios sanitario damen herren toilette dusche waschraum"),
    (Use.STAIR, "stair stairs stairwell stairway escalera escaleras treppe treppenhaus"),
    (Use.ELEVATOR, "elevator elev lift ascensor elevador aufzug"),
    (Use.MECHANICAL, "mechanical mech electrical elec boiler hvac ahu plant mdf idf telecom server plumbing riser machine "
     "fire pump sprinkler data comm generator water technik haustechnik maquinas electrico electrica caldera heizung"),
    (Use.KITCHEN, "kitchen servery serving kitchenette concession concessions cocina kuche"),
    (Use.CAFETERIA, "cafeteria cafe dining lunch lunchroom commons canteen comedor mensa speisesaal"),
    (Use.GYM, "gym gymnasium weight weights fieldhouse wrestling fitness gimnasio turnhalle sporthalle multipurpose"),
    (Use.LIBRARY, "library media biblioteca bibliothek bucherei"),
    (Use.AUDITORIUM, "auditorium theater theatre stage lecture magna auditorio horsaal"),
    (Use.LAB, "lab laboratory science chemistry physics biology laboratorio labor fachraum"),
    (Use.MEDICAL, "nurse clinic health medical infirmary enfermeria sanitatsraum sick"),
    (Use.STORAGE, "storage stor store janitor jan custodial custodian coat supply pantry cooler freezer records "
     "almacen bodega armario lager abstellraum putzraum archive archiv copy book"),
    (Use.LOBBY, "lobby entry entrance reception vestibule foyer vestibulo recepcion eingang eingangshalle windfang vest"),
    (Use.CORRIDOR, "corridor corr hall hallway circulation passage concourse pasillo corredor flur gang korridor"),
    (Use.SHAFT, "shaft chase duct schacht ducto"),
    (Use.CLASSROOM, "classroom class kindergarten kinder grade art music band choir chorus orchestra teaching special "
     "resource computer pre-k prek aula salon salones klasse klassenzimmer klassenraum unterricht sped"),
    (Use.OFFICE, "office offices admin administration principal counselor counseling conference conf meeting workroom "
     "staff faculty teachers teacher secretary focus phone oficina direccion secretaria despacho buro sekretariat "
     "lehrerzimmer besprechung"),
    (Use.OTHER, "courtyard patio terrace balcony garage living bedroom lounge roof plaza locker lockers shop"),
)  # fmt: skip
_WEAK: Final = {"closet": Use.STORAGE}  # says something only when no other word does
_USES: Final = {word: use for use, words in reversed(_WORDS) for word in words.split()}
# Spanish puts the head of a name first ("aula de musica"), English and German put it last ("music office").
_HEADS_FIRST: Final = frozenset("aula salon sala oficina bano banos laboratorio cuarto almacen bodega direccion".split())
# Number prefixes. Source: Azure Maps drawing package samples, US facility practice.
_PREFIXES: Final = {
    "STR": Use.STAIR, "ST": Use.STAIR, "STAIR": Use.STAIR, "ELV": Use.ELEVATOR, "ELEV": Use.ELEVATOR, "EL": Use.ELEVATOR,
    "CIRC": Use.CORRIDOR, "COR": Use.CORRIDOR, "CORR": Use.CORRIDOR, "LIFT": Use.ELEVATOR, "SHAFT": Use.SHAFT,
}  # fmt: skip
_FOLD: Final = str.maketrans("áéíóúüñäöàèìòùâêîôûç", "aeiouunaoaeiouaeiouc")


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
