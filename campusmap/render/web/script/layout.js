// Which words and symbols a view shows, and in what order they get their place.

// Which symbols get their place first where many crowd.
const GROUPS = ["medical", "access", "utilities", "fire", "hazards", "grounds", "rooms", "communications", "doors", "proposals"];

/**
 * Words and symbols, in order: building names while far, door tags, room numbers, equipment, names.
 * @param {View} view @param {number[]} floors
 */
function drawWords(view, floors) {
  const open = new Set(floors.map((floor) => facts.floors[floor].b)), far = view.s < 3 * CLOSE, near = view.s >= NEAR || state.alone >= 0;
  const symbols = listSymbols(view, floors), steps = [() => drawTags(view, symbols), () => drawBuildingLabels(view, far, open)];
  // From afar a building's name matters more than its doors.
  if (view.s < NEAR) { steps.reverse(); }
  symbols.filter((mark) => mark.who && mark.who === view.chosen && mark.style !== "DOOR_TAG").forEach((mark) => drawSymbol(view, mark));
  drawChosenNumber(view, floors);
  steps.forEach((step) => step());
  if (near) { floors.forEach((floor) => drawNumbers(view, sceneOf(floor))); }
  symbols.filter((mark) => mark.style !== "DOOR_TAG" && (!mark.who || mark.who !== view.chosen)).forEach((mark) => drawSymbol(view, mark));
  (state.alone < 0 ? [grounds] : []).concat(view.s < BATCH ? [] : floors.map(sceneOf)).forEach((scene) => drawBeyondWords(view, scene));
  if (!state.hidden.names && near) { floors.forEach((floor) => drawNames(view, sceneOf(floor))); }
  if (state.alone < 0 && !state.hidden.site) { drawSiteNames(view); }
}

/** @param {View} view @param {Mark[]} symbols */
function drawTags(view, symbols) {
  if (!state.hidden.doors && (view.s >= TINY || state.alone >= 0)) { symbols.filter((mark) => mark.style === "DOOR_TAG").forEach((mark) => drawDoorTag(view, mark)); }
}

/** @param {View} view @param {boolean} far @param {Set<number>} open */
function drawBuildingLabels(view, far, open) {
  if (state.alone >= 0) { return; }
  grounds.layers.buildings.forEach((mark) => {
    const n = Number(mark.who.slice(1));
    if (mark.sort === "T" && (far || !open.has(n))) { drawBuildingLabel(view, mark, n); }
  });
}

/**
 * The symbols to draw: a floor's own on a close view; on a far one what a driver looks for. Each subject once.
 * @param {View} view @param {number[]} floors
 */
function listSymbols(view, floors) {
  const marks = /** @type {Mark[]} */ ([]), seen = new Set(), upper = new Set(floors.filter((n) => facts.floors[n].o !== 0).map((n) => facts.floors[n].b));
  /** @param {Mark} mark */
  const add = (mark) => {
    const key = mark.who || mark.style + mark.x + "," + mark.y;
    if (seen.has(key) || (mark.style !== "DOOR_TAG" && isGroupHidden(mark))) { return; }
    seen.add(key);
    marks.push(mark);
  };
  if (state.alone < 0) {
    grounds.layers.markers.forEach((mark) => { if (floorOf(mark.who) < 0) { add(mark); } });
    if (view.s >= TINY || view.chosen) { grounds.layers.doors.forEach((mark) => { if (!upper.has(buildingOf(mark.who))) { add(mark); } }); }
  }
  if (view.s >= TINY || state.alone >= 0 || view.chosen) { floors.forEach((floor) => addIndoor(view, floor, add)); }
  return marks.sort((a, b) => GROUPS.indexOf(facts.symbols[a.style].g) - GROUPS.indexOf(facts.symbols[b.style].g));
}

/** @param {View} view @param {number} floor @param {(mark: Mark) => void} add */
function addIndoor(view, floor, add) {
  const near = view.s >= 5 || state.alone >= 0, layers = sceneOf(floor).layers;
  layers.doors.forEach(add);
  (layers.beyond || []).forEach((mark) => { if (mark.sort === "S" && isBeyondShown(mark.style)) { add(mark); } });
  layers.markers.forEach((mark) => { if (near || mark.who === view.chosen || forDrivers.has(mark.who)) { add(mark); } });
}

const forDrivers = new Set(grounds.layers.markers.map((mark) => mark.who));

/** @param {Mark} mark */
function isGroupHidden(mark) { return state.hidden.markers || state.hidden["g:" + facts.symbols[mark.style].g]; }

/**
 * The turn in which a line of words is written so that it is not upside down.
 * @param {number} deg
 */
function readableTurn(deg) {
  const turn = ((deg % 360) + 360) % 360;
  return turn > 90 && turn <= 270 ? turn - 180 : turn > 270 ? turn - 360 : turn;
}

/**
 * The ground that a turned line of words takes, as a row of small boxes.
 * @param {number} x @param {number} y @param {number} w @param {number} size @param {number} turn
 */
function turnedBoxes(x, y, w, size, turn) {
  const count = turn ? Math.max(1, Math.round(w / size)) : 1, angle = -turn * Math.PI / 180, half = turn ? size * 0.6 : w / 2, boxes = [];
  for (let k = 0; k < count; k += 1) {
    const away = turn ? ((k + 0.5) / count - 0.5) * w : 0, cx = x + away * Math.cos(angle), cy = y + away * Math.sin(angle);
    boxes.push([cx - half, cy - size * 0.6, cx + half, cy + size * 0.6]);
  }
  return boxes;
}

/** @param {View} view */
function drawSiteNames(view) {
  const style = cachedStyle(view.theme, "label.site"), size = 11.5 * view.k, font = "italic 500 " + size + "px " + SANS;
  grounds.layers.site.forEach((mark) => {
    if (mark.sort !== "T") { return; }
    const w = textWidth(view.ctx, font, mark.text), [x, y] = toPixels(view, mark.x, mark.y), turn = mark.turn ? readableTurn(mark.turn + turned.deg) : 0;
    const boxes = turnedBoxes(x, y, w, size, turn), area = grounds.areas[mark.who];
    if ((area && (area.box[2] - area.box[0]) * view.s < w * 0.8) || !boxes.every(view.boxes.isFree)) { return; }
    boxes.forEach(view.boxes.take);
    view.ctx.save();
    view.ctx.translate(x, y);
    view.ctx.rotate(-turn * Math.PI / 180);
    haloText(view, font, mark.text, 0, 0, style.fill === "none" ? view.screen.quiet : style.fill, view.screen.halo);
    view.ctx.restore();
  });
}
