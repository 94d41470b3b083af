// Colours, type and brushes: the style table resolved for the theme in use, and the few colours that only a screen has.

const SANS = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Liberation Sans", Arial, sans-serif';
const SCREEN = {
  colour: { ground: "#eef1ee", halo: "rgba(255,255,255,.92)", chosen: "#0b4fd6", wash: "rgba(11,79,214,.10)",
    ring: "#ffffff", badge: "#14202e", badgeInk: "#ffffff", plate: "rgba(255,255,255,.97)", quiet: "#55606b" },
  dark: { ground: "#0e1216", halo: "rgba(14,18,22,.9)", chosen: "#ffd84d", wash: "rgba(255,216,77,.14)",
    ring: "#0e1216", badge: "#e8eef5", badgeInk: "#10161c", plate: "rgba(20,26,32,.96)", quiet: "#9aa6b2" },
  mono: { ground: "#ffffff", halo: "#ffffff", chosen: "#0000e0", wash: "rgba(0,0,224,.08)",
    ring: "#ffffff", badge: "#000000", badgeInk: "#ffffff", plate: "#ffffff", quiet: "#000000" }
};
const darkQuery = window.matchMedia("(prefers-color-scheme: dark)");
const contrastQuery = window.matchMedia("(prefers-contrast: more)");

/** The theme to draw with: "colour", "dark" or "mono" (high contrast). */
function themeInUse() {
  if (state.theme === "light") { return "colour"; }
  if (state.theme === "dark") { return "dark"; }
  if (state.theme === "contrast" || contrastQuery.matches) { return "mono"; }
  return darkQuery.matches ? "dark" : "colour";
}

/** A style row by name: title, fill, stroke, width in points, type size, dash, hatch, weight, slant. */
function styleOf(theme, token) {
  const row = facts.styles[theme][token];
  if (!row) { return null; }
  const dash = row[5] ? row[5].split(" ").map(Number) : [];
  return { title: row[0], fill: row[1], stroke: row[2], width: row[3], size: row[4], dash, hatch: row[6],
    weight: row[7], slant: row[8] };
}

const styleCache = Object.create(null);

function cachedStyle(theme, token) {
  const key = theme + " " + token;
  if (!(key in styleCache)) { styleCache[key] = styleOf(theme, token); }
  return styleCache[key];
}

const tiles = Object.create(null);

/** A hatch as a pattern fixed to the ground, its strokes a constant distance apart on the screen. */
function hatchBrush(view, style) {
  const key = [style.hatch, style.stroke, view.dpr].join(" ");
  if (!tiles[key]) { tiles[key] = hatchTile(style, view.dpr); }
  const brush = view.ctx.createPattern(tiles[key], "repeat");
  const size = 1 / (view.s * view.dpr);
  brush.setTransform(new DOMMatrix([size, 0, 0, -size, 0, 0]));
  return brush;
}

function hatchTile(style, dpr) {
  const size = Math.round(7 * dpr), tile = document.createElement("canvas"), pen = tile.getContext("2d");
  tile.width = tile.height = size;
  pen.strokeStyle = style.stroke;
  pen.lineWidth = Math.max(1, dpr * 0.9);
  const stroke = (x0, y0, x1, y1) => { pen.beginPath(); pen.moveTo(x0, y0); pen.lineTo(x1, y1); pen.stroke(); };
  [-size, 0, size].forEach((shift) => {
    stroke(shift, size, shift + size, 0);
    if (style.hatch === "cross") { stroke(shift, 0, shift + size, size); }
  });
  return tile;
}

/** Pixels for a width on paper: thin when the whole campus is shown, full when rooms are large. */
function penWidth(view, points) {
  return Math.max(0.5, points * 1.5 * Math.min(1.4, Math.max(0.45, view.s / 14)) * view.k);
}

/** Use metres, y up, on the canvas. */
function useMetres(view) {
  view.ctx.setTransform(view.dpr * view.s, 0, 0, -view.dpr * view.s, view.dpr * view.ox, view.dpr * view.oy);
}

/** Use pixels, y down, on the canvas. */
function usePixels(view) { view.ctx.setTransform(view.dpr, 0, 0, view.dpr, 0, 0); }

function toPixels(view, x, y) { return [view.ox + x * view.s, view.oy - y * view.s]; }

/** Tell whether a box in metres touches the canvas. */
function isInView(view, box) {
  return view.ox + box[2] * view.s >= 0 && view.ox + box[0] * view.s <= view.w &&
    view.oy - box[1] * view.s >= 0 && view.oy - box[3] * view.s <= view.h;
}

/** Draw one area or line mark; the canvas must be in metres. */
function paintMark(view, mark, style) {
  const ctx = view.ctx;
  if (mark.sort === "A" && style.fill !== "none") { ctx.fillStyle = style.fill; ctx.fill(mark.path, "evenodd"); }
  if (mark.sort === "A" && style.hatch) { ctx.fillStyle = hatchBrush(view, style); ctx.fill(mark.path, "evenodd"); }
  if (style.stroke !== "none" && style.width > 0) { strokePath(view, mark.path, style.stroke, penWidth(view, style.width), style.dash); }
}

function strokePath(view, path, colour, width, dash) {
  const ctx = view.ctx;
  ctx.strokeStyle = colour;
  ctx.lineWidth = width / view.s;
  ctx.setLineDash((dash || []).map((part) => part * 1.6 * view.k / view.s));
  ctx.stroke(path);
}

const pictures = Object.create(null);  // kinds are people's words, so nothing may be inherited

/** The picture of a marker kind, from the shared symbol set; null until the browser has decoded it. */
function symbolPicture(kind, mono) {
  const key = kind + (mono ? " mono" : "");
  if (!pictures[key]) {
    const picture = new Image();
    pictures[key] = picture;
    picture.addEventListener("load", redrawSoon);
    picture.src = symbolAddress(kind, mono);
  }
  return pictures[key].complete && pictures[key].naturalWidth ? pictures[key] : null;
}

function symbolAddress(kind, mono) {
  const symbol = facts.symbols[kind];
  return "data:image/svg+xml," + encodeURIComponent('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" ' +
    'width="64" height="64" font-family="Arial, Liberation Sans, Helvetica, sans-serif">' + (mono ? symbol.mono : symbol.svg) + "</svg>");
}

const aerialPictures = [];

/** The aerial picture, decoded from the page itself on first use. */
function aerialPicture(n) {
  if (!aerialPictures[n]) {
    const picture = new Image();
    aerialPictures[n] = picture;
    picture.addEventListener("load", redrawSoon);
    picture.src = "data:image/jpeg;base64," + byId("aerial-" + n).textContent;
  }
  return aerialPictures[n].complete && aerialPictures[n].naturalWidth ? aerialPictures[n] : null;
}
