// Tracing: on a floor whose plan is only a picture, rooms are drawn corner by corner, doors and
// windows by two clicks on a wall.
// By keyboard: arrows move the map under the cross, Enter sets a corner, Backspace takes the last away.

/** @typedef {{ floor: number, room: string, jambs: number[][], hover: number[] | null }} Tracing */
/** @type {Tracing | null} */
let tracing = null;
/** @type {Record<string, string>} */
const OPENING_WORDS = { door: "Door", double_door: "Double door", opening: "Opening without a door", window: "Window" };

function toggleTracing() {
  const all = (facts.underlays || []).filter((one) => !one.lay), unlaid = layParts();
  showPanel("tracing", el("h2", { id: "panel-title", text: "Trace a plan" }),
    el("p", { class: "hint", text: all.length || unlaid.length ? "Rooms, doors and windows are drawn over the picture. Corners near other rooms are laid on their walls." : "No floor has a picture for a plan. Name a PNG, JPG or PDF as the plan of a floor in campus.toml." }),
    el("div", { id: "traced-floors" }, ...all.map(tracedFloorPart), ...unlaid), ...(all.length ? [strengthRow()] : []));
}

/** @param {UnderlayFacts} one */
function tracedFloorPart(one) {
  const floor = facts.floors[one.f], name = buildingName(floor.b) + ", " + floorName(one.f);
  return el("div", { role: "group", "aria-label": name }, el("h3", { text: name }), el("div", { class: "keys" },
    button("Show", {}, () => { showPicture(one); besidePanel(); }), button("Draw rooms", { id: "trace-room-" + one.f }, () => startRooms(one.f)),
    button("Doors and windows", { id: "trace-door-" + one.f }, () => startDoors(one.f))));
}

function strengthRow() {
  const input = el("input", { type: "range", id: "strength", min: "0", max: "100", value: String(Math.round(underlayStrength * 100)), on: { input: () => setStrength(Number(input.value) / 100) } });
  return el("label", { class: "field", for: "strength" }, el("span", { text: "Picture" }), input);
}

/** @param {UnderlayFacts} one */
function showPicture(one) {
  change(Object.assign(partForFloor(one.f), { chosen: "" }));
  fitBox(boxOfUnderlay(one), 5.5);
}

/** Bring the floor into view, unless it is: somebody who came near to a room stays there. @param {number} floor */
function showTraced(floor) {
  const one = (facts.underlays || []).find((each) => each.f === floor);
  if (one && shownFloors().indexOf(floor) < 0) { showPicture(one); }
  closePanel();
}

/** @param {number} floor */
function startRooms(floor) {
  const [number, name, use] = roomInputs({ number: "", name: "", use: "" });
  showTraced(floor);
  change({ chosen: "" });
  drawTrace(floor, "", [], "Click the corners of the room", [number, name, use], () => ({ do: "trace_room", floor, number: number.value, name: name.value, use: use.value }), () => startRooms(floor));
}

/** @param {{ number: string, name: string, use: string }} was @returns {[HTMLInputElement, HTMLInputElement, HTMLSelectElement]} */
function roomInputs(was) {
  const number = el("input", { type: "text", id: "trace-number", class: "short", maxlength: "40", autocomplete: "off", placeholder: "Number", "aria-label": "Number of the room" });
  const name = el("input", { type: "text", id: "trace-name", maxlength: "120", autocomplete: "off", placeholder: "Name", "aria-label": "Name of the room" });
  const use = el("select", { id: "trace-use", class: "short", "aria-label": "Use of the room" }, ...tracedFacts().uses.map((word) => el("option", { value: word, text: word.replace(/_/g, " ") || "use" })));
  number.value = was.number;
  name.value = was.name;
  use.value = was.use;
  return [number, name, use];
}

function tracedFacts() { return deskFacts().traced; }

/**
 * @param {number} floor @param {string} room @param {number[][]} points @param {string} words @param {HTMLElement[]} keys
 * @param {() => Record<string, unknown>} order @param {() => void} done
 */
async function drawTrace(floor, room, points, words, keys, order, done) {
  await startShape("", words, {}, [...keys, stepInput()], order);
  tracing = { floor, room, jambs: [], hover: null };
  if (corner) { corner.points = points; corner.done = done; }
  drawDesk();
}

/** A corner by numbers: so far to the right and up, on the map as it is turned, from the last one. */
function stepInput() {
  const input = el("input", { type: "text", id: "trace-step", class: "short", autocomplete: "off", placeholder: "right, up", title: "Metres right, up from the last corner", "aria-label": "Next corner: metres right and up from the last one, or from the cross" });
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") { return; }
    event.preventDefault();
    const step = input.value.split(/[,;\s]+/).filter(Boolean).map(Number);
    if (step.length === 2 && step.every(Number.isFinite)) { addStep(step); input.value = ""; } else { flash("Write metres right and up, such as 8.2, 0"); }
  });
  return input;
}

/** @param {number[]} step */
function addStep(step) {
  if (!corner) { return; }
  const last = corner.points[corner.points.length - 1] || groundOf(map.getCenter()), [x, y] = toMap(last[0], last[1]);
  corner.points.push(toGround(x + step[0], y + step[1]));
  announce("Corner " + corner.points.length);
  drawDesk();
}

/** The corners of a traced room, to be dragged elsewhere. @param {string} ref */
function startOutline(ref) {
  const room = roomOf(ref), mark = sceneOf(room.f).areas[ref], was = room.dn || room.n || "", [number] = roomInputs({ number: was, name: "", use: "" });
  drawTrace(room.f, room.i, pointsOf(mark.rings[0]), "Drag the corners, or click further ones", [number],
    () => Object.assign({ do: "trace_room", floor: room.f, room: room.i }, number.value === was ? {} : { number: number.value }), () => undefined);
}

/** What can be done to a room or door that was traced. @param {string} ref */
function tracePart(ref) {
  const kind = ref.charAt(0), own = kind === "r" ? facts.rooms[Number(ref.slice(1))] : kind === "d" ? facts.doors[Number(ref.slice(1))] : null;
  if (!own || !isOpen() || tracedFacts().ids.indexOf(own.i) < 0) { return null; }
  return el("section", { class: "edit", "aria-label": "Traced by hand" }, el("h3", { text: "Traced by hand" }), el("div", { class: "keys" },
    kind === "r" ? button("Change its outline", { id: "outline-key" }, () => startOutline(ref)) : null,
    button("Delete", { id: "trace-delete-key", class: "danger" }, () => { eraseTrace(own.i, true); })), ...tracedWindows(own.i));
}

/** The windows of a room, which are no things of the map to be chosen there. @param {string} room */
function tracedWindows(room) {
  return tracedFacts().windows.filter((one) => one.j.indexOf(room) >= 0).map((one) => {
    const other = one.j.filter((id) => id !== room)[0] || "", ref = refOfId(other), to = ref ? "to " + roomWords(Number(ref.slice(1))) : other ? "to the outside" : "";
    const words = ["Window", one.n, one.w.toFixed(1) + " m wide", to].filter(Boolean).join(" ");
    return el("div", { class: "point" }, el("span", {}, bdi(words)), button("Delete", { "aria-label": "Delete: " + words }, () => { eraseTrace(one.i, false); }));
  });
}

/** @param {string} id @param {boolean} isChosen */
async function eraseTrace(id, isChosen) {
  const reply = await send({ do: "trace_erase", id });
  if (!reply.number) { return; }
  if (isChosen) { change({ chosen: "" }); }
  flash("Deleted. Undo brings it back");
}

/** @param {number} floor */
async function startDoors(floor) {
  await askWho();
  showTraced(floor);
  change({ chosen: "" });
  const number = el("input", { type: "text", id: "trace-number", class: "short", maxlength: "40", autocomplete: "off", placeholder: "Number", "aria-label": "Number of the door or window" });
  const kind = el("select", { id: "trace-kind", "aria-label": "Door or window" }, ...tracedFacts().openings.map((word) => el("option", { value: word, text: OPENING_WORDS[word] || word })));
  enterMode("jamb", "Click both sides of the door or window on a wall", [number, kind, button("Remove last", {}, dropJamb)]);
  tracing = { floor, room: "", jambs: [], hover: null };
}

/** @param {import("leaflet").Point} point */
function addJamb(point) {
  if (!tracing) { return; }
  tracing.jambs.push(pullToWalls(tracing.floor, groundOf(map.containerPointToLatLng(point))));
  announce(tracing.jambs.length === 1 ? "First side" : "Second side");
  drawDesk();
  if (tracing.jambs.length === 2) { sendDoor(tracing.floor, tracing.jambs); }
}

/** @param {number} floor @param {number[][]} ends */
async function sendDoor(floor, ends) {
  const number = /** @type {HTMLInputElement} */ (byId("trace-number")), kind = /** @type {HTMLSelectElement} */ (byId("trace-kind"));
  const reply = await send({ do: "trace_opening", floor, ends, kind: kind.value, number: number.value });
  dropJambs();
  if (reply.number) { number.value = ""; flash(OPENING_WORDS[kind.value] + " placed"); announce(OPENING_WORDS[kind.value] + " placed"); }
}

function dropJamb() { if (tracing) { tracing.jambs.pop(); drawDesk(); } }

function dropJambs() { if (tracing) { tracing.jambs = []; drawDesk(); } }

/** Corners of traced rooms go to the walls that are there. @param {number[]} at */
function pullCorner(at) {
  if (!tracing || !corner || !corner.done) { return at; }
  const { held, points } = corner;
  return pullToWalls(tracing.floor, at, points.filter((_, n) => n !== held && n < points.length - 1));
}

/** The jambs of a door, and a ring where the next click would be laid. @param {CanvasRenderingContext2D} ctx */
function paintTracing(ctx) {
  if (!tracing || (desk.mode !== "jamb" && !(corner && corner.done))) { return; }
  const at = desk.mode === "jamb" ? tracing.hover : corner && corner.hover, jambs = tracing.jambs.map(pixelOf);
  if (jambs.length && at) { strokeLine(ctx, jambs[0], pixelOf(at)); }
  jambs.forEach((jamb) => paintHandle(ctx, jamb));
  if (!at) { return; }
  const [x, y] = pixelOf(at);
  ctx.beginPath();
  ctx.arc(x, y, 8, 0, 2 * Math.PI);
  ctx.strokeStyle = SCREEN[themeInUse()].chosen;
  ctx.lineWidth = 2.5;
  ctx.stroke();
}

/** @param {CanvasRenderingContext2D} ctx @param {number[]} from @param {number[]} to */
function strokeLine(ctx, from, to) {
  ctx.beginPath();
  ctx.moveTo(from[0], from[1]);
  ctx.lineTo(to[0], to[1]);
  ctx.strokeStyle = "#00622a";
  ctx.lineWidth = 4;
  ctx.stroke();
}

/** @param {number[]} at */
function hoverJamb(at) {
  if (!tracing || desk.mode !== "jamb") { return; }
  tracing.hover = pullToWalls(tracing.floor, at);
  drawDesk();
}

/** Rooms and doors come and go: what is chosen is known by its id, and each floor's rooms are counted anew. */
function keepThings() {
  roomsOn.length = 0;
  facts.floors.forEach(() => roomsOn.push([]));
  facts.rooms.forEach((room, n) => { roomsOn[room.f].push(n); });
  const kind = state.chosen.charAt(0), list = kind === "r" ? facts.rooms : facts.doors;
  if (!chosenThing || (kind !== "r" && kind !== "d") || (list[Number(state.chosen.slice(1))] || {}).i === chosenThing) { return; }
  const n = list.findIndex((one) => one.i === chosenThing);
  change({ chosen: n < 0 ? "" : kind + n });
}

/** The id of the room or door that is chosen, "" for anything else. */
let chosenThing = "";

/** @param {State} now */
function noteChosen(now) {
  const kind = now.chosen.charAt(0), list = kind === "r" ? facts.rooms : kind === "d" ? facts.doors : [];
  chosenThing = (list[Number(now.chosen.slice(1))] || { i: "" }).i;
}

function startTracing() {
  startUnderlays();
  byId("area-key").after(button("Trace", { id: "trace-key", title: "Rooms, doors and windows over a floor's picture" }, toggleTracing));
  showReading();
  MODE_TAKERS.jamb = addJamb;
  pulls.push(pullCorner);
  deskPainters.push(paintTracing);
  newsListeners.unshift(keepThings);
  listen(noteChosen);
  window.addEventListener("pointermove", (event) => { if (desk.mode === "jamb") { hoverJamb(groundOf(map.containerPointToLatLng(pointOf(event)))); } });
  map.on("move", () => { if (desk.mode === "jamb") { if (keyboardUsed) { hoverJamb(groundOf(map.getCenter())); } else { drawDesk(); } } });
}

if (facts.desk) {
  cardParts.push(tracePart);
  starters.push(startTracing);
}
