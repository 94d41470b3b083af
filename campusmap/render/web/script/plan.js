// The map on the screen: Leaflet moves and zooms, one canvas shows the picture, the pointer asks what lies under it.

const map = window.map_campus;
const MIN_ZOOM = -3, MAX_ZOOM = 7;
// Beyond this, in metres, a pasted place is not looked at.
const FAR_M = 2000;

/** @typedef {{ view: View | null, redraw(): void, layer: import("leaflet").Layer, corner: import("leaflet").Point }} Plan */

/** @type {Plan} */
const plan = makePlan();

/** A canvas that Leaflet moves with the map; it is drawn anew whenever the map comes to rest. */
function makePlan() {
  const renderer = /** @type {any} */ (L).Renderer, made = /** @type {Plan} */ ({ view: null, redraw: () => undefined });
  const Layer = renderer.extend({
    options: { padding: 0.15 },
    /** @this {any} */
    _initContainer() {
      this._container = L.DomUtil.create("canvas", "plan");
      this._container.setAttribute("aria-hidden", "true");
    },
    /** @this {any} */
    _destroyContainer() { this._container.remove(); },
    /** @this {any} */
    /** @this {any} */
    getEvents() { return Object.assign(renderer.prototype.getEvents.call(this), { move: this._follow }); },
    /** While the map is dragged: draw anew as soon as the drawn margin is used up. @this {any} */
    _follow() {
      const seen = this._map.containerPointToLayerPoint([0, 0]), size = this._map.getSize();
      if (this._bounds && !this._map._animatingZoom && !this._bounds.contains(L.bounds(seen, seen.add(size)))) { this._update(); }
    },
    /** @this {any} */
    _update() {
      if (this._map._animatingZoom && this._bounds) { return; }
      renderer.prototype._update.call(this);
      drawPlan(made, this._container, this._bounds.min, this._bounds.getSize(), this.options.padding);
    }
  });
  const layer = new Layer();
  made.layer = layer;
  made.redraw = () => { if (layer._bounds) { drawPlan(made, layer._container, layer._bounds.min, layer._bounds.getSize(), layer.options.padding); } };
  return made;
}

/** @param {Plan} made @param {HTMLCanvasElement} canvas @param {import("leaflet").Point} corner @param {import("leaflet").Point} size @param {number} padding */
function drawPlan(made, canvas, corner, size, padding) {
  const dpr = Math.min(2, window.devicePixelRatio || 1), origin = map.latLngToLayerPoint([0, 0]).subtract(corner);
  L.DomUtil.setTransform(canvas, corner, 1);
  if (canvas.width !== Math.round(size.x * dpr) || canvas.height !== Math.round(size.y * dpr)) {
    canvas.width = Math.round(size.x * dpr);
    canvas.height = Math.round(size.y * dpr);
    canvas.style.width = size.x + "px";
    canvas.style.height = size.y + "px";
  }
  made.corner = corner;
  const view = drawView({ ctx: brushOf(canvas, { alpha: false }), s: scaleNow(), ox: origin.x, oy: origin.y, c: turned.c, n: turned.n, w: size.x, h: size.y,
    edge: padding / (1 + 2 * padding), dpr, k: 1, theme: themeInUse() });
  made.view = view;
  drawnListeners.forEach((listener) => listener(view));
}

/** @type {((view: View) => void)[]} */
const drawnListeners = [];
let pending = 0;

/** Pixels per metre. */
function scaleNow() { return Math.pow(2, map.getZoom()); }

/** Draw at the next frame, however often it is asked for until then. */
function redrawSoon() {
  if (!pending) {
    pending = window.requestAnimationFrame(() => { pending = 0; if (plan.view) { plan.redraw(); } });
  }
}

/** Everything placed: the grounds' marks, else the first floor that can be shown alone. */
function wholeBounds() { return state.alone >= 0 ? boundsOf(state.alone) : campusBounds(); }

function campusBounds() {
  const box = grounds.bounds.slice(), built = grounds.layers.buildings.filter(isShape);
  if (!built.length) { return box; }
  // Roads and fields may run far: the first look is at the buildings and what lies within 60 m of them.
  const own = built.reduce((all, mark) => [Math.min(all[0], mark.box[0]), Math.min(all[1], mark.box[1]),
    Math.max(all[2], mark.box[2]), Math.max(all[3], mark.box[3])], [Infinity, Infinity, -Infinity, -Infinity]);
  return [Math.max(box[0], own[0] - 60), Math.max(box[1], own[1] - 60), Math.min(box[2], own[2] + 60), Math.min(box[3], own[3] + 60)];
}

/** The part of the map that panels cover, as Leaflet paddings. */
function coveredEdges() {
  const narrow = isNarrow(), card = byId("card");
  const bottom = narrow && !card.hidden ? Math.min(card.offsetHeight, map.getSize().y * 0.6) : 0;
  const band = byId("alone").hidden ? 0 : byId("alone").offsetHeight;
  return /** @type {import("leaflet").FitBoundsOptions} */ ({ paddingTopLeft: [34, 30 + band], paddingBottomRight: [62, bottom ? 10 + bottom : 40] });
}

/**
 * Bring a box of the ground, in metres, into view.
 * @param {Box} box @param {number} maxZoom
 */
function fitBox(box, maxZoom) {
  const [x0, y0, x1, y1] = boxToMap(box);
  map.fitBounds([[y0, x0], [y1, x1]], Object.assign({ maxZoom, animate: false }, coveredEdges()));
}

function showWhole() { fitBox(wholeBounds(), 5.5); }

/**
 * Bring a thing to the middle, near enough to read, with its way out if that is drawn on the floors shown.
 * @param {string} ref
 */
function centreOn(ref) {
  const box = boxOfRef(ref);
  if (!box) { return; }
  // A place far from here stays out of the map, which would be blank; the card says how far it is.
  if (ref.charAt(0) === "p" && metresOffCampus((box[0] + box[2]) / 2, (box[1] + box[3]) / 2) > FAR_M) { showWhole(); return; }
  const grow = Math.max(6, 18 - (box[2] - box[0]) / 2, reachOfWay(ref, box));
  fitBox([box[0] - grow, box[1] - grow, box[2] + grow, box[3] + grow], 4.75);
}

/**
 * How far the nearest way out runs beyond a room's box on the floors shown, as far as 60 m, so that its end is in view.
 * @param {string} ref @param {Box} box
 */
function reachOfWay(ref, box) {
  const way = wayFrom() || (ref.charAt(0) === "r" ? exitOf(roomOf(ref)) : undefined), floors = shownFloors();
  if (!way) { return 0; }
  const line = boxOf(way[5].filter((leg) => floors.indexOf(leg[0]) >= 0).map((leg) => undelta(leg[1])));
  const beyond = Math.max(box[0] - line[0], box[1] - line[1], line[2] - box[2], line[3] - box[3]) + 4;
  return beyond > 0 && beyond < 60 ? beyond : 0;
}

/**
 * The box of a thing in metres, or null when it has no place.
 * @param {string} ref @returns {Box | null}
 */
function boxOfRef(ref) {
  const letter = ref.charAt(0), record = recordOf(ref);
  if (letter === "c") { const c = findCell(ref.slice(2)); return c && [c.x0, c.y0, c.x1, c.y1]; }
  if (letter === "p") {
    const [lat, lon, radius] = ref.slice(2).split(",").map(Number), at = fromLonLat(lon, lat), r = Math.max(8, radius);
    return [at[0] - r, at[1] - r, at[0] + r, at[1] + r];
  }
  if (letter === "b" || letter === "a") {
    const mark = grounds.areas[ref] || grounds.layers.site.find((other) => other.who === ref && isShape(other));
    return mark ? mark.box : null;
  }
  if (letter === "r" && sceneOf(roomOf(ref).f).areas[ref]) { return sceneOf(roomOf(ref).f).areas[ref].box; }
  return record && record.at ? [record.at[0] / 100, record.at[1] / 100, record.at[0] / 100, record.at[1] / 100] : null;
}

/**
 * What lies under a point of the map: a symbol or tag, a room, a building; "" for open ground.
 * @param {import("leaflet").Point} point
 */
function refAt(point) {
  const layer = map.containerPointToLayerPoint(point).subtract(plan.corner), slack = 5;
  const hit = plan.view && plan.view.hits.slice().reverse().find((one) => one.ref && layer.x >= one.box[0] - slack && layer.x <= one.box[2] + slack &&
    layer.y >= one.box[1] - slack && layer.y <= one.box[3] + slack);
  if (hit) { return hit.ref; }
  const at = map.containerPointToLatLng(point), [x, y] = toGround(at.lng, at.lat), building = state.alone < 0 ? buildingAt(x, y) : -1;
  return roomAt(x, y) || (building >= 0 ? "b" + building : "");
}

/** @param {number} x @param {number} y */
function roomAt(x, y) {
  let found = "", size = Infinity;
  shownFloors().forEach((floor) => {
    const areas = sceneOf(floor).areas;
    Object.keys(areas).forEach((ref) => {
      const box = areas[ref].box, area = (box[2] - box[0]) * (box[3] - box[1]);
      if (ref.charAt(0) === "r" && area < size && holdsPoint(areas[ref], x, y)) { found = ref; size = area; }
    });
  });
  return found;
}

/**
 * Choose what lies at a point of the map, or nothing.
 * @param {import("leaflet").Point} point
 */
function chooseAt(point) {
  if (pointTakers.some((take) => take(point))) { return; }
  const ref = refAt(point);
  if (ref) { choose(ref); } else if (state.chosen) { change({ chosen: "" }); }
}

/** Move without animation where the reader, here or in the system, asks for none. */
function applyMotion() {
  const still = state.still || window.matchMedia("(prefers-reduced-motion: reduce)").matches, inside = /** @type {any} */ (map);
  map.options.inertia = !still;
  inside.options.zoomAnimation = !still;
  inside._zoomAnimated = !still && Boolean(/** @type {any} */ (L.Browser).any3d);
}

/** Turn the map about what is in its middle. */
function applyTurn() {
  const at = map.getCenter(), [x, y] = toGround(at.lng, at.lat), zoom = map.getZoom();
  setTurn(state.turn);
  const [lng, lat] = toMap(x, y);
  map.setView([lat, lng], zoom, { animate: false });
}

function startMap() {
  map.setMinZoom(MIN_ZOOM);
  map.setMaxZoom(MAX_ZOOM);
  applyMotion();
  map.invalidateSize({ animate: false, pan: false });  // Folium's line ran before the page had its layout
  showWhole();
  plan.layer.addTo(map);
  map.on("click", (event) => { if (!state.measuring) { chooseAt(event.containerPoint); } });
  map.getContainer().addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target === map.getContainer() && !state.measuring) { event.preventDefault(); chooseAt(map.getSize().divideBy(2).round()); }
  });
  new ResizeObserver(() => map.invalidateSize({ animate: false, pan: false })).observe(byId("map_campus"));
}
