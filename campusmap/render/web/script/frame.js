// The map's frame: grid names that stay at the edges, scale bar, north arrow, and the place under the pointer.

const frameCanvas = byId("frame");

function drawFrame() {
  const size = map.getSize(), dpr = Math.min(2, window.devicePixelRatio || 1), ctx = frameCanvas.getContext("2d");
  if (frameCanvas.width !== Math.round(size.x * dpr) || frameCanvas.height !== Math.round(size.y * dpr)) {
    frameCanvas.width = Math.round(size.x * dpr);
    frameCanvas.height = Math.round(size.y * dpr);
  }
  ctx.setTransform(dpr, 0, 0, dpr, 0, 0);
  ctx.clearRect(0, 0, size.x, size.y);
  const grid = facts.frame && facts.frame.grid;
  if (grid && state.alone < 0 && !state.hidden.grid) {
    paintGridNames(ctx, grid, themeInUse(), size, map.latLngToContainerPoint([0, 0]), Math.pow(2, map.getZoom()));
  }
}

/** Column numbers along the top, row letters down the left edge, in a strip that stays while the map moves. */
function paintGridNames(ctx, grid, theme, size, zero, s) {
  if (grid.turn) { paintCellNames(ctx, grid, theme, size, zero, s); return; }
  const ink = cachedStyle(theme, "grid.label").fill, strip = 20;
  const left = zero.x + grid.x * s, top = zero.y - grid.y * s, cell = grid.cell * s;
  ctx.fillStyle = SCREEN[theme].plate;
  ctx.fillRect(0, 0, size.x, strip);
  ctx.fillRect(0, strip, strip + 4, size.y - strip);
  ctx.strokeStyle = ctx.fillStyle = ink;
  ctx.lineWidth = 1;
  ctx.font = "700 12px " + SANS;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  const names = grid.letters.length;
  for (let c = 0; c <= grid.columns; c += 1) { edgeTick(ctx, left + c * cell, 0, left + c * cell, strip); }
  for (let r = 0; r <= names; r += 1) { edgeTick(ctx, 0, top + r * cell, strip + 4, top + r * cell); }
  for (let c = 0; c < grid.columns; c += 1) { edgeName(ctx, grid.numbers[c], left + c * cell, left + (c + 1) * cell, size.x, strip + 4, (at) => [at, strip / 2 + 1]); }
  for (let r = 0; r < names; r += 1) { edgeName(ctx, grid.letters[r], top + r * cell, top + (r + 1) * cell, size.y, strip, (at) => [strip / 2 + 2, at]); }
}

/** The names of a grid that lies aslant, in the middles of its cells: along the edges nothing would line up. */
function paintCellNames(ctx, grid, theme, size, zero, s) {
  if (grid.cell * s < 28) { return; }
  ctx.fillStyle = cachedStyle(theme, "grid.label").fill;
  ctx.font = "700 12px " + SANS;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  grid.letters.forEach((letter, r) => grid.numbers.forEach((number, c) => {
    const at = fromGrid(grid, grid.x + (c + 0.5) * grid.cell, grid.y - (r + 0.5) * grid.cell);
    const x = zero.x + at[0] * s, y = zero.y - at[1] * s;
    if (x > 0 && y > 0 && x < size.x && y < size.y) { ctx.fillText(letter + number, x, y); }
  }));
}

function edgeTick(ctx, x0, y0, x1, y1) {
  ctx.globalAlpha = 0.5;
  ctx.beginPath();
  ctx.moveTo(Math.round(x0) + 0.5, Math.round(y0) + 0.5);
  ctx.lineTo(Math.round(x1) + 0.5, Math.round(y1) + 0.5);
  ctx.stroke();
  ctx.globalAlpha = 1;
}

/** Write a name in the middle of the part of its cell that can be seen. */
function edgeName(ctx, name, start, end, size, strip, place) {
  const from = Math.max(start, strip), to = Math.min(end, size);
  if (to - from < 14) { return; }
  const at = place((from + to) / 2);
  ctx.fillText(name, at[0], at[1]);
}

/** The longest round length that fits in `pixels`: 1, 2 or 5 times a power of ten. */
function roundLength(most) {
  const power = Math.pow(10, Math.floor(Math.log10(most)));
  return [5, 2, 1].map((n) => n * power).find((n) => n <= most);
}

function drawScale() {
  const s = Math.pow(2, map.getZoom()), node = byId("scale");
  node.hidden = state.alone >= 0;
  const metres = roundLength(130 / s), feet = roundLength(130 / s / 0.3048);
  const bar = (pixels, text) => {
    const line = el("div", { class: "bar" }, el("span", { text }));
    line.style.width = Math.round(pixels) + "px";
    return line;
  };
  refill(node, bar(feet * 0.3048 * s, feet.toLocaleString("en-US") + " ft"), bar(metres * s, metres.toLocaleString("en-US") + " m"));
}

/** The read-out under the pointer: nothing on a floor that has no coordinates. */
function showCursor(event) {
  const node = byId("cursor");
  if (!event || !facts.frame || state.alone >= 0) { node.textContent = ""; node.hidden = true; return; }
  const x = event.latlng.lng, y = event.latlng.lat, pair = toLonLat(x, y);
  node.hidden = false;
  node.textContent = [cellAt(x, y) || "off grid", latLonText(pair), usngOf(pair[0], pair[1])].filter(Boolean).join("   ");
}

function startFrame() {
  const north = byId("north");
  const space = "http://www.w3.org/2000/svg", svg = document.createElementNS(space, "svg"), path = document.createElementNS(space, "path");
  svg.setAttribute("viewBox", "0 0 24 34");
  path.setAttribute("d", "M12 1l8 26-8-6-8 6z");
  svg.append(path);
  north.append(svg, el("span", { text: "N" }));
  map.on("move zoomend resize viewreset", () => { drawFrame(); drawScale(); });
  map.on("zoomanim", () => frameCanvas.getContext("2d").clearRect(0, 0, 9999, 9999));
  map.on("mousemove", showCursor);
  map.on("mouseout", () => showCursor(null));
  const show = () => { drawFrame(); drawScale(); north.hidden = state.alone >= 0; if (state.alone >= 0) { showCursor(null); } };
  listen(show);
  show();
}
