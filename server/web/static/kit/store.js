/** @import { Snapshot, LiveEvent, LiveWaits } from "./contracts.js" */

/**
 * The whole of how a hall's public state moves on. The server has the same rule in Python; a test holds them together.
 * Gives the same object back for an event that is already in the state, and null when events are missing between
 * (the caller then subscribes again).
 * @param {Snapshot} state
 * @param {LiveEvent} event
 * @returns {Snapshot | null}
 */
export function applyEvent(state, event) {
  if (event.seq <= state.seq) return state;
  if (event.seq !== state.seq + 1) return null;
  const base = "reset" in event ? emptied(state) : state;
  return {
    ...base,
    seq: event.seq,
    at: event.at,
    day: event.day,
    version: "version" in event ? event.version : base.version,
    notice: "notice" in event ? event.notice : base.notice,
    notices: ("notices" in event && event.notices) || base.notices,
    windows: { ...base.windows, ...event.windows },
    queues: { ...base.queues, ...event.queues },
    printers: "printers" in event ? { ...base.printers, ...event.printers } : base.printers,
    missed: merged(base.missed, event.missed),
  };
}

/**
 * A new day or configuration: the event carries all of these whole; what it does not name is there no more.
 * @param {Snapshot} state
 * @returns {Snapshot}
 */
function emptied(state) {
  return { ...state, windows: {}, queues: {}, missed: {} };
}

/**
 * @param {Record<string, number>} missed
 * @param {Record<string, number | null> | undefined} changes null takes a number out
 * @returns {Record<string, number>}
 */
function merged(missed, changes) {
  const all = Object.entries({ ...missed, ...changes });
  return Object.fromEntries(/** @type {[string, number][]} */ (all.filter(([, seq]) => seq !== null)));
}

/**
 * Estimates change with time alone, so they come outside the journal.
 * @param {Snapshot} state
 * @param {LiveWaits} message
 * @returns {Snapshot}
 */
export function applyWaits(state, message) {
  return { ...state, waits: message.waits };
}

/**
 * Windows that have called, the newest call first.
 * @param {Snapshot} state
 * @returns {{ window: string, call: import("./contracts.js").LiveCall }[]}
 */
export function callsNewestFirst(state) {
  return Object.entries(state.windows)
    .flatMap(([window, { call }]) => (call ? [{ window, call }] : []))
    .sort((one, other) => other.call.seq - one.call.seq);
}
