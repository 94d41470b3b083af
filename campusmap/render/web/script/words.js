// What things are called, in words a dispatcher reads out.

const USES = { classroom: "Classroom", office: "Office", corridor: "Corridor", lobby: "Lobby", stair: "Stair",
  elevator: "Elevator", restroom: "Restroom", storage: "Storage", mechanical: "Mechanical", gym: "Gym",
  cafeteria: "Cafeteria", kitchen: "Kitchen", library: "Library", auditorium: "Auditorium", lab: "Laboratory",
  medical: "Health room", shaft: "Shaft", other: "Other", unknown: "" };

const PREPLAN = [["construction", "Construction"], ["roof", "Roof"], ["storeys_above", "Storeys above ground"],
  ["storeys_below", "Storeys below ground"], ["sprinklered", "Sprinklered"], ["standpipes", "Standpipes"],
  ["occupant_load", "Occupant load"], ["hazards", "Hazards"], ["gas_company", "Gas company"],
  ["electric_company", "Electric company"], ["water_company", "Water company"]];

/** "B Science": the number first, as people say it. */
function buildingName(n) {
  const b = facts.buildings[n];
  if (!b) { return ""; }
  return [b.n, b.m].filter(Boolean).join("  ") || b.i;
}

/** "Second floor: floor 2 of 3, level 2". */
function floorName(n) {
  const floor = facts.floors[n];
  return floor.m + ": " + floor.w.charAt(0).toLowerCase() + floor.w.slice(1);
}

/** The largest word on the card: a room's number, or what it is called when it has none. */
function titleOf(ref) {
  const record = recordOf(ref), letter = ref.charAt(0);
  if (letter === "c") { return ref.slice(2); }
  if (letter === "p") { return "Position"; }
  if (letter === "r") { return record.n || record.m || USES[record.u] || "Room without a number"; }
  if (letter === "d") { return record.n ? "Door " + record.n : record.ex ? "Exterior door" : "Door"; }
  if (letter === "m") { return record.l || facts.symbols[record.k].t; }
  if (letter === "b") { return record.n || record.m || record.i; }
  return record.n || record.k;
}

/** The second line: a room's name, a marker's kind. */
function subtitleOf(ref) {
  const record = recordOf(ref), letter = ref.charAt(0);
  if (letter === "c") { return "Grid cell"; }
  if (letter === "p") { return "From a caller or a pasted place"; }
  if (letter === "r") { return record.n ? record.m || USES[record.u] : record.m ? USES[record.u] || "Room without a number" : ""; }
  if (letter === "d") { return record.ex ? "Exterior door" : record.n ? "Interior door" : ""; }
  if (letter === "m") { return record.l ? facts.symbols[record.k].t : ""; }
  if (letter === "b") { return record.n ? record.m : ""; }
  return record.n ? areaKind(record.k) : "";
}

function areaKind(kind) { return kind.charAt(0).toUpperCase() + kind.slice(1).replace(/_/g, " "); }

/** Building and floor in one line, for lists. */
function whereOf(ref) {
  const building = buildingOf(ref), floor = floorOf(ref);
  const words = [building >= 0 ? buildingName(building) : "Grounds"];
  if (floor >= 0) { words.push(facts.floors[floor].placed ? facts.floors[floor].m : facts.floors[floor].m + " (not placed)"); }
  return words.join(" · ");
}

const CORNER_WORDS = { candidate: "Computed candidate, confirm on site",
  stale: "Confirmed on an older drawing, confirm again", rejected: "Rejected on site: do not use" };

/** The hard-corner answer as [short word, sentence]. */
function cornerWords(answer) {
  if (!answer) { return ["Not assessed", ""]; }
  const [outcome, why, status, m2, people, assumed, by, on] = answer;
  if (outcome === "hard_corner") {
    const first = status === "confirmed" ? "Confirmed on site" + (by ? " by " + by : "") + (on ? ", " + on : "")
      : CORNER_WORDS[status] || "Computed, confirm on site";
    const size = m2 ? "About " + areaText(m2) + (people ? ", room for " + people + " people" : "") : "";
    const rests = why || (assumed ? "glass assumed: " + assumed : "");
    return [first, [size, rests.charAt(0).toUpperCase() + rests.slice(1)].filter(Boolean).join(". ")];
  }
  if (outcome === "safer_space") { return ["No corner out of every sightline; a safer space is named", why]; }
  if (outcome === "none_available") { return ["None: no part of the room is out of every sightline", why]; }
  if (outcome === "not_applicable") { return ["Does not apply here", why]; }
  return [status === "rejected" ? CORNER_WORDS.rejected : "Not assessed", why];
}

/** What is known of a door's lock, [] when nothing is. */
function lockWords(door) {
  return [door.cl && "class: " + door.cl, door.lo, door.li && "locks from inside: " + door.li, door.ac, door.co && "covering: " + door.co,
    door.gl && "glass: " + door.gl].filter(Boolean);
}

/** Numbers inside words in number order: 2 before 10. */
const collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

function byNumber(a, b) { return collator.compare(a, b); }
