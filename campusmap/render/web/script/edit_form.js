// Fields under the read-back card: what is typed is saved as it is typed, letter by letter, each field taken back as one.

let formCount = 0;
/** What is being saved, by table and id: a form that is drawn anew meanwhile goes on with it. @type {Record<string, Draft>} */
const drafts = Object.create(null);

/** Tell whether something that was typed is not saved yet. @param {Draft} draft */
function isUnsaved(draft) { return draft.busy || Object.keys(draft.waiting).length > 0; }

/** @param {"rooms" | "openings" | "markers"} table @param {string} id @returns {Draft} */
function draftOf(table, id) {
  const key = table + " " + id, row = rowNow(table, id);
  if (!drafts[key] || !isUnsaved(drafts[key])) { drafts[key] = { table, subject: id, row: row ? row[0] : 0, seen: Object.assign({}, row ? row[1] : {}), waiting: {}, sent: {}, busy: false, group: "" }; }
  return drafts[key];
}

/** @param {string} ref @returns {{ table: "rooms" | "openings" | "markers", id: string, fields: Field[], shown: Record<string, string> } | null} */
function formOf(ref) {
  const n = Number(ref.slice(1)), fields = deskFacts().fields;
  if (ref.charAt(0) === "r") {
    const room = facts.rooms[n];
    return { table: "rooms", id: room.i, fields: fields.rooms, shown: { posted_number: room.n || "", name: room.m || "", use: room.u, lockable: room.lk || "", two_way: room.tw || "",
      panic: room.pa || "", occupants: room.oc === undefined ? "" : String(room.oc), notes: room.no || "" } };
  }
  if (ref.charAt(0) === "d" && /^(door|double_door|opening)$/.test(facts.doors[n].k)) {
    const door = facts.doors[n];
    return { table: "openings", id: door.i, fields: fields.openings, shown: { posted_number: door.n || "", class: door.cl || "", lock: door.lo || "", locks_from_inside: door.li || "",
      access_control: door.ac || "", glazing: door.gl || "", covering: door.co || "" } };
  }
  if (ref.charAt(0) !== "m") { return null; }
  const marker = facts.markers[n];
  return { table: "markers", id: marker.i, fields: fields.markers[marker.k] || fields.markers[""], shown: {} };
}

/** The form under a card, with what else can be done to the thing. @param {string} ref */
function editPart(ref) {
  const form = formOf(ref);
  if (!isOpen()) { return form || ref.charAt(0) === "a" ? el("p", { class: "hint", text: WAIT_WORDS + "." }) : null; }
  if (ref.charAt(0) === "a") { return areaKeys(ref); }
  if (!form) { return null; }
  const row = rowNow(form.table, form.id);
  if (form.table === "markers" && !row) { return el("p", { class: "hint", text: "This is written in the survey table; change it there." }); }
  formCount += 1;
  const draft = draftOf(form.table, form.id);
  const node = el("section", { class: "edit", "aria-label": "Change" }, el("h3", { text: "Change" }), ...form.fields.map((field) => fieldRow(field, draft, form.shown)));
  if (form.table === "markers") { node.append(kindRow(draft, ref), markerKeys()); }
  if (form.table === "rooms") { const keys = splitKeys(ref); node.append(cornerKeys(ref)); if (keys) { node.append(keys); } }
  if (form.table === "openings" && facts.doors[Number(ref.slice(1))].ex) { node.append(entranceKeys(ref)); }
  return node;
}

/** @param {Field} field @param {Draft} draft @param {Record<string, string>} shown */
function fieldRow(field, draft, shown) {
  const [column, title, usual] = field, id = "edit-" + column, value = draft.sent[column] === undefined ? draft.seen[column] || shown[column] || "" : draft.sent[column];
  const closed = column === "use" || column === "status", input = closed ? choiceOf(id, usual, value) : textOf(id, usual, value, column);
  input.addEventListener("input", () => { typed(draft, column, input.value); });
  input.addEventListener("blur", () => { draft.group = ""; });
  const row = el("label", { class: "field", for: id }, el("span", { text: title }), input);
  if (column === "photo") { return el("div", {}, row, photoKeys(draft, /** @type {HTMLInputElement} */ (input))); }
  return isDay(column) ? el("div", {}, row, dayHint(/** @type {HTMLInputElement} */ (input))) : row;
}

/** @param {string} column */
function isDay(column) { return /_expiry$|_on$/.test(column); }

/** What is typed as a day and is none is told once the field is left. @param {HTMLInputElement} input */
function dayHint(input) {
  const hint = el("p", { class: "wrong", id: input.id + "-hint", hidden: true, text: "Write the day as year-month-day, such as 2027-05-31." });
  const judge = () => { hint.hidden = !input.value || isRealDay(input.value); input.setAttribute("aria-invalid", String(!hint.hidden)); };
  input.setAttribute("aria-describedby", hint.id);
  input.addEventListener("blur", judge);
  judge();
  return hint;
}

/** @param {string} text */
function isRealDay(text) {
  const date = /^\d{4}-\d\d-\d\d$/.test(text.trim()) ? new Date(text.trim() + "T00:00:00Z") : null;
  return Boolean(date && !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === text.trim());
}

/** A picture is chosen, made small here, and named in the row beside those that it names already. @param {Draft} draft @param {HTMLInputElement} field */
function photoKeys(draft, field) {
  const input = el("input", { type: "file", accept: "image/*", class: "sr", tabindex: "-1", "aria-label": "Choose a picture" });
  input.addEventListener("change", async () => {
    const file = input.files && input.files[0];
    const jpeg = file ? await shrinkPhoto(file).catch(() => "") : "";
    if (file && !jpeg) { flash("This picture cannot be read"); return; }
    const who = jpeg ? await askWho() : "", reply = jpeg ? await tell("photo", { who, of: draft.subject, jpeg: jpeg.split(",")[1] }) : null;
    if (!reply || !reply.name) { if (reply) { flash(reply.refused || "The photo was not saved"); } return; }
    if (field.value.indexOf(reply.name) < 0) { field.value = [field.value.trim(), reply.name].filter(Boolean).join("; "); typed(draft, "photo", field.value); draft.group = ""; }
    announce("Photo added");
  });
  return el("div", { class: "keys under" }, button("Add a picture", { id: "photo-key" }, () => input.click()), input);
}

/** @param {string} id @param {string[]} usual @param {string} value */
function choiceOf(id, usual, value) {
  const words = usual.indexOf(value) < 0 ? [value].concat(usual) : usual;
  const node = el("select", { id }, ...words.map((word) => el("option", { value: word, text: word.replace(/_/g, " ") || "in place" })));
  node.value = value;
  return node;
}

/** @param {string} id @param {string[]} usual @param {string} value @param {string} column */
function textOf(id, usual, value, column) {
  const node = el("input", { type: "text", id, maxlength: "2000", autocomplete: "off", placeholder: isDay(column) ? "YYYY-MM-DD" : null, list: usual.length ? id + "-usual" : null });
  node.value = value;
  if (usual.length) { node.append(el("datalist", { id: id + "-usual" }, ...usual.map((word) => el("option", { value: word })))); }
  return node;
}

/**
 * Save what stands in a field now; while a save is under way, only the newest text waits.
 * @param {Draft} draft @param {string} column @param {string} value
 */
function typed(draft, column, value) {
  draft.group = draft.group || column + " " + formCount + " " + Date.now();
  draft.sent[column] = value;
  draft.waiting[column] = { value, group: draft.group };
  if (!draft.busy) { saveDraft(draft); }
}

/** Save what waits, a field at a time; where nobody answers it waits on. @param {Draft} draft */
async function saveDraft(draft) {
  draft.busy = true;
  for (let column = Object.keys(draft.waiting)[0]; column; column = Object.keys(draft.waiting)[0]) {
    const typed = draft.waiting[column];
    delete draft.waiting[column];
    const reply = await send({ do: "fields", table: draft.table, subject: draft.subject, row: draft.row, seen: draft.seen, fields: { [column]: typed.value }, group: typed.group });
    if (reply.conflict || !reply.status) { draft.waiting[column] = draft.waiting[column] || typed; }
    if (reply.conflict) { settleConflict(draft, column, reply); }
    if (reply.conflict || !reply.status) { break; }
    const made = (reply.changes || []).filter((one) => one.file === draft.table).pop();
    if (made) { draft.row = made.row; draft.seen = Object.assign({}, made.after); }
    noteRow(draft.table, draft.subject, reply);
  }
  draft.busy = false;
}

/** The editor answers again: what waited for it is saved. */
function saveWaiting() { Object.values(drafts).forEach((draft) => { if (!draft.busy && !document.querySelector(".ask")) { saveDraft(draft); } }); }

/** @param {Draft} draft @param {string} column @param {Reply} reply */
function settleConflict(draft, column, reply) {
  const now = reply.now;
  askConflict(reply.conflict || "", () => {
    if (now) { draft.seen = now; }
    delete draft.waiting[column];
    delete draft.sent[column];
    saveDraft(draft);
    showCard();
  }, now ? () => {
    draft.seen = now;
    saveDraft(draft);
  } : null);
}

/** @param {Draft} draft @param {string} ref */
function kindRow(draft, ref) {
  const kinds = deskFacts().kinds, node = el("select", { id: "edit-kind" }, ...kinds.map((kind) => el("option", { value: kind, text: facts.symbols[kind].t })));
  node.value = facts.markers[Number(ref.slice(1))].k;
  node.addEventListener("change", () => { typed(draft, "kind", node.value); draft.group = ""; });
  return el("label", { class: "field", for: "edit-kind" }, el("span", { text: "Kind" }), node);
}

/** @param {string} ref */
function entranceKeys(ref) {
  const door = facts.doors[Number(ref.slice(1))];
  const n = facts.floors[door.f].b, building = facts.buildings[n], entrance = deskFacts().entrance;
  const isOwn = Boolean(door.n) && building.me === door.n, isFirst = isOwn && entrance[0] === building.i && entrance[1] === door.n;
  return el("div", { class: "keys" },
    isOwn ? el("p", { class: "hint", text: isFirst ? "This is the main entrance of the building and of the campus." : "This is the main entrance of the building." }) : button("Main entrance of this building", { id: "entrance-key" }, () => nameEntrance({ door: door.i })),
    isFirst ? null : button("Main entrance of the campus", {}, () => nameEntrance({ door: door.i, campus: true })));
}

/** @param {Record<string, unknown>} order */
async function nameEntrance(order) {
  const reply = await send(Object.assign({ do: "entrance" }, order));
  if (reply.number) { flash("Named the main entrance"); announce("Named the main entrance"); }
}

/** Tell whether the card must stay as it is: somebody types in it, holds a key of it down, or is asked something and comes back to it after. */
function isCardHeld() { return isTyping() || pressed !== "" || Boolean(document.querySelector(".ask")); }

/** Tell whether somebody types in the form now. */
function isTyping() {
  const at = document.activeElement;
  return Boolean(at && at.closest(".edit") && /^(INPUT|SELECT|TEXTAREA)$/.test(at.tagName));
}
