// One picture of the map, on any canvas: the screen's, or the one that is printed.
// A view holds ctx, s (pixels per metre), ox, oy (where the frame's origin lies), w, h, dpr, k (type scale), theme.

const FLOOR_LAYERS = [["outline", ""], ["spaces", "rooms"], ["hard_corners", "corners"], ["walls", ""], ["openings", "openings"]];
// Below these pixels per metre a style is finer than the screen.
const FINE = { "door.swing": 7, linework: 5, window: 3, opening: 4, "door.interior": 3.5, column: 3, "hard_corner.candidate": 3,
  "hard_corner.confirmed": 3, "hard_corner.stale": 3, "hard_corner.exposed": 6, "hard_corner.not_surveyed": 4 };
// Which symbols get their place first where many crowd.
const GROUPS = ["medical", "access", "utilities", "fire", "hazards", "grounds", "rooms", "communications", "doors"];

/** Draw everything the state asks for; fills view.used, view.symbols (for the legend) and view.hits (for the pointer). */
function drawView(view) {
  Object.assign(view, { screen: SCREEN[view.theme], used: new Set(), symbols: new Set(), hits: [], boxes: makeBoxes(), later: [],
    chosen: state.chosen });
  usePixels(view);
  view.ctx.fillStyle = view.onPaper ? "#ffffff" : view.screen.ground;
  view.ctx.fillRect(0, 0, view.w, view.h);
  view.ctx.lineJoin = "round";
  const floors = shownFloors();
  if (state.alone < 0) { drawGrounds(view); }
  floors.forEach((floor) => drawFloor(view, floor));
  if (state.alone < 0 && !state.hidden.grid) { drawGrid(view); }
  drawChosen(view, floors);
  if (!view.onPaper) { drawFound(view, floors); }
  usePixels(view);
  drawWords(view, floors);
  view.later.forEach((paint) => paint());
}

/** While results are listed: a thin outline of each that lies on a floor shown now. */
function drawFound(view, floors) {
  if (byId("hits").hidden) { return; }
  useMetres(view);
  box.hits.slice(0, box.limit).forEach((hit, n) => {
    if (hit.rank === RANK.NEAR || !recordOf(hit.ref)) { return; }
    const floor = floorOf(hit.ref), path = /^[rb]/.test(hit.ref) ? chosenPath(hit.ref, floors) : null;
    if (path) { strokePath(view, path, view.screen.chosen, n === box.active ? 4 : 2, []); }
    else if (/^[md]/.test(hit.ref) && (floor < 0 ? state.alone < 0 : floors.indexOf(floor) >= 0)) { ringAt(view, recordOf(hit.ref).at, n === box.active); }
  });
}

function ringAt(view, at, strong) {
  if (!at) { return; }
  const path = new Path2D();
  path.arc(at[0] / 100, at[1] / 100, (strong ? 20 : 15) / view.s, 0, 2 * Math.PI);
  strokePath(view, path, view.screen.chosen, strong ? 4 : 2.5, []);
}

function drawGrounds(view) {
  const floors = shownFloors();
  if (!state.hidden.aerial && view.theme !== "mono" && !view.onPaper) { facts.aerials.forEach((aerial, n) => drawAerial(view, aerial, n)); }
  useMetres(view);
  if (!state.hidden.site) {
    grounds.layers.site.forEach((mark) => { if (mark.path) { drawStyled(view, mark); } });
  }
  const open = new Set(floors.map((floor) => facts.floors[floor].b));
  grounds.layers.buildings.forEach((mark) => {
    if (mark.path && !open.has(Number(mark.who.slice(1)))) { drawStyled(view, mark); }
  });
}

function drawStyled(view, mark) {
  const style = cachedStyle(view.theme, mark.style);
  if (!style || !isInView(view, mark.box) || view.s < (FINE[mark.style] || 0)) { return; }
  view.used.add(mark.style);
  paintMark(view, mark, style);
}

function drawAerial(view, aerial, n) {
  const picture = aerialPicture(n), [x0, y0, x1, y1] = aerial.bounds;
  if (!picture) { return; }
  const [left, top] = toPixels(view, x0, y1);
  view.ctx.globalAlpha = state.aerial * (view.theme === "dark" ? 0.5 : 1);
  view.ctx.drawImage(picture, left, top, (x1 - x0) * view.s, (y1 - y0) * view.s);
  view.ctx.globalAlpha = 1;
}

function drawFloor(view, floor) {
  const scene = sceneOf(floor);
  if (!isInView(view, scene.bounds)) { return; }
  useMetres(view);
  FLOOR_LAYERS.forEach(([name, key]) => {
    if (!key || !state.hidden[key]) { scene.layers[name].forEach((mark) => drawStyled(view, mark)); }
  });
}

/** Grid lines, and in large cells the cell's name in its corner. */
function drawGrid(view) {
  const grid = facts.frame && facts.frame.grid, style = cachedStyle(view.theme, "grid.line");
  if (!grid) { return; }
  const ctx = view.ctx, right = grid.x + grid.columns * grid.cell, bottom = grid.y - grid.letters.length * grid.cell;
  useMetres(view);
  const path = new Path2D();
  const line = (u0, v0, u1, v1) => { path.moveTo(...fromGrid(grid, u0, v0)); path.lineTo(...fromGrid(grid, u1, v1)); };
  for (let c = 0; c <= grid.columns; c += 1) { line(grid.x + c * grid.cell, grid.y, grid.x + c * grid.cell, bottom); }
  for (let r = 0; r <= grid.letters.length; r += 1) { line(grid.x, grid.y - r * grid.cell, right, grid.y - r * grid.cell); }
  ctx.globalAlpha = 0.75;
  strokePath(view, path, style.stroke, Math.max(0.75, style.width * 2) * view.k, style.dash);
  ctx.globalAlpha = 1;
  view.used.add("grid.line");
}

/** The outline of what is chosen, over everything but the words. */
function drawChosen(view, floors) {
  const letter = state.chosen.charAt(0);
  const path = letter === "c" ? cellPath(state.chosen.slice(2)) : letter === "p" ? placePath(state.chosen) : chosenPath(state.chosen, floors);
  if (!path) { return; }
  useMetres(view);
  if (letter === "r" || letter === "p") { view.ctx.fillStyle = view.screen.wash; view.ctx.fill(path, "evenodd"); }
  strokePath(view, path, view.screen.ring, 7 * view.k, []);
  strokePath(view, path, view.screen.chosen, 3.5 * view.k, []);
}

function chosenPath(ref, floors) {
  const letter = ref.charAt(0);
  if (letter === "b" || letter === "a") {
    const mark = grounds.areas[ref] || grounds.layers.site.find((other) => other.who === ref && other.path);
    return state.alone < 0 && mark ? mark.path : null;
  }
  const floor = floorOf(ref);
  if (floors.indexOf(floor) < 0) { return null; }
  const scene = sceneOf(floor);
  const mark = letter === "r" ? scene.areas[ref] : scene.layers.openings.find((other) => other.who === ref);
  return mark ? mark.path : null;
}

function cellPath(name) {
  const cell = findCell(name), path = new Path2D();
  if (!cell) { return null; }
  cell.corners.forEach((at, n) => (n ? path.lineTo(at[0], at[1]) : path.moveTo(at[0], at[1])));
  path.closePath();
  return path;
}

/** A ring round a pasted place: its stated radius, at least 2 m. */
function placePath(ref) {
  const [lat, lon, radius] = ref.slice(2).split(",").map(Number), [x, y] = fromLonLat(lon, lat), path = new Path2D();
  path.arc(x, y, Math.max(2, radius), 0, 2 * Math.PI);
  path.moveTo(x - 4, y);
  path.lineTo(x + 4, y);
  path.moveTo(x, y - 4);
  path.lineTo(x, y + 4);
  return path;
}

/** Words and symbols, in order: building names while far, door tags, room numbers, equipment, names. */
function drawWords(view, floors) {
  const inView = floors.filter((floor) => isInView(view, sceneOf(floor).bounds));
  const open = new Set(inView.map((floor) => facts.floors[floor].b)), far = view.s < 3 * CLOSE;
  const symbols = listSymbols(view, inView), steps = [() => drawTags(view, symbols), () => drawBuildingLabels(view, far, open)];
  // From afar a building's name matters more than its doors.
  if (view.s < NEAR) { steps.reverse(); }
  symbols.filter((mark) => mark.who && mark.who === view.chosen && mark.style !== "DOOR_TAG").forEach((mark) => drawSymbol(view, mark));
  steps.forEach((step) => step());
  if (view.s >= NEAR || state.alone >= 0) { inView.forEach((floor) => drawNumbers(view, sceneOf(floor))); }
  symbols.filter((mark) => mark.style !== "DOOR_TAG" && mark.who !== view.chosen).forEach((mark) => drawSymbol(view, mark));
  if (!state.hidden.names && (view.s >= NEAR || state.alone >= 0)) { inView.forEach((floor) => drawNames(view, sceneOf(floor))); }
  if (state.alone < 0 && !state.hidden.site) { drawSiteNames(view); }
}

function drawTags(view, symbols) {
  if (!state.hidden.doors && (view.s >= TINY || state.alone >= 0)) { symbols.filter((mark) => mark.style === "DOOR_TAG").forEach((mark) => drawDoorTag(view, mark)); }
}

function drawBuildingLabels(view, far, open) {
  if (state.alone >= 0) { return; }
  grounds.layers.buildings.forEach((mark) => {
    const n = Number(mark.who.slice(1));
    if (mark.sort === "T" && (far || !open.has(n))) { drawBuildingLabel(view, mark, n); }
  });
}

/** The symbols to draw: a floor's own on a close view; on a far one what a driver looks for. Each subject once. */
function listSymbols(view, floors) {
  const marks = [], seen = new Set(), upper = new Set(floors.filter((n) => facts.floors[n].o !== 0).map((n) => facts.floors[n].b));
  const add = (mark) => {
    const key = mark.who || mark.style + mark.x + "," + mark.y;
    if (seen.has(key) || (mark.style !== "DOOR_TAG" && isGroupHidden(mark))) { return; }
    seen.add(key);
    marks.push(mark);
  };
  if (state.alone < 0) {
    grounds.layers.markers.forEach((mark) => { if (floorOf(mark.who) < 0) { add(mark); } });
    grounds.layers.doors.forEach((mark) => { if (!upper.has(buildingOf(mark.who))) { add(mark); } });
  }
  if (view.s < TINY && state.alone < 0 && !view.chosen) { return marks; }
  floors.forEach((floor) => {
    sceneOf(floor).layers.doors.forEach(add);
    const near = view.s >= 5 || state.alone >= 0;
    sceneOf(floor).layers.markers.forEach((mark) => { if (near || mark.who === view.chosen || isForDrivers(mark)) { add(mark); } });
  });
  return marks.sort((a, b) => GROUPS.indexOf(facts.symbols[a.style].g) - GROUPS.indexOf(facts.symbols[b.style].g));
}

function isForDrivers(mark) { return grounds.layers.markers.some((other) => other.who === mark.who); }

function isGroupHidden(mark) { return state.hidden.markers || state.hidden["g:" + facts.symbols[mark.style].g]; }

/** The ground that a turned line of words takes, as a row of small boxes. */
function turnedBoxes(x, y, w, size, turn) {
  const count = turn ? Math.max(1, Math.round(w / size)) : 1, angle = -turn * Math.PI / 180, half = turn ? size * 0.6 : w / 2, boxes = [];
  for (let k = 0; k < count; k += 1) {
    const away = turn ? ((k + 0.5) / count - 0.5) * w : 0, cx = x + away * Math.cos(angle), cy = y + away * Math.sin(angle);
    boxes.push([cx - half, cy - size * 0.6, cx + half, cy + size * 0.6]);
  }
  return boxes;
}

function drawSiteNames(view) {
  const style = cachedStyle(view.theme, "label.site"), size = 11.5 * view.k;
  grounds.layers.site.forEach((mark) => {
    if (mark.sort !== "T") { return; }
    const font = "italic 500 " + size + "px " + SANS, w = textWidth(view.ctx, font, mark.text), [x, y] = toPixels(view, mark.x, mark.y);
    const boxes = turnedBoxes(x, y, w, size, mark.turn), area = grounds.areas[mark.who];
    if ((area && (area.box[2] - area.box[0]) * view.s < w * 0.8) || !boxes.every(view.boxes.isFree)) { return; }
    boxes.forEach(view.boxes.take);
    view.ctx.save();
    view.ctx.translate(x, y);
    view.ctx.rotate(-mark.turn * Math.PI / 180);
    haloText(view, font, mark.text, 0, 0, style ? style.fill : view.screen.quiet, view.screen.halo);
    view.ctx.restore();
  });
}
