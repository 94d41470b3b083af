// Places: the true-north frame's metres to longitude and latitude, grid cells, the US National Grid, lengths in words.

/** The way from metres to degrees; callers see to it that the campus is placed. */
function frameMatrix() { return /** @type {{ to_lonlat: number[] }} */ (facts.frame).to_lonlat; }

/**
 * True-north metres to [lon, lat], by the frame's affine (a centimetre within a kilometre).
 * @param {number} x @param {number} y @returns {[number, number]}
 */
function toLonLat(x, y) {
  const m = frameMatrix();
  return [m[0] * x + m[1] * y + m[2], m[3] * x + m[4] * y + m[5]];
}

/** @param {number} lon @param {number} lat @returns {[number, number]} */
function fromLonLat(lon, lat) {
  const m = frameMatrix(), det = m[0] * m[4] - m[1] * m[3];
  const u = lon - m[2], v = lat - m[5];
  return [(m[4] * u - m[1] * v) / det, (m[0] * v - m[3] * u) / det];
}

/**
 * True-north metres to the grid's own, whose columns run grid.turn degrees clockwise from true north.
 * @param {Grid} grid @param {number} x @param {number} y @returns {[number, number]}
 */
function toGrid(grid, x, y) {
  const t = (grid.turn || 0) * Math.PI / 180;
  return [x * Math.cos(t) - y * Math.sin(t), x * Math.sin(t) + y * Math.cos(t)];
}

/** @param {Grid} grid @param {number} u @param {number} v @returns {[number, number]} */
function fromGrid(grid, u, v) {
  const t = (grid.turn || 0) * Math.PI / 180;
  return [u * Math.cos(t) + v * Math.sin(t), v * Math.cos(t) - u * Math.sin(t)];
}

/**
 * Name of the grid cell that holds a point in true-north metres, "" outside the grid.
 * @param {number} x @param {number} y
 */
function cellAt(x, y) {
  const grid = facts.frame && facts.frame.grid;
  if (!grid) { return ""; }
  const [u, v] = toGrid(grid, x, y);
  const column = Math.floor((u - grid.x) / grid.cell), row = Math.floor((grid.y - v) / grid.cell);
  const inside = column >= 0 && column < grid.columns && row >= 0 && row < grid.letters.length;
  return inside ? grid.letters[row] + grid.numbers[column] : "";
}

/**
 * The cell of a name as its corners and the box round them, or null.
 * @param {string} name @returns {CellBox | null}
 */
function findCell(name) {
  const grid = facts.frame && facts.frame.grid;
  const match = /^([A-Z]{1,2})\s*-?\s*0*(\d{1,3})$/.exec(name.trim().toUpperCase());
  if (!grid || !match) { return null; }
  const row = grid.letters.indexOf(match[1]), column = grid.numbers.indexOf(match[2]);
  if (row < 0 || column < 0) { return null; }
  const u = grid.x + column * grid.cell, v = grid.y - row * grid.cell;
  const corners = [[u, v - grid.cell], [u + grid.cell, v - grid.cell], [u + grid.cell, v], [u, v]].map((at) => fromGrid(grid, at[0], at[1]));
  const xs = corners.map((at) => at[0]), ys = corners.map((at) => at[1]);
  return { name: match[1] + match[2], corners, x0: Math.min(...xs), y0: Math.min(...ys), x1: Math.max(...xs), y1: Math.max(...ys) };
}

/**
 * WGS 84 to UTM by Krueger's series to n^4 (Karney 2011, eq. 7 to 10): below a millimetre inside a zone.
 * @param {number} lon @param {number} lat @param {number} zone
 */
function utmOf(lon, lat, zone) {
  const f = 1 / 298.257223563, n = f / (2 - f), e = Math.sqrt(f * (2 - f));
  const radius = 6378137 / (1 + n) * (1 + n * n / 4 + n * n * n * n / 64);
  const alpha = [n / 2 - 2 * n * n / 3 + 5 * Math.pow(n, 3) / 16 + 41 * Math.pow(n, 4) / 180,
    13 * n * n / 48 - 3 * Math.pow(n, 3) / 5 + 557 * Math.pow(n, 4) / 1440,
    61 * Math.pow(n, 3) / 240 - 103 * Math.pow(n, 4) / 140, 49561 * Math.pow(n, 4) / 161280];
  const phi = lat * Math.PI / 180, away = (lon - (zone * 6 - 183)) * Math.PI / 180;
  const sin = Math.sin(phi);
  const t = Math.sinh(Math.atanh(sin) - e * Math.atanh(e * sin));
  const xi = Math.atan2(t, Math.cos(away)), eta = Math.atanh(Math.sin(away) / Math.sqrt(1 + t * t));
  let north = xi, east = eta;
  alpha.forEach((a, k) => {
    const m = 2 * (k + 1);
    north += a * Math.sin(m * xi) * Math.cosh(m * eta);
    east += a * Math.cos(m * xi) * Math.sinh(m * eta);
  });
  return [500000 + 0.9996 * radius * east, 0.9996 * radius * north + (lat < 0 ? 10000000 : 0)];
}

/**
 * UTM zone with the widened ones of Norway and Svalbard.
 * @param {number} lon @param {number} lat
 */
function zoneOf(lon, lat) {
  if (lat >= 56 && lat < 64 && lon >= 3 && lon < 12) { return 32; }
  if (lat >= 72 && lat < 84 && lon >= 0 && lon < 42) { return 31 + 2 * Math.floor((lon + 3) / 12); }
  return Math.floor((lon + 180) / 6) % 60 + 1;
}

/**
 * US National Grid to 1 m, truncated (FGDC-STD-011-2001); "" beyond 84 N and 80 S, where UTM ends.
 * @param {number} lon @param {number} lat
 */
function usngOf(lon, lat) {
  if (!(lat >= -80 && lat < 84)) { return ""; }
  const zone = zoneOf(lon, lat);
  const at = utmOf(lon, lat, zone);
  const east = Math.floor(at[0] + 0.0005), north = Math.floor(at[1] + 0.0005);
  const pad = (/** @type {number} */ value) => String(value % 100000).padStart(5, "0");
  const band = "CDEFGHJKLMNPQRSTUVWX".charAt(Math.min(19, Math.floor((lat + 80) / 8)));
  return zone + band + " " + squareOf(zone, east, north) + " " + pad(east) + " " + pad(north);
}

/**
 * The two letters of a 100 km square.
 * @param {number} zone @param {number} east @param {number} north
 */
function squareOf(zone, east, north) {
  const columns = ["ABCDEFGH", "JKLMNPQR", "STUVWXYZ"][(zone - 1) % 3];
  const rows = zone % 2 ? "ABCDEFGHJKLMNPQRSTUV" : "FGHJKLMNPQRSTUVABCDE";
  return columns.charAt(Math.floor(east / 100000) - 1) + rows.charAt(Math.floor(north / 100000) % 20);
}

/**
 * A typed US National Grid place near this campus to [lon, lat], or null. The campus tells which square is meant.
 * @param {string} text
 */
function readUsng(text) {
  const match = /^(\d{1,2}[C-X])?([A-Z]{2})(\d{6}|\d{8}|\d{10})$/.exec(text.toUpperCase().replace(/[\s,]+/g, ""));
  if (!match || !facts.frame) { return null; }
  const half = match[3].length / 2, size = Math.pow(10, 5 - half);
  const e = (Number(match[3].slice(0, half)) + 0.5) * size, n = (Number(match[3].slice(half)) + 0.5) * size;
  let at = toLonLat(0, 0);
  const zone = zoneOf(at[0], at[1]), here = utmOf(at[0], at[1], zone);
  const target = nearestSquare(zone, here, match[2], e, n);
  for (let turn = 0; target && turn < 6; turn += 1) {
    const now = utmOf(at[0], at[1], zone);
    const flat = fromLonLat(at[0], at[1]);
    at = toLonLat(flat[0] + target[0] - now[0], flat[1] + target[1] - now[1]);
  }
  return target && usngOf(at[0], at[1]).replace(/ /g, "").indexOf(match[1] || "") === 0 ? at : null;
}

/** @param {number} zone @param {number[]} here @param {string} letters @param {number} e @param {number} n */
function nearestSquare(zone, here, letters, e, n) {
  for (let i = -1; i <= 1; i += 1) {
    for (let j = -1; j <= 1; j += 1) {
      const east = (Math.floor(here[0] / 1e5) + i) * 1e5, north = (Math.floor(here[1] / 1e5) + j) * 1e5;
      if (squareOf(zone, east, north) === letters) { return [east + e, north + n]; }
    }
  }
  return null;
}

/** @param {string} letters */
function degreesPattern(letters) { return "([" + letters + "+-]?)\\s*(\\d{1,3}\\.\\d+)\\s*°?\\s*([" + letters + "]?)"; }
const LAT_LON = new RegExp("^[\\s(]*" + degreesPattern("NS") + "[\\s,;]+" + degreesPattern("EW") + "\\)?(?:[\\s,;]+(?:radius|r|±|\\+\\/-)?\\s*(\\d+(?:\\.\\d+)?)\\s*(m|ft|feet|meters|metres)?)?\\s*$", "i");

/**
 * "37.40012, -122.00034 [, 30 m]" to {lat, lon, radius in metres}, or null. Hemisphere letters may stand for signs.
 * @param {string} text
 */
function readLatLon(text) {
  const match = LAT_LON.exec(text);
  if (!match) { return null; }
  const signs = [match[1] + match[3], match[4] + match[6]].map((sign) => sign.toUpperCase());
  const lat = Number(match[2]) * (/[S-]/.test(signs[0]) ? -1 : 1), lon = Number(match[5]) * (/[W-]/.test(signs[1]) ? -1 : 1);
  if (Math.abs(lat) > 90 || Math.abs(lon) > 180) { return null; }
  return { lat, lon, radius: match[7] ? Number(match[7]) * (/^f/i.test(match[8] || "") ? 0.3048 : 1) : 0 };
}

/** @param {number[]} pair */
function latLonText(pair) { return pair[1].toFixed(6) + ", " + pair[0].toFixed(6); }

/** @param {number} metres */
function feetText(metres) {
  const feet = metres / 0.3048;
  return feet < 20 ? feet.toFixed(1) + " ft" : Math.round(feet).toLocaleString("en-US") + " ft";
}

/** @param {number} metres */
function metresText(metres) {
  return (metres < 20 ? metres.toFixed(1) : Math.round(metres).toLocaleString("en-US")) + " m";
}

/** @param {number} m2 */
function areaText(m2) {
  return Math.round(m2 / 0.09290304).toLocaleString("en-US") + " sq ft (" +
    (m2 < 20 ? m2.toFixed(1) : Math.round(m2).toLocaleString("en-US")) + " m²)";
}
