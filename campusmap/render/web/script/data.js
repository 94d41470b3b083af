// Records by reference, and the drawings made of the facts when they are first needed.

/** @type {Record<string, "rooms" | "doors" | "markers" | "buildings" | "areas">} */
const KINDS = { r: "rooms", d: "doors", m: "markers", b: "buildings", a: "areas" };

/**
 * Whole centimetres and steps to metres: [x0, y0, dx, dy, ...] to a flat array of metres.
 * @param {number[]} steps
 */
function undelta(steps) {
  const out = new Float64Array(steps.length);
  let x = 0, y = 0;
  for (let k = 0; k < steps.length; k += 2) {
    x += steps[k];
    y += steps[k + 1];
    out[k] = x / 100;
    out[k + 1] = y / 100;
  }
  return out;
}

fillCells([facts.buildings]);
if (!isPacked()) { completeFacts(); }

/**
 * A mark ready to draw: rings to test points against, their box and, once it is drawn, its path.
 * @param {MarkRow} row @returns {Mark}
 */
function openMark(row) {
  const shape = row[0] === "A" || row[0] === "L", rings = shape ? row[3].map(undelta) : [];
  /** @type {Path2D | undefined} */
  let path;
  const mark = /** @type {Mark} */ ({ sort: row[0], style: row[1], who: row[2], rings, box: boxOf(rings), x: 0, y: 0, text: "", turn: 0, away: [0, 0],
    get path() { path = path || tracePath(rings, row[0] === "A"); return path; } });
  if (shape) { return mark; }
  mark.x = row[3] / 100;
  mark.y = row[4] / 100;
  mark.text = row[5];
  if (row[0] === "T") { mark.turn = row[6] || 0; } else { mark.away = [row[6] || 0, row[7] || 0]; }
  mark.box = [mark.x, mark.y, mark.x, mark.y];
  return mark;
}

/** @param {Mark} mark */
function isShape(mark) { return mark.sort === "A" || mark.sort === "L"; }

/** @param {Float64Array[]} rings @param {boolean} closed */
function tracePath(rings, closed) { return traceRings(new Path2D(), rings, closed); }

/** @param {Path2D} path @param {Float64Array[]} rings @param {boolean} closed */
function traceRings(path, rings, closed) {
  rings.forEach((ring) => {
    path.moveTo(ring[0], ring[1]);
    for (let k = 2; k < ring.length; k += 2) { path.lineTo(ring[k], ring[k + 1]); }
    if (closed) { path.closePath(); }
  });
  return path;
}

/**
 * Metres of free width along the line of writing, from the mark's point to the shorter side, twice; and the height.
 * @param {Mark} area @param {Mark} mark
 */
function sizeSeen(area, mark) {
  if (!area.seen || area.seen.turn !== turned.deg) { area.seen = measureSeen(area, mark); }
  return area.seen;
}

/** @param {Mark} area @param {Mark} mark */
function measureSeen(area, mark) {
  const [x, y] = toMap(mark.x, mark.y);
  let left = Infinity, right = Infinity, low = Infinity, high = -Infinity;
  area.rings.forEach((ring) => {
    let [lastx, lasty] = toMap(ring[ring.length - 2], ring[ring.length - 1]);
    for (let i = 0; i < ring.length; i += 2) {
      const [nowx, nowy] = toMap(ring[i], ring[i + 1]);
      low = Math.min(low, nowy);
      high = Math.max(high, nowy);
      if ((nowy > y) !== (lasty > y)) {
        const cut = nowx + (lastx - nowx) * (y - nowy) / (lasty - nowy) - x;
        if (cut < 0) { left = Math.min(left, -cut); } else { right = Math.min(right, cut); }
      }
      [lastx, lasty] = [nowx, nowy];
    }
  });
  const wide = 2 * Math.min(left, right);
  return { turn: turned.deg, wide: Number.isFinite(wide) ? wide : area.box[2] - area.box[0], high: high - low };
}

/** @param {Float64Array[]} rings @returns {Box} */
function boxOf(rings) {
  let x0 = Infinity, y0 = Infinity, x1 = -Infinity, y1 = -Infinity;
  rings.forEach((ring) => {
    for (let k = 0; k < ring.length; k += 2) {
      x0 = Math.min(x0, ring[k]);
      x1 = Math.max(x1, ring[k]);
      y0 = Math.min(y0, ring[k + 1]);
      y1 = Math.max(y1, ring[k + 1]);
    }
  });
  return [x0, y0, x1, y1];
}

/** @param {RawScene} raw @returns {Scene} */
function openScene(raw) {
  const layers = /** @type {Record<string, Mark[]>} */ ({}), areas = /** @type {Record<string, Mark>} */ ({});
  Object.keys(raw.layers).forEach((name) => {
    layers[name] = raw.layers[name].map(openMark);
    layers[name].forEach((mark) => { if (mark.sort === "A" && mark.who && !areas[mark.who]) { areas[mark.who] = mark; } });
  });
  return { layers, areas, labels: [], batches: {}, bounds: raw.bounds.map((value) => value / 100) };
}

/**
 * Rooms of each floor, by the floor's position.
 * @type {number[][]}
 */
const roomsOn = facts.floors.map(() => []);
facts.rooms.forEach((room, n) => roomsOn[room.f].push(n));

/**
 * The words of a floor's rooms: number and name, each at the point deepest inside.
 * @param {number} floor @returns {Mark[]}
 */
function labelsOf(floor) {
  const labels = /** @type {Mark[]} */ ([]);
  roomsOn[floor].forEach((n) => {
    const room = facts.rooms[n], at = room.at;
    if (!at) { return; }
    if (room.n) { labels.push(openMark(["T", "label.number", "r" + n, at[0], at[1], room.n])); }
    if (room.m) { labels.push(openMark(["T", "label.name", "r" + n, at[0], at[1], room.m])); }
  });
  return labels;
}

/**
 * A layer's marks of one style as one path, for views from afar, where a floor is a few hundred pixels.
 * @param {Scene} scene @param {string} name @returns {Batch[]}
 */
function batchesOf(scene, name) {
  if (!scene.batches[name]) {
    /** @type {Map<string, Batch>} */
    const found = new Map();
    scene.layers[name].forEach((mark) => {
      const batch = found.get(mark.style) || { sort: mark.sort, style: mark.style, box: mark.box, path: new Path2D() };
      batch.box = joinBoxes(batch.box, mark.box);
      traceRings(batch.path, mark.rings, mark.sort === "A");
      found.set(mark.style, batch);
    });
    scene.batches[name] = Array.from(found.values());
  }
  return scene.batches[name];
}

/** @param {Box} a @param {Box} b @returns {Box} */
function joinBoxes(a, b) { return [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3])]; }

/** @type {Scene[]} */
const scenes = [];

/**
 * The scene of a floor, by its position in facts.floors; opened on first use.
 * @param {number} floor
 */
function sceneOf(floor) {
  if (!scenes[floor]) { scenes[floor] = Object.assign(openScene(rawScene(floor)), { labels: labelsOf(floor) }); }
  return scenes[floor];
}

/**
 * Bounds of a floor's drawing in metres, without opening it.
 * @param {number} floor
 */
function boundsOf(floor) { return rawScene(floor).bounds.map((value) => value / 100); }

const grounds = openScene(facts.grounds);

/**
 * Even-odd test of a point in metres against an area's rings.
 * @param {Mark} mark @param {number} x @param {number} y
 */
function holdsPoint(mark, x, y) {
  const box = mark.box;
  if (x < box[0] || x > box[2] || y < box[1] || y > box[3]) { return false; }
  let inside = false;
  mark.rings.forEach((ring) => {
    for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
      const above = ring[i + 1] > y, before = ring[j + 1] > y;
      if (above !== before && x < (ring[j] - ring[i]) * (y - ring[i + 1]) / (ring[j + 1] - ring[i + 1]) + ring[i]) {
        inside = !inside;
      }
    }
  });
  return inside;
}

/**
 * The record behind a reference like "r12", or undefined.
 * @param {string} ref @returns {Room | Door | Marker | Building | SiteArea | undefined}
 */
function recordOf(ref) {
  const kind = KINDS[ref.charAt(0)];
  return kind ? facts[kind][Number(ref.slice(1))] : undefined;
}

/** @param {string} ref */
function roomOf(ref) { return facts.rooms[Number(ref.slice(1))]; }

/**
 * The floor's position that a reference stands on, or -1.
 * @param {string} ref
 */
function floorOf(ref) {
  const record = recordOf(ref);
  return record && record.f !== undefined ? record.f : -1;
}

/**
 * The building's position that a reference belongs to, or -1.
 * @param {string} ref
 */
function buildingOf(ref) {
  const record = recordOf(ref), floor = floorOf(ref);
  if (!record) { return -1; }
  if (ref.charAt(0) === "b") { return Number(ref.slice(1)); }
  if (floor >= 0) { return facts.floors[floor].b; }
  const own = /** @type {Marker} */ (record).b;
  return own === undefined ? -1 : own;
}

/** Fill in what the facts leave out because it is empty. */
function fillFacts() {
  facts.buildings.forEach((building) => {
    building.fl = building.fl || [];
    building.pp = building.pp || {};
  });
  const unread = (facts.reading && facts.reading.floors) || [];
  facts.floors.forEach((floor) => { floor.placed = !floor.np; floor.rd = unread.indexOf(floor.i) >= 0; });
}

fillFacts();

/**
 * The building whose footprint holds a point in metres, or -1.
 * @param {number} x @param {number} y
 */
function buildingAt(x, y) {
  const mark = grounds.layers.buildings.find((one) => one.sort === "A" && holdsPoint(one, x, y));
  return mark ? Number(mark.who.slice(1)) : -1;
}

/**
 * Metres from a point to a mark's outline; 0 inside it.
 * @param {Mark} mark @param {number} x @param {number} y
 */
function metresTo(mark, x, y) {
  if (holdsPoint(mark, x, y)) { return 0; }
  let best = Infinity;
  mark.rings.forEach((ring) => {
    for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
      const dx = ring[i] - ring[j], dy = ring[i + 1] - ring[j + 1], long = dx * dx + dy * dy;
      const t = long ? Math.max(0, Math.min(1, ((x - ring[j]) * dx + (y - ring[j + 1]) * dy) / long)) : 0;
      best = Math.min(best, Math.hypot(x - ring[j] - t * dx, y - ring[j + 1] - t * dy));
    }
  });
  return best;
}
