// The turn of the map: what lies on the ground in true-north metres is shown turned about the frame's origin.
// Leaflet moves and zooms in turned metres ("map metres"); everything else thinks in metres on the ground.

/** How far the map is turned, degrees counter-clockwise, with its cosine and sine. */
const turned = { deg: 0, c: 1, n: 0 };

/** @param {number} deg */
function setTurn(deg) {
  turned.deg = deg;
  turned.c = Math.cos(deg * Math.PI / 180);
  turned.n = Math.sin(deg * Math.PI / 180);
}

/** @param {number} x @param {number} y @returns {[number, number]} */
function toMap(x, y) { return [turned.c * x - turned.n * y, turned.n * x + turned.c * y]; }

/** @param {number} x @param {number} y @returns {[number, number]} */
function toGround(x, y) { return [turned.c * x + turned.n * y, turned.c * y - turned.n * x]; }

/**
 * The box in map metres round a box on the ground.
 * @param {Box} box
 */
function boxToMap(box) {
  const [x, y] = toMap((box[0] + box[2]) / 2, (box[1] + box[3]) / 2), w = (box[2] - box[0]) / 2, h = (box[3] - box[1]) / 2;
  const wide = Math.abs(turned.c) * w + Math.abs(turned.n) * h, high = Math.abs(turned.n) * w + Math.abs(turned.c) * h;
  return [x - wide, y - high, x + wide, y + high];
}

/**
 * The turn that lays a direction of the ground (azimuth, clockwise from true north) straight down the screen.
 * @param {number} azimuth_deg
 */
function turnForFront(azimuth_deg) {
  const turn = (azimuth_deg - 180) % 360;
  return turn > 180 ? turn - 360 : turn <= -180 ? turn + 360 : turn;
}

/**
 * The smallest turn that sets a building's longest walls upright and level: the mean direction of its edges, which
 * repeats every quarter, weighted by length.
 * @param {Float64Array[]} rings
 */
function turnForWalls(rings) {
  let east = 0, north = 0;
  rings.forEach((ring) => {
    for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
      const dx = ring[i] - ring[j], dy = ring[i + 1] - ring[j + 1], angle = 4 * Math.atan2(dy, dx), length = Math.hypot(dx, dy);
      east += length * Math.cos(angle);
      north += length * Math.sin(angle);
    }
  });
  return -Math.atan2(north, east) / 4 * 180 / Math.PI;
}
