// Who edits, what was saved last, and rows as they stand now: as judged, or newer where they were changed since.

/** @typedef {{ who: string, mode: string, number: number, kind: string, waiting: number }} DeskState */

/** @type {DeskState} */
const desk = { who: "", mode: "", number: 0, kind: "", waiting: 0 };
/** Rows changed since the facts were judged: by table and id, with the journal's number. @type {Record<string, { number: number, row: RowNow | null }>} */
const freshRows = Object.create(null);

/** Who draws over the map, besides, while a mode asks for it. @type {((ctx: CanvasRenderingContext2D) => void)[]} */
const deskPainters = [];

/** The editor's own facts; this part is only on pages that have them. */
function deskFacts() { return /** @type {DeskFacts} */ (facts.desk); }

/**
 * The row of a thing as it stands now, or null.
 * @param {"rooms" | "openings" | "markers"} table @param {string} id @returns {RowNow | null}
 */
function rowNow(table, id) {
  const fresh = freshRows[table + " " + id];
  if (fresh && fresh.number > deskFacts().journal) { return fresh.row; }
  return deskFacts().rows[table][id] || null;
}

/**
 * Remember how a row stands after a change.
 * @param {"rooms" | "openings" | "markers"} table @param {string} id @param {Reply} reply
 */
function noteRow(table, id, reply) {
  const made = (reply.changes || []).filter((one) => one.file === table).pop();
  if (made && reply.number) { freshRows[table + " " + id] = { number: reply.number, row: made.after ? [made.row, made.after] : null }; }
}

/** What everybody waits for who needs the name while it is asked for. @type {Promise<string> | null} */
let asking = null;

/** Ask once who is at work; every change carries the name. @returns {Promise<string>} */
function askWho() {
  desk.who = desk.who || sessionStorage.getItem("who") || "";  // the page is loaded anew when floors come or are placed
  showDesk();
  if (desk.who) { return Promise.resolve(desk.who); }
  asking = asking || askName();
  return asking;
}

/** @returns {Promise<string>} */
function askName() {
  return new Promise((resolve) => {
    const before = document.activeElement, input = el("input", { type: "text", id: "who-name", maxlength: "80", autocomplete: "name", required: true });
    const form = el("form", {}, el("label", {}, "Name", input), button("Begin", { type: "submit", class: "primary" }, () => undefined));
    const sheet = el("div", { class: "ask", id: "who", role: "dialog", "aria-modal": "true", "aria-labelledby": "who-title" },
      el("h2", { id: "who-title", text: "Who is marking?" }), el("p", { text: "Your name and the day go with every change." }), form);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (!input.value.trim()) { return; }
      desk.who = input.value.trim();
      sessionStorage.setItem("who", desk.who);
      sheet.remove();
      if (before instanceof HTMLElement && document.contains(before)) { before.focus(); }
      showDesk();
      hearCard();
      resolve(desk.who);
    });
    layOver(sheet);
    focusOncePaused(input);
  });
}

/** Put a question over the page; the Tab key stays in it. @param {HTMLElement} sheet */
function layOver(sheet) {
  sheet.addEventListener("keydown", (event) => { if (event.key === "Tab") { keepInside(event, sheet); } });
  document.body.append(sheet);
}

/** Letters of somebody who types on go where they were meant; once there are no more, the field is the next. @param {HTMLElement} field */
function focusOncePaused(field) {
  const from = document.activeElement;
  if (!isTyping() || !from) { field.focus(); return; }
  let timer = 0;
  const wait = () => { window.clearTimeout(timer); timer = window.setTimeout(() => { from.removeEventListener("input", wait); field.focus(); }, PAUSE_MS); };
  from.addEventListener("input", wait);
  wait();
}

/**
 * Send a change in the name of who is at work, and show what came of it.
 * @param {Record<string, unknown>} order @param {string} [path] @returns {Promise<Reply>}
 */
async function send(order, path) {
  if (mustWait()) { return { status: 0, refused: WAIT_WORDS }; }
  const who = await askWho();
  desk.waiting += 1;
  showSaved("Saving");
  const reply = await tell(path || "change", Object.assign({ who }, order));
  desk.waiting -= 1;
  if (reply.number) { desk.number = reply.number; }
  const words = reply.refused || reply.conflict || "";
  savedAt = new Date().toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
  showSaved(words || savedWords());
  if (words) { flash(words); announce(words); }
  return reply;
}

let savedAt = "";
const PAUSE_MS = 600;  // without a letter, and somebody has done typing

/** Saving, saved and being judged, or saved at some time. */
function savedWords() {
  return desk.waiting ? "Saving" : "Saved " + savedAt + (deskFacts().journal < desk.number ? ", checking" : "");
}

/** News came: what was saved may be judged by now. */
function hearJudged() {
  const node = byId("desk-saved");
  if (/^Saved/.test(node.textContent || "")) { showSaved(savedWords()); }
}

/** @param {string} text */
function showSaved(text) {
  const node = byId("desk-saved");
  if (node) { node.textContent = text; node.classList.toggle("bad", !/^Sav/.test(text)); }
}

/** @param {boolean} isThere */
function showLine(isThere) {
  const why = readingNow().why, gone = why ? "This campus cannot be opened: " + why + ". Then start the editor again." : "The editor does not answer. What you see may be old.";
  const node = byId("desk-line"), trouble = isThere && !why ? deskFacts().trouble : gone;
  if (!node) { return; }
  node.hidden = !trouble;
  node.textContent = trouble;
}

/**
 * Ask about a change that somebody else made to the same thing meanwhile.
 * @param {string} words @param {() => void} keepTheirs @param {(() => void) | null} writeMine
 */
function askConflict(words, keepTheirs, writeMine) {
  const sheet = el("div", { class: "ask", role: "alertdialog", "aria-modal": "true", "aria-label": "Changed by somebody else" }), before = document.activeElement, close = () => {
    sheet.remove();
    if (before instanceof HTMLElement) { before.focus(); }
  };
  sheet.append(el("h2", { text: "Changed by somebody else" }), el("p", {}, bdi(words)),
    button("Keep theirs", { class: "primary" }, () => { close(); keepTheirs(); }));
  if (writeMine) { sheet.append(button("Write mine", {}, () => { close(); writeMine(); })); }
  layOver(sheet);
  const first = sheet.querySelector("button");
  if (first) { first.focus(); }
}
