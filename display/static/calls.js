/** @import { ShownCall } from "./types.js" */
/**
 * Which call is shown large, and for how long. Pure: calls and a clock in, a plate out.
 *
 * Every call is shown: one that arrives while another is on the plate waits its turn. A call
 * stays FULL_HOLD milliseconds when nobody waits behind it and less under load: those that came together share
 * BURST_MS, so that eight have passed in eight seconds, but none stays less than LEAST_HOLD, in which a number can
 * still be read from twelve metres. Whoever is called stays marked in the board's rows until they are at the window;
 * when the one on the plate is there, the plate goes back to the newest still called. What must not be shown any more
 * (undone, missed, too old) is dropped, and the drop is kept in `dropped` with its reason.
 *
 * @typedef {{seq:number, number:string, window:string, matter:string, at:string, times:number, of:string,
 *   since?: number}} Call `since`: the monotonic milliseconds at which it was made
 * @typedef {{now: number, server: number, behind: number}} Clock milliseconds: monotonic, the server's, and how long
 *   nothing was heard before what is shown now
 * @typedef {{windows: Record<string, {call: (Omit<Call,"window">|null)}>, missed: Record<string, number>}} Hall
 */

export const FULL_HOLD = 6000;
export const LEAST_HOLD = 850;
export const BURST_MS = 7000;
export const STALE_AFTER = 120_000;

export class CallPlate {
  constructor() {
    /** @type {Call|null} */ this.shown = null;
    /** @type {Call[]} */ this.pending = [];
    /** @type {{seq:number, number:string, why:string}[]} */ this.dropped = [];
    this.shownSince = 0;
    /** By when all that wait now shall have been on the plate. */
    this.due = 0;
    this.lastSeq = -1;
  }

  /**
   * Take in the hall as it stands. The first time, the newest call goes straight onto the plate:
   * a screen that was just switched on announces nothing that is past.
   * @param {Hall} hall @param {Clock} clock @param {(window:string)=>boolean} [mine]
   */
  see(hall, { now, server, behind }, mine = () => true) {
    const calls = callsOf(hall, mine);
    const first = this.lastSeq < 0;
    const fresh = calls
      .filter((call) => call.seq > this.lastSeq)
      .sort((a, b) => a.seq - b.seq)
      .map((call) => ({ ...call, since: now - lateness(call, server, behind) }));
    this.lastSeq = Math.max(this.lastSeq, 0, ...calls.map((call) => call.seq));
    if (!this.pending.length) this.due = now + BURST_MS;
    if (first) this.#show(newestCalled(hall, mine) ?? fresh.filter((call) => standing(call.of)).pop() ?? null, now);
    else for (const call of fresh) this.#queue(call, now);
    this.#forgetWrong(hall, now);
    // After a long silence all of them are late; the newest that stands is shown all the same.
    const late = fresh.filter((call) => standing(call.of) && this.dropped.some(({ seq }) => seq === call.seq)).pop();
    if (late && !this.pending.length && late.seq > (this.shown?.seq ?? -1)) this.#show(late, now);
    this.advance(now);
    this.#follow(hall, mine, now);
  }

  /** Move on when the call on the plate has had its time. True when the plate changed. @param {number} now */
  advance(now) {
    if (!this.pending.length) return false;
    if (this.shown && now < this.nextAt()) return false;
    this.#show(/** @type {Call} */ (this.pending.shift()), now);
    return true;
  }

  /** When `advance` is due, in the clock's milliseconds; Infinity when nothing waits. */
  nextAt() {
    return this.pending.length ? this.shownSince + this.hold : Infinity;
  }

  /** Milliseconds that the call on the plate keeps it. */
  get hold() {
    if (!this.pending.length) return FULL_HOLD;
    const share = Math.round((this.due - this.shownSince) / (this.pending.length + 1));
    return Math.min(FULL_HOLD, Math.max(LEAST_HOLD, share));
  }

  /** @param {ShownCall | null} call @param {number} now */
  #show(call, now) {
    this.shown = call;
    this.shownSince = now;
  }

  /** @param {ShownCall} call @param {number} now */
  #queue(call, now) {
    if (this.shown?.number === call.number) {
      this.#show(call, now);
      return;
    }
    const waiting = this.pending.find((other) => other.number === call.number);
    if (waiting) Object.assign(waiting, call);
    else this.pending.push(call);
  }

  /**  @param {Hall} hall @param {number} now */
  #forgetWrong(hall, now) {
    this.pending = this.pending.filter((call) => {
      const why = wrong(call, hall) ?? (now - (call.since ?? now) > STALE_AFTER ? "stale" : null);
      if (why) this.dropped.push({ seq: call.seq, number: call.number, why });
      return !why;
    });
    if (this.shown && wrong(this.shown, hall) === "undone") this.shown = null;
  }

  /**  @param {Hall} hall @param {(window: string) => boolean} mine @param {number} now */
  #follow(hall, mine, now) {
    if (this.shown) {
      const current = hall.windows[this.shown.window]?.call;
      if (current && current.seq === this.shown.seq) this.shown.of = current.of;
      else this.shown.of = this.shown.number in hall.missed ? "no_show" : "finished";
    }
    if (this.shown?.of === "called" || this.pending.length) return;
    const called = newestCalled(hall, mine);
    if (called) this.#show(called, now);
  }
}

/**
 * How old a call is as it arrives. The server's clock may have been set since it was made, so no call is older than
 * the silence before it.
 * @param {Call} call @param {number} server @param {number} behind
 */
const lateness = (call, server, behind) => Math.min(behind, Math.max(0, server - Date.parse(call.at)));

/** A number that people may still be looking for: called, at the window, or back at it soon. @param {string} of */
export const standing = (of) => of === "called" || of === "serving" || of === "parked";

/** Every window's latest call. @param {Hall} hall @param {(window:string)=>boolean} [mine] @returns {Call[]} */
export function callsOf(hall, mine = () => true) {
  return Object.entries(hall.windows)
    .filter(([key, window]) => window.call && mine(key))
    .map(([key, window]) => ({ .../** @type {any} */ (window.call), window: key }));
}

/** @param {Call} call @param {Hall} hall @returns {"undone"|"missed"|null} */
function wrong(call, hall) {
  const current = hall.windows[call.window]?.call;
  if (!current || current.seq < call.seq) return "undone";
  return call.number in hall.missed ? "missed" : null;
}

/**  @param {Hall} hall @param {(window: string) => boolean} mine */
function newestCalled(hall, mine) {
  const called = callsOf(hall, mine).filter((call) => call.of === "called" && !(call.number in hall.missed));
  return called.sort((a, b) => b.seq - a.seq)[0] ?? null;
}
