// Turned maps, and packed facts.
import assert from "node:assert/strict";
import test from "node:test";
import { deflateRawSync } from "node:zlib";
import { loadScript } from "./facts.mjs";

const script = loadScript();

test("turning there and back", () => {
  script.setTurn(33.3);
  const [x, y] = script.toGround(...script.toMap(12.5, -7.25));
  assert.ok(Math.hypot(x - 12.5, y + 7.25) < 1e-9);
  script.setTurn(0);
});

test("the front comes to lie below", () => {
  for (const azimuth of [0, 45, 180, 200, 359]) {
    script.setTurn(script.turnForFront(azimuth));
    const [x, y] = script.toMap(Math.sin(azimuth * Math.PI / 180), Math.cos(azimuth * Math.PI / 180));
    assert.ok(Math.abs(x) < 1e-9 && Math.abs(y + 1) < 1e-9, String(azimuth));
  }
  script.setTurn(0);
});

test("walls come to stand square by the smallest turn", () => {
  for (const tilt of [-40, -10, 0, 25, 44]) {
    const a = tilt * Math.PI / 180, ring = [[0, 0], [40, 0], [40, 12], [0, 12]].flatMap(([x, y]) => [x * Math.cos(a) - y * Math.sin(a), x * Math.sin(a) + y * Math.cos(a)]);
    assert.ok(Math.abs(script.turnForWalls([Float64Array.from(ring)]) + tilt) < 1e-6, String(tilt));
  }
});

test("a turned box holds its corners", () => {
  script.setTurn(30);
  const box = script.boxToMap([1, 2, 5, 9]);
  for (const [x, y] of [[1, 2], [5, 2], [5, 9], [1, 9]].map((at) => script.toMap(...at))) {
    assert.ok(x >= box[0] - 1e-9 && x <= box[2] + 1e-9 && y >= box[1] - 1e-9 && y <= box[3] + 1e-9);
  }
  script.setTurn(0);
});

for (const level of [0, 1, 9]) {
  test(`unpacks what zlib packs at level ${level}`, () => {
    const bytes = Uint8Array.from({ length: 200000 }, (_, k) => (k * k) % 251 ^ (k >> 7));
    assert.deepEqual(Buffer.from(script.inflate(new Uint8Array(deflateRawSync(bytes, { level })))), Buffer.from(bytes));
  });
}

test("stored bytes that are cut are refused", () => assert.throws(() => script.inflate(new Uint8Array(deflateRawSync(Buffer.alloc(5000, "ab"), { level: 0 })).subarray(0, 900))));

test("packed facts that are cut are refused", () => assert.throws(() => script.inflate(new Uint8Array(deflateRawSync(Buffer.alloc(5000, "ab"))).subarray(0, 12))));
