/**
 * What a public screen shows, out of the live state and the hall's catalogue. Pure.
 * Counts only about people who wait: no name, no class, no code ever comes this far.
 */
/** @import { Index, Matter, ShownCall, Zone } from "./types.js" */
/** @import { Catalogue, Snapshot, Range } from "/static/kit/contracts.js" */
import { callsOf } from "./calls.js";

/**
 * The letter that stands on the wall: a short key as it is, otherwise the first hanzi.
 * @param {Zone | undefined} zone
 */
export function zoneSign(zone) {
  if (!zone) return "";
  return zone.key.length <= 2 ? zone.key.toUpperCase() : [...zone.name.zh][0];
}

/** Index of a catalogue, made once per configuration version. @param {Catalogue} catalogue */
export function indexed(catalogue) {
  return {
    ...catalogue,
    byZone: byKey(catalogue.zones),
    byWindow: byKey(catalogue.windows),
    byMatter: byKey(catalogue.matters),
    byPrefix: new Map(catalogue.series.map((series) => [series.prefix, series])),
  };
}

/**
 * @template {{ key: string }} T
 * @param {T[]} list
 */
const byKey = (list) => new Map(list.map((item) => /** @type {[string, T]} */ ([item.key, item])));

/**
 * Two digits, as on the sign above the window.
 * @param {{ key: string, number?: string | number } | undefined} window
 */
export function signOf(window) {
  return String(window?.number ?? window?.key ?? "").padStart(2, "0");
}

/**
 * Does this window belong to the zones of the screen? Without any every window does.
 * @param {Index} index
 * @param {readonly string[] | null} zones null: all
 */
export function inZones(index, zones) {
  return (/** @type {string} */ key) => !zones || zones.includes(index.byWindow.get(key)?.zone ?? "");
}

/**
 * Latest calls of the windows without the one on the plate: whoever is still called first, each newest first.
 * @param {Snapshot} state
 * @param {Index} index
 * @param {readonly string[] | null} zones null: all
 * @param {ShownCall | null} shown
 */
export function recentCalls(state, index, zones, shown) {
  return callsOf(state, inZones(index, zones))
    .filter((call) => call.seq !== shown?.seq && call.number !== shown?.number)
    .filter((call) => call.of !== "no_show" && !(call.number in state.missed))
    .sort((a, b) => Number(b.of === "called") - Number(a.of === "called") || b.seq - a.seq)
    .map((call) => placed(call, index));
}

/** A call with the window and zone it sends people to. @param {ShownCall} call @param {Index} index */
export function placed(call, index) {
  const window = index.byWindow.get(call.window);
  const zone = window && index.byZone.get(window.zone);
  return { ...call, sign: signOf(window ?? { key: call.window }), zone, zoneSign: zoneSign(zone) };
}

/**
 * One row a series: people waiting, the range of its matters, whether anybody serves it.
 * `range` is null when nothing is known; `served` false when no window is open for it.
 * @param {Snapshot} state
 * @param {Index} index
 * @param {readonly string[] | null} zones null: all
 */
export function waitingPerQueue(state, index, zones) {
  return index.series
    .filter((series) => !zones || zones.includes(series.zone))
    .map((series) => {
      const matters = index.matters.filter((matter) => matter.series === series.key);
      return {
        series,
        waiting: sum(matters.map((matter) => state.queues[matter.key]?.waiting ?? 0)),
        range: widest(waited(matters, state).map((matter) => state.waits?.[matter.key])),
        window: matters[0]?.windows[0] ?? "",
        served: matters.some((matter) => matter.windows.some((key) => serves(state, key, matter.key))),
      };
    });
}

/**
 * Paused windows in these zones, the one that reopens first on top, with who does its matters meanwhile.
 * @param {Snapshot} state
 * @param {Index} index
 * @param {readonly string[] | null} zones null: all
 */
export function pausedWindows(state, index, zones) {
  const mine = inZones(index, zones);
  return Object.entries(state.windows)
    .filter(([key, window]) => window.state === "paused" && mine(key))
    .map(([key, window]) => ({
      key,
      sign: signOf(index.byWindow.get(key) ?? { key }),
      reason: window.reason,
      until: window.until,
      standIns: standIns(key, state, index),
    }))
    .sort((a, b) => (a.until ?? "9").localeCompare(b.until ?? "9") || a.sign.localeCompare(b.sign));
}

/**
 * Which open windows do what this one does: its matters, those of the same windows together, the most of them first.
 * @param {string} key
 * @param {Snapshot} state
 * @param {Index} index
 * @returns {{ matters: string[], windows: string[] }[]} windows by their signs; none where nobody does a matter now
 */
export function elsewhere(key, state, index) {
  /** @type {Map<string, { matters: string[], windows: string[] }>} */
  const groups = new Map();
  for (const matter of index.byWindow.get(key)?.matters ?? []) {
    const open = index.windows.filter(
      (window) => window.key !== key && serves(state, window.key, matter) && window.matters.includes(matter),
    );
    const windows = open.map(signOf);
    const group = groups.get(windows.join()) ?? { matters: [], windows };
    group.matters.push(matter);
    groups.set(windows.join(), group);
  }
  return [...groups.values()].sort((a, b) => b.matters.length - a.matters.length);
}

/**
 * The windows that do all that this one does; none where they differ by matter.
 * @param {string} key
 * @param {Snapshot} state
 * @param {Index} index
 */
export function standIns(key, state, index) {
  const groups = elsewhere(key, state, index);
  return groups.length === 1 ? groups[0].windows : [];
}

/**
 * Numbers that were called and nobody came, latest first.
 * @param {Snapshot} state
 * @param {Index} index
 * @param {readonly string[] | null} zones null: all
 */
export function missedNumbers(state, index, zones) {
  const zoneOf = (/** @type {string} */ number) => index.byPrefix.get(number.replace(/\d+$/, ""))?.zone;
  return Object.entries(state.missed)
    .filter(([number]) => !zones || zones.includes(zoneOf(number) ?? ""))
    .sort((a, b) => b[1] - a[1])
    .map(([number]) => number);
}

/**
 * People waiting for what this window serves, and those sent to this very window.
 * @param {string} key
 * @param {Snapshot} state
 * @param {Index} index
 */
export function waitingFor(key, state, index) {
  const queues = [...doneAt(key, index.byWindow.get(key)?.matters ?? [], state), `@${key}`];
  return sum(queues.map((queue) => state.queues[queue]?.waiting ?? 0));
}

/**
 * Whether an open window does this matter: whoever sits there is authorised for it.
 * @param {Snapshot} state @param {string} key @param {string} matter
 */
const serves = (state, key, matter) => state.windows[key]?.state === "open" && mayDo(state, key, matter);

/** @param {Snapshot} state @param {string} key @param {string} matter */
const mayDo = (state, key, matter) => !state.windows[key]?.not_authorised?.includes(matter);

/**
 * Of a window's matters those that whoever sits there may do.
 * @param {string} key @param {string[]} matters @param {Snapshot} state
 */
export const doneAt = (key, matters, state) => matters.filter((matter) => mayDo(state, key, matter));

/** @param {number[]} list */
const sum = (list) => list.reduce((total, value) => total + value, 0);

/**
 * Matters whose range counts: those somebody waits for; all of the series when nobody does.
 * @param {Matter[]} matters
 * @param {Snapshot} state
 */
function waited(matters, state) {
  const some = matters.filter((matter) => state.queues[matter.key]?.waiting);
  return some.length ? some : matters;
}

/** @param {(Range | null | undefined)[]} ranges @returns {Range | null} */
function widest(ranges) {
  const known = /** @type {Range[]} */ (ranges.filter(Boolean));
  if (!known.length) return null;
  return [Math.min(...known.map((range) => range[0])), Math.max(...known.map((range) => range[1]))];
}
