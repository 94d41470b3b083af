// The editor's line to the program that serves the page: what is asked, what is told, what is new.

/** The version of the facts that the page shows. */
let shownVersion = facts.version || 0;

/**
 * Ask for something to be done; the answer says whether it was.
 * @param {string} path @param {Record<string, unknown>} body @returns {Promise<Reply & Look>}
 */
async function tell(path, body) {
  try {
    const response = await fetch(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body), credentials: "same-origin" });
    const isJson = /json/.test(response.headers.get("Content-Type") || "");
    return Object.assign(isJson ? await response.json() : { refused: await response.text() }, { status: response.status });
  } catch {
    return /** @type {Reply & Look} */ ({ status: 0, refused: "The editor does not answer. Was it ended?" });
  }
}

/** Wait for news, take them in, and wait again; a program that is gone is told. */
async function hearNews() {
  for (;;) {
    try {
      const response = await fetch("news?since=" + shownVersion, { credentials: "same-origin" });
      if (!response.ok) { throw new Error(String(response.status)); }
      takeNews(await response.json());
      showLine(true);
      saveWaiting();
    } catch {
      showLine(false);
      await new Promise((resolve) => { window.setTimeout(resolve, 2000); });
    }
  }
}

/** @type {(() => void)[]} */
const newsListeners = [];
/** What is shown is an old map, which goes once what was typed on it is saved. */
let isLeaving = false;

function loadAnew() {
  isLeaving = true;
  if (Object.values(drafts).some(isUnsaved)) { window.setTimeout(loadAnew, 200); } else { window.location.reload(); }
}

/**
 * Put new facts in the place of the old ones. What is chosen stays chosen; a marker is known by its row, all else by its id.
 * @param {News} news
 */
function takeNews(news) {
  shownVersion = news.version;
  if (isLeaving) { return; }
  const parts = news.parts, keys = Object.keys(parts), changed = Object.keys(news.scenes);
  if (!keys.length && !changed.length) { return; }
  if (isAnotherMap(parts)) { loadAnew(); return; }
  const row = state.chosen.charAt(0) === "m" ? rowNow("markers", facts.markers[Number(state.chosen.slice(1))].i) : null;
  const record = row ? undefined : recordOf(state.chosen), held = record && /^[rdba]/.test(state.chosen) ? record.i : "";
  const from = recordOf(state.from), marked = box.active < 0 ? undefined : recordOf(box.hits[box.active].ref);
  Object.assign(facts, parts);
  changed.forEach((n) => { facts.scenes[Number(n)] = news.scenes[n]; });
  if (parts.aerials || parts.photos) { fetchBlocks(parts); }
  if (parts.scenes || parts.rooms || parts.styles) { scenes.length = 0; } else { changed.forEach((n) => { delete scenes[Number(n)]; }); }
  refreshFacts(parts);
  keepStandIns();
  state.from = from ? refOfId(from.i) : "";
  listAnew(marked ? marked.i : "");
  if (row) { keepChosen(markerOfRow(row[0])); }
  if (held) { keepChosen(refOfId(held)); }
  newsListeners.forEach((hear) => hear());
  redrawSoon();
}

/** Lists that stand open name things by their positions: they are made anew, and the same hit is marked. @param {string} marked the id */
function listAnew(marked) {
  if (!byId("table").hidden) { fillTable(); }
  if (byId("hits").hidden) { return; }
  runSearch(inputById("q").value);
  box.active = box.hits.slice(0, box.limit).findIndex((hit) => { const record = recordOf(hit.ref); return record !== undefined && record.i === marked; });
  if (box.active >= 0) { moveActive(0); }
}

/** Which floors there are, and whether the one that is shown alone lies nowhere: else the whole map is another. @param {Floor[]} floors */
function layOf(floors) { return JSON.stringify(floors.map((floor, n) => [floor.i, n !== state.alone || floor.placed])); }

/**
 * The chosen marker has another position in the list now; its card stays as it is while it is held.
 * @param {string} ref
 */
function keepChosen(ref) {
  if (ref && isCardHeld()) { state.chosen = ref; return; }
  if (ref === state.chosen) { return; }
  cardShown = ref;
  change({ chosen: ref });
}

/** @param {Partial<Facts>} parts */
function refreshFacts(parts) {
  fillFacts();
  linkDoors();
  fillCells([facts.buildings, facts.rooms, facts.doors, facts.markers]);
  builtIndex = null;
  if (parts.grounds) { Object.assign(grounds, openScene(facts.grounds)); }
  if (parts.styles) { Object.keys(styleCache).forEach((key) => { delete styleCache[key]; }); }
  if (parts.counts || parts.campus || parts.edition || parts.reading) { showBands(); }
  if (parts.levels || parts.floors || parts.reading) { showLevels(); }
  if (parts.buildings || parts.floors || parts.markers || parts.contacts) { showStart(); byId("start").hidden = Boolean(state.chosen); }
}

/**
 * The marker that stands in a row of the markers table, "" for none.
 * @param {number} row
 */
function markerOfRow(row) {
  const n = facts.markers.findIndex((marker) => { const own = rowNow("markers", marker.i); return own && own[0] === row; });
  return n < 0 ? "" : "m" + n;
}
