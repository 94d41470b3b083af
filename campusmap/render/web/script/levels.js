// The floor switch: levels for the whole campus, floors of the chosen building, and floors that are not placed.

/** @type {Set<number>} */
let hitFloors = new Set();

/**
 * Mark the floors that hold a hit of the search.
 * @param {Hit[]} hits
 */
function markHitLevels(hits) {
  hitFloors = new Set(hits.filter((hit) => hit.rank < RANK.NEAR).map((hit) => floorOf(hit.ref)).filter((n) => n >= 0));
  showLevels();
}

/** Floors without a place, by position. */
function lostFloors() { return facts.floors.map((_, n) => n).filter((n) => !facts.floors[n].placed && !facts.floors[n].rd); }

function showLevels() {
  const node = byId("levels"), building = buildingOf(state.chosen);
  const lost = lostFloors();
  document.documentElement.classList.toggle("lost-floors", lost.length > 0);
  const own = building >= 0 ? facts.buildings[building].fl.filter((n) => facts.floors[n].placed) : [];
  refill(node,
    facts.levels.length ? levelGroup("Level", facts.levels.map(levelButton)) : null,
    own.length > 1 ? levelGroup(facts.buildings[building].n ? "Bldg " + facts.buildings[building].n : "Building", own.slice().reverse().map((n) => floorButton(n, facts.floors[n].l)), buildingName(building)) : null,
    lost.length ? levelGroup("Not placed", lost.map((n) => floorButton(n, lostName(n))), "Floors without coordinates") : null);
  const on = node.querySelector("[aria-pressed='true']");
  if (on) { window.requestAnimationFrame(() => on.scrollIntoView({ block: "nearest", inline: "nearest" })); }  // of many floors, some are out of sight
}

/** @param {number} n */
function lostName(n) {
  const floor = facts.floors[n], b = facts.buildings[floor.b];
  return (b.m || (b.n ? "Bldg " + b.n : b.i)) + " " + floor.m;
}

/** @param {string} title @param {HTMLElement[]} buttons @param {string} [hint] */
function levelGroup(title, buttons, hint) {
  return el("div", { class: "group" + (/^B/.test(title) ? " own" : title === "Not placed" ? " away" : ""), role: "group", "aria-label": hint || title }, el("span", { class: "cap", text: title, title: hint || "" }), ...buttons);
}

/** @param {Level} level */
function levelButton(level) {
  const on = state.alone < 0 && state.level === level.o && !Object.keys(state.over).length;
  const holds = Array.from(hitFloors).some((n) => facts.floors[n].placed && facts.floors[n].o === level.o);
  const words = "Level " + level.l + ": " + level.n.join(", ");
  return button(level.l, { "aria-pressed": String(on), "aria-label": words + (holds ? ", holds results" : ""), title: words, class: holds ? "holds" : "" },
    () => { showLevel(level.o); announce(words); });
}

/** @param {number} ordinal */
function showLevel(ordinal) {
  const was = state.alone >= 0;
  change({ level: ordinal, over: {}, alone: -1 });
  if (was) { showWhole(); }
}

/** @param {number} n @param {string} text */
function floorButton(n, text) {
  const floor = facts.floors[n], on = shownFloors().indexOf(n) >= 0;
  const place = floor.placed ? ", level " + floor.l : ", not placed", words = (text.indexOf(floor.m) >= 0 ? text : text + ": " + floor.m) + place;
  return button(text, { "aria-pressed": String(on), "aria-label": words + (hitFloors.has(n) ? ", holds results" : ""), title: words,
    class: (floor.placed ? "" : "lost ") + (hitFloors.has(n) ? "holds" : "") }, () => { showFloor(n); announce(words); });
}

/**
 * Show one floor of one building; the others keep theirs. An unplaced floor is shown by itself.
 * @param {number} n
 */
function showFloor(n) {
  const floor = facts.floors[n];
  if (!floor.placed) { change({ alone: n }); showWhole(); return; }
  const was = state.alone >= 0, over = Object.assign({}, state.over);
  over[floor.b] = n;
  if (floor.o === state.level && partForFloor(n).over[floor.b] === undefined) { delete over[floor.b]; }
  change({ alone: -1, over });
  if (was) { centreOn("b" + floor.b); }
}

/** The band over a floor that has no place, or whose units nobody confirmed. */
function showAlone() {
  const node = byId("alone"), floor = facts.floors[state.alone];
  node.hidden = !floor;
  if (!floor) { handOn(node, map.getContainer()); refill(node); return; }
  refill(node, el("strong", { text: "NOT PLACED - no coordinates; position unknown" }), el("span", {}, bdi(buildingName(floor.b) + ", " + floor.m),
    " · ", bdi(floor.np || "")), floor.nu ? el("strong", { text: "UNITS NOT CONFIRMED" }) : null,
  facts.levels.length ? button("Back to the campus", {}, () => showLevel(state.level)) : null);
}

/**
 * A building whose footprint alone is drawn at this level is said to have no floor here, once it is chosen.
 * @param {number} building
 */
function floorNote(building) {
  if (building >= 0 && facts.buildings[building].fl.some((n) => facts.floors[n].rd)) { return "Its drawings are still being read; until then its outline is drawn."; }
  return building >= 0 && shownFloor(building) < 0 && facts.buildings[building].fl.length ? "This building has no floor on the level shown; its outline is drawn." : "";
}
