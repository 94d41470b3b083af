// Rooms that the drawing left wrong: a line drawn across one makes two of it, and several that adjoin become one.

/** @type {{ rooms: string[], points: number[][], hover: number[] | null } | null} */
let dividing = null;
const SPLIT_WORDS = "Click where the border begins and where it ends, or move the map under the cross and press Enter";

/** @param {string} ref */
function splitKeys(ref) {
  const room = roomOf(ref), keys = el("div", { class: "keys", role: "group", "aria-label": "What is one room" });
  if (tracedFacts().ids.indexOf(room.i) >= 0) { return null; }  // what was traced has an outline to change
  keys.append(button("Split room", { id: "split-key" }, () => startDividing(ref, "split")), button("Merge rooms", { id: "merge-key" }, () => startDividing(ref, "merge")));
  if ((room.rp || []).some((repair) => /^(split|merged) by hand/.test(repair))) { keys.append(button("Back as drawn", { id: "restore-key" }, () => restoreRoom(ref))); }
  return keys;
}

/** @param {string} ref @param {"split" | "merge"} mode */
async function startDividing(ref, mode) {
  await askWho();
  dividing = { rooms: [roomOf(ref).i], points: [], hover: null };
  if (mode === "split") {
    enterMode("split", SPLIT_WORDS, [button("Remove last", {}, dropPoint), button("A wall stands there", { id: "wall-key" }, () => sendSplit("wall")), button("It is open there", { id: "open-key" }, () => sendSplit("open"))]);
  } else {
    enterMode("merge", "Click the rooms that are one with " + roomWords(Number(ref.slice(1))) + ", or press Enter with one under the cross", [button("Merge", { id: "merge-done-key", class: "primary" }, sendMerge)]);
  }
  comeNear(ref);
}

/** @param {import("leaflet").Point} point */
function addSplitPoint(point) {
  if (!dividing) { return; }
  dividing.points.push(groundOf(map.containerPointToLatLng(point)));
  announce("Point " + dividing.points.length);
  drawDesk();
}

function dropPoint() {
  if (dividing) { dividing.points.pop(); drawDesk(); }
}

/** @param {"wall" | "open"} border */
async function sendSplit(border) {
  if (!dividing || dividing.points.length < 2) { flash("A border needs two points"); return; }
  const reply = await send({ do: "split", room: dividing.rooms[0], line: dividing.points, border });
  if (reply.number) { endDividing("Split. The drawing is laid anew"); }
}

/** A room under the point is taken in, or out again; the first stays. @param {import("leaflet").Point} point */
function takeRoom(point) {
  if (!dividing) { return; }
  const [x, y] = groundOf(map.containerPointToLatLng(point)), ref = roomAt(x, y), id = ref && roomOf(ref).i, n = dividing.rooms.indexOf(id);
  if (!ref || n === 0) { return; }
  if (n > 0) { dividing.rooms.splice(n, 1); } else { dividing.rooms.push(id); }
  announce(roomWords(Number(ref.slice(1))) + (n > 0 ? " left out" : " taken in"));
  drawDesk();
}

async function sendMerge() {
  if (!dividing || dividing.rooms.length < 2) { flash("Choose a room to merge with"); return; }
  const reply = await send({ do: "merge", rooms: dividing.rooms });
  if (reply.number) { endDividing("Merged. The drawing is laid anew"); }
}

/** @param {string} words */
function endDividing(words) {
  dividing = null;
  leaveMode();
  flash(words);
  announce(words);
}

/** @param {string} ref */
async function restoreRoom(ref) {
  const reply = await send({ do: "restore", room: roomOf(ref).i });
  if (reply.number) { flash("Back as drawn"); announce("Back as drawn"); }
}

/** The line so far, or the rooms taken in. @param {CanvasRenderingContext2D} ctx */
function paintDividing(ctx) {
  if (!dividing || (desk.mode !== "split" && desk.mode !== "merge")) { return; }
  dividing.rooms.forEach((id) => {
    const ref = refOfId(id), mark = ref ? sceneOf(roomOf(ref).f).areas[ref] : null;
    if (mark) { paintOver(ctx, pixelPath(mark.rings.map(pointsOf)), "rgba(11,79,214,.22)", "#0b4fd6", 2); }
  });
  const ends = dividing.hover && desk.mode === "split" && dividing.points.length === 1 ? [...dividing.points, dividing.hover] : dividing.points, path = new Path2D();
  ends.forEach((at, n) => { const [x, y] = pixelOf(at); if (n) { path.lineTo(x, y); } else { path.moveTo(x, y); } });
  ctx.strokeStyle = "#8c0000";
  ctx.lineWidth = 4;
  ctx.stroke(path);
  dividing.points.forEach((at) => paintHandle(ctx, pixelOf(at)));
}

/** @param {import("leaflet").LatLng} at */
function hoverSplit(at) {
  if (!dividing || desk.mode !== "split") { return; }
  dividing.hover = groundOf(at);
  drawDesk();
}

if (facts.desk) {
  Object.assign(MODE_TAKERS, { split: addSplitPoint, merge: takeRoom });
  deskPainters.push(paintDividing);
  starters.push(() => {
    window.addEventListener("pointermove", (event) => hoverSplit(map.containerPointToLatLng(pointOf(event))));
    map.on("move zoomend resize viewreset", () => { if (dividing && keyboardUsed) { hoverSplit(map.getCenter()); } if (dividing) { drawDesk(); } });
    map.getContainer().addEventListener("keydown", (event) => { if (event.key === "Backspace" && desk.mode === "split") { event.preventDefault(); dropPoint(); } });
  });
}
