// Photos of doors, key boxes and panels: small on the card, larger in a dialog, read from the page itself.

// On one card; what is beyond is on the cards of the things themselves. Tool default.
const MOST_PHOTOS = 8;

/** @type {Record<string, number[]>} */
const photosByRef = Object.create(null);

function countPhotos() {
  Object.keys(photosByRef).forEach((ref) => { delete photosByRef[ref]; });
  (facts.photos || []).forEach((photo, n) => photo.s.forEach((ref) => { photosByRef[ref] = (photosByRef[ref] || []).concat(n); }));
}

countPhotos();

/**
 * The photos of a thing, then those of the doors and devices that its card names: [position, what it is of].
 * @param {string} ref @param {Row[]} rows @returns {[number, string][]}
 */
function photosFor(ref, rows) {
  const named = rows.map((row) => (row[2] && row[2].go) || "").filter((go) => /^[dm]/.test(go)), found = /** @type {[number, string][]} */ ([]);
  [ref].concat(named).forEach((of) => (photosByRef[of] || []).forEach((n) => { if (!found.some((one) => one[0] === n)) { found.push([n, of]); } }));
  return found.slice(0, MOST_PHOTOS);
}

/** @param {number} n */
function photoAddress(n) { return "data:image/jpeg;base64," + blockText("photo-" + n); }

/** @param {number} n */
function photoDate(n) { const on = facts.photos[n].on; return on ? "taken " + on : "date not known"; }

/**
 * What is seen, in words: "Photo of Door 1, Main Building".
 * @param {string} of
 */
function photoWords(of) { return "Photo of " + [titleOf(of), buildingOf(of) >= 0 ? buildingName(buildingOf(of)) : ""].filter(Boolean).join(", "); }

/** @param {string} ref @param {Row[]} rows */
function photoStrip(ref, rows) {
  const found = photosFor(ref, rows);
  return found.length ? el("div", { class: "photos", role: "group", "aria-label": "Photos" }, ...found.map(([n, of]) => photoButton(n, of))) : null;
}

/** @param {number} n @param {string} of */
function photoButton(n, of) {
  const photo = facts.photos[n], high = 96, wide = Math.round(high * Math.min(1.8, Math.max(1.1, photo.w / photo.h)));
  return el("button", { type: "button", title: "Show larger", on: { click: () => openPhoto(n, of) } },
    el("img", { alt: photoWords(of), src: photoAddress(n), width: String(wide), height: String(high) }), el("small", { "aria-hidden": "true" }, bdi(titleOf(of))), el("span", { class: "sr", text: ", show larger" }));
}

/** @type {Element | null} */
let photoBack = null;

/** @param {number} n @param {string} of */
function openPhoto(n, of) {
  const node = byId("photo"), photo = facts.photos[n], close = iconButton("close", "Close the photo", { class: "plain" }, closePhoto);
  photoBack = document.activeElement;
  refill(node, el("figure", {}, el("div", { class: "sheet-head" }, el("h2", { id: "photo-title" }, bdi(titleOf(of))), close),
    el("img", { alt: photoWords(of), src: photoAddress(n), width: String(photo.w), height: String(photo.h) }),
    el("figcaption", { text: [whereOf(of), photoDate(n)].join(", ") })));
  node.hidden = false;
  node.onkeydown = (event) => { if (event.key === "Escape") { event.stopPropagation(); closePhoto(); } else if (event.key === "Tab") { event.preventDefault(); } };
  node.onclick = (event) => { if (event.target === node) { closePhoto(); } };
  close.focus();
}

function closePhoto() {
  byId("photo").hidden = true;
  refill(byId("photo"));
  if (photoBack instanceof HTMLElement) { photoBack.focus(); }
}
