// What things are called, in words a dispatcher reads out.

/** @type {Record<string, string>} */
const USES = { classroom: "Classroom", office: "Office", corridor: "Corridor", lobby: "Lobby", stair: "Stair",
  elevator: "Elevator", restroom: "Restroom", storage: "Storage", mechanical: "Mechanical", gym: "Gym",
  cafeteria: "Cafeteria", kitchen: "Kitchen", library: "Library", auditorium: "Auditorium", lab: "Laboratory",
  medical: "Health room", shaft: "Shaft", other: "Other", unknown: "" };

const PREPLAN = [["construction", "Construction"], ["roof", "Roof"], ["storeys_above", "Storeys above ground"],
  ["storeys_below", "Storeys below ground"], ["sprinklered", "Sprinklered"], ["standpipes", "Standpipes"],
  ["occupant_load", "Occupant load"], ["hazards", "Hazards"], ["gas_company", "Gas company"],
  ["electric_company", "Electric company"], ["water_company", "Water company"]];

/**
 * "B Science": the number first, as people say it.
 * @param {number} n
 */
function buildingName(n) {
  const b = facts.buildings[n];
  if (!b) { return ""; }
  return [b.n, b.m].filter(Boolean).join("  ") || b.i;
}

/**
 * "Second floor: floor 2 of 3, level 2".
 * @param {number} n
 */
function floorName(n) {
  const floor = facts.floors[n];
  return floor.m + ": " + floor.w.charAt(0).toLowerCase() + floor.w.slice(1);
}

/** @param {Room} room */
function roomTitle(room) { return room.n || room.m || USES[room.u] || "Room without a number"; }

/** @param {Door} door */
function doorTitle(door) { return door.n ? "Door " + door.n : door.ex ? "Exterior door" : "Door"; }

/**
 * The largest word on the card: a room's number, or what it is called when it has none.
 * @param {string} ref @returns {string}
 */
function titleOf(ref) {
  const n = Number(ref.slice(1));
  switch (ref.charAt(0)) {
    case "c": return ref.slice(2);
    case "p": return "Position";
    case "w": return facts.campus.name;
    case "f": return facts.floors[n].m;
    case "r": return roomTitle(facts.rooms[n]);
    case "d": return doorTitle(facts.doors[n]);
    case "m": return facts.markers[n].l || facts.symbols[facts.markers[n].k].t;
    case "b": return facts.buildings[n].n || facts.buildings[n].m || facts.buildings[n].i;
    default: return facts.areas[n].n || facts.areas[n].k;
  }
}

/**
 * The second line: a room's name, a marker's kind.
 * @param {string} ref @returns {string}
 */
function subtitleOf(ref) {
  const n = Number(ref.slice(1));
  switch (ref.charAt(0)) {
    case "c": return "Grid cell";
    case "p": return "From a caller or a pasted place";
    case "w": return "The whole campus";
    case "f": return "Floor";
    case "r": return roomSubtitle(facts.rooms[n]);
    case "d": return facts.doors[n].ex ? "Exterior door" : facts.doors[n].n ? "Interior door" : "";
    case "m": return facts.markers[n].l ? facts.symbols[facts.markers[n].k].t : "";
    case "b": return (facts.buildings[n].n && facts.buildings[n].m) || "";
    default: return facts.areas[n].n ? areaKind(facts.areas[n].k) : "";
  }
}

/** @param {Room} room */
function roomSubtitle(room) {
  if (room.n) { return room.m || USES[room.u]; }
  return room.m ? USES[room.u] || "Room without a number" : "";
}

/** @param {string} kind */
function areaKind(kind) { return kind.charAt(0).toUpperCase() + kind.slice(1).replace(/_/g, " "); }

/**
 * Building and floor in one line, for lists.
 * @param {string} ref
 */
function whereOf(ref) {
  if (ref.charAt(0) === "f") { return buildingName(facts.floors[Number(ref.slice(1))].b); }
  const building = buildingOf(ref), floor = floorOf(ref);
  const words = [building >= 0 ? buildingName(building) : "Grounds"];
  if (floor >= 0) { words.push(facts.floors[floor].placed ? facts.floors[floor].m : facts.floors[floor].m + " (not placed)"); }
  return words.join(" · ");
}

/** @type {Record<string, string>} */
const CORNER_WORDS = { candidate: "Computed candidate, confirm on site",
  stale: "Confirmed on an older drawing, confirm again", rejected: "Rejected on site: do not use" };

/** @type {Record<string, string>} */
const OUTCOME_WORDS = { safer_space: "No corner out of every sightline; a safer space is named", none_available: "None: no part of the room is out of every sightline",
  not_applicable: "Does not apply here" };

/** Of what nothing is known: of a campus that is just being opened, that may be to come. */
function unknownWord() { return facts.reading && facts.reading.stage ? "Being worked out" : "Not assessed"; }

/**
 * The hard-corner answer as [short word, sentence].
 * @param {CornerRow | undefined} answer
 */
function cornerWords(answer) {
  if (!answer) { return [unknownWord(), ""]; }
  const [outcome, why, status, m2, people, assumed, by, on] = answer;
  if (outcome === "hard_corner") {
    const confirmed = ["Confirmed on site" + (by ? " by " + by : ""), on].filter(Boolean).join(", ");
    const first = status === "confirmed" ? confirmed : CORNER_WORDS[status || ""] || "Computed, confirm on site";
    const size = m2 ? "About " + areaText(m2) + (people ? ", room for " + people + (people === 1 ? " person" : " people") : "") : "";
    const rests = why || (assumed ? "glass assumed: " + assumed : "");
    return [first, [size, rests.charAt(0).toUpperCase() + rests.slice(1)].filter(Boolean).join(". ")];
  }
  return [status === "rejected" ? CORNER_WORDS.rejected : OUTCOME_WORDS[outcome] || "Not assessed", why];
}

/**
 * What is known of a door's lock, [] when nothing is.
 * @param {Door} door
 */
function lockWords(door) {
  return /** @type {string[]} */ ([door.cl && "class: " + door.cl, door.lo, door.li && "locks from inside: " + door.li, door.ac, door.co && "covering: " + door.co,
    door.gl && "glass: " + door.gl].filter(Boolean));
}

/**
 * How far to walk, never less than was computed, and over which stairs.
 * @param {number} metres @param {string[] | undefined} stairs
 */
function walkWords(metres, stairs) {
  return ", about " + Math.ceil(metres / 0.3048) + " ft (" + Math.ceil(metres) + " m) by the drawing" +
    (stairs && stairs.length ? ", by stair " + stairs.join(" and ") : "");
}

const WINDS = ["north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west"];

/** @param {number} azimuth_deg */
function windOf(azimuth_deg) { return WINDS[Math.round(((azimuth_deg % 360) + 360) % 360 / 45) % 8]; }

/** Who walked through and when, in a few words; "" when nobody did. */
function verifiedWords() {
  const verified = facts.campus.verified;
  return verified ? verified.when + " by " + verified.who + (verified.scope ? " (" + verified.scope + ")" : "") : "";
}

/** Numbers inside words in number order: 2 before 10. */
const collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

/** @param {string} a @param {string} b */
function byNumber(a, b) { return collator.compare(a, b); }
