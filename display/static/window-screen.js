/** The screen above one window: which number, whether to come, who serves, what is done here. */
/** @import { LiveCall, LiveWindow } from "/static/kit/contracts.js" */
import { setLanguage, loadText } from "/static/kit/text.js";
import { html, render } from "/static/kit/vendor/lit.js";
import { bare } from "./board-parts.js";
import { Face } from "./face.js";
import { fit, whenFontsCome } from "./fitting.js";
import { signOf } from "./model.js";
import { windowPlan } from "./panel.js";
import { Surface } from "./surface.js";
import { LAMP, Tone } from "./tone.js";
import { body, foot, plaque, unknownWindow } from "./window-parts.js";

const root = /** @type {HTMLElement} */ (document.getElementById("screen"));
const surface = new Surface({ draw });
const key = String(surface.boot.window ?? "");
const tone = new Tone(new URLSearchParams(location.search).get("sound") !== "off");
const face = new Face(surface.api, key, () => surface.draw());
let wiped = -1;

function draw() {
  layOut();
  const { state, index, age, refused } = surface;
  // A screen that was shut out shows no number any more: it would call somebody to a window that has moved on.
  if (refused || !state || !index) {
    delete root.dataset.state;
    render(bare(surface), root);
    return;
  }
  const place = index.byWindow.get(key);
  const now = state.windows[key];
  if (!place || !now) {
    render(unknownWindow(key), root);
    return;
  }
  const own = face.of(index.hall.clerk_shown?.includes("photograph") ? now.clerk : null);
  const view = { key, place, now, state, index, age, sign: signOf(place), face: own };
  root.dataset.state = situation(now);
  render(
    html`<main class="a">${plaque(view)}${body(view, situation(now))}</main>${foot(view)}
    <div class="lamp" aria-hidden="true"></div>`,
    root,
  );
  fit(root);
  seen(now.call);
}

/** One word for what this window shows. @param {LiveWindow} now */
function situation(now) {
  if (now.state === "open") return now.ticket ? now.ticket.state : "free";
  return now.state;
}

/** A new call, or a recall: it wipes in once, the lamp is lit and the tone sounds. @param {LiveCall | null} call */
function seen(call) {
  const first = wiped < 0;
  const seq = call?.seq ?? 0;
  if (seq === wiped) return;
  wiped = seq;
  if (first || !call || call.of !== "called") return;
  tone.play();
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  const steps = [{ clipPath: "inset(0 100% 0 0)" }, { clipPath: "inset(0)" }];
  document.querySelector(".now")?.animate(steps, { duration: 600, easing: "cubic-bezier(.2,0,0,1)" });
  document.querySelector(".lamp")?.animate(LAMP.keyframes, LAMP.timing);
}

function layOut() {
  const inches = Number(new URLSearchParams(location.search).get("inches")) || ownInches();
  const plan = windowPlan({ width: innerWidth, height: innerHeight, inches });
  root.dataset.form = plan.form;
  root.style.setProperty("--scale", String(plan.scale));
}

/** The diagonal that the site file gives this screen's panel. */
function ownInches() {
  const device = surface.boot.device?.key;
  return surface.index?.displays.find((display) => display.key === device)?.inches ?? undefined;
}

async function start() {
  addEventListener("resize", () => surface.draw());
  whenFontsCome(() => surface.draw());
  await loadText(import.meta.url, ["board", "screen"]);
  setLanguage(surface.boot.language);
  surface.start();
}

void start();
