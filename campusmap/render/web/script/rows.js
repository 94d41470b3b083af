// What the read-back card says of a thing: rows of [label, value, more], built from the facts alone.

/** @param {string} ref @returns {Row[]} */
function rowsOf(ref) {
  completeFacts();
  const n = Number(ref.slice(1));
  /** @type {Record<string, () => MaybeRow[]>} */
  const make = { r: () => roomRows(n), d: () => doorRows(n), m: () => markerRows(n), b: () => buildingRows(n), a: () => [["Kind", areaKind(facts.areas[n].k)]],
    c: () => cellRows(ref.slice(2)), p: () => positionRows(ref) };
  return /** @type {Row[]} */ ([fromRow(ref), ...make[ref.charAt(0)]()].filter((row) => row && row[1]));
}

/** @param {number} n @returns {MaybeRow} */
function buildingRow(n) {
  if (n < 0) { return null; }
  const radio = facts.buildings[n].rn;
  return ["Building", buildingName(n) + (radio ? ", on the radio “" + radio + "”" : ""), { go: "b" + n }];
}

/** @param {number} n @returns {MaybeRow} */
function floorRow(n) { return n >= 0 && ["Floor", floorName(n)]; }

/**
 * The grid cell; on an unplaced floor a plain word instead.
 * @param {Placed} record @param {number} floor @returns {MaybeRow}
 */
function cellRow(record, floor) {
  if (floor >= 0 && !facts.floors[floor].placed) { return ["Position", "Not placed: no coordinates", { warn: true }]; }
  return Boolean(record.ll) && ["Grid cell", record.c || "off the grid", { copy: Boolean(record.c), strong: true }];
}

/** @param {Placed} record @returns {MaybeRow[]} */
function pointRows(record) {
  return [record.ll && ["USNG", record.ug || usngOf(record.ll[0], record.ll[1]), { copy: true }], record.ll && ["Lat, lon", latLonText(record.ll), { copy: true }]];
}

/** @param {Room | Door} record @returns {MaybeRow[]} */
function numberRows(record) {
  const aliases = /** @type {Room} */ (record).al;
  return [
    record.dn && ["On the drawing", record.dn + " (the number shown is the one on the wall)", { warn: true }],
    record.pl && ["Planned number", record.pl + " (planned, not on the wall)"],
    aliases && ["Also called", aliases.join(", ")]
  ];
}

/** @param {Room | Door | Marker} record @returns {MaybeRow} */
function sourceRow(record) {
  if (!record.src) { return null; }
  const [file, layer, handle, x, y, place] = record.src;
  const at = x !== undefined && x !== null && y !== undefined ? "at " + x + ", " + y : "";
  return ["Source", [facts.files[file], place, layer, handle && "handle " + handle, at].filter(Boolean).join(" · "), { quiet: true }];
}

/** @param {string} ref @returns {MaybeRow} */
function codeRow(ref) { const code = codeOf(ref); return Boolean(code) && ["Printed code", code, { quiet: true, copy: true }]; }

/** @returns {Row} */
function confirmedRow() {
  const words = verifiedWords();
  return words ? ["Map confirmed", words, { quiet: true }] : ["Map confirmed", "By nobody yet: not field-verified", { warn: true }];
}

/** @param {Room} room @returns {MaybeRow[]} */
function cornerRows(room) {
  const [short, more] = cornerWords(room.hc);
  return [["Hard corner", short, { corner: room.hc ? room.hc[0] + " " + (room.hc[2] || "") : "", note: more }],
    saferRow(room), room.hw && ["Corner is", room.hw.charAt(0).toUpperCase() + room.hw.slice(1)]];
}

/** @param {number} n @returns {MaybeRow[]} */
function roomRows(n) {
  const room = facts.rooms[n], building = facts.floors[room.f].b;
  return [buildingRow(building), floorRow(room.f), cellRow(room, room.f), sideRow(room.sd, building), ...exitRows(room), ...cornerRows(room),
    nearestAedRow(room), keyBoxRow(room), ...pointRows(room), ...shutOffRows(building),
    ...doorsOf[n].map((door) => doorLine(door, n)), ...equipmentRows((marker) => marker.r === n, false), ...roomFacts(room), ...numberRows(room),
    room.by && ["Traced by hand", room.by, { quiet: true }], room.rp && ["Repaired", room.rp.join("; "), { quiet: true }], codeRow("r" + n), ...confirmedRows("r" + n), sourceRow(room)];
}

/** @param {Room} room @returns {MaybeRow[]} */
function roomFacts(room) {
  return [["Use", room.n && room.m && fold(room.m) !== fold(USES[room.u]) ? USES[room.u] : ""], room.lk && ["Lockable", room.lk],
    room.tw && ["Two-way radio", room.tw], room.pa && ["Panic button", room.pa], room.oc && ["Occupants", String(room.oc)], room.su && ["Suite", room.su],
    room.sh && ["Shaft", room.sh], room.ar && ["Size", areaText(room.ar)], room.no && ["Notes", room.no]];
}

/**
 * One door of a room: what is on its other side, and its lock if known.
 * @param {number} n @param {number} room @returns {Row}
 */
function doorLine(n, room) {
  const door = facts.doors[n], other = (door.j || []).filter((side) => side !== room)[0];
  const beyond = door.ex ? "outside" : other === undefined ? "" : "to " + [roomTitle(facts.rooms[other]), facts.rooms[other].n ? facts.rooms[other].m : ""]
    .filter(Boolean).join(" ");
  const kind = door.k === "opening" ? "Open, no door" : door.k === "double_door" ? "Double door" : "Door";
  const words = [kind + (door.n ? " " + door.n : "") + (beyond ? " " + beyond : "")].concat(lockWords(door));
  return ["Door", words.join(", "), { go: "d" + n }];
}

/**
 * Equipment that fits, each with its status; shut-offs have rows of their own in a building.
 * @param {(marker: Marker) => boolean} fits @param {boolean} bare @returns {Row[]}
 */
function equipmentRows(fits, bare) {
  const rows = /** @type {Row[]} */ ([]);
  facts.markers.forEach((marker, n) => {
    if (fits(marker) && !(bare && /_SHUTOFF$/.test(marker.k))) { rows.push(["Equipment", markerWords(marker), { go: "m" + n }]); }
  });
  return rows;
}

/** @param {Marker} marker */
function markerWords(marker) {
  const title = facts.symbols[marker.k].t;
  const status = marker.st === "none" ? "none here" : marker.st || "";
  return [marker.l && marker.l !== title ? title + ": " + marker.l : title, status].filter(Boolean).join(", ");
}

/** @type {Record<string, string>} */
const DOOR_KINDS = { door: "Single door", double_door: "Double door", opening: "Opening without a door" };

/** @param {number} n @returns {MaybeRow[]} */
function doorRows(n) {
  const door = facts.doors[n], building = facts.floors[door.f].b, main = door.ex && door.n && facts.buildings[building].me === door.n, lock = lockWords(door);
  return [buildingRow(building), floorRow(door.f), main && ["Main entrance", "Yes", { strong: true }], cellRow(door, door.f), sideRow(door.sd, building),
    ["Kind", (DOOR_KINDS[door.k] || "") + (door.w ? ", " + feetText(door.w) + " wide" : "")],
    lock.length ? ["Lock", lock.join(", ")] : ["Lock", "not supplied", { quiet: true }], doorKeyRow(door, building),
    ...(door.j || []).map((room) => /** @type {Row} */ (["Room", roomWords(room), { go: "r" + room }])), ...pointRows(door), ...numberRows(door),
    codeRow("d" + n), ...confirmedRows("d" + n), sourceRow(door)];
}

/**
 * The key box nearest to an exterior door: on foot outdoors where that was computed, else in a straight line.
 * @param {Door} door @param {number} building @returns {MaybeRow}
 */
function doorKeyRow(door, building) {
  if (door.kb) { return ["Nearest key box", titleOf(door.kb[0]) + walkWords(door.kb[1], undefined) + ", outdoors", { go: door.kb[0] }]; }
  const n = door.ex && hasCoordinates(door) ? nearestMarker("KEY_BOX", door, building) : -1;
  return n >= 0 && ["Nearest key box", titleOf("m" + n) + ", " + feetText(straightMetres(door, facts.markers[n])) + " in a straight line", { go: "m" + n }];
}

/** @param {number} n */
function roomWords(n) {
  const room = facts.rooms[n];
  return [room.n, room.m || USES[room.u]].filter(Boolean).join("  ") || "Room without a number";
}

/** @param {number} n @returns {MaybeRow[]} */
function markerRows(n) {
  const marker = facts.markers[n], floor = marker.f === undefined ? -1 : marker.f, lost = !marker.at && marker.st !== "none", fields = marker.xt || {};
  return [marker.st && ["Status", marker.st === "none" ? "None here: looked for and not there" : marker.st, { warn: true }],
    lost && ["Position", "Unknown: this row could not be placed", { warn: true }], buildingRow(buildingOf("m" + n)), floorRow(floor),
    marker.r !== undefined && ["Room", roomWords(marker.r), { go: "r" + marker.r }], cellRow(marker, floor), ...pointRows(marker),
    ...(marker.kd || []).map((at) => /** @type {Row} */ (["Door near it", titleOf(at[0]) + walkWords(at[1], undefined) + ", outdoors", { go: at[0] }])),
    ...Object.keys(fields).map((key) => /** @type {Row} */ ([areaKind(key), key === "located_by" ? LOCATED[fields[key]] || fields[key] : fields[key]])), ...confirmedRows("m" + n), sourceRow(marker)];
}

/** By what in its row a marker was given its place. @type {Record<string, string>} */
const LOCATED = { lonlat: "its coordinates", drawing: "its place on the drawing", door: "its door", room: "its room; where in the room is not known" };

/** @param {number} n @returns {MaybeRow[]} */
function buildingRows(n) {
  const b = facts.buildings[n], given = PREPLAN.filter((pair) => b.pp[pair[0]] !== undefined), lack = PREPLAN.filter((pair) => b.pp[pair[0]] === undefined);
  return [["Radio name", b.rn || "", { copy: true, strong: true }], ["Address", b.ad || "", { copy: true }], ["Grid cell", b.c || "", { copy: true }],
    mainEntranceRow(n), b.sa && ["Side A", "Faces " + windOf(b.sa[0]), { note: b.sa[1] ? "Assumed: " + b.sa[2] : b.sa[2] }], ...shutOffRows(n),
    ...pointRows(b), ["Rooms", countRooms(n)], b.yr && ["Built", String(b.yr)],
    ...given.map((pair) => /** @type {Row} */ ([pair[1], String(b.pp[pair[0]])])),
    lack.length && ["Not supplied", lack.map((pair) => pair[1].toLowerCase()).join(", "), { quiet: true }], ...equipmentRows((marker) => marker.b === n, true),
    b.fs && ["Outline from", b.fs, { quiet: true }], codeRow("b" + n), ...confirmedRows("b" + n)];
}

/** @param {number} n @returns {Row} */
function mainEntranceRow(n) {
  const b = facts.buildings[n];
  if (!b.me) { return ["Main entrance", "not stated", { quiet: true }]; }
  const door = facts.doors.findIndex((one) => one.ex && one.n === b.me && facts.floors[one.f].b === n);
  return ["Main entrance", "Door " + b.me + (door < 0 ? " (not drawn)" : ""), door < 0 ? { warn: true } : { go: "d" + door }];
}

/** @param {number} n */
function countRooms(n) {
  return String(facts.rooms.filter((room) => facts.floors[room.f].b === n && room.n).length) + " numbered, on " +
    facts.buildings[n].fl.length + (facts.buildings[n].fl.length === 1 ? " floor" : " floors");
}

/** @param {string} name @returns {MaybeRow[]} */
function cellRows(name) {
  const cell = findCell(name);
  if (!cell) { return []; }
  const pair = toLonLat((cell.x0 + cell.x1) / 2, (cell.y0 + cell.y1) / 2);
  const rooms = facts.rooms.filter((room) => room.c === cell.name && room.n).map((room) => room.n || "").sort(byNumber);
  const list = rooms.slice(0, 24).join(", ") + (rooms.length > 24 ? " and " + (rooms.length - 24) + " more" : "");
  return [["Centre, USNG", usngOf(pair[0], pair[1]), { copy: true }], ["Centre, lat, lon", latLonText(pair), { copy: true }],
    ["Cell", Math.round(cell.x1 - cell.x0) + " m square, the same on every floor"], ["Room centres", list || "none"]];
}

/**
 * A pasted place: building, cell, nearest exterior door in a straight line, and that its floor is not known.
 * @param {string} ref @returns {MaybeRow[]}
 */
function positionRows(ref) {
  const [lat, lon, radius] = ref.slice(2).split(",").map(Number), [x, y] = fromLonLat(lon, lat), inside = buildingAt(x, y), cell = cellAt(x, y);
  const away = metresOffCampus(x, y);
  return [["Floor", "Unknown: a position does not tell the floor", { warn: true }],
    away > 200 && ["Not on this campus", "About " + farText(away) + " from its nearest building", { warn: true }],
    ["Building", inside >= 0 ? buildingName(inside) : "Outside every building", inside >= 0 ? { go: "b" + inside, strong: true } : { strong: true }],
    ...buildingsWithin(x, y, radius, inside), ["Grid cell", cell || "Not on this campus's grid", { copy: Boolean(cell), strong: true }],
    nearestDoorTo(x, y), ["USNG", usngOf(lon, lat), { copy: true }], ["Lat, lon", latLonText([lon, lat]), { copy: true }],
    radius ? ["Uncertainty", "within " + metresText(radius) + " (" + feetText(radius) + ")", { warn: true }] : null];
}

/** @param {number} metres */
function farText(metres) { return metres < 1000 ? feetText(metres) : (metres / 1609.344).toFixed(1) + " miles"; }

/**
 * Metres to the nearest building.
 * @param {number} x @param {number} y
 */
function metresOffCampus(x, y) {
  return Math.min(Infinity, ...grounds.layers.buildings.filter(isShape).map((mark) => metresTo(mark, x, y)));
}

/**
 * Other buildings that the caller may be in, as the radius goes.
 * @param {number} x @param {number} y @param {number} radius @param {number} inside @returns {MaybeRow[]}
 */
function buildingsWithin(x, y, radius, inside) {
  return grounds.layers.buildings.filter((mark) => isShape(mark) && Number(mark.who.slice(1)) !== inside && metresTo(mark, x, y) <= radius)
    .map((mark) => /** @type {Row} */ (["Could also be", buildingName(Number(mark.who.slice(1))), { go: mark.who }]));
}

/** @param {number} x @param {number} y @returns {MaybeRow} */
function nearestDoorTo(x, y) {
  let best = -1, away = 2000;
  facts.doors.forEach((door, n) => {
    const far = door.ex && door.ll && door.at ? Math.hypot(door.at[0] / 100 - x, door.at[1] / 100 - y) : Infinity;
    if (far < away) { best = n; away = far; }
  });
  return best >= 0 && ["Nearest door", [titleOf("d" + best), whereOf("d" + best), feetText(away) + " in a straight line"].join(", "), { go: "d" + best }];
}
