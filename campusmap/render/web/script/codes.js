// Codes and links that sheets carry, and the address bar's: all lead to the same places.

/** Letter, two digits, letter, three digits, as carto/codes.py makes them. */
const PRINTED_CODE = /^[FHKMQRWY]\d\d[\s-]*[FHKMQRWY]\d{3}$/;

/**
 * The place of a printed code: a reference, "f3" for a floor, "w" for the whole campus; "" when there is none.
 * @param {string} text
 */
function readCode(text) {
  const typed = text.trim().toUpperCase();
  if (!PRINTED_CODE.test(typed)) { return ""; }
  const code = typed.slice(0, 3) + "-" + typed.slice(-4);
  if (facts.campus.q === code) { return "w"; }
  for (const letter of ["b", "d", "r"]) {
    const n = facts[KINDS[letter]].findIndex((record) => record.q === code);
    if (n >= 0) { return letter + n; }
  }
  const floor = facts.floors.findIndex((one) => one.q === code);
  return floor >= 0 ? "f" + floor : "";
}

/** @param {string} text */
function looksLikeCode(text) { return PRINTED_CODE.test(text.trim().toUpperCase()); }

/**
 * A link's parts: {b: "main", f: "2", r: "214"}; damaged ones are left out.
 * @param {string} fragment
 */
function readLink(fragment) {
  const part = /** @type {Record<string, string>} */ (Object.create(null));
  fragment.replace(/^#/, "").split("&").forEach((pair) => {
    const cut = pair.indexOf("=");
    if (cut > 0) { try { part[pair.slice(0, cut)] = decodeURIComponent(pair.slice(cut + 1)); } catch { /* damaged: as if it were not there */ } }
  });
  return part;
}

/**
 * What a QR code of a sheet holds, when that was pasted or scanned into the search: the edition and the link.
 * @param {string} text
 */
function readQr(text) {
  const plain = /^\s*CAMPUSMAP\s+([0-9a-f]{8})\s+(#\S*)\s*$/i.exec(text), link = /^\s*(?:https?|file):\S*?(#\S+)\s*$/i.exec(text);
  if (plain) { return { fingerprint: plain[1].toLowerCase(), link: plain[2] }; }
  return link ? { fingerprint: "", link: link[1] } : null;
}

/**
 * The position in a list of the record with an id that may leave out the parents' ("214" or "main/2/214"), or -1.
 * @param {{ i: string }[]} list @param {string} id @param {string} parent
 */
function findId(list, id, parent) {
  const whole = list.findIndex((one) => one.i === parent + "/" + id);
  return whole >= 0 ? whole : list.findIndex((one) => one.i === id);
}

/**
 * What a link leads to: the thing chosen ("" for none), its floor (-1), and whether the link names what is not here.
 * @param {Record<string, string>} part
 */
function placeOfLink(part) {
  const floor = part.f === undefined ? -1 : findId(facts.floors, part.f, part.b || "");
  const building = part.b === undefined ? -1 : facts.buildings.findIndex((one) => one.i === part.b);
  const parent = floor >= 0 ? facts.floors[floor].i : "", lost = (part.f !== undefined && floor < 0) || (part.b !== undefined && building < 0);
  for (const letter of ["r", "d", "m", "a"]) {
    if (part[letter] === undefined) { continue; }
    const n = findId(facts[KINDS[letter]], part[letter], parent);
    return { ref: n >= 0 ? letter + n : "", floor, lost: n < 0 };
  }
  if (part.c !== undefined) {
    const cell = findCell(part.c);
    return { ref: cell ? "c:" + cell.name : "", floor, lost: !cell };
  }
  if (part.p !== undefined) {
    const at = facts.frame ? readLatLon(part.p) : null;
    return { ref: at ? "p:" + [at.lat, at.lon, at.radius].join(",") : "", floor, lost: !at };
  }
  return { ref: building >= 0 && floor < 0 ? "b" + building : "", floor, lost };
}

/** @param {string} text */
function inLink(text) { return encodeURIComponent(text).replace(/%2F/g, "/").replace(/%3A/g, ":").replace(/%2C/g, ","); }

/**
 * The link of what is chosen and shown, without "#".
 * @param {State} now
 */
function linkOf(now) {
  const ref = now.chosen, record = recordOf(ref), letter = ref.charAt(0), floor = now.alone >= 0 ? now.alone : floorOf(ref), parts = [];
  if (floor >= 0) {
    const building = facts.buildings[facts.floors[floor].b].i;
    parts.push("b=" + inLink(building), "f=" + inLink(shorten(facts.floors[floor].i, building)));
  } else if (letter === "b" && record) { parts.push("b=" + inLink(record.i)); }
  if (record && letter !== "b") { parts.push(letter + "=" + inLink(floor >= 0 ? shorten(record.i, facts.floors[floor].i) : record.i)); }
  if (letter === "c" || letter === "p") { parts.push(letter + "=" + inLink(ref.slice(2))); }
  if (floor < 0 && now.level !== startLevel()) { parts.push("v=" + now.level); }
  const off = Object.keys(now.hidden).filter((name) => now.hidden[name]).sort();
  if (off.length) { parts.push("l=" + inLink(off.map((name) => "-" + name).join(","))); }
  if (now.turn) { parts.push("t=" + Math.round(now.turn * 10) / 10); }
  return parts.join("&");
}

/** @param {string} id @param {string} parent */
function shorten(id, parent) { return id.indexOf(parent + "/") === 0 ? id.slice(parent.length + 1) : id; }

/**
 * The layers that a link switches off.
 * @param {string | undefined} text
 */
function hiddenOf(text) {
  const hidden = /** @type {Record<string, boolean>} */ ({});
  (text || "").split(",").forEach((name) => { if (/^-[a-z:_]+$/.test(name)) { hidden[name.slice(1)] = true; } });
  return hidden;
}
