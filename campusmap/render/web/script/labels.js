// Words and symbols on the map: placed in order of importance, never over one another.

/** Rectangles taken so far, in buckets so that asking is quick. */
function makeBoxes() {
  const buckets = new Map(), SIZE = 96;
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
    take(box) { each(box, (key) => { if (!buckets.has(key)) { buckets.set(key, []); } buckets.get(key).push(box); }); }
  };
}

const widths = new Map();

function textWidth(ctx, font, text) {
  const key = font + text;
  if (!widths.has(key)) { ctx.font = font; widths.set(key, ctx.measureText(text).width); }
  return widths.get(key);
}

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

function roundBox(ctx, x, y, w, h, r) {
  ctx.beginPath();
  ctx.moveTo(x + r, y);
  ctx.arcTo(x + w, y, x + w, y + h, r);
  ctx.arcTo(x + w, y + h, x, y + h, r);
  ctx.arcTo(x, y + h, x, y, r);
  ctx.arcTo(x, y, x + w, y, r);
  ctx.closePath();
}

/** Room numbers: each in its room, smaller if need be, left out only when it does not fit (larger scales show it). */
function drawNumbers(view, scene) {
  const style = cachedStyle(view.theme, "label.number"), full = Math.min(15, 11 + Math.max(0, view.s - 5) * 0.22) * view.k;
  (scene.layers.labels || []).forEach((mark) => {
    if (mark.style !== "label.number") { return; }
    const area = scene.areas[mark.who], isChosen = mark.who === view.chosen;
    if (area && !isInView(view, area.box)) { return; }
    const [x, y] = toPixels(view, mark.x, mark.y);
    const room = area ? [roomWidth(area, mark) * view.s, (area.box[3] - area.box[1]) * view.s] : [1e9, 1e9];
    for (let size = full; size >= Math.min(full, 9 * view.k); size -= 1) {
      const font = "700 " + size + "px " + SANS, w = textWidth(view.ctx, font, mark.text), fits = w <= room[0] * 1.08 && size <= room[1];
      const box = [x - w / 2 - 1, y - size / 2 - 1, x + w / 2 + 1, y + size / 2 + 1];
      if (isChosen || (fits && view.boxes.isFree(box))) {
        view.boxes.take(box);
        view.later.push(() => haloText(view, font, mark.text, x, y, style.fill, view.screen.halo));
        view.used.add("label.number");
        return;
      }
    }
  });
}

function roomWidth(area, mark) {
  if (area.width === undefined) { area.width = widthAt(area, mark.x, mark.y); }
  return area.width;
}

/** Room names, under the numbers, in at most two lines, where they fit. */
function drawNames(view, scene) {
  const style = cachedStyle(view.theme, "label.name"), size = Math.min(12, 10 + Math.max(0, view.s - 8) * 0.12) * view.k;
  const font = "400 " + size + "px " + SANS;
  (scene.layers.labels || []).forEach((mark) => {
    if (mark.style !== "label.name") { return; }
    const area = scene.areas[mark.who], record = recordOf(mark.who);
    if (!area || !isInView(view, area.box)) { return; }
    const wide = roomWidth(area, mark) * view.s, high = (area.box[3] - area.box[1]) * view.s;
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

/** One line, or two of about the same length; null when neither fits. */
function breakLines(view, font, text, wide) {
  if (textWidth(view.ctx, font, text) <= wide) { return [text]; }
  const words = text.split(" ");
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

/** A building's number on a badge with its name beside it; on a close view only where the building has no rooms. */
function drawBuildingLabel(view, mark, n) {
  const b = facts.buildings[n], [x, y] = toPixels(view, mark.x, mark.y), k = view.k;
  const tiny = view.s < TINY, name = b.m || (b.n ? "" : b.i);
  const bold = "700 " + (tiny ? 12 : 14) * k + "px " + SANS, plain = "600 " + (tiny ? 11 : 12.5) * k + "px " + SANS;
  const nw = b.n ? Math.max(22 * k, textWidth(view.ctx, bold, b.n) + 12 * k) : 0, mw = name ? textWidth(view.ctx, plain, name) + 14 * k : 0;
  const h = (tiny ? 18 : 22) * k;
  const isChosen = view.chosen === "b" + n;
  if (isChosen && view.s >= NEAR && shownFloor(n) >= 0) { return; }
  for (const [w, cx, cy, must] of buildingSpots(view, n, x, y, tiny && nw ? [nw, nw] : [nw + mw, nw], h)) {
    const box = [cx - w / 2 - 2, cy - h / 2 - 2, cx + w / 2 + 2, cy + h / 2 + 2];
    if (!view.boxes.isFree(box) && !must) { continue; }
    view.boxes.take(box);
    view.hits.push({ box, ref: "b" + n });
    view.later.push(() => {
      paintPlate(view, cx - w / 2, cy - h / 2, w, h, isChosen);
      if (b.n) { paintBadge(view, cx - w / 2, cy - h / 2, nw, h, b.n, bold); }
      if (w > nw) { haloText(view, plain, name, cx - w / 2 + nw + mw / 2, cy + 0.5, cachedStyle(view.theme, "label.building").fill, ""); }
    });
    return;
  }
}

/** Where a building's label may go: far off, in its middle; nearer, outside its walls, so that rooms stay readable. */
function buildingSpots(view, n, x, y, widths, h) {
  const [full, badge] = widths, short = badge || full, mark = grounds.areas["b" + n];
  const centred = [[full, x, y, false], [short, x, y, true]];
  if (view.s < NEAR || shownFloor(n) < 0 || !mark) { return centred; }
  const [left, bottom] = toPixels(view, mark.box[0], mark.box[1]), [right, top] = toPixels(view, mark.box[2], mark.box[3]);
  const around = [[(left + right) / 2, top - h], [(left + right) / 2, bottom + h], [left - full / 2, (top + bottom) / 2], [right + full / 2, (top + bottom) / 2]];
  const clear = around.filter((at) => isOnScreen(view, at, full, h) &&
    !grounds.layers.buildings.some((other) => other.box && other !== mark && isOver(view, other.box, at, full, h)));
  // Close to, a label that finds no room outside is left out: it would hide rooms.
  return clear.map((at) => [full, at[0], at[1], false]).concat(view.s < CLOSE ? [[short, x, y, true]] : []);
}

/** Tell whether a label at a place in pixels is on the part of the canvas that shows, clear of the grid's names. */
function isOnScreen(view, at, w, h) {
  const edge_x = view.w * view.edge + 26, edge_y = view.h * view.edge + 22;
  return at[0] - w / 2 > edge_x && at[0] + w / 2 < view.w - edge_x && at[1] - h / 2 > edge_y && at[1] + h / 2 < view.h - edge_y;
}

/** Tell whether a label at a place in pixels would lie over a box in metres. */
function isOver(view, box, at, w, h) {
  const [left, bottom] = toPixels(view, box[0], box[1]), [right, top] = toPixels(view, box[2], box[3]);
  return at[0] + w / 2 > left && at[0] - w / 2 < right && at[1] + h / 2 > top && at[1] - h / 2 < bottom;
}

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

function paintBadge(view, x, y, w, h, text, font) {
  roundBox(view.ctx, x, y, w, h, 5 * view.k);
  view.ctx.fillStyle = view.screen.badge;
  view.ctx.fill();
  haloText(view, font, text, x + w / 2, y + h / 2 + 0.5, view.screen.badgeInk, "");
}

/** The number of an exterior door on a solid tag, standing outside its wall. */
function drawDoorTag(view, mark) {
  const k = view.k, size = (view.s < NEAR ? 9.5 : view.s < 5 ? 10.5 : 12) * k, font = "700 " + size + "px " + SANS;
  const w = Math.max(16 * k, textWidth(view.ctx, font, mark.text) + 8 * k), h = size + 5 * k;
  const [px, py] = toPixels(view, mark.x, mark.y), reach = Math.max(9 * k, Math.min(14 * k, view.s)) + Math.abs(mark.away[0]) * (w - h) / 2;
  const away = mark.away[0] || mark.away[1] ? mark.away : [0, 1];
  const isChosen = view.chosen === mark.who;
  const boxAt = (far) => [px + away[0] * far - w / 2, py - away[1] * far - h / 2, px + away[0] * far + w / 2, py - away[1] * far + h / 2];
  const far = [reach, reach + h, reach + 2 * h].find((one) => view.boxes.isFree(boxAt(one)));
  if (far === undefined && !isChosen) { paintDot(view, { style: "DOOR_TAG", who: mark.who }, px, py); return; }
  const box = boxAt(far || reach), x = (box[0] + box[2]) / 2, y = (box[1] + box[3]) / 2;
  view.boxes.take(box);
  view.hits.push({ box, ref: mark.who });
  view.later.push(() => paintTag(view, box, isChosen, () => haloText(view, font, mark.text, x, y + 0.5, "#ffffff", "")));
  view.symbols.add("DOOR_TAG");
}

function paintTag(view, box, isChosen, write) {
  const ctx = view.ctx;
  roundBox(ctx, box[0], box[1], box[2] - box[0], box[3] - box[1], 3.5 * view.k);
  ctx.fillStyle = view.theme === "mono" ? "#000000" : facts.symbols.DOOR_TAG.c;
  ctx.fill();
  ctx.setLineDash([]);
  ctx.lineWidth = (isChosen ? 3 : 1) * view.k;
  ctx.strokeStyle = isChosen ? view.screen.chosen : view.screen.ring;
  ctx.stroke();
  write();
}

// Tried in turn, in symbol widths, when a symbol's own place is taken.
const NUDGES = [[0, 0], [0, -1], [1, 0], [-1, 0], [0, 1], [0.9, -0.9], [-0.9, -0.9], [0.9, 0.9], [-0.9, 0.9], [0, -1.7], [1.7, 0], [-1.7, 0], [0, 1.7]];

/** A symbol of constant size: at its place, beside it with a lead line, or as a dot until there is room. */
function drawSymbol(view, mark) {
  const size = (view.s < NEAR ? 18 : view.s < 5 ? 20 : view.s < 10 ? 24 : 28) * view.k, [px, py] = toPixels(view, mark.x, mark.y), isChosen = view.chosen === mark.who;
  if (px < -size || py < -size || px > view.w + size || py > view.h + size) { return; }
  view.symbols.add(mark.style);
  const spot = NUDGES.map((n) => [px + n[0] * size, py + n[1] * size])
    .find(([x, y]) => view.boxes.isFree([x - size / 2, y - size / 2, x + size / 2, y + size / 2])) || (isChosen ? [px, py] : null);
  if (!spot) { paintDot(view, mark, px, py); return; }
  const box = [spot[0] - size / 2, spot[1] - size / 2, spot[0] + size / 2, spot[1] + size / 2];
  view.boxes.take(box);
  view.hits.push({ box, ref: mark.who });
  if (spot[0] !== px || spot[1] !== py) { paintLead(view, mark, px, py, spot); }
  view.later.push(() => paintSymbol(view, mark.style, box, isChosen));
}

function paintDot(view, mark, x, y) {
  const ctx = view.ctx, r = 3.2 * view.k;
  // From afar a dot under a label would be noise; near, nothing is left out.
  if (view.s < 5 && !view.boxes.isFree([x - r, y - r, x + r, y + r])) { return; }
  ctx.beginPath();
  ctx.arc(x, y, r, 0, 2 * Math.PI);
  ctx.fillStyle = view.theme === "mono" ? "#000000" : facts.symbols[mark.style].c;
  ctx.fill();
  ctx.setLineDash([]);
  ctx.lineWidth = 1.2 * view.k;
  ctx.strokeStyle = "#ffffff";
  ctx.stroke();
  view.hits.push({ box: [x - 6, y - 6, x + 6, y + 6], ref: mark.who });
}

function paintLead(view, mark, x, y, spot) {
  const ctx = view.ctx;
  ctx.setLineDash([]);
  ctx.strokeStyle = view.theme === "colour" ? facts.symbols[mark.style].c : view.screen.quiet;
  ctx.lineWidth = 1.2 * view.k;
  ctx.beginPath();
  ctx.moveTo(x, y);
  ctx.lineTo(spot[0], spot[1]);
  ctx.stroke();
  ctx.beginPath();
  ctx.arc(x, y, 2 * view.k, 0, 2 * Math.PI);
  ctx.fillStyle = ctx.strokeStyle;
  ctx.fill();
}

function paintSymbol(view, kind, box, isChosen) {
  const ctx = view.ctx, picture = symbolPicture(kind, view.theme === "mono");
  if (isChosen) {
    ctx.setLineDash([]);
    ctx.lineWidth = 3 * view.k;
    ctx.strokeStyle = view.screen.chosen;
    ctx.strokeRect(box[0] - 4, box[1] - 4, box[2] - box[0] + 8, box[3] - box[1] + 8);
  }
  if (picture) { ctx.drawImage(picture, box[0], box[1], box[2] - box[0], box[3] - box[1]); return; }
  haloText(view, "700 " + 10 * view.k + "px " + SANS, facts.symbols[kind].l, (box[0] + box[2]) / 2, (box[1] + box[3]) / 2, facts.symbols[kind].c, "#ffffff");
}
