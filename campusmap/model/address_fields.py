"""The fields of a 911 centre's address layers: names, types, lengths, and which must be filled.

Source: NENA-STA-006.3-2026, sections 4.2.1, 4.2.2 and 4.9; NENA-STA-006.2-2022 for version 2.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

FieldType = Literal["TEXT", "INTEGER", "REAL", "DATETIME"]


@dataclass(frozen=True, slots=True)
class AddressField:
    """One field; ``width`` is in characters, 0 where the type has none."""

    name: str
    type: FieldType
    width: int
    required: bool


def _parse(text: str) -> tuple[AddressField, ...]:
    """Read "name type[width][!]", where ! marks what must be filled."""
    words = text.split()
    types: dict[str, FieldType] = {"T": "TEXT", "I": "INTEGER", "R": "REAL", "D": "DATETIME"}
    return tuple(
        AddressField(name, types[kind[0]], int(kind[1:].rstrip("!") or 0), kind.endswith("!"))
        for name, kind in zip(words[::2], words[1::2], strict=True)
    )


_RECORD: Final = "DiscrpAgID T100! DateUpdate D! Effective D Expire D NGUID T254! Country T2!"
_STREET: Final = (
    "AddNum_Pre T15 Add_Number I AddNum_Suf T15 AddNum_Cmp T42 DistMarker T150 St_PreMod T25 St_PreDir T10"
    " St_PreTyp T50 St_PreSep T20 St_Name T254 St_PosTyp T50 St_PosDir T10 St_PosMod T25 Dir_Travel T10 LSt_PreDir T2"
    " LSt_Name T75 LSt_Typ T4 LSt_PosDir T2 ESN T5 MSAGComm T30 LCountyID T5 Post_Comm T40 Post_Code T7"
    " PostCodeEx T4"
)
_INSIDE: Final = (
    "Site T254 SubSite T254 Structure T75 Floor T75 FloorIndex I Wing T75 UnitPreTyp T75 UnitValue T75 Section T75"
    " Row T75 Room T75 Seat T75 LocMarker T100 Addtl_Loc T225 AddDataURI T254 Place_Type T50 Placement T25"
)
_AREA: Final = f"{_RECORD} A1 T2! A2 T254 A3 T254 A4 T254 A5 T254 {_STREET} {_INSIDE}"
# As the United States use the layers: without AddCode and Unit.
LAYERS_3: Final = {
    "SiteStructureAddressPoint": _parse(f"{_AREA} Longitude R Latitude R Elevation R Altitude R Height R"),
    "SiteStructureAddressPolygon": _parse(_AREA),
    "LocationMarkerPoint": _parse("DiscrpAgID T100! DateUpdate D! NGUID T254! LM_Label T100! LM_Type T50 LM_Ind T1!"),
}
LAYERS_2: Final = {
    "SiteStructureAddressPoint": _parse(
        f"{_RECORD} State T2! County T100! AddCode T6 AddDataURI T254 Inc_Muni T100! Uninc_Comm T100 Nbrhd_Comm T100"
        " AddNum_Pre T15 Add_Number I AddNum_Suf T15 St_PreMod T15 St_PreDir T10 St_PreTyp T50 St_PreSep T20"
        " St_Name T254 St_PosTyp T50 St_PosDir T10 St_PosMod T25 LSt_PreDir T2 LSt_Name T75 LSt_Typ T4 LSt_PosDir T2"
        " ESN T5 MSAGComm T30 Post_Comm T40 Post_Code T7 PostCodeEx T4 Building T75 Floor T75 Unit T75 Room T75"
        " Seat T75 Addtl_Loc T225 LandmkName T150 Milepost T150 Place_Type T50 Placement T25 Longitude R Latitude R"
        " Elevation I"
    )
}


def width_of(field: str, version: int) -> int:
    """Return how many characters a field of the address points holds."""
    layers = LAYERS_2 if version == 2 else LAYERS_3
    return {known.name: known.width for fields in layers.values() for known in fields}[field]
