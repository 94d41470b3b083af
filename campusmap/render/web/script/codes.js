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
  return codeTable().get(typed.slice(0, 3) + "-" + typed.slice(-4)) || "";
}

/** @type {Map<string, string> | null} */
let codeIndex = null;

/** Every code with its place, reckoned when one is first asked for. */
function codeTable() {
  if (!codeIndex) {
    const index = new Map(), families = { w: [0], b: facts.buildings, f: facts.floors, d: facts.doors, r: facts.rooms };
    Object.entries(families).forEach(([letter, list]) => list.forEach((_, n) => {
      const ref = letter === "w" ? "w" : letter + n, code = codeOf(ref);
      if (code) { index.set(code, ref); }
    }));
    codeIndex = index;
  }
  return codeIndex;
}

/** @type {Record<string, string>} */
const CODE_KINDS = { w: "campus", b: "building", f: "floor", d: "door", r: "room" };

/**
 * The printed code of a place, "" for what has none.
 * @param {string} ref
 */
function codeOf(ref) {
  const letter = ref.charAt(0), n = Number(ref.slice(1));
  if (letter === "w") { return facts.campus.q || reckonCode("campus", facts.campus.id); }
  if (letter === "f") { return facts.floors[n].q || reckonCode("floor", facts.floors[n].i); }
  const record = recordOf(ref);
  if (!record || !(letter in CODE_KINDS) || (letter === "d" && !facts.doors[n].ex)) { return ""; }
  return record.q || reckonCode(CODE_KINDS[letter], record.i);
}

/**
 * As carto/codes.py reckons it, where no other place has the same.
 * @param {string} kind @param {string} id
 */
function reckonCode(kind, id) {
  const letters = "FHKMQRWY", number = crc32(new TextEncoder().encode(kind + "\n" + id + "\n0")) % 6400000;
  const last = number % 1000, second = Math.floor(number / 1000) % 8, rest = Math.floor(number / 8000);
  return letters.charAt(Math.floor(rest / 100)) + String(rest % 100).padStart(2, "0") + "-" + letters.charAt(second) + String(last).padStart(3, "0");
}

/**
 * The CRC-32 of zlib and PNG (polynomial EDB88320, reflected).
 * @param {Uint8Array} bytes
 */
function crc32(bytes) {
  let crc = 0xffffffff;
  bytes.forEach((byte) => {
    crc ^= byte;
    for (let k = 0; k < 8; k += 1) { crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1; }
  });
  return (crc ^ 0xffffffff) >>> 0;
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
  completeFacts();
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
  const signs = off.map((name) => "-" + name).concat(Object.keys(now.shown).filter((name) => now.shown[name]).sort().map((name) => "~" + name));
  if (signs.length) { parts.push("l=" + inLink(signs.join(","))); }
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

/**
 * The layers that a link switches on, of those that are off until asked for.
 * @param {string | undefined} text
 */
function shownOf(text) {
  const shown = /** @type {Record<string, boolean>} */ ({});
  (text || "").split(",").forEach((name) => { if (/^~[a-z._]+$/.test(name)) { shown[name.slice(1)] = true; } });
  return shown;
}
