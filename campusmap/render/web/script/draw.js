// One picture of the map, on any canvas: the screen's, or the one that is printed.

const FLOOR_LAYERS = [["outline", ""], ["spaces", "rooms"], ["hard_corners", "corners"], ["walls", ""], ["openings", "openings"]];
// Below these pixels per metre a style is finer than the screen.
/** @type {Record<string, number>} */
const FINE = { "door.swing": 7, linework: 5, window: 3, opening: 4, "door.interior": 3.5, "door.bare": 3.5, column: 3, "hard_corner.candidate": 3,
  "hard_corner.confirmed": 3, "hard_corner.stale": 3, "hard_corner.exposed": 3, "hard_corner.not_surveyed": 3 };
// Below these pixels per metre a floor's marks are drawn a style at a time.
const BATCH = 4;
// Below this a floor's rooms are a few pixels: the building's footprint says as much.
const SPECK = 0.35;

/**
 * Draw everything the state asks for; fills view.used, view.symbols (for the legend) and view.hits (for the pointer).
 * @param {Pen & { edge: number, onPaper?: boolean }} pen @returns {View}
 */
function drawView(pen) {
  /** @type {View} */
  const view = Object.assign(pen, { screen: SCREEN[pen.theme], used: new Set(), symbols: new Set(), hits: [], boxes: makeBoxes(), later: [], chosen: state.chosen });
  usePixels(view);
  view.ctx.fillStyle = view.onPaper ? "#ffffff" : view.screen.ground;
  view.ctx.fillRect(0, 0, view.w, view.h);
  view.ctx.lineJoin = "round";
  const floors = shownFloors().filter((floor) => isInView(view, boundsOf(floor))), drawn = view.s >= SPECK || state.alone >= 0 ? floors : [];
  if (state.alone < 0) { drawGrounds(view, drawn); }
  drawn.forEach((floor) => drawFloor(view, floor));
  if (state.alone < 0 && !state.hidden.grid) { drawGrid(view); }
  drawChosen(view, floors);
  if (!view.onPaper) { drawFound(view, floors); }
  usePixels(view);
  drawWords(view, drawn);
  view.later.forEach((paint) => paint());
  return view;
}

/**
 * While results are listed: a thin outline of each that lies on a floor shown now.
 * @param {View} view @param {number[]} floors
 */
function drawFound(view, floors) {
  if (byId("hits").hidden) { return; }
  useMetres(view);
  box.hits.slice(0, box.limit).forEach((hit, n) => {
    const record = recordOf(hit.ref);
    if (hit.rank >= RANK.NEAR || !record) { return; }
    const floor = floorOf(hit.ref), path = /^[rb]/.test(hit.ref) ? chosenPath(hit.ref, floors) : null;
    if (path) { strokePath(view, path, view.screen.chosen, n === box.active ? 4 : 2, []); }
    else if (/^[md]/.test(hit.ref) && (floor < 0 ? state.alone < 0 : floors.indexOf(floor) >= 0)) { ringAt(view, record.at, n === box.active); }
  });
}

/** @param {View} view @param {number[] | undefined} at @param {boolean} strong */
function ringAt(view, at, strong) {
  if (!at) { return; }
  const path = new Path2D();
  path.arc(at[0] / 100, at[1] / 100, (strong ? 20 : 15) / view.s, 0, 2 * Math.PI);
  strokePath(view, path, view.screen.chosen, strong ? 4 : 2.5, []);
}

/** @param {View} view @param {number[]} floors */
function drawGrounds(view, floors) {
  useMetres(view);
  if (!state.hidden.aerial && view.theme !== "mono" && !view.onPaper) { facts.aerials.forEach((aerial, n) => drawAerial(view, aerial, n)); }
  if (!state.hidden.site) {
    grounds.layers.site.forEach((mark) => { if (isShape(mark)) { drawStyled(view, mark); } });
  }
  drawBeyond(view, grounds);
  const open = new Set(floors.map((floor) => facts.floors[floor].b));
  grounds.layers.buildings.forEach((mark) => {
    if (isShape(mark) && !open.has(Number(mark.who.slice(1)))) { drawStyled(view, mark); }
  });
}

/** @param {View} view @param {Mark | Batch} mark */
function drawStyled(view, mark) {
  if (view.s < (FINE[mark.style] || 0) || !isInView(view, mark.box)) { return; }
  view.used.add(mark.style);
  paintMark(view, mark, cachedStyle(view.theme, mark.style));
}

/** @param {View} view @param {Aerial} aerial @param {number} n */
function drawAerial(view, aerial, n) {
  const picture = aerialPicture(n), [x0, y0, x1, y1] = aerial.bounds;
  if (!picture) { return; }
  view.ctx.globalAlpha = state.aerial * (view.theme === "dark" ? 0.5 : 1);
  view.ctx.scale(1, -1);
  view.ctx.drawImage(picture, x0, -y1, x1 - x0, y1 - y0);
  view.ctx.globalAlpha = 1;
  useMetres(view);
}

/** @param {View} view @param {number} floor */
function drawFloor(view, floor) {
  const scene = sceneOf(floor);
  useMetres(view);
  FLOOR_LAYERS.forEach(([name, key]) => {
    const marks = view.s < BATCH ? batchesOf(scene, name) : scene.layers[name];
    if (!key || !state.hidden[key]) { marks.forEach((mark) => drawStyled(view, mark)); }
    if (name === "hard_corners") { drawBeyond(view, scene); }
  });
}

/**
 * Grid lines.
 * @param {View} view
 */
function drawGrid(view) {
  const grid = facts.frame && facts.frame.grid, style = cachedStyle(view.theme, "grid.line");
  if (!grid) { return; }
  const ctx = view.ctx, right = grid.x + grid.columns * grid.cell, bottom = grid.y - grid.letters.length * grid.cell;
  useMetres(view);
  const path = new Path2D();
  /** @param {number} u0 @param {number} v0 @param {number} u1 @param {number} v1 */
  const line = (u0, v0, u1, v1) => { path.moveTo(...fromGrid(grid, u0, v0)); path.lineTo(...fromGrid(grid, u1, v1)); };
  for (let c = 0; c <= grid.columns; c += 1) { line(grid.x + c * grid.cell, grid.y, grid.x + c * grid.cell, bottom); }
  for (let r = 0; r <= grid.letters.length; r += 1) { line(grid.x, grid.y - r * grid.cell, right, grid.y - r * grid.cell); }
  ctx.globalAlpha = 0.75;
  strokePath(view, path, style.stroke, Math.max(0.75, style.width * 2) * view.k, style.dash);
  ctx.globalAlpha = 1;
  view.used.add("grid.line");
}

/**
 * The outline of what is chosen and the ways out of it, over everything but the words.
 * @param {View} view @param {number[]} floors
 */
function drawChosen(view, floors) {
  const letter = state.chosen.charAt(0);
  const path = letter === "c" ? cellPath(state.chosen.slice(2)) : letter === "p" ? placePath(state.chosen) : letter ? chosenPath(state.chosen, floors) : null;
  useMetres(view);
  if (path) {
    if (letter === "r" || letter === "p") { view.ctx.fillStyle = view.screen.wash; view.ctx.fill(path); }
    strokePath(view, path, view.screen.ring, 7 * view.k, []);
    strokePath(view, path, view.screen.chosen, 3.5 * view.k, []);
  }
  if (letter === "r" && !state.hidden.ways) { drawWays(view, roomOf(state.chosen), floors); }
  if (!state.hidden.ways) { drawWayFrom(view, floors); }
}

/** @param {string} ref @param {number[]} floors */
function chosenPath(ref, floors) {
  const letter = ref.charAt(0);
  if (letter === "b" || letter === "a") {
    const mark = grounds.areas[ref] || grounds.layers.site.find((other) => other.who === ref && isShape(other));
    return state.alone < 0 && mark ? mark.path : null;
  }
  const floor = floorOf(ref);
  if (floors.indexOf(floor) < 0) { return null; }
  const scene = sceneOf(floor), mark = letter === "r" ? scene.areas[ref] : scene.layers.openings.find((other) => other.who === ref);
  return mark ? mark.path : null;
}

/** @param {string} name */
function cellPath(name) {
  const cell = findCell(name), path = new Path2D();
  if (!cell) { return null; }
  cell.corners.forEach((at, n) => (n ? path.lineTo(at[0], at[1]) : path.moveTo(at[0], at[1])));
  path.closePath();
  return path;
}

/**
 * A ring round a pasted place: its stated radius, at least 2 m.
 * @param {string} ref
 */
function placePath(ref) {
  const [lat, lon, radius] = ref.slice(2).split(",").map(Number), [x, y] = fromLonLat(lon, lat), path = new Path2D();
  path.arc(x, y, Math.max(2, radius), 0, 2 * Math.PI);
  path.moveTo(x - 4, y);
  path.lineTo(x + 4, y);
  path.moveTo(x, y - 4);
  path.lineTo(x, y + 4);
  return path;
}
