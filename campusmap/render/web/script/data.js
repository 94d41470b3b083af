// The facts of this campus, read once, and the drawings made of them when they are first needed.

const facts = readFacts();

function readFacts() {
  const block = byId("facts");
  if (block.type === "application/json") { return JSON.parse(block.textContent); }
  const packed = window.atob(block.textContent), bytes = new Uint8Array(packed.length);
  for (let k = 0; k < packed.length; k += 1) { bytes[k] = packed.charCodeAt(k); }
  return JSON.parse(new TextDecoder("utf-8").decode(inflate(bytes)));
}

const KINDS = { r: "rooms", d: "doors", m: "markers", b: "buildings", a: "areas" };

/** Whole centimetres and steps to metres: [x0, y0, dx, dy, ...] to a flat array of metres. */
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

/** A mark ready to draw: path, box and, for areas, rings to test points against. */
function openMark(row) {
  const mark = { sort: row[0], style: row[1], who: row[2] };
  if (row[0] === "A" || row[0] === "L") {
    mark.rings = row[3].map(undelta);
    mark.path = tracePath(mark.rings, row[0] === "A");
    mark.box = boxOf(mark.rings);
  } else {
    mark.x = row[3] / 100;
    mark.y = row[4] / 100;
    mark.text = row[5];
    if (row[0] === "T" && /^r/.test(mark.who)) { moveToRoom(mark); }
    mark.turn = row[0] === "T" ? row[6] || 0 : 0;
    mark.away = row[0] === "S" ? [row[6] || 0, row[7] || 0] : null;
  }
  return mark;
}

/** A room's words stand at the point that its read-back gives: the one deepest inside. */
function moveToRoom(mark) {
  const at = recordOf(mark.who).at;
  if (at) { mark.x = at[0] / 100; mark.y = at[1] / 100; }
}

function tracePath(rings, closed) {
  const path = new Path2D();
  rings.forEach((ring) => {
    path.moveTo(ring[0], ring[1]);
    for (let k = 2; k < ring.length; k += 2) { path.lineTo(ring[k], ring[k + 1]); }
    if (closed) { path.closePath(); }
  });
  return path;
}

/** Metres of free width either side of a point inside an area, along the line of writing: the shorter side, twice. */
function widthAt(mark, x, y) {
  let left = Infinity, right = Infinity;
  mark.rings.forEach((ring) => {
    for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
      if ((ring[i + 1] > y) === (ring[j + 1] > y)) { continue; }
      const cut = ring[i] + (ring[j] - ring[i]) * (y - ring[i + 1]) / (ring[j + 1] - ring[i + 1]) - x;
      if (cut < 0) { left = Math.min(left, -cut); } else { right = Math.min(right, cut); }
    }
  });
  const width = 2 * Math.min(left, right);
  return isFinite(width) ? width : mark.box[2] - mark.box[0];
}

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

function openScene(raw) {
  const layers = {}, areas = {};
  Object.keys(raw.layers).forEach((name) => {
    layers[name] = raw.layers[name].map(openMark);
    layers[name].forEach((mark) => { if (mark.sort === "A" && mark.who) { areas[mark.who] = mark; } });
  });
  return { layers, areas, bounds: raw.bounds.map((value) => value / 100) };
}

const scenes = {};

/** The scene of a floor, by its position in facts.floors; opened on first use. */
function sceneOf(floor) {
  if (!scenes[floor]) { scenes[floor] = openScene(facts.scenes[floor]); }
  return scenes[floor];
}

const grounds = openScene(facts.grounds);

/** Even-odd test of a point in metres against an area's rings. */
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

/** The record behind a reference like "r12", or undefined. */
function recordOf(ref) { return ref ? (facts[KINDS[ref.charAt(0)]] || [])[Number(ref.slice(1))] : undefined; }

/** The floor's position that a reference stands on, or -1. */
function floorOf(ref) {
  const record = recordOf(ref);
  return record && record.f !== undefined && ref.charAt(0) !== "b" ? record.f : -1;
}

/** The building's position that a reference belongs to, or -1. */
function buildingOf(ref) {
  const record = recordOf(ref);
  if (!record) { return -1; }
  if (ref.charAt(0) === "b") { return Number(ref.slice(1)); }
  if (record.f !== undefined) { return facts.floors[record.f].b; }
  return record.b === undefined ? -1 : record.b;
}

facts.buildings.forEach((building) => {
  building.fl = building.fl || [];
  building.pp = building.pp || {};
});
facts.floors.forEach((floor) => { floor.placed = !floor.np; });

/** Doors of each room, by the room's position. */
const doorsOf = facts.rooms.map(() => []);
facts.doors.forEach((door, n) => (door.j || []).forEach((room) => doorsOf[room].push(n)));
