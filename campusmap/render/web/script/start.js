// What the side panel shows while nothing is chosen: buildings, quick finds, and whom to call.

function showStart() {
  const kinds = Object.keys(facts.symbols).filter((kind) => facts.markers.some((marker) => marker.k === kind && marker.st !== "none"));
  const first = ["AED", "KEY_BOX", "FACP", "GAS_SHUTOFF", "WATER_SHUTOFF", "ELECTRIC_SHUTOFF", "BLEEDING_KIT", "FDC", "NURSE", "HAZARD"]
    .filter((kind) => kinds.indexOf(kind) >= 0);
  const lost = facts.floors.map((floor, n) => n).filter((n) => !facts.floors[n].placed);
  refill(byId("start"),
    el("h2", { text: "Buildings" }), el("ul", { class: "buildings" }, ...sortedBuildings().map(buildingLine)),
    first.length ? el("h2", { text: "Find" }) : null, el("div", { class: "quick" }, ...first.map(quickFind)),
    lost.length ? el("h2", { text: "Floors not placed" }) : null, el("div", { class: "floors" }, ...lost.map((n) => floorButton(n, lostName(n)))),
    facts.contacts.length ? el("h2", { text: "Contacts" }) : null, el("ul", { class: "contacts" }, ...facts.contacts.map(contactLine)),
    el("p", { class: "hint", text: "Esc clears. Press / to search, arrow keys to choose. Click a room to read it back." }));
}

function sortedBuildings() {
  return facts.buildings.map((b, n) => n).sort((a, b) => byNumber(buildingName(a), buildingName(b)));
}

function buildingLine(n) {
  const b = facts.buildings[n], floors = b.fl.length;
  return el("li", {}, el("button", { type: "button", on: { click: () => openRef("b" + n) } }, el("b", { class: "num" }, bdi(b.n || "–")),
    el("span", { class: "what" }, bdi(b.m || b.i), el("small", { text: floors ? floors + (floors === 1 ? " floor" : " floors") : "no floor plan" })),
    el("span", { class: "cell", text: b.c || "" })));
}

function quickFind(kind) {
  const symbol = facts.symbols[kind];
  return el("button", { type: "button", on: { click: () => { byId("q").value = symbol.t; runSearch(symbol.t); byId("q").focus(); } } },
    el("img", { alt: "", width: "20", height: "20", src: symbolAddress(kind, false) }), symbol.t);
}

function contactLine(contact) {
  return el("li", {}, el("b", {}, bdi(contact.role || "")), el("span", {}, bdi([contact.name, contact.organisation].filter(Boolean).join(", "))),
    contact.phone ? el("button", { type: "button", class: "copies", title: "Copy the number", on: { click: () => copyText(contact.phone, "Number") } }, bdi(contact.phone)) : null,
    contact.radio ? el("span", { class: "radio" }, bdi(contact.radio)) : null);
}
