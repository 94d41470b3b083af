// Nodes and text. Text from files reaches the page here only, and only as textContent or an attribute.

/** @typedef {Record<string, any>} Spec */

/**
 * Make an element. `spec` keys: `text` sets textContent, `on` adds listeners, any other key is an attribute.
 * Children may be nodes or strings; empty ones are left out.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag @param {Spec | null} [spec] @param {...(Node | string | null | undefined | false | 0)} kids
 * @returns {HTMLElementTagNameMap[Tag]}
 */
function el(tag, spec, ...kids) {
  const node = document.createElement(tag), facets = spec || {};
  Object.keys(facets).forEach((key) => {
    const value = facets[key];
    if (value === undefined || value === null || value === false) { return; }
    if (key === "text") { node.textContent = value; }
    else if (key === "on") { Object.keys(value).forEach((type) => node.addEventListener(type, value[type])); }
    else { node.setAttribute(key, value === true ? "" : value); }
  });
  kids.forEach((kid) => { if (kid) { node.append(kid); } });
  return node;
}

/** @param {string} id */
function byId(id) { return /** @type {HTMLElement} */ (document.getElementById(id)); }

/** The page is laid out for a telephone. */
function isNarrow() { return window.matchMedia("(max-width: 760px)").matches; }

/** @param {string} id */
function inputById(id) { return /** @type {HTMLInputElement} */ (document.getElementById(id)); }

/**
 * Put other children in a node. Whoever was at a control in it is at the same one again, by its id or its words; where
 * that is gone, at what holds it.
 * @param {Element} node @param {...(Node | string | null | undefined | false | 0)} kids
 */
function refill(node, ...kids) {
  const at = document.activeElement, name = at && at !== node && node.contains(at) ? nameOf(at) : "", n = name ? controlsCalled(node, name).indexOf(/** @type {Element} */ (at)) : 0;
  node.replaceChildren(.../** @type {(Node | string)[]} */ (kids.filter(Boolean)));
  const next = name ? controlsCalled(node, name)[n] || node.closest("[tabindex]") : null;
  if (next instanceof HTMLElement) { next.focus({ preventScroll: true }); }
  return node;
}

/** What a control is called, so that it is known again. @param {Element} one */
function nameOf(one) { return one.tagName + " " + (one.id || one.textContent || one.getAttribute("aria-label") || ""); }

/** @param {Element} node @param {string} name */
function controlsCalled(node, name) { return Array.from(node.querySelectorAll("a, button, input, select, textarea, [tabindex]")).filter((one) => nameOf(one) === name); }

/** Where somebody was at a control that goes away, they are at another. @param {Element} old @param {HTMLElement} next */
function handOn(old, next) { if (old.contains(document.activeElement)) { next.focus({ preventScroll: true }); } }

/** @param {string} text @param {Spec} spec @param {(event: Event) => void} onClick */
function button(text, spec, onClick) {
  return el("button", Object.assign({ type: "button", text, on: { click: onClick } }, spec));
}

/**
 * Keep text that runs right to left, or holds direction marks, from disturbing its neighbours.
 * @param {string} text @param {Spec} [spec]
 */
function bdi(text, spec) { return el("bdi", Object.assign({ text, dir: "auto" }, spec)); }

/**
 * A drawing of one path.
 * @param {string} paths @param {Record<string, string>} spec
 */
function drawing(paths, spec) {
  const space = "http://www.w3.org/2000/svg", svg = document.createElementNS(space, "svg"), path = document.createElementNS(space, "path");
  Object.keys(spec).forEach((key) => svg.setAttribute(key, spec[key]));
  path.setAttribute("d", paths);
  svg.append(path);
  return svg;
}

/**
 * A line icon from constant path data on a 24 x 24 box.
 * @param {string} paths
 */
function icon(paths) {
  return drawing(paths, { viewBox: "0 0 24 24", width: "20", height: "20", fill: "none", stroke: "currentColor",
    "stroke-width": "1.8", "stroke-linecap": "round", "stroke-linejoin": "round", "aria-hidden": "true" });
}

/** @type {Record<string, string>} */
const ICONS = {
  list: "M8 6h12M8 12h12M8 18h12M4 6h.01M4 12h.01M4 18h.01",
  ruler: "M3 16L16 3l5 5L8 21zM7 12l2 2M10 9l2 2M13 6l2 2",
  print: "M7 8V3h10v5M7 17H4v-7a2 2 0 012-2h12a2 2 0 012 2v7h-3M7 14h10v7H7z",
  theme: "M12 3a9 9 0 100 18zM12 3a9 9 0 010 18",
  layers: "M12 3l9 5-9 5-9-5zM3 13l9 5 9-5",
  plus: "M12 5v14M5 12h14",
  minus: "M5 12h14",
  whole: "M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5",
  copy: "M9 9h11v11H9zM5 15H4V4h11v1",
  close: "M6 6l12 12M18 6L6 18",
  turn: "M20 12a8 8 0 11-3-6.2M20 3v4h-4M9 15V9h6v6z"
};

/** @param {string} name @param {string} label @param {Spec} spec @param {(event: Event) => void} onClick */
function iconButton(name, label, spec, onClick) {
  const node = el("button", Object.assign({ type: "button", "aria-label": label, title: label, on: { click: onClick } }, spec));
  node.append(icon(ICONS[name]));
  return node;
}

/** Have the browser ask before the page is left; older ones heed the value alone. @param {BeforeUnloadEvent} event */
function askBeforeLeaving(event) {
  event.preventDefault();
  event.returnValue = true;
}

let liveTimer = 0;

/**
 * Tell a screen reader; a repeated message is told again.
 * @param {string} text
 */
function announce(text) {
  const live = byId("live");
  live.textContent = "";
  window.clearTimeout(liveTimer);
  liveTimer = window.setTimeout(() => { live.textContent = text; }, 60);
}

/**
 * Marks that turn the direction of text: shown isolated on the page, left out of what is pasted elsewhere.
 * @param {string} text
 */
function plainText(text) { return text.replace(/[\u202a-\u202e\u2066-\u2069]/g, ""); }

/**
 * Copy text; where the clipboard is out of reach (some browsers, opened from disk) by the old command.
 * @param {string} text @param {string} what
 */
function copyText(text, what) {
  const done = () => { announce(what + " copied"); flash(what + " copied"); };
  const words = plainText(text);
  if (navigator.clipboard && window.isSecureContext) {
    navigator.clipboard.writeText(words).then(done, () => copyOldWay(words, done));
  } else {
    copyOldWay(words, done);
  }
}

/** @param {string} text @param {() => void} done */
function copyOldWay(text, done) {
  const focus = document.activeElement, area = el("textarea", { class: "offstage", "aria-label": "Text to copy" });
  area.value = text;
  document.body.append(area);
  area.select();
  let copied = false;
  try { copied = document.execCommand("copy"); } catch { copied = false; }
  area.remove();
  if (focus instanceof HTMLElement) { focus.focus(); }
  if (copied) { done(); } else { window.prompt("Copy with Ctrl+C:", text); }
}

let flashTimer = 0;

/**
 * Show a short word at the bottom of the page.
 * @param {string} text
 */
function flash(text) {
  let note = byId("flash");
  if (!note) { note = el("div", { id: "flash", "aria-hidden": "true" }); document.body.append(note); }
  note.textContent = text;
  note.classList.add("on");
  window.clearTimeout(flashTimer);
  flashTimer = window.setTimeout(() => note.classList.remove("on"), 1600);
}
