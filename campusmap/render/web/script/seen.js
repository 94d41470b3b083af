// Who saw what on site, and when: of the thing itself, of its floor, of its building, of the whole campus.

/** @type {Record<string, string>} */
const SEEN_WORDS = { checked: "Checked", walk_through: "Walked through", review: "Reviewed", certification: "Certified", changed: "Changed",
  posted_number: "Sign says", level_sign: "Sign at the stairs says", class: "Class seen", lock: "Lock seen", locks_from_inside: "Locks from inside, seen", access_control: "Access control seen",
  covering: "Covering seen", sign_outside: "Number outside, seen", sign_inside: "Number inside, seen", numeral_in: "Numerals, inches", lockable: "Locks, seen", panic: "Panic alarm seen", two_way: "Two-way seen",
  access: "Access seen", pad_expiry: "Pads expire, seen", contents: "Contents seen", holder: "Key's holder, seen", main_entrance: "Named main entrance as door" };
/** @type {Record<string, string>} */
const WHOLE_WORDS = { f: "this floor", b: "the whole building", w: "the whole campus" };

/**
 * What the survey says of a thing and of what it is part of, with who confirmed the map as a whole.
 * @param {string} ref @returns {Row[]}
 */
function confirmedRows(ref) {
  const floor = floorOf(ref), building = buildingOf(ref), wholes = [floor >= 0 && "f" + floor, building >= 0 && ref !== "b" + building && "b" + building, ref !== "w" && "w"];
  const own = (facts.survey || []).filter((fact) => fact[0] === ref), around = (facts.survey || []).filter((fact) => wholes.indexOf(fact[0]) >= 0);
  const walk = around.find((fact) => fact[1] === "walk_through" && fact[6]), seen = [walk].concat(own.filter((fact) => fact[6])).map((fact) => (fact ? fact[4] : "")).sort().pop() || "";
  const since = around.filter((fact) => fact[1] === "changed" && fact[4] > (seen || (facts.campus.verified ? facts.campus.verified.when : "")));
  return own.map(seenRow).concat(walk ? [seenRow(walk)] : [], since.map((fact) => /** @type {Row} */ (["Changed since", seenWords(fact), { warn: true }])), [confirmedRow()]);
}

/** @param {SeenRow} fact @returns {Row} */
function seenRow(fact) {
  const [, kind, , , , note, fits] = fact, label = SEEN_WORDS[kind] || (facts.symbols[kind] ? facts.symbols[kind].t : areaKind(kind));
  return [label, seenWords(fact) + (fits ? "" : ", on another version of the plan"), { warn: !fits, note }];
}

/** @param {SeenRow} fact */
function seenWords(fact) {
  const [of, , value, who, when] = fact, said = value === "none" ? "none here" : value === "yes" ? "" : value;
  return [said, when + " by " + who, WHOLE_WORDS[of.charAt(0)]].filter(Boolean).join(", ");
}
