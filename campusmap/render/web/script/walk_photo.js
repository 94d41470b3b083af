// The photos of one thing on the walk: taken, shown small, taken away again.

/** @param {WalkItem} item @param {() => void} redraw */
function photoField(item, redraw) {
  const said = answerOf(item), input = el("input", { type: "file", accept: "image/*", capture: "environment", class: "sr", tabindex: "-1", "aria-label": "Photo of " + callItem(item) });
  input.addEventListener("change", async () => {
    const file = input.files && input.files[0];
    if (!file) { return; }
    try {
      changeAnswer(item, { photos: answerOf(item).photos.concat(await shrinkPhoto(file)) });
    } catch { flash("This picture cannot be read"); }
    redraw();
  });
  const strip = said.photos.map((photo, n) => el("span", { class: "shot" }, el("img", { src: photo, alt: "Photo " + (n + 1) }),
    button("Remove", {}, () => { changeAnswer(item, { photos: answerOf(item).photos.filter((_, m) => m !== n) }); redraw(); })));
  return el("div", { class: "photos" }, ...strip, said.photos.length < WALK_PHOTOS && button("Take a photo", { class: "act" }, () => { if (hasWalker()) { input.click(); } }), input);
}
