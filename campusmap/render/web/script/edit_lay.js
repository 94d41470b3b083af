// A picture that lies nowhere yet: pairs of clicks, first on the picture and then on the ground, lay it over the footprint.
// A drawing that lies nowhere: a click on a corner of it, and where that corner is as any map in a browser tells it.

/** @typedef {{ one: UnderlayFacts, m: number[], from: number[] | null, drawings: number[][], places: number[][] }} Laying */
/** @type {Laying | null} */
let laying = null;
/** A drawing's corners as clicked, and their longitudes and latitudes, as many or one fewer. @type {{ floor: number, at: number[][], places: number[][] } | null} */
let pinning = null;
/** @type {Record<string, string>} */
const UNIT_WORDS = { mm: "millimetres", cm: "centimetres", m: "metres", in: "inches", ft: "feet" };
const PIN_WORDS = "Click a corner of the building, or move the map under the cross and press Enter";

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

/** A drawing that lies nowhere, why, and what can be done about it. @param {UnplacedFacts} one */
function unplacedPart(one) {
  const name = buildingName(facts.floors[one.f].b) + ", " + floorName(one.f), keys = el("div", { class: "keys" });
  if (!facts.floors[one.f].placed && !one.own) { keys.append(button("Place by points", { id: "pin-" + one.f }, () => startPinning(one.f))); }
  if (one.unit) { keys.append(button("It is drawn in " + (UNIT_WORDS[one.unit] || one.unit), { id: "unit-" + one.f }, () => confirmUnit(one.f))); }
  return el("div", { role: "group", "aria-label": name }, el("h3", { text: name }), el("p", {}, bdi("Not placed" + (one.why ? ": " + one.why : "") + ".")),
    one.unit ? el("p", { class: "hint", text: "Measure a door with the ruler, above: one of about 0.9 m or 3 ft says that the unit is right." }) : null,
    one.own ? el("p", { class: "hint", text: "campus.toml has a placement of this floor; mend it there." }) : null, keys);
}

/** @param {number} floor */
async function confirmUnit(floor) {
  const reply = await send({ do: "unit", floor });
  if (reply.number) { flash("Unit confirmed"); announce("Unit confirmed"); }
}

/** @param {number} floor */
async function startPinning(floor) {
  await askWho();
  closePanel();
  change(Object.assign({ chosen: "" }, partForFloor(floor)));
  const input = el("input", { type: "text", id: "pin-place", autocomplete: "off", placeholder: "39.90000, -84.30000", "aria-label": "Latitude, longitude of this corner" });
  input.addEventListener("keydown", (event) => { if (event.key === "Enter") { event.preventDefault(); addPlace(input); } });
  enterMode("pin", PIN_WORDS, [input, button("Remove last", {}, dropPin), button("Done", { id: "pin-done-key", class: "primary" }, () => { if (input.value.trim()) { addPlace(input); } finishPinning(); })]);
  pinning = { floor, at: [], places: [] };
  fitBesideBar(sceneOf(floor).bounds);
}

/** @param {import("leaflet").Point} point */
function addPin(point) {
  if (!pinning) { return; }
  if (pinning.at.length > pinning.places.length) { pinning.at.pop(); }  // somebody thought better of it
  pinning.at.push(groundOf(map.containerPointToLatLng(point)));
  sayLaying("Paste its latitude and longitude, as a map in the browser tells them, and press Enter");
  byId("pin-place").focus();
  drawDesk();
}

/** @param {HTMLInputElement} input */
function addPlace(input) {
  const place = readLatLon(input.value);
  if (!pinning || pinning.at.length === pinning.places.length) { flash("Click the corner first"); return; }
  if (!place) { flash("Write latitude, longitude, such as 39.90000, -84.30000"); return; }
  pinning.places.push([place.lon, place.lat]);
  input.value = "";
  sayLaying(pinning.places.length < 2 ? "Click another corner, far from the first" : pinning.places.length + " points. A further one checks them, or Done");
  map.getContainer().focus({ preventScroll: true });
  drawDesk();
}

function dropPin() {
  if (!pinning) { return; }
  if (pinning.at.length === pinning.places.length) { pinning.places.pop(); }
  pinning.at.pop();
  sayLaying(PIN_WORDS);
  drawDesk();
}

async function finishPinning() {
  if (!pinning || pinning.places.length < 2) { flash("A drawing is placed by two points or more"); return; }
  const { floor, at, places } = pinning;
  const reply = await send({ do: "lay", typed: true, floor, drawings: at.slice(0, places.length), places });
  if (reply.number) { leaveMode(); pinning = null; flash("Placing the drawing, which takes a while"); announce("Placing the drawing"); }
}

/** The corners so far, numbered. @param {CanvasRenderingContext2D} ctx */
function paintPins(ctx) {
  if (pinning && desk.mode === "pin") { pinning.at.forEach((at, n) => paintNumber(ctx, pixelOf(at), n + 1)); }
}

/** The band over a floor that lies nowhere offers to place it: nobody should have to know what that is called. */
function offerPlace() {
  const floor = state.alone, picture = (facts.underlays || []).find((one) => one.lay && one.f === floor);
  const canPin = deskFacts().unplaced.some((one) => one.f === floor && !one.own) && floor >= 0 && !facts.floors[floor].placed;
  if (floor < 0 || !isOpen() || !(picture || canPin) || byId("alone-place")) { return; }
  byId("alone").append(button("Place it", { id: "alone-place" }, () => { if (picture) { startLaying(picture); } else { startPinning(floor); } }));
}

function startLays() {
  listen(offerPlace);
  newsListeners.push(offerPlace);
  offerPlace();
  Object.assign(MODE_TAKERS, { lay: addLaid, pin: addPin });
  deskPainters.push(paintLaying, paintPins);
  map.on("move zoomend resize viewreset", () => { if (pinning && desk.mode === "pin") { drawDesk(); } });
}

if (facts.desk) { starters.push(startLays); }
