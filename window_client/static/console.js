/** The clerk's console. */
import { emergencyLines } from "/static/kit/emergency.js";
import { loadText, setLanguage } from "/static/kit/text.js";
import { html, render } from "/static/kit/vendor/lit.js";
import { choose, chooseKey } from "./choose.js";
import { dialogKey } from "./dialog-keys.js";
import { chosenLanguage } from "./speech.js";
import { current, top } from "./console-parts.js";
import { side } from "./console-side.js";
import { foot } from "./console-keys.js";
import { ConsoleModel } from "./console-model.js";
import { dialog, settle } from "./dialogs.js";
import { listenForEmergency } from "./emergency.js";
import { listen } from "./keyboard.js";

const root = /** @type {HTMLElement} */ (document.getElementById("screen"));
let pressed = false;
const model = new ConsoleModel(draw);

/** @param {ConsoleModel} shown */
const timezoneOf = (shown) => shown.catalogue?.hall.timezone ?? "Asia/Shanghai";

function draw() {
  if (!model.key) {
    render(choose(model), root);
    return;
  }
  root.dataset.situation = model.situation ?? "connecting";
  root.dataset.busy = String(model.steps?.busy ?? false);
  render(
    html`${top(model)}${emergencyLines(model.emergencies, timezoneOf(model), model.key)}
      <main class="g">${current(model)}${side(model)}</main>
      ${foot(model, pressed)}${dialog(model)}`,
    root,
  );
  settle(root);
}

async function start() {
  await loadText(import.meta.url, ["console"]);
  setLanguage(chosenLanguage());
  listen(model, {
    dialog: (event) => dialogKey(model, event),
    onPress: (down) => {
      pressed = down;
      model.draw();
    },
  });
  addEventListener("keydown", (event) => chooseKey(model, event));
  listenForEmergency(model);
  model.start();
  draw();
}

void start();
