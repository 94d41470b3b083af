"""What people call a device -> the marker kind of the symbol table."""

from __future__ import annotations

import re
import unicodedata
from difflib import get_close_matches
from typing import Final

# Names by kind, compared by their letters only; the kind's own name is always one of them.
_NAMES: Final[dict[str, str]] = {
    "AED": "automated external defibrillator, defibrillator, aed cabinet",
    "BLEEDING_KIT": (
        "bleeding control kit, bleeding control, bleed kit, bleed control kit, bleed control, stop the bleed,"
        " stop the bleed kit, trauma kit, hemorrhage kit, bleeding control station"
    ),
    "KEY_BOX": "knox, knox box, keybox, fire key box, key safe, rapid entry box",
    "KEY_CABINET": "keys, key locker",
    "GAS_SHUTOFF": (
        "gas, gas main, gas valve, gas shut off valve, gas meter, natural gas, natural gas shutoff, gas cutoff"
    ),
    "WATER_SHUTOFF": (
        "water, water main, water valve, main water, water main shutoff, domestic water shutoff, water cutoff"
    ),
    "ELECTRIC_SHUTOFF": (
        "electric, electrical, electrical shutoff, electricity shutoff, power shutoff, main disconnect, main switch,"
        " electrical disconnect, main electrical disconnect, main breaker, electric main, power cutoff, electric cutoff"
    ),
    "HVAC_SHUTOFF": (
        "hvac, air handler shutoff, air handling shutoff, ventilation shutoff, air shutoff, emergency hvac shutoff,"
        " fan shutdown, hvac shutdown"
    ),
    "FUEL_SHUTOFF": "fuel, oil shutoff, fuel oil shutoff, propane shutoff, propane, diesel shutoff",
    "SOLAR_SHUTOFF": "solar, pv shutoff, pv disconnect, solar disconnect, photovoltaic shutoff, rapid shutdown, pv",
    "FACP": "fire alarm control panel, fire alarm panel, fire panel, alarm panel, fire alarm, fire control panel",
    "ANNUNCIATOR": "fire annunciator, annunciator panel, remote annunciator, fire alarm annunciator",
    "FDC": "fire department connection, siamese, siamese connection, fire dept connection",
    "RISER": "sprinkler riser, fire riser, riser room, fire sprinkler riser",
    "HYDRANT": "fire hydrant",
    "SPRINKLER_VALVE": (
        "sprinkler control valve, sprinkler shutoff, piv, post indicator valve, fire sprinkler valve,"
        " sprinkler control, osy, osandy"
    ),
    "STANDPIPE": "stand pipe, standpipe connection, hose connection, hose valve",
    "EXTINGUISHER": "fire extinguisher, fe",
    "RADIO_REPEATER": "repeater, bda, radio booster, bi directional amplifier, das, radio amplifier",
    "PANIC_BUTTON": "panic, duress button, panic alarm, duress alarm, lockdown button, panic alert",
    "TWO_WAY_RADIO": "radio, two way, two way communication, base radio, handheld radio, intercom, radio base station",
    "CAMERA": "cctv, security camera, cctv camera, video camera, cam",
    "HAZARD": "hazmat, hazardous material, hazardous materials, chemical storage, chemicals, hazards, dangerous goods",
    "STAIR_ACCESS": "stairs, stair, stairwell, stairway, stair entry",
    "ROOF_ACCESS": "roof, roof hatch, roof ladder, roof door, access to roof",
    "GENERATOR": "emergency generator, backup generator, standby generator, genset",
    "ELEVATOR_ROOM": (
        "elevator machine room, elevator equipment room, elevator mechanical room, elevator, lift machine room"
    ),
    "SERVER_ROOM": "mdf, idf, data room, network room, telecom room, server, data centre, data center, mdf room",
    "NURSE": "nurse office, nurses office, health office, clinic, health room, school nurse, first aid, medical room",
    "STORM_SHELTER": "tornado shelter, shelter, safe room storm, severe weather shelter, storm refuge",
    "VEHICLE_GATE": "gate, drive gate, vehicle access gate, fire gate, emergency gate",
    "LANDING_ZONE": "helicopter landing zone, lz, helipad, helispot, air ambulance landing zone",
    "COMMAND_POST": "incident command, incident command post, icp, cp, unified command, unified command post",
    "STAGING_RESPONDERS": (
        "staging, responder staging, staging area, emergency staging, law enforcement staging, fire staging"
    ),
    "STAGING_MEDIA": "media staging, media, media area, press, press area, media staging area",
    "STAGING_PARENTS": "parent staging, parents, parent area, family staging, parent staging area",
    "REUNIFICATION": "reunification site, family reunification, reunification area, parent reunification",
    "ASSEMBLY": (
        "evacuation assembly, evacuation, assembly area, assembly point, evacuation site, evacuation point,"
        " muster point, evacuation area, evacuation assembly area, evacuation assembly point, rally point, muster"
    ),
}
KINDS: Final = frozenset(_NAMES)


def _letters(text: str) -> str:
    return "".join(ch for ch in unicodedata.normalize("NFKC", text).casefold() if ch.isalpha())


_KIND_OF: Final = {_letters(name): kind for kind, names in _NAMES.items() for name in (*re.split(r",", names), kind)}


def read_kind(text: str) -> str | None:
    """Return the kind that a text names ("Gas shut-off", "gas_shutoff", "AED 2", "AEDs"), None for an unknown one."""
    letters = _letters(text)
    for tried in (letters, letters.removesuffix("s"), letters.removesuffix("location"), letters.removeprefix("main")):
        if tried in _KIND_OF:
            return _KIND_OF[tried]
    return None


def guess_kind(text: str) -> str:
    """Return the kind that a misspelt text may mean, "" for none; it is asked about, never taken."""
    close = get_close_matches(_letters(text), _KIND_OF, n=1, cutoff=0.8)
    return _KIND_OF[close[0]] if close else ""
