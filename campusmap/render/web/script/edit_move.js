// Moving and taking away: a marker follows the pointer, or stands under the cross until Enter sets it down.

/** @type {{ ref: string, start: import("leaflet").Point, moved: boolean, ghost: HTMLElement | null } | null} */
let drag = null;
let dragEnded = false;

/** The chosen marker, whatever its position in the list is by then. */
function markerKeys() {
  return el("div", { class: "keys" }, button("Move", { id: "move-key" }, () => startMoving(state.chosen)), button("Delete", { id: "delete-key", class: "danger" }, () => deleteMarker(state.chosen)));
}

/** @param {string} ref */
function startMoving(ref) {
  centreOn(ref);
  enterMode("move", "Click where it is, or move the map under the cross and press Enter", []);
}

/** @param {string} ref @param {{ at: number[], floor: number }} spot */
async function moveMarker(ref, spot) {
  const marker = facts.markers[Number(ref.slice(1))], row = rowNow("markers", marker.i);
  if (!row) { flash("This marker stands in no row of the markers table"); return; }
  const was = marker.at;
  setDown(ref, spot.at);
  const reply = await send({ do: "move", row: row[0], seen: row[1], floor: spot.floor, at: [spot.at] });
  noteRow("markers", marker.i, reply);
  if (reply.conflict) { askConflict(reply.conflict, () => { if (was) { setDown(ref, was.map((value) => value / 100)); } }, null); }
  else if (reply.refused && was) { setDown(ref, was.map((value) => value / 100)); }
}

/**
 * Draw a marker at its new place until it is judged there.
 * @param {string} ref @param {number[]} at
 */
function setDown(ref, at) {
  const marker = facts.markers[Number(ref.slice(1))], layers = [grounds.layers.markers || []].concat(scenes.filter(Boolean).map((scene) => scene.layers.markers || []));
  marker.at = at.map((value) => Math.round(value * 100));
  layers.forEach((marks) => marks.forEach((mark) => { if (mark.who === ref) { mark.x = at[0]; mark.y = at[1]; mark.box = [at[0], at[1], at[0], at[1]]; } }));
  redrawSoon();
}

/** @param {string} ref */
async function deleteMarker(ref) {
  const marker = facts.markers[Number(ref.slice(1))], row = rowNow("markers", marker.i);
  if (!row) { return; }
  await askWho();
  const putBack = takeOff((mark) => mark.who === ref), reply = await send({ do: "delete", row: row[0], seen: row[1] });
  noteRow("markers", marker.i, reply);
  if (!reply.number) { putBack(); }
  if (reply.conflict) { askConflict(reply.conflict, () => showCard(), null); return; }
  if (reply.number) { change({ chosen: "" }); flash("Deleted. Undo brings it back"); byId("undo-key").focus(); }
}

/**
 * Draw a marker's marks no more; returns how to draw them again.
 * @param {(mark: any) => boolean} isGone
 */
function takeOff(isGone) {
  const holders = [grounds].concat(scenes.filter(Boolean)).map((scene) => scene.layers), before = holders.map((layers) => layers.markers);
  holders.forEach((layers) => { if (layers.markers) { layers.markers = layers.markers.filter((mark) => !isGone(mark)); } });
  redrawSoon();
  return () => { holders.forEach((layers, n) => { layers.markers = before[n]; }); redrawSoon(); };
}

/** A marker under the pointer can be taken along. @param {PointerEvent} event */
function onPress(event) {
  if (event.button !== 0 || !isOpen() || desk.mode || state.measuring) { return; }
  const point = pointOf(event), ref = refAt(point);
  if (ref.charAt(0) !== "m" || !rowNow("markers", facts.markers[Number(ref.slice(1))].i)) { return; }
  drag = { ref, start: point, moved: false, ghost: null };
  map.dragging.disable();
}

/** @param {PointerEvent} event */
function pointOf(event) {
  const box = map.getContainer().getBoundingClientRect();
  return L.point(event.clientX - box.left, event.clientY - box.top);
}

/** @param {PointerEvent} event */
function onDrag(event) {
  if (!drag) { return; }
  const point = pointOf(event);
  if (!drag.moved && point.distanceTo(drag.start) < 5) { return; }
  drag.moved = true;
  drag.ghost = drag.ghost || makeGhost(facts.markers[Number(drag.ref.slice(1))].k);
  drag.ghost.style.transform = "translate(" + (point.x - 16) + "px," + (point.y - 16) + "px)";
  const spot = spotAt(point), note = /** @type {HTMLElement} */ (drag.ghost.lastElementChild);
  note.textContent = spot.room ? roomWords(Number(spot.room.slice(1))) : spot.floor >= 0 ? facts.floors[spot.floor].m : "outdoors";
}

/** @param {string} kind */
function makeGhost(kind) {
  const node = el("div", { class: "ghost", "aria-hidden": "true" }, el("img", { alt: "", width: "32", height: "32", src: symbolAddress(kind, false) }), el("span", {}));
  byId("stage").append(node);
  return node;
}

/** @param {PointerEvent} event */
function onDrop(event) {
  const was = drag;
  drag = null;
  map.dragging.enable();
  if (!was) { return; }
  if (was.ghost) { was.ghost.remove(); }
  if (!was.moved || event.type === "pointercancel") { return; }
  dragEnded = true;
  window.setTimeout(() => { dragEnded = false; }, 0);
  moveMarker(was.ref, spotAt(pointOf(event)));
}

/** Let go without setting down. */
function dropNothing() {
  if (drag && drag.ghost) { drag.ghost.remove(); }
  drag = null;
  map.dragging.enable();
}

function startMoves() {
  const box = map.getContainer();
  box.addEventListener("pointerdown", onPress, true);
  window.addEventListener("pointermove", onDrag);
  window.addEventListener("pointerup", onDrop);
  window.addEventListener("pointercancel", onDrop);
}
