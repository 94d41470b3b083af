// What the page's facts are (written by payload.py) and what the script passes about. For the type check alone: not in the page.

/** A place on the ground, as four of the records hold it: centimetres in the true-north frame, cell, lon/lat, USNG. */
interface Placed {
  at?: number[];
  c?: string;
  ll?: number[];
  ug?: string;
}
/** Of a thing's drawing: [file's position, layer, handle, x, y, row], cut at its end. */
type Cited = [number, string?, string?, number?, number?, string?];
/** A way on foot: [purpose, where it leads, metres, stairs, locked doors, legs of [floor, steps in centimetres]]. */
type WayRow = [string, string, number, string[], string[], [number, number[]][]];
/** [of what, fact, value, who, when, note, 1 if of today's plan]; of what: "w", "f2" or a reference. */
type SeenRow = [string, string, string, string, string, string, number];
/** [outcome, why, corner's status, m2, people, what was assumed, confirmed by, confirmed on]. */
type CornerRow = [string, string, string?, number?, number?, string?, string?, string?];

interface Room extends Placed {
  i: string; f: number; n?: string; dn?: string; pl?: string; m?: string; u: string; al?: string[]; su?: string; oc?: number;
  lk?: string; tw?: string; pa?: string; no?: string; sh?: string; ar?: number; hc?: CornerRow; hw?: string; rp?: string[]; by?: string; src?: Cited;
  nd?: number; nm?: number; ns?: string[]; nx?: number; na?: number; am?: number; as?: string[]; ws?: WayRow[]; sd?: string; q?: string;
}
interface Door extends Placed {
  i: string; k: string; f: number; n?: string; dn?: string; pl?: string; ex?: number; j?: number[]; cl?: string; lo?: string; li?: string;
  ac?: string; co?: string; gl?: string; w?: number; src?: Cited; sd?: string; q?: string; kb?: [string, number];
}
interface Marker extends Placed {
  i: string; k: string; l?: string; b?: number; f?: number; r?: number; st?: string; xt?: Record<string, string>; src?: Cited; q?: undefined; kd?: [string, number][];
}
interface Building extends Placed {
  i: string; n?: string; pl?: string; m?: string; rn?: string; ad?: string; me?: string; yr?: number; fs?: string; fl: number[]; pp: Record<string, string | number>;
  q?: string; sa?: [number, boolean, string]; f?: undefined; k?: undefined;
}
interface Floor {
  i: string; b: number; m: string; o: number; l: string; w: string; pf?: string; np?: string; nu?: string; nc?: boolean; placed: boolean; q?: string;
  /** Its drawing is still being read. */
  rd?: boolean;
}
interface SiteArea extends Placed { i: string; k: string; n?: string; f?: undefined; b?: undefined; q?: undefined; }
interface Contact { role?: string; name?: string; organisation?: string; phone?: string; radio?: string; }
interface MapSymbol { t: string; l: string; g: string; c: string; f: string; svg: string; mono: string; }
interface Level { o: number; l: string; n: string[]; }
interface Grid { x: number; y: number; cell: number; columns: number; letters: string[]; numbers: string[]; turn: number; }
/** A photo of doors and devices, by reference; `on` is "" where nobody knows the day. */
interface Photo { w: number; h: number; s: string[]; on: string; }
interface Aerial { bounds: number[]; source?: string; licence?: string; captured?: string; }
// biome-ignore lint/suspicious/noExplicitAny: rows of mixed cells, opened in one place
type MarkRow = any[];
interface RawScene { bounds: number[]; layers: Record<string, MarkRow[]>; }
interface Facts {
  campus: { id: string; name: string; address?: string; handling?: string; q?: string; ck?: string; verified?: { who: string; when: string; scope?: string } };
  edition: { issued: string; audience: string; fingerprint: string; program: string };
  counts: { ERROR: number; WARNING: number; NOTE: number; waived: number };
  frame: { to_lonlat: number[]; grid: Grid | null } | null;
  levels: Level[]; buildings: Building[]; floors: Floor[]; rooms: Room[]; doors: Door[]; markers: Marker[]; areas: SiteArea[];
  contacts: Contact[]; aerials: Aerial[]; photos: Photo[]; survey: SeenRow[]; grounds: RawScene; scenes: (RawScene | 0)[]; files: string[];
  styles: Record<Theme, Record<string, [string, string, string, number, number, string, string, number, string]>>;
  symbols: Record<string, MapSymbol>;
  desk?: DeskFacts; version?: number; underlays?: UnderlayFacts[]; reading?: ReadingFacts;
}

/** How far a campus that is opened first is: drawings, checking or failed; `floors` are the ids of those not read. */
interface ReadingFacts { stage?: string; read?: number; of?: number; floors?: string[]; why?: string; }
/** What the editor's facts hold besides (written by editor/facts.py). A row is its number and its cells. */
type RowNow = [number, Record<string, string>];
type Field = [string, string, string[]];
interface Fault { id: string; sv: string; t: string; m: string; s?: string; fix?: string; fl?: string; b?: string; ll?: number[]; p?: string; file?: string; }
interface PlacedPoint { drawing: number[]; lonlat: number[]; at: number[]; falls?: number[]; off?: number; does?: "shift" | "turn"; bearing?: number; }
interface PlacementFacts { place: string; name: string; floor: number; method: string; points: PlacedPoint[]; rms?: number; worst?: number; off?: number; }
/** A drawing that lies nowhere: the floor's position, why, its unit if that is a guess, and whether campus.toml places it by itself. */
interface UnplacedFacts { f: number; why?: string; unit?: string; own?: boolean; }
interface DeskFacts {
  trouble: string; journal: number; rows: Record<"rooms" | "openings" | "markers", Record<string, RowNow>>; findings: Fault[];
  fields: { rooms: Field[]; openings: Field[]; markers: Record<string, Field[]> }; kinds: string[]; entrance: string[]; corners: string[]; areas: string[]; area_kinds: string[]; placements: PlacementFacts[]; unplaced: UnplacedFacts[];
  traced: { ids: string[]; windows: { i: string; n: string; w: number; j: string[] }[]; uses: string[]; openings: string[] };
}
/** A floor's picture: the floor's position, the way from its pixels to metres, its size, units a pixel, and the picture (base64); `lay`: the way is a guess. */
interface UnderlayFacts { f: number; m: number[]; s: number[]; u: number[]; jpeg: string; lay?: boolean; }
interface DeskChange { file: string; row: number; before: Record<string, string> | null; after: Record<string, string> | null; }
interface Reply {
  status: number; what?: string; number?: number; when?: string; changes?: DeskChange[]; refused?: string; conflict?: string; now?: Record<string, string> | null; seen?: string; name?: string;
}
/** A look into a room: rings in metres. */
interface Look { unknown: string; room: number[][][]; seen: number[][][]; hidden: number[][][]; slots: number[][][]; drawn: boolean; }
interface News { version: number; parts: Partial<Facts>; scenes: Record<string, RawScene>; }
/** A row while somebody types in it. */
interface Draft { table: "rooms" | "openings" | "markers"; subject: string; row: number; seen: Record<string, string>; waiting: Record<string, { value: string; group: string }>; sent: Record<string, string>; busy: boolean; group: string; }

type Theme = "colour" | "dark" | "mono";
/** x_min, y_min, x_max, y_max: metres on the ground, or pixels. */
type Box = number[];
/** An area, line, text or symbol, ready to draw. */
interface Mark {
  sort: "A" | "L" | "T" | "S"; style: string; who: string; rings: Float64Array[]; path: Path2D; box: Box; x: number; y: number; text: string;
  turn: number; away: number[]; seen?: { turn: number; wide: number; high: number };
}
interface Scene { layers: Record<string, Mark[]>; areas: Record<string, Mark>; labels: Mark[]; batches: Record<string, Batch[]>; bounds: Box; }
/** Marks of one style as one path. */
interface Batch { sort: string; style: string; box: Box; path: Path2D; }
interface Style { title: string; fill: string; stroke: string; width: number; size: number; dash: number[]; hatch: string; weight: number; slant: string; }
interface Boxes { isFree(box: Box): boolean; take(box: Box): void; }
/** What a brush needs to know of its canvas: s pixels a metre, ox and oy where the frame's origin lies, c and n the turn. */
interface Pen { ctx: CanvasRenderingContext2D; s: number; ox: number; oy: number; c: number; n: number; w: number; h: number; dpr: number; k: number; theme: Theme; }
interface View extends Pen {
  edge: number; onPaper?: boolean; screen: Record<string, string>; used: Set<string>; symbols: Set<string>; hits: { box: Box; ref: string }[];
  boxes: Boxes; later: (() => void)[]; chosen: string;
}
interface State {
  level: number; over: Record<number, number>; alone: number; from: string; chosen: string; theme: string; hidden: Record<string, boolean>; shown: Record<string, boolean>; aerial: number;
  measuring: boolean; turn: number; still: boolean;
}
/** One line of the card: what it is, what it says, and what can be done with it. */
interface RowMore { copy?: boolean; go?: string; warn?: boolean; quiet?: boolean; strong?: boolean; lead?: boolean; corner?: string; note?: string; }
type Row = [string, string, RowMore?];
type MaybeRow = Row | null | undefined | "" | false | 0;
interface Key { c: string; kind: string; }
interface Entry { ref: string; keys: Key[]; words: string[]; sounds: string[]; }
interface Reading { whole: string; words: string[]; }
interface Hit { ref: string; rank: number; kind: string; }
interface CellBox { name: string; corners: [number, number][]; x0: number; y0: number; x1: number; y1: number; }

interface Window {
  map_campus: import("leaflet").Map;
  campusmap: unknown;
  trustedTypes?: { createPolicy(name: string, rules: object): unknown };
}

/** One question of the walk-through: [fact, words, what the map shows, usual answers]. */
type WalkAsk = [string, string, string, string[]];
/** One thing to look at: id, kind, number shown, name, where, number drawn, questions, square metres of its hard corner. */
interface WalkItem { i: string; k: string; n: string; m: string; w: string; d: string; a: WalkAsk[]; c: number; }
interface WalkStage { i: string; t: string; f: string; items: WalkItem[]; }
interface WalkFacts { campus: string; edition: { issued: string; fingerprint: string }; plans: Record<string, string>; stages: WalkStage[]; }
interface WalkAnswer { i: string; checked: string; seen: Record<string, string>; note: string; photos: string[]; who: string; when: string; }
