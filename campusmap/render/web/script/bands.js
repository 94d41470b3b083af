// What must not be overlooked: draft, expired, not verified, handling. These bands cannot be switched off.

const DAY_MS = 86400000;
// A walk-through holds for a year (mapping laws ask for a yearly check).
const VALID_DAYS = 365;

/** @param {string} date */
function daysSince(date) {
  const parts = date.split("-").map(Number), now = new Date();
  return Math.floor((Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()) - Date.UTC(parts[0], parts[1] - 1, parts[2])) / DAY_MS);
}

/**
 * "today", "12 days ago", "8 months ago", "2 years ago".
 * @param {number} days
 */
function ageWords(days) {
  if (days < 0) { return "in the future by this computer's clock"; }
  if (days < 2) { return days ? "yesterday" : "today"; }
  if (days < 60) { return days + " days ago"; }
  return days < 730 ? Math.floor(days / 30.44) + " months ago" : Math.floor(days / 365.25) + " years ago";
}

/** "EXPIRED ..." by this computer's clock, "" while the map is young enough. */
function expiredWords() {
  const verified = facts.campus.verified, since = verified ? verified.when : facts.edition.issued, days = daysSince(since);
  if (days <= VALID_DAYS) { return ""; }
  return "EXPIRED · " + (verified ? "last verified " + since + ", " + ageWords(days) : "issued " + since + ", never verified");
}

/** The bands in order of weight, each {name, text}. */
function bandList() {
  const bands = [], expired = expiredWords(), errors = facts.counts.ERROR, verified = facts.campus.verified, issued = facts.edition.issued;
  if (errors) { bands.push({ name: "draft", text: "DRAFT · " + errors + (errors === 1 ? " open error" : " open errors") + " · do not hand out" }); }
  if (expired) { bands.push({ name: "expired", text: expired }); }
  if (!verified) { bands.push({ name: "unverified", text: "NOT FIELD-VERIFIED" }); }
  if (daysSince(issued) < 0) { bands.push({ name: "clock", text: "This computer's clock is before the issue date" }); }
  if (facts.campus.handling) { bands.push({ name: "handling", text: facts.campus.handling }); }
  return bands;
}

function showBands() {
  refill(byId("bands"), ...bandList().map((band) => el("div", { class: "band " + band.name }, bdi(band.text))));
  const edition = facts.edition, counts = facts.counts, verified = facts.campus.verified;
  byId("edition").textContent = "Issued " + edition.issued + ", " + ageWords(daysSince(edition.issued)) + " · for " + edition.audience;
  refill(byId("foot"),
    el("span", {}, "Edition ", el("b", { text: edition.issued }), " · fingerprint ", el("b", { class: "mono", text: edition.fingerprint })),
    paperCheck(), verified ? el("span", { class: "verified" }, "Verified " + verified.when + " by ", bdi(verified.who), verified.scope ? bdi(" (" + verified.scope + ")") : null) : null,
    facts.campus.ck ? el("span", { class: "checked", text: facts.campus.ck }) : null,
    el("span", { class: "findings", text: "Findings: " + (facts.reading && facts.reading.stage ? "not judged yet" : [[counts.ERROR, "error"], [counts.WARNING, "warning"], [counts.NOTE, "note"]]
      .map((pair) => pair[0] + " " + pair[1] + (pair[0] === 1 ? "" : "s")).join(", ") + (counts.waived ? ", " + counts.waived + " waived" : "")) }),
    el("span", { class: "last", text: edition.program }));
}

/** What the bands say, for text that leaves the page without them. */
function stampWords() {
  const errors = facts.counts.ERROR, handling = facts.campus.handling, expired = expiredWords().replace(" · ", ", ");
  return (errors ? ", DRAFT with " + errors + (errors === 1 ? " open error" : " open errors") : "") + (expired && ", " + expired) +
    (facts.campus.verified ? "" : ", not field-verified") + (handling ? ", " + handling : "");
}

/** A field for the fingerprint that stands on a paper, and whether it is this map's. */
function paperCheck() {
  const said = el("output", { for: "paper-print", id: "paper-said" });
  const input = el("input", { id: "paper-print", type: "text", size: "9", maxlength: "12", autocomplete: "off", spellcheck: "false", "aria-label": "On the paper: its fingerprint",
    placeholder: "8 characters", on: { input: () => { said.textContent = comparePaper(input.value); said.className = comparePaper(input.value) === SAME ? "same" : "other"; } } });
  return el("label", { class: "compare" }, "On the paper: ", input, said);
}

const SAME = "Same edition as the paper";

/** @param {string} typed */
function comparePaper(typed) {
  const plain = typed.toLowerCase().replace(/[^0-9a-z]/g, "");
  if (!plain) { return ""; }
  if (plain.length < 8 && facts.edition.fingerprint.indexOf(plain) === 0) { return "…"; }
  return plain === facts.edition.fingerprint ? SAME : "NOT the paper's edition: do not mix them";
}
