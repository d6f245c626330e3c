/** The clerk's console. */
import { loadText, setLanguage } from "/static/kit/text.js";
import { html, render } from "/static/kit/vendor/lit.js";
import { choose, chooseKey } from "./choose.js";
import { dialogKey } from "./choices.js";
import { chosenLanguage } from "./speech.js";
import { current, top } from "./console-parts.js";
import { side } from "./console-side.js";
import { keyRow, statusLine } from "./console-keys.js";
import { Desk } from "./desk.js";
import { dialog, settle } from "./dialogs.js";
import { listen } from "./keyboard.js";

const root = /** @type {HTMLElement} */ (document.getElementById("screen"));
let pressed = false;
const desk = new Desk(draw);

function draw() {
  if (!desk.key) {
    render(choose(desk), root);
    return;
  }
  root.dataset.situation = desk.situation ?? "connecting";
  root.dataset.busy = String(desk.steps?.busy ?? false);
  render(
    html`${top(desk)}
      <main class="g">${current(desk)}${side(desk)}</main>
      ${statusLine(desk)}${keyRow(desk, pressed)}${dialog(desk)}`,
    root,
  );
  settle(root);
}

async function start() {
  await loadText(["console"]);
  setLanguage(chosenLanguage());
  listen(desk, {
    dialog: (event) => dialogKey(desk, event),
    onPress: (down) => {
      pressed = down;
      desk.draw();
    },
  });
  addEventListener("keydown", (event) => chooseKey(desk, event));
  desk.start();
  draw();
}

void start();
