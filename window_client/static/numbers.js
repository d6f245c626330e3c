/** The number that a clerk types to call it. */
/** @import { ConsoleModel } from "./console-model.js" */

/** Digits of a serial; `A1` is written `A001`. */
const DIGITS = 3;

/**
 * The letters that numbers begin with, those of this window first: a number pad has no letters, so one of them is
 * chosen and only the digits are typed.
 * @param {ConsoleModel} model @returns {string[]}
 */
export function prefixes(model) {
  const series = model.catalogue?.series ?? [];
  const own = model.shown.window.matters.map((key) => model.matters.get(key)?.series);
  const mine = series.filter(({ key }) => own.includes(key));
  return [...new Set([...mine, ...series].map(({ prefix }) => prefix))];
}

/** The chosen letters. @param {ConsoleModel} model */
export const prefixNow = (model) => model.asked.prefix ?? prefixes(model)[0] ?? "";

/** Whether only digits were typed, so that the chosen letters count. @param {ConsoleModel} model */
export const lacksPrefix = (model) => /^\d*$/.test((model.asked.number ?? "").trim());

/** The number as it is on the ticket; empty while nothing is typed. @param {ConsoleModel} model */
export function wholeNumber(model) {
  const typed = (model.asked.number ?? "").trim().toUpperCase();
  const [, letters, digits] = /^([A-Z]*)(\d+)$/.exec(typed) ?? [];
  return digits ? `${letters || prefixNow(model)}${digits.padStart(DIGITS, "0")}` : typed;
}

/** The next or the previous letters. @param {ConsoleModel} model @param {number} by */
export function turnPrefix(model, by) {
  const all = prefixes(model);
  if (!all.length) return;
  model.amend({ prefix: all[(all.indexOf(prefixNow(model)) + by + all.length) % all.length] });
}
