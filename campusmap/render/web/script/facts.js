// The facts of this campus: read once, of a large campus first what the first look needs.

/** @type {Facts} */
const facts = readFacts();

function readFacts() { return readBlock("facts"); }

/**
 * A block of facts, as it is or packed; null where the page has none of the name.
 * @param {string} name
 */
function readBlock(name) {
  const block = /** @type {HTMLScriptElement | null} */ (document.getElementById(name));
  if (!block || block.type === "application/json") { return block && JSON.parse(block.text); }
  const packed = window.atob(block.text), bytes = new Uint8Array(packed.length);
  for (let k = 0; k < packed.length; k += 1) { bytes[k] = packed.charCodeAt(k); }
  return JSON.parse(new TextDecoder("utf-8").decode(inflate(bytes)));
}

/** A picture in the page, in base64; "" for one that is still to come. @param {string} name */
function blockText(name) {
  const block = document.getElementById(name);
  return (block instanceof HTMLTemplateElement ? block.content.textContent : block && block.textContent) || "";
}

/**
 * Doors of each room, by the room's position.
 * @type {number[][]}
 */
const doorsOf = [];
let isComplete = false;

/** Read what the first look does without: what cards and lists say, and grid cells. Before anything is searched or chosen. */
function completeFacts() {
  if (isComplete) { return; }
  isComplete = true;
  const later = /** @type {Record<"rooms" | "doors" | "markers", object[]> | null} */ (isPacked() ? readBlock("facts-later") : null);
  if (later) { LATER.forEach((kind) => later[kind].forEach((part, n) => { facts[kind][n] = Object.assign(facts[kind][n] || {}, part); })); }
  linkDoors();
  fillCells([facts.rooms, facts.doors, facts.markers]);
}

/** List the doors of each room. */
function linkDoors() {
  doorsOf.length = 0;
  facts.rooms.forEach(() => doorsOf.push([]));
  facts.doors.forEach((door, n) => (door.j || []).forEach((room) => doorsOf[room].push(n)));
}

/** @type {("rooms" | "doors" | "markers")[]} */
const LATER = ["rooms", "doors", "markers"];

/** The facts of a large campus come in several blocks; so do the scenes. */
function isPacked() { return Boolean(document.getElementById("facts-later")); }

/**
 * The scene of a floor as it is written, by the floor's position.
 * @param {number} floor @returns {RawScene}
 */
function rawScene(floor) {
  if (!facts.scenes[floor]) { Object.assign(facts.scenes, readBlock("scenes")); }
  return /** @type {RawScene} */ (facts.scenes[floor]);
}

/**
 * Grid cells follow from places; those given are kept.
 * @param {Placed[][]} lists
 */
function fillCells(lists) {
  lists.forEach((list) => list.forEach((record) => {
    if (record.ll && record.at && record.c === undefined) { record.c = cellAt(record.at[0] / 100, record.at[1] / 100); }
  }));
}
