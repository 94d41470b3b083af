// The read-back card: what is chosen, largest first, each fact copied with a click, the whole as plain text.

/** What other parts put over the facts of a card. @type {((ref: string) => Node | null)[]} */
const cardParts = [];

let cardShown = "";

function showCard() {
  const card = byId("card"), ref = state.chosen, old = card.querySelector(".body"), top = old && ref === cardShown ? old.scrollTop : 0;
  card.hidden = !ref;
  handOn(ref ? byId("start") : card, ref ? card : byId("q"));
  document.documentElement.classList.toggle("choosing", Boolean(ref));
  byId("start").hidden = Boolean(ref);
  if (!ref) { refill(card); return; }
  const rows = rowsOf(ref);
  const photos = photoStrip(ref, rows), own = Boolean(photosByRef[ref]) && !isNarrow();
  const body = el("div", { class: "body", tabindex: "0", role: "group", "aria-label": "Facts" }, ...cardParts.map((part) => part(ref)), hiddenNote(ref), cardFloors(ref), own && photos,
    el("dl", {}, ...foldRows(rows).map(cardRow)), !own && photos);
  const wasInside = card.contains(document.activeElement);
  refill(card, cardHead(ref), body, cardTail(ref, rows));
  body.scrollTop = top;
  if (wasInside && ref !== cardShown) { card.focus({ preventScroll: true }); }  // what led here is gone with the card before
  cardShown = ref;
  const cell = cellOfRef(ref);
  announce([titleOf(ref), subtitleOf(ref), whereOf(ref), cell && "grid cell " + cell].filter(Boolean).join(", "));
}

/** @param {string} ref */
function cardHead(ref) {
  const long = titleOf(ref).length > 14, mark = ref.charAt(0) === "m" ? el("img", { class: "sign", alt: "", src: symbolAddress(facts.markers[Number(ref.slice(1))].k, false) }) : null;
  return el("div", { class: "head" }, mark, el("div", { class: "names" },
    el("h2", { class: long ? "long" : "" }, bdi(titleOf(ref))), subtitleOf(ref) ? el("p", {}, bdi(subtitleOf(ref))) : null),
  iconButton("close", "Close the card", { class: "plain" }, () => { change({ chosen: "" }); byId("q").focus(); }));
}

/** @typedef {{ label: string, values: { text: string, more: RowMore }[] }} Folded */

/**
 * Rows that share a label are one row with several values.
 * @param {Row[]} rows @returns {Folded[]}
 */
function foldRows(rows) {
  /** @type {Folded[]} */
  const joined = [];
  rows.forEach((row) => {
    const last = joined[joined.length - 1], value = { text: row[1], more: row[2] || {} };
    if (last && last.label === row[0]) { last.values.push(value); } else { joined.push({ label: row[0], values: [value] }); }
  });
  return joined;
}

/** @param {Folded} row */
function cardRow(row) {
  const quiet = row.values.every((value) => value.more.quiet);
  const label = row.values.length > 1 && row.label === "Door" ? "Doors" : row.label;
  return el("div", { class: "row" + (quiet ? " quiet" : "") }, el("dt", { text: label }), el("dd", {}, ...row.values.map((value) => cardValue(row.label, value.text, value.more))));
}

/** @param {string} label @param {string} text @param {RowMore} more */
function cardValue(label, text, more) {
  const names = ["value", more.warn ? "warn" : "", more.strong ? "strong" : "", more.lead ? "lead" : "", more.corner ? "corner " + more.corner : ""].join(" "), go = more.go;
  if (more.copy) {
    return el("button", { type: "button", class: names + " copies", title: "Copy " + label, on: { click: () => copyText(text, label) } },
      bdi(text), icon(ICONS.copy), el("span", { class: "sr", text: ", copy" }));
  }
  if (go && go !== state.chosen) {
    return el("button", { type: "button", class: names + " goes", on: { click: () => openRef(go) } }, bdi(text));
  }
  return el("span", { class: names }, bdi(text), more.note ? el("small", {}, bdi(more.note)) : null);
}

/**
 * What is read back lies on a floor that the map does not show now: say so, and offer it.
 * @param {string} ref
 */
function hiddenNote(ref) {
  const floor = floorOf(ref);
  if (floor >= 0 && shownFloors().indexOf(floor) < 0) {
    return el("p", { class: "note" }, "The map shows another floor. ", button("Show " + facts.floors[floor].m, {}, () => openRef(ref)));
  }
  const bare = ref.charAt(0) === "b" && state.alone < 0 ? floorNote(buildingOf(ref)) : "";
  return bare ? el("p", { class: "note", text: bare }) : null;
}

/**
 * For a building: its floors, each one that can be looked at.
 * @param {string} ref
 */
function cardFloors(ref) {
  if (ref.charAt(0) !== "b") { return null; }
  const n = Number(ref.slice(1)), floors = facts.buildings[n].fl.slice().sort((a, b) => facts.floors[b].o - facts.floors[a].o);
  if (!floors.length) { return el("p", { class: "hint", text: "No floor plan of this building has been supplied." }); }
  return el("div", { class: "floors" }, ...floors.map((floor) => floorButton(floor, facts.floors[floor].m)));
}

/** @param {string} ref @param {Row[]} rows */
function cardTail(ref, rows) {
  return el("div", { class: "tail" }, button("Copy all for CAD notes", { class: "primary", id: "copy-all", title: "Alt+C" }, () => copyText(plainCard(ref, rows), "Read-back")),
    boxOfRef(ref) ? button("Centre", {}, () => centreOn(ref)) : null);
}

/**
 * The card as plain text, one fact a line, with the edition that it was read from.
 * @param {string} ref @param {Row[]} rows
 */
function plainCard(ref, rows) {
  const lines = [facts.campus.name, [titleOf(ref), subtitleOf(ref)].filter(Boolean).join(" - ")], edition = facts.edition;
  rows.filter((row) => row[0] !== "Source").forEach((row) => lines.push(row[0] + ": " + row[1] + (row[2] && row[2].note ? " (" + row[2].note + ")" : "")));
  lines.push("Map edition " + edition.issued + ", " + edition.audience + ", " + edition.fingerprint + stampWords());
  return lines.map((line) => line.replace(/\s*\n\s*/g, " ")).join("\n");
}
