// The search box: a combobox with a listbox of results, worked by keyboard or pointer.

const box = { hits: [], active: -1, limit: 60 };

function startSearch() {
  const input = byId("q");
  input.addEventListener("input", () => runSearch(input.value));
  input.addEventListener("keydown", onSearchKey);
  byId("find").addEventListener("submit", (event) => event.preventDefault());
  byId("clear").addEventListener("click", clearSearch);
  input.addEventListener("focus", () => { if (input.value && byId("hits").hidden) { runSearch(input.value); } });
  document.addEventListener("keydown", (event) => {
    const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName);
    if ((event.key === "/" || (event.key === "k" && (event.ctrlKey || event.metaKey))) && (!typing || event.key === "k")) {
      event.preventDefault();
      input.focus();
      input.select();
    } else if (event.key === "Escape" && byId("table").hidden) { onEscape(); }
  });
  input.focus();
}

function clearSearch() {
  byId("q").value = "";
  runSearch("");
  byId("q").focus();
}

/** Esc closes what is open, then clears the search and the choice. */
function onEscape() {
  if (state.measuring) { change({ measuring: false }); return; }
  if (!byId("layers").hidden) { toggleLayers(false); return; }
  clearSearch();
  if (state.chosen) { change({ chosen: "" }); }
}

function runSearch(text) {
  const asked = Boolean(text.trim());
  box.hits = asked ? searchFor(text) : [];
  box.active = -1;
  byId("clear").hidden = !text;
  showHits(asked);
  markHitLevels(box.hits);
  redrawSoon();
}

function exactHits() { return box.hits.filter((hit) => hit.rank === RANK.EXACT); }

function showHits(asked) {
  const list = byId("hits"), count = byId("count"), none = asked && !box.hits.some((hit) => hit.rank < RANK.NEAR);
  const rows = [];
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

function countWords(none) {
  if (none) { return "No such room on this map."; }
  const exact = exactHits().length, all = box.hits.filter((hit) => hit.rank < RANK.NEAR).length;
  const more = box.hits.length > box.limit ? ", first " + box.limit + " listed" : "";
  if (exact > 1) { return exact + " places are called that. Choose one" + more + "."; }
  return (all === 1 ? "1 place" : all + " places") + (exact === 1 ? ", 1 exact. Enter opens it" : all === 1 ? ". Enter opens it" : "") + more + ".";
}

function hitRow(hit, n) {
  const row = el("li", { id: "hit-" + n, role: "option", "aria-selected": "false", class: "hit rank-" + hit.rank,
    on: { mousedown: (event) => event.preventDefault(), click: () => pickHit(n) } });
  row.append(hitBadge(hit.ref), el("span", { class: "what" }, bdi(titleOf(hit.ref), { class: "big" }),
    bdi(subtitleOf(hit.ref), { class: "sub" }), whyHit(hit)), hitPlace(hit.ref));
  return row;
}

/** Building above, floor and grid cell below. */
function hitPlace(ref) {
  if (/^[cp]/.test(ref)) { return null; }
  const [building, floor] = whereOf(ref).split(" · "), cell = cellOfRef(ref);
  return el("span", { class: "where" }, bdi(building), el("span", {}, floor ? bdi(floor + (cell ? " · " : "")) : null, cell ? el("b", { text: cell }) : null));
}

/** Say by which other name a hit was found, so that an alias or a planned number is never taken for the one on the wall. */
function whyHit(hit) {
  const record = recordOf(hit.ref);
  if (hit.kind === "planned number") { return el("i", { class: "why planned", text: "planned: " + record.pl }); }
  if (hit.kind === "number on the drawing") { return el("i", { class: "why", text: "on the drawing: " + record.dn }); }
  if (hit.kind === "also called") { return el("i", { class: "why", text: "also called " + record.al.join(", ") }); }
  return null;
}

function hitBadge(ref) {
  const letter = ref.charAt(0);
  if (letter === "m") { return el("img", { class: "badge", alt: "", src: symbolAddress(recordOf(ref).k, false) }); }
  const signs = { r: "", d: "D", b: "B", a: "S", c: "#", p: "+" };
  const badge = el("span", { class: "badge sort-" + letter, "aria-hidden": "true", text: signs[letter] });
  if (letter === "r") { badge.style.background = useColour(recordOf(ref)); }
  return badge;
}

/** The fill that a room has on the map. */
function useColour(room) {
  const row = facts.scenes[room.f].layers.spaces.find((mark) => mark[2] && recordOf(mark[2]) === room);
  const style = row && cachedStyle(themeInUse(), row[1]);
  return style ? style.fill : "transparent";
}

function cellOfRef(ref) {
  const record = recordOf(ref);
  return record ? record.c || "" : "";
}

function onSearchKey(event) {
  const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
  if (step && box.hits.length) { event.preventDefault(); moveActive(step); }
  else if (event.key === "Enter") { event.preventDefault(); enterPicks(); }
}

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
  if (box.active >= 0) { pickHit(box.active); }
  else if (exact.length === 1) { pickHit(exact[0]); }
  else if (!exact.length && sure.length === 1) { pickHit(sure[0]); }
  else if (box.hits.length) { announce(byId("count").textContent + " Use the arrow keys to choose."); byId("count").classList.add("nudge"); }
}

function pickHit(n) {
  const ref = box.hits[n].ref;
  closeHits();
  openRef(ref);
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

/** Choose a thing and bring it to the middle of the map. */
function openRef(ref) {
  choose(ref);
  centreOn(ref);
  byId("side").scrollTop = 0;
}
