/** The screen above one window: which number, whether to come, who serves, what is done here. */
/** @import { LiveCall, LiveWindow } from "/static/kit/contracts.js" */
import { setLanguage, loadText } from "/static/kit/text.js";
import { html, render } from "/static/kit/vendor/lit.js";
import { bare } from "./board-parts.js";
import { signOf } from "./model.js";
import { Surface } from "./surface.js";
import { body, foot, plaque, unknownWindow } from "./window-parts.js";

const root = /** @type {HTMLElement} */ (document.getElementById("screen"));
const surface = new Surface({ draw });
const key = String(surface.boot.window ?? "");
let wiped = -1;

function draw() {
  const { state, index, age } = surface;
  if (!state || !index) {
    render(bare(surface), root);
    return;
  }
  const place = index.byWindow.get(key);
  const now = state.windows[key];
  if (!place || !now) {
    render(unknownWindow(key), root);
    return;
  }
  const view = { key, place, now, state, index, age, sign: signOf(place) };
  root.dataset.state = situation(now);
  render(html`<main class="a">${plaque(view)}${body(view, situation(now))}</main>${foot(view)}`, root);
  wipe(now.call);
}

/** One word for what this window shows. @param {LiveWindow} now */
function situation(now) {
  if (now.state === "open") return now.ticket ? now.ticket.state : "free";
  return now.state;
}

/** A new call wipes in once and holds. @param {LiveCall | null} call */
function wipe(call) {
  if (!call || call.seq === wiped) return;
  const first = wiped < 0;
  wiped = call.seq;
  if (first || call.of !== "called" || matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  const steps = [{ clipPath: "inset(0 100% 0 0)" }, { clipPath: "inset(0)" }];
  document.querySelector(".now")?.animate(steps, { duration: 600, easing: "cubic-bezier(.2,0,0,1)" });
}

/** The screen is drawn for 1280 × 800; on another panel everything grows or shrinks with it, and fills it. */
function fit() {
  const scale = Math.min(innerWidth / 1280, innerHeight / 800);
  root.style.setProperty("--scale", String(scale));
}

async function start() {
  fit();
  addEventListener("resize", fit);
  await loadText(import.meta.url, ["board", "screen"]);
  setLanguage(surface.boot.language);
  surface.start();
}

void start();
