/** The hall board: one large call at a time, recent calls, who waits, what is paused. */
/** @import { Snapshot } from "/static/kit/contracts.js" */
/** @import { Index, Plan } from "./types.js" */
import { setLanguage, loadText } from "/static/kit/text.js";
import { html, render } from "/static/kit/vendor/lit.js";
import { monotonic, serverNow } from "/static/kit/clock.js";
import { banner, bare, head, noticeNow, plate, wipe } from "./board-parts.js";
import { inSight, missedLine, rows, side } from "./board-lists.js";
import { CallPlate } from "./calls.js";
import { fit, whenFontsCome } from "./fitting.js";
import { inZones, recentCalls } from "./model.js";
import { Media } from "./media.js";
import { INCHES, planOf, readsTo } from "./panel.js";
import { Announcer } from "./announcer.js";
import { soundSign } from "./sound-sign.js";
import { SampleSurface, isSample } from "./sample.js";
import { Surface } from "./surface.js";

const root = /** @type {HTMLElement} */ (document.getElementById("screen"));
let plateOf = new CallPlate();
/** Whose calls the plate follows. */
let followed = "";
const media = new Media(() => surface.draw(), isSample ? 0 : undefined);
let timer = 0;

/** Beside the page that edits layouts it shows an example, and nobody is called by it. */
const sample = isSample ? new SampleSurface({ draw, seen }) : null;
const surface = sample ?? new Surface({ draw, seen, heard: (event) => announcer?.hear(event) });
const zone = surface.boot.zone ?? null;
/** Who only looks at a board (a person's own browser) hears nothing, nor does `?sound=off`. */
const silent = isSample || !surface.boot.device || new URLSearchParams(location.search).get("sound") === "off";
const announcer = silent
  ? null
  : new Announcer({ api: surface.api, hall: surface.boot.hall, zone, changed: spokenAnew });

/** @param {Snapshot} state */
function seen(state) {
  if (!surface.index) return;
  if (followed !== String(zones())) {
    followed = String(zones());
    plateOf = new CallPlate();
  }
  const clock = { now: monotonic(), server: serverNow().getTime(), behind: surface.link?.behind() ?? 0 };
  plateOf.see(state, clock, inZones(surface.index, zones()));
  follow();
}

/** Wake up when the call on the plate has had its time. */
function follow() {
  clearTimeout(timer);
  const wait = plateOf.nextAt() - monotonic();
  if (Number.isFinite(wait)) timer = setTimeout(next, Math.max(0, wait));
}

function next() {
  plateOf.advance(monotonic());
  follow();
  surface.draw();
}

/** A video is softer while this board speaks; drawn at once, because the sign of sound may have changed. */
function spokenAnew() {
  media.duck(announcer?.speaking !== null);
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
  sample?.drawn({ ...readsTo(plan), mm: plan.mm / plan.scale });
}

/** @param {Snapshot} state @param {Index} index @param {Plan} plan @param {{ rows: number, side: number }} room */
function picture(state, index, plan, room) {
  const { age, refused } = surface;
  const shown = plateOf.shown;
  const lost = age.level === "lost";
  const layout = display()?.layout ?? null;
  const recent = inSight(recentCalls(state, index, zones(), shown), plan, room.rows);
  const width = plan.form === "tall" ? plan.side : plan.width - plan.side - 168;
  const usual = banner(state, index, age, refused, { plan, notices: layout?.notices ?? true });
  const foot =
    lost || refused
      ? usual
      : (soundSign(announcer, (layout?.notices ?? true) ? noticeNow(state, index) : null, plan) ?? usual);
  return html`${head(index, age)}
    <main class="g">
      <div class="calls">
        ${media.picture() ?? html`${plate(shown, state, index, zones())} ${rows(recent.items, plan)}`}
        ${missedLine(state, index, zones(), width, recent.mark)}
      </div>
      <aside class="side">${side(state, index, { zones: zones(), lost, plan, room: room.side, layout })}</aside>
    </main>
    ${foot}`;
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

/** The zones that it shows; null: all. */
function zones() {
  const own = display()?.layout?.zones ?? [];
  if (own.length) return own;
  const its = sample ? sample.zone : zone;
  return its ? [its] : null;
}

/** What the site file says of this board: its panel and its layout. `?device=` tries another one's. */
function display() {
  if (sample) return sample.display;
  const key = new URLSearchParams(location.search).get("device") ?? surface.boot.device?.key;
  return surface.index?.displays.find((each) => each.key === key);
}

const ownInches = () => display()?.inches ?? INCHES;

/** Room of the lists in pixels of the drawing. @param {Plan} plan */
function roomOf(plan) {
  const [rows, aside] = [".rows", ".side"].map((each) => root.querySelector(each)?.clientHeight);
  return { rows: rows ?? plan.height - 660, side: aside ?? plan.height - 272 };
}

async function start() {
  await loadText(import.meta.url, ["board"]);
  setLanguage(surface.boot.language);
  surface.start();
  addEventListener("resize", () => surface.draw());
  whenFontsCome(() => surface.draw());
  void announcer?.start();
}

void start();
