// The editor's bar, its panel and its modes: what a click on the map means now.

/** @type {Record<string, (point: import("leaflet").Point) => void>} */
const MODE_TAKERS = { place: placeAt, point: setPoint, draw: addCorner, move: (point) => { const ref = state.chosen; leaveMode(); moveMarker(ref, spotAt(point)); } };

function makeDesk() {
  const bar = el("section", { id: "desk", "aria-label": "Editing" },
    el("div", { id: "desk-keys", role: "group", "aria-label": "What can be done" },
      button("Place", { id: "place-key", title: "Place a marker (Alt+M)" }, togglePalette), button("Findings", { id: "findings-key", title: "Work through the findings (Alt+L)" }, toggleFindings),
      button("Undo", { id: "undo-key", title: "Ctrl+Z" }, () => takeBack("undo")), button("Redo", { id: "redo-key", title: "Ctrl+Y" }, () => takeBack("redo")),
      button("Draw area", { id: "area-key", title: "Parking, a field, a playground" }, startArea), button("Placement", { id: "placements-key", title: "Control points over the aerial picture" }, togglePlacements)),
    el("span", { id: "desk-saved", role: "status" }), el("span", { id: "desk-who" }), el("div", { id: "desk-reading", hidden: true }), el("div", { id: "desk-line", role: "alert", hidden: true }));
  byId("bands").after(bar);
  byId("stage").append(el("div", { id: "panel", role: "region", tabindex: "-1", "aria-labelledby": "panel-title", hidden: true }),
    el("div", { id: "mode", role: "status", hidden: true }, el("strong", { id: "mode-words" }), el("span", { id: "mode-keys" })));
}

function showDesk() { refill(byId("desk-who"), desk.who ? bdi(desk.who) : null); }

/** Where the keyboard was before a panel was opened. @type {Element | null} */
let panelBack = null;

/** @param {string} name @param {...(Node | null)} parts */
function showPanel(name, ...parts) {
  const panel = byId("panel");
  if (!panel.hidden && panel.dataset.name === name) { closePanel(); return; }
  if (panel.hidden) { panelBack = document.activeElement; }
  panel.dataset.name = name;
  panel.hidden = false;
  document.documentElement.classList.add("in-panel");
  refill(panel, iconButton("close", "Close", { class: "plain" }, closePanel), ...parts);
  panel.focus({ preventScroll: true });
}

/** What was brought to the middle of the map comes out from behind the panel; without room beside it, that is shut. */
function besidePanel() {
  const panel = byId("panel"), covered = panel.hidden ? 0 : panel.offsetLeft + panel.offsetWidth;
  if (covered && covered < map.getSize().x * 0.6) { map.panBy([-covered / 2, 0], { animate: false }); } else if (covered) { closePanel(); }
}

/** A room that is to be drawn in fills the map, with its neighbours' edges, beside the mode's bar. @param {string} ref */
function comeNear(ref) {
  map.invalidateSize({ animate: false, pan: false });  // on a narrow screen the card has made room
  const box = boxOfRef(ref);
  if (box) { const grow = 2 + Math.max(box[2] - box[0], box[3] - box[1]) * 0.2; fitBesideBar([box[0] - grow, box[1] - grow, box[2] + grow, box[3] + grow]); }
}

/** Bring a box into view where the mode's bar, above or below, does not cover it. @param {Box} box */
function fitBesideBar(box) {
  const bar = byId("mode"), high = map.getSize().y, wide = map.getSize().x, isAbove = bar.offsetTop < high / 2, covered = isAbove ? bar.offsetTop + bar.offsetHeight : high - bar.offsetTop;
  const tall = Math.max(box[3] - box[1], (box[2] - box[0]) * (high - covered) / wide), more = tall * covered / Math.max(high - covered, 80), middle = (box[1] + box[3]) / 2;
  fitBox([box[0], middle - tall / 2 - (isAbove ? 0 : more), box[2], middle + tall / 2 + (isAbove ? more : 0)], 5.5);
}

function closePanel() {
  const panel = byId("panel"), back = panelBack instanceof HTMLElement && panelBack.isConnected && panelBack !== document.body ? panelBack : map.getContainer();
  if (panel.dataset.name === "placements") { hidePoints(); }
  handOn(panel, back);
  panel.hidden = true;
  document.documentElement.classList.remove("in-panel");
  refill(panel);
}

/** @param {string} mode @param {string} words @param {HTMLElement[]} keys */
function enterMode(mode, words, keys) {
  desk.mode = mode;
  if (mode !== "draw") { corner = null; }
  if (byId("panel").dataset.name === "palette") { closePanel(); }
  change({ measuring: false });
  byId("mode").hidden = false;
  byId("mode-words").textContent = words;
  showModeKeys(...keys);
  byId("stage").classList.add("measuring");
  document.documentElement.classList.add("in-mode");
  window.scrollTo(0, 0);  // on a narrow screen the card's keys may have moved the page
  map.getContainer().focus({ preventScroll: true });
  keyboardUsed = true;
  stepBy(FINE_STEP);
  drawFrame();
  drawDesk();
  announce(words);
}

/** @param {...Node} keys */
function showModeKeys(...keys) { refill(byId("mode-keys"), ...keys, button("Cancel", { id: "cancel-key", title: "Esc" }, leaveMode)); }

/** An arrow key moves the map under the cross by so much. @param {number} pixels */
function stepBy(pixels) { /** @type {any} */ (map.keyboard)._setPanDelta(pixels); }

const FINE_STEP = 20;  // pixels, where a place is sought, instead of the map's own step

function leaveMode() {
  desk.mode = "";
  stepBy(map.options.keyboardPanDelta || 80);
  corner = null;
  handOn(byId("mode"), map.getContainer());
  byId("mode").hidden = true;
  byId("stage").classList.remove("measuring");
  document.documentElement.classList.remove("in-mode");
  drawDesk();
}

/** @param {import("leaflet").Point} point */
function takePoint(point) {
  if (dragEnded) { return true; }
  if (!desk.mode) { return false; }
  MODE_TAKERS[desk.mode](point);
  return true;
}

/** The field that somebody has typed in since it was entered: Ctrl+Z is for its letters then. @type {EventTarget | null} */
let typedIn = null;
/** The last undo or redo, until the card shows what came of it. */
let takenBack = 0;

/** @param {string} way */
async function takeBack(way) {
  const reply = await send({}, way);
  takenBack = reply.number || 0;
  const words = reply.what ? (way === "undo" ? "Taken back: " : "Made again: ") + reply.what : "Nothing to " + way;
  if (!reply.refused && !reply.conflict) { flash(words); announce(words); }
}

/** @param {KeyboardEvent} event */
function onDeskKey(event) {
  const typing = event.target === typedIn, key = event.key.toLowerCase();
  if (isAsked()) { return; }
  if (event.key === "Escape" && (desk.mode || drag || !byId("panel").hidden)) { event.preventDefault(); event.stopPropagation(); if (drag) { dropNothing(); } else if (desk.mode) { leaveMode(); } else { closePanel(); } return; }
  if (event.altKey && key === "m") { event.preventDefault(); togglePalette(); }
  else if (event.altKey && key === "l") { event.preventDefault(); toggleFindings(); }
  else if ((event.ctrlKey || event.metaKey) && !typing && (key === "z" || key === "y")) { event.preventDefault(); takeBack(key === "y" || event.shiftKey ? "redo" : "undo"); }
  else if (event.key === "Backspace" && corner && event.target === map.getContainer()) { event.preventDefault(); corner.points.pop(); drawDesk(); }
}

/** The card is drawn anew with new facts; where it is held, its heading alone. */
function hearCard() {
  if (pressed) { pressed = "late"; return; }
  const isBack = takenBack > 0 && deskFacts().journal >= takenBack;
  if (isBack) { takenBack = 0; }
  if (!state.chosen) { return; }
  const head = isCardHeld() && !isBack ? byId("card").querySelector(".head") : null;
  if (head) { head.replaceWith(cardHead(state.chosen)); } else { showCard(); }
}

/** A key of the card is held down, and whether news came for the card meanwhile: it is drawn anew once that is let go, for a key that is not there any more does nothing. @type {"" | "down" | "late"} */
let pressed = "";

function onLetGo() {
  if (pressed === "late") { window.setTimeout(hearCard, 0); }
  pressed = "";
}

function startPresses() {
  byId("card").addEventListener("pointerdown", () => { pressed = pressed || "down"; });
  byId("card").addEventListener("keydown", (event) => { if (event.key === " " && !isTyping()) { pressed = pressed || "down"; } });
  ["pointerup", "pointercancel", "keyup", "blur"].forEach((type) => window.addEventListener(type, onLetGo));
}

/** A thing that is not chosen any more needs no mode of its own. @param {State} now @param {State} before */
function onChosen(now, before) {
  if (now.chosen !== before.chosen && desk.mode === "move") { leaveMode(); }
}

function startDesk() {
  makeDesk();
  startPlacements();
  startMoves();
  startCorners();
  startPresses();
  pointTakers.push(takePoint);
  newsListeners.push(hearReading, hearJudged, hearFaults, hearCard, fillPlacements, drawDesk);
  listen(onChosen);
  // Once somebody has done typing, the card says what came of it.
  byId("card").addEventListener("focusout", () => { window.setTimeout(hearCard, 400); });
  document.addEventListener("keydown", onDeskKey, true);
  document.addEventListener("input", (event) => { typedIn = event.target; }, true);
  document.addEventListener("focusin", () => { typedIn = null; });
  stageShown = readingNow().stage || "";
  showReading();
  showLine(true);
  hearFaults();
  // What is new comes once the page stands there: until then the processors are its own.
  window.addEventListener("load", () => { resumeDesk(); window.setTimeout(hearNews, 0); });
  window.addEventListener("pagehide", keepDesk);
  window.addEventListener("beforeunload", (event) => { if (Object.values(drafts).some(isUnsaved)) { askBeforeLeaving(event); } });
}

/** A page that is loaded anew shows again what was open, and when the last change was saved. */
function keepDesk() {
  keepPlacing();
  sessionStorage.setItem("desk", JSON.stringify([savedAt, byId("panel").hidden ? "" : byId("panel").dataset.name]));
}

function resumeDesk() {
  resumePlacing();
  const [saved, panel] = JSON.parse(sessionStorage.getItem("desk") || "[]");
  if (saved) { savedAt = saved; showSaved(savedWords()); }
  /** @type {Record<string, () => void>} */
  const panels = { findings: toggleFindings, placements: togglePlacements, tracing: toggleTracing };
  if (panels[panel] && isOpen() && byId("panel").hidden) { panels[panel](); byId("q").focus(); }
}

/** Tell whether everything that was changed is saved, judged and shown. */
function isSettled() { return isJudged() && !desk.waiting && deskFacts().journal >= desk.number; }

if (facts.desk) {
  // For tests and for those who look behind the page, as the map's own.
  Object.assign(lookBehind, { isSettled, recordOf });
  cardParts.push(editPart);
  starters.push(startDesk);
}
