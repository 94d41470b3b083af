"""What attribute tags, block names and layer names say about the texts they hold."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import Final

from campusmap.model.plan import Role
from campusmap.rooms.marks import TextKind
from campusmap.rooms.words import fold_accents

# Attribute tags by kind, without accents, digits and signs.
_TAGS: Final = """
number: number num numb no nr roomno rmno roomnr roomnumber roomnum rnum rno numr numero raumnr raumnummer rnr
    spaceno spacenumber spacenum numlocal numerolocal numsala numerosala nsala nsalle numsalle numerosalle numpiece
    nlocal nolocal numer nrpom numerpom numerpomieszczenia nrpomieszczenia code codigo roomcode unitnumber unitid
    编号 房间编号 房号
name: name roomname rmname rname roomtitle title desc description raumname raumbezeichnung bezeichnung nutzung
    nombre nombrelocal nome nomedasala nom nomlocal nompiece nomsalle designation nazwa nazwapom nazwapomieszczenia
    spacename roomdescription 名称 房间名称 房间名
door: door doorno doornumber doornum drno mark doormark doortag tuernr turnr
use: use roomuse usetype
area: area sf sqft nsf gsf roomarea flache raumflache nf ngf nrf superficie sup surface surf areautil pow
    powierzchnia netarea grossarea 面积
other: occ occupancy occupants occload capacity capacidad floor flooring base wall walls ceiling clg clght ceilinght
    ceilingheight height ht finish floorfinish wallfinish ceilingfinish basefinish dept department departamento hohe
    raumhohe lichtehohe bodenbelag boden wand decke umfang perimeter perimetro volume volumen hauteur hsp altura
    piedireito wysokosc posadzka level elevation sheet rev date scale phase type
either: room rm raum id roomid spaceid space local sala salle tag
"""
# What a block's name says about the texts in it: a word, or two joined, that begins so.
_BLOCKS: Final = """
other: grid axis axe bubble achs eje eixo section schnitt corte coupe elevation elev-tag detail callout revision
    keynote north title ttlb sheet cartouche carimbo plankopf cajetin window wintag fenster ventana walltype
    wall-type walltag wall-tag spot datum 轴 图框
door: door drtag tuer tur puerta porte drzwi
room: room rmtag rm raum space salle local pomieszcz 房间
"""
# Words of layer names.
_LAYERS: Final = """
number: numr numb number numbers rmno rmnum roomno raumnummer raumnummern raumnr numero numeros
name: name names rmname roomname roomnames raumname raumnamen nombre nombres nom noms nome
"""
_DOOR_LAYERS: Final = ("door", "tuer", "tur", "puerta", "porte", "porta", "drzwi")


def _read_table(table: str) -> dict[str, str]:
    """Turn lines of "kind: word word" into kind by word; the first kind that lists a word has it."""
    kinds: dict[str, str] = {}
    kind = ""
    for token in table.split():
        if token.endswith(":"):
            kind = token[:-1]
        else:
            kinds.setdefault(token, kind)
    return kinds


_TAG_KINDS: Final = _read_table(_TAGS)
_BLOCK_SUBJECTS: Final = _read_table(_BLOCKS)
_LAYER_KINDS: Final = _read_table(_LAYERS)


def tag_to_kind(tag: str, line: str) -> TextKind | None:
    """Return what a tag says its text is; a tag like ROOM holds a number if the text has a digit, else a name."""
    kind = _TAG_KINDS.get("".join(filter(str.isalpha, fold_accents(tag))))
    if kind == "either":
        return TextKind.NUMBER if any(map(str.isdigit, line)) else TextKind.NAME
    return TextKind(kind) if kind else None


@lru_cache(maxsize=1024)
def block_to_subject(block: str, kind: str) -> str:
    """Return what a block's texts are about by its name: "room", "door", "other" or "" where it does not say.

    Only attributes and the texts of tags are judged so: a whole wing may be a block, and be called "NORTH".
    """
    if kind not in ("ATTRIB", "ATTDEF") and "tag" not in block.lower():
        return ""
    words = re.findall(r"[^\W\d_]+", fold_accents(block))
    spoken = [*words, *("-".join(pair) for pair in pairwise(words))]
    return next((s for start, s in _BLOCK_SUBJECTS.items() if any(w.startswith(start) for w in spoken)), "")


@lru_cache(maxsize=1024)
def layer_to_kind(layer: str, role: Role) -> TextKind | None:
    """Return what a layer's name says about the texts on it."""
    words = re.findall(r"[^\W\d_]+", fold_accents(layer))
    if role is Role.DOOR or any(word.startswith(_DOOR_LAYERS) for word in words):
        return TextKind.DOOR
    return next((TextKind(_LAYER_KINDS[word]) for word in words if word in _LAYER_KINDS), None)
