// The pure parts of the map's script, run in Node over facts of a test's own making.
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import vm from "node:vm";

const SCRIPT = join(dirname(fileURLToPath(import.meta.url)), "../../campusmap/render/web/script");
const PARTS = ["geo", "turn", "inflate", "facts", "data", "state", "codes", "words", "query", "search", "near", "seen", "rows"];

/** A campus of two buildings on two levels, 111,320 m to the degree at the equator. */
export function smallCampus() {
  const scene = { bounds: [0, 0, 1000, 1000], layers: { spaces: [] } };
  return {
    campus: { id: "c", name: "Test School", q: "F00-F000" }, edition: { issued: "2026-01-01", audience: "responder", fingerprint: "1a2b3c4d", program: "x" },
    counts: { ERROR: 0, WARNING: 0, NOTE: 0, waived: 0 },
    frame: { to_lonlat: [1 / 111320, 0, 10, 0, 1 / 110574, 0.5], grid: { x: -50, y: 50, cell: 25, columns: 4, letters: ["A", "B", "C", "D"], numbers: ["1", "2", "3", "4"], turn: 0 } },
    levels: [{ o: 1, l: "2", n: ["Second"] }, { o: 0, l: "1", n: ["First"] }],
    buildings: [{ i: "main", n: "A", m: "Main", rn: "Main", fl: [0, 1], q: "F00-F001", sa: [180, true, "its main entrance"] }, { i: "gym", n: "B", m: "Gym", fl: [2], q: "F00-F002" }],
    floors: [{ i: "main/1", b: 0, m: "First", o: 0, l: "1", w: "Floor 1 of 2, level 1", q: "F00-F003" }, { i: "main/2", b: 0, m: "Second", o: 1, l: "2", w: "Floor 2 of 2, level 2" },
      { i: "gym/1", b: 1, m: "First", o: 0, l: "1", w: "Floor 1 of 1, level 1" }],
    rooms: [
      { i: "main/1/101", f: 0, n: "101", m: "Office", u: "office", at: [100, 100], c: "C3", ll: [10, 0.5], nd: 0, nm: 9.1, q: "H47-M123" },
      { i: "main/2/214", f: 1, n: "214", m: "Physics", u: "lab", at: [900, 100], al: ["Science Two"], c: "C3", ll: [10, 0.5], sd: "A",
        ws: [["exit", "d0", 30.4, ["S1"], ["d1"], [[1, [0, 0, 100, 0]]]], ["second_exit", "d0", 60, [], [], []]] },
      { i: "main/2/215", f: 1, n: "215", u: "classroom" }, { i: "gym/1/101", f: 2, n: "101", m: "Gymnasium", u: "gym" }, { i: "main/2/250", f: 1, n: "250", u: "classroom" },
      { i: "main/2/B12", f: 1, n: "B12", u: "classroom" }, { i: "main/2/cafe", f: 1, n: "", m: "Cafeteria", u: "cafeteria" },
    ],
    doors: [{ i: "main/1/d1", k: "door", f: 0, n: "7", ex: 1, j: [0], at: [0, 0], ll: [10, 0.5], q: "K11-R222" }, { i: "main/2/d2", k: "door", f: 1, j: [1, 2], at: [500, 0], lo: "keyed" }],
    markers: [{ i: "m1", k: "AED", l: "AED 1", b: 0, f: 0, r: 0, at: [200, 200] }, { i: "m2", k: "KEY_BOX", l: "Knox", b: 0, f: 0, at: [100, 0], ll: [10, 0.5], c: "C3" },
      { i: "m3", k: "GAS_SHUTOFF", l: "", b: 0, f: 0, at: [300, 0], c: "C3" }],
    areas: [{ i: "a1", k: "field", n: "West Field" }], contacts: [], aerials: [], files: [],
    grounds: { bounds: [-2000, -2000, 3000, 3000], layers: { site: [], markers: [], doors: [],
      buildings: [["A", "building.footprint", "b0", [[0, 0, 1000, 0, 0, 1000, -1000, 0]]], ["A", "building.footprint", "b1", [[2000, 0, 500, 0, 0, 500, -500, 0]]]] } },
    scenes: [scene, scene, scene],
    styles: { colour: {}, dark: {}, mono: {} },
    symbols: Object.fromEntries([["AED", "AED (defibrillator)"], ["KEY_BOX", "Key box"], ["GAS_SHUTOFF", "Gas shut-off"]].map(([kind, t]) => [kind, { t, l: kind.slice(0, 3), g: "access" }])),
  };
}

/** Run the parts; returns their functions by name. */
export function loadScript(facts = smallCampus()) {
  const block = { type: "application/json", text: JSON.stringify(facts) };
  const notes = [];
  const context = vm.createContext({ document: { getElementById: (id) => (id === "facts" ? block : null) }, window: { location: { hash: "" }, history: { replaceState: () => undefined } }, Path2D: class {},
    flash: (text) => notes.push(text), announce: () => undefined, console, TextDecoder, TextEncoder });
  const code = PARTS.map((part) => readFileSync(join(SCRIPT, `${part}.js`), "utf8")).join("\n");
  const names = [...code.matchAll(/^(?:function|const) (\w+)/gm)].map((match) => match[1]);
  const script = vm.runInContext(`(() => { "use strict";\n${code}\nreturn { ${[...new Set(names)].join(", ")} }; })()`, context);
  return { ...script, notes };
}

/** Values made in the other context, as this one's. */
export function plain(value) { return JSON.parse(JSON.stringify(value)); }
