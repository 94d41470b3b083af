// Answers stay in the browser until they are saved as a file: in its database, else in its small store. Some browsers
// forbid both to pages that are opened from a file; the page then says so.

const KEEP_PREFIX = "campusmap-walk|" + walkFacts.campus + "|" + walkFacts.edition.fingerprint + "|";
/** @type {IDBDatabase | null} */
let keepBase = null;
let keepsSmall = false;
let keepsWriting = 0;

/** @returns {Promise<IDBDatabase>} */
function openKeep() {
  return new Promise((resolve, reject) => {
    const request = window.indexedDB.open("campusmap-walk", 1);
    request.onupgradeneeded = () => { request.result.createObjectStore("answers"); };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error("blocked"));
  });
}

/** @param {IDBDatabase} base @returns {Promise<WalkAnswer[]>} */
function readKeep(base) {
  return new Promise((resolve, reject) => {
    const range = IDBKeyRange.bound(KEEP_PREFIX, KEEP_PREFIX + "\uffff");
    const request = base.transaction("answers").objectStore("answers").getAll(range);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** @returns {WalkAnswer[]} */
function readSmallKeep() {
  const store = window.localStorage, keys = Array.from({ length: store.length }, (_, n) => store.key(n) || "");
  return keys.filter((key) => key.startsWith(KEEP_PREFIX)).map((key) => JSON.parse(store.getItem(key) || "null"));
}

/** @param {unknown} kept */
function takeBack(kept) {
  const answer = /** @type {WalkAnswer} */ (kept);
  if (answer && typeof answer.i === "string" && Array.isArray(answer.photos) && answer.seen) { walkAnswers.set(answer.i, answer); }
}

/** Read what was kept; resolves in any case. */
async function startKeep() {
  try {
    const base = await openKeep();
    (await readKeep(base)).forEach(takeBack);
    keepBase = base;
  } catch {
    startSmallKeep();
  }
}

function startSmallKeep() {
  try {
    window.localStorage.setItem(KEEP_PREFIX, "null");
    readSmallKeep().forEach(takeBack);
    keepsSmall = true;
  } catch {
    warnOfKeep("This browser keeps nothing for a page that is opened from a file: leave this page open, and save your answers before you close it.");
  }
}

/** @param {string} text */
function warnOfKeep(text) {
  const warning = byId("walk-warning");
  warning.textContent = text;
  warning.hidden = false;
}

function losesAnswers() { return keepsWriting > 0 || (!keepBase && !keepsSmall); }

/** @param {number} more */
function countWriting(more) {
  keepsWriting += more;
  document.documentElement.dataset.writing = String(keepsWriting);
}

/** @param {string} id @param {WalkAnswer | undefined} answer */
function keepAnswer(id, answer) {
  const full = () => warnOfKeep("The browser has no more room: save your answers now, and do not close this page before.");
  try {
    if (keepBase) {
      const change = keepBase.transaction("answers", "readwrite"), store = change.objectStore("answers");
      countWriting(1);
      change.oncomplete = () => countWriting(-1);
      change.onabort = () => { countWriting(-1); full(); };
      if (answer) { store.put(answer, KEEP_PREFIX + id); } else { store.delete(KEEP_PREFIX + id); }
    } else if (keepsSmall && answer) {
      window.localStorage.setItem(KEEP_PREFIX + id, JSON.stringify(answer));
    } else if (keepsSmall) {
      window.localStorage.removeItem(KEEP_PREFIX + id);
    }
  } catch { full(); }
}
