// Door tags and equipment: signs of constant size, beside their place where that is taken, a dot where there is no room.

/**
 * The number of an exterior door on a solid tag, standing outside its wall.
 * @param {View} view @param {Mark} mark
 */
function drawDoorTag(view, mark) {
  const k = view.k, size = (view.s < NEAR ? 9.5 : view.s < 5 ? 10.5 : 12) * k, font = "700 " + size + "px " + SANS;
  const w = Math.max(16 * k, textWidth(view.ctx, font, mark.text) + 8 * k), h = size + 5 * k;
  const [px, py] = toPixels(view, mark.x, mark.y), away = mark.away[0] || mark.away[1] ? toMap(mark.away[0], mark.away[1]) : [0, 1];
  if (px < -40 || py < -40 || px > view.w + 40 || py > view.h + 40) { return; }
  const reach = Math.max(9 * k, Math.min(14 * k, view.s)) + Math.abs(away[0]) * (w - h) / 2;
  const isChosen = view.chosen === mark.who;
  const boxAt = (/** @type {number} */ far) => [px + away[0] * far - w / 2, py - away[1] * far - h / 2, px + away[0] * far + w / 2, py - away[1] * far + h / 2];
  const far = [reach, reach + h, reach + 2 * h].find((one) => view.boxes.isFree(boxAt(one)));
  if (far === undefined && !isChosen) { paintDot(view, mark, px, py); return; }
  const box = boxAt(far || reach), x = (box[0] + box[2]) / 2, y = (box[1] + box[3]) / 2;
  view.boxes.take(box);
  view.hits.push({ box, ref: mark.who });
  view.later.push(() => paintTag(view, box, isChosen, () => haloText(view, font, mark.text, x, y + 0.5, "#ffffff", "")));
  view.symbols.add("DOOR_TAG");
}

/** @param {View} view @param {Box} box @param {boolean} isChosen @param {() => void} write */
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

/**
 * A symbol of constant size: at its place, beside it with a lead line, or as a dot until there is room.
 * @param {View} view @param {Mark} mark
 */
function drawSymbol(view, mark) {
  const size = (view.s < NEAR ? 18 : view.s < 5 ? 20 : view.s < 10 ? 24 : 28) * view.k, [px, py] = toPixels(view, mark.x, mark.y), isChosen = Boolean(mark.who) && view.chosen === mark.who;
  if (px < -size || py < -size || px > view.w + size || py > view.h + size) { return; }
  view.symbols.add(mark.style);
  const spot = /** @type {number[] | null} */ (NUDGES.map((n) => [px + n[0] * size, py + n[1] * size])
    .find(([x, y]) => view.boxes.isFree([x - size / 2, y - size / 2, x + size / 2, y + size / 2])) || (isChosen ? [px, py] : null));
  if (!spot) { paintDot(view, mark, px, py); return; }
  const box = [spot[0] - size / 2, spot[1] - size / 2, spot[0] + size / 2, spot[1] + size / 2];
  view.boxes.take(box);
  view.hits.push({ box, ref: mark.who });
  if (spot[0] !== px || spot[1] !== py) { paintLead(view, mark, px, py, spot); }
  view.later.push(() => paintSymbol(view, mark.style, box, isChosen));
}

/** @param {View} view @param {Mark} mark @param {number} x @param {number} y */
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

/** @param {View} view @param {Mark} mark @param {number} x @param {number} y @param {number[]} spot */
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

/** @param {View} view @param {string} kind @param {Box} box @param {boolean} isChosen */
function paintSymbol(view, kind, box, isChosen) {
  const ctx = view.ctx, picture = symbolSprite(view, kind, box[2] - box[0]);
  if (isChosen) {
    ctx.setLineDash([]);
    ctx.lineWidth = 3 * view.k;
    ctx.strokeStyle = view.screen.chosen;
    ctx.strokeRect(box[0] - 4, box[1] - 4, box[2] - box[0] + 8, box[3] - box[1] + 8);
  }
  if (picture) {
    // On whole pixels of the screen, so that letters stay sharp.
    ctx.drawImage(picture, Math.round(box[0] * view.dpr) / view.dpr, Math.round(box[1] * view.dpr) / view.dpr, picture.width / view.dpr, picture.height / view.dpr);
    return;
  }
  haloText(view, "700 " + 10 * view.k + "px " + SANS, facts.symbols[kind].l, (box[0] + box[2]) / 2, (box[1] + box[3]) / 2, facts.symbols[kind].c, "#ffffff");
}
