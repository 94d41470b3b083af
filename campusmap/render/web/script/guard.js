// The only text that may become markup in this page is the constant by which Leaflet asks whether the browser knows
// inline SVG. Everything else that reaches an HTML sink, by mistake or by malice, is refused by the browser.
if (window.trustedTypes && window.trustedTypes.createPolicy) {
  window.trustedTypes.createPolicy("default", {
    createHTML: (/** @type {string} */ text) => { return text === "<svg/>" ? text : null; }
  });
}
