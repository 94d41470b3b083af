// A plan's placement over the aerial picture: its control points, what each misses by, and other turns that would fit.

/** @type {{ n: number, held: number, at: number[] | null, moving: number } | null} */
let placing = null;

function togglePlacements() {
  showPanel("placements", el("h2", { id: "panel-title", text: "Placement" }), deskFacts().placements.some((one) => one.points.length) ? el("p", { class: "hint", text: "Drag a point to where it is on the aerial picture. The drawing is then laid anew, which takes a while." }) : null,
    el("div", { id: "placements" }));
  fillPlacements();
}

function fillPlacements() {
  const list = byId("placements"), all = deskFacts().placements;
  if (!list) { return; }
  refill(list, ...deskFacts().unplaced.map(unplacedPart), ...all.map(placementPart),
    deskFacts().unplaced.length || all.length ? null : el("p", { class: "hint", text: "No drawing states a placement of its own. A plan that is a picture is placed under Trace." }));
}

/** @param {PlacementFacts} one @param {number} n */
function placementPart(one, n) {
  const words = [one.method, one.points.length && !one.points[0].does ? one.points.length + " points" : "", one.worst === undefined ? "" : "worst " + metresText(one.worst), one.off === undefined ? "" : "up to " + metresText(one.off) + " off the footprint"];
  return el("div", { role: "group", "aria-label": one.name }, el("h3", { text: one.name }), el("p", {}, bdi(words.filter(Boolean).join(", "))),
    el("div", { class: "keys" }, button("Show", { id: "placement-" + n }, () => showPlacement(n)), button("Other poses", {}, () => showPoses(n))),
    one.points.length ? null : el("p", { class: "hint", text: "Where it lies is written in campus.toml or the drawing; mend it there." }),
    el("p", { id: "poses-" + n, role: "status" }), el("ul", {}, ...one.points.map((point, k) => pointRow(n, point, k))));
}

/** @param {number} n @param {PlacedPoint} point @param {number} k */
function pointRow(n, point, k) {
  const does = point.does ? { shift: "moves the plan", turn: "turns it round point 1" }[point.does] : "";
  const missed = does || (point.off === undefined ? "not placed" : point.off.toFixed(2) + " m off");
  return el("li", { class: "point" }, el("b", { text: String(k + 1) }), el("span", {}, missed, el("small", { text: "drawing " + point.drawing.join(", ") })), button("Move", { "aria-label": "Move point " + (k + 1) }, () => startPoint(n, k)));
}

/** @param {number} n */
function showPlacement(n) {
  const one = deskFacts().placements[n];
  placing = { n, held: -1, at: null, moving: -1 };
  change(Object.assign({ chosen: "" }, partForFloor(one.floor)));
  const xs = one.points.map((point) => point.at[0]), ys = one.points.map((point) => point.at[1]);
  if (xs.length) { fitBox([Math.min(...xs) - 8, Math.min(...ys) - 8, Math.max(...xs) + 8, Math.max(...ys) + 8], 4.75); } else { showFloorWhole(one.floor); }
  besidePanel();
  drawDesk();
}

/** @param {number} n @param {number} k */
function startPoint(n, k) {
  showPlacement(n);
  const at = deskFacts().placements[n].points[k].at;
  fitBox([at[0] - 8, at[1] - 8, at[0] + 8, at[1] + 8], 5.5);
  if (placing) { placing.moving = k; }
  const turns = deskFacts().placements[n].points[k].does === "turn";
  enterMode("point", "Click where point " + (k + 1) + (turns ? " is to be: the plan turns round point 1. Or" : " is, or") + " move the map under the cross and press Enter", []);
}

/** @param {import("leaflet").Point} point */
function setPoint(point) {
  const k = placing ? placing.moving : -1, at = map.containerPointToLatLng(point);
  leaveMode();
  if (k >= 0) { sendPoint(k, toGround(at.lng, at.lat)); }
}

/** @param {number} k @param {number[]} at */
async function sendPoint(k, at) {
  if (!placing) { return; }
  const one = deskFacts().placements[placing.n], point = one.points[k], was = point.at;
  point.at = at;
  drawDesk();
  const reply = await send(Object.assign({ place: one.place }, orderFor(point, was, at)));
  if (reply.number) { flash("Laying the drawing anew"); return; }
  point.at = was;
  drawDesk();
}

/** @param {PlacedPoint} point @param {number[]} was @param {number[]} at @returns {Record<string, unknown>} */
function orderFor(point, was, at) {
  if (point.does === "turn") { return { do: "turn", lonlat: [point.lonlat], bearing: point.bearing, at: [was, at] }; }
  return point.does === "shift" ? { do: "shift", lonlat: [point.lonlat], at: [at] } : { do: "point", point: { drawing: point.drawing, lonlat: point.lonlat }, at: [at] };
}

/** @param {number} n */
async function showPoses(n) {
  const note = byId("poses-" + n), one = deskFacts().placements[n];
  note.textContent = "Looking";
  const found = /** @type {any} */ (await tell("poses", { floor: one.floor }));
  const words = (found.poses || []).map((/** @type {{ turn: number, overlap: number, mirrored: boolean }} */ pose) =>
    (pose.mirrored ? "mirrored, " : "") + (pose.turn ? "turned by " + pose.turn + "°" : "as it lies") + ": " + Math.round(pose.overlap * 100) + " %");
  note.textContent = found.refused || (words.length ? "It shares " + Math.round(found.now * 100) + " % with the footprint now. By its outline alone it could also lie so: " + words.join("; ") + ". Compare a door or a room that you know." : "Nothing to compare: no footprint, or not placed");
}

/** The points over the map: where each is said to be, and a line to where the drawing has it. @param {CanvasRenderingContext2D} ctx */
function paintPoints(ctx) {
  const one = placing && deskFacts().placements[placing.n];
  if (!placing || !one) { return; }
  const held = placing.held, hover = placing.at;
  one.points.forEach((point, k) => {
    const to = pixelOf(k === held && hover ? hover : point.at), from = point.falls ? pixelOf(point.falls) : to;
    ctx.strokeStyle = "#c91414";
    ctx.lineWidth = 2;
    ctx.beginPath();
    ctx.moveTo(from[0], from[1]);
    ctx.lineTo(to[0], to[1]);
    ctx.stroke();
    paintHandle(ctx, from);
    paintNumber(ctx, to, k + 1);
  });
}

/** @param {CanvasRenderingContext2D} ctx @param {number[]} at @param {number} n */
function paintNumber(ctx, at, n) {
  ctx.beginPath();
  ctx.arc(at[0], at[1], 11, 0, 2 * Math.PI);
  ctx.fillStyle = "#0b4fd6";
  ctx.fill();
  ctx.fillStyle = "#ffffff";
  ctx.font = "700 12px " + SANS;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.fillText(String(n), at[0], at[1] + 0.5);
}

/** @param {PointerEvent} event */
function onPointPress(event) {
  const one = placing && deskFacts().placements[placing.n];
  if (!placing || !one || desk.mode || event.button !== 0) { return; }
  const point = pointOf(event);
  placing.held = one.points.findIndex((each) => { const own = pixelOf(each.at); return Math.hypot(own[0] - point.x, own[1] - point.y) < 14; });
  if (placing.held >= 0) { map.dragging.disable(); event.stopPropagation(); }
}

/** @param {PointerEvent} event */
function onPointMove(event) {
  if (!placing || placing.held < 0) { return; }
  const at = map.containerPointToLatLng(pointOf(event));
  placing.at = toGround(at.lng, at.lat);
  dragEnded = true;
  drawDesk();
}

function onPointDrop() {
  if (!placing || placing.held < 0) { return; }
  const k = placing.held, at = placing.at;
  placing.held = -1;
  placing.at = null;
  map.dragging.enable();
  window.setTimeout(() => { dragEnded = false; }, 0);
  if (at) { sendPoint(k, at); }
}

/** A plan that is laid anew may move the whole map, for which the page is loaded anew: its points are shown again then. */
function keepPlacing() {
  if (placing) { sessionStorage.setItem("placing", deskFacts().placements[placing.n].place); }
}

function resumePlacing() {
  const place = sessionStorage.getItem("placing"), n = deskFacts().placements.findIndex((one) => one.place === place);
  sessionStorage.removeItem("placing");
  if (n >= 0) { togglePlacements(); showPlacement(n); }
}

function hidePoints() { placing = null; drawDesk(); }

function startPlacements() {
  // Before the parts that take markers and shapes along: a point over a marker is meant.
  map.getContainer().addEventListener("pointerdown", onPointPress, true);
  window.addEventListener("pointermove", onPointMove);
  window.addEventListener("pointerup", onPointDrop);
}
