// The picture of a floor that is traced, over the map and under its labels; and the walls that draw corners to themselves.

const underlayCanvas = el("canvas", { id: "underlay-canvas", "aria-hidden": "true" });
/** How strongly the pictures are drawn, 0 to 1. */
let underlayStrength = 0.7;
/** Pixels from a corner or wall at which a corner that is drawn is laid on it. */
const PULL = 10;

/** The pictures of the floors that are shown now. */
function shownUnderlays() {
  const shown = shownFloors(), laid = desk.mode === "lay" && laying ? [Object.assign({}, laying.one, { m: laying.m })] : [];
  return (facts.underlays || []).filter((one) => !one.lay && shown.indexOf(one.f) >= 0).concat(laid);
}

/** Decoded pictures, by their text. @type {Map<string, HTMLImageElement>} */
const underlayPictures = new Map();

/** @param {UnderlayFacts} one */
function underlayPicture(one) {
  let picture = underlayPictures.get(one.jpeg);
  if (!picture) {
    picture = new Image();
    picture.addEventListener("load", drawUnderlays);
    picture.src = "data:image/jpeg;base64," + one.jpeg;
    underlayPictures.set(one.jpeg, picture);
  }
  return picture.complete && picture.naturalWidth ? picture : null;
}

/**
 * The ground under a picture, with room for the bar below it.
 * @param {UnderlayFacts} one @returns {Box}
 */
function boxOfUnderlay(one) {
  const { m, s } = one, corners = [[0, 0], [s[0], 0], s, [0, s[1]]].map((at) => [m[0] * at[0] + m[1] * at[1] + m[2], m[3] * at[0] + m[4] * at[1] + m[5]]);
  const xs = corners.map((at) => at[0]), ys = corners.map((at) => at[1]), low = Math.min(...ys), high = Math.max(...ys);
  return [Math.min(...xs), low - (high - low) * 0.15, Math.max(...xs), high];
}

function drawUnderlays() {
  const shown = shownUnderlays(), size = map.getSize(), dpr = Math.min(2, window.devicePixelRatio || 1), ctx = brushOf(underlayCanvas);
  underlayCanvas.hidden = !shown.length;  // most campuses have none, and blending costs frames
  if (!shown.length) { return; }
  underlayCanvas.width = Math.round(size.x * dpr);
  underlayCanvas.height = Math.round(size.y * dpr);
  underlayCanvas.classList.toggle("dark", themeInUse() === "dark");
  ctx.globalAlpha = underlayStrength;
  shown.forEach((one) => {
    const picture = underlayPicture(one);
    if (picture && underlayStrength > 0) { useUnderlay(ctx, one.m, dpr); ctx.drawImage(picture, 0, 0); }
  });
}

/**
 * Use a picture's pixels on the canvas: they lead to metres, and these to the map as it lies now.
 * @param {CanvasRenderingContext2D} ctx @param {number[]} m @param {number} dpr
 */
function useUnderlay(ctx, m, dpr) {
  const zero = map.project([0, 0]), corner = map.project(map.getCenter()).subtract(map.getSize().divideBy(2)), s = scaleNow() * dpr, c = turned.c, n = turned.n;
  const ox = (zero.x - corner.x) * dpr, oy = (zero.y - corner.y) * dpr;
  /** @param {number} x @param {number} y */
  const across = (x, y) => (x * c - y * n) * s;
  /** @param {number} x @param {number} y */
  const down = (x, y) => -(x * n + y * c) * s;
  ctx.setTransform(across(m[0], m[3]), down(m[0], m[3]), across(m[1], m[4]), down(m[1], m[4]), ox + across(m[2], m[5]), oy + down(m[2], m[5]));
}

/** @param {number} strength */
function setStrength(strength) {
  underlayStrength = strength;
  drawUnderlays();
}

/**
 * The place that a corner is drawn to: the nearest corner of a room within reach, else the nearest wall, else its own.
 * @param {number} floor @param {number[]} at @param {number[][]} [own] further corners
 */
function pullToWalls(floor, at, own) {
  const reach = PULL / scaleNow(), rings = roomRings(floor);
  const corners = rings.reduce((all, ring) => all.concat(ring), own || []), near = nearestOf(corners, at, reach);
  if (near) { return near; }
  const feet = rings.reduce((all, ring) => all.concat(ring.map((from, n) => footOn(from, ring[(n + 1) % ring.length], at))), /** @type {number[][]} */ ([]));
  return nearestOf(feet, at, reach) || at;
}

/** The outlines of a floor's rooms, but for the one whose outline is being changed. @param {number} floor @returns {number[][][]} */
function roomRings(floor) {
  const areas = sceneOf(floor).areas, rings = /** @type {number[][][]} */ ([]);
  Object.keys(areas).forEach((ref) => {
    if (ref.charAt(0) !== "r" || (tracing && facts.rooms[Number(ref.slice(1))].i === tracing.room)) { return; }
    areas[ref].rings.forEach((ring) => { rings.push(pointsOf(ring)); });
  });
  return rings;
}

/** @param {Float64Array} ring @returns {number[][]} */
function pointsOf(ring) {
  const points = [];
  for (let n = 0; n + 1 < ring.length; n += 2) { points.push([ring[n], ring[n + 1]]); }
  return points;
}

/** @param {number[][]} places @param {number[]} at @param {number} reach @returns {number[] | null} */
function nearestOf(places, at, reach) {
  let best = null, least = reach;
  places.forEach((place) => { const away = Math.hypot(place[0] - at[0], place[1] - at[1]); if (away <= least) { best = place; least = away; } });
  return best;
}

/** The nearest point of a wall. @param {number[]} from @param {number[]} to @param {number[]} at */
function footOn(from, to, at) {
  const dx = to[0] - from[0], dy = to[1] - from[1], size = dx * dx + dy * dy;
  const share = size ? Math.min(1, Math.max(0, ((at[0] - from[0]) * dx + (at[1] - from[1]) * dy) / size)) : 0;
  return [from[0] + share * dx, from[1] + share * dy];
}

function startUnderlays() {
  byId("stage").append(underlayCanvas);
  map.on("move zoomend resize viewreset", drawUnderlays);
  map.on("zoomanim", () => brushOf(underlayCanvas).clearRect(0, 0, 99999, 99999));
  newsListeners.push(drawUnderlays);
  listen(drawUnderlays);
  drawUnderlays();
}
