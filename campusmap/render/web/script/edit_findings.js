// The findings as a list to be worked through: fly there, mend, see it go.

/** What was opened last, so that its going is told. */
let openedFault = "";
/** @type {string[]} */
const SEVERITIES = ["ERROR", "WARNING", "NOTE"];

/** How far down the list was, for who comes back to it from a narrow screen's map. */
let faultsAt = 0;

function toggleFindings() {
  showPanel("findings", el("h2", { id: "panel-title", text: "Findings" }), el("p", { class: "hint", text: "Sheets are judged when the kit is built." }), el("div", { id: "faults" }));
  fillFaults();
  byId("panel").scrollTop = faultsAt;
}

/** @param {Fault} fault */
function faultKey(fault) { return [fault.id, fault.s, fault.m].join("|"); }

function fillFaults() {
  const faults = deskFacts().findings, list = byId("faults");
  if (!list) { return; }
  if (!isJudged()) { refill(list, el("p", { class: "hint", text: "The campus is not judged yet; what is wrong with it comes here then." })); return; }
  refill(list, ...SEVERITIES.map((severity) => faultGroup(severity, faults.filter((fault) => fault.sv === severity))), faults.length ? null : el("p", { class: "hint", text: "Nothing is left to mend." }));
}

/** @param {string} severity @param {Fault[]} faults */
function faultGroup(severity, faults) {
  if (!faults.length) { return null; }
  return el("div", { role: "group", "aria-label": severity.toLowerCase() + "s" }, el("h3", { text: faults.length + " " + severity.toLowerCase() + (faults.length === 1 ? "" : "s") }),
    el("ul", {}, ...faults.map(faultRow)));
}

/** @param {Fault} fault */
function faultRow(fault) {
  const where = [fault.file, fault.p].filter(Boolean).join(", ");
  return el("li", {}, el("button", { type: "button", class: "fault sv-" + fault.sv.toLowerCase(), on: { click: () => openFault(fault) } },
    el("b", {}, bdi(fault.t)), el("span", {}, bdi(fault.m)), fault.fix ? el("small", {}, bdi(fault.fix)) : null, where ? el("small", {}, bdi(where)) : null));
}

/** @param {Fault} fault */
function openFault(fault) {
  openedFault = faultKey(fault);
  faultsAt = byId("panel").scrollTop;
  const ref = refOfId(fault.s || "") || refOfId(fault.b || "");
  if (ref) { openRef(ref); }
  if (fault.ll && fault.ll.length === 2) {
    const [x, y] = fromLonLat(fault.ll[0], fault.ll[1]);
    fitBox([x - 12, y - 12, x + 12, y + 12], 4.75);
  } else if (!ref) {
    const floor = facts.floors.findIndex((one) => one.i === (fault.fl || fault.s));
    if (floor >= 0) { change(partForFloor(floor)); showFloorWhole(floor); } else { flash("This finding has no place on the map"); }
  }
  besidePanel();
}

/**
 * The page's reference of a thing by its id, or "".
 * @param {string} id
 */
function refOfId(id) {
  const found = /** @type {[string, { i: string }[]][]} */ ([["r", facts.rooms], ["d", facts.doors], ["m", facts.markers], ["b", facts.buildings], ["a", facts.areas]])
    .map(([letter, list]) => ({ letter, n: list.findIndex((one) => id !== "" && one.i === id) })).find((one) => one.n >= 0);
  return found ? found.letter + found.n : "";
}

/** Findings went or came: tell of the one that was worked on. */
function hearFaults() {
  const faults = deskFacts().findings, key = byId("findings-key");
  if (openedFault && isJudged() && !faults.some((fault) => faultKey(fault) === openedFault)) { openedFault = ""; flash("Mended: this finding is gone"); announce("Mended: this finding is gone"); }
  key.textContent = isJudged() ? "Findings " + faults.length : "Findings \u2026";
  fillFaults();
}
