// The search box: a combobox with a listbox of results, worked by keyboard or pointer.

/** @type {{ hits: Hit[], active: number, limit: number }} */
const box = { hits: [], active: -1, limit: 60 };

function startSearch() {
  const input = inputById("q");
  input.addEventListener("input", () => runSearch(input.value));
  input.addEventListener("keydown", onSearchKey);
  byId("find").addEventListener("submit", (event) => event.preventDefault());
  byId("clear").addEventListener("click", clearSearch);
  input.addEventListener("focus", () => { if (input.value && byId("hits").hidden) { input.select(); } });
  document.addEventListener("keydown", onPageKey);
  input.focus();
}

/** Tell whether something lies over the page that has the keyboard for itself. */
function isAsked() { return Boolean(document.querySelector("[aria-modal]:not([hidden])")); }

/** @param {KeyboardEvent} event */
function onPageKey(event) {
  const open = isAsked();
  if (event.key === "k" && (event.ctrlKey || event.metaKey) && !open) { event.preventDefault(); inputById("q").focus(); inputById("q").select(); }
  else if (event.altKey && event.code === "KeyC" && !open && !byId("card").hidden) { event.preventDefault(); byId("copy-all").click(); }
  else if (event.altKey && event.code === "KeyT" && !open) { event.preventDefault(); turnToBuilding(); }
  else if (event.key === "Escape" && !open) { onEscape(); }
}

function clearSearch() {
  inputById("q").value = "";
  runSearch("");
  byId("q").focus();
}

/** Esc closes what is open, then clears the search and the choice. */
function onEscape() {
  if (state.measuring) { change({ measuring: false }); return; }
  if (!byId("layers").hidden) { toggleLayers(false); byId("layers-key").focus(); return; }
  clearSearch();
  if (state.chosen) { change({ chosen: "" }); }
}

/** @param {string} text */
function runSearch(text) {
  const asked = Boolean(text.trim()), scanned = readQr(text);
  if (scanned) { openScanned(scanned); return; }
  box.hits = asked ? searchFor(text) : [];
  box.active = -1;
  byId("clear").hidden = !text;
  showHits(asked);
  markHitLevels(box.hits);
  redrawSoon();
}

/**
 * Open what a sheet's QR code holds; say so when the sheet is of another edition.
 * @param {{ fingerprint: string, link: string }} scanned
 */
function openScanned(scanned) {
  clearSearch();
  const place = openLink(scanned.link);
  if (state.chosen) { centreOn(state.chosen); } else if (place.floor >= 0) { showFloorWhole(place.floor); }
  if (scanned.fingerprint && scanned.fingerprint !== facts.edition.fingerprint) {
    const words = "That sheet is edition " + scanned.fingerprint + ", this map is " + facts.edition.fingerprint + ": do not mix them";
    byId("count").hidden = false;
    byId("count").textContent = words;
    byId("count").className = "none";
    announce(words);
  }
}

function exactHits() { return box.hits.filter((hit) => hit.rank === RANK.EXACT); }

/** @param {boolean} asked */
function showHits(asked) {
  const list = byId("hits"), count = byId("count"), none = asked && !box.hits.some((hit) => hit.rank < RANK.NEAR), rows = /** @type {HTMLElement[]} */ ([]);
  let rank = -1;
  box.hits.slice(0, box.limit).forEach((hit, n) => {
    if (hit.rank !== rank) { rank = hit.rank; rows.push(el("li", { class: "group", role: "presentation", text: RANK_WORDS[rank] })); }
    rows.push(hitRow(hit, n));
  });
  refill(list, ...rows);
  list.hidden = !asked || !box.hits.length;
  byId("q").setAttribute("aria-expanded", String(!list.hidden));
  byId("q").removeAttribute("aria-activedescendant");
  count.hidden = !asked;
  count.textContent = asked ? countWords(none) : "";
  count.className = none ? "none" : exactHits().length > 1 ? "many" : "";
  document.documentElement.classList.toggle("searching", asked);
  if (asked) { announce(count.textContent); }
}

/**
 * What is not found: a number; a device, which may hang there though nobody has entered it; or any other word.
 * @param {string} typed
 */
function noneWords(typed) {
  if (/\d/.test(typed)) { return "No such room on this map."; }
  return isDeviceWord(typed) ? "None on this map: there may be one that nobody has entered." : "Nothing on this map is called that.";
}

/** @param {boolean} none */
function countWords(none) {
  if (none && looksLikeCode(inputById("q").value)) { return "No such code in this edition. Compare the fingerprint on the paper."; }
  if (none) { return noneWords(inputById("q").value) + (box.hits.length ? " These are similar." : ""); }
  const exact = exactHits().length, all = box.hits.filter((hit) => hit.rank < RANK.NEAR).length;
  const more = box.hits.length > box.limit ? ", first " + box.limit + " listed" : "";
  if (exact > 1) { return exact + " places are called that. Choose one" + more + "."; }
  return (all === 1 ? "1 place" : all + " places") + (exact === 1 ? ", 1 exact. Enter opens it" : all === 1 ? ". Enter opens it" : "") + more + ".";
}

/** @param {Hit} hit @param {number} n */
function hitRow(hit, n) {
  const row = el("li", { id: "hit-" + n, role: "option", "aria-selected": "false", class: "hit rank-" + hit.rank,
    on: { mousedown: (/** @type {Event} */ event) => event.preventDefault(), click: () => pickHit(n) } });
  row.append(hitBadge(hit.ref), el("span", { class: "what" }, bdi(titleOf(hit.ref), { class: "big" }), " ",
    bdi(subtitleOf(hit.ref), { class: "sub" }), " ", whyHit(hit)), " ", hitPlace(hit.ref) || "");
  return row;
}

/**
 * Building above, floor and grid cell below.
 * @param {string} ref
 */
function hitPlace(ref) {
  if (/^[cpw]/.test(ref)) { return null; }
  const [building, floor] = whereOf(ref).split(" · "), cell = cellOfRef(ref);
  return el("span", { class: "where" }, bdi(building), " ", el("span", {}, floor ? bdi(floor + (cell ? " · " : "")) : null, cell ? el("b", { text: cell }) : null));
}

/**
 * Say by which other name a hit was found, so that an alias or a planned number is never taken for the one on the wall.
 * @param {Hit} hit
 */
function whyHit(hit) {
  const record = /** @type {Room | undefined} */ (recordOf(hit.ref));
  if (hit.kind === "printed code") { return el("i", { class: "why", text: "printed code" }); }
  if (!record) { return ""; }
  if (hit.kind === "planned number") { return el("i", { class: "why planned" }, bdi("planned: " + record.pl)); }
  if (hit.kind === "number on the drawing") { return el("i", { class: "why" }, bdi("on the drawing: " + record.dn)); }
  return hit.kind === "also called" ? el("i", { class: "why" }, bdi("also called " + (record.al || []).join(", "))) : "";
}

/** @type {Record<string, string>} */
const SIGNS = { r: "", d: "D", b: "B", a: "S", c: "#", p: "+", f: "F", w: "W" };

/** @param {string} ref */
function hitBadge(ref) {
  const letter = ref.charAt(0);
  if (letter === "m") { return el("img", { class: "badge", alt: "", src: symbolAddress(facts.markers[Number(ref.slice(1))].k, false) }); }
  const badge = el("span", { class: "badge sort-" + letter, "aria-hidden": "true", text: SIGNS[letter] });
  if (letter === "r") { badge.style.background = useColour(roomOf(ref), ref); }
  return badge;
}

/**
 * The fill that a room has on the map.
 * @param {Room} room @param {string} ref
 */
function useColour(room, ref) {
  const row = rawScene(room.f).layers.spaces.find((mark) => mark[2] === ref);
  return row ? cachedStyle(themeInUse(), row[1]).fill : "transparent";
}

/** @param {string} ref */
function cellOfRef(ref) {
  const record = recordOf(ref);
  return record ? record.c || "" : "";
}

/** @type {Record<string, number>} */
const STEPS = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 };

/** @param {KeyboardEvent} event */
function onSearchKey(event) {
  const step = STEPS[event.key];
  if (step && box.hits.length) { event.preventDefault(); moveActive(step); }
  else if (event.key === "Enter") { event.preventDefault(); enterPicks(); }
}

/** @param {number} step */
function moveActive(step) {
  const last = Math.min(box.hits.length, box.limit) - 1;
  if (byId("hits").hidden) { showHits(true); }
  box.active = box.active < 0 ? (step > 0 ? 0 : last) : Math.max(0, Math.min(last, box.active + step));
  byId("hits").querySelectorAll("[role=option]").forEach((row, n) => row.setAttribute("aria-selected", String(n === box.active)));
  byId("q").setAttribute("aria-activedescendant", "hit-" + box.active);
  byId("hit-" + box.active).scrollIntoView({ block: "nearest" });
  redrawSoon();
}

/** Enter takes the marked row; unmarked, only a single exact hit or a single hit that is not merely similar. */
function enterPicks() {
  const exact = box.hits.map((hit, n) => (hit.rank === RANK.EXACT ? n : -1)).filter((n) => n >= 0);
  const sure = box.hits.map((hit, n) => (hit.rank < RANK.NEAR ? n : -1)).filter((n) => n >= 0);
  if (byId("hits").hidden && inputById("q").value) { runSearch(inputById("q").value); }
  else if (box.active >= 0) { pickHit(box.active); }
  else if (exact.length === 1) { pickHit(exact[0]); }
  else if (!exact.length && sure.length === 1) { pickHit(sure[0]); }
  else if (box.hits.length) { announce(byId("count").textContent + " Use the arrow keys to choose."); byId("count").classList.add("nudge"); }
}

/** @param {number} n */
function pickHit(n) {
  const ref = box.hits[n].ref;
  closeHits();
  openRef(ref);
  inputById("q").select();
}

/** Put the results away; what was typed stays. */
function closeHits() {
  byId("hits").hidden = true;
  byId("count").hidden = true;
  byId("q").setAttribute("aria-expanded", "false");
  byId("q").removeAttribute("aria-activedescendant");
  document.documentElement.classList.remove("searching");
  markHitLevels([]);
}

/**
 * Choose a thing and bring it to the middle of the map.
 * @param {string} ref
 */
function openRef(ref) {
  if (ref === "w") { change({ chosen: "", alone: -1 }); showWhole(); return; }
  if (ref.charAt(0) === "f") { showFloorWhole(Number(ref.slice(1))); return; }
  choose(ref);
  centreOn(ref);
}

/**
 * Bring a floor into view, all of it.
 * @param {number} floor
 */
function showFloorWhole(floor) {
  change(Object.assign(partForFloor(floor), { chosen: facts.floors[floor].placed ? "b" + facts.floors[floor].b : "" }));
  fitBox(boundsOf(floor), 5.5);
  announce(buildingName(facts.floors[floor].b) + ", " + floorName(floor));
}
