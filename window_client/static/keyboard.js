/** @import { ConsoleModel } from "./console-model.js" */
/** @import { Key } from "./types.js" */
import { KEYS, LETTERS, keysFor } from "./cycle.js";
import { isPaper, openPaper } from "./papers.js";

/**
 * Everything by keyboard. Space works on release (so a resting thumb does nothing twice), function keys on press, a
 * held key counts once. While a dialog is open the dialog has the keyboard.
 * @param {import("./console-model.js").ConsoleModel} model
 * @param {{ dialog: (event: KeyboardEvent) => void, onPress: (down: boolean) => void }} parts
 */
export function listen(model, { dialog, onPress }) {
  let down = false;
  addEventListener("keydown", (event) => {
    if (model.dialog) {
      dialog(event);
      return;
    }
    if (event.code === "Space" && spaceIsOurs()) {
      event.preventDefault();
      if (!event.repeat) down = true;
      onPress(down);
      return;
    }
    if (press(model, event)) event.preventDefault();
  });
  addEventListener("keyup", (event) => {
    if (event.code !== "Space") return;
    if (down && !model.dialog && spaceIsOurs()) {
      event.preventDefault();
      void model.next(event);
    }
    down = false;
    onPress(false);
  });
  addEventListener("blur", () => {
    down = false;
    onPress(false);
  });
}

/**
 * What a click does. The second click of a double click does nothing, however slow it is: by then a key may mean the
 * next step, and a step that is done twice calls or undoes for somebody else.
 * @param {(event: MouseEvent) => void} step
 */
export function onClick(step) {
  return (/** @type {MouseEvent} */ event) => {
    if (event.detail < 2) step(event);
  };
}

/** A key that somebody reached with Tab keeps its Space; otherwise Space is the yellow key wherever the focus is. */
function spaceIsOurs() {
  return !document.activeElement?.matches("button:focus-visible, input, textarea, select, a[href]");
}

/** @returns {boolean} the key meant something here @param {ConsoleModel} model @param {KeyboardEvent} event */
function press(model, event) {
  if (event.ctrlKey || event.altKey || event.metaKey) return false;
  const known = [...(model.console ? keysFor(model.shown) : KEYS), ...LETTERS].find((key) => key.code === event.code);
  if (known && !event.shiftKey) {
    if (!event.repeat) act(model, known);
    return true;
  }
  return outcome(model, event) || undo(model, event) || help(model, event);
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

/** @param {ConsoleModel} model @param {KeyboardEvent} event */
function help(model, event) {
  if (event.key !== "?" && event.code !== "F1") return false;
  model.set({ dialog: { kind: "help" } });
  return true;
}
