// What the reader has chosen. Every change goes through change(), which tells those who draw.

const state = {
  level: startLevel(),
  over: {},          // building's position -> floor's position, chosen for that building alone
  alone: -1,         // an unplaced floor shown by itself
  chosen: "",        // "r12", "d3", "m0", "b1", "a2", "c:C5", "p:lat,lon,radius"
  theme: "auto",
  hidden: {},        // layer name -> true
  aerial: 0.45,
  measuring: false
};
const listeners = [];

/** The level of the main entrances, else the one nearest to it that is drawn. */
function startLevel() {
  const ordinals = facts.levels.map((level) => level.o);
  ordinals.sort((a, b) => Math.abs(a) - Math.abs(b) || b - a);
  return ordinals.length ? ordinals[0] : 0;
}

function listen(listener) { listeners.push(listener); }

function change(part) {
  const before = Object.assign({}, state);
  Object.assign(state, part);
  listeners.forEach((listener) => listener(state, before));
}

/** The floor that a building shows now, or -1 for its footprint only. */
function shownFloor(building) {
  if (state.over[building] !== undefined) { return state.over[building]; }
  const fits = facts.buildings[building].fl.filter((n) => facts.floors[n].placed && facts.floors[n].o === state.level);
  return fits.length ? fits[0] : -1;
}

/** The floors drawn now. */
function shownFloors() {
  if (state.alone >= 0) { return [state.alone]; }
  return facts.buildings.map((_, n) => shownFloor(n)).filter((n) => n >= 0);
}

/** The part of the state that brings a floor into view: its level, an override where two share one, or alone. */
function partForFloor(floor) {
  const record = facts.floors[floor];
  if (!record) { return { alone: -1 }; }
  if (!record.placed) { return { alone: floor }; }
  const part = { alone: -1, level: record.o, over: {} };
  const first = facts.buildings[record.b].fl.filter((n) => facts.floors[n].placed && facts.floors[n].o === record.o)[0];
  if (first !== floor) { part.over[record.b] = floor; }
  return part;
}

/** Choose a thing: its floor comes into view. */
function choose(ref) {
  const floor = floorOf(ref);
  const part = floor >= 0 ? partForFloor(floor) : { alone: -1 };
  if (floor >= 0 && shownFloors().indexOf(floor) >= 0) { delete part.level; delete part.over; part.alone = state.alone; }
  change(Object.assign(part, { chosen: ref }));
}

/** Write what is chosen into the address, so that a link or a printed code brings it back. */
function writeAddress() {
  const parts = [];
  const letter = state.chosen.charAt(0), record = recordOf(state.chosen);
  if (state.alone >= 0) { parts.push("f=" + encodeURIComponent(facts.floors[state.alone].i)); }
  else if (state.level !== startLevel()) { parts.push("l=" + state.level); }
  if (record && record.i) { parts.push(letter + "=" + encodeURIComponent(record.i)); }
  else if (letter === "c") { parts.push("c=" + encodeURIComponent(state.chosen.slice(2))); }
  try { window.history.replaceState(null, "", parts.length ? "#" + parts.join("&") : "#"); } catch (error) { /* not kept */ }
}

/** Read the address; unknown names are told, never replaced by something near. */
function readAddress() {
  const part = {};
  window.location.hash.slice(1).split("&").forEach((pair) => {
    const cut = pair.indexOf("=");
    if (cut > 0) { try { part[pair.slice(0, cut)] = decodeURIComponent(pair.slice(cut + 1)); } catch (error) { /* damaged */ } }
  });
  if (part.l && facts.levels.some((level) => String(level.o) === part.l)) { change({ level: Number(part.l) }); }
  if (part.f) { const n = facts.floors.findIndex((floor) => floor.i === part.f); if (n >= 0) { change(partForFloor(n)); } }
  if (part.c && findCell(part.c)) { choose("c:" + findCell(part.c).name); }
  Object.keys(KINDS).forEach((letter) => {
    if (!part[letter]) { return; }
    const n = facts[KINDS[letter]].findIndex((record) => record.i === part[letter]);
    if (n >= 0) { choose(letter + n); } else { flash("The link names a place that is not on this map"); }
  });
}
