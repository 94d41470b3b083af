// The map's frame: grid names that stay at the edges, scale bar, north arrow, and the place under the pointer.

const frameCanvas = /** @type {HTMLCanvasElement} */ (document.getElementById("frame"));
// Width of the strip that holds the grid's names, in pixels.
const STRIP = 20;

function drawFrame() {
  const size = map.getSize(), dpr = Math.min(2, window.devicePixelRatio || 1), ctx = brushOf(frameCanvas), zero = map.latLngToContainerPoint([0, 0]);
  if (frameCanvas.width !== Math.round(size.x * dpr) || frameCanvas.height !== Math.round(size.y * dpr)) {
    frameCanvas.width = Math.round(size.x * dpr);
    frameCanvas.height = Math.round(size.y * dpr);
  }
  /** @type {Pen} */
  const pen = { ctx, s: scaleNow(), ox: zero.x, oy: zero.y, c: turned.c, n: turned.n, w: size.x, h: size.y, dpr, k: 1, theme: themeInUse() };
  usePixels(pen);
  ctx.clearRect(0, 0, size.x, size.y);
  paintGridNames(pen);
  if (document.activeElement === map.getContainer() && keyboardUsed) { paintCross(ctx, size.x / 2, size.y / 2); }
}

let keyboardUsed = false;

/** @param {CanvasRenderingContext2D} ctx @param {number} x @param {number} y */
function paintCross(ctx, x, y) {
  const screen = SCREEN[themeInUse()];
  [[5, screen.ring], [2, screen.chosen]].forEach(([width, colour]) => {
    ctx.lineWidth = Number(width);
    ctx.strokeStyle = String(colour);
    ctx.beginPath();
    [[-14, 0, -4, 0], [4, 0, 14, 0], [0, -14, 0, -4], [0, 4, 0, 14]].forEach((arm) => { ctx.moveTo(x + arm[0], y + arm[1]); ctx.lineTo(x + arm[2], y + arm[3]); });
    ctx.stroke();
  });
}

/**
 * Column numbers along the top, row letters down the left edge, in a strip that stays while the map moves; on a
 * turned map or grid, plates where the middle of each column and row meets the edge.
 * @param {Pen} pen
 */
function paintGridNames(pen) {
  const grid = facts.frame && facts.frame.grid;
  if (!grid || state.alone >= 0 || state.hidden.grid) { return; }
  const { ctx } = pen, ink = cachedStyle(pen.theme, "grid.label").fill;
  ctx.lineWidth = 1;
  ctx.font = "700 12px " + SANS;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  if (pen.n || grid.turn) { paintTurnedNames(pen, grid, ink); return; }
  const left = pen.ox + grid.x * pen.s, top = pen.oy - grid.y * pen.s, cell = grid.cell * pen.s, names = grid.letters.length;
  ctx.fillStyle = SCREEN[pen.theme].plate;
  ctx.fillRect(0, 0, pen.w, STRIP);
  ctx.fillRect(0, STRIP, STRIP + 4, pen.h - STRIP);
  ctx.strokeStyle = ctx.fillStyle = ink;
  for (let c = 0; c <= grid.columns; c += 1) { edgeTick(ctx, left + c * cell, 0, left + c * cell, STRIP); }
  for (let r = 0; r <= names; r += 1) { edgeTick(ctx, 0, top + r * cell, STRIP + 4, top + r * cell); }
  const every = cellsPerName(ctx, grid.numbers[grid.columns - 1] || "", cell), down = cellsPerName(ctx, "", cell);
  for (let c = 0; c < grid.columns; c += every) { edgeName(ctx, grid.numbers[c], left + c * cell, left + (c + 1) * cell, pen.w, STRIP + 4, (at) => [at, STRIP / 2 + 1]); }
  for (let r = 0; r < names; r += down) { edgeName(ctx, grid.letters[r], top + r * cell, top + (r + 1) * cell, pen.h, STRIP, (at) => [STRIP / 2 + 2, at]); }
}

/**
 * How many cells go to a name, so that small ones do not run into one another.
 * @param {CanvasRenderingContext2D} ctx @param {string} widest @param {number} cell
 */
function cellsPerName(ctx, widest, cell) { return Math.max(1, Math.ceil(Math.max(14, ctx.measureText(widest).width + 6) / cell)); }

/** @param {CanvasRenderingContext2D} ctx @param {number} x0 @param {number} y0 @param {number} x1 @param {number} y1 */
function edgeTick(ctx, x0, y0, x1, y1) {
  ctx.globalAlpha = 0.5;
  ctx.beginPath();
  ctx.moveTo(Math.round(x0) + 0.5, Math.round(y0) + 0.5);
  ctx.lineTo(Math.round(x1) + 0.5, Math.round(y1) + 0.5);
  ctx.stroke();
  ctx.globalAlpha = 1;
}

/**
 * Write a name in the middle of the part of its cell that can be seen.
 * @param {CanvasRenderingContext2D} ctx @param {string} name @param {number} start @param {number} end @param {number} size @param {number} strip
 * @param {(at: number) => number[]} place
 */
function edgeName(ctx, name, start, end, size, strip, place) {
  const from = Math.max(start, strip), to = Math.min(end, size);
  if (to - from < Math.min(14, end - start)) { return; }
  const at = place((from + to) / 2);
  ctx.fillText(name, at[0], at[1]);
}

/** @param {Pen} pen @param {Grid} grid @param {string} ink */
function paintTurnedNames(pen, grid, ink) {
  const right = grid.x + grid.columns * grid.cell, bottom = grid.y - grid.letters.length * grid.cell, taken = makeBoxes();
  for (let c = 0; c < grid.columns; c += 1) {
    const u = grid.x + (c + 0.5) * grid.cell;
    plateAtEdge(pen, grid.numbers[c], toPixels(pen, ...fromGrid(grid, u, grid.y)), toPixels(pen, ...fromGrid(grid, u, bottom)), ink, taken);
  }
  grid.letters.forEach((letter, r) => {
    const v = grid.y - (r + 0.5) * grid.cell;
    plateAtEdge(pen, letter, toPixels(pen, ...fromGrid(grid, grid.x, v)), toPixels(pen, ...fromGrid(grid, right, v)), ink, taken);
  });
}

/**
 * A plate where a line, from its start, comes into view.
 * @param {Pen} pen @param {string} name @param {number[]} from @param {number[]} to @param {string} ink @param {Boxes} taken
 */
function plateAtEdge(pen, name, from, to, ink, taken) {
  const at = enterAt([13, 12, pen.w - 13, pen.h - 12], from, to);
  if (!at) { return; }
  const size = [at[0] - 12, at[1] - 10, at[0] + 12, at[1] + 10];
  if (!taken.isFree(size)) { return; }
  taken.take(size);
  roundBox(pen.ctx, size[0], size[1], 24, 20, 4);
  pen.ctx.fillStyle = SCREEN[pen.theme].plate;
  pen.ctx.fill();
  pen.ctx.fillStyle = ink;
  pen.ctx.fillText(name, at[0], at[1] + 1);
}

/**
 * Where a line first comes into a box, or null (Liang and Barsky's clipping).
 * @param {Box} box @param {number[]} from @param {number[]} to
 */
function enterAt(box, from, to) {
  const dx = to[0] - from[0], dy = to[1] - from[1];
  let start = 0, end = 1;
  for (const [p, q] of [[-dx, from[0] - box[0]], [dx, box[2] - from[0]], [-dy, from[1] - box[1]], [dy, box[3] - from[1]]]) {
    if (p === 0 && q < 0) { return null; }
    if (p < 0) { start = Math.max(start, q / p); } else if (p > 0) { end = Math.min(end, q / p); }
  }
  return start <= end ? [from[0] + start * dx, from[1] + start * dy] : null;
}

/**
 * The longest round length up to a length: 1, 2 or 5 times a power of ten.
 * @param {number} most @returns {number}
 */
function roundLength(most) {
  const power = Math.pow(10, Math.floor(Math.log10(most)));
  return [5, 2, 1].map((n) => n * power).find((n) => n <= most) || power;
}

function drawScale() {
  const s = scaleNow(), node = byId("scale"), metres = roundLength(130 / s), feet = roundLength(130 / s / 0.3048);
  node.hidden = state.alone >= 0;
  /** @param {number} pixels @param {string} text */
  const bar = (pixels, text) => {
    const line = el("div", { class: "bar" }, el("span", { text }));
    line.style.width = Math.round(pixels) + "px";
    return line;
  };
  refill(node, bar(feet * 0.3048 * s, feet.toLocaleString("en-US") + " ft"), bar(metres * s, metres.toLocaleString("en-US") + " m"));
}

/**
 * The read-out under the pointer: nothing on a floor that has no coordinates.
 * @param {import("leaflet").LatLng | null} at
 */
function showCursor(at) {
  const node = byId("cursor");
  node.hidden = !at || !facts.frame || state.alone >= 0;
  if (!at || node.hidden) { node.textContent = ""; return; }
  const [x, y] = toGround(at.lng, at.lat), pair = toLonLat(x, y);
  node.textContent = [cellAt(x, y) || "off grid", latLonText(pair), usngOf(pair[0], pair[1])].filter(Boolean).join("   ");
}

function showNorth() {
  const north = byId("north"), arrow = /** @type {SVGElement} */ (north.querySelector("svg")), deg = Math.round(Math.abs(state.turn));
  north.hidden = state.alone >= 0;
  arrow.style.transform = "rotate(" + -state.turn + "deg)";
  const words = deg ? "True north is " + deg + "° " + (state.turn > 0 ? "left" : "right") + " of up. Turn north up" : "True north is up";
  north.setAttribute("aria-label", words);
  north.title = words;
  north.classList.toggle("turned", deg > 0);
}

/** Turn the map so that a building stands square, its side A at the bottom where that is known; again: north up. */
function turnToBuilding() {
  if (state.turn) { change({ turn: 0 }); announce("True north is up"); return; }
  const n = buildingForTurn(), mark = n >= 0 ? grounds.areas["b" + n] : null;
  if (!mark || state.alone >= 0) { flash("No building to turn to"); return; }
  const face = facts.buildings[n].sa, turn = face ? turnForFront(face[0]) : turnForWalls(mark.rings);
  change({ turn: Math.round(turn * 10) / 10 });
  const words = "Turned to " + buildingName(n) + (face ? ", side A below" : "");
  flash(words);
  announce(words);
}

/** The chosen building, else the one nearest to the middle of the map, or -1. */
function buildingForTurn() {
  const chosen = buildingOf(state.chosen), at = map.getCenter(), [x, y] = toGround(at.lng, at.lat);
  if (chosen >= 0) { return chosen; }
  const marks = grounds.layers.buildings.filter(isShape).map((mark) => ({ n: Number(mark.who.slice(1)), away: metresTo(mark, x, y) }));
  return marks.length ? marks.reduce((a, b) => (b.away < a.away ? b : a)).n : -1;
}

function startFrame() {
  const north = byId("north"), box = map.getContainer();
  north.append(drawing("M12 1l8 26-8-6-8 6z", { viewBox: "0 0 24 34", "aria-hidden": "true" }), el("span", { text: "N", "aria-hidden": "true" }));
  north.addEventListener("click", () => { if (state.turn) { change({ turn: 0 }); } });
  map.on("move zoomend resize viewreset", () => { drawFrame(); drawScale(); if (keyboardUsed) { showCursor(map.getCenter()); } });
  map.on("zoomanim", () => brushOf(frameCanvas).clearRect(0, 0, 9999, 9999));
  map.on("mousemove", (event) => { keyboardUsed = false; showCursor(event.latlng); });
  map.on("mouseout", () => showCursor(null));
  box.addEventListener("keydown", () => { keyboardUsed = true; drawFrame(); });
  box.addEventListener("blur", () => { keyboardUsed = false; drawFrame(); });
  const show = () => { drawFrame(); drawScale(); showNorth(); if (state.alone >= 0) { showCursor(null); } };
  listen(show);
  show();
}
