// What must not be overlooked: draft, expired, not verified, handling. These bands cannot be switched off.

const DAY_MS = 86400000;
// A walk-through holds for a year (mapping laws ask for a yearly check).
const VALID_DAYS = 365;

function daysSince(date) {
  const parts = date.split("-").map(Number), now = new Date();
  return Math.floor((Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()) - Date.UTC(parts[0], parts[1] - 1, parts[2])) / DAY_MS);
}

/** "today", "12 days ago", "8 months ago", "2 years ago". */
function ageWords(days) {
  if (days < 0) { return "in the future by this computer's clock"; }
  if (days < 2) { return days ? "yesterday" : "today"; }
  if (days < 60) { return days + " days ago"; }
  return days < 730 ? Math.floor(days / 30.44) + " months ago" : Math.floor(days / 365.25) + " years ago";
}

/** The bands in order of weight, each {name, text}. */
function bandList() {
  const bands = [], errors = facts.counts.ERROR, verified = facts.campus.verified, issued = facts.edition.issued;
  if (errors) { bands.push({ name: "draft", text: "DRAFT · " + errors + (errors === 1 ? " open error" : " open errors") + " · do not hand out" }); }
  const since = verified ? verified.when : issued;
  if (daysSince(since) > VALID_DAYS) {
    bands.push({ name: "expired", text: "EXPIRED · " + (verified ? "last verified " + since + ", " + ageWords(daysSince(since)) : "issued " + since + ", never verified") });
  }
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
    verified ? el("span", { class: "verified" }, "Verified " + verified.when + " by ", bdi(verified.who), verified.scope ? bdi(" (" + verified.scope + ")") : null) : null,
    el("span", { text: "Findings: " + [[counts.ERROR, "error"], [counts.WARNING, "warning"], [counts.NOTE, "note"]]
      .map((pair) => pair[0] + " " + pair[1] + (pair[0] === 1 ? "" : "s")).join(", ") + (counts.waived ? ", " + counts.waived + " waived" : "") }),
    el("span", { class: "last", text: edition.program }));
}
