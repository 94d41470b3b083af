// The symbol palette: choose a kind, then a place; by pointer, or by the cross in the middle of the map and Enter.

function togglePalette() { if (mustWait()) { return; } showPanel("palette", el("h2", { id: "panel-title", text: "Place a marker" }), paletteFilter(), el("div", { id: "kinds" })); fillKinds(""); byId("kind-filter").focus(); }

function paletteFilter() {
  const input = el("input", { type: "search", id: "kind-filter", placeholder: "AED, gas, key box", "aria-label": "Narrow the kinds", on: { input: () => fillKinds(input.value) } });
  input.addEventListener("keydown", (event) => {
    const first = /** @type {HTMLElement | null} */ (byId("kinds").querySelector("button"));
    if (event.key === "Enter" && first) { event.preventDefault(); first.click(); }
  });
  return input;
}

/** @param {string} text */
function fillKinds(text) {
  const wanted = fold(text), kinds = deskFacts().kinds.filter((kind) => !wanted || kindWords(kind).indexOf(wanted) >= 0);
  const groups = Object.keys(GROUP_WORDS).map((group) => ({ group, own: kinds.filter((kind) => facts.symbols[kind].g === group) })).filter((one) => one.own.length);
  refill(byId("kinds"), ...groups.map((one) => el("div", { role: "group", "aria-label": GROUP_WORDS[one.group] }, el("h3", { text: GROUP_WORDS[one.group] }),
    el("div", { class: "kinds" }, ...one.own.map(kindButton)))), kinds.length ? null : el("p", { class: "hint", text: "No kind is called that." }));
}

/** @param {string} kind */
function kindWords(kind) { return fold([kind, facts.symbols[kind].t, facts.symbols[kind].l, SYNONYMS[kind] || ""].join(" ").replace(/_/g, " ")); }

/** @param {string} kind */
function kindButton(kind) {
  return el("button", { type: "button", "data-kind": kind, on: { click: () => startPlacing(kind) } },
    el("img", { alt: "", width: "22", height: "22", src: symbolAddress(kind, false) }), el("span", { text: facts.symbols[kind].t }));
}

/** @param {string} kind */
function startPlacing(kind) {
  askWho().then(() => {
    desk.kind = kind;
    enterMode("place", facts.symbols[kind].t + ": click where it is, or move the map under the cross and press Enter", []);
  });
}

/**
 * The ground and the floor at a point of the map: a room's floor, else the one that its building shows, else -1.
 * @param {import("leaflet").Point} point
 */
function spotAt(point) {
  const latlng = map.containerPointToLatLng(point), [x, y] = toGround(latlng.lng, latlng.lat);
  if (state.alone >= 0) { return { at: [x, y], floor: state.alone, room: roomAt(x, y) }; }
  const room = roomAt(x, y), building = buildingAt(x, y);
  return { at: [x, y], floor: room ? roomOf(room).f : building >= 0 ? shownFloor(building) : -1, room };
}

/** @param {import("leaflet").Point} point */
async function placeAt(point) {
  const spot = spotAt(point), kind = desk.kind;
  leaveMode();
  change({ chosen: "" });  // who types on at once means the new marker, not the one that was open before
  const reply = await send({ do: "place", kind, floor: spot.floor, at: [spot.at] }), made = reply.changes && reply.changes[0];
  if (made && made.after && reply.number) { standIn(kind, spot, made.row, made.after, reply); }
}

/** @typedef {{ number: number, floor: number, marker: Marker, mark?: unknown }} StandIn */

/** New markers that are not judged yet, shown from what is known of them. @type {StandIn[]} */
let standIns = [];

/**
 * Show a new marker at once, until it is judged with all the rest.
 * @param {string} kind @param {{ at: number[], floor: number, room: string }} spot @param {number} row @param {Record<string, string>} cells @param {Reply} reply
 */
function standIn(kind, spot, row, cells, reply) {
  const id = "new " + row + " " + reply.number, at = spot.at.map((value) => Math.round(value * 100)), number = reply.number || 0;
  freshRows["markers " + id] = { number, row: [row, cells] };
  standIns.push({ number, floor: spot.floor, marker: { i: id, k: kind, l: cells.label || "", at, f: spot.floor < 0 ? undefined : spot.floor,
    b: spot.floor < 0 ? undefined : facts.floors[spot.floor].b, r: spot.room ? Number(spot.room.slice(1)) : undefined } });
  choose(showStandIn(standIns[standIns.length - 1]));
  const label = byId("edit-label");
  if (label) { label.focus(); }
}

/** @param {StandIn} one @returns {string} */
function showStandIn(one) {
  const ref = "m" + facts.markers.length, at = one.marker.at || [0, 0], layers = one.floor < 0 ? grounds.layers : sceneOf(one.floor).layers;
  facts.markers.push(one.marker);
  const mark = openMark(["S", one.marker.k, ref, at[0], at[1], ""]);
  one.mark = mark;
  layers.markers = (layers.markers || []).concat([mark]);
  redrawSoon();
  return ref;
}

/** @param {StandIn} one */
function hideStandIn(one) {
  facts.markers = facts.markers.filter((marker) => marker !== one.marker);
  takeOff((mark) => mark === one.mark);
}

/** News that do not know of them yet leave them standing; all others go, whether or not the news bring other lists. */
function keepStandIns() {
  standIns.forEach(hideStandIn);
  standIns = standIns.filter((one) => one.number > deskFacts().journal);
  standIns.forEach(showStandIn);
}
