/** A dialog's answer to the keyboard and the number pad, and what it does when it is confirmed. */
/** @import { ConsoleModel } from "./console-model.js" */
import { choices, minutesOf, NARROWED, signOutPage, wish } from "./choices.js";
import { keyOf } from "./cycle.js";
import { act } from "./keyboard.js";
import { turnPrefix } from "./numbers.js";
import { isPaper, orderPaper, paperKey } from "./papers.js";
import { DOUBLE_MS } from "./presses.js";

/** "1" then "2" within this is 12, where there are twelve. */
const TYPING_MS = 900;

/**
 * What keys mean in a dialog, those of the number pad too; the pad's are letters in a field of words.
 * @type {Record<string, string>}
 */
const MEANS = {
  ...{ Escape: "leave", Enter: "confirm", NumpadEnter: "confirm" },
  ...{ ArrowDown: "next", ArrowUp: "previous", ArrowLeft: "less", ArrowRight: "more" },
};
/** @type {Record<string, string>} */
const PAD = {
  NumpadDecimal: "leave",
  NumpadAdd: "next",
  NumpadSubtract: "previous",
  NumpadMultiply: "turn",
};

/**
 * Digits choose (two digits for long lists), arrows move, Enter does it, Esc leaves.
 * @param {ConsoleModel} model
 * @param {KeyboardEvent} event
 */
export function dialogKey(model, event) {
  if (isPaper(model.asked.kind)) {
    paperKey(model, event);
    return;
  }
  const field = event.target instanceof HTMLInputElement && event.target.type === "text" ? event.target : null;
  const words = field !== null && !field.classList.contains("number");
  const means = MEANS[event.code] ?? (words ? undefined : PAD[event.code]);
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(event.code)?.[1];
  if (means ? !isOwn(event, means, field) : words) return;
  if (means) mean(model, means, event);
  else if (field) fill(model, event, digit);
  else if (digit && !event.shiftKey) pick(model, event, digit);
  else if (NARROWED.includes(model.asked.kind)) letter(model, event);
}

/**
 * A field keeps its caret, and a key that somebody reached with Tab its Enter.
 * @param {KeyboardEvent} event @param {string} means @param {HTMLInputElement | null} field
 */
function isOwn(event, means, field) {
  if (field) return means !== "less" && means !== "more";
  return means !== "confirm" || !(/** @type {HTMLElement} */ (event.target).matches("button:focus-visible"));
}

/** @param {ConsoleModel} model @param {string} means @param {KeyboardEvent} event */
function mean(model, means, event) {
  const by = { next: 1, previous: -1 }[means];
  if (means === "leave") model.close();
  else if (means === "confirm") enter(model, event);
  else if (by) move(model, by);
  else if (means === "turn") turn(model);
  else shiftMinutes(model, means === "more" ? 1 : -1);
  event.preventDefault();
}

/**
 * One Enter is one answer: a key that is held or hit twice would answer the next question too. A key between says that
 * the question was read.
 * @param {ConsoleModel} model @param {KeyboardEvent} event
 */
function enter(model, event) {
  if (event.repeat) return;
  if (event.timeStamp - (model.asked.openedBy ?? -DOUBLE_MS) < DOUBLE_MS) model.amend({ hasty: true });
  else confirm(model, event.timeStamp);
}

/** @param {ConsoleModel} model @param {number} by */
function move(model, by) {
  const { kind, choice = 0 } = model.asked;
  const count = choices(model, kind).length;
  if (kind === "call") turnPrefix(model, by);
  else if (count) model.amend({ choice: (choice + by + count) % count, openedBy: undefined });
}

/** The one key of the pad that is left: longer, or come back to me. @param {ConsoleModel} model */
function turn(model) {
  const lasting = minutesOf(model);
  if (lasting) {
    const at = lasting.offered.indexOf(lasting.now) + 1;
    model.amend({ minutes: lasting.offered[at % lasting.offered.length] });
  } else if (model.asked.kind === "transfer") model.amend({ back: !model.asked.back });
}

/**
 * A pad whose Num Lock is off types digits all the same.
 * @param {ConsoleModel} model
 * @param {KeyboardEvent} event
 * @param {string | undefined} digit
 */
function fill(model, event, digit) {
  if (!digit || event.key === digit) return;
  model.amend({ number: `${model.asked.number ?? ""}${digit}` });
  event.preventDefault();
}

/**
 * In a list that can be narrowed, a letter is the beginning of a name.
 * @param {ConsoleModel} model
 * @param {KeyboardEvent} event
 */
function letter(model, event) {
  const filter = /** @type {HTMLElement | null} */ (document.querySelector("input.filter"));
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.code === "KeyB" && model.asked.kind === "transfer") model.amend({ back: !model.asked.back });
  else if (event.key === "/" || event.code === "NumpadDivide") filter?.focus();
  else {
    if (event.key.length === 1 && event.key !== " ") filter?.focus(); // and the letter is typed into it
    return;
  }
  event.preventDefault();
}

/**
 * @param {ConsoleModel} model
 * @param {number} [at] when the key went down that confirms, for the next question's sake
 */
export function confirm(model, at) {
  const { kind, choice = 0 } = model.asked;
  if (kind === "help") model.close();
  else if (isPaper(kind)) void orderPaper(model);
  else if (kind === "menu") choose(model, choices(model, kind)[choice]?.verb, at);
  else {
    const step = wish(model);
    // Whom to call was typed; the reason is chosen next.
    if (step && kind === "call") model.set({ dialog: { kind: "why", number: String(step.body.number), openedBy: at } });
    else if (step && kind === "walk-in")
      model.set({ dialog: { kind: "walk-in-why", matter: String(step.body.matter), openedBy: at } });
    else if (step) void model.take(step.verb, step.body);
  }
}

/** Do what was chosen in the menu. @param {ConsoleModel} model @param {string | undefined} verb @param {number} [at] */
function choose(model, verb, at) {
  if (!verb) return;
  const key = keyOf(model.shown, verb);
  model.close();
  if (key) act(model, key);
  else if (verb === "help") model.set({ dialog: { kind: "help" } });
  else if (verb === "sound") model.arrival.turn();
  else if (verb === "sign-out") location.assign(signOutPage(model));
  else void model.take(verb);
  if (model.dialog) model.amend({ openedBy: at });
}

/** @param {ConsoleModel} model @param {number} by */
export function shiftMinutes(model, by) {
  const lasting = minutesOf(model);
  if (!lasting) return;
  const at = lasting.offered.indexOf(lasting.now);
  const next = lasting.offered[Math.min(lasting.offered.length - 1, Math.max(0, at + by))];
  model.amend({ minutes: next });
}

/** @param {ConsoleModel} model @param {KeyboardEvent} event @param {string} char */
function pick(model, event, char) {
  event.preventDefault();
  const { kind, typed = "", typedAt = 0 } = model.asked;
  const count = choices(model, kind).length;
  const now = performance.now();
  const joined = now - typedAt < TYPING_MS ? typed + char : char;
  const text = Number(joined) > count ? char : joined;
  const place = Number(text);
  const chosen = place >= 1 && place <= count ? { choice: place - 1, typed: text, typedAt: now } : {};
  model.amend({ ...chosen, openedBy: undefined });
}
