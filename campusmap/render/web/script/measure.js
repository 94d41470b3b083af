// Measuring: click to click, feet and metres, each leg and the whole. Off on floors whose size nobody confirmed.

const ruler = { points: [], layer: null, hover: null };

function startMeasure() {
  ruler.layer = L.layerGroup().addTo(map);
  map.on("click", (event) => { if (state.measuring) { addPoint(event.latlng); } });
  map.on("mousemove", (event) => { if (state.measuring && ruler.points.length) { ruler.hover = event.latlng; showRuler(); } });
  listen((now, before) => {
    if (now.measuring === before.measuring && now.alone === before.alone) { return; }
    if (now.measuring && now.alone >= 0) { change({ measuring: false }); flash("No distances on a floor that is not placed"); return; }
    ruler.points = [];
    ruler.hover = null;
    byId("stage").classList.toggle("measuring", now.measuring);
    byId("measure-key").setAttribute("aria-pressed", String(now.measuring));
    showRuler();
  });
}

function addPoint(at) {
  ruler.points.push(at);
  ruler.hover = null;
  showRuler();
  if (ruler.points.length > 1) { announce(rulerWords(ruler.points)); }
}

function lengthOf(points) {
  return points.slice(1).reduce((sum, at, n) => sum + Math.hypot(at.lng - points[n].lng, at.lat - points[n].lat), 0);
}

function rulerWords(points) {
  const all = lengthOf(points), last = lengthOf(points.slice(-2));
  return feetText(all) + "  ·  " + metresText(all) + (points.length > 2 ? "   (last leg " + feetText(last) + ")" : "");
}

function showRuler() {
  const note = byId("measured"), points = ruler.hover ? ruler.points.concat([ruler.hover]) : ruler.points;
  const screen = SCREEN[themeInUse()];
  note.hidden = !state.measuring;
  ruler.layer.clearLayers();
  if (!state.measuring) { return; }
  if (points.length > 1) {
    L.polyline(points, { color: screen.ring, weight: 6, interactive: false }).addTo(ruler.layer);
    L.polyline(points, { color: screen.chosen, weight: 2.5, interactive: false, dashArray: ruler.hover ? "6 4" : null }).addTo(ruler.layer);
  }
  ruler.points.forEach((at) => L.circleMarker(at, { radius: 4, color: screen.chosen, fillColor: screen.ring, fillOpacity: 1, weight: 2, interactive: false }).addTo(ruler.layer));
  refill(note, el("strong", { text: points.length > 1 ? rulerWords(points) : "Click where to start" }),
    ruler.points.length ? button("Start again", {}, () => { ruler.points = []; ruler.hover = null; showRuler(); }) : null,
    button("Done", {}, () => change({ measuring: false })));
}
