/**
 * The clerk's cycle as rules: what stands at the window, which step the yellow key makes, which keys may be used and
 * why not. Pure. The server has the last word (`can`); this is only what it has not said.
 *
 * @typedef {"closed" | "paused" | "free" | "called" | "serving"} Situation
 */
/** @import { Key, Refusal } from "./types.js" */
/** @import { ConsoleView, Load } from "/static/kit/contracts.js" */
import { serverNow } from "/static/kit/clock.js";
import { say, t } from "/static/kit/text.js";

/** @returns {Situation} @param {ConsoleView} model */
export function situation(model) {
  if (model.window.state !== "open") return model.window.state;
  if (!model.ticket) return "free";
  return model.ticket.state === "called" ? "called" : "serving";
}

const YELLOW = {
  closed: { verb: "sign-on", label: "console.sign-on" },
  paused: { verb: "unpause", label: "console.unpause" },
  free: { verb: "call-next", label: "console.call-next" },
  called: { verb: "start", label: "console.start.now" },
  serving: { verb: "call-next", label: "console.finish-next" },
};

/**
 * The next step of the cycle: verb, body and the words on the yellow key.
 * @param {ConsoleView} model
 * @param {string | undefined} outcome
 */
export function nextStep(model, outcome) {
  const where = situation(model);
  const body = where === "serving" ? { finish: true, outcome } : {};
  return { ...YELLOW[where], body };
}

/** The row of keys, in the order of the keyboard. `ask` opens a dialog first. */
export const KEYS = [
  { code: "F3", verb: "recall" },
  { code: "F4", verb: "start" },
  { code: "F6", verb: "no-show" },
  { code: "F7", verb: "transfer", ask: "transfer" },
  { code: "F8", verb: "park", ask: "park" },
  { code: "F9", verb: "pause", ask: "pause" },
  { code: "F10", verb: "finish" },
];

/** Keys of the further keys' place on the screen, each a letter on the keyboard; one more here is one more there. */
export const LETTERS = [
  { code: "KeyC", letter: "C", verb: "call", ask: "call" },
  { code: "KeyW", letter: "W", verb: "walk-in", ask: "walk-in" },
  { code: "KeyR", letter: "R", verb: "resume", ask: "back" },
  { code: "KeyB", letter: "B", verb: "bounce", ask: "bounce" },
  { code: "KeyM", letter: "M", verb: "add-matter", ask: "add-matter" },
  { code: "KeyN", letter: "N", verb: "notice", ask: "notice" },
  { code: "KeyE", letter: "E", verb: "receipt", ask: "receipt" },
  { code: "KeyQ", letter: "Q", verb: "sign-off", ask: "sign-off" },
];

/**
 * The number pad, for a day's work with one hand: Enter is the yellow key, 0 the menu, digits the result of the visit.
 * A pad has no letters, so what is a letter elsewhere is in the menu.
 */
export const NUMPAD = [
  { code: "NumpadAdd", sign: "+", verb: "recall" },
  { code: "NumpadSubtract", sign: "-", verb: "no-show" },
  { code: "NumpadMultiply", sign: "*", verb: "pause" },
  { code: "NumpadDivide", sign: "/", verb: "call" },
  { code: "NumpadDecimal", sign: ".", verb: "finish" },
];

/** The menu of everything (0). A number stays what it is, since hands learn it: new entries go to the end. */
export const MENU = [
  ...["transfer", "park", "resume", "undo", "call", "notice", "receipt", "sign-off"],
  ...["recall", "no-show", "pause", "finish", "start", "help", "sign-out", "bounce", "sound", "add-matter", "walk-in"],
];

/** 0 stands for "not known": the screens then say 稍后恢复. */
export const MINUTES = [5, 10, 15, 30, 60, 0];

/** @type {Record<string, Situation[]>} */
const NEEDS = {
  recall: ["called"],
  start: ["called"],
  "no-show": ["called"],
  transfer: ["called", "serving"],
  bounce: ["called"],
  park: ["serving"],
  finish: ["serving"],
  "add-matter": ["serving"],
  pause: ["free"],
  unpause: ["paused"],
  "call-next": ["free", "serving"],
  call: ["free"],
  "walk-in": ["free"],
  resume: ["free"],
  notice: ["serving"],
  receipt: ["serving"],
  "sign-off": ["free", "paused"],
  "sign-on": ["closed"],
};

/**
 * Null when the verb may be used now, otherwise the reason: the server's words, or the key of ours.
 * @returns {null | {words?: {zh: string, en?: string}, key?: string}}
 * @param {ConsoleView} model
 * @param {string} verb
 */
export function refusal(model, verb) {
  const said = model.can?.[verb];
  if (said === true) return null;
  if (said) return { words: said };
  if (verb === "undo") return model.undo ? null : { key: "console.no.undo" };
  if (!NEEDS[verb] || NEEDS[verb].includes(situation(model))) return null;
  return { key: `console.no.${situation(model)}` };
}

/** A refusal in words. @param {Refusal} no */
export const sayNo = (no) => (no.words ? say(no.words) : t(no.key ?? ""));

/** F9 is pause at an open window and "open again" at a paused one. @param {ConsoleView} model */
export function keysFor(model) {
  if (situation(model) !== "paused") return KEYS;
  return KEYS.map((key) => (key.verb === "pause" ? { code: "F9", verb: "unpause" } : key));
}

/** The key of a verb, wherever it stands. @param {ConsoleView} model @param {string} verb @returns {Key | undefined} */
export function keyOf(model, verb) {
  const wish = verb === "pause" && situation(model) === "paused" ? "unpause" : verb;
  return [...keysFor(model), ...LETTERS].find((key) => key.verb === wish);
}

/**
 * Matters of this window that wait, with the live count where one has come since.
 * @param {ConsoleView} model
 * @param {Record<string, { waiting: number }> | undefined} lines
 */
export function loadOf(model, lines) {
  return model.load.map((line) => ({ ...line, waiting: lines?.[line.matter]?.waiting ?? line.waiting }));
}

/** Of a line: who asked not to be called yet, until the first of them is back. @param {Load} line */
export function awayOf(line) {
  return line.held_until && Date.parse(line.held_until) > serverNow().getTime()
    ? Math.min(line.held ?? 0, line.waiting)
    : 0;
}
