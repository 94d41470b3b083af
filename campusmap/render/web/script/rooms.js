// All rooms as a table: sorted by any column, narrowed by typing, each row opening its room on the map.

/** @type {[string, (room: Room) => string][]} */
const COLUMNS = [["Number", (r) => r.n || ""], ["Name", (r) => r.m || USES[r.u] || ""], ["Building", (r) => buildingName(facts.floors[r.f].b)],
  ["Floor", (r) => facts.floors[r.f].m], ["Use", (r) => USES[r.u] || ""], ["Cell", (r) => r.c || (facts.floors[r.f].placed ? "" : "not placed")],
  ["Hard corner", (r) => (r.hc && r.hc[0] === "hard_corner" ? r.hc[2] || "" : "")]];
/** @type {{ sort: number, down: boolean, filter: string, back: Element | null }} */
const roomTable = { sort: -1, down: false, filter: "", back: null };

function openTable() {
  completeFacts();
  roomTable.back = document.activeElement;
  const node = byId("table");
  const filter = el("input", { type: "search", "aria-label": "Narrow the list", placeholder: "Narrow the list", on: { input: () => { roomTable.filter = filter.value; fillTable(); } } });
  filter.value = roomTable.filter;
  refill(node, el("div", { class: "sheet" }, el("div", { class: "sheet-head" }, el("h2", { id: "table-title", text: "All rooms" }), filter,
    el("span", { id: "table-count", role: "status" }), iconButton("close", "Close the list", { class: "plain" }, closeTable)),
  el("div", { class: "sheet-body", tabindex: "0", role: "region", "aria-label": "Rooms" }, el("table", {}, el("thead", {}, tableHead()), el("tbody", { id: "table-rows" })))));
  // The bands stay in sight above it.
  node.style.top = byId("bands").getBoundingClientRect().bottom + "px";
  node.hidden = false;
  node.onkeydown = onTableKey;
  fillTable();
  filter.focus();
}

function closeTable() {
  byId("table").hidden = true;
  refill(byId("table"));
  if (roomTable.back instanceof HTMLElement) { roomTable.back.focus(); }
}

function tableHead() {
  return el("tr", {}, ...COLUMNS.map((column, n) => el("th", { scope: "col", "aria-sort": ariaSort(n) },
    button(column[0] + (roomTable.sort === n ? (roomTable.down ? " ▾" : " ▴") : ""), {}, () => sortTable(n)))));
}

/** @param {number} n */
function ariaSort(n) { return roomTable.sort !== n ? "none" : roomTable.down ? "descending" : "ascending"; }

/** @param {number} n */
function sortTable(n) {
  roomTable.down = roomTable.sort === n && !roomTable.down;
  roomTable.sort = n;
  const head = /** @type {HTMLElement} */ (byId("table").querySelector("thead"));
  refill(head, tableHead());
  head.querySelectorAll("button")[n].focus();
  fillTable();
}

/** Reading order (building, floor, number) unless a column was chosen. */
function sortedRooms() {
  const words = fold(roomTable.filter).split(" ").filter(Boolean);
  const rows = facts.rooms.map((room, n) => ({ n, cells: COLUMNS.map((column) => column[1](room)), o: facts.floors[room.f].o }))
    .filter((row) => words.every((word) => fold(row.cells.join(" ")).indexOf(word) >= 0));
  const sort = roomTable.sort;
  /** @typedef {{ cells: string[], o: number }} Line */
  const plain = (/** @type {Line} */ a, /** @type {Line} */ b) => byNumber(a.cells[2], b.cells[2]) || a.o - b.o || Number(!a.cells[0]) - Number(!b.cells[0]) || byNumber(a.cells[0], b.cells[0]);
  rows.sort((a, b) => (sort < 0 ? 0 : Number(!a.cells[sort]) - Number(!b.cells[sort]) || byNumber(a.cells[sort], b.cells[sort]) * (roomTable.down ? -1 : 1)) || plain(a, b));
  return rows;
}

function fillTable() {
  const rows = sortedRooms();
  byId("table-count").textContent = rows.length + (rows.length === 1 ? " room" : " rooms");
  refill(byId("table-rows"), ...rows.map((row) => {
    const open = () => { closeTable(); openRef("r" + row.n); };
    return el("tr", { on: { click: open } }, ...row.cells.map((text, k) => (k === 0
      ? el("th", { scope: "row" }, el("button", { type: "button", on: { click: (/** @type {Event} */ event) => { event.stopPropagation(); open(); } } }, bdi(text || "no number")))
      : el("td", {}, bdi(text)))));
  }));
}

/**
 * Esc closes; Tab stays inside; arrows move over the rows.
 * @param {KeyboardEvent} event
 */
function onTableKey(event) {
  if (event.key === "Escape") { event.stopPropagation(); closeTable(); return; }
  const rows = Array.from(byId("table-rows").querySelectorAll("button")), focus = document.activeElement, at = rows.indexOf(/** @type {HTMLButtonElement} */ (focus));
  if (event.key === "ArrowDown" && (at >= 0 || (focus instanceof HTMLInputElement && focus.type === "search"))) { event.preventDefault(); if (rows[at + 1]) { rows[at + 1].focus(); } }
  else if (event.key === "ArrowUp" && at > 0) { event.preventDefault(); rows[at - 1].focus(); }
  else if (event.key === "Tab") { keepInside(event, byId("table")); }
}

/** @param {KeyboardEvent} event @param {Element} dialog */
function keepInside(event, dialog) {
  const all = /** @type {HTMLElement[]} */ (Array.from(dialog.querySelectorAll("button, input, [tabindex='0']"))), first = all[0], last = all[all.length - 1];
  if (event.shiftKey && document.activeElement === first) { event.preventDefault(); last.focus(); }
  else if (!event.shiftKey && document.activeElement === last) { event.preventDefault(); first.focus(); }
}
