/** The hall board: one large call at a time, recent calls, who waits, what is paused. */
/** @import { Snapshot } from "/static/kit/contracts.js" */
/** @import { ShownCall } from "./types.js" */
import { formOf, setLanguage, loadText } from "/static/kit/text.js";
import { html, render } from "/static/kit/vendor/lit.js";
import { monotonic, serverNow } from "/static/kit/clock.js";
import { banner, bare, head, plate, wipe } from "./board-parts.js";
import { missedLine, paused, rows, waiting } from "./board-lists.js";
import { CallPlate, holdFor } from "./calls.js";
import { inZone, recentCalls } from "./model.js";
import { loadWordings } from "./announcing.js";
import { Speaker } from "./speaking.js";
import { Surface } from "./surface.js";

const root = /** @type {HTMLElement} */ (document.getElementById("screen"));
const plateOf = new CallPlate();
/** @type {Speaker | null} */
let speaker = null;
let announced = -1;
let timer = 0;

const surface = new Surface({ draw, seen });
const zone = surface.boot.zone ?? null;

/** @param {Snapshot} state */
function seen(state) {
  if (!surface.index) return;
  const first = plateOf.lastSeq < 0;
  const clock = { now: monotonic(), server: serverNow().getTime(), behind: surface.link?.behind() ?? 0 };
  plateOf.see(state, clock, inZone(surface.index, zone));
  if (first) announced = plateOf.shown?.seq ?? -1;
  follow();
}

/** A call with what this hall calls its windows, and how this one is said. @param {ShownCall} call */
const inWords = (call) => ({
  ...call,
  unit: surface.boot.words?.window,
  saidAt: surface.index?.byWindow.get(call.window)?.spoken,
});

/** Wake up when the call on the plate has had its time. */
function follow() {
  clearTimeout(timer);
  const shown = plateOf.shown;
  if (shown && shown.seq > announced) {
    announced = shown.seq;
    speaker?.say(inWords(shown));
  }
  const wait = plateOf.nextAt() - monotonic();
  if (Number.isFinite(wait)) timer = setTimeout(next, Math.max(0, wait));
}

function next() {
  plateOf.advance(monotonic());
  follow();
  surface.draw();
}

function draw() {
  const { state, index, age, refused } = surface;
  if (!state || !index) {
    render(bare(surface), root);
    return;
  }
  const shown = plateOf.shown;
  const recent = recentCalls(state, index, zone, shown);
  const lost = age.level === "lost";
  root.dataset.offline = String(lost);
  root.dataset.seq = String(state.seq);
  render(
    html`${head(index, age, soundKey())}
      <main class="g">
        <div class="calls">
          ${plate(shown, state, index, zone)}
          ${rows(recent)} ${missedLine(state, index, zone)}
        </div>
        <aside class="side">${waiting(state, index, zone, lost)}${paused(state, index, zone)}</aside>
      </main>
      ${banner(state, index, age, refused)}`,
    root,
  );
  wipe(shown, holdFor(plateOf.pending.length));
}

/** Chinese and English, the hall's first language first. */
const tongues = () => (formOf(surface.boot.language) === "en" ? ["en", "zh"] : ["zh", "en"]);

/** Whoever hangs the board tries it in its first minute; after that the key is gone, so that no visitor finds it. */
const TRIED_MS = 60_000;

function soundKey() {
  if (!speaker) return null;
  if (!speaker.allowed) return { allowed: false, press: wakeSound };
  return performance.now() < TRIED_MS ? { allowed: true, press: () => speaker?.test() } : null;
}

function wakeSound() {
  void speaker?.wake().then(() => surface.draw());
}

async function start() {
  await loadText(import.meta.url, ["board"]);
  setLanguage(surface.boot.language);
  surface.start();
  if (new URLSearchParams(location.search).get("sound") === "on") {
    speaker = new Speaker(await loadWordings(), tongues());
    wakeSound();
  }
}

void start();
