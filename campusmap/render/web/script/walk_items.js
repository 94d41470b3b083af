// One card a thing: right or wrong, and behind "More" its number as seen, questions, note and photos.

/** @type {Set<string>} */
const walkOpened = new Set();

/** @param {WalkItem} item */
function callItem(item) { return item.n && item.k !== "device" ? item.k + " " + item.n : [item.m, item.w].filter(Boolean).join(", "); }

/** Somebody must sign; the page asks for a name once. */
function hasWalker() {
  if (walkerName()) { return true; }
  flash("Enter your name first");
  announce("Enter your name first");
  inputById("walk-name").focus();
  return false;
}

/** @param {WalkItem} item @returns {HTMLLIElement} */
function itemCard(item) {
  const card = el("li", { class: "item " + item.k, "data-id": item.i });
  drawCard(item, card);
  return card;
}

/** @param {WalkItem} item @param {HTMLLIElement} card */
function drawCard(item, card) {
  const redraw = () => { drawCard(item, card); showProgress(); };
  const head = el("div", { class: "what" }, item.n ? bdi(item.n, { class: "num" }) : null, el("div", { class: "name" }, bdi(item.m), item.w ? bdi(item.w, { class: "where" }) : null,
    item.d ? el("span", { class: "where", text: "on the drawing " + item.d }) : null));
  const more = walkOpened.has(item.i) || item.k === "floor";
  const keys = item.k === "floor" ? null : el("div", { class: "keys", role: "group", "aria-label": callItem(item) }, checkKey(item, "yes", "Right", redraw), checkKey(item, "wrong", "Wrong", redraw),
    button("More", { class: "more-key", "aria-expanded": String(more) }, () => { if (!walkOpened.delete(item.i)) { walkOpened.add(item.i); } redraw(); }));
  refill(card, head, keys, el("p", { class: "signed" }), more ? moreOf(item, redraw, () => showSaid(item, card)) : null);
  showSaid(item, card);
}

/**
 * Show what was said of a thing, and leave the fields as they are: one that is left for another must not vanish, nor the
 * other from under the thumb.
 * @param {WalkItem} item @param {HTMLLIElement} card
 */
function showSaid(item, card) {
  const said = answerOf(item), signed = /** @type {HTMLElement} */ (card.querySelector(".signed"));
  card.dataset.said = said.checked || (saysNothing(said) ? "" : "noted");
  signed.hidden = saysNothing(said);
  signed.textContent = signedWords(said);
  card.querySelectorAll(".chip").forEach((chip) => { chip.setAttribute("aria-pressed", String(said.seen[chip.getAttribute("data-fact") || ""] === chip.getAttribute("data-value"))); });
  showProgress();
}

/** @param {WalkAnswer} said */
function signedWords(said) {
  return [said.who ? initialsOf(said.who) + " " + said.when : "Not signed: enter your name", said.note, said.photos.length ? said.photos.length + (said.photos.length === 1 ? " photo" : " photos") : ""].filter(Boolean).join("  ·  ");
}

/** @param {WalkItem} item @param {string} value @param {string} words @param {() => void} redraw */
function checkKey(item, value, words, redraw) {
  const pressed = answerOf(item).checked === value;
  return button(words, { class: "check " + value, "aria-pressed": String(pressed) }, () => {
    if (!hasWalker()) { return; }
    changeAnswer(item, { checked: pressed ? "" : value });
    if (value === "wrong" && !pressed) { walkOpened.add(item.i); } else { walkOpened.delete(item.i); }
    redraw();
    const list = /** @type {HTMLElement | null} */ (document.activeElement);
    if (!list || list === document.body) { refocus(item, value); }
  });
}

/** @param {WalkItem} item @param {string} value */
function refocus(item, value) {
  const card = cardOf(item.i), key = card && card.querySelector(".check." + value);
  if (key instanceof HTMLElement) { key.focus({ preventScroll: true }); }
}

/** @param {WalkItem} item @param {() => void} redraw @param {() => void} tell */
function moreOf(item, redraw, tell) {
  return el("div", { class: "more" }, ...item.a.map((ask) => askField(item, ask, redraw, tell)), item.k === "floor" ? null : noteField(item, tell),
    item.k === "floor" ? null : photoField(item, redraw));
}

/** @param {WalkItem} item @param {WalkAsk} ask @param {() => void} redraw @param {() => void} tell */
function askField(item, ask, redraw, tell) {
  const [fact, words, known, choices] = ask;
  const hint = known ? " (here: " + known + ")" : "";
  const usual = choices.length ? choices : fact === "posted_number" ? ["none"] : [];
  const field = choices.length ? null : typedField(item, fact, words, known, tell);
  const chips = usual.map((choice) => button(fact === "posted_number" ? "No sign" : choice, { class: "chip", "data-fact": fact, "data-value": choice, "aria-pressed": String(answerOf(item).seen[fact] === choice) }, () => {
    if (!hasWalker()) { return; }
    changeSeen(item, fact, answerOf(item).seen[fact] === choice ? "" : choice);
    redraw();
  }));
  return el("div", { class: "ask", role: "group", "aria-label": words }, el("span", { class: "q", text: words + hint }), field, ...chips);
}

/** @param {WalkItem} item @param {string} fact @param {string} words @param {string} known @param {() => void} tell */
function typedField(item, fact, words, known, tell) {
  const input = el("input", { type: "text", maxlength: "60", placeholder: known, "aria-label": words + ", " + callItem(item), autocapitalize: "characters", spellcheck: "false",
    inputmode: fact === "numeral_in" ? "decimal" : "text" });
  const now = answerOf(item).seen[fact] || "";
  input.value = now === "none" && fact === "posted_number" ? "" : now;
  input.addEventListener("input", () => { changeSeen(item, fact, input.value.trim()); tell(); });
  return input;
}

/** @param {WalkItem} item @param {() => void} tell */
function noteField(item, tell) {
  const area = el("textarea", { rows: "2", maxlength: "400", "aria-label": "Note, " + callItem(item), placeholder: "Note" });
  area.value = answerOf(item).note;
  area.addEventListener("input", () => { changeAnswer(item, { note: area.value }); tell(); });
  return area;
}
