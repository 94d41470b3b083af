// Colours, type and brushes: the style table resolved for the theme in use, and the few colours that only a screen has.

const SANS = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Liberation Sans", Arial, sans-serif';
/** @type {Record<Theme, Record<string, string>>} */
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

/**
 * The theme to draw with: "mono" is high contrast.
 * @returns {Theme}
 */
function themeInUse() {
  if (state.theme === "light") { return "colour"; }
  if (state.theme === "dark") { return "dark"; }
  if (state.theme === "contrast" || contrastQuery.matches) { return "mono"; }
  return darkQuery.matches ? "dark" : "colour";
}

/**
 * A style by name; what the table does not know is drawn as a plain line.
 * @param {Theme} theme @param {string} token @returns {Style}
 */
function styleOf(theme, token) {
  const row = facts.styles[theme][token] || ["", "none", SCREEN[theme].quiet, 0.5, 8, "", "", 400, "normal"];
  const dash = row[5] ? row[5].split(" ").map(Number) : [];
  return { title: row[0], fill: row[1], stroke: row[2], width: row[3], size: row[4], dash, hatch: row[6],
    weight: row[7], slant: row[8] };
}

/** @type {Record<string, Style>} */
const styleCache = Object.create(null);

/** @param {Theme} theme @param {string} token */
function cachedStyle(theme, token) {
  const key = theme + " " + token;
  if (!(key in styleCache)) { styleCache[key] = styleOf(theme, token); }
  return styleCache[key];
}

/** @type {Record<string, HTMLCanvasElement>} */
const tiles = Object.create(null);

/**
 * A hatch as a pattern fixed to the ground, its strokes a constant distance apart on the screen.
 * @param {Pen} view @param {Style} style
 */
function hatchBrush(view, style) {
  const key = [style.hatch, style.stroke, view.dpr].join(" ");
  if (!tiles[key]) { tiles[key] = hatchTile(style, view.dpr); }
  const brush = /** @type {CanvasPattern} */ (view.ctx.createPattern(tiles[key], "repeat"));
  const size = 1 / (view.s * view.dpr);
  brush.setTransform(new DOMMatrix([size, 0, 0, -size, 0, 0]));
  return brush;
}

/** @param {HTMLCanvasElement} canvas @param {CanvasRenderingContext2DSettings} [how] */
function brushOf(canvas, how) { return /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d", how)); }

/** @param {Style} style @param {number} dpr */
function hatchTile(style, dpr) {
  const size = Math.round(7 * dpr), tile = document.createElement("canvas"), pen = brushOf(tile);
  tile.width = tile.height = size;
  pen.strokeStyle = style.stroke;
  pen.lineWidth = Math.max(1, dpr * 0.9);
  /** @param {number} x0 @param {number} y0 @param {number} x1 @param {number} y1 */
  const stroke = (x0, y0, x1, y1) => { pen.beginPath(); pen.moveTo(x0, y0); pen.lineTo(x1, y1); pen.stroke(); };
  const middle = Math.round(size / 2);
  if (style.hatch === "level") { stroke(0, middle, size, middle); }
  if (style.hatch === "upright") { stroke(middle, 0, middle, size); }
  [-size, 0, size].forEach((shift) => {
    if (style.hatch === "diagonal" || style.hatch === "cross") { stroke(shift, size, shift + size, 0); }
    if (style.hatch === "back" || style.hatch === "cross") { stroke(shift, 0, shift + size, size); }
  });
  return tile;
}

/**
 * Pixels for a width on paper: thin when the whole campus is shown, full when rooms are large.
 * @param {Pen} view @param {number} points
 */
function penWidth(view, points) {
  return Math.max(0.5, points * 1.5 * Math.min(1.4, Math.max(0.45, view.s / 14)) * view.k);
}

/**
 * Use metres on the ground, y north, on the canvas.
 * @param {Pen} view
 */
function useMetres(view) {
  const s = view.dpr * view.s;
  view.ctx.setTransform(s * view.c, -s * view.n, -s * view.n, -s * view.c, view.dpr * view.ox, view.dpr * view.oy);
}

/**
 * Use pixels, y down, on the canvas.
 * @param {Pen} view
 */
function usePixels(view) { view.ctx.setTransform(view.dpr, 0, 0, view.dpr, 0, 0); }

/** @param {Pen} view @param {number} x @param {number} y @returns {[number, number]} */
function toPixels(view, x, y) { return [view.ox + (x * view.c - y * view.n) * view.s, view.oy - (x * view.n + y * view.c) * view.s]; }

/**
 * The box in pixels round a box in metres.
 * @param {Pen} view @param {Box} box @returns {Box}
 */
function boxInPixels(view, box) {
  const [x, y] = toPixels(view, (box[0] + box[2]) / 2, (box[1] + box[3]) / 2), c = Math.abs(view.c) * view.s / 2, n = Math.abs(view.n) * view.s / 2;
  const wide = c * (box[2] - box[0]) + n * (box[3] - box[1]), high = n * (box[2] - box[0]) + c * (box[3] - box[1]);
  return [x - wide, y - high, x + wide, y + high];
}

/**
 * Tell whether a box in metres touches the canvas.
 * @param {Pen} view @param {Box} box
 */
function isInView(view, box) {
  const seen = boxInPixels(view, box);
  return seen[2] >= 0 && seen[0] <= view.w && seen[3] >= 0 && seen[1] <= view.h;
}

/**
 * Draw one area or line mark; the canvas must be in metres.
 * @param {Pen} view @param {{ sort: string, path: Path2D }} mark @param {Style} style
 */
function paintMark(view, mark, style) {
  const ctx = view.ctx;
  if (mark.sort === "A" && style.fill !== "none") { ctx.fillStyle = style.fill; ctx.fill(mark.path); }
  if (mark.sort === "A" && style.hatch) { ctx.fillStyle = hatchBrush(view, style); ctx.fill(mark.path); }
  if (style.stroke !== "none" && style.width > 0) { strokePath(view, mark.path, style.stroke, penWidth(view, style.width), style.dash); }
}

/** @param {Pen} view @param {Path2D} path @param {string} colour @param {number} width @param {number[]} dash */
function strokePath(view, path, colour, width, dash) {
  const ctx = view.ctx;
  ctx.strokeStyle = colour;
  ctx.lineWidth = width / view.s;
  ctx.setLineDash(dash.map((part) => part * 1.6 * view.k / view.s));
  ctx.stroke(path);
}

/** @type {Record<string, HTMLImageElement>} */
const pictures = Object.create(null);  // kinds are people's words, so nothing may be inherited

/**
 * The picture of a marker kind, from the shared symbol set; null until the browser has decoded it.
 * @param {string} kind @param {boolean} mono
 */
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

/** @type {Record<string, HTMLCanvasElement>} */
const sprites = Object.create(null);

/**
 * A kind's picture as pixels of the size in which it is drawn: a vector would be drawn anew each time.
 * @param {View} view @param {string} kind @param {number} size
 */
function symbolSprite(view, kind, size) {
  const picture = symbolPicture(kind, view.theme === "mono"), pixels = Math.max(1, Math.round(size * view.dpr)), key = kind + " " + pixels + view.theme;
  if (!picture) { return null; }
  if (!sprites[key]) {
    const sprite = document.createElement("canvas");
    sprite.width = sprite.height = pixels;
    brushOf(sprite).drawImage(picture, 0, 0, pixels, pixels);
    sprites[key] = sprite;
  }
  return sprites[key];
}

/** @param {string} kind @param {boolean} mono */
function symbolAddress(kind, mono) {
  const symbol = facts.symbols[kind];
  return "data:image/svg+xml," + encodeURIComponent('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" ' +
    'width="64" height="64" font-family="Arial, Liberation Sans, Helvetica, sans-serif">' + (mono ? symbol.mono : symbol.svg) + "</svg>");
}

/** @type {HTMLImageElement[]} */
const aerialPictures = [];

/**
 * The aerial picture, decoded from the page itself on first use.
 * @param {number} n
 */
function aerialPicture(n) {
  if (!aerialPictures[n]) {
    const picture = new Image();
    aerialPictures[n] = picture;
    picture.addEventListener("load", redrawSoon);
    picture.src = "data:image/jpeg;base64," + blockText("aerial-" + n);
  }
  return aerialPictures[n].complete && aerialPictures[n].naturalWidth ? aerialPictures[n] : null;
}
