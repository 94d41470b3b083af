// What was typed, read the ways people type and say room numbers.

const NOISE = new Set(["ROOM", "RM", "BLDG", "BLD", "BUILDING", "NUMBER", "NUM", "NO", "NR", "THE", "AT", "IN"]);
const SMALL = { ZERO: 0, OH: 0, ONE: 1, TWO: 2, THREE: 3, FOUR: 4, FIVE: 5, SIX: 6, SEVEN: 7, EIGHT: 8, NINE: 9,
  TEN: 10, ELEVEN: 11, TWELVE: 12, THIRTEEN: 13, FOURTEEN: 14, FIFTEEN: 15, SIXTEEN: 16, SEVENTEEN: 17,
  EIGHTEEN: 18, NINETEEN: 19 };
const TENS = { TWENTY: 20, THIRTY: 30, FORTY: 40, FIFTY: 50, SIXTY: 60, SEVENTY: 70, EIGHTY: 80, NINETY: 90 };

const folded = new Map();

/** Upper case, accents dropped, everything but letters and digits to single blanks. */
function fold(text) {
  if (!folded.has(text)) { folded.set(text, foldAnew(text)); }
  return folded.get(text);
}

function foldAnew(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toUpperCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim();
}

function compact(text) { return fold(text).replace(/ /g, ""); }

/** "TWO FOURTEEN" to "214", "TWO HUNDRED FOUR" to "204", "TWENTY TWO" to "22"; other words stay. */
function readSpoken(words) {
  const out = [];
  let digits = "";
  const flush = () => { if (digits) { out.push(digits); digits = ""; } };
  for (let k = 0; k < words.length; k += 1) {
    const word = words[k], next = words[k + 1];
    if (word in TENS) {
      const unit = next in SMALL && SMALL[next] > 0 && SMALL[next] < 10;
      digits += TENS[word] + (unit ? SMALL[next] : 0);
      if (unit) { k += 1; }
    } else if (word in SMALL) {
      if (next === "HUNDRED") {
        const rest = readHundreds(words.slice(k + 2));
        digits += SMALL[word] * 100 + rest.value;
        k += 1 + rest.used;
      } else { digits += SMALL[word]; }
    } else { flush(); out.push(word); }
  }
  flush();
  return out;
}

function readHundreds(words) {
  const skip = words[0] === "AND" ? 1 : 0, word = words[skip], next = words[skip + 1];
  if (word in TENS) {
    const unit = next in SMALL && SMALL[next] > 0 && SMALL[next] < 10;
    return { value: TENS[word] + (unit ? SMALL[next] : 0), used: skip + (unit ? 2 : 1) };
  }
  return word in SMALL ? { value: SMALL[word], used: skip + 1 } : { value: 0, used: 0 };
}

/** The ways to read what was typed, plainest first, each {whole, words}; none for an empty query. */
function readingsOf(text) {
  const words = fold(text).split(" ").filter(Boolean);
  const ways = [words, words.filter((word) => !NOISE.has(word)), readSpoken(words.filter((word) => !NOISE.has(word)))];
  const seen = new Set();
  return ways.map((way) => ({ whole: way.join(""), words: way }))
    .filter((way) => way.whole && !seen.has(way.words.join(" ")) && seen.add(way.words.join(" ")));
}

/** Tell whether two words differ by one letter changed, added, left out, or two neighbours swapped. */
function isNear(a, b) {
  if (a === b || Math.abs(a.length - b.length) > 1) { return false; }
  let start = 0, enda = a.length, endb = b.length;
  while (start < enda && start < endb && a[start] === b[start]) { start += 1; }
  while (enda > start && endb > start && a[enda - 1] === b[endb - 1]) { enda -= 1; endb -= 1; }
  const left = enda - start, right = endb - start;
  if (left <= 1 && right <= 1) { return true; }
  return left === 2 && right === 2 && a[start] === b[start + 1] && a[start + 1] === b[start];
}
