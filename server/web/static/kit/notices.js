/** The hall's notices, as its screens show them: none after its end, whatever has been heard since. */
/** @import { LiveNotice, Snapshot } from "./contracts.js" */

/**
 * Those that stand now, the newest first.
 * @param {Snapshot | null} state
 * @param {Date} now
 * @returns {LiveNotice[]}
 */
export function standingNotices(state, now) {
  if (!state) return [];
  const all = state.notices ?? [];
  const standing = all.filter(({ until }) => !until || Date.parse(until) > now.getTime());
  const older = state.notice && !all.some(({ matter }) => !matter);
  return older && state.notice ? [...standing, { notice: state.notice, matter: null, until: null }] : standing;
}

/** Those that are for everybody, or for those of this matter. @param {LiveNotice[]} notices @param {string} [matter] */
export const noticesTo = (notices, matter) => notices.filter((each) => !each.matter || each.matter === matter);
