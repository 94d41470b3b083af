"use strict";
(() => {
  const form = document.querySelector("form.filters");
  if (!form) return;
  const items = [...document.querySelectorAll("[data-item]")];
  const groups = [...document.querySelectorAll("[data-group]")].reverse();
  const boxes = [...form.querySelectorAll("input[type=checkbox]")];
  const place = form.querySelector("select");
  const search = form.querySelector("input[type=search]");
  const shown = form.querySelector(".shown");
  const empty = document.querySelector(".nothing-shown");
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const texts = new Map(items.map((item) => {
    const group = item.closest("[data-words]");
    return [item, fold(`${item.textContent} ${group ? group.dataset.words : ""} ${item.dataset.words || ""}`)];
  }));

  function fits(item, words) {
    const off = boxes.some((box) => !box.checked && item.dataset[box.dataset.key] === box.value);
    const there = !place || !place.value || (item.dataset.place || "").split(" ").includes(place.value);
    return !off && there && words.every((word) => texts.get(item).includes(word));
  }

  function apply() {
    const words = fold(search.value).split(/\s+/).filter(Boolean);
    let count = 0;
    for (const item of items) {
      item.hidden = !fits(item, words);
      count += item.hidden ? 0 : 1;
    }
    for (const group of groups) group.hidden = !group.querySelector("[data-item]:not([hidden])");
    for (const tally of document.querySelectorAll("[data-tally]")) {
      const home = tally.closest("[data-group]");
      tally.textContent = String(home.querySelectorAll("[data-item]:not([hidden])").length);
    }
    shown.textContent = count === items.length ? `${count} shown` : `${count} of ${items.length} shown`;
    empty.hidden = count > 0;
  }

  function clear() {
    for (const box of boxes) box.checked = true;
    if (place) place.value = "";
    search.value = "";
    apply();
  }

  form.hidden = false;
  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.querySelector("[data-act=clear]").addEventListener("click", clear);
  form.querySelector("[data-act=print]").addEventListener("click", () => window.print());
  addEventListener("beforeprint", () => document.querySelectorAll("details").forEach((part) => { part.open = true; }));
  apply();
})();
