// What the reader has chosen. Every change goes through change(), which tells those who draw.

/** @type {State} */
const state = {
  level: startLevel(),
  over: {},          // building's position -> floor's position, chosen for that building alone
  alone: -1,         // an unplaced floor shown by itself
  from: "",          // the room from whose card a device, door or room was chosen, so that the way is drawn
  chosen: "",        // "r12", "d3", "m0", "b1", "a2", "c:C5", "p:lat,lon,radius"
  theme: "auto",
  hidden: {},        // layer name -> true
  shown: {},         // style -> true, of layers that are off until asked for
  aerial: 0.45,
  measuring: false,
  turn: 0,           // degrees by which the map is turned counter-clockwise
  still: false       // no animation
};
/** @type {((now: State, before: State) => void)[]} */
const listeners = [];

/** The level of the main entrances, else the one nearest to it that is drawn. */
function startLevel() {
  const ordinals = facts.levels.map((level) => level.o);
  ordinals.sort((a, b) => Math.abs(a) - Math.abs(b) || b - a);
  return ordinals.length ? ordinals[0] : 0;
}

/** What other parts show to those who look behind the page. @type {Record<string, unknown>} */
const lookBehind = {};
/** What other parts do once the page stands. @type {(() => void)[]} */
const starters = [];
/** Who is asked first what a click, or Enter at the cross, means; who answers true has taken it. @type {((point: import("leaflet").Point) => boolean)[]} */
const pointTakers = [];

/** @param {(now: State, before: State) => void} listener */
function listen(listener) { listeners.push(listener); }

/** @param {Partial<State>} part */
function change(part) {
  if (part.chosen) { completeFacts(); }
  const before = Object.assign({}, state);
  Object.assign(state, part);
  listeners.forEach((listener) => listener(state, before));
}

/**
 * The floor that a building shows now, or -1 for its footprint only.
 * @param {number} building
 */
function shownFloor(building) {
  const over = state.over[building];
  if (over !== undefined && !facts.floors[over].rd) { return over; }
  const fits = facts.buildings[building].fl.filter((n) => facts.floors[n].placed && !facts.floors[n].rd && facts.floors[n].o === state.level);
  return fits.length ? fits[0] : -1;
}

/** The floors drawn now. */
function shownFloors() {
  if (state.alone >= 0) { return [state.alone]; }
  return facts.buildings.map((_, n) => shownFloor(n)).filter((n) => n >= 0);
}

/**
 * The part of the state that brings a floor into view: its level, an override where two share one, or alone.
 * @param {number} floor @returns {Partial<State> & { over: Record<number, number>, alone: number }}
 */
function partForFloor(floor) {
  const record = facts.floors[floor];
  if (!record) { return { alone: -1, over: {} }; }
  if (!record.placed) { return { alone: floor, over: {} }; }
  const over = /** @type {Record<number, number>} */ ({});
  const first = facts.buildings[record.b].fl.filter((n) => facts.floors[n].placed && facts.floors[n].o === record.o)[0];
  if (first !== floor) { over[record.b] = floor; }
  return { alone: -1, level: record.o, over };
}

/**
 * Choose a thing: its floor comes into view.
 * @param {string} ref
 */
function choose(ref) {
  const floor = floorOf(ref), seen = floor >= 0 && shownFloors().indexOf(floor) >= 0;
  const part = seen ? {} : floor >= 0 ? partForFloor(floor) : { alone: -1 };
  change(Object.assign(part, { chosen: ref, from: leadsTo(state.chosen, ref) ? state.chosen : "" }));
}

/**
 * Tell whether a way is drawn from a room to a thing.
 * @param {string} from @param {string} to
 */
function leadsTo(from, to) { return from.charAt(0) === "r" && (roomOf(from).ws || []).some((way) => way[1] === to); }

/** Write what is chosen into the address, so that a link or a printed code brings it back. */
function writeAddress() {
  const link = linkOf(state);
  if (window.location.hash === "#" + link || (!link && !window.location.hash)) { return; }
  try { window.history.replaceState(null, "", "#" + link); } catch { /* some viewers keep no address */ }
}


/**
 * Bring up what a link names; what is not on this map is told, never replaced by something near.
 * @param {string} fragment
 */
function openLink(fragment) {
  const part = readLink(fragment), place = placeOfLink(part), level = facts.levels.find((one) => String(one.o) === part.v);
  const turn = Number(part.t || 0), now = /** @type {Partial<State>} */ ({ hidden: hiddenOf(part.l), shown: shownOf(part.l), turn: Number.isFinite(turn) && Math.abs(turn) <= 180 ? turn : 0 });
  if (level) { Object.assign(now, { level: level.o, over: {}, alone: -1 }); }
  if (place.floor >= 0) { Object.assign(now, partForFloor(place.floor)); }
  change(now);
  if (place.ref) { choose(place.ref); } else { change({ chosen: "" }); }
  if (place.lost) { flash("The link names a place that is not on this map"); announce("The link names a place that is not on this map"); }
  return place;
}
