"""What room names, in several languages, and number prefixes say about a room's use."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Final

from campusmap.model.places import Use

# Words by use; the first use that lists a word has it. English, Spanish, German, French, Portuguese, Polish; accents
# folded away. "*" stands for any ending, or any beginning.
_WORDS: Final = """
restroom: restroom restrooms rest toilet toilets toil wc washroom bathroom bath lavatory lav men mens women womens
    boys girls unisex shower showers bano banos aseo aseos sanitarios sanitario vestidor damen herren toilette*
    dusche* duschraum waschraum sanitaires lavabos vestiaire* banheiro* lavabo instalacao sanitarias lazienka lazienki
    ubikacja toaleta toalety umywalnia
stair: stair stairs stairwell stairway staircase staircases escalera escaleras treppe treppen treppenhaus
    treppenraum escalier* escada escadas schody klatka
elevator: elevator elevators elev lift aufzug aufzuge fahrstuhl ascensor ascensores elevador ascenseur* winda dzwig
mechanical: mechanical mech electrical elec boiler hvac ahu plant mdf idf telecom server plumbing riser util utility
    machine fire pump sprinkler data comm generator water technik* haustechnik hausanschluss* heizung* heizraum
    elektro* luftung* maquinas electrico electrica caldera subestacion chaufferie technique electrique
    eletrica tecnica kotlownia techniczne elektryczna rozdzielnia serwerownia wentylatornia
kitchen: kitchen servery serving kitchenette concession concessions cocina kuche teekuche cuisine cozinha copa kuchnia
cafeteria: cafeteria cafe dining lunch lunchroom commons canteen comedor mensa speisesaal kantine cantine refectoire
    refeitorio cantina stolowka jadalnia
gym: gym gymnasium weight weights fieldhouse wrestling fitness gimnasio turnhalle sporthalle multipurpose gymnase
    ginasio quadra gimnastyczna silownia
library: library media biblioteca bibliothek bucherei cdi bibliotheque mediatheque biblioteka czytelnia
auditorium: auditorium theater theatre stage lecture magna auditorio horsaal amphitheatre amphi anfiteatro audytorium
lab: lab laboratory science chemistry physics biology laboratorio labor fachraum *labor laboratoire chemie physik
    biologie labore laboratorium pracownia
medical: nurse clinic health medical infirmary enfermeria sanitatsraum sanitats* sick infirmerie enfermaria
    ambulatorio pielegniarki
storage: storage stor store stores janitor jan custodial custodian coat supply pantry cooler freezer records almacen
    bodega armario lager *lager abstellraum abstell* putzraum putzmittel* putzm archive archiv copy book rangement
    reserve depot almoxarifado deposito magazyn sklad skladzik archiwum schowek
lobby: lobby entry entrance reception vestibule foyer vestibulo recepcion eingang* windfang vest accueil
    sas recepcao saguao hol wiatrolap przedsionek
corridor: corridor corr hall hallway circulation passage concourse pasillo corredor flur *flur gang korridor* couloir
    circulacao circulacion korytarz komunikacja
shaft: shaft chase duct schacht *schacht ducto gaine szacht
classroom: classroom classrooms class kindergarten kinder grade art music band choir chorus orchestra teaching special
    resource computer pre-k prek aula salon salones klasse klassen* klassenzimmer unterricht* *klasse sped gruppenraum
    gruppenraume kursraum seminar* musikraum kunstraum werkraum klasa swietlica
office: office offices admin administration principal counselor counseling conference conf meeting workroom
    staff faculty teachers teacher secretary focus phone oficina direccion secretaria despacho buro buros
    sekretariat* lehrerzimmer lehrer* rektorat verwaltung* besprechung* bureau bureaux secretariat direction
    professeurs diretoria coordenacao professores administracao nauczycielski biuro dyrektor* gabinet
other: courtyard patio terrace balcony garage living bedroom lounge roof plaza locker lockers shop great deck porch
    family master
"""
_WEAK: Final = {
    "closet": Use.STORAGE,
    "clo": Use.STORAGE,
    "sala": Use.CLASSROOM,
    "salle": Use.CLASSROOM,
}  # say something only when no other word does
# Chinese names have no spaces; the head of a name is its end, so the last of these that occurs counts.
_CHINESE: Final = {
    "厕": Use.RESTROOM, "卫生间": Use.RESTROOM, "洗手间": Use.RESTROOM, "卫": Use.RESTROOM, "楼梯": Use.STAIR,
    "电梯": Use.ELEVATOR, "配电": Use.MECHANICAL, "机房": Use.MECHANICAL, "设备": Use.MECHANICAL, "厨房": Use.KITCHEN,
    "食堂": Use.CAFETERIA, "餐厅": Use.CAFETERIA, "体育馆": Use.GYM, "图书": Use.LIBRARY, "阅览": Use.LIBRARY,
    "报告厅": Use.AUDITORIUM, "礼堂": Use.AUDITORIUM, "实验": Use.LAB, "医务": Use.MEDICAL, "保健": Use.MEDICAL,
    "储藏": Use.STORAGE, "库房": Use.STORAGE, "仓库": Use.STORAGE, "门厅": Use.LOBBY, "大厅": Use.LOBBY,
    "走廊": Use.CORRIDOR, "走道": Use.CORRIDOR, "过道": Use.CORRIDOR, "管井": Use.SHAFT, "教室": Use.CLASSROOM,
    "办公": Use.OFFICE, "会议": Use.OFFICE, "教研": Use.OFFICE, "廁": Use.RESTROOM, "樓梯": Use.STAIR,
    "電梯": Use.ELEVATOR, "機房": Use.MECHANICAL, "圖書": Use.LIBRARY, "實驗": Use.LAB, "儲藏": Use.STORAGE,
    "門廳": Use.LOBBY, "辦公": Use.OFFICE, "會議": Use.OFFICE, "研究室": Use.OFFICE,
}  # fmt: skip
# Spanish, French, Portuguese and Polish put the head of a name first ("aula de musica"), English and German last.
_HEADS: Final = """
    aula salon oficina bano banos laboratorio laboratoire cuarto almacen bodega direccion bureau local casa deposito
    banheiro secretaria bibliotheque pracownia pokoj gabinet klatka biblioteca
"""
_HEADS_FIRST: Final = frozenset(_HEADS.split())
# Number prefixes. Source: Azure Maps drawing package samples, US facility practice.
_PREFIXES: Final = {
    "STR": Use.STAIR, "ST": Use.STAIR, "STAIR": Use.STAIR,
    "ELV": Use.ELEVATOR, "ELEV": Use.ELEVATOR, "EL": Use.ELEVATOR, "LIFT": Use.ELEVATOR,
    "CIRC": Use.CORRIDOR, "COR": Use.CORRIDOR, "CORR": Use.CORRIDOR, "SHAFT": Use.SHAFT,
}  # fmt: skip
_STOREYS: Final = "BGLM"  # basement, ground, lower, mezzanine
_SHORTEST: Final = 3  # letters before a storey's: "STB1" may be anything


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
_STARTS: Final = tuple((word[:-1], use) for word, use in _USES.items() if word.endswith("*"))
_ENDS: Final = tuple((word[1:], use) for word, use in _USES.items() if word.startswith("*"))


def fold_accents(text: str) -> str:
    """Return a text in lower case without accents: "Świetlica" becomes "swietlica", "Straße" "strasse"."""
    plain = text.lower().replace("ł", "l").replace("ß", "ss").replace("ø", "o").replace("æ", "ae")
    return "".join(c for c in unicodedata.normalize("NFD", plain) if not unicodedata.combining(c))


@cache
def name_to_use(name: str) -> Use:
    """Read a room's use off the head word of its name; OTHER when no word is known, UNKNOWN without a name."""
    words = re.findall(r"[a-z]+(?:-[a-z]+)?", fold_accents(name))
    found = [use for word in words if (use := _word_to_use(word)) is not None]
    known = found or [_WEAK[word] for word in words if word in _WEAK] or _chinese_uses(name)
    if not known:
        return Use.OTHER if any(map(str.isalpha, name)) else Use.UNKNOWN
    return known[0] if words and words[0] in _HEADS_FIRST else known[-1]


def _word_to_use(word: str) -> Use | None:
    if word in _USES:
        return _USES[word]
    starts = (use for start, use in _STARTS if word.startswith(start))
    return next(starts, None) or next((use for end, use in _ENDS if word.endswith(end)), None)


def _chinese_uses(name: str) -> list[Use]:
    return [use for _, use in sorted((name.rfind(word), use) for word, use in _CHINESE.items() if word in name)]


def is_room_name(name: str) -> bool:
    """Tell whether a text is certainly a room's name: short, and with a word for a room in it."""
    words = re.findall(r"[^\W\d_]+", fold_accents(name))
    plain = [w for w in words if _word_to_use(w) is not None or w in _WEAK]
    return 0 < len(words) <= 3 and (bool(plain) or bool(_chinese_uses(name)))


def is_kind_alone(name: str) -> bool:
    """Tell whether a name is nothing but words for kinds of rooms, which tell no room from another: "Corridor"."""
    words = re.findall(r"[^\W_]+", fold_accents(name))
    return bool(words) and all(_word_to_use(word) is not None or word in _CHINESE for word in words)


def number_to_use(number: str) -> Use:
    """Read a room's use off its number's prefix, as in STR101, ELEV-2 or, in a basement, CIRCB01; UNKNOWN otherwise."""
    found = re.match(r"[A-Z]*", number.upper())
    prefix = found.group() if found else ""
    plain = prefix[:-1] if len(prefix) > _SHORTEST and prefix[-1] in _STOREYS else prefix
    return _PREFIXES.get(prefix) or _PREFIXES.get(plain, Use.UNKNOWN)
