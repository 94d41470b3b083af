"""Words in layer names that speak of land, streets and pipes rather than of rooms."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

# English, German, Spanish, French, Portuguese, Polish; accents folded away; a word counts where it begins a part.
_WORDS: Final = """
topo topographic topography contour contours survey surveyed spot elevations terrain grading parcel parcels lot lots
    boundary easement road roads street streets kerb curb kerbs curbs pavement footpath footpaths paths path
    sidewalk driveway river stream water watermain sewer sewers stormwater drainage manhole manholes hydrant
    gasline pipeline utility utilities powerline landscape vegetation trees tree fence hedge bridge rail railway
    footprint footprints buildings building landuse
hohenlinien hohenlinie hohenpunkte vermessung flurstuck flurstucke grenze grenzen strasse strassen gehweg
    bordstein kanal kanalisation schacht wasserleitung gasleitung boschung baum baume gebaude
topografia topografico curvas curva cota cotas predio predios lindero linderos calle calles acera banqueta
    alcantarillado drenaje pozo pozos arbol arboles levantamiento manzana manzanas edificios
voirie chaussee trottoir parcelle parcelles courbe courbes niveau topographie assainissement reseau regard
    regards arbre arbres batiments
rua ruas calcada lote lotes esgoto drenagem levantamento arvore arvores edificacoes
warstwice droga drogi ulica ulice chodnik krawezniki dzialka dzialki granica granice kanalizacja wodociag
    gazociag drzewa budynki
"""
# Korean, Chinese, Russian: found anywhere in a name, as these build words by joining.
_PARTS: Final = """
도로 차선 중앙선 횡단보도 보도블럭 경계 기준점 지형 등고선 석축 옹벽 수로 맨홀 우수 오수 전력주 통신주 가로등 가로수
    지적 측량 하천 교량 휀스
道路 等高线 地形 高程 红线 地界 河流 管线 雨水 污水 给水 路灯 绿化 测量 控制点
отметки отметка рельеф горизонтали водопровод канализация канализ ливнев газопровод колодц труб граница границ
    дорог бордюр поребрик покрыти угоди здания и строения железнодорож путевое электропередач съемка
"""
_LATIN: Final = frozenset(_WORDS.split())
_JOINED: Final = tuple(word for word in _PARTS.split() if len(word) > 1)


def site_words(name: str) -> bool:
    """Tell whether a layer's name speaks of land, streets or pipes."""
    folded = "".join(c for c in unicodedata.normalize("NFKD", name.lower()) if not unicodedata.combining(c))
    whole = unicodedata.normalize("NFC", name.lower())
    return any(part in _LATIN for part in re.split(r"[^a-z]+", folded)) or any(part in whole for part in _JOINED)
