// Measuring: click to click, feet and metres, each leg and the whole. Off on floors whose size nobody confirmed.
// By keyboard: arrows move the map under the cross in its middle, Enter sets a point, Backspace takes the last away.

/** Points in metres on the ground. @type {{ points: number[][], hover: number[] | null, layer: import("leaflet").LayerGroup }} */
const ruler = { points: [], hover: null, layer: L.layerGroup() };

/** @param {import("leaflet").LatLng} at */
function groundOf(at) { return toGround(at.lng, at.lat); }

function startMeasure() {
  ruler.layer.addTo(map);
  map.on("click", (event) => { if (state.measuring) { addPoint(groundOf(event.latlng)); } });
  map.on("mousemove", (event) => { if (state.measuring && ruler.points.length) { ruler.hover = groundOf(event.latlng); showRuler(); } });
  map.on("move", () => { if (state.measuring && ruler.points.length && keyboardUsed) { ruler.hover = groundOf(map.getCenter()); showRuler(); } });
  map.getContainer().addEventListener("keydown", onRulerKey);
  listen((now, before) => {
    if (now.turn !== before.turn || now.theme !== before.theme) { showRuler(); }
    if (now.measuring === before.measuring && now.alone === before.alone) { return; }
    if (now.measuring && now.alone >= 0) { change({ measuring: false }); flash("No distances on a floor that is not placed"); return; }
    handOn(byId("measured"), byId("measure-key"));
    restartRuler();
    byId("stage").classList.toggle("measuring", now.measuring);
    byId("measure-key").setAttribute("aria-pressed", String(now.measuring));
    if (now.measuring && !before.measuring) { map.getContainer().focus({ preventScroll: true }); }
  });
}

function restartRuler() {
  ruler.points = [];
  ruler.hover = null;
  showRuler();
}

/** @param {KeyboardEvent} event */
function onRulerKey(event) {
  if (!state.measuring || event.target !== map.getContainer()) { return; }
  if (event.key === "Enter" || event.key === " ") { event.preventDefault(); addPoint(groundOf(map.getCenter())); }
  else if (event.key === "Backspace") { event.preventDefault(); ruler.points.pop(); showRuler(); }
}

/** @param {number[]} at */
function addPoint(at) {
  ruler.points.push(at);
  ruler.hover = null;
  showRuler();
  announce(ruler.points.length > 1 ? rulerWords(ruler.points) : "First point set");
}

/** @param {number[][]} points */
function lengthOf(points) {
  return points.slice(1).reduce((sum, at, n) => sum + Math.hypot(at[0] - points[n][0], at[1] - points[n][1]), 0);
}

/** @param {number[][]} points */
function rulerWords(points) {
  const all = lengthOf(points), last = lengthOf(points.slice(-2));
  return feetText(all) + "  ·  " + metresText(all) + (points.length > 2 ? "   (last leg " + feetText(last) + ")" : "");
}

/** @param {number[]} at @returns {[number, number]} */
function latLngOf(at) { const [lng, lat] = toMap(at[0], at[1]); return [lat, lng]; }

function showRuler() {
  const note = byId("measured"), points = ruler.hover ? ruler.points.concat([ruler.hover]) : ruler.points;
  const screen = SCREEN[themeInUse()], line = points.map(latLngOf);
  note.hidden = !state.measuring;
  ruler.layer.clearLayers();
  if (!state.measuring) { return; }
  if (points.length > 1) {
    L.polyline(line, { color: screen.ring, weight: 6, interactive: false }).addTo(ruler.layer);
    L.polyline(line, { color: screen.chosen, weight: 2.5, interactive: false, dashArray: ruler.hover ? "6 4" : undefined }).addTo(ruler.layer);
  }
  ruler.points.forEach((at) => L.circleMarker(latLngOf(at), { radius: 4, color: screen.chosen, fillColor: screen.ring, fillOpacity: 1, weight: 2, interactive: false }).addTo(ruler.layer));
  const words = points.length > 1 ? rulerWords(points) : ruler.points.length ? "Now where to" : "Click where to start, or Enter at the cross";
  refill(note, el("strong", { text: words }), ruler.points.length ? button("Start again", {}, () => { map.getContainer().focus({ preventScroll: true }); restartRuler(); }) : null, button("Done", {}, () => change({ measuring: false })));
}
