// Ways out of the chosen room, drawn: the nearest whole, the second broken, each with a head where it ends.

/** @type {Record<string, number[]>} */
const WAY_DASHES = { exit: [], exit_by_lift: [], second_exit: [5, 4], safer_space: [1.5, 2.5] };
/** @type {Record<string, string>} */
const WAY_TOKENS = { second_exit: "way.second", safer_space: "way.safer" };

/** @param {View} view @param {Room} room @param {number[]} floors */
function drawWays(view, room, floors) {
  (room.ws || []).slice().reverse().forEach((way) => {
    const dash = WAY_DASHES[way[0]];
    if (!dash || (way[0] === "exit_by_lift" && wayOf(room, "exit"))) { return; }
    drawWay(view, way, floors, dash);
    view.used.add(WAY_TOKENS[way[0]] || "way.exit");
  });
}

/** @param {View} view @param {WayRow} way @param {number[]} floors @param {number[]} dash */
function drawWay(view, way, floors, dash) {
  way[5].forEach((leg, n) => { if (floors.indexOf(leg[0]) >= 0) { drawLeg(view, undelta(leg[1]), dash, n === way[5].length - 1); } });
}

/** The way to what is chosen from the room whose card named it. */
function wayFrom() {
  const room = state.from ? roomOf(state.from) : undefined;
  return room && (room.ws || []).find((way) => way[1] === state.chosen);
}

/** @param {View} view @param {number[]} floors */
function drawWayFrom(view, floors) {
  const way = wayFrom();
  if (!way) { return; }
  drawWay(view, way, floors, WAY_DASHES[way[0]] || []);
  view.used.add("way.from");
}

/** @param {View} view @param {Float64Array} line @param {number[]} dash @param {boolean} last */
function drawLeg(view, line, dash, last) {
  const path = tracePath([line], false), colour = view.onPaper ? "#0b4fd6" : view.screen.chosen;
  strokePath(view, path, view.screen.ring, 6.5 * view.k, []);
  strokePath(view, path, colour, 3.5 * view.k, dash);
  if (last && line.length >= 4) { drawHead(view, line, colour); }
}

/**
 * An arrow head at a line's end.
 * @param {View} view @param {Float64Array} line @param {string} colour
 */
function drawHead(view, line, colour) {
  const k = line.length, x = line[k - 2], y = line[k - 1], angle = Math.atan2(y - line[k - 3], x - line[k - 4]), size = 13 * view.k / view.s, path = new Path2D();
  path.moveTo(x + size * 0.3 * Math.cos(angle), y + size * 0.3 * Math.sin(angle));
  [2.6, -2.6].forEach((away) => path.lineTo(x + size * Math.cos(angle + away), y + size * Math.sin(angle + away)));
  path.closePath();
  view.ctx.fillStyle = colour;
  view.ctx.fill(path);
}
