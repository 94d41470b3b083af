// What people type and say, and what they get.
import assert from "node:assert/strict";
import test from "node:test";
import { loadScript, plain, smallCampus } from "./facts.mjs";

const script = loadScript(), { RANK } = script;
const found = (text) => plain(script.searchFor(text));
const title = (hit) => script.titleOf(hit.ref);

for (const typed of ["214", "A214", "a 214", "bldg A rm 214", "room two fourteen", "Two-Fourteen", "alpha 214", "adam two one four", "two hundred fourteen", "science two", "PHYSICS"]) {
  test(`"${typed}" is room 214, exactly`, () => assert.deepEqual([found(typed)[0].rank, title(found(typed)[0])], [RANK.EXACT, "214"]));
}

test("a number in two buildings is exact in both", () => assert.deepEqual(found("101").filter((hit) => hit.rank === RANK.EXACT).map((hit) => hit.ref), ["r0", "r3"]));

test("ranks come in order", () => {
  const ranks = found("21").map((hit) => hit.rank);
  assert.deepEqual(ranks, [...ranks].sort((a, b) => a - b));
  assert.equal(ranks[0], RANK.PREFIX);
});

test("a near miss is similar, never exact", () => assert.deepEqual(found("216").map((hit) => [title(hit), hit.rank]).filter((row) => row[1] === RANK.NEAR).map((row) => row[0]), ["214", "215"]));

for (const [typed, heard] of [["fisiks", "214"], ["D12", "B12"], ["two fifty", "250"], ["kafateria", "Cafeteria"]]) {
  test(`"${typed}" is heard as ${heard}`, () => assert.ok(found(typed).some((hit) => title(hit) === heard), JSON.stringify(found(typed))));
}

test("fifteen and fifty sound alike", () => assert.ok(found("two one five").length && script.soundOfNumber("250") === script.soundOfNumber("215")));

test("nothing is made up", () => assert.deepEqual(found("zzzz"), []));

for (const [typed, ref] of [["door 7", "d0"], ["exit 7", "d0"], ["aed", "m0"], ["gas", "m2"], ["knox box", "m1"], ["C3", "c:C3"], ["grid c3", "c:C3"], ["west field", "a0"], ["gym", "b1"]]) {
  test(`"${typed}" is ${ref}`, () => assert.ok(found(typed).some((hit) => hit.ref === ref && hit.rank === RANK.EXACT), JSON.stringify(found(typed))));
}

for (const [typed, ref] of [["H47-M123", "r0"], ["h47m123", "r0"], ["h47 m123", "r0"], ["K11-R222", "d0"], ["F00-F001", "b0"], ["F00-F003", "f0"], ["F00-F000", "w"]]) {
  test(`code ${typed} is ${ref} alone`, () => assert.deepEqual(found(typed), [{ ref, rank: RANK.EXACT, kind: "printed code" }]));
}

test("a code that is not there finds nothing that only looks like it", () => assert.deepEqual(found("H47-M124").filter((hit) => hit.rank < RANK.NEAR), []));

for (const [typed, place] of [["37.4, -122.0", [37.4, -122, 0]], ["(37.4001 -122.0002)", [37.4001, -122.0002, 0]], ["N 37.5 W 122.25", [37.5, -122.25, 0]], ["+037.5N, -122.25, 30 m", [37.5, -122.25, 30]],
  ["37.5, -122.25 radius 100 ft", [37.5, -122.25, 30.48]], ["37.5, 122.25 ±20", [37.5, 122.25, 20]]]) {
  test(`position "${typed}"`, () => {
    const read = script.readLatLon(typed);
    assert.deepEqual([read.lat, read.lon, Math.round(read.radius * 100) / 100], place);
  });
}

for (const typed of ["B214", "214, 12", "91.0, 10.0", "10.5", "W 10.5, N 20.5"]) { test(`"${typed}" is no position`, () => assert.equal(script.readLatLon(typed), null)); }

test("a position says that its floor is unknown, and how far off it is", () => {
  const rows = plain(script.rowsOf("p:0.5,10.01,50"));
  assert.equal(rows[0][0], "Floor");
  assert.match(rows[0][1], /Unknown/);
  assert.equal(rows[1][0], "Not on this campus");
});

test("a radius names the other buildings within it", () => {
  const [lon, lat] = script.toLonLat(12, 5), rows = plain(script.rowsOf(`p:${lat},${lon},15`));
  assert.deepEqual(rows.filter((row) => row[0] === "Could also be").map((row) => row[1]), ["A  Main", "B  Gym"]);
});

test("a room is found by what its use is called, whatever its sign says", () => {
  const facts = smallCampus();
  facts.rooms.push({ i: "main/1/110", f: 0, n: "110", m: "Girls", u: "restroom" });
  const own = loadScript(facts), ref = "r" + (facts.rooms.length - 1);
  for (const typed of ["restroom", "bathroom", "toilet", "girls bathroom"]) {
    assert.deepEqual(plain(own.searchFor(typed)).filter((hit) => hit.rank < RANK.NEAR).map((hit) => hit.ref), [ref], typed);
  }
  assert.equal(found("bathroom").some((hit) => hit.rank < RANK.NEAR), false);
});

test("the front door is the main entrance", () => {
  const facts = smallCampus();
  facts.buildings[0].me = "7";
  assert.deepEqual(plain(loadScript(facts).searchFor("front door"))[0], { ref: "d0", rank: RANK.EXACT, kind: "main entrance" });
});
