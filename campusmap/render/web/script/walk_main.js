// The walk-through's page: a floor at a time, how far it is done, and the file that goes back to the office.

let walkStage = 0;

/** The card of a thing where that is on the page. @param {string} id */
function cardOf(id) { return /** @type {HTMLLIElement | null} */ (document.querySelector("[data-id=\"" + CSS.escape(id) + "\"]")); }

function showStage() {
  const stage = walkFacts.stages[walkStage], only = inputById("walk-open").checked;
  const items = stage.items.filter((item) => !only || !answerOf(item).checked);
  refill(byId("walk-list"), ...items.map(itemCard));
  byId("walk-none").hidden = items.length > 0;
  window.scrollTo(0, 0);
  showProgress();
}

function showProgress() {
  const select = /** @type {HTMLSelectElement} */ (byId("walk-stage"));
  let done = 0, all = 0;
  walkFacts.stages.forEach((stage, n) => {
    const [some, count] = tallyStage(stage);
    done += some;
    all += count;
    select.options[n].textContent = stage.t + " (" + some + " of " + count + ")";
    if (n === walkStage) { Object.assign(byId("walk-bar"), { max: Math.max(count, 1), value: some }); }
  });
  select.value = String(walkStage);
  byId("walk-back").toggleAttribute("disabled", walkStage === 0);
  byId("walk-on").toggleAttribute("disabled", walkStage === walkFacts.stages.length - 1);
  const [here, count] = tallyStage(walkFacts.stages[walkStage]);
  byId("walk-said").textContent = here + " of " + count + " here, " + done + " of " + all + " in all" + (walkUnsaved ? ", not yet saved as a file" : "");
}

/** @param {number} step */
function turnStage(step) {
  walkStage = Math.min(Math.max(walkStage + step, 0), walkFacts.stages.length - 1);
  showStage();
}

function saveAnswers() {
  if (!walkAnswers.size) { flash("Nothing is answered yet"); return; }
  if (Array.from(walkAnswers.values()).some((said) => !said.who) && !hasWalker()) { return; }
  const file = new Blob([JSON.stringify(makeAnswersFile())], { type: "application/json" }), address = URL.createObjectURL(file);
  const who = walkerName().toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
  const link = el("a", { href: address, download: ["walk", walkFacts.campus.replace(/[^A-Za-z0-9-]+/g, "-"), who, minuteNow().replace(/\D+/g, "")].filter(Boolean).join("-") + ".json" });
  document.body.append(link);
  link.click();
  link.remove();
  window.setTimeout(() => URL.revokeObjectURL(address), 60000);
  walkUnsaved = 0;
  showProgress();
  announce(walkAnswers.size + " answers saved");
}

function dressWalk() {
  const dark = window.matchMedia("(prefers-color-scheme: dark)").matches, contrast = window.matchMedia("(prefers-contrast: more)").matches;
  document.documentElement.dataset.theme = contrast ? "contrast" : dark ? "dark" : "light";
}

async function startWalk() {
  dressWalk();
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", dressWalk);
  byId("walk-edition").textContent = "Walk-through of the edition of " + walkFacts.edition.issued + ", " + walkFacts.edition.fingerprint;
  refill(byId("walk-stage"), ...walkFacts.stages.map((stage, n) => el("option", { value: String(n), text: stage.t })));
  await startKeep();
  const last = Array.from(walkAnswers.values()).sort((a, b) => (a.when < b.when ? -1 : 1)).pop();
  if (last) {
    inputById("walk-name").value = last.who;
    walkStage = Math.max(0, walkFacts.stages.findIndex((stage) => stage.items.some((item) => item.i === last.i)));
  }
  walkUnsaved = walkAnswers.size;
  byId("walk-stage").addEventListener("change", (event) => { walkStage = Number(/** @type {HTMLSelectElement} */ (event.target).value); showStage(); });
  byId("walk-back").addEventListener("click", () => turnStage(-1));
  byId("walk-on").addEventListener("click", () => turnStage(1));
  byId("walk-open").addEventListener("change", showStage);
  byId("walk-save").addEventListener("click", saveAnswers);
  window.addEventListener("beforeunload", (event) => { if (losesAnswers() && walkUnsaved) { askBeforeLeaving(event); } });
  byId("walk-name").addEventListener("change", () => {
    signAnswers();
    walkFacts.stages[walkStage].items.forEach((item) => { const card = cardOf(item.i); if (card) { showSaid(item, card); } });
  });
  if (walkFacts.stages.length) { showStage(); }
  const here = last && cardOf(last.i);
  if (here) { here.scrollIntoView({ block: "center" }); }  // a phone loads a page anew that was out of sight for a while
  document.documentElement.dataset.ready = "yes";
}

startWalk();
