// Put the page together and keep its parts in step.

const THEMES = ["auto", "light", "dark", "contrast"];
/** @type {Record<string, string>} */
const THEME_WORDS = { auto: "Theme: as the computer", light: "Theme: light", dark: "Theme: dark", contrast: "Theme: high contrast" };

function fillTools() {
  refill(byId("tools"), iconButton("list", "All rooms", { id: "rooms-key" }, openTable),
    iconButton("ruler", "Measure", { id: "measure-key", "aria-pressed": "false" }, () => change({ measuring: !state.measuring })),
    iconButton("print", "Print this view", { id: "print-key" }, printView), iconButton("theme", THEME_WORDS.auto, { id: "theme-key" }, nextTheme));
  refill(byId("mapkeys"), iconButton("layers", "Layers and legend", { id: "layers-key", "aria-expanded": "false", "aria-controls": "layers" }, () => toggleLayers()),
    iconButton("turn", "Turn the map to a building, or back", { id: "turn-key", "aria-pressed": "false" }, turnToBuilding),
    iconButton("plus", "Zoom in", {}, () => map.zoomIn()), iconButton("minus", "Zoom out", {}, () => map.zoomOut()),
    iconButton("whole", "Show the whole campus", { id: "whole-key" }, showWhole));
}

const THEME_NAMES = { colour: "light", dark: "dark", mono: "contrast" };

/** A browser that was asked what the computer wants does not tell of the change any more: the page follows the map. */
function followTheme() {
  if (document.documentElement.getAttribute("data-theme") !== THEME_NAMES[themeInUse()]) { applyTheme(); drawFrame(); }
}

function nextTheme() {
  const theme = THEMES[(THEMES.indexOf(state.theme) + 1) % THEMES.length];
  change({ theme });
  flash(THEME_WORDS[theme]);
  announce(THEME_WORDS[theme]);
}

function applyTheme() {
  const key = byId("theme-key");
  document.documentElement.setAttribute("data-theme", THEME_NAMES[themeInUse()]);
  key.title = THEME_WORDS[state.theme];
  key.setAttribute("aria-label", THEME_WORDS[state.theme]);
}

/** @param {State} now @param {State} before */
function onChange(now, before) {
  const other = now.chosen !== before.chosen || now.alone !== before.alone || now.level !== before.level || now.over !== before.over;
  if (now.theme !== before.theme) { applyTheme(); }
  if (now.turn !== before.turn) { applyTurn(); byId("turn-key").setAttribute("aria-pressed", String(now.turn !== 0)); }
  if (now.still !== before.still) { applyMotion(); }
  if (now.chosen && now.chosen !== before.chosen) { closeHits(); }
  if (other || now.theme !== before.theme) {
    showCard();
    showLevels();
    showAlone();
  }
  if (other || now.hidden !== before.hidden || now.shown !== before.shown || now.turn !== before.turn) { writeAddress(); }
  if (now.alone !== before.alone) { showWhole(); }
  redrawSoon();
}

/** What the address asked for comes into view. */
function showAddressed() {
  const place = openLink(window.location.hash);
  if (state.chosen) { centreOn(state.chosen); } else if (place.floor >= 0) { showFloorWhole(place.floor); }
}

function start() {
  document.documentElement.classList.add("on");
  fillTools();
  applyTheme();
  showBands();
  showStart();
  if (!facts.levels.length) { state.alone = facts.floors.findIndex((floor) => !floor.rd); }
  startMap();
  // The address is read first, so that what starts up does not write over it.
  const asked = window.location.hash;
  listen(onChange);
  startFrame();
  startMeasure();
  startPrint();
  drawnListeners.push(fillLegend, followTheme);
  showLevels();
  showAlone();
  startSearch();
  [darkQuery, contrastQuery].forEach((query) => query.addEventListener("change", () => { applyTheme(); drawFrame(); redrawSoon(); }));
  window.addEventListener("hashchange", showAddressed);
  if (asked.length > 1) { showAddressed(); }
  starters.forEach((begin) => begin());
  // What the first look does without is read once it is on the screen; and the first search makes the browser compile
  // what searches: nobody should wait for that at the first key.
  window.addEventListener("load", () => {
    window.setTimeout(completeFacts, 300);
    window.setTimeout(() => { searchFor("1"); }, 500);
  });
}

// For tests and for those who look behind the page: nothing here changes facts.
window.campusmap = Object.freeze({ ...lookBehind, facts, state, map, searchFor, usngOf, readLatLon, readUsng, readingsOf, inflate, openRef, change, rowsOf, plainCard,
  refAt, shownFloors, view: () => plan.view, fitBox, toMap, toLonLat, fromLonLat, readLink, readQr, placeOfLink });

try {
  start();
} catch (error) {
  // A blank map looks like an empty campus: say that it failed, and leave the reason on the console.
  document.documentElement.classList.remove("on");
  document.body.prepend(el("p", { role: "alert", class: "failed", text: "This map could not be drawn. Use the printed packet, and report this file. Reason: " + /** @type {Error} */ (error).message }));
  throw error;
}
