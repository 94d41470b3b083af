// What the walk-through's page asks, and what was answered so far. Ids of things are the campus's own and stay.

const walkFacts = /** @type {WalkFacts} */ (JSON.parse(byId("facts").textContent || "{}"));
/** @type {Map<string, WalkAnswer>} */
const walkAnswers = new Map();
const WALK_PHOTOS = 4;
let walkUnsaved = 0;

/** @param {number} n */
function twoDigits(n) { return (n < 10 ? "0" : "") + n; }

/** The minute by the clock of this device, as the survey table writes it. */
function minuteNow() {
  const now = new Date();
  return now.getFullYear() + "-" + twoDigits(now.getMonth() + 1) + "-" + twoDigits(now.getDate()) + " " + twoDigits(now.getHours()) + ":" + twoDigits(now.getMinutes());
}

/** Who answers now. */
function walkerName() { return inputById("walk-name").value.trim().replace(/\s+/g, " "); }

/** @param {string} who */
function initialsOf(who) { return who.split(/[\s.]+/).filter(Boolean).map((word) => word.charAt(0).toUpperCase()).join("").slice(0, 4); }

/** @param {WalkItem} item @returns {WalkAnswer} */
function answerOf(item) {
  return walkAnswers.get(item.i) || { i: item.i, checked: "", seen: {}, note: "", photos: [], who: "", when: "" };
}

/** @param {WalkAnswer} answer */
function saysNothing(answer) { return !answer.checked && !answer.note && !answer.photos.length && !Object.keys(answer.seen).length; }

/**
 * Change an answer, in the name of who holds the device now.
 * @param {WalkItem} item @param {Partial<WalkAnswer>} change
 */
function changeAnswer(item, change) {
  const answer = Object.assign({}, answerOf(item), change, { who: walkerName(), when: minuteNow() });
  if (saysNothing(answer)) { walkAnswers.delete(item.i); } else { walkAnswers.set(item.i, answer); }
  walkUnsaved += 1;
  keepAnswer(item.i, walkAnswers.get(item.i));
  return answer;
}

/** Whose name is given late has signed what was typed before: letters never wait for it. */
function signAnswers() {
  const who = walkerName();
  walkAnswers.forEach((answer, id) => {
    if (who && !answer.who) { answer.who = who; keepAnswer(id, answer); }
  });
}

/** @param {WalkItem} item @param {string} fact @param {string} value */
function changeSeen(item, fact, value) {
  const seen = Object.assign({}, answerOf(item).seen);
  if (value) { seen[fact] = value; } else { delete seen[fact]; }
  return changeAnswer(item, { seen });
}

/** Things that count, and how many of them somebody has looked at. @param {WalkStage} stage */
function tallyStage(stage) {
  const things = stage.items.filter((item) => item.k !== "floor");
  return [things.filter((item) => answerOf(item).checked).length, things.length];
}

/** The file that goes back to the office. */
function makeAnswersFile() {
  const answers = walkFacts.stages.flatMap((stage) => stage.items.filter((item) => walkAnswers.has(item.i)).map((item) => {
    const said = answerOf(item), known = Object.fromEntries(item.a.map((ask) => [ask[0], ask[2]]));
    return { id: item.i, kind: item.k, floor: stage.f, number: item.n, name: item.m, checked: said.checked, who: said.who, when: said.when,
      seen: said.seen, known, note: said.note, area_m2: item.c, photos: said.photos };
  }));
  return { format: "campusmap-walk", version: 1, campus: walkFacts.campus, edition: walkFacts.edition, plans: walkFacts.plans, saved: minuteNow(), answers };
}
