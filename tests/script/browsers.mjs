// Does the page use anything that the oldest browsers it is made for do not have? The type checker says of which interface
// each member is; Mozilla's compatibility tables say since when. Style properties, values and selectors likewise.
// What is newer and only improves the page where it is there is listed, with its reason.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import bcd from "@mdn/browser-compat-data" with { type: "json" };
import ts from "typescript";

const HERE = dirname(fileURLToPath(import.meta.url)), WEB = join(HERE, "../../campusmap/render/web");
const OLDEST = { chrome: 90, edge: 90, firefox: 91, safari: 15 };
const MAY_BE_NEWER = {
  "api.BeforeUnloadEvent.returnValue": "older Chromes know it in part: any value makes them ask, which is all it is for",
  "css.properties.accent-color": "colours checkboxes; without it they have the browser's colour",
  "api.Window.devicePixelRatio": "in Safari it leaves the page's zoom out; the canvas is then as sharp as before zooming",
  "css.properties.color-scheme": "colours scroll bars; without it they are light",
  "css.properties.color-scheme.light": "likewise",
  "css.properties.color-scheme.dark": "likewise",
  "css.properties.text-size-adjust": "stands after its prefixed form; others do not resize text",
  "css.properties.outline": "older ones draw it square round rounded corners",
  "css.properties.overflow-wrap.anywhere": "stands beside word-break: break-word, which older ones know",
  "css.properties.font-family.ui-monospace": "others follow in the list",
  "css.properties.size": "asks for landscape paper; without it the reader chooses it",
  "css.selectors.focus-visible": "negated; without it every focus is shown",
  "css.types.length.viewport_percentage_units_dynamic": "stands after the same rule in vh",
  "css.at-rules.media.forced-colors": "for a mode that older browsers do not have",
};

/** The browsers of OLDEST that lack what a table entry describes. */
function lacking(entry) {
  const support = entry.__compat && entry.__compat.support;
  return support ? Object.keys(OLDEST).filter((browser) => isMissing(support[browser], OLDEST[browser])) : [];
}

function isMissing(found, oldest) {
  const rows = Array.isArray(found) ? found : [found];
  return !rows.some((row) => row && !row.flags && !row.prefix && !row.alternative_name && !row.partial_implementation &&
    (row.version_added === true || parseFloat(String(row.version_added).replace("≤", "")) <= oldest) && !(row.version_removed && parseFloat(row.version_removed) <= oldest));
}

const complaints = [];

function judge(name, entry, where) {
  const missing = entry ? lacking(entry) : [];
  if (missing.length && !(name in MAY_BE_NEWER)) { complaints.push(`${where}: ${name} is not in ${missing.map((one) => one + " " + OLDEST[one]).join(", ")}`); }
}

/** Interfaces that hold an interface's members in the tables, itself first. */
function entriesFor(owner, member) {
  const tables = bcd.api[owner] ? [bcd.api[owner], `api.${owner}`] : [bcd.javascript.builtins[owner.replace(/Constructor$/, "")], `javascript.builtins.${owner.replace(/Constructor$/, "")}`];
  const inside = tables[0] && (tables[0][member] || tables[0][`${member}_static`]);
  return inside ? [[`${tables[1]}.${member}`, inside]] : [];
}

function checkScripts() {
  const config = ts.parseJsonConfigFileContent(ts.readConfigFile(join(HERE, "tsconfig.json"), ts.sys.readFile).config, ts.sys, HERE);
  const program = ts.createProgram(config.fileNames, config.options), checker = program.getTypeChecker();
  let looked = 0;
  for (const file of program.getSourceFiles().filter((one) => one.fileName.includes("render/web/script") && one.fileName.endsWith(".js"))) {
    const visit = (node) => {
      const named = ts.isPropertyAccessExpression(node) ? node.name : ts.isIdentifier(node) && ts.isNewExpression(node.parent) ? node : null;
      const symbol = named && checker.getSymbolAtLocation(named), declared = symbol && symbol.declarations && symbol.declarations[0];
      if (declared && /typescript[\\/]lib[\\/]lib\./.test(declared.getSourceFile().fileName)) {
        const owner = declared.parent.name ? declared.parent.name.text : symbol.name;
        const place = `${file.fileName.split("/").pop()}:${file.getLineAndCharacterOfPosition(named.getStart()).line + 1}`;
        const found = ts.isPropertyAccessExpression(node) ? entriesFor(owner, symbol.name) : [[`api.${symbol.name}`, bcd.api[symbol.name]]];
        found.forEach(([name, entry]) => { looked += entry ? 1 : 0; judge(name, entry, place); });
      }
      ts.forEachChild(node, visit);
    };
    visit(file);
  }
  return looked;
}

function checkStyles() {
  let looked = 0;
  for (const name of readdirSync(join(WEB, "style"))) {
    readFileSync(join(WEB, "style", name), "utf8").replace(/\/\*[\s\S]*?\*\//g, (text) => text.replace(/[^\n]/g, " ")).split("\n").forEach((line, n) => {
      const where = `${name}:${n + 1}`;
      for (const [, property, value] of line.matchAll(/(?<=[{;]\s*|^\s+)(?!-)([a-z-]+)\s*:\s*([^;{}]+)(?=[;}])/g)) {
        const entry = bcd.css.properties[property];
        looked += entry ? 1 : 0;
        judge(`css.properties.${property}`, entry, where);
        value.split(/[\s,]+/).forEach((word) => { if (entry && /^[a-z-]+$/.test(word) && entry[word]) { judge(`css.properties.${property}.${word}`, entry[word], where); } });
        for (const [, call] of value.matchAll(/([a-z-]+)\(/g)) { judge(`css.types.${call}`, bcd.css.types[call], where); }
        if (/\d[dsl]v[hw]\b/.test(value)) { const unit = "viewport_percentage_units_dynamic"; judge(`css.types.length.${unit}`, bcd.css.types.length[unit], where); }
      }
      for (const [, selector] of line.matchAll(/::?([a-z-]+)(?=[^;]*\{)/g)) { judge(`css.selectors.${selector}`, bcd.css.selectors[selector], where); }
      for (const [, feature] of line.matchAll(/@media[^{]*\(([a-z-]+)/g)) { judge(`css.at-rules.media.${feature}`, bcd.css["at-rules"].media[feature], where); }
    });
  }
  return looked;
}

const members = checkScripts(), properties = checkStyles();
// The check itself must see: a page of this size uses hundreds of both, and a made-up old browser lacks some of them.
if (members < 300 || properties < 300 || !isMissing(bcd.api.Element.replaceChildren.__compat.support.safari, 13)) { complaints.push(`looked at ${members} members and ${properties} properties only`); }
console.log(complaints.length ? complaints.join("\n") : `${members} uses of browser interfaces and ${properties} style rules: all there in Edge and Chrome 90, Firefox 91, Safari 15`);
process.exitCode = complaints.length ? 1 : 0;
