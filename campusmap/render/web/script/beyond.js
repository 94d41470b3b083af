// What lies beyond a device's reach on foot: hatched and lettered, a layer a kind, drawn only when asked for.

const BEYOND = [["beyond.aed", "NEXT_AED", "Beyond reach of an AED"], ["beyond.bleeding_kit", "NEXT_BLEEDING_KIT", "Beyond reach of a bleeding kit"],
  ["beyond.extinguisher", "NEXT_EXTINGUISHER", "Beyond reach of an extinguisher"]];

/** @param {string} style */
function isBeyondShown(style) { return BEYOND.some((row) => (row[0] === style || row[1] === style || style === "beyond.unknown") && state.shown[row[0]]); }

/** Switches for the kinds of which something is drawn anywhere. */
function beyondSwitches() {
  return BEYOND.filter((row) => facts.styles.colour[row[0]] || facts.symbols[row[1]]).map(([style, , title]) => {
    const input = el("input", { type: "checkbox", on: { change: () => change({ shown: Object.assign({}, state.shown, { [style]: input.checked }) }) } });
    input.checked = Boolean(state.shown[style]);
    return el("label", {}, input, title);
  });
}

/**
 * The areas of a scene that are asked for.
 * @param {View} view @param {Scene} scene
 */
function drawBeyond(view, scene) {
  (scene.layers.beyond || []).forEach((mark) => { if (isShape(mark) && isBeyondShown(mark.style)) { drawStyled(view, mark); } });
}

/**
 * What each stretch is beyond, written into it where there is room; an area's letters follow it.
 * @param {View} view @param {Scene} scene
 */
function drawBeyondWords(view, scene) {
  const size = 11 * view.k, font = "700 " + size + "px " + SANS, style = cachedStyle(view.theme, "label.beyond");
  let shown = false;
  (scene.layers.beyond || []).forEach((mark) => {
    if (isShape(mark)) { shown = isBeyondShown(mark.style); }
    if (mark.sort !== "T" || !shown) { return; }
    const [x, y] = toPixels(view, mark.x, mark.y), w = textWidth(view.ctx, font, mark.text);
    const at = [0, 1.5, -1.5, 3].map((step) => y + step * size).find((one) => view.boxes.isFree([x - w / 2, one - size * 0.6, x + w / 2, one + size * 0.6]));
    if (at === undefined) { return; }
    view.boxes.take([x - w / 2, at - size * 0.6, x + w / 2, at + size * 0.6]);
    view.later.push(() => haloText(view, font, mark.text, x, at, style.fill, view.screen.halo));
  });
}

/** On a floor that is drawn alone nothing is reckoned: a plan without hatching must not pass for a good one. */
function beyondNote() {
  return state.alone >= 0 && BEYOND.some((row) => state.shown[row[0]]) ? [el("li", {}, el("span", { text: "Reach is not assessed on a floor that is not placed" }))] : [];
}
