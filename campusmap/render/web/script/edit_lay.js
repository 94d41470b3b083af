// A picture that lies nowhere yet: pairs of clicks, first on the picture and then on the ground, lay it over the footprint.

/** @typedef {{ one: UnderlayFacts, m: number[], from: number[] | null, drawings: number[][], places: number[][] }} Laying */
/** @type {Laying | null} */
let laying = null;

/** @param {UnderlayFacts} one */
async function startLaying(one) {
  await askWho();
  closePanel();
  change({ alone: -1, over: {}, chosen: "" });
  laying = { one, m: one.m, from: null, drawings: [], places: [] };
  fitBox(boxOfPicture(one), 5.5);
  enterMode("lay", "Click a corner of the building on the picture", [button("Remove last", {}, dropPair), button("Done", { id: "lay-key", class: "primary" }, finishLaying)]);
  drawUnderlays();
}

/** The ground under a picture and its building. @param {UnderlayFacts} one @returns {Box} */
function boxOfPicture(one) {
  const mark = grounds.areas["b" + facts.floors[one.f].b];
  return mark ? joinBoxes(boxOfUnderlay(one), mark.box) : boxOfUnderlay(one);
}

/** @param {import("leaflet").Point} point */
function addLaid(point) {
  if (!laying) { return; }
  const at = groundOf(map.containerPointToLatLng(point));
  if (!laying.from) {
    laying.from = backTo(laying.m, at);
    sayLaying("Now click where that corner is on the ground");
  } else {
    laying.drawings.push(laying.from);
    laying.places.push(at);
    laying.from = null;
    laying.m = fitPairs(laying);
    sayLaying(laying.places.length < 2 ? "Click another corner on the picture, far from the first" : laying.places.length + " pairs. A further one checks them, or Done");
  }
  drawUnderlays();
  drawDesk();
}

/** @param {string} words */
function sayLaying(words) { byId("mode-words").textContent = words; announce(words); }

function dropPair() {
  if (!laying) { return; }
  if (laying.from) { laying.from = null; } else { laying.drawings.pop(); laying.places.pop(); laying.m = fitPairs(laying); }
  sayLaying("Click a corner of the building on the picture");
  drawUnderlays();
  drawDesk();
}

async function finishLaying() {
  if (!laying || laying.places.length < 2) { flash("A picture is laid by two pairs or more"); return; }
  const { one, drawings, places } = laying, units = drawings.map((at) => [at[0] * one.u[0], at[1] * one.u[1]]);
  const reply = await send({ do: "lay", floor: one.f, drawings: units, places });
  if (reply.number) { leaveMode(); laying = null; drawUnderlays(); flash("Laying the picture"); }
}

/** The pixel of a picture at a place. @param {number[]} m @param {number[]} at */
function backTo(m, at) {
  const det = m[0] * m[4] - m[1] * m[3], x = at[0] - m[2], y = at[1] - m[5];
  return [(m[4] * x - m[1] * y) / det, (m[0] * y - m[3] * x) / det];
}

/**
 * The matrix that lays the pairs on one another with the least sum of squares; one pair only shifts. Rows of pixels run
 * down, so a pixel is x - iy among complex numbers, and the ground is w (x - iy) + o.
 * @param {Laying} now @returns {number[]}
 */
function fitPairs(now) {
  const { drawings, places, one } = now, count = places.length;
  if (!count) { return one.m; }
  /** @param {number[][]} all @param {number} n */
  const mean = (all, n) => all.reduce((sum, at) => sum + at[n], 0) / count;
  const px = mean(drawings, 0), py = -mean(drawings, 1), gx = mean(places, 0), gy = mean(places, 1);
  let re = one.m[0], im = one.m[3];
  if (count > 1) {
    let spread = 0, dot = 0, cross = 0;
    drawings.forEach((at, n) => {
      const x = at[0] - px, y = -at[1] - py, u = places[n][0] - gx, v = places[n][1] - gy;
      spread += x * x + y * y;
      dot += x * u + y * v;
      cross += x * v - y * u;
    });
    if (spread > 0) { re = dot / spread; im = cross / spread; }
  }
  return [re, im, gx - re * px + im * py, im, -re, gy - im * px - re * py];
}

/** Where each pair was set, and a ring where the next one begins. @param {CanvasRenderingContext2D} ctx */
function paintLaying(ctx) {
  if (!laying || desk.mode !== "lay") { return; }
  const m = laying.m;
  laying.places.forEach((at) => paintHandle(ctx, pixelOf(at)));
  if (laying.from) { paintHandle(ctx, pixelOf([m[0] * laying.from[0] + m[1] * laying.from[1] + m[2], m[3] * laying.from[0] + m[4] * laying.from[1] + m[5]])); }
}

/** The pictures that lie nowhere yet, to be laid. */
function layParts() {
  return (facts.underlays || []).filter((one) => one.lay).map((one) => {
    const floor = facts.floors[one.f], name = buildingName(floor.b) + ", " + floorName(one.f);
    return el("div", { role: "group", "aria-label": name }, el("h3", { text: name }), el("p", { text: "Its picture is not placed." }),
      el("div", { class: "keys" }, button("Place the picture", { id: "lay-" + one.f }, () => startLaying(one))));
  });
}

function startLays() {
  MODE_TAKERS.lay = addLaid;
  deskPainters.push(paintLaying);
}

if (facts.desk) { starters.push(startLays); }
