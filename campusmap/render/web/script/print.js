// Printing the present view on Letter, landscape: drawn again for paper, in light colours, at a round scale.

const PAPER = { wide_in: 10, high_in: 5.7, dots_per_in: 200 };
// Metres on the ground per metre of paper, the usual series of plans.
const SCALES = [50, 100, 150, 200, 250, 300, 400, 500, 600, 750, 1000, 1250, 1500, 2000, 2500, 3000, 4000, 5000, 7500, 10000, 20000];

/** @typedef {{ canvas: HTMLCanvasElement, view: View }} PaperMap */

function printView() {
  fillPaper();
  // Two frames: symbols not yet decoded arrive between them.
  window.requestAnimationFrame(() => window.requestAnimationFrame(() => {
    fillPaper();
    window.setTimeout(() => window.print(), 60);
  }));
}

function fillPaper() {
  const size = map.getSize(), centre = map.getCenter(), now = scaleNow();
  const metres_per_in = Math.max((size.x - 60) / now / PAPER.wide_in, (size.y - 40) / now / PAPER.high_in);
  const scale = SCALES.find((one) => one * 0.0254 >= metres_per_in * 0.999) || SCALES[SCALES.length - 1];
  const drawn = paperMap(scale, centre);
  refill(byId("paper"), paperHead(), drawn.canvas, paperFoot(scale, drawn.view));
  byId("paper").hidden = false;
}

/** @param {number} scale @param {import("leaflet").LatLng} centre @returns {PaperMap} */
function paperMap(scale, centre) {
  const canvas = el("canvas", { class: "paper-map" }), dpr = PAPER.dots_per_in / 96;
  const w = PAPER.wide_in * 96, h = PAPER.high_in * 96, s = 96 / (scale * 0.0254);
  canvas.width = Math.round(w * dpr);
  canvas.height = Math.round(h * dpr);
  const view = drawView({ ctx: brushOf(canvas, { alpha: false }), s, ox: w / 2 - centre.lng * s, oy: h / 2 + centre.lat * s, c: turned.c, n: turned.n, w, h, dpr, k: 0.9,
    edge: 0, theme: "colour", onPaper: true });
  usePixels(view);
  paintGridNames(view);
  if (state.alone < 0) { paintPaperNorth(view); }
  return { canvas, view };
}

/** @param {View} view */
function paintPaperNorth(view) {
  const ctx = view.ctx;
  ctx.save();
  ctx.translate(46, 50);
  ctx.rotate(-turned.deg * Math.PI / 180);
  ctx.fillStyle = "#000000";
  ctx.beginPath();
  [[0, -18], [9, 10], [0, 4], [-9, 10]].forEach((at, n) => (n ? ctx.lineTo(at[0], at[1]) : ctx.moveTo(at[0], at[1])));
  ctx.fill();
  ctx.rotate(turned.deg * Math.PI / 180);
  haloText(view, "700 13px " + SANS, "N", 0, 20, "#000000", "#ffffff");
  ctx.restore();
}

function paperHead() {
  const floor = facts.floors[state.alone], level = facts.levels.find((one) => one.o === state.level);
  const where = floor ? buildingName(floor.b) + ", " + floor.m : level ? "Level " + level.l : "";
  const chosen = state.chosen ? [titleOf(state.chosen), /^[cp]/.test(state.chosen) ? "" : whereOf(state.chosen)] : [];
  return el("div", { class: "paper-head" }, el("h1", {}, bdi(facts.campus.name)), el("p", {}, bdi([where, ...chosen].filter(Boolean).join(" · "))),
    el("p", { class: "paper-bands", text: bandList().map((band) => band.text).join("   |   ") }));
}

/** @param {number} scale @param {View} view */
function paperFoot(scale, view) {
  const metres = roundLength(scale * 0.055), bar = el("div", { class: "bar" }, el("span", { text: metres + " m  =  " + feetText(metres) })), edition = facts.edition;
  bar.style.width = metres / scale / 0.0254 * 96 + "px";
  const north = state.turn ? " True north is " + Math.round(Math.abs(state.turn)) + "° " + (state.turn > 0 ? "left" : "right") + " of up." : " True north is up.";
  return el("div", { class: "paper-foot" }, el("ul", { class: "paper-legend" }, ...legendRows(view)),
    el("div", { class: "paper-side" }, state.alone < 0 ? el("div", {}, el("b", { text: "1 : " + scale.toLocaleString("en-US") }), " on Letter at 100 %." + north, bar)
      : el("b", { text: floorAloneWords() }), el("p", { text: "Edition " + edition.issued + " · " + edition.audience + " · " + edition.fingerprint + " · " + edition.program })));
}

function floorAloneWords() {
  return "NOT PLACED - no coordinates; position unknown" + (facts.floors[state.alone].nu ? ". UNITS NOT CONFIRMED" : "");
}

/** The browser's own Print finds the view laid out as well, not a blank sheet. */
function startPrint() {
  window.addEventListener("beforeprint", () => { if (!byId("paper").hasChildNodes()) { fillPaper(); } });
  window.addEventListener("afterprint", () => refill(byId("paper")));
}
