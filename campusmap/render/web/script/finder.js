// The page over all maps: type a school, its radio name or address, and its map opens.

/**
 * A school as the page holds it: name, id, address, map's address, day of the map, names on the radio, further addresses, open ERRORs, refused.
 * @typedef {{ n: string, i: string, a?: string, k?: string, e?: string, b?: string[], ad?: string[], x?: number, r?: number }} School
 */

/** @type {{ schools: School[], entries: Entry[], hits: { n: number, rank: number, kind: string }[], active: number }} */
const finder = { schools: [], entries: [], hits: [], active: -1 };

// What people write for short, by the word that is written out.
const SHORT = wordTable("ELEMENTARY:ELEM MIDDLE:MS HIGH:HS JUNIOR:JR SENIOR:SR SAINT:ST MOUNT:MT ROAD:RD LANE:LN BOULEVARD:BLVD HIGHWAY:HWY PARKWAY:PKWY NORTH:N SOUTH:S EAST:E WEST:W " +
  "FORT:FT CENTER:CTR");

function startFinder() {
  finder.schools = JSON.parse(byId("facts").textContent || "[]");
  finder.entries = finder.schools.map(schoolEntry);
  const input = inputById("q");
  byId("find").hidden = false;
  byId("find").addEventListener("submit", (event) => event.preventDefault());
  input.addEventListener("input", () => showSchools(input.value));
  input.addEventListener("keydown", onFinderKey);
  byId("hits").addEventListener("click", (event) => {
    const row = event.target instanceof Element ? event.target.closest("li") : null;
    if (row) { openSchool(Number(row.dataset.at)); }
  });
  document.addEventListener("keydown", (event) => { if (event.key === "/" && event.target !== input) { event.preventDefault(); input.focus(); } });
  showSchools(input.value);
  input.focus();
}

/** @param {School} school @param {number} n @returns {Entry} */
function schoolEntry(school, n) {
  const names = /** @type {Named[]} */ ([[school.n, "school"], [school.i, "id"], [school.a, "address"]]);
  (school.b || []).forEach((radio) => names.push([radio, "radio name"]));
  (school.ad || []).forEach((address) => names.push([address, "address"]));
  const words = names.map((name) => name[0] || ""), short = fold(words.join(" ")).split(" ").map((word) => SHORT[word] || "");
  return entryOf("s" + n, names, words.concat(short));
}

/**
 * Every school that fits, best first. Similar ones only where none is exact and few others fit, as on the map.
 * @param {string} text
 */
function findSchools(text) {
  const ways = readingsOf(text), hits = /** @type {{ n: number, rank: number, kind: string }[]} */ ([]), rest = /** @type {Entry[]} */ ([]);
  if (!ways.length) { return hits; }
  finder.entries.forEach((entry, n) => {
    let best = /** @type {{ rank: number, kind: string } | null} */ (null);
    ways.forEach((way) => {
      const found = rankEntry(entry, way);
      if (found && (!best || found.rank < best.rank)) { best = found; }
    });
    if (best) { hits.push(Object.assign({ n }, best)); } else { rest.push(entry); }
  });
  if (hits.length < 8 && !hits.some((hit) => hit.rank === RANK.EXACT)) {
    rest.forEach((entry) => {
      const near = ways.some((way) => isEntryNear(entry, way));
      if (near || ways.some((way) => isHeard(entry, way))) { hits.push({ n: Number(entry.ref.slice(1)), rank: near ? RANK.NEAR : RANK.SOUNDS, kind: "" }); }
    });
  }
  return hits.sort((a, b) => a.rank - b.rank || bySchool.compare(finder.schools[a.n].n, finder.schools[b.n].n) || a.n - b.n);
}

/**
 * Tell whether each word is one of the school's, begins one, is a letter off, or sounds like one.
 * @param {Entry} entry @param {Reading} way
 */
function isHeard(entry, way) {
  if (!entry.sounds.length) { entry.sounds = entry.words.map(soundOf); }
  return way.words.every((word) => {
    const sound = soundOf(word), close = entry.words.some((other) => other.indexOf(word) === 0 || (word.length > 3 && isNear(other, word)));
    return close || (word.length > 2 && sound.length > 1 && entry.sounds.indexOf(sound) >= 0);
  });
}

const bySchool = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

/** @param {string} text */
function showSchools(text) {
  const asked = Boolean(fold(text)), list = byId("hits");
  finder.hits = asked ? findSchools(text) : [];
  finder.active = finder.hits.length && finder.hits[0].rank < RANK.NEAR ? 0 : -1;
  refill(list, ...finder.hits.slice(0, 60).map(schoolRow));
  list.hidden = !finder.hits.length;
  byId("all").hidden = asked;
  byId("count").textContent = asked ? schoolCount() : "";
  markSchool();
}

function schoolCount() {
  const many = finder.hits.length;
  if (!many) { return "No school is like that. Clear the search to see all of them."; }
  if (finder.hits[0].rank >= RANK.NEAR) { return "None has this name. " + (many === 1 ? "One is similar:" : many + " are similar:"); }
  return (many === 1 ? "1 school" : many + " schools") + (many > 60 ? ", the first 60 shown" : "");
}

/** @param {{ n: number, rank: number, kind: string }} hit @param {number} at */
function schoolRow(hit, at) {
  const school = finder.schools[hit.n], why = hit.rank >= RANK.NEAR ? RANK_WORDS[hit.rank] : hit.kind === "radio name" ? "Radio name: " + (school.b || []).join(", ") : "";
  return el("li", { role: "option", id: "hit-" + at, "data-at": String(at), "class": school.k ? "" : "none" }, bdi(school.n, { "class": "name" }),
    school.a && bdi(school.a, { "class": "address" }), why && el("span", { "class": "why", text: why }), el("span", { "class": "state", text: schoolState(school) }));
}

/** @param {School} school */
function schoolState(school) {
  if (!school.k) { return "No map yet"; }
  const draft = school.x ? "Draft. " : "", old = school.r ? "Newer drawings were refused. " : "";
  return draft + old + "Map of " + school.e;
}

function markSchool() {
  const input = inputById("q");
  byId("hits").querySelectorAll("li").forEach((row, n) => row.setAttribute("aria-selected", String(n === finder.active)));
  input.setAttribute("aria-expanded", String(finder.hits.length > 0));
  if (finder.active < 0) { input.removeAttribute("aria-activedescendant"); return; }
  input.setAttribute("aria-activedescendant", "hit-" + finder.active);
  byId("hit-" + finder.active).scrollIntoView({ block: "nearest" });
}

/** @param {KeyboardEvent} event */
function onFinderKey(event) {
  const last = Math.min(finder.hits.length, 60) - 1, step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
  if (step && last >= 0) {
    event.preventDefault();
    finder.active = Math.max(0, Math.min(last, finder.active + step));
    markSchool();
  } else if (event.key === "Enter") {
    event.preventDefault();
    if (finder.active >= 0) { openSchool(finder.active); } else if (last >= 0) { byId("count").textContent = schoolCount() + " Choose with the arrow keys."; }
  } else if (event.key === "Escape") {
    inputById("q").value = "";
    showSchools("");
  }
}

/** @param {number} at */
function openSchool(at) {
  const school = finder.schools[finder.hits[at].n];
  if (school.k) { window.location.href = school.k; } else { byId("count").textContent = school.n + " has no map yet: the district summary says why."; }
}

startFinder();
