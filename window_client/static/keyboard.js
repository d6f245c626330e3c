/** @import { ConsoleModel } from "./console-model.js" */
/** @import { Press } from "./presses.js" */
/** @import { Key } from "./types.js" */
import { KEYS, keyOf, keysFor, LETTERS, NUMPAD } from "./cycle.js";
import { isPaper, openPaper } from "./papers.js";

/** The yellow key: Space, and Enter of the number pad. */
const YELLOW = ["Space", "NumpadEnter"];

/**
 * Everything by keyboard. The yellow key works on release (so a resting thumb does nothing twice), function keys on
 * press, a held key counts once. While a dialog is open the dialog has the keyboard.
 * @param {import("./console-model.js").ConsoleModel} model
 * @param {{ dialog: (event: KeyboardEvent) => void, onPress: (down: boolean) => void }} parts
 */
export function listen(model, { dialog, onPress }) {
  /** @type {Press | null} */ let down = null;
  const release = () => {
    down = null;
    onPress(false);
  };
  addEventListener("keydown", (event) => {
    if (model.dialog) {
      dialog(event);
      return;
    }
    if (YELLOW.includes(event.code) && yellowIsOurs()) {
      event.preventDefault();
      if (!event.repeat) down = model.presses.down(event);
      onPress(down !== null);
      return;
    }
    if (press(model, event)) event.preventDefault();
  });
  addEventListener("keyup", (event) => {
    if (!YELLOW.includes(event.code)) return;
    if (down && !model.dialog && yellowIsOurs()) {
      event.preventDefault();
      void model.next(down);
    }
    release();
  });
  addEventListener("blur", release);
  addEventListener(
    "pointerdown",
    (event) => {
      model.presses.pointer = model.presses.down(event);
    },
    true,
  );
}

/**
 * What a click does. The second click of a double click does nothing but say so, however slow it is: by then a key may
 * mean the next step, and a step that is done twice calls or undoes for somebody else.
 * @param {ConsoleModel} model
 * @param {(press: Press) => void} step
 */
export function onClick(model, step) {
  return (/** @type {MouseEvent} */ event) => {
    const press = model.presses.click(event);
    if (model.counts(press)) step(press);
  };
}

/**
 * A key that somebody reached with Tab keeps its Space; otherwise Space is the yellow key wherever the focus is. So it
 * is on the rows of the side, which arrows reach and Enter does.
 */
function yellowIsOurs() {
  return !document.activeElement?.matches(
    "button:focus-visible:not([data-row]), input, textarea, select, a[href]:focus-visible",
  );
}

/** @returns {boolean} the key meant something here @param {ConsoleModel} model @param {KeyboardEvent} event */
function press(model, event) {
  if (event.ctrlKey || event.altKey || event.metaKey) return false;
  const key = known(model, event);
  if (key && !event.shiftKey) {
    if (!event.repeat && model.counts(model.presses.down(event))) act(model, key);
    return true;
  }
  return outcome(model, event) || undo(model, event) || menu(model, event) || row(event);
}

/** @param {ConsoleModel} model @param {KeyboardEvent} event @returns {Key | undefined} */
function known(model, { code }) {
  const pad = NUMPAD.find((key) => key.code === code);
  if (pad) return model.console ? keyOf(model.shown, pad.verb) : undefined;
  return [...(model.console ? keysFor(model.shown) : KEYS), ...LETTERS].find((key) => key.code === code);
}

/**  @param {ConsoleModel} model @param {Key} key */
export function act(model, key) {
  if (isPaper(key.verb)) void openPaper(model, key.verb);
  else if (key.ask) model.ask(key.ask, key.verb);
  else if (key.verb === "finish") void model.take("finish", { outcome: model.outcomeNow });
  else void model.take(key.verb);
}

/** @param {ConsoleModel} model @param {KeyboardEvent} event */
function outcome(model, event) {
  const place = Number(/^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1] ?? 0);
  const chosen = model.hallList("outcomes")[place - 1];
  if (!chosen || model.situation !== "serving" || event.shiftKey) return false;
  model.set({ outcome: chosen.key });
  return true;
}

/** @param {ConsoleModel} model @param {KeyboardEvent} event */
function undo(model, event) {
  if (event.code !== "KeyU" && event.code !== "Backspace") return false;
  if (!event.repeat) void model.take("undo");
  return true;
}

/** The menu of everything, and the sheet of keys. @param {ConsoleModel} model @param {KeyboardEvent} event */
function menu(model, event) {
  const kind = /^(Digit|Numpad)0$/.test(event.code) ? "menu" : event.key === "?" || event.code === "F1" ? "help" : "";
  if (!kind || (kind === "menu" && !model.console)) return false;
  model.set({ dialog: { kind }, message: null });
  return true;
}

/** Arrows go through the rows of the side; Enter does what a row does. @param {KeyboardEvent} event */
function row(event) {
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.code];
  const rows = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("[data-row]")]);
  if (!by || !rows.length) return false;
  const at = rows.indexOf(/** @type {HTMLElement} */ (document.activeElement));
  const next = at < 0 ? (by > 0 ? 0 : rows.length - 1) : (at + by + rows.length) % rows.length;
  rows[next].focus();
  return true;
}
