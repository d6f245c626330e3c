/** The hall board: one large call at a time, recent calls, who waits, what is paused. */
/** @import { Snapshot } from "/static/kit/contracts.js" */
/** @import { Index, Plan, ShownCall } from "./types.js" */
import { formOf, setLanguage, loadText } from "/static/kit/text.js";
import { html, render } from "/static/kit/vendor/lit.js";
import { monotonic, serverNow } from "/static/kit/clock.js";
import { banner, bare, head, plate, wipe } from "./board-parts.js";
import { inSight, missedLine, rows, side } from "./board-lists.js";
import { CallPlate } from "./calls.js";
import { fit, whenFontsCome } from "./fitting.js";
import { inZone, recentCalls } from "./model.js";
import { Media } from "./media.js";
import { INCHES, planOf } from "./panel.js";
import { loadWordings } from "./announcing.js";
import { Speaker } from "./speaking.js";
import { Surface } from "./surface.js";

const root = /** @type {HTMLElement} */ (document.getElementById("screen"));
const plateOf = new CallPlate();
const media = new Media(() => surface.draw());
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
  const { state, index, age } = surface;
  if (!state || !index) {
    layOut();
    render(bare(surface), root);
    return;
  }
  root.dataset.offline = String(age.level === "lost");
  root.dataset.seq = String(state.seq);
  const plan = layOut();
  const own = display()?.layout;
  media.look(own ?? null, plateOf.shown?.of === "called" || plateOf.pending.length > 0);
  // What stands above and below decides how much room the lists have: drawn again where that changed.
  for (let again = 0; again < 3; again++) {
    const given = roomOf(plan);
    render(picture(state, index, plan, given), root);
    fit(root);
    const left = roomOf(plan);
    if (left.rows === given.rows && left.side === given.side) break;
  }
  wipe(plateOf.shown, plateOf.hold);
}

/** @param {Snapshot} state @param {Index} index @param {Plan} plan @param {{ rows: number, side: number }} room */
function picture(state, index, plan, room) {
  const { age, refused } = surface;
  const shown = plateOf.shown;
  const lost = age.level === "lost";
  const layout = display()?.layout ?? null;
  const recent = inSight(recentCalls(state, index, zone, shown), plan, room.rows);
  const width = plan.form === "tall" ? plan.side : plan.width - plan.side - 168;
  return html`${head(index, age, soundKey())}
    <main class="g">
      <div class="calls">
        ${media.picture() ?? html`${plate(shown, state, index, zone)} ${rows(recent.items, plan)}`}
        ${missedLine(state, index, zone, width, recent.mark)}
      </div>
      <aside class="side">${side(state, index, { zone, lost, plan, room: room.side, layout })}</aside>
    </main>
    ${banner(state, index, age, refused, { plan, notices: layout?.notices ?? true })}`;
}

/** Size and form of the panel: onto the root, for the style sheet. */
function layOut() {
  const inches = Number(new URLSearchParams(location.search).get("inches")) || ownInches();
  const plan = planOf({ width: innerWidth, height: innerHeight, inches });
  const own = display()?.layout;
  if (own) plan.columns = Math.min(plan.columns, own.columns ?? 2);
  root.dataset.languages = String(own?.languages ?? 2);
  root.dataset.clock = String(own?.clock ?? true);
  root.dataset.form = plan.form;
  root.style.setProperty("--scale", String(plan.scale));
  root.style.setProperty("--side", `${plan.side}px`);
  root.style.setProperty("--columns", String(plan.columns));
  root.style.setProperty("--lines", String(plan.lines));
  return plan;
}

/** What the site file says of this board: its panel and its layout. `?device=` tries another one's. */
function display() {
  const key = new URLSearchParams(location.search).get("device") ?? surface.boot.device?.key;
  return surface.index?.displays.find((each) => each.key === key);
}

const ownInches = () => display()?.inches ?? INCHES;

/** Room of the lists in pixels of the drawing. @param {Plan} plan */
function roomOf(plan) {
  const [rows, aside] = [".rows", ".side"].map((each) => root.querySelector(each)?.clientHeight);
  return { rows: rows ?? plan.height - 660, side: aside ?? plan.height - 272 };
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
  addEventListener("resize", () => surface.draw());
  whenFontsCome(() => surface.draw());
  if (new URLSearchParams(location.search).get("sound") === "on") {
    speaker = new Speaker(await loadWordings(), tongues());
    wakeSound();
  }
}

void start();
