/** @import { Desk } from "./desk.js" */
/** @import { Key } from "./types.js" */
import { KEYS, LETTERS, keysFor } from "./cycle.js";
import { isPaper, openPaper } from "./papers.js";

/**
 * Everything by keyboard. Space works on release (so a resting thumb does nothing twice), function keys on press, a
 * held key counts once. While a dialog is open the dialog has the keyboard.
 * @param {import("./desk.js").Desk} desk
 * @param {{ dialog: (event: KeyboardEvent) => void, onPress: (down: boolean) => void }} parts
 */
export function listen(desk, { dialog, onPress }) {
  let down = false;
  addEventListener("keydown", (event) => {
    if (desk.dialog) {
      dialog(event);
      return;
    }
    if (event.code === "Space" && spaceIsOurs()) {
      event.preventDefault();
      if (!event.repeat) down = true;
      onPress(down);
      return;
    }
    if (press(desk, event)) event.preventDefault();
  });
  addEventListener("keyup", (event) => {
    if (event.code !== "Space") return;
    if (down && !desk.dialog && spaceIsOurs()) {
      event.preventDefault();
      void desk.next();
    }
    down = false;
    onPress(false);
  });
  addEventListener("blur", () => {
    down = false;
    onPress(false);
  });
}

/** A key that somebody reached with Tab keeps its Space; otherwise Space is the yellow key wherever the focus is. */
function spaceIsOurs() {
  return !document.activeElement?.matches("button:focus-visible, input, textarea, select, a[href]");
}

/** @returns {boolean} the key meant something here @param {Desk} desk @param {KeyboardEvent} event */
function press(desk, event) {
  if (event.ctrlKey || event.altKey || event.metaKey) return false;
  const known = [...(desk.console ? keysFor(desk.shown) : KEYS), ...LETTERS].find((key) => key.code === event.code);
  if (known && !event.shiftKey) {
    if (!event.repeat) act(desk, known);
    return true;
  }
  return outcome(desk, event) || undo(desk, event) || help(desk, event);
}

/**  @param {Desk} desk @param {Key} key */
export function act(desk, key) {
  if (isPaper(key.verb)) void openPaper(desk, key.verb);
  else if (key.ask) desk.ask(key.ask, key.verb);
  else if (key.verb === "finish") void desk.take("finish", { outcome: desk.outcomeNow });
  else void desk.take(key.verb);
}

/** @param {Desk} desk @param {KeyboardEvent} event */
function outcome(desk, event) {
  const place = Number(/^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1] ?? 0);
  const chosen = desk.hallList("outcomes")[place - 1];
  if (!chosen || desk.situation !== "serving" || event.shiftKey) return false;
  desk.set({ outcome: chosen.key });
  return true;
}

/** @param {Desk} desk @param {KeyboardEvent} event */
function undo(desk, event) {
  if (event.code !== "KeyU" && event.code !== "Backspace") return false;
  if (!event.repeat) void desk.take("undo");
  return true;
}

/** @param {Desk} desk @param {KeyboardEvent} event */
function help(desk, event) {
  if (event.key !== "?" && event.code !== "F1") return false;
  desk.set({ dialog: { kind: "help" } });
  return true;
}
