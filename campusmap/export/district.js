"use strict";
(() => {
  const table = document.querySelector("table.district");
  const body = table.querySelector("tbody");
  const order = new Intl.Collator("en", { numeric: true, sensitivity: "base" });
  const keys = [...body.rows].map((row) => [row, [...row.cells].map((cell) => cell.dataset.sort || "")]);
  const isNumber = (text) => /^-?\d+$/.test(text);
  const compare = (a, b) => (isNumber(a) && isNumber(b) ? Number(a) - Number(b) : order.compare(a, b));
  let column = 0;
  let rising = true;

  function sort(wanted) {
    // Counts are wanted largest first, names from A.
    rising = wanted === column ? !rising : wanted < 2;
    column = wanted;
    keys.sort(([, a], [, b]) => (rising ? 1 : -1) * compare(a[column], b[column]) || compare(a[0], b[0]));
    body.append(...keys.map(([row]) => row));
    table.querySelectorAll("thead th").forEach((head, n) => {
      if (n === column) head.setAttribute("aria-sort", rising ? "ascending" : "descending");
      else head.removeAttribute("aria-sort");
    });
  }

  table.querySelector("thead").addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button) sort(Number(button.dataset.column));
  });
})();
