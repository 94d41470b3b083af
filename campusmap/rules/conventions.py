"""The published numbering conventions that the rules of rooms, doors and buildings rest on, each once, paraphrased."""

from __future__ import annotations

from typing import Final

from campusmap.rules.citations import Citation

_IU = "http://indiana.edu/~bureau/guidelines.html"
_UNC = "https://facilities.unc.edu/design-guidelines/room-numbering/"
_WSU = "http://wright.edu/facility-operations/standards-of-design/room-numbering-requirements"
_VUMC = "https://urbanhiphotels.com/building-floor-and-room-numbering-guidelines/54857311"
_STANFORD = "https://studylib.net/doc/18077347/room-numbering-guidelines---maps-and-records"
_DODEA = "https://vdocuments.net/the-purpose-of-this-document-is-to-define-the-room-main-entry-lobby-it-is-a.html"
_FICM = "https://nces.ed.gov/pubs2006/ficm/content.asp?ContentType=Table&chapter=5&tablenumber=1"

MAX_LENGTH: Final = Citation(
    "University of Texas at Dallas room numbering",
    "A room number has seven characters at most, marks counted.",
    "S",
    _VUMC,
)
STACKING: Final = Citation(
    "Indiana University: vertical stacks", "Rooms over one another have the same last two digits.", "V", _IU
)
SPARE: Final = Citation(
    "Indiana University: numbers in reserve",
    "Numbers are skipped, so that rooms can be divided later; so VCU.",
    "V",
    _IU,
)
SUITES: Final = Citation(
    "Indiana University: suites",
    "A room behind another carries that one's number and a letter; so UNC, VCU and the VA.",
    "V",
    _IU,
)
SUFFIX: Final = Citation(
    "University of North Carolina: suffix", "The letter of a room in a suite stands last; so VCU.", "V", _UNC
)
CORRIDOR_DOOR: Final = Citation(
    "VA signage manual: several doors",
    "A room with several doors is numbered at the one to the corridor.",
    "V",
    "https://vacriteria.tpub.com/signage/signage0543.htm",
)
RENOVATION: Final = Citation(
    "University of North Carolina: renovations", "New numbers fit those of the rooms beside them.", "V", _UNC
)
CLASS_CODES: Final = Citation(
    "Wright State: unassigned spaces",
    "Corridors, stairs and lifts carry a class code with floor and number; VCU and Hawaii have other codes.",
    "V",
    _WSU,
)
FLOOR_ONE: Final = Citation(
    "DoDEA: first floor",
    "Floor 1 is where one comes in at the main entrance; UNC takes the lowest entered floor, Indiana the uppermost.",
    "V",
    _DODEA,
)
BASEMENTS: Final = Citation(
    "DoDEA: basements and mezzanines",
    "Basements are B or B1, B2, mezzanines M; Hawaii, UNC and Stanford have lists of their own.",
    "V",
    _DODEA,
)
FICM: Final = Citation(
    "FICM (NCES 2006-160)", "A room's record has a unique number, an organisation, an area and a use.", "V", _FICM
)
LEADING_ZEROS: Final = Citation("Stanford: two-digit floors", "Floors are written 01, 02 and so on.", "V", _STANFORD)
JOINED: Final = Citation(
    "University of North Carolina: joined buildings",
    "Buildings that are joined are numbered as wings of one; Lehigh gives wings a letter.",
    "V",
    _UNC,
)
PLAIN_DOORS: Final = Citation(
    "Keynotes, October 2018",
    "Joined buildings count as one, and door numbers say no floor.",
    "S",
    "https://www.building-maps.com/school-safety-numbering-exterior-doors/",
)
DOOR_BANK: Final = Citation(
    "JUSTNET door numbering advice",
    "A bank of doors carries one number; its leaves may take letters.",
    "S",
    "https://www.justnet.org/blog-8-2-17.html",
)
DOOR_SIDES: Final = Citation(
    "Safe Havens International: exterior doors",
    "A letter that tells the side goes with the side that the door is on.",
    "S",
    "https://safehavensinternational.org/school-security-expert-tip-exterior-door-numbering-can-save-lives-and-"
    "provide-daily-benefits/",
)
WINDOW_MARKS: Final = Citation(
    "window marks: sources disagree",
    "Safe Havens advises against room numbers on outside windows; Ann Arbor has them, OH and NH number windows.",
    "S",
    "https://cbsnews.com/detroit/news/school-mapping-technology-law-enforcement-emergency-response",
)
MERGED: Final = Citation(
    "VA signage manual: merged rooms",
    "Rooms that become one keep one of their numbers; so UNC.",
    "V",
    "https://vacriteria.tpub.com/signage/signage0543.htm",
)
DIVIDED: Final = Citation(
    "University of North Carolina: divided rooms",
    "The parts of a room keep its number, with a letter; so the VA.",
    "V",
    _UNC,
)
LEVEL_SIGNS: Final = Citation(
    "DoDEA: signs of levels", "Stairs and lifts show the short name that the level has in the records.", "V", _DODEA
)
BOTH_SIDES: Final = Citation(
    "numbering of exterior doors: both sides",
    "The number is read from outside and from inside; so summaries of the Texas rules.",
    "S",
    "https://www.building-maps.com/school-safety-numbering-exterior-doors/",
)
NUMERALS: Final = Citation(
    "City of Fountain, Colorado: numerals by viewing distance",
    "5 in up to 75 ft, 6 in up to 150, 8 in up to 250, else 10; IFC 505 asks for 4 in at least.",
    "S",
    "https://www.safetysign.com/content/builder-material-dialogs/911-nfpa1.php",
)
