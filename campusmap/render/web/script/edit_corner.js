// Hard corners: confirm, reject, or draw one while the lines of sight are shown; what is seen of it turns red. Fixed
// furniture and areas on the grounds are drawn with the same hand.

/** @typedef {{ ref: string, look: Look, points: number[][], hover: number[] | null, held: number, order: () => Record<string, unknown>, done?: () => void }} Drawing */

/** @type {Drawing | null} */
let corner = null;
const deskCanvas = el("canvas", { id: "desk-canvas", "aria-hidden": "true" });
/** What draws a corner to itself while a shape is drawn. @type {((at: number[]) => number[])[]} */
const pulls = [];
const HANDLE = 9;  // pixels round a corner of the shape by which it is taken hold of

/** @param {string} ref */
function cornerKeys(ref) {
  const room = roomOf(ref), found = Boolean(room.hc && room.hc[2]), keys = el("div", { class: "keys", role: "group", "aria-label": "Hard corner" });
  if (!isJudged()) { keys.append(el("p", { class: "hint", text: "Hard corners can be judged and drawn once the lines of sight are worked out." })); return keys; }
  if (found) {
    const status = /** @type {CornerRow} */ (room.hc)[2];
    keys.append(el("p", { class: "hint" }, "Hard corner: ", bdi(cornerWords(room.hc)[0])),
      button(status === "confirmed" ? "Confirm again" : "Confirm hard corner", { id: "confirm-key" }, () => judgeCorner(ref, "confirmed")));
    if (status !== "rejected") { keys.append(button("Reject", { id: "reject-key" }, () => judgeCorner(ref, "rejected"))); }
  } else if (room.hc && room.hc[0] === "not_assessed") { keys.append(el("p", { class: "hint" }, "No hard corner to confirm: ", bdi(room.hc[1] || "not assessed")), ...glassKeys(ref, room.hc[1] || "")); }
  if (facts.floors[room.f].placed) { keys.append(button("Draw hard corner", { id: "draw-key" }, () => startDrawing(ref)));
    if (deskFacts().corners.indexOf(room.i) >= 0) { keys.append(button("Erase drawn", { id: "erase-key" }, () => { send({ do: "erase", room: room.i }); })); }
    keys.append(button("Draw fixed furniture", { id: "furnish-key" }, () => startShape(ref, "Click the corners of what is fixed to the floor or wall", { do: "furniture", room: room.i }, []))); }
  else { keys.append(el("p", { class: "hint", text: "Hard corners and furniture are drawn once the floor is placed: see Placement, above." })); }
  return keys;
}

/** Where the glass of a room's doors is wanting: a way to say it. @param {string} ref @param {string} why */
function glassKeys(ref, why) {
  const doors = /^glass /.test(why) ? (doorsOf[Number(ref.slice(1))] || []).filter((n) => /^(door|double_door|opening)$/.test(facts.doors[n].k)) : [], unsaid = doors.filter((n) => !facts.doors[n].gl);
  const asked = unsaid.length ? unsaid : doors;
  return asked.map((n, k) => button("Say the glass of " + (facts.doors[n].n ? "door " + facts.doors[n].n : asked.length > 1 ? "door " + (k + 1) + " of " + asked.length : "its door"), { class: "glass-key" }, () => sayGlass(n)));
}

/** @param {number} n */
function sayGlass(n) {
  openRef("d" + n);
  const field = byId("edit-glazing");
  if (field) { field.focus(); }
}

/** @param {string} ref @param {string} value */
async function judgeCorner(ref, value) {
  const reply = await send({ do: "corner", room: roomOf(ref).i, value });
  if (reply.number) { flash(value === "confirmed" ? "Confirmed" : "Rejected"); announce("Hard corner " + value); }
}

/** @param {string} ref */
async function startDrawing(ref) {
  await askWho();
  const look = await tell("look", { room: roomOf(ref).i });
  if (look.refused) { flash(look.refused); return; }
  const order = { do: "draw", room: roomOf(ref).i };
  corner = { ref, look, points: [], hover: null, held: -1, order: () => order };
  enterMode("draw", look.unknown ? "Lines of sight are not known here: " + look.unknown : "Click the corners of the shape; orange is in sight from a door or window", [
    button("Take the computed shape", { id: "take-key" }, takeComputed), button("Remove last", {}, () => { if (corner) { corner.points.pop(); drawDesk(); } }),
    button("Done", { id: "done-key", class: "primary" }, () => finishDrawing(""))]);
  comeNear(ref);
}

/**
 * Draw a shape that need not be out of sight.
 * @param {string} ref @param {string} words @param {Record<string, unknown>} order @param {HTMLElement[]} keys @param {() => Record<string, unknown>} [more]
 */
async function startShape(ref, words, order, keys, more) {
  await askWho();
  corner = { ref, look: { unknown: "", room: [], seen: [], hidden: [], slots: [], drawn: false }, points: [], hover: null, held: -1, order: () => Object.assign({}, order, more ? more() : {}) };
  enterMode("draw", words, [...keys, button("Remove last", {}, () => { if (corner) { corner.points.pop(); drawDesk(); } }),
    button("Done", { id: "done-key", class: "primary" }, () => finishDrawing(""))]);
  if (ref) { comeNear(ref); }
}

/** Draw an area on the grounds: its kind, its name, its corners. */
function startArea() {
  if (!facts.frame) { flash("Nothing of the campus is placed, so there are no grounds to draw on: see Placement"); return; }
  const kind = el("select", { id: "area-kind", "aria-label": "Kind of area" }, ...deskFacts().area_kinds.map((name) => el("option", { value: name, text: areaKind(name) })));
  const name = el("input", { type: "text", id: "area-name", maxlength: "120", placeholder: "Name", "aria-label": "Name of the area" });
  startShape("", "Click the corners of the area", { do: "area" }, [kind, name], () => ({ kind: kind.value, name: name.value }));
}

/** @param {string} ref */
function areaKeys(ref) {
  const area = facts.areas[Number(ref.slice(1))];
  if (deskFacts().areas.indexOf(area.i) < 0) { return null; }
  return el("section", { class: "edit", "aria-label": "Change" }, el("div", { class: "keys" }, button("Delete this area", { id: "area-delete-key", class: "danger" }, () => {
    send({ do: "erase_area", area: area.i }).then((reply) => { if (reply.number) { change({ chosen: "" }); } });
  })));
}

/** Begin with the largest part that nothing looks at. */
function takeComputed() {
  if (!corner) { return; }
  const rings = corner.look.hidden.map((ring) => ({ ring, size: ringArea(ring) })).sort((a, b) => b.size - a.size);
  if (!rings.length) { flash("Everything here is in sight"); return; }
  corner.points = rings[0].ring.map((at) => at.slice());
  drawDesk();
}

/** @param {number[][]} ring */
function ringArea(ring) {
  return Math.abs(ring.reduce((sum, at, n) => { const next = ring[(n + 1) % ring.length]; return sum + at[0] * next[1] - next[0] * at[1]; }, 0)) / 2;
}

/** @param {string} reason */
async function finishDrawing(reason) {
  if (!corner || corner.points.length < 3) { flash("A shape needs three corners"); return; }
  const done = corner.done, ring = corner.points, reply = await send(Object.assign({ ring, reason }, corner.order()));
  if (reply.seen) { askReason(reply.seen); return; }
  if (reply.number) { drawnShapes.push({ ring, number: reply.number }); leaveMode(); flash("Drawn"); announce("Drawn"); if (done) { done(); } }
}

/** What was drawn, until it is judged and on the map. @type {{ ring: number[][], number: number }[]} */
let drawnShapes = [];

/** @param {CanvasRenderingContext2D} ctx */
function paintDrawn(ctx) {
  drawnShapes = drawnShapes.filter((one) => one.number > deskFacts().journal);
  drawnShapes.forEach((one) => paintOver(ctx, pixelPath([one.ring]), "rgba(0,122,60,.22)", "#00622a", 2));
}

/** A part that is seen is refused, or kept with a reason. @param {string} words */
function askReason(words) {
  const input = el("input", { type: "text", id: "reason", maxlength: "400", "aria-label": "Reason" });
  showModeKeys(el("span", { class: "bad", role: "alert", text: words }), input,
    button("Keep with this reason", { id: "reason-key" }, () => { if (input.value.trim()) { finishDrawing(input.value.trim()); } else { input.focus(); } }),
    button("Try the shape again", { id: "again-key" }, () => finishDrawing("")));
  input.focus();
}

/** @param {import("leaflet").Point} point */
function addCorner(point) {
  if (!corner) { return; }
  const at = map.containerPointToLatLng(point);
  corner.points.push(pulled(toGround(at.lng, at.lat)));
  announce("Corner " + corner.points.length);
  drawDesk();
}

/** @param {number[]} at */
function pulled(at) { return pulls.reduce((was, pull) => pull(was), at); }

/** @param {PointerEvent} event */
function onCornerPress(event) {
  if (!corner || desk.mode !== "draw" || event.button !== 0) { return; }
  const point = pointOf(event);
  corner.held = corner.points.findIndex((at) => { const own = pixelOf(at); return Math.hypot(own[0] - point.x, own[1] - point.y) < HANDLE; });
  if (corner.held >= 0) { map.dragging.disable(); }
}

/** @param {PointerEvent} event */
function onCornerMove(event) {
  if (!corner || desk.mode !== "draw") { return; }
  const at = map.containerPointToLatLng(pointOf(event));
  corner.hover = pulled(toGround(at.lng, at.lat));
  if (corner.held >= 0) { corner.points[corner.held] = corner.hover; dragEnded = true; }
  drawDesk();
}

function onCornerDrop() {
  if (!corner || corner.held < 0) { return; }
  corner.held = -1;
  map.dragging.enable();
  window.setTimeout(() => { dragEnded = false; }, 0);
}

/** @param {number[]} at @returns {number[]} */
function pixelOf(at) {
  const point = map.latLngToContainerPoint(latLngOf(at));
  return [point.x, point.y];
}

/** @param {number[][][]} rings */
function pixelPath(rings) {
  const path = new Path2D();
  rings.forEach((ring) => { ring.forEach((at, n) => { const [x, y] = pixelOf(at); if (n) { path.lineTo(x, y); } else { path.moveTo(x, y); } }); path.closePath(); });
  return path;
}

/** What is drawn over the map while a corner is drawn: what is in sight, the shape, its seen part in red, the lines. */
function drawDesk() {
  const size = map.getSize(), dpr = Math.min(2, window.devicePixelRatio || 1), ctx = brushOf(deskCanvas);
  deskCanvas.width = Math.round(size.x * dpr);
  deskCanvas.height = Math.round(size.y * dpr);
  ctx.setTransform(dpr, 0, 0, dpr, 0, 0);
  paintPoints(ctx);
  if (!corner) { deskPainters.forEach((paint) => paint(ctx)); return; }
  const seen = pixelPath(corner.look.seen), shape = pixelPath([corner.points]);
  paintOver(ctx, seen, "rgba(232,89,12,.28)", "#b34700", 1);
  paintOver(ctx, pixelPath(corner.look.slots), "#b34700", "#b34700", 3);
  paintOver(ctx, shape, "rgba(0,122,60,.38)", "#00622a", 3);
  ctx.save();
  ctx.clip(seen);
  paintOver(ctx, shape, "rgba(201,20,20,.72)", "#8c0000", 4);
  ctx.restore();
  paintLines(ctx);
  corner.points.forEach((at) => paintHandle(ctx, pixelOf(at)));
  deskPainters.forEach((paint) => paint(ctx));
}

/** @param {CanvasRenderingContext2D} ctx @param {Path2D} path @param {string} fill @param {string} stroke @param {number} width */
function paintOver(ctx, path, fill, stroke, width) {
  ctx.fillStyle = fill;
  ctx.fill(path);
  ctx.strokeStyle = stroke;
  ctx.lineWidth = width;
  ctx.stroke(path);
}

/** From both edges of each slot to the pointer: the lines of sight there would be. @param {CanvasRenderingContext2D} ctx */
function paintLines(ctx) {
  if (!corner || !corner.hover) { return; }
  const to = pixelOf(corner.hover);
  ctx.lineWidth = 1;
  ctx.setLineDash([5, 4]);
  ctx.strokeStyle = "#b34700";
  ctx.beginPath();
  corner.look.slots.forEach((ring) => {
    [ring[0], ring[Math.floor(ring.length / 2)]].forEach((at) => { const from = pixelOf(at); ctx.moveTo(from[0], from[1]); ctx.lineTo(to[0], to[1]); });
  });
  ctx.stroke();
  ctx.setLineDash([]);
}

/** @param {CanvasRenderingContext2D} ctx @param {number[]} at */
function paintHandle(ctx, at) {
  ctx.beginPath();
  ctx.arc(at[0], at[1], 5, 0, 2 * Math.PI);
  ctx.fillStyle = "#ffffff";
  ctx.fill();
  ctx.strokeStyle = "#00622a";
  ctx.lineWidth = 2;
  ctx.stroke();
}

function startCorners() {
  byId("stage").append(deskCanvas);
  deskPainters.push(paintDrawn);
  map.on("move zoomend resize viewreset", () => { if (corner || placing || drawnShapes.length) { if (corner && keyboardUsed) { const at = map.getCenter(); corner.hover = pulled(toGround(at.lng, at.lat)); } drawDesk(); } });
  map.getContainer().addEventListener("pointerdown", onCornerPress, true);
  window.addEventListener("pointermove", onCornerMove);
  window.addEventListener("pointerup", onCornerDrop);
}
