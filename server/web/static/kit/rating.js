import { t } from "./text.js";

/**
 * Five levels (好差评), best first as they stand on every screen. Load the texts "rating".
 */
export const LEVELS = [5, 4, 3, 2, 1];

/** What a rating may be about; the same words for every level, so that good and bad cost the same taps. */
export const REASONS = ["wait", "manner", "skill", "clarity", "materials", "place"];

/**
 * @param {number} level
 * @param {string} [language]
 */
export function levelName(level, language) {
  return t(`rating.level.${level}`, {}, language);
}

/**
 * @param {string} reason
 * @param {string} [language]
 */
export function reasonName(reason, language) {
  return t(`rating.reason.${reason}`, {}, language);
}
