// What the side panel shows while nothing is chosen: buildings, quick finds, and whom to call.

function showStart() {
  const kinds = Object.keys(facts.symbols).filter((kind) => facts.markers.some((marker) => marker.k === kind && marker.st !== "none"));
  const first = ["AED", "KEY_BOX", "FACP", "GAS_SHUTOFF", "WATER_SHUTOFF", "ELECTRIC_SHUTOFF", "BLEEDING_KIT", "FDC", "NURSE", "HAZARD"]
    .filter((kind) => kinds.indexOf(kind) >= 0);
  const lost = lostFloors();
  refill(byId("start"),
    el("h2", { text: "Buildings" }), el("ul", { class: "buildings" }, ...sortedBuildings().map(buildingLine)),
    first.length ? el("h2", { text: "Find" }) : null, el("div", { class: "quick" }, ...first.map(quickFind)),
    lost.length ? el("h2", { text: "Floors not placed" }) : null, el("div", { class: "floors" }, ...lost.map((n) => floorButton(n, lostName(n)))),
    facts.contacts.length ? el("h2", { text: "Contacts" }) : null, el("ul", { class: "contacts" }, ...facts.contacts.map(contactLine)),
    el("p", { class: "hint", text: "Esc clears, arrow keys choose, Enter opens. Ctrl+K comes back to the search, Alt+C copies the card, Alt+T turns the map. Click a room to read it back." }));
}

function sortedBuildings() {
  return facts.buildings.map((_, n) => n).sort((a, b) => byNumber(buildingName(a), buildingName(b)));
}

/** @param {number} n */
function buildingLine(n) {
  const b = facts.buildings[n], floors = b.fl.length;
  return el("li", {}, el("button", { type: "button", on: { click: () => openRef("b" + n) } }, el("b", { class: "num" }, bdi(b.n || "–")),
    el("span", { class: "what" }, bdi(b.m || b.i), el("small", { text: floors ? floors + (floors === 1 ? " floor" : " floors") : "no floor plan" })),
    el("span", { class: "cell", text: b.c || "" })));
}

/** @param {string} kind */
function quickFind(kind) {
  const symbol = facts.symbols[kind];
  return el("button", { type: "button", on: { click: () => { inputById("q").value = symbol.t; runSearch(symbol.t); byId("q").focus(); } } },
    el("img", { alt: "", width: "20", height: "20", src: symbolAddress(kind, false) }), symbol.t);
}

/** @param {Contact} contact */
function contactLine(contact) {
  return el("li", {}, el("b", {}, bdi(contact.role || "")), el("span", {}, bdi([contact.name, contact.organisation].filter(Boolean).join(", "))),
    phoneButton(contact.phone),
    contact.radio ? el("span", { class: "radio" }, bdi(contact.radio)) : null);
}

/** @param {string | undefined} phone */
function phoneButton(phone) {
  return phone ? el("button", { type: "button", class: "copies", title: "Copy the number", on: { click: () => copyText(phone, "Number") } }, bdi(phone)) : null;
}
