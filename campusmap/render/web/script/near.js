// What is near a room: the ways out, the next key box and AED, the building's shut-offs. Computed ways first;
// where there are none, the straight line, said to be one.

/** @param {Room} room @param {string} purpose */
function wayOf(room, purpose) { return (room.ws || []).find((way) => way[0] === purpose); }

/**
 * The way to the nearest exterior door; by an elevator where no other is drawn.
 * @param {Room} room
 */
function exitOf(room) { return wayOf(room, "exit") || wayOf(room, "exit_by_lift"); }

/** @param {WayRow} way */
function wayWords(way) { return titleOf(way[1]) + walkWords(way[2], way[3]); }

/**
 * Doors on the way that are known to be kept locked.
 * @param {WayRow} way @returns {Row[]}
 */
function lockedRows(way) {
  return way[4].map((ref) => ["Locked door on the way", [titleOf(ref), ...lockWords(facts.doors[Number(ref.slice(1))])].join(", "), { warn: true, go: ref }]);
}

/**
 * Ways out: the nearest exterior door, another one, and what is locked on the way.
 * @param {Room} room @returns {MaybeRow[]}
 */
function exitRows(room) {
  const first = exitOf(room), second = wayOf(room, "second_exit"), label = first && first[0] === "exit" ? "Nearest exterior door" : "Way out, by elevator";
  if (!first) { return [nearestDoorRow(room)]; }
  const rows = /** @type {MaybeRow[]} */ ([[label, wayWords(first), { go: first[1], lead: true }], ...lockedRows(first)]);
  return second ? rows.concat([["Second way out", wayWords(second), { go: second[1] }]], lockedRows(second)) : rows;
}

/**
 * The nearest exterior door on foot, by the drawing; a plain word where no way out is drawn.
 * @param {Room} room @returns {MaybeRow}
 */
function nearestDoorRow(room) {
  if (room.nd === undefined) { return room.nx && ["Nearest exterior door", "No way out is drawn", { quiet: true }]; }
  return ["Nearest exterior door", titleOf("d" + room.nd) + walkWords(room.nm || 0, room.ns), { go: "d" + room.nd, lead: true }];
}

/**
 * The lockable room that is named where no corner is out of every sightline, with the way to it.
 * @param {Room} room @returns {MaybeRow}
 */
function saferRow(room) {
  const way = wayOf(room, "safer_space");
  return way && ["Safer space", roomWords(Number(way[1].slice(1))) + walkWords(way[2], way[3]), { go: way[1] }];
}

/**
 * How far a chosen thing is from the room whose card named it.
 * @param {string} ref @returns {MaybeRow}
 */
function fromRow(ref) {
  const way = ref === state.chosen && wayFrom();
  return way && ["Way from " + titleOf(state.from), walkWords(way[2], way[3]).replace(/^, a/, "A"), { go: state.from }];
}

/** @param {number} n */
function aedWords(n) {
  const aed = facts.markers[n];
  return (aed.l || "AED") + (aed.r === undefined ? "" : " in " + roomWords(aed.r));
}

/** @param {Room} room @returns {MaybeRow} */
function nearestAedRow(room) {
  const way = wayOf(room, "AED");
  if (way) { return ["Nearest AED", aedWords(Number(way[1].slice(1))) + walkWords(way[2], way[3]), { go: way[1] }]; }
  return room.na !== undefined && ["Nearest AED", aedWords(room.na) + walkWords(room.am || 0, room.as), { go: "m" + room.na }];
}

/** @param {Placed} a @param {Placed} b */
function straightMetres(a, b) { return a.at && b.at ? Math.hypot(a.at[0] - b.at[0], a.at[1] - b.at[1]) / 100 : Infinity; }

const ABSENT = ["none", "planned", "removed"];  // statuses of what is not there today, as in model/places.py

/**
 * The marker of a kind nearest to a thing that is there today, in its building if there is one, as its position in facts.markers, or -1.
 * @param {string} kind @param {Placed} from @param {number} building
 */
function nearestMarker(kind, from, building) {
  let best = -1;
  const away = (/** @type {number} */ n) => straightMetres(from, facts.markers[n]) + (facts.markers[n].b === building ? 0 : 1e6);
  facts.markers.forEach((marker, n) => {
    if (marker.k === kind && !ABSENT.includes(marker.st || "") && marker.at && hasCoordinates(marker) && (best < 0 || away(n) < away(best))) { best = n; }
  });
  return best;
}

/** @param {Marker | Door} thing */
function hasCoordinates(thing) { return thing.ll !== undefined; }

/**
 * The key box to go to: by a computed way, else the nearest to the nearest door in a straight line.
 * @param {Room} room @returns {MaybeRow}
 */
function keyBoxRow(room) {
  const way = wayOf(room, "KEY_BOX");
  if (way) { return ["Nearest key box", wayWords(way), { go: way[1] }]; }
  if (!facts.floors[room.f].placed) { return null; }
  const exit = exitOf(room), door = exit ? Number(exit[1].slice(1)) : room.nd, from = door === undefined ? room : facts.doors[door];
  const n = nearestMarker("KEY_BOX", from, facts.floors[room.f].b);
  if (n < 0) { return null; }
  const metres = straightMetres(from, facts.markers[n]), start = door === undefined ? "the room" : doorTitle(facts.doors[door]);
  return ["Nearest key box", [titleOf("m" + n), facts.markers[n].c && "cell " + facts.markers[n].c, feetText(metres) + " from " + start + " in a straight line"]
    .filter(Boolean).join(", "), { go: "m" + n }];
}

/**
 * The shut-offs of a building, each with where it is.
 * @param {number} building @returns {Row[]}
 */
function shutOffRows(building) {
  const found = facts.markers.map((_, n) => n).filter((n) => /_SHUTOFF$/.test(facts.markers[n].k) && facts.markers[n].b === building);
  return found.map((n) => {
    const marker = facts.markers[n], floor = marker.f === undefined ? "" : facts.floors[marker.f].m, room = marker.r === undefined ? "" : roomWords(marker.r);
    return ["Shut-offs", [markerWords(marker), room || floor, marker.c && "cell " + marker.c].filter(Boolean).join(", "), { go: "m" + n }];
  });
}

/**
 * Which side of the building, as the fire service letters them.
 * @param {string | undefined} sides @param {number} building @returns {MaybeRow}
 */
function sideRow(sides, building) {
  const face = facts.buildings[building].sa;
  if (!sides) { return null; }
  const words = sides === "inside" ? "Inside: no outer wall" : sides.split(", ").map((side) => side + sideWords(building, side)).join("; ");
  return ["Side", words, { note: face && face[1] && sides !== "inside" ? "Side A is assumed: " + face[2] : "" }];
}

/** @param {number} building @param {string} side */
function sideWords(building, side) {
  const face = facts.buildings[building].sa;
  return face ? ", faces " + windOf(face[0] + 90 * "ABCD".indexOf(side)) : "";
}
