// Layers that can be switched, and a legend of what is shown now and nothing else.

const SWITCHES = [["site", "Grounds"], ["rooms", "Room colours"], ["names", "Room names"], ["corners", "Hard corners"],
  ["openings", "Doors and windows"], ["doors", "Exterior door numbers"], ["grid", "Grid"]];
const GROUP_WORDS = { medical: "Medical", access: "Keys and access", utilities: "Shut-offs", fire: "Fire protection", hazards: "Hazards",
  communications: "Communications", rooms: "Special rooms", grounds: "Places on the grounds" };

function toggleLayers(open) {
  const node = byId("layers");
  node.hidden = open === undefined ? !node.hidden : !open;
  byId("layers-key").setAttribute("aria-expanded", String(!node.hidden));
  if (!node.hidden) { fillLayers(); }
}

function fillLayers() {
  const groups = Object.keys(GROUP_WORDS).filter((name) => facts.markers.some((marker) => marker.at && facts.symbols[marker.k].g === name));
  refill(byId("layers"), el("h2", { text: "Layers" }), el("div", { class: "switches" }, ...SWITCHES.filter(hasLayer).map(([name, title]) => layerSwitch(name, title)),
    ...groups.map((name) => layerSwitch("g:" + name, GROUP_WORDS[name]))), aerialControls(), el("h2", { text: "Shown now" }), el("ul", { id: "legend" }));
  fillLegend(plan.view);
}

function hasLayer([name]) {
  if (name === "grid") { return Boolean(facts.frame && facts.frame.grid); }
  if (name === "site") { return facts.areas.length > 0; }
  return name !== "corners" || facts.rooms.some((room) => room.hc && (room.hc[0] === "hard_corner" || room.hc[0] === "not_assessed"));
}

function layerSwitch(name, title) {
  const input = el("input", { type: "checkbox", on: { change: () => {
    const hidden = Object.assign({}, state.hidden);
    hidden[name] = !input.checked;
    change({ hidden });
  } } });
  input.checked = !state.hidden[name];
  return el("label", {}, input, title);
}

/** The aerial picture: on or off, how strong, and whose it is. */
function aerialControls() {
  if (!facts.aerials.length) { return null; }
  const aerial = facts.aerials[0];
  const slider = el("input", { type: "range", min: "10", max: "100", step: "5", "aria-label": "Strength of the aerial picture",
    on: { input: () => change({ aerial: Number(slider.value) / 100 }) } });
  slider.value = String(Math.round(state.aerial * 100));
  const credit = [aerial.source, aerial.captured ? "taken " + aerial.captured : "date not known", aerial.licence].filter(Boolean).join(" · ");
  return el("div", { class: "aerial" }, layerSwitch("aerial", "Aerial picture"), slider, el("small", { text: credit }));
}

/** Fill the legend from the marks that the last picture used. */
function fillLegend(view) {
  const list = byId("legend");
  if (!list || byId("layers").hidden) { return; }
  refill(list, ...legendRows(view));
}

function legendRows(view) {
  const styles = Object.keys(facts.styles.colour).filter((token) => view.used.has(token) && !/^label\./.test(token));
  const kinds = Object.keys(facts.symbols).filter((kind) => view.symbols.has(kind));
  return kinds.map((kind) => el("li", {}, symbolSwatch(kind, view.theme), el("span", { text: facts.symbols[kind].t })))
    .concat(styles.map((token) => el("li", {}, styleSwatch(view, token), el("span", { text: cachedStyle(view.theme, token).title }))));
}

function symbolSwatch(kind, theme) {
  return el("img", { alt: "", width: "22", height: "22", src: symbolAddress(kind, theme === "mono") });
}

/** A small canvas drawn with the map's own brush. */
function styleSwatch(view, token) {
  const style = cachedStyle(view.theme, token), canvas = el("canvas", { "aria-hidden": "true" }), w = 26, h = 18;
  canvas.width = w * 2;
  canvas.height = h * 2;
  const pen = { ctx: canvas.getContext("2d"), s: 14, ox: 0, oy: h, w, h, dpr: 2, k: 1, theme: view.theme };
  const line = style.fill === "none" && !style.hatch, path = new Path2D();
  if (line) { path.moveTo(2 / 14, h / 28); path.lineTo((w - 2) / 14, h / 28); } else { path.rect(2 / 14, 2 / 14, (w - 4) / 14, (h - 4) / 14); }
  useMetres(pen);
  paintMark(pen, { sort: line ? "L" : "A", path }, style);
  return canvas;
}
