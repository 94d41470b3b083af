// The map on the screen: Leaflet moves and zooms, one canvas shows the picture, the pointer asks what lies under it.

const map = window.map_campus;
const MIN_ZOOM = -3, MAX_ZOOM = 7;

/** A canvas that Leaflet moves with the map; it is drawn anew whenever the map comes to rest. */
const PlanLayer = L.Renderer.extend({
  options: { padding: 0.15 },
  _initContainer: function () {
    this._container = L.DomUtil.create("canvas", "plan");
    this._container.setAttribute("aria-hidden", "true");
  },
  _destroyContainer: function () { this._container.remove(); },
  _update: function () {
    if (this._map._animatingZoom && this._bounds) { return; }
    L.Renderer.prototype._update.call(this);
    this.redraw();
  },
  redraw: function () {
    const size = this._bounds.getSize(), canvas = this._container, dpr = Math.min(2, window.devicePixelRatio || 1);
    L.DomUtil.setTransform(canvas, this._bounds.min, 1);
    if (canvas.width !== Math.round(size.x * dpr) || canvas.height !== Math.round(size.y * dpr)) {
      canvas.width = Math.round(size.x * dpr);
      canvas.height = Math.round(size.y * dpr);
      canvas.style.width = size.x + "px";
      canvas.style.height = size.y + "px";
    }
    const origin = this._map.latLngToLayerPoint([0, 0]).subtract(this._bounds.min);
    this.view = { ctx: canvas.getContext("2d", { alpha: false }), s: Math.pow(2, this._map.getZoom()), ox: origin.x, oy: origin.y,
      w: size.x, h: size.y, edge: this.options.padding / (1 + 2 * this.options.padding), dpr, k: 1, theme: themeInUse() };
    drawView(this.view);
    drawnListeners.forEach((listener) => listener(this.view));
  }
});
const drawnListeners = [];
const plan = new PlanLayer();
let pending = 0;

/** Draw at the next frame, however often it is asked for until then. */
function redrawSoon() {
  if (!pending) {
    pending = window.requestAnimationFrame(() => { pending = 0; if (plan.view) { plan.redraw(); } });
  }
}

/** Everything placed: the grounds' marks, else the first floor that can be shown alone. */
function wholeBounds() { return state.alone >= 0 ? sceneOf(state.alone).bounds : campusBounds(); }

function campusBounds() {
  const box = grounds.bounds.slice();
  const built = grounds.layers.buildings.filter((mark) => mark.box);
  if (!built.length) { return box; }
  // Roads and fields may run far: the first look is at the buildings and what lies within 60 m of them.
  const own = built.reduce((all, mark) => [Math.min(all[0], mark.box[0]), Math.min(all[1], mark.box[1]),
    Math.max(all[2], mark.box[2]), Math.max(all[3], mark.box[3])], [Infinity, Infinity, -Infinity, -Infinity]);
  return [Math.max(box[0], own[0] - 60), Math.max(box[1], own[1] - 60), Math.min(box[2], own[2] + 60), Math.min(box[3], own[3] + 60)];
}

/** The part of the map that panels cover, as Leaflet paddings. */
function coveredEdges() {
  const narrow = window.matchMedia("(max-width: 760px)").matches, card = byId("card");
  const bottom = narrow && !card.hidden ? Math.min(card.offsetHeight, map.getSize().y * 0.6) : 0;
  const band = byId("alone").hidden ? 0 : byId("alone").offsetHeight;
  return { paddingTopLeft: [34, 30 + band], paddingBottomRight: [62, 40 + bottom] };
}

function fitBox(box, maxZoom) {
  map.fitBounds([[box[1], box[0]], [box[3], box[2]]], Object.assign({ maxZoom, animate: false }, coveredEdges()));
}

function showWhole() { fitBox(wholeBounds(), 5.5); }

/** Bring a thing to the middle, near enough to read, keeping a closer view that already holds it. */
function centreOn(ref) {
  const box = boxOfRef(ref);
  if (!box) { return; }
  const grow = Math.max(6, 18 - (box[2] - box[0]) / 2);
  fitBox([box[0] - grow, box[1] - grow, box[2] + grow, box[3] + grow], 4.75);
}

/** The box of a thing in metres, or null when it has no place. */
function boxOfRef(ref) {
  const letter = ref.charAt(0), record = recordOf(ref);
  if (letter === "c") { const c = findCell(ref.slice(2)); return c && [c.x0, c.y0, c.x1, c.y1]; }
  if (letter === "p") {
    const [lat, lon, radius] = ref.slice(2).split(",").map(Number), at = fromLonLat(lon, lat), r = Math.max(8, radius);
    return [at[0] - r, at[1] - r, at[0] + r, at[1] + r];
  }
  if (letter === "b" || letter === "a") {
    const mark = grounds.areas[ref] || grounds.layers.site.find((other) => other.who === ref && other.path);
    return mark ? mark.box : null;
  }
  if (letter === "r" && sceneOf(record.f).areas[ref]) { return sceneOf(record.f).areas[ref].box; }
  return record && record.at ? [record.at[0] / 100, record.at[1] / 100, record.at[0] / 100, record.at[1] / 100] : null;
}

/** What lies under a point of the map: a symbol or tag, a room, a building; "" for open ground. */
function refAt(point) {
  const view = plan.view, layer = map.containerPointToLayerPoint(point).subtract(plan._bounds.min);
  const slack = 5;
  const hit = view.hits.slice().reverse().find((one) => one.ref && layer.x >= one.box[0] - slack && layer.x <= one.box[2] + slack &&
    layer.y >= one.box[1] - slack && layer.y <= one.box[3] + slack);
  if (hit) { return hit.ref; }
  const at = map.containerPointToLatLng(point);
  return roomAt(at.lng, at.lat) || (state.alone < 0 ? buildingAt(at.lng, at.lat) : "");
}

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

function buildingAt(x, y) {
  const mark = grounds.layers.buildings.find((one) => one.sort === "A" && holdsPoint(one, x, y));
  return mark ? mark.who : "";
}

function startMap() {
  map.setMinZoom(MIN_ZOOM);
  map.setMaxZoom(MAX_ZOOM);
  if (window.matchMedia("(prefers-reduced-motion: reduce)").matches) { map.options.zoomAnimation = map.options.inertia = false; map._zoomAnimated = false; }
  map.invalidateSize({ animate: false, pan: false });  // Folium's line ran before the page had its layout
  showWhole();
  plan.addTo(map);
  map.on("click", (event) => {
    if (state.measuring) { return; }
    const ref = refAt(event.containerPoint);
    if (ref) { choose(ref); } else if (state.chosen) { change({ chosen: "" }); }
  });
  new ResizeObserver(() => map.invalidateSize({ animate: false, pan: false })).observe(byId("map_campus"));
}
