/**
 * A board as the page that edits layouts shows it, in a frame of its own: the hall's real zones, windows and queues,
 * with calls that nobody made. A board that stands alone can never be one.
 */
/** @import { Age } from "/static/kit/age.js" */
/** @import { LiveWindow, Snapshot } from "/static/kit/contracts.js" */
/** @import { Index, Sample, SampleReads } from "./types.js" */
import { serverNow } from "/static/kit/clock.js";
import { Surface } from "./surface.js";

export const isSample = parent !== window && new URLSearchParams(location.search).has("sample");

const SEQ = 900;
const CALLED = 2;
const SERVED = 7;
const [PAUSED_FIRST, CLOSED] = [10, 12];
const WAITS = /** @type {[number, number]} */ ([15, 25]);

/**
 * A hall in which much goes on; with `calls` false everybody who was called is at their window.
 * @param {Index} index @param {boolean} calls @returns {Snapshot}
 */
export function sampleState(index, calls) {
  const at = serverNow().toISOString();
  const windows = index.windows.map((place, order) => [place.key, sampleWindow(index, order, at, calls)]);
  const matters = index.matters.map(({ key }) => key);
  return {
    hall: index.hall.key,
    seq: SEQ,
    at,
    day: at.slice(0, 10),
    version: index.version,
    windows: Object.fromEntries(windows),
    queues: Object.fromEntries(matters.map((key, order) => [key, { waiting: (order * 5 + 3) % 14 }])),
    missed: Object.fromEntries(
      index.series.slice(0, 2).map(({ prefix }, order) => [`${prefix}012`, SEQ - 100 + order]),
    ),
    waits: Object.fromEntries(matters.map((key) => [key, WAITS])),
    notice: null,
    printers: {},
  };
}

/** @param {Index} index @param {number} order @param {string} at @param {boolean} calls @returns {LiveWindow} */
function sampleWindow(index, order, at, calls) {
  const plain = {
    state: /** @type {const} */ ("open"),
    reason: null,
    until: null,
    clerk: null,
    ticket: null,
    call: null,
  };
  const matter = index.windows[order].matters[0];
  const series = index.series.find(({ key }) => key === index.byMatter.get(matter)?.series);
  // A small hall pauses its last window, so that every list has something in it.
  const last = order > CALLED && order === index.windows.length - 1;
  if (last || order === PAUSED_FIRST)
    return { ...plain, state: "paused", reason: index.hall.pause_reasons[0]?.name ?? null };
  if (!series || order >= CLOSED) return { ...plain, state: "closed" };
  if (order >= CALLED + SERVED) return plain;
  const of = calls && order < CALLED ? /** @type {const} */ ("called") : /** @type {const} */ ("serving");
  const number = `${series.prefix}${String(118 - order * 7).padStart(3, "0")}`;
  return {
    ...plain,
    ticket: { number, state: of, matter, since: at },
    call: { number, matter, seq: SEQ - order, at, times: 1, of },
  };
}

export class SampleSurface extends Surface {
  /** @type {Sample} */ shown = { layout: null, inches: null, zone: null, calls: true };
  /** @type {Age} */ age = { seconds: 0, level: "fresh", connected: true };
  /** What was said last about it. */ said = "";

  get zone() {
    return this.shown.zone;
  }

  get display() {
    return { key: "", inches: this.shown.inches, layout: this.shown.layout };
  }

  start() {
    addEventListener("message", (event) => {
      if (event.origin === location.origin && event.source === parent) this.show(event.data.sample);
    });
    void this.fetchCatalogue();
    parent.postMessage({ sample: "ready" }, location.origin);
    setInterval(() => this.draw(), 1000);
  }

  /** @param {Sample} wish */
  show(wish) {
    this.shown = wish;
    if (this.index) this.take(sampleState(this.index, wish.calls));
  }

  async fetchCatalogue() {
    await super.fetchCatalogue();
    this.show(this.shown);
  }

  /** Tells the page that edits how far it is read. @param {SampleReads} reads */
  drawn(reads) {
    const said = JSON.stringify(reads);
    if (said === this.said) return;
    this.said = said;
    parent.postMessage({ reads }, location.origin);
  }
}
