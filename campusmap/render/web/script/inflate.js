// Raw DEFLATE (RFC 1951), read at once: large campuses are packed, and older browsers have no reader of their own.

const LENGTH_BASE = [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131,
  163, 195, 227, 258];
const LENGTH_BITS = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
const REACH_BASE = [1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049,
  3073, 4097, 6145, 8193, 12289, 16385, 24577];
const CODE_ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

/** @typedef {{ table: Uint16Array, longest: number }} Huffman */

/**
 * A Huffman code as one table: the next bits, as many as its longest word, give symbol * 16 + length.
 * @param {number[]} lengths @returns {Huffman}
 */
function makeCode(lengths) {
  let longest = 1;
  lengths.forEach((length) => { longest = Math.max(longest, length); });
  const table = new Uint16Array(1 << longest), counts = new Uint16Array(17), next = new Uint16Array(17);
  lengths.forEach((length) => { if (length) { counts[length] += 1; } });
  for (let length = 1, word = 0; length < 16; length += 1) {
    word = (word + counts[length - 1]) << 1;
    next[length] = word;
  }
  lengths.forEach((length, symbol) => {
    if (!length) { return; }
    let word = next[length]++, turned = 0;
    for (let k = 0; k < length; k += 1) { turned = (turned << 1) | (word & 1); word >>= 1; }
    for (let k = turned; k < table.length; k += 1 << length) { table[k] = symbol * 16 + length; }
  });
  return { table, longest };
}

function fixedCodes() {
  const lengths = [];
  for (let symbol = 0; symbol < 288; symbol += 1) {
    lengths.push(symbol < 144 ? 8 : symbol < 256 ? 9 : symbol < 280 ? 7 : 8);
  }
  return [makeCode(lengths), makeCode(new Array(30).fill(5))];
}

/**
 * Unpack bytes; throws when they are cut or damaged.
 * @param {Uint8Array} bytes
 */
function inflate(bytes) {
  let at = 0, held = 0, have = 0, out = new Uint8Array(bytes.length * 12 + 1024), end = 0;

  /** @param {number} count */
  function bits(count) {
    while (have < count) {
      if (at >= bytes.length) { throw new Error("packed facts are cut short"); }
      held |= bytes[at++] << have;
      have += 8;
    }
    const value = held & ((1 << count) - 1);
    held >>>= count;
    have -= count;
    return value;
  }

  /** @param {Huffman} code */
  function symbol(code) {
    while (have < code.longest) { held |= (at < bytes.length ? bytes[at] : 0) << have; at += 1; have += 8; }
    const entry = code.table[held & (code.table.length - 1)], length = entry & 15;
    if (!length || at - (have - length >> 3) > bytes.length) { throw new Error("packed facts are damaged"); }
    held >>>= length;
    have -= length;
    return entry >> 4;
  }

  /**
   * See to room for as many bytes more.
   * @param {number} count
   */
  function makeRoom(count) {
    if (end + count > out.length) { const more = new Uint8Array((end + count) * 2); more.set(out); out = more; }
  }

  function stored() {
    at -= have >> 3;  // whole bytes that were read ahead
    held = 0;
    have = 0;
    const length = bytes[at] | (bytes[at + 1] << 8);
    at += 4;
    if (at + length > bytes.length) { throw new Error("packed facts are cut short"); }
    makeRoom(length);
    out.set(bytes.subarray(at, at + length), end);
    at += length;
    end += length;
  }

  function ownCodes() {
    const literals = bits(5) + 257, reaches = bits(5) + 1, count = bits(4) + 4;
    const lengths = new Array(19).fill(0);
    for (let k = 0; k < count; k += 1) { lengths[CODE_ORDER[k]] = bits(3); }
    const code = makeCode(lengths), all = /** @type {number[]} */ ([]);
    while (all.length < literals + reaches) {
      const what = symbol(code);
      if (what < 16) { all.push(what); continue; }
      const value = what === 16 ? all[all.length - 1] : 0;
      let times = what === 16 ? 3 + bits(2) : what === 17 ? 3 + bits(3) : 11 + bits(7);
      while (times > 0) { all.push(value); times -= 1; }
    }
    return [makeCode(all.slice(0, literals)), makeCode(all.slice(literals))];
  }

  /** @param {Huffman[]} codes */
  function block(codes) {
    for (;;) {
      const what = symbol(codes[0]);
      if (what === 256) { return; }
      makeRoom(258);  // the longest copy
      if (what < 256) { out[end++] = what; continue; }
      const length = LENGTH_BASE[what - 257] + bits(LENGTH_BITS[what - 257]);
      const reach = symbol(codes[1]);
      const back = REACH_BASE[reach] + bits(reach < 2 ? 0 : (reach >> 1) - 1);
      if (back > end) { throw new Error("packed facts are damaged"); }
      for (const stop = end + length; end < stop; end += 1) { out[end] = out[end - back]; }
    }
  }

  for (let last = 0; !last;) {
    last = bits(1);
    const kind = bits(2);
    if (kind === 0) { stored(); }
    else if (kind === 3) { throw new Error("packed facts are damaged"); }
    else { block(kind === 1 ? fixedCodes() : ownCodes()); }
  }
  return out.subarray(0, end);
}
