// What the read-back card says of a thing: rows of [label, value, more], built from the facts alone.
// more: copy (the value can be copied by itself), go (a reference to open), warn, swatch, quiet.

function rowsOf(ref) {
  const make = { r: roomRows, d: doorRows, m: markerRows, b: buildingRows, a: areaRows, c: cellRows, p: positionRows }[ref.charAt(0)];
  return make(ref, recordOf(ref)).filter((row) => row && row[1]);
}

function buildingRow(n) {
  if (n < 0) { return null; }
  const radio = facts.buildings[n].rn;
  return ["Building", buildingName(n) + (radio ? ", on the radio “" + radio + "”" : ""), { go: "b" + n }];
}

function floorRow(n) { return n < 0 ? null : ["Floor", floorName(n)]; }

/** Grid cell, USNG and lat/lon; on an unplaced floor a plain word instead. */
function placeRows(record, floor) {
  if (floor >= 0 && !facts.floors[floor].placed) { return [["Position", "Not placed: no coordinates", { warn: true }]]; }
  if (!record.ll) { return []; }
  return [["Grid cell", record.c || "off the grid", { copy: Boolean(record.c), strong: true }], ["USNG", record.ug, { copy: true }],
    ["Lat, lon", latLonText(record.ll), { copy: true }]];
}

function numberRows(record) {
  return [
    record.dn && ["On the drawing", record.dn + " (the number shown is the one on the wall)", { warn: true }],
    record.pl && ["Planned number", record.pl + " (planned, not on the wall)"],
    record.al && ["Also called", record.al.join(", ")]
  ];
}

function sourceRow(record) {
  if (!record.src) { return null; }
  const [file, layer, handle, x, y, place] = record.src;
  const at = x !== undefined && x !== null && y !== undefined ? "at " + x + ", " + y : "";
  return ["Source", [facts.files[file], place, layer, handle && "handle " + handle, at].filter(Boolean).join(" · "), { quiet: true }];
}

function roomRows(ref, room) {
  const n = Number(ref.slice(1)), building = facts.floors[room.f].b, corner = cornerWords(room.hc);
  return [buildingRow(building), floorRow(room.f)].concat(placeRows(room, room.f), [
    nearestDoorRow(room), nearestAedRow(room),
    ["Hard corner", corner[0], { corner: room.hc ? room.hc[0] + " " + (room.hc[2] || "") : "", note: corner[1] }],
    ["Use", room.n && room.m && fold(room.m) !== fold(USES[room.u]) ? USES[room.u] : ""],
  ], doorsOf[n].map((door) => doorLine(door, n)), equipmentRows((marker) => marker.r === n), [
    room.lk && ["Lockable", room.lk], room.tw && ["Two-way radio", room.tw], room.pa && ["Panic button", room.pa],
    room.oc && ["Occupants", String(room.oc)], room.su && ["Suite", room.su], room.sh && ["Shaft", room.sh],
    room.ar && ["Size", areaText(room.ar)], room.no && ["Notes", room.no]
  ], numberRows(room), [room.rp && ["Repaired", room.rp.join("; "), { quiet: true }], sourceRow(room)]);
}

/** The nearest exterior door on foot, by the drawing; a plain word where no way out is drawn. */
function nearestDoorRow(room) {
  if (room.nd === undefined) { return room.nx ? ["Nearest exterior door", "No way out is drawn", { quiet: true }] : null; }
  return ["Nearest exterior door", titleOf("d" + room.nd) + walkWords(room.nm, room.ns), { go: "d" + room.nd }];
}

function nearestAedRow(room) {
  if (room.na === undefined) { return null; }
  const aed = facts.markers[room.na], where = aed.r === undefined ? "" : " in " + roomWords(aed.r);
  return ["Nearest AED", (aed.l || "AED") + where + walkWords(room.am, room.as), { go: "m" + room.na }];
}

/** How far to walk, never less than was computed, and over which stairs. */
function walkWords(metres, stairs) {
  return ", about " + Math.ceil(metres / 0.3048) + " ft (" + Math.ceil(metres) + " m) by the drawing" +
    (stairs ? ", by stair " + stairs.join(" and ") : "");
}

/** One door of a room: what is on its other side, and its lock if known. */
function doorLine(n, room) {
  const door = facts.doors[n], other = (door.j || []).filter((side) => side !== room)[0];
  const beyond = door.ex ? "outside" : other === undefined ? "" : "to " + [titleOf("r" + other), facts.rooms[other].n ? facts.rooms[other].m : ""]
    .filter(Boolean).join(" ");
  const kind = door.k === "opening" ? "Open, no door" : door.k === "double_door" ? "Double door" : "Door";
  const words = [kind + (door.n ? " " + door.n : "") + (beyond ? " " + beyond : "")].concat(lockWords(door));
  return ["Door", words.join(", "), { go: "d" + n }];
}

/** Equipment that fits, each with its status. */
function equipmentRows(fits) {
  return facts.markers.map((marker, n) => (fits(marker) ? ["Equipment", markerWords(marker), { go: "m" + n }] : null)).filter(Boolean);
}

function markerWords(marker) {
  const title = facts.symbols[marker.k].t;
  const status = marker.st === "none" ? "none here" : marker.st || "";
  return [marker.l && marker.l !== title ? title + ": " + marker.l : title, status].filter(Boolean).join(", ");
}

function doorRows(ref, door) {
  const building = facts.floors[door.f].b, main = door.ex && door.n && facts.buildings[building].me === door.n;
  const kind = { door: "Single door", double_door: "Double door", opening: "Opening without a door" }[door.k] || "";
  return [buildingRow(building), floorRow(door.f), main && ["Main entrance", "Yes", { strong: true }]].concat(placeRows(door, door.f),
    [["Kind", kind + (door.w ? ", " + feetText(door.w) + " wide" : "")]],
    lockWords(door).length ? [["Lock", lockWords(door).join(", ")]] : [["Lock", "not supplied", { quiet: true }]],
    (door.j || []).map((room) => ["Room", roomWords(room), { go: "r" + room }]), numberRows(door), [sourceRow(door)]);
}

function roomWords(n) {
  const room = facts.rooms[n];
  return [room.n, room.m || USES[room.u]].filter(Boolean).join("  ") || "Room without a number";
}

function markerRows(ref, marker) {
  const floor = marker.f === undefined ? -1 : marker.f, building = buildingOf(ref);
  const lost = !marker.at && marker.st !== "none";
  const fields = Object.keys(marker.xt || {}).map((key) => [key.replace(/_/g, " "), marker.xt[key]]);
  return [marker.st && ["Status", marker.st === "none" ? "None here: looked for and not there" : marker.st, { warn: true }],
    lost && ["Position", "Unknown: this row could not be placed", { warn: true }], buildingRow(building), floorRow(floor),
    marker.r !== undefined && ["Room", roomWords(marker.r), { go: "r" + marker.r }]].concat(placeRows(marker, floor), fields, [sourceRow(marker)]);
}

function buildingRows(ref, b) {
  const n = Number(ref.slice(1));
  const lack = PREPLAN.filter((pair) => b.pp[pair[0]] === undefined).map((pair) => pair[1].toLowerCase());
  return [["Radio name", b.rn, { copy: true, strong: true }], ["Address", b.ad, { copy: true }], ["Grid cell", b.c, { copy: true }],
    ["USNG", b.ug, { copy: true }], ["Lat, lon", b.ll && latLonText(b.ll), { copy: true }], mainEntranceRow(n),
    ["Rooms", countRooms(n)], b.yr && ["Built", String(b.yr)]].concat(
    PREPLAN.filter((pair) => b.pp[pair[0]] !== undefined).map((pair) => [pair[1], String(b.pp[pair[0]])]),
    [lack.length && ["Not supplied", lack.join(", "), { quiet: true }]], equipmentRows((marker) => marker.b === n),
    [b.fs && ["Outline from", b.fs, { quiet: true }]]);
}

function mainEntranceRow(n) {
  const b = facts.buildings[n];
  if (!b.me) { return ["Main entrance", "not stated", { quiet: true }]; }
  const door = facts.doors.findIndex((one) => one.ex && one.n === b.me && facts.floors[one.f].b === n);
  return ["Main entrance", "Door " + b.me + (door < 0 ? " (not drawn)" : ""), door < 0 ? { warn: true } : { go: "d" + door }];
}

function countRooms(n) {
  return String(facts.rooms.filter((room) => facts.floors[room.f].b === n && room.n).length) + " numbered, on " +
    facts.buildings[n].fl.length + (facts.buildings[n].fl.length === 1 ? " floor" : " floors");
}

function areaRows(ref, area) { return [["Kind", areaKind(area.k)]]; }

function cellRows(ref) {
  const cell = findCell(ref.slice(2)), x = (cell.x0 + cell.x1) / 2, y = (cell.y0 + cell.y1) / 2, pair = toLonLat(x, y);
  const rooms = facts.rooms.filter((room) => room.c === cell.name && room.n).sort((a, b) => byNumber(a.n, b.n));
  const list = rooms.slice(0, 24).map((room) => room.n).join(", ") + (rooms.length > 24 ? " and " + (rooms.length - 24) + " more" : "");
  return [["Centre, USNG", usngOf(pair[0], pair[1]), { copy: true }], ["Centre, lat, lon", latLonText(pair), { copy: true }],
    ["Cell", Math.round(cell.x1 - cell.x0) + " m square, the same on every floor"], ["Room centres", list || "none"]];
}

/** A pasted place: building, cell, nearest exterior door in a straight line, and that its floor is not known. */
function positionRows(ref) {
  const [lat, lon, radius] = ref.slice(2).split(",").map(Number), [x, y] = fromLonLat(lon, lat), inside = buildingAt(x, y);
  const rows = [["Floor", "Unknown: a position does not tell the floor", { warn: true }],
    ["Building", inside ? buildingName(Number(inside.slice(1))) : "Outside every building", inside ? { go: inside } : {}],
    ["Grid cell", cellAt(x, y) || "Not on this campus's grid", { copy: Boolean(cellAt(x, y)), strong: true }],
    ["USNG", usngOf(lon, lat), { copy: true }], ["Lat, lon", latLonText([lon, lat]), { copy: true }],
    radius ? ["Uncertainty", "within " + metresText(radius) + " (" + feetText(radius) + ")", { warn: true }] : null];
  const doors = facts.doors.map((door, n) => ({ n, door, away: door.ex && door.ll ? Math.hypot(door.at[0] / 100 - x, door.at[1] / 100 - y) : Infinity }))
    .sort((a, b) => a.away - b.away);
  if (doors.length && doors[0].away < 2000) {
    rows.push(["Nearest door", [titleOf("d" + doors[0].n), whereOf("d" + doors[0].n), feetText(doors[0].away) + " in a straight line"].join(", "), { go: "d" + doors[0].n }]);
  }
  return rows;
}
