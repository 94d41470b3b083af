// What was typed, read the ways people type and say room numbers.

const NOISE = new Set(["ROOM", "RM", "BLDG", "BLD", "BUILDING", "NUMBER", "NUM", "NO", "NR", "THE", "AT", "IN"]);

/** @param {string} words @returns {Record<string, string>} */
function wordTable(words) {
  const table = Object.create(null);
  words.trim().split(/\s+/).forEach((pair) => { const cut = pair.indexOf(":"); table[pair.slice(0, cut)] = pair.slice(cut + 1); });
  return table;
}

const SMALL = wordTable("ZERO:0 OH:0 O:0 ONE:1 TWO:2 THREE:3 FOUR:4 FIVE:5 SIX:6 SEVEN:7 EIGHT:8 NINE:9 NINER:9 TEN:10 ELEVEN:11 TWELVE:12 " +
  "THIRTEEN:13 FOURTEEN:14 FIFTEEN:15 SIXTEEN:16 SEVENTEEN:17 EIGHTEEN:18 NINETEEN:19");
const TENS = wordTable("TWENTY:20 THIRTY:30 FORTY:40 FOURTY:40 FIFTY:50 SIXTY:60 SEVENTY:70 EIGHTY:80 NINETY:90");
// Letters as they are said: their names, and the two spelling alphabets in use on American radios.
const LETTERS = wordTable("AY:A BEE:B BE:B CEE:C SEE:C SEA:C DEE:D EFF:F GEE:G AITCH:H JAY:J KAY:K EL:L ELL:L EM:M EN:N PEE:P CUE:Q QUEUE:Q AR:R ARE:R " +
  "ESS:S TEE:T TEA:T YOU:U VEE:V EX:X WHY:Y ZEE:Z ZED:Z " +
  "ALPHA:A ALFA:A BRAVO:B CHARLIE:C DELTA:D ECHO:E FOXTROT:F GOLF:G HOTEL:H INDIA:I JULIET:J JULIETT:J KILO:K LIMA:L MIKE:M NOVEMBER:N OSCAR:O " +
  "PAPA:P QUEBEC:Q ROMEO:R SIERRA:S TANGO:T UNIFORM:U VICTOR:V WHISKEY:W WHISKY:W XRAY:X YANKEE:Y ZULU:Z " +
  "ADAM:A BOY:B CHARLES:C DAVID:D EDWARD:E FRANK:F GEORGE:G HENRY:H IDA:I JOHN:J KING:K LINCOLN:L MARY:M NORA:N OCEAN:O PAUL:P QUEEN:Q ROBERT:R " +
  "SAM:S TOM:T UNION:U WILLIAM:W YOUNG:Y ZEBRA:Z");

/** @type {Map<string, string>} */
const folded = new Map();

/**
 * Upper case, accents dropped, everything but letters and digits to single blanks.
 * @param {string} text
 */
function fold(text) {
  const known = folded.get(text);
  if (known !== undefined) { return known; }
  const done = foldAnew(text);
  folded.set(text, done);
  return done;
}

/** @param {string} text */
function foldAnew(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toUpperCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim();
}

/** @param {string} text */
function compact(text) { return fold(text).replace(/ /g, ""); }

/**
 * "TWO FOURTEEN" to "214", "TWO HUNDRED FOUR" to "204", "TWENTY TWO" to "22"; other words stay.
 * @param {string[]} words
 */
function readSpoken(words) {
  /** @type {string[]} */
  const out = [];
  let digits = "", k = 0;
  const flush = () => { if (digits) { out.push(digits); digits = ""; } };
  while (k < words.length) {
    const hundreds = words[k] in SMALL && words[k + 1] === "HUNDRED", part = hundreds ? readTens(words, k + 2 + (words[k + 2] === "AND" ? 1 : 0)) : readTens(words, k);
    if (hundreds) {
      digits += String(Number(SMALL[words[k]]) * 100 + (part ? part.value : 0));
      k = part ? part.next : k + 2;
    } else if (part) { digits += String(part.value); k = part.next; }
    else { flush(); out.push(words[k]); k += 1; }
  }
  flush();
  return out;
}

/**
 * A number below a hundred that starts at a word, and where the words go on; null when there is none.
 * @param {string[]} words @param {number} k
 */
function readTens(words, k) {
  const word = words[k], after = words[k + 1];
  if (word in TENS) {
    const unit = after in SMALL && Number(SMALL[after]) > 0 && Number(SMALL[after]) < 10;
    return { value: Number(TENS[word]) + (unit ? Number(SMALL[after]) : 0), next: k + (unit ? 2 : 1) };
  }
  return word in SMALL ? { value: Number(SMALL[word]), next: k + 1 } : null;
}

/** @param {string[]} words */
function readLetters(words) { return words.map((word) => LETTERS[word] || word); }

/**
 * The ways to read what was typed, plainest first; none for an empty query.
 * @param {string} text @returns {Reading[]}
 */
function readingsOf(text) {
  const words = fold(text).replace(/\bX RAY\b/g, "XRAY").split(" ").filter(Boolean), bare = words.filter((word) => !NOISE.has(word));
  /** @type {Set<string>} */
  const seen = new Set();
  return [words, bare, readSpoken(bare), readSpoken(readLetters(bare)), readSpoken(readLetters(words))].map((way) => ({ whole: way.join(""), words: way }))
    .filter((way) => {
      const key = way.words.join(" "), fresh = Boolean(way.whole) && !seen.has(key);
      seen.add(key);
      return fresh;
    });
}

/**
 * Tell whether two words differ by one letter changed, added, left out, or two neighbours swapped.
 * @param {string} a @param {string} b
 */
function isNear(a, b) {
  if (a === b || Math.abs(a.length - b.length) > 1) { return false; }
  let start = 0, enda = a.length, endb = b.length;
  while (start < enda && start < endb && a[start] === b[start]) { start += 1; }
  while (enda > start && endb > start && a[enda - 1] === b[endb - 1]) { enda -= 1; endb -= 1; }
  const left = enda - start, right = endb - start;
  if (left <= 1 && right <= 1) { return true; }
  return left === 2 && right === 2 && a[start] === b[start + 1] && a[start + 1] === b[start];
}

// Letters and digits that are mistaken for one another on a telephone, each group by its first.
const ALIKE = ["BCDEGPTVZ3", "AJKH8", "MN", "FSX6", "IY59", "QUW2", "O0"];
/** @type {Record<string, string>} */
const SOUND_OF = Object.create(null);
ALIKE.forEach((group) => group.split("").forEach((letter) => { SOUND_OF[letter] = group.charAt(0); }));

/**
 * How a number sounds: each letter as the first of its group, and "-teen" like "-ty" (15 and 50, 13 and 30).
 * @param {string} number
 */
function soundOfNumber(number) {
  return number.replace(/[3-9]0(?!\d)/g, (tens) => "1" + tens.charAt(0)).split("").map((letter) => SOUND_OF[letter] || letter).join("");
}

/**
 * How a word sounds: its consonants by how they are made, double ones once, vowels only in front.
 * "CAFETERIA" and "KAFFETERIA", "PHYSICS" and "FISIKS" come out the same.
 * @param {string} word
 */
function soundOfWord(word) {
  const plain = word.replace(/^(KN|GN|PN)/, "N").replace(/^WR/, "R").replace(/^PS/, "S").replace(/PH/g, "F").replace(/GH(?=T|$)/g, "").replace(/GH/g, "G")
    .replace(/TCH|CH|SH|SCH|TI(?=O)/g, "J").replace(/C(?=[EIY])/g, "S").replace(/[CQ]K?/g, "K").replace(/X/g, "KS").replace(/Z/g, "S").replace(/D?G(?=[EIY])/g, "J")
    .replace(/V/g, "F").replace(/W(?=[AEIOU])/g, "W").replace(/[HW](?![AEIOU])/g, "").replace(/TH/g, "T").replace(/D/g, "T").replace(/B/g, "P").replace(/M(?=P)/g, "N");
  const head = /^[AEIOUY]/.test(plain) ? "A" : "";
  return head + plain.replace(/[AEIOUYH]/g, "").replace(/(.)\1+/g, "$1");
}

/** @param {string} word */
function soundOf(word) { return /\d/.test(word) ? soundOfNumber(word) : soundOfWord(word); }
