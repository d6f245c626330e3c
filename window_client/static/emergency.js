/** The window's own silent emergency call: both Shift keys at once, or a second's hold of the key on the screen. */
/** @import { ConsoleModel } from "./console-model.js" */
import { t } from "/static/kit/text.js";
import { html } from "/static/kit/vendor/lit.js";

/** So long the key on the screen is held until it counts. */
const HOLD_MS = 1000;
let holding = 0;

/** Both Shift keys together, whatever else has the keyboard. @param {ConsoleModel} model */
export function listenForEmergency(model) {
  /** @type {Set<string>} */ const down = new Set();
  addEventListener(
    "keydown",
    (event) => {
      if (event.key !== "Shift") return;
      down.add(event.code);
      if (down.has("ShiftLeft") && down.has("ShiftRight")) raise(model);
    },
    true,
  );
  addEventListener("keyup", (event) => down.delete(event.code), true);
  addEventListener("blur", () => down.clear());
}

/** @param {ConsoleModel} model */
function raise(model) {
  if (model.key) void model.emergencies.call(model.key);
}

/** @param {ConsoleModel} model */
function press(model) {
  clearTimeout(holding);
  holding = setTimeout(() => raise(model), HOLD_MS);
}

const release = () => clearTimeout(holding);

/** A quiet key: nobody before the window sees more than a word change. @param {ConsoleModel} model */
export function emergencyKey(model) {
  const { list, sending } = model.emergencies;
  const standing = list.some(({ window }) => window === model.key);
  const words = sending ? "console.emergency.sending" : standing ? "console.emergency.told" : "console.emergency";
  return html`<button class="small hold" data-verb="emergency" title=${t("console.emergency.how")}
    @pointerdown=${() => press(model)} @pointerup=${release} @pointerleave=${release} @pointercancel=${release}
    @contextmenu=${(/** @type {Event} */ event) => event.preventDefault()}
    @mousedown=${(/** @type {Event} */ event) => event.preventDefault()}>${t(words)}</button>${
      standing
        ? html`<button class="small" data-verb="emergency-end" @click=${() => model.emergencies.end(model.key ?? "")}>
          ${t("console.emergency.end")}</button>`
        : ""
    }`;
}
