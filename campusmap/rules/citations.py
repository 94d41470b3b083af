"""What the rules rest on, each source once. Paraphrased; no legal advice; a state's law decides, not this list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Citation:
    """A source: ``grade`` V was read in the primary text, S through another, "tool" is a default of this program."""

    name: str
    text: str
    grade: str
    url: str = ""


TOOL: Final = Citation("tool default", "No source was found; the limit is a default of this program.", "tool")
TOOL_FACT: Final = Citation("reading the inputs", "Nothing that was read may be dropped or guessed silently.", "tool")

_LAWS: Final = "AL SB 98 (2024); OK 70 O.S. 5-148.4; MI MCL 380.1308; H.R. 3113 (119th Congress, introduced)"
_LAW_URL: Final = "https://lexace.ai/us/statute/oklahoma/70-5-148.4"


def _mapping_law(item: str) -> Citation:
    return Citation(f"school-mapping laws: {item}", f"The map must show {item}: {_LAWS}.", "V", _LAW_URL)


ROOM_LABELS: Final = _mapping_law("room labels")
HALLWAY_NAMES: Final = _mapping_law("hallway names")
DOOR_NUMBERS: Final = _mapping_law("exterior door numbers")
STAIR_NUMBERS: Final = _mapping_law("stairwell numbers")
HAZARDS: Final = _mapping_law("hazard locations")
UTILITIES: Final = _mapping_law("critical utilities")
KEY_BOXES: Final = _mapping_law("key boxes")
AEDS: Final = Citation(
    "school-mapping laws: AEDs",
    "The map must show automated external defibrillators: AL SB 98, OK 70 O.S. 5-148.4.",
    "V",
    _LAW_URL,
)
TRAUMA_KITS: Final = _mapping_law("trauma kits")
PARKING: Final = _mapping_law("parking areas")
FIELDS: Final = _mapping_law("athletic fields")
ROADS: Final = _mapping_law("surrounding roads")
NEIGHBOURS: Final = _mapping_law("neighbouring properties")
AERIAL: Final = _mapping_law("accurate floor plans over current, verified aerial imagery")
TRUE_NORTH: Final = _mapping_law("plans oriented to true north")
GRID: Final = _mapping_law("a gridded overlay with x and y coordinates")
SIDES: Final = Citation(
    "building side labelling of the fire service",
    "Side A is the address side, B, C and D follow clockwise; the incident commander may declare another.",
    "V",
    "https://handbook.mteriefire.com/w/Building_side_labeling",
)
PRINTABLE: Final = _mapping_law("its content in a printable form")
WALK_THROUGH: Final = Citation(
    "walk-through laws",
    "The map is verified by a walk-through of the building: AL SB 98, OK 70 O.S. 5-148.4, NJSA 18A:41-7.1.",
    "V",
    "https://pub.njleg.gov/Bills/2022/PL22/122_.HTM",
)
YEARLY: Final = Citation(
    "yearly review",
    "NJSA 18A:41-7.1 wants a walk-through every year, and a revision on any change.",
    "V",
    "https://pub.njleg.gov/Bills/2022/PL22/122_.HTM",
)
EVERY_FLOOR: Final = Citation(
    "H.R. 3113 (119th Congress, introduced)",
    "The map shows every floor of every building.",
    "V",
    "https://www.govinfo.gov/bulkdata/BILLS/119/1/hr/BILLS-119hr3113ih.xml",
)
USED_LABELS: Final = Citation(
    "GA HB 268 (2025)",
    "Labels are the identifiers that staff and students use.",
    "S",
    "https://www.arkstrategic.io/solutions/k12-schools/georgia",
)
ACCESS_CONTROL: Final = Citation(
    "19 TAC 61.1031 and 61.1040",
    "The plan shows access control and exterior door numbers; doors are classed.",
    "V",
    "https://regulations.justia.com/states/texas/title-19/part-2/chapter-61/subchapter-cc/section-61-1031",
)
DOOR_ORDER: Final = Citation(
    "Center for Safe Schools door numbering",
    "The main entrance is door 1 and the numbers rise clockwise.",
    "S",
    "https://www.building-maps.com/school-safety-numbering-exterior-doors/",
)
DOOR_SCOPE: Final = Citation(
    "K-12 exterior door labelling guide",
    "Numbers are unique within a building or the whole campus, without gaps.",
    "S",
    "https://doorcheck.app/insights/k-12-exterior-door-labeling-guide-safety-consistency-and-emergency-preparedness",
)
UNIQUE_NUMBERS: Final = Citation(
    "Wright State room numbering",
    "Room numbers are unique within a building; so FICM (NCES 2006-160).",
    "V",
    "http://wright.edu/facility-operations/standards-of-design/room-numbering-requirements",
)
EVERY_SPACE: Final = Citation(
    "Indiana University room numbering",
    "Every enclosed space has one number, restrooms, closets and plant rooms included.",
    "V",
    "http://indiana.edu/~bureau/guidelines.html",
)
FLOOR_DIGIT: Final = Citation(
    "University of North Carolina room numbering",
    "The first digit or digits of a room number are its floor.",
    "V",
    "https://facilities.unc.edu/design-guidelines/room-numbering/",
)
ALONG_CORRIDOR: Final = Citation(
    "Virginia Commonwealth University room numbering",
    "Numbers rise along the corridor, odd on one side, even on the other.",
    "V",
    "http://www.fmd.vcu.edu/planningnew/guidelines.htm",
)
CONFUSABLE: Final = Citation(
    "Vanderbilt University Medical Center room numbering",
    "Letters that read as digits, I and O, are not used.",
    "S",
    "https://urbanhiphotels.com/building-floor-and-room-numbering-guidelines/54857311",
)
NOT_BY_USE: Final = Citation(
    "VA signage manual",
    "A room's number does not depend on its use or its occupant.",
    "V",
    "https://vacriteria.tpub.com/signage/signage0543.htm",
)
BUILDING_IDS: Final = Citation(
    "Lehigh University building numbering",
    "A building's number is unique, and joined buildings carry a prefix or count as one.",
    "V",
    "https://studyres.com/doc/17481840/building-and-room-numberin",
)
NEVER_AGAIN: Final = Citation(
    "Lehigh University building numbering: no number twice",
    "A building's number is not used again for another building.",
    "V",
    "https://studyres.com/doc/17481840/building-and-room-numberin",
)
LEVEL_TABLE: Final = Citation(
    "Stanford room numbering",
    "Basement, mezzanine and floor codes come from one declared list.",
    "V",
    "https://studylib.net/doc/18077347/room-numbering-guidelines---maps-and-records",
)
FIRE_SYSTEMS: Final = Citation(
    "Ohio drawing guide and 22 Pa. Code 10.24(g)",
    "Plans show the alarm panel, and sprinkler and utility shut-offs.",
    "S",
    "https://www.arkstrategic.io/solutions/k12-schools/pennsylvania",
)
COMMAND_SITES: Final = Citation(
    "22 Pa. Code 10.24(g)",
    "The package names command-post sites; Arkansas wants escape routes and gathering places.",
    "S",
    "https://www.arkstrategic.io/solutions/k12-schools/pennsylvania",
)
CONTACTS: Final = Citation(
    "Ark. Code 6-10-125",
    "The schematic comes with at least two emergency contacts and the usual attendance.",
    "V",
    "https://law.justia.com/codes/arkansas/2016/title-6/subtitle-2/chapter-10/section-6-10-125/",
)
PAGE_HEADER: Final = Citation(
    "Ohio drawing guide (2012)",
    "School name, state number and address stand on each page.",
    "S",
    "https://www.scribd.com/doc/127202760/",
)
CONFIDENTIAL: Final = Citation(
    "Md. Educ. 7-1510.1; G.S. 115C-105.54",
    "The plans are not public records.",
    "V",
    "https://lexace.ai/us/statute/maryland/ED-7-1510.1",
)
CLASSROOM_SECURITY: Final = Citation(
    "MSD Public Safety Commission, initial report (2 January 2019)",
    "Classrooms without a marked safe area were a failure.",
    "S",
    "https://www.news-press.com/story/news/education/2019/01/14/should-florida-schools-mark-hard-corners-classrooms/2549483002/",
)
LOCKABLE_ROOMS: Final = Citation(
    "A4LE classroom security",
    "Occupants out of the line of sight, with the door locked and the glass covered.",
    "S",
    "https://schoolsafety.a4le.org/2019/05/07/building-design-classroom-security/",
)
PREPLAN: Final = Citation(
    "NFPA 1620 data groups",
    "Construction, occupancy, protection, utilities, water, hazards and access of a building.",
    "S",
    "https://allfirefighter.com/tools/nfpa-standard-explorer/nfpa-1620",
)
KEY_BOX_SITE: Final = Citation(
    "local key box rules (Pasadena; Monticello MN)",
    "The box hangs at the right of the front door, about 6 ft above grade.",
    "V",
    "http://pasadenafmo.com/custom.html?id=5904",
)
AED_FLOOR: Final = Citation(
    "AED siting advice",
    "At least one on each floor, 90 seconds' walk each way.",
    "S",
    "https://biologyinsights.com/where-is-the-aed-located-at-school",
)
STABLE_IDS: Final = Citation(
    "numbers are frozen (Stanford, DoDEA)",
    "Responders, telephones and alarms depend on numbers that do not change.",
    "V",
    "https://studylib.net/doc/18077347/room-numbering-guidelines---maps-and-records",
)
DELIVERY: Final = Citation(
    "Fla. Stat. 1013.13; W. Va. Code 18-9F-10a",
    "Plans go to the law enforcement, fire and dispatch agencies that come.",
    "S",
    "https://codes.findlaw.com/fl/title-xlviii-k20-education-code/fl-st-sect-1013-13/",
)
DEAD_ENDS: Final = Citation(
    "IBC 1020.5 (as adopted, WAC 51-50-1020)",
    "Where two ways out are required, a corridor's dead end is at most 20 ft long, in sprinklered schools 50 ft.",
    "V",
    "https://apps.leg.wa.gov/wac/default.aspx?cite=51-50-1020",
)
AED_TIME: Final = Citation(
    "AED siting in schools (J. Athl. Train. 53(4), 2018)",
    "An AED is reached within 1 to 1.5 minutes of brisk walking; the speed is a tool default.",
    "V",
    "https://nata.kglmeridian.com/view/journals/attr/53/4/article-p410.xml",
)
KIT_REACH: Final = Citation(
    "Tex. Educ. Code 38.030",
    "Bleeding control stations are placed where they are easily reached; the time is that of AED siting advice.",
    "S",
    "https://blockthebleed.co/texas-hb496/",
)
EXTINGUISHER_REACH: Final = Citation(
    "NFPA 10, 6.2.1.1",
    "An extinguisher for class A hazards is at most 75 ft of travel away.",
    "S",
    "https://keyeslifesafety.com/portable-fire-extinguishers-3/",
)
AED_UNLOCKED: Final = Citation(
    "Janet's Law (NJ)",
    "AEDs are in an unlocked place that can be got at.",
    "S",
    "http://www.aed.com/blog/janets-law-mandates-aed-defibrillators-on-school-grounds-a-guide/",
)
AED_OUTDOORS: Final = Citation(
    "Illinois outdoor AED rule",
    "An outdoor area is within 300 ft of an AED; the time is that of AED siting advice.",
    "S",
    "http://schoolnursehelp.com/automated-external-defibrillator-aed/",
)
ADDRESS_LAYERS: Final = Citation(
    "NENA-STA-006.3-2026",
    "The layers of a 911 centre: field names, types, lengths, and which must be filled.",
    "V",
    "https://github.com/NENA911/NG911GISDataModel",
)
