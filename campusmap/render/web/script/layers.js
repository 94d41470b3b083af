// Layers that can be switched, and a legend of what is shown now and nothing else.

const SWITCHES = [["site", "Grounds"], ["rooms", "Room colours"], ["names", "Room names"], ["corners", "Hard corners"],
  ["openings", "Doors and windows"], ["doors", "Exterior door numbers"], ["ways", "Ways"], ["grid", "Grid"]];
/** @type {Record<string, string>} */
const GROUP_WORDS = { medical: "Medical", access: "Keys and access", utilities: "Shut-offs", fire: "Fire protection", hazards: "Hazards",
  communications: "Communications", rooms: "Special rooms", grounds: "Places on the grounds" };

/** @param {boolean} [open] */
function toggleLayers(open) {
  const node = byId("layers");
  node.hidden = open === undefined ? !node.hidden : !open;
  byId("layers-key").setAttribute("aria-expanded", String(!node.hidden));
  if (!node.hidden) { fillLayers(); }
}

function fillLayers() {
  const groups = Object.keys(GROUP_WORDS).filter((name) => facts.markers.some((marker) => marker.at && facts.symbols[marker.k].g === name));
  refill(byId("layers"), el("h2", { text: "Layers" }), el("div", { class: "switches" }, ...SWITCHES.filter(hasLayer).map(([name, title]) => layerSwitch(name, title)),
    ...groups.map((name) => layerSwitch("g:" + name, GROUP_WORDS[name])), ...beyondSwitches()), aerialControls(), stillSwitch(), el("h2", { text: "Shown now" }), el("ul", { id: "legend" }));
  if (plan.view) { fillLegend(plan.view); }
}

/** @param {string[]} layer */
function hasLayer([name]) {
  completeFacts();
  if (name === "grid") { return Boolean(facts.frame && facts.frame.grid); }
  if (name === "site") { return facts.areas.length > 0; }
  if (name === "ways") { return facts.rooms.some((room) => room.ws); }
  return name !== "corners" || facts.rooms.some((room) => room.hc && (room.hc[0] === "hard_corner" || room.hc[0] === "not_assessed"));
}

/** @param {string} name @param {string} title */
function layerSwitch(name, title) {
  const input = el("input", { type: "checkbox", on: { change: () => {
    const hidden = Object.assign({}, state.hidden);
    hidden[name] = !input.checked;
    change({ hidden });
  } } });
  input.checked = !state.hidden[name];
  return el("label", {}, input, title);
}

function stillSwitch() {
  const input = el("input", { type: "checkbox", on: { change: () => change({ still: input.checked }) } });
  input.checked = state.still;
  return el("div", { class: "aerial" }, el("label", {}, input, "No animation"));
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

/**
 * Fill the legend from the marks that the last picture used.
 * @param {View} view
 */
function fillLegend(view) {
  const list = byId("legend");
  if (!list || byId("layers").hidden) { return; }
  refill(list, ...legendRows(view));
}

/** @param {View} view */
function legendRows(view) {
  const styles = Object.keys(facts.styles.colour).filter((token) => view.used.has(token) && !/^label\./.test(token));
  const kinds = Object.keys(facts.symbols).filter((kind) => view.symbols.has(kind));
  return kinds.map((kind) => el("li", {}, symbolSwatch(kind, view.theme), el("span", { text: facts.symbols[kind].t })))
    .concat(styles.map((token) => el("li", {}, styleSwatch(view, cachedStyle(view.theme, token)), el("span", { text: cachedStyle(view.theme, token).title }))), wayRows(view), beyondNote());
}

/** @param {View} view */
function wayRows(view) {
  return WAY_LEGEND.filter((row) => view.used.has(row[0])).map((row) => {
    const style = { title: row[1], fill: "none", stroke: view.screen.chosen, width: 2.4, size: 0, dash: WAY_SWATCH[row[0]] || [], hatch: "", weight: 400, slant: "" };
    return el("li", {}, styleSwatch(view, style), el("span", { text: row[1] }));
  });
}

const WAY_LEGEND = [["way.exit", "Way to the nearest exterior door"], ["way.second", "Second way out"], ["way.safer", "Way to the lockable room that is named"],
  ["way.from", "Way from the room that named it"]];
/** @type {Record<string, number[]>} */
const WAY_SWATCH = { "way.second": [4, 3], "way.safer": [1.5, 2.5] };

/** @param {string} kind @param {Theme} theme */
function symbolSwatch(kind, theme) {
  return el("img", { alt: "", width: "22", height: "22", src: symbolAddress(kind, theme === "mono") });
}

/**
 * A small canvas drawn with the map's own brush.
 * @param {View} view @param {Style} style
 */
function styleSwatch(view, style) {
  const canvas = el("canvas", { "aria-hidden": "true" }), w = 26, h = 18;
  canvas.width = w * 2;
  canvas.height = h * 2;
  /** @type {Pen} */
  const pen = { ctx: brushOf(canvas), s: 14, ox: 0, oy: h, c: 1, n: 0, w, h, dpr: 2, k: 1, theme: view.theme };
  const line = style.fill === "none" && !style.hatch, path = new Path2D();
  if (line) { path.moveTo(2 / 14, h / 28); path.lineTo((w - 2) / 14, h / 28); } else { path.rect(2 / 14, 2 / 14, (w - 4) / 14, (h - 4) / 14); }
  useMetres(pen);
  paintMark(pen, { sort: line ? "L" : "A", path }, style);
  return canvas;
}
