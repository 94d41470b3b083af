// Words and symbols on the map: placed in order of importance, never over one another.

/**
 * Rectangles taken so far, in buckets so that asking is quick.
 * @returns {Boxes}
 */
function makeBoxes() {
  /** @type {Map<number, Box[]>} */
  const buckets = new Map(), SIZE = 96;
  /** @param {Box} box @param {(key: number) => void} what */
  const each = (box, what) => {
    for (let i = Math.floor(box[0] / SIZE); i <= Math.floor(box[2] / SIZE); i += 1) {
      for (let j = Math.floor(box[1] / SIZE); j <= Math.floor(box[3] / SIZE); j += 1) { what(i * 4096 + j); }
    }
  };
  return {
    isFree(box) {
      let free = true;
      each(box, (key) => {
        (buckets.get(key) || []).forEach((other) => {
          if (other[0] < box[2] && other[2] > box[0] && other[1] < box[3] && other[3] > box[1]) { free = false; }
        });
      });
      return free;
    },
    take(box) {
      each(box, (key) => {
        const bucket = buckets.get(key);
        if (bucket) { bucket.push(box); } else { buckets.set(key, [box]); }
      });
    }
  };
}

/** @type {Map<string, number>} */
const widths = new Map();

/** @param {CanvasRenderingContext2D} ctx @param {string} font @param {string} text @returns {number} */
function textWidth(ctx, font, text) {
  const key = font + text;
  let width = widths.get(key);
  if (width !== undefined) { return width; }
  ctx.font = font;
  width = ctx.measureText(text).width;
  widths.set(key, width);
  return width;
}

/** @param {Pen} view @param {string} font @param {string} text @param {number} x @param {number} y @param {string} colour @param {string} halo */
function haloText(view, font, text, x, y, colour, halo) {
  const ctx = view.ctx;
  ctx.font = font;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  if (halo) {
    ctx.strokeStyle = halo;
    ctx.lineWidth = 3 * view.k;
    ctx.lineJoin = "round";
    ctx.setLineDash([]);
    ctx.strokeText(text, x, y);
  }
  ctx.fillStyle = colour;
  ctx.fillText(text, x, y);
}

/** @param {CanvasRenderingContext2D} ctx @param {number} x @param {number} y @param {number} w @param {number} h @param {number} r */
function roundBox(ctx, x, y, w, h, r) {
  ctx.beginPath();
  ctx.moveTo(x + r, y);
  ctx.arcTo(x + w, y, x + w, y + h, r);
  ctx.arcTo(x + w, y + h, x, y + h, r);
  ctx.arcTo(x, y + h, x, y, r);
  ctx.arcTo(x, y, x + w, y, r);
  ctx.closePath();
}

/** Height of room numbers that are not made smaller, in pixels. @param {View} view */
function numberSize(view) { return Math.min(15, 11 + Math.max(0, view.s - 5) * 0.22) * view.k; }

/**
 * A room's number at a size, if it may stand there; tells whether it does.
 * @param {View} view @param {Mark} mark @param {number} size @param {(wide: number, box: Box) => boolean} may
 */
function drawNumber(view, mark, size, may) {
  const font = "700 " + size + "px " + SANS, w = textWidth(view.ctx, font, mark.text), [x, y] = toPixels(view, mark.x, mark.y);
  const box = [x - w / 2 - 1, y - size / 2 - 1, x + w / 2 + 1, y + size / 2 + 1];
  if (!may(w, box)) { return false; }
  view.boxes.take(box);
  view.later.push(() => haloText(view, font, mark.text, x, y, cachedStyle(view.theme, "label.number").fill, view.screen.halo));
  view.used.add("label.number");
  return true;
}

/**
 * Room numbers: each in its room, smaller if need be, left out only when it does not fit (larger scales show it).
 * @param {View} view @param {Scene} scene
 */
function drawNumbers(view, scene) {
  const full = numberSize(view);
  scene.labels.forEach((mark) => {
    if (mark.style !== "label.number" || mark.who === view.chosen) { return; }
    const area = scene.areas[mark.who];
    if (area && !isInView(view, area.box)) { return; }
    const seen = area ? sizeSeen(area, mark) : { wide: 1e9, high: 1e9 };
    for (let size = full; size >= Math.min(full, 9 * view.k); size -= 1) {
      if (drawNumber(view, mark, size, (w, box) => w <= seen.wide * view.s * 1.08 && size <= seen.high * view.s && view.boxes.isFree(box))) { return; }
    }
  });
}

/**
 * The number of the room that is chosen, however small that is, before a building's name takes its place.
 * @param {View} view @param {number[]} floors
 */
function drawChosenNumber(view, floors) {
  const floor = view.chosen.charAt(0) === "r" ? floorOf(view.chosen) : -1, scene = floors.indexOf(floor) < 0 ? null : sceneOf(floor);
  const mark = scene && scene.labels.find((one) => one.style === "label.number" && one.who === view.chosen), area = scene && scene.areas[view.chosen];
  if (area && view.s < NEAR) { view.boxes.take(boxInPixels(view, area.box)); }
  if (mark) { drawNumber(view, mark, numberSize(view), () => true); }
}

/**
 * Room names, under the numbers, in at most two lines, where they fit.
 * @param {View} view @param {Scene} scene
 */
function drawNames(view, scene) {
  const style = cachedStyle(view.theme, "label.name"), size = Math.min(12, 10 + Math.max(0, view.s - 8) * 0.12) * view.k;
  const font = "400 " + size + "px " + SANS;
  scene.labels.forEach((mark) => {
    if (mark.style !== "label.name") { return; }
    const area = scene.areas[mark.who], record = roomOf(mark.who);
    if (!area || !isInView(view, area.box)) { return; }
    const seen = sizeSeen(area, mark), wide = seen.wide * view.s, high = seen.high * view.s;
    if (wide < 16 || high < size) { return; }
    const lines = breakLines(view, font, mark.text, wide);
    if (!lines || lines.length * size * 1.15 + (record.n ? 2 * size : 0) > high) { return; }
    const [x, y0] = toPixels(view, mark.x, mark.y), y = record.n ? y0 + size * 1.35 : y0 - (lines.length - 1) * size * 0.58;
    const boxes = lines.map((line, n) => {
      const w = textWidth(view.ctx, font, line), top = y + (n - 0.5) * size * 1.15;
      return [x - w / 2 - 1, top, x + w / 2 + 1, top + size * 1.1];
    });
    if (!boxes.every(view.boxes.isFree)) { return; }
    boxes.forEach(view.boxes.take);
    lines.forEach((line, n) => haloText(view, font, line, x, y + n * size * 1.15, style.fill, view.screen.halo));
  });
}

/**
 * One line, or two of about the same length; null when neither fits.
 * @param {Pen} view @param {string} font @param {string} text @param {number} wide
 */
function breakLines(view, font, text, wide) {
  if (textWidth(view.ctx, font, text) <= wide) { return [text]; }
  const words = text.split(" ");
  /** @type {{ w: number, pair: string[] } | null} */
  let best = null;
  for (let k = 1; k < words.length; k += 1) {
    const pair = [words.slice(0, k).join(" "), words.slice(k).join(" ")];
    const w = Math.max(textWidth(view.ctx, font, pair[0]), textWidth(view.ctx, font, pair[1]));
    if (w <= wide && (!best || w < best.w)) { best = { w, pair }; }
  }
  return best && best.pair;
}

// Pixels per metre from which rooms can be read, so that building labels make room for them.
const NEAR = 2.6;
// Below this a building is a few millimetres: door tags and indoor equipment would hide it.
const TINY = 1.25;
// From here on one building fills the screen.
const CLOSE = 9;

/**
 * A building's number on a badge with its name beside it; on a close view only where the building has no rooms.
 * @param {View} view @param {Mark} mark @param {number} n
 */
function drawBuildingLabel(view, mark, n) {
  const b = facts.buildings[n], number = b.n || "", [x, y] = toPixels(view, mark.x, mark.y), k = view.k;
  const tiny = view.s < TINY, name = b.m || (b.n ? "" : b.i);
  const bold = "700 " + (tiny ? 12 : 14) * k + "px " + SANS, plain = "600 " + (tiny ? 11 : 12.5) * k + "px " + SANS;
  const nw = number ? Math.max(22 * k, textWidth(view.ctx, bold, number) + 12 * k) : 0, mw = name ? textWidth(view.ctx, plain, name) + 14 * k : 0;
  const h = (tiny ? 18 : 22) * k;
  const isChosen = view.chosen === "b" + n;
  if (isChosen && view.s >= NEAR && shownFloor(n) >= 0) { return; }
  for (const [w, at_x, cy, must] of buildingSpots(view, n, x, y, tiny && nw ? [nw, nw] : [nw + mw, nw], h)) {
    const cx = keepInView(view, x, at_x, w), box = [cx - w / 2 - 2, cy - h / 2 - 2, cx + w / 2 + 2, cy + h / 2 + 2];
    if (!view.boxes.isFree(box) && !must) { continue; }
    view.boxes.take(box);
    view.hits.push({ box, ref: "b" + n });
    view.later.push(() => {
      paintPlate(view, cx - w / 2, cy - h / 2, w, h, isChosen);
      if (number) { paintBadge(view, cx - w / 2, cy - h / 2, nw, h, number, bold); }
      if (w > nw) { haloText(view, plain, name, cx - w / 2 + nw + mw / 2, cy + 0.5, cachedStyle(view.theme, "label.building").fill, ""); }
    });
    return;
  }
}

/**
 * The middle of a plate, moved so far that its words are not cut where the map ends, while its building is in view.
 * @param {View} view @param {number} x of the building @param {number} cx @param {number} w
 */
function keepInView(view, x, cx, w) {
  const least = view.w * view.edge + 4 + w / 2, most = view.w * (1 - view.edge) - 4 - w / 2;
  const isInView = x > view.w * view.edge && x < view.w * (1 - view.edge);
  return isInView && least <= most ? Math.min(Math.max(cx, least), most) : cx;
}

/** @typedef {[number, number, number, boolean]} Spot width, x, y, and whether it is taken come what may */

/**
 * Where a building's label may go: far off, in its middle; nearer, outside its walls, so that rooms stay readable.
 * @param {View} view @param {number} n @param {number} x @param {number} y @param {number[]} widths @param {number} h @returns {Spot[]}
 */
function buildingSpots(view, n, x, y, widths, h) {
  const [full, badge] = widths, short = badge || full, mark = grounds.areas["b" + n];
  // Neighbours a few pixels apart: a line's height up or down still stands at its own building.
  const aside = h + 5, centred = /** @type {Spot[]} */ ([[full, x, y, false], [short, x, y, false], [full, x, y - aside, false], [full, x, y + aside, false], [short, x, y, true]]);
  if (view.s < NEAR || shownFloor(n) < 0 || !mark) { return centred; }
  const [left, top, right, bottom] = boxInPixels(view, mark.box);
  const around = [[(left + right) / 2, top - h], [(left + right) / 2, bottom + h], [left - full / 2, (top + bottom) / 2], [right + full / 2, (top + bottom) / 2]];
  const clear = around.filter((at) => isOnScreen(view, at, full, h) &&
    !grounds.layers.buildings.some((other) => isShape(other) && other !== mark && isOver(view, other.box, at, full, h)));
  // Close to, a label that finds no room outside is left out: it would hide rooms.
  const spots = clear.map((at) => /** @type {Spot} */ ([full, at[0], at[1], false]));
  return view.s < CLOSE ? spots.concat([[short, x, y, true]]) : spots;
}

/**
 * Tell whether a label at a place in pixels is on the part of the canvas that shows, clear of the grid's names.
 * @param {View} view @param {number[]} at @param {number} w @param {number} h
 */
function isOnScreen(view, at, w, h) {
  const edge_x = view.w * view.edge + 26, edge_y = view.h * view.edge + 22;
  return at[0] - w / 2 > edge_x && at[0] + w / 2 < view.w - edge_x && at[1] - h / 2 > edge_y && at[1] + h / 2 < view.h - edge_y;
}

/**
 * Tell whether a label at a place in pixels would lie over a box in metres.
 * @param {View} view @param {Box} box @param {number[]} at @param {number} w @param {number} h
 */
function isOver(view, box, at, w, h) {
  const [left, top, right, bottom] = boxInPixels(view, box);
  return at[0] + w / 2 > left && at[0] - w / 2 < right && at[1] + h / 2 > top && at[1] - h / 2 < bottom;
}

/** @param {View} view @param {number} x @param {number} y @param {number} w @param {number} h @param {boolean} isChosen */
function paintPlate(view, x, y, w, h, isChosen) {
  const ctx = view.ctx;
  roundBox(ctx, x, y, w, h, 5 * view.k);
  ctx.fillStyle = view.screen.plate;
  ctx.fill();
  ctx.setLineDash([]);
  ctx.lineWidth = (isChosen ? 2.5 : 1) * view.k;
  ctx.strokeStyle = isChosen ? view.screen.chosen : view.screen.badge;
  ctx.stroke();
}

/** @param {View} view @param {number} x @param {number} y @param {number} w @param {number} h @param {string} text @param {string} font */
function paintBadge(view, x, y, w, h, text, font) {
  roundBox(view.ctx, x, y, w, h, 5 * view.k);
  view.ctx.fillStyle = view.screen.badge;
  view.ctx.fill();
  haloText(view, font, text, x + w / 2, y + h / 2 + 0.5, view.screen.badgeInk, "");
}
