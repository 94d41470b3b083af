"""Words in layer names that speak of land, streets and pipes rather than of rooms."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

# English, German, Spanish, French, Portuguese, Polish; accents folded away; each must be a whole part of the name.
# Left out are words that floor plans use, too: building, elevation, cotas, niveau, shaft, hydrant, drainage, tree.
_WORDS: Final = """
topo topographic topography contour contours survey surveyed terrain grading parcel parcels easement road roads
    street streets kerb curb kerbs curbs pavement footpath footpaths paths path sidewalk driveway river watermain
    sewer sewers stormwater manhole manholes gasline pipeline powerline landscape vegetation hedge railway footprint
    footprints landuse
hohenlinien hohenlinie hohenpunkte vermessung flurstuck flurstucke strasse strassen gehweg bordstein
    kanalisation boschung
topografia topografico predio predios lindero linderos calle calles banqueta alcantarillado levantamiento
voirie chaussee trottoir parcelle parcelles topographie assainissement
ruas calcada esgoto levantamento
warstwice droga drogi ulica ulice chodnik krawezniki dzialka dzialki kanalizacja gazociag
"""
# Korean, Chinese, Russian: found anywhere in a name, as these build words by joining.
_PARTS: Final = """
도로 차선 중앙선 횡단보도 보도블럭 경계 기준점 지형 등고선 석축 옹벽 수로 맨홀 전력주 통신주 가로등 가로수 지적 측량
    하천 교량 휀스
道路 等高线 地形 高程 红线 地界 河流 管线 路灯 测量 控制点
отметки рельеф горизонтали ливнев газопровод колодц граница границ дорог бордюр поребрик покрыти угоди
    железнодорож путевое электропередач съемка
"""
_LATIN: Final = frozenset(_WORDS.split())
_JOINED: Final = tuple(word for word in _PARTS.split() if len(word) > 1)


def site_words(name: str) -> bool:
    """Tell whether a layer's name speaks of land, streets or pipes."""
    folded = "".join(c for c in unicodedata.normalize("NFKD", name.lower()) if not unicodedata.combining(c))
    whole = unicodedata.normalize("NFC", name.lower())
    return any(part in _LATIN for part in re.split(r"[^a-z]+", folded)) or any(part in whole for part in _JOINED)
