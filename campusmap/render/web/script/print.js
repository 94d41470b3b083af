// Printing the present view on Letter, landscape: drawn again for paper, in light colours, at a round scale.

const PAPER = { wide_in: 10, high_in: 5.7, dots_per_in: 200 };
// Metres on the ground per metre of paper, the usual series of plans.
const SCALES = [50, 100, 150, 200, 250, 300, 400, 500, 600, 750, 1000, 1250, 1500, 2000, 2500, 3000, 4000, 5000, 7500, 10000, 20000];

function printView() {
  const size = map.getSize(), centre = map.getCenter(), now = Math.pow(2, map.getZoom());
  const metres_per_in = Math.max((size.x - 60) / now / PAPER.wide_in, (size.y - 40) / now / PAPER.high_in);
  const scale = SCALES.find((one) => one * 0.0254 >= metres_per_in * 0.999) || SCALES[SCALES.length - 1];
  refill(byId("paper"), paperHead(), paperMap(scale, centre), paperFoot(scale));
  byId("paper").hidden = false;
  // Two frames: symbols not yet decoded arrive between them.
  window.requestAnimationFrame(() => window.requestAnimationFrame(() => {
    byId("paper").querySelector(".paper-map").replaceWith(paperMap(scale, centre));
    window.setTimeout(() => window.print(), 60);
  }));
}

let paperView = null;

function paperMap(scale, centre) {
  const canvas = el("canvas", { class: "paper-map" }), dpr = PAPER.dots_per_in / 96;
  const w = PAPER.wide_in * 96, h = PAPER.high_in * 96, s = 96 / (scale * 0.0254);
  canvas.width = Math.round(w * dpr);
  canvas.height = Math.round(h * dpr);
  paperView = { ctx: canvas.getContext("2d", { alpha: false }), s, ox: w / 2 - centre.lng * s, oy: h / 2 + centre.lat * s, w, h, dpr, k: 0.9, edge: 0, theme: "colour", onPaper: true };
  drawView(paperView);
  if (state.alone < 0) { drawPaperFrame(paperView); }
  return canvas;
}

/** Grid names along the edges, and the north arrow, on paper. */
function drawPaperFrame(view) {
  const ctx = view.ctx, grid = facts.frame && facts.frame.grid;
  usePixels(view);
  if (grid && !state.hidden.grid) { paintGridNames(ctx, grid, "colour", { x: view.w, y: view.h }, { x: view.ox, y: view.oy }, view.s); }
  ctx.fillStyle = "#000000";
  ctx.beginPath();
  [[44, 30], [53, 58], [44, 52], [35, 58]].forEach((at, n) => (n ? ctx.lineTo(at[0], at[1]) : ctx.moveTo(at[0], at[1])));
  ctx.fill();
  haloText(view, "700 13px " + SANS, "N", 44, 66, "#000000", "#ffffff");
}

function paperHead() {
  const floor = facts.floors[state.alone], level = facts.levels.find((one) => one.o === state.level);
  const where = floor ? buildingName(floor.b) + ", " + floor.m : level ? "Level " + level.l : "";
  return el("div", { class: "paper-head" }, el("h1", {}, bdi(facts.campus.name)), el("p", {}, bdi([where, state.chosen && titleOf(state.chosen)].filter(Boolean).join(" · "))),
    el("p", { class: "paper-bands", text: bandList().map((band) => band.text).join("   |   ") }));
}

function paperFoot(scale) {
  const placed = state.alone < 0, metres = roundLength(scale * 0.055), bar = el("div", { class: "bar" }, el("span", { text: metres + " m  =  " + feetText(metres) }));
  bar.style.width = metres / scale / 0.0254 * 96 + "px";
  const edition = facts.edition;
  return el("div", { class: "paper-foot" }, el("ul", { class: "paper-legend" }, ...legendRows(paperView)),
    el("div", { class: "paper-side" }, placed ? el("div", {}, el("b", { text: "1 : " + scale.toLocaleString("en-US") }), " on Letter at 100 %. True north is up.", bar)
      : el("b", { text: floorAloneWords() }), el("p", { text: "Edition " + edition.issued + " · " + edition.audience + " · " + edition.fingerprint + " · " + edition.program })));
}

function floorAloneWords() {
  return "NOT PLACED - no coordinates; position unknown" + (facts.floors[state.alone].nu ? ". UNITS NOT CONFIRMED" : "");
}

function startPrint() { window.addEventListener("afterprint", () => refill(byId("paper"))); }
