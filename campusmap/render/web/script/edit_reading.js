// A campus that is opened here for the first time: how far its reading is, and what can be done meanwhile.

/** How far the reading is; empty once the campus is judged. @returns {ReadingFacts} */
function readingNow() { return facts.reading || {}; }

/** Whether every drawing is read, so that what people write finds its place. */
function isOpen() { return !/^(drawings|failed)$/.test(readingNow().stage || ""); }

/** Whether lines of sight, ways and findings are there. */
function isJudged() { return !readingNow().stage; }

const WAIT_WORDS = "Marking begins when all drawings are read";

/** Tell, where there is reason to, that something must wait. @returns {boolean} */
function mustWait() {
  if (!isOpen()) { flash(WAIT_WORDS); announce(WAIT_WORDS); }
  return !isOpen();
}

function readingWords() {
  const { stage, read, of } = readingNow();
  if (stage === "drawings") { return "Reading the drawings: " + read + " of " + of + (facts.frame ? ". Look around and search; marking begins when all are read." : ". The map comes when it is known where they lie."); }
  return stage === "checking" ? "All drawings are read: you can mark now. Lines of sight, ways and findings are still being worked out." : "";
}

/** @param {string} [before] the stage until now */
function showReading(before) {
  const { stage, read, of } = readingNow(), node = byId("desk-reading"), words = readingWords();
  node.hidden = !words;
  refill(node, el("progress", { "aria-label": "Opening the campus", max: "100", value: stage === "drawings" && of ? String(Math.round(90 * Number(read) / of)) : null }), el("span", { text: words }));
  ["place-key", "placements-key", "area-key", "trace-key", "undo-key", "redo-key"].forEach((id) => {
    const key = /** @type {HTMLButtonElement | null} */ (byId(id));
    if (key) { key.disabled = !isOpen(); }
  });
  if (before && before !== stage) { announce(words || "The campus is read and judged"); }
}

let stageShown = "";

function hearReading() {
  const stage = readingNow().stage || "";
  showReading(stageShown);
  if (stage !== stageShown) { showLine(true); hearCard(); }
  stageShown = stage;
}

/**
 * Tell whether what comes is another map, for which the page is loaded anew: floors that come or are placed, another
 * frame, or floors of which none is placed after all.
 * @param {Partial<Facts>} parts
 */
function isAnotherMap(parts) {
  const frame = parts.frame === undefined ? facts.frame : parts.frame, levels = parts.levels || facts.levels;
  const unplaced = readingNow().stage === "drawings" && parts.reading && parts.reading.stage !== "drawings" && parts.reading.stage !== "failed" && !levels.length;
  return Boolean((parts.floors && layOf(parts.floors) !== layOf(facts.floors)) || unplaced || wayOut(frame) !== wayOut(facts.frame));
}

/** @param {Facts["frame"]} frame */
function wayOut(frame) { return JSON.stringify(frame && frame.to_lonlat); }

/** Fetch the pictures that the page came without. @param {Partial<Facts>} parts */
function fetchBlocks(parts) {
  const names = (parts.aerials || []).map((_, n) => "aerial-" + n).concat((parts.photos || []).map((_, n) => "photo-" + n));
  if (parts.photos) { countPhotos(); }
  Promise.all(names.map(fetchBlock)).then(() => {
    aerialPictures.length = 0;
    redrawSoon();
    hearCard();
  });
}

/** @param {string} name */
async function fetchBlock(name) {
  const response = await fetch("block?name=" + name, { credentials: "same-origin" });
  if (!response.ok) { return; }
  const old = document.getElementById(name), block = document.createElement("template");
  block.id = name;
  block.content.append((await response.json()).text);
  if (old) { old.remove(); }
  document.body.append(block);
}
