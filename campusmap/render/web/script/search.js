// The index of everything that can be found, and the ranking of what was typed against it.

const RANK = { EXACT: 0, DOOR: 1, PREFIX: 2, WORDS: 3, CONTAINS: 4, NEAR: 5 };
const RANK_WORDS = ["Exact", "Door with this number", "Begins with", "Matches", "Contains", "Similar, not the same"];

// What people call things, beside the titles of the symbol table.
const SYNONYMS = Object.assign(Object.create(null), { AED: "DEFIBRILLATOR|DEFIB", BLEEDING_KIT: "STOP THE BLEED|BLEED KIT|TRAUMA KIT|TOURNIQUET",
  KEY_BOX: "KNOX|KNOX BOX|LOCKBOX|KEYBOX", KEY_CABINET: "KEYS", GAS_SHUTOFF: "GAS|GAS VALVE|GAS MAIN",
  WATER_SHUTOFF: "WATER|WATER VALVE|WATER MAIN", ELECTRIC_SHUTOFF: "POWER|ELECTRICITY|ELECTRICAL|MAIN BREAKER",
  HVAC_SHUTOFF: "AIR|VENTILATION|AIR HANDLING", FUEL_SHUTOFF: "FUEL|OIL", SOLAR_SHUTOFF: "SOLAR|PV|PANELS",
  FACP: "FIRE ALARM|FIRE PANEL|ALARM PANEL", FDC: "SIAMESE|FIRE CONNECTION", HYDRANT: "FIRE HYDRANT",
  EXTINGUISHER: "FIRE EXTINGUISHER", PANIC_BUTTON: "PANIC|ALARM BUTTON", TWO_WAY_RADIO: "RADIO", CAMERA: "CCTV|VIDEO",
  NURSE: "HEALTH|CLINIC|FIRST AID", STORM_SHELTER: "TORNADO|SHELTER", LANDING_ZONE: "HELICOPTER|LZ|HELIPAD",
  REUNIFICATION: "PARENT PICKUP", ASSEMBLY: "MUSTER|EVACUATION", VEHICLE_GATE: "GATE", STAIR_ACCESS: "STAIRS",
  ROOF_ACCESS: "ROOF|HATCH|LADDER", HAZARD: "CHEMICALS|HAZMAT" });

const searchIndex = buildIndex();

/** One entry: keys are compact names with what they are, words are all that may be typed in part. */
function entryOf(ref, keys, words) {
  const list = keys.filter((key) => key[0]).map((key) => ({ c: compact(key[0]), kind: key[1] })).filter((key) => key.c);
  const all = fold(words.filter(Boolean).join(" ")).split(" ").filter(Boolean);
  return { ref, keys: list, words: all.filter((word, n) => all.indexOf(word) === n), text: compact(words.filter(Boolean).join(" ")) };
}

function buildingWords(n) {
  const b = facts.buildings[n];
  return b ? [b.n, b.m, b.rn] : [];
}

function roomEntry(room, n) {
  const building = facts.floors[room.f].b, bn = facts.buildings[building].n || "";
  const keys = [];
  [[room.n, "number"], [room.dn, "number on the drawing"], [room.pl, "planned number"]].forEach((pair) => {
    if (!pair[0]) { return; }
    keys.push(pair);
    if (!bn) { return; }
    keys.push([bn + pair[0], pair[1]]);
    const rest = compact(pair[0]).slice(compact(bn).length);
    if (compact(pair[0]).indexOf(compact(bn)) === 0 && /^\d/.test(rest)) { keys.push([rest, pair[1]]); }
  });
  keys.push([room.m, "name"]);
  (room.al || []).forEach((alias) => keys.push([alias, "also called"]));
  const words = [room.n, room.dn, room.pl, room.m, room.su].concat(room.al || [], buildingWords(building));
  return entryOf("r" + n, keys, words);
}

function doorEntry(door, n) {
  const b = facts.buildings[facts.floors[door.f].b], keys = [];
  [[door.n, "door"], [door.dn, "number on the drawing"], [door.pl, "planned number"]].forEach((pair) => {
    if (!pair[0]) { return; }
    ["DOOR ", "EXIT ", "ENTRANCE ", "DR "].forEach((word) => {
      keys.push([word + pair[0], pair[1]]);
      if (b.n) { keys.push([b.n + word + pair[0], pair[1]], [word + b.n + pair[0], pair[1]]); }
    });
    if (door.ex) { keys.push([pair[0], "bare"]); }
  });
  const main = door.ex && door.n && b.me === door.n;
  const entry = entryOf("d" + n, keys.concat(main ? [["main entrance", "main entrance"]] : []),
    ["door", "exit", door.n, main ? "main entrance" : ""].concat(buildingWords(facts.floors[door.f].b)));
  return entry;
}

function markerEntry(marker, n) {
  const symbol = facts.symbols[marker.k];
  const others = (SYNONYMS[marker.k] || "").split("|").filter(Boolean);
  const keys = [[marker.l, "label"], [symbol.t, "device"], [symbol.l, "device"], [marker.k, "device"]]
    .concat(others.map((word) => [word, "device"]));
  const room = marker.r === undefined ? null : facts.rooms[marker.r];
  return entryOf("m" + n, keys, [marker.l, symbol.t, symbol.l, room && room.n].concat(others, buildingWords(marker.b)));
}

function buildIndex() {
  const list = facts.rooms.map(roomEntry);
  facts.doors.forEach((door, n) => { if (door.n || door.pl) { list.push(doorEntry(door, n)); } });
  facts.markers.forEach((marker, n) => list.push(markerEntry(marker, n)));
  facts.buildings.forEach((b, n) => list.push(entryOf("b" + n,
    [[b.n, "building"], [b.pl, "planned number"], ["building " + b.n, "building"], ["bldg " + b.n, "building"], [b.m, "building"], [b.rn, "radio name"]]
      .filter((key) => b.n || !/ $/.test(key[0] || "")), [b.n, b.pl, b.m, b.rn, b.ad])));
  facts.areas.forEach((area, n) => { if (area.n) { list.push(entryOf("a" + n, [[area.n, "place"]], [area.n, area.k])); } });
  return list;
}

/** The best rank of an entry for one reading, and which name matched; null when nothing does. */
function rankEntry(entry, way) {
  let best = null;
  const offer = (rank, kind) => { if (!best || rank < best.rank) { best = { rank, kind }; } };
  entry.keys.forEach((key) => {
    if (key.c === way.whole) { offer(key.kind === "bare" ? RANK.DOOR : RANK.EXACT, key.kind); }
    else if (key.c.indexOf(way.whole) === 0 && key.kind !== "bare") { offer(RANK.PREFIX, key.kind); }
    else if (way.whole.length > 1 && key.c.indexOf(way.whole) > 0 && key.kind !== "bare") { offer(RANK.CONTAINS, key.kind); }
  });
  if ((!best || best.rank > RANK.WORDS) && way.words.every((word) => entry.words.some((other) => other.indexOf(word) === 0))) {
    offer(RANK.WORDS, "");
  }
  return best;
}

function isEntryNear(entry, way) {
  const long = way.whole.length > 1;
  if (long && entry.keys.some((key) => key.kind !== "bare" && key.c.length > 1 && isNear(key.c, way.whole))) { return true; }
  return way.words.every((word) => entry.words.some((other) => other === word || (word.length > 3 && isNear(other, word))));
}

/** Everything that fits, best first: [{ref, rank, kind}]. Similar ones only where none is exact and few others fit. */
function searchFor(text) {
  const special = readPlace(text);
  if (special && special.charAt(0) === "p") { return [{ ref: special, rank: RANK.EXACT, kind: "position" }]; }
  const ways = readingsOf(text), hits = [], rest = [];
  if (!ways.length) { return []; }
  searchIndex.forEach((entry) => {
    const found = ways.map((way) => rankEntry(entry, way)).filter(Boolean).sort((a, b) => a.rank - b.rank)[0];
    if (found) { hits.push({ ref: entry.ref, rank: found.rank, kind: found.kind }); } else { rest.push(entry); }
  });
  if (special) { hits.push({ ref: special, rank: RANK.EXACT, kind: "cell" }); }
  if (hits.length < 8 && !hits.some((hit) => hit.rank === RANK.EXACT)) {
    rest.filter((entry) => ways.some((way) => isEntryNear(entry, way)))
      .forEach((entry) => hits.push({ ref: entry.ref, rank: RANK.NEAR, kind: "" }));
  }
  return hits.sort(compareHits);
}

const SORTS = "rdmbcap";

function compareHits(a, b) {
  return a.rank - b.rank || SORTS.indexOf(a.ref.charAt(0)) - SORTS.indexOf(b.ref.charAt(0)) ||
    byNumber(titleOf(a.ref), titleOf(b.ref)) || byNumber(whereOf(a.ref), whereOf(b.ref));
}

/** A pasted position, a US National Grid place or a grid cell, as a reference; "" when it is none of these. */
function readPlace(text) {
  if (!facts.frame) { return ""; }
  const typed = readLatLon(text);
  if (typed) { return "p:" + [typed.lat, typed.lon, typed.radius].join(","); }
  const grid = readUsng(text);
  if (grid) { return "p:" + [grid[1].toFixed(7), grid[0].toFixed(7), 0].join(","); }
  const cell = findCell(text.replace(/^\s*(grid|cell|grid cell)\s+/i, ""));
  return cell ? "c:" + cell.name : "";
}
