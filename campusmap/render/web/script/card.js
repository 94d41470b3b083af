// The read-back card: what is chosen, largest first, each fact copied with a click, the whole as plain text.

function showCard() {
  const card = byId("card"), ref = state.chosen;
  card.hidden = !ref;
  document.documentElement.classList.toggle("choosing", Boolean(ref));
  byId("start").hidden = Boolean(ref);
  if (!ref) { refill(card); return; }
  const rows = rowsOf(ref);
  refill(card, cardHead(ref), hiddenNote(ref), cardFloors(ref), el("dl", {}, ...foldRows(rows).map(cardRow)), cardTail(ref, rows));
  announce([titleOf(ref), subtitleOf(ref), whereOf(ref), cellOfRef(ref) && "grid cell " + cellOfRef(ref)].filter(Boolean).join(", "));
}

function cardHead(ref) {
  const letter = ref.charAt(0), record = recordOf(ref);
  const mark = letter === "m" ? el("img", { class: "sign", alt: "", src: symbolAddress(record.k, false) }) : null;
  return el("div", { class: "head" }, mark, el("div", { class: "names" },
    el("h2", { class: titleOf(ref).length > 14 ? "long" : "" }, bdi(titleOf(ref))), subtitleOf(ref) ? el("p", {}, bdi(subtitleOf(ref))) : null),
  iconButton("close", "Close the card", { class: "plain" }, () => { change({ chosen: "" }); byId("q").focus(); }));
}

/** Rows that share a label are one row with several values. */
function foldRows(rows) {
  const folded = [];
  rows.forEach((row) => {
    const last = folded[folded.length - 1], value = { text: row[1], more: row[2] || {} };
    if (last && last.label === row[0]) { last.values.push(value); } else { folded.push({ label: row[0], values: [value] }); }
  });
  return folded;
}

function cardRow(row) {
  const quiet = row.values.every((value) => value.more.quiet);
  const label = row.values.length > 1 && row.label === "Door" ? "Doors" : row.label;
  return el("div", { class: "row" + (quiet ? " quiet" : "") }, el("dt", { text: label }), el("dd", {}, ...row.values.map((value) => cardValue(row.label, value))));
}

function cardValue(label, value) {
  const more = value.more, names = ["value", more.warn ? "warn" : "", more.strong ? "strong" : "", more.corner ? "corner " + more.corner : ""].join(" ");
  if (more.copy) {
    const node = el("button", { type: "button", class: names + " copies", title: "Copy " + label, on: { click: () => copyText(value.text, label) } },
      bdi(value.text), icon(ICONS.copy));
    return node;
  }
  if (more.go && more.go !== state.chosen) {
    return el("button", { type: "button", class: names + " goes", on: { click: () => openRef(more.go) } }, bdi(value.text));
  }
  const node = el("span", { class: names }, bdi(value.text));
  if (more.note) { node.append(el("small", { text: more.note })); }
  return node;
}

/** What is read back lies on a floor that the map does not show now: say so, and offer it. */
function hiddenNote(ref) {
  const floor = floorOf(ref);
  if (floor >= 0 && shownFloors().indexOf(floor) < 0) {
    return el("p", { class: "note" }, "The map shows another floor. ", button("Show " + facts.floors[floor].m, {}, () => openRef(ref)));
  }
  const bare = ref.charAt(0) === "b" && state.alone < 0 ? floorNote(buildingOf(ref)) : "";
  return bare ? el("p", { class: "note", text: bare }) : null;
}

/** For a building: its floors, each one that can be looked at. */
function cardFloors(ref) {
  if (ref.charAt(0) !== "b") { return null; }
  const n = Number(ref.slice(1)), floors = facts.buildings[n].fl.slice().sort((a, b) => facts.floors[b].o - facts.floors[a].o);
  if (!floors.length) { return el("p", { class: "hint", text: "No floor plan of this building has been supplied." }); }
  return el("div", { class: "floors" }, ...floors.map((floor) => floorButton(floor, facts.floors[floor].m)));
}

function cardTail(ref, rows) {
  return el("div", { class: "tail" }, button("Copy all for CAD notes", { class: "primary" }, () => copyText(plainCard(ref, rows), "Read-back")),
    boxOfRef(ref) ? button("Centre", {}, () => centreOn(ref)) : null);
}

/** The card as plain text, one fact a line, with the edition that it was read from. */
function plainCard(ref, rows) {
  const lines = [facts.campus.name, [titleOf(ref), subtitleOf(ref)].filter(Boolean).join(" - ")];
  rows.filter((row) => row[0] !== "Source").forEach((row) => lines.push(row[0] + ": " + row[1] + (row[2] && row[2].note ? " (" + row[2].note + ")" : "")));
  const edition = facts.edition;
  lines.push("Map edition " + edition.issued + ", " + edition.audience + ", " + edition.fingerprint +
    (facts.counts.ERROR ? ", DRAFT with " + facts.counts.ERROR + " open errors" : "") + (facts.campus.verified ? "" : ", not field-verified"));
  return lines.map((line) => line.replace(/\s*\n\s*/g, " ")).join("\n");
}
