// The index of everything that can be found, and the ranking of what was typed against it.

const RANK = { EXACT: 0, DOOR: 1, PREFIX: 2, WORDS: 3, CONTAINS: 4, NEAR: 5, SOUNDS: 6 };
const RANK_WORDS = ["Exact", "Door with this number", "Begins with", "Matches", "Contains", "Similar, not the same", "Sounds alike, not the same"];

// What people call things, beside the titles of the symbol table.
/** @type {Record<string, string>} */
const SYNONYMS = Object.assign(Object.create(null), { AED: "DEFIBRILLATOR|DEFIB", BLEEDING_KIT: "STOP THE BLEED|BLEED KIT|TRAUMA KIT|TOURNIQUET",
  KEY_BOX: "KNOX|KNOX BOX|LOCKBOX|KEYBOX", KEY_CABINET: "KEYS", GAS_SHUTOFF: "GAS|GAS VALVE|GAS MAIN",
  WATER_SHUTOFF: "WATER|WATER VALVE|WATER MAIN", ELECTRIC_SHUTOFF: "POWER|ELECTRICITY|ELECTRICAL|ELECTRICAL PANEL|MAIN BREAKER|BREAKER PANEL|BREAKER BOX|FUSE BOX",
  HVAC_SHUTOFF: "AIR|VENTILATION|AIR HANDLING", FUEL_SHUTOFF: "FUEL|OIL", SOLAR_SHUTOFF: "SOLAR|PV|PANELS",
  FACP: "FIRE ALARM|FIRE PANEL|ALARM PANEL", FDC: "SIAMESE|FIRE CONNECTION", HYDRANT: "FIRE HYDRANT",
  EXTINGUISHER: "FIRE EXTINGUISHER", PANIC_BUTTON: "PANIC|ALARM BUTTON", TWO_WAY_RADIO: "RADIO", CAMERA: "CCTV|VIDEO",
  NURSE: "HEALTH|CLINIC|FIRST AID", STORM_SHELTER: "TORNADO|SHELTER", LANDING_ZONE: "HELICOPTER|LZ|HELIPAD",
  REUNIFICATION: "PARENT PICKUP", ASSEMBLY: "MUSTER|EVACUATION", VEHICLE_GATE: "GATE", STAIR_ACCESS: "STAIRS",
  ROOF_ACCESS: "ROOF|HATCH|LADDER", HAZARD: "CHEMICALS|HAZMAT" });

// Likewise what callers call rooms, by their use: a restroom's sign may say no more than BOYS.
/** @type {Record<string, string>} */
const USE_WORDS = Object.assign(Object.create(null), { restroom: "BATHROOM TOILET WASHROOM LAVATORY", corridor: "HALLWAY", stair: "STAIRWELL STAIRCASE", elevator: "LIFT",
  cafeteria: "LUNCHROOM", gym: "GYMNASIUM", auditorium: "THEATER", medical: "NURSE CLINIC", storage: "CLOSET" });

/**
 * Tell whether a word is one for a kind of device, whether there is one on the map or not.
 * @param {string} typed
 */
function isDeviceWord(typed) {
  const asked = compact(typed);
  return Object.keys(SYNONYMS).some((kind) => [kind, ...SYNONYMS[kind].split("|")].some((word) => compact(word) === asked));
}

/** @typedef {[string | undefined, string]} Named what something is called, and what kind of name that is */

/** @type {Entry[] | null} */
let builtIndex = null;

/** The index, built when it is first asked for. */
function searchIndex() {
  builtIndex = builtIndex || buildIndex();
  return builtIndex;
}

/**
 * One entry: keys are compact names with what they are, words are all that may be typed in part.
 * @param {string} ref @param {Named[]} names @param {(string | undefined | null | false | 0)[]} words @returns {Entry}
 */
function entryOf(ref, names, words) {
  const keys = names.map((name) => ({ c: compact(name[0] || ""), kind: name[1] })).filter((key) => key.c);
  const all = fold(words.filter(Boolean).join(" ")).split(" ").filter(Boolean);
  return { ref, keys, words: all.filter((word, n) => all.indexOf(word) === n), sounds: [] };
}

/** @param {number | undefined} n */
function buildingWords(n) {
  const b = n === undefined ? null : facts.buildings[n];
  return b ? [b.n, b.m, b.rn] : [];
}

/** @param {Room} room @param {number} n */
function roomEntry(room, n) {
  const building = facts.floors[room.f].b, bn = facts.buildings[building].n || "", keys = /** @type {Named[]} */ ([]);
  const numbers = /** @type {Named[]} */ ([[room.n, "number"], [room.dn, "number on the drawing"], [room.pl, "planned number"]]);
  numbers.forEach(([number, kind]) => {
    if (!number) { return; }
    keys.push([number, kind]);
    if (!bn) { return; }
    keys.push([bn + number, kind]);
    const rest = compact(number).slice(compact(bn).length);
    if (compact(number).indexOf(compact(bn)) === 0 && /^\d/.test(rest)) { keys.push([rest, kind]); }
  });
  keys.push([room.m, "name"]);
  (room.al || []).forEach((alias) => keys.push([alias, "also called"]));
  const use = /^(other|unknown)$/.test(room.u) ? [] : [USES[room.u], USE_WORDS[room.u]];
  const words = [room.n, room.dn, room.pl, room.m || roomSubtitle(room), room.su].concat(use).concat(room.al || [], buildingWords(building));
  return entryOf("r" + n, keys, words);
}

/** @param {Door} door @param {number} n */
function doorEntry(door, n) {
  const b = facts.buildings[facts.floors[door.f].b], keys = /** @type {Named[]} */ ([]), main = door.ex && door.n && b.me === door.n;
  const numbers = /** @type {Named[]} */ ([[door.n, "door"], [door.dn, "number on the drawing"], [door.pl, "planned number"]]);
  numbers.forEach(([number, kind]) => {
    if (!number) { return; }
    ["DOOR ", "EXIT ", "ENTRANCE ", "DR "].forEach((word) => {
      keys.push([word + number, kind]);
      if (b.n) { keys.push([b.n + word + number, kind], [word + b.n + number, kind]); }
    });
    if (door.ex) { keys.push([number, "bare"]); }
  });
  const names = main ? ["main entrance", "front entrance", "main door", "front door"] : [];
  names.forEach((name) => keys.push([name, "main entrance"]));
  return entryOf("d" + n, keys, ["door", "exit", door.n, ...names].concat(buildingWords(facts.floors[door.f].b)));
}

/** @param {Marker} marker @param {number} n */
function markerEntry(marker, n) {
  const symbol = facts.symbols[marker.k], others = (SYNONYMS[marker.k] || "").split("|").filter(Boolean);
  const keys = /** @type {Named[]} */ ([[marker.l, "label"], [symbol.t, "device"], [symbol.l, "device"], [marker.k, "device"]])
    .concat(others.map((word) => /** @type {Named} */ ([word, "device"])));
  const room = marker.r === undefined ? null : facts.rooms[marker.r];
  return entryOf("m" + n, keys, [marker.l, symbol.t, symbol.l, room && room.n, ...others, ...buildingWords(marker.b)]);
}

/** @param {Building} b @param {number} n */
function buildingEntry(b, n) {
  const keys = /** @type {Named[]} */ ([[b.n, "building"], [b.pl, "planned number"], [b.m, "building"], [b.rn, "radio name"]]);
  if (b.n) { keys.push(["building " + b.n, "building"], ["bldg " + b.n, "building"]); }
  return entryOf("b" + n, keys, [b.n, b.pl, b.m, b.rn, b.ad]);
}

function buildIndex() {
  const list = facts.rooms.map(roomEntry);
  facts.doors.forEach((door, n) => { if (door.n || door.pl) { list.push(doorEntry(door, n)); } });
  facts.markers.forEach((marker, n) => list.push(markerEntry(marker, n)));
  facts.buildings.forEach((b, n) => list.push(buildingEntry(b, n)));
  facts.areas.forEach((area, n) => { if (area.n) { list.push(entryOf("a" + n, [[area.n, "place"]], [area.n, area.k])); } });
  return list;
}

/**
 * The best rank of an entry for one reading, and which name matched; null when nothing does.
 * @param {Entry} entry @param {Reading} way @returns {{ rank: number, kind: string } | null}
 */
function rankEntry(entry, way) {
  let rank = Infinity, kind = "";
  for (const key of entry.keys) {
    const at = key.c.indexOf(way.whole), bare = key.kind === "bare";
    let found = Infinity;
    if (at === 0 && key.c.length === way.whole.length) { found = bare ? RANK.DOOR : RANK.EXACT; }
    else if (at === 0 && !bare) { found = RANK.PREFIX; }
    else if (at > 0 && !bare && way.whole.length > 1) { found = RANK.CONTAINS; }
    if (found < rank) { rank = found; kind = key.kind; }
  }
  if (rank > RANK.WORDS && way.words.every((word) => entry.words.some((other) => other.indexOf(word) === 0))) { return { rank: RANK.WORDS, kind: "" }; }
  return rank < Infinity ? { rank, kind } : null;
}

/** @param {Entry} entry @param {Reading} way */
function isEntryNear(entry, way) {
  const long = way.whole.length > 1;
  if (long && entry.keys.some((key) => key.kind !== "bare" && key.c.length > 1 && isNear(key.c, way.whole))) { return true; }
  return way.words.every((word) => entry.words.some((other) => other === word || (word.length > 3 && isNear(other, word))));
}

/**
 * Tell whether what was typed sounds like the entry's number, or each word like one of its words.
 * @param {Entry} entry @param {Reading} way
 */
function soundsLike(entry, way) {
  if (!entry.sounds.length) { entry.sounds = entry.words.map(soundOf); }
  if (way.whole.length > 1 && /\d/.test(way.whole)) {
    const sound = soundOfNumber(way.whole);
    return entry.keys.some((key) => key.kind !== "bare" && /\d/.test(key.c) && soundOfNumber(key.c) === sound);
  }
  return way.words.every((word) => {
    const sound = soundOf(word);
    return word.length > 2 && sound.length > 1 && entry.sounds.indexOf(sound) >= 0;
  });
}

/**
 * Everything that fits, best first. Similar ones only where none is exact and few others fit.
 * @param {string} text @returns {Hit[]}
 */
function searchFor(text) {
  completeFacts();
  const coded = readCode(text), special = readPlace(text), ways = readingsOf(text);
  if (coded) { return [{ ref: coded, rank: RANK.EXACT, kind: "printed code" }]; }
  if (special.charAt(0) === "p") { return [{ ref: special, rank: RANK.EXACT, kind: "position" }]; }
  if (!ways.length) { return []; }
  const hits = /** @type {Hit[]} */ ([]), rest = /** @type {Entry[]} */ ([]);
  searchIndex().forEach((entry) => {
    let best = /** @type {{ rank: number, kind: string } | null} */ (null);
    for (const way of ways) {
      const found = rankEntry(entry, way);
      if (found && (!best || found.rank < best.rank)) { best = found; }
    }
    if (best) { hits.push({ ref: entry.ref, rank: best.rank, kind: best.kind }); } else { rest.push(entry); }
  });
  if (special) { hits.push({ ref: special, rank: RANK.EXACT, kind: "cell" }); }
  if (hits.length < 8 && !hits.some((hit) => hit.rank === RANK.EXACT)) { hits.push(...similarTo(ways, rest)); }
  return hits.sort(compareHits);
}

/** @param {Reading[]} ways @param {Entry[]} rest @returns {Hit[]} */
function similarTo(ways, rest) {
  const found = /** @type {Hit[]} */ ([]);
  rest.forEach((entry) => {
    if (ways.some((way) => isEntryNear(entry, way))) { found.push({ ref: entry.ref, rank: RANK.NEAR, kind: "" }); }
    else if (ways.some((way) => soundsLike(entry, way))) { found.push({ ref: entry.ref, rank: RANK.SOUNDS, kind: "" }); }
  });
  return found;
}

const SORTS = "rdmbfcap";

/** @param {Hit} a @param {Hit} b */
function compareHits(a, b) {
  return a.rank - b.rank || SORTS.indexOf(a.ref.charAt(0)) - SORTS.indexOf(b.ref.charAt(0)) ||
    byNumber(titleOf(a.ref), titleOf(b.ref)) || byNumber(whereOf(a.ref), whereOf(b.ref));
}

/**
 * A pasted position, a US National Grid place or a grid cell, as a reference; "" when it is none of these.
 * @param {string} text
 */
function readPlace(text) {
  if (!facts.frame) { return ""; }
  const typed = readLatLon(text);
  if (typed) { return "p:" + [typed.lat, typed.lon, typed.radius].join(","); }
  const grid = readUsng(text);
  if (grid) { return "p:" + [grid[1].toFixed(7), grid[0].toFixed(7), 0].join(","); }
  const cell = findCell(text.replace(/^\s*(grid|cell|grid cell)\s+/i, ""));
  return cell ? "c:" + cell.name : "";
}
