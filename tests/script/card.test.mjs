// What the card says, and what links lead to.
import assert from "node:assert/strict";
import test from "node:test";
import { loadScript, plain, smallCampus } from "./facts.mjs";

const script = loadScript();
const row = (ref, label) => plain(script.rowsOf(ref)).find((one) => one[0] === label);

test("the way out, its stairs and its locked door are read back", () => {
  assert.equal(row("r1", "Nearest exterior door")[1], "Door 7, about 100 ft (31 m) by the drawing, by stair S1");
  assert.equal(row("r1", "Locked door on the way")[1], "Door, keyed");
  assert.equal(row("r1", "Second way out")[1], "Door 7, about 197 ft (60 m) by the drawing");
});

test("without computed ways the nearest door alone is given", () => {
  assert.equal(row("r0", "Nearest exterior door")[1], "Door 7, about 30 ft (10 m) by the drawing");
  assert.equal(row("r0", "Second way out"), undefined);
});

test("key box and shut-offs", () => {
  assert.equal(row("r0", "Nearest key box")[1], "Knox, cell C3, 3.3 ft from Door 7 in a straight line");
  assert.equal(row("r0", "Shut-offs")[1], "Gas shut-off, First, cell C3");
});

test("what gave a marker its place is said in plain words, also that a room alone did", () => {
  const facts = smallCampus();
  const by = (how) => plain(loadScript(Object.assign(facts, { markers: [{ ...facts.markers[0], xt: { located_by: how } }] })).rowsOf("m0")).find((one) => one[0] === "Located by")[1];
  assert.deepEqual(["lonlat", "room", "chalk"].map(by), ["its coordinates", "its room; where in the room is not known", "chalk"]);
});

test("side, with what was assumed", () => assert.deepEqual(row("r1", "Side").slice(1), ["A, faces south", { note: "Side A is assumed: its main entrance" }]));

test("a map that nobody confirmed says so", () => assert.equal(row("r0", "Map confirmed")[1], "By nobody yet: not field-verified"));

for (const [ref, link] of [["r1", "b=main&f=2&r=214"], ["d0", "b=main&f=1&d=d1"], ["b1", "b=gym"], ["c:C3", "c=C3"], ["a0", "a=a1"]]) {
  test(`link of ${ref}`, () => {
    assert.equal(script.linkOf({ ...script.state, chosen: ref }), link);
    assert.equal(script.placeOfLink(script.readLink(`#${link}`)).ref, ref);
  });
}

test("layers, level and turn are in the link", () => {
  const link = script.linkOf({ ...script.state, level: 1, hidden: { grid: true, "g:fire": true, names: false }, turn: -12.5 });
  assert.equal(link, "v=1&l=-g:fire,-grid&t=-12.5");
  assert.deepEqual(plain(script.hiddenOf(script.readLink(link).l)), { "g:fire": true, grid: true });
});

for (const link of ["#b=main&f=9&r=214", "#b=main&f=2&r=999", "#r=nobody", "#b=%ZZ&f=2", "#b=none"]) {
  test(`${link} leads nowhere near`, () => assert.equal(script.placeOfLink(script.readLink(link)).ref, ""));
}

test("a lost room leaves its floor and says so", () => {
  const fresh = loadScript();
  const place = fresh.openLink("#b=main&f=2&r=999");
  assert.deepEqual([place.floor, place.lost, fresh.state.chosen, fresh.state.level], [1, true, "", 1]);
  assert.equal(fresh.notes.length, 1);
});

test("a scanned code is read with its edition", () => {
  assert.deepEqual(plain(script.readQr("CAMPUSMAP 1A2B3C4D #b=main&f=2&r=214")), { fingerprint: "1a2b3c4d", link: "#b=main&f=2&r=214" });
  assert.deepEqual(plain(script.readQr("https://maps.example/m.html#b=main")), { fingerprint: "", link: "#b=main" });
  assert.equal(script.readQr("b 214"), null);
});

test("ids that are names of objects' own parts do no harm", () => {
  const facts = smallCampus();
  facts.rooms[0].i = "main/1/__proto__";
  facts.rooms[0].n = "constructor";
  const odd = loadScript(facts);
  assert.equal(odd.placeOfLink(odd.readLink("#b=main&f=1&r=__proto__")).ref, "r0");
  assert.equal(plain(odd.searchFor("constructor"))[0].ref, "r0");
});

test("codes are reckoned by the CRC-32 that everybody has", () => assert.equal(script.crc32(new TextEncoder().encode("123456789")), 0xcbf43926));

test("who saw what is read back: of the thing, of its floor, of what changed since", () => {
  const facts = smallCampus();
  facts.survey = [["b0", "changed", "Wall moved", "R. Roe", "2026-09-01", "", 1], ["r1", "checked", "yes", "A. Green", "2026-08-12", "Cot inside", 1], ["d0", "checked", "yes", "A. Green", "2026-08-11", "", 0],
    ["f1", "walk_through", "yes", "B. Blue", "2026-08-10", "", 1], ["w", "walk_through", "yes", "C. Old", "2025-08-10", "", 1], ["b0", "AED", "none", "A. Green", "2026-08-09", "", 1]];
  const seen = loadScript(facts), rows = (ref) => plain(seen.rowsOf(ref)), one = (ref, label) => rows(ref).filter((each) => each[0] === label);
  assert.deepEqual(one("r1", "Checked"), [["Checked", "2026-08-12 by A. Green", { warn: false, note: "Cot inside" }]]);
  assert.deepEqual(one("r1", "Walked through").map((each) => each[1]), ["2026-08-10 by B. Blue, this floor"]);
  assert.deepEqual(one("r1", "Changed since").map((each) => each[1]), ["Wall moved, 2026-09-01 by R. Roe, the whole building"]);
  assert.deepEqual(one("r0", "Walked through").map((each) => each[1]), ["2025-08-10 by C. Old, the whole campus"]);
  assert.equal(one("d0", "Checked")[0][1], "2026-08-11 by A. Green, on another version of the plan");
  assert.equal(one("b0", "AED (defibrillator)")[0][1], "none here, 2026-08-09 by A. Green, the whole building");
});
