import { t } from "./text.js";

/**
 * How old the shown data is. Over 15 s it is stale (bold), over 60 s lost (a banner, and no wait ranges).
 * @typedef {{ seconds: number, level: "fresh" | "stale" | "lost" | "never", connected: boolean }} Age
 */

const STALE = 15;
const LOST = 60;

/**
 * @param {number | null} heard monotonic milliseconds of the last word from the server
 * @param {number} now monotonic milliseconds
 * @param {boolean} connected
 * @returns {Age}
 */
export function ageOf(heard, now, connected) {
  if (heard === null) return { seconds: Math.floor(now / 1000), level: "never", connected };
  const seconds = Math.max(0, Math.floor((now - heard) / 1000));
  return { seconds, level: seconds > LOST ? "lost" : seconds > STALE ? "stale" : "fresh", connected };
}

/**
 * "2 秒前更新"; "3 分 10 秒前更新".
 * @param {Age} age
 * @param {string} [language]
 */
export function ageText(age, language) {
  if (age.level === "never") return t("kit.age.connecting", {}, language);
  const minutes = Math.floor(age.seconds / 60);
  const values = { n: age.seconds, m: minutes, s: age.seconds % 60 };
  return t(minutes ? "kit.age.minutes" : "kit.age.seconds", values, language);
}

/**
 * The age counting up, for the banner: 2:10.
 * @param {Age} age
 */
export function ageClock(age) {
  return `${Math.floor(age.seconds / 60)}:${String(age.seconds % 60).padStart(2, "0")}`;
}
