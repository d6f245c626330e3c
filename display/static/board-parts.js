/** The board's head, its yellow plate, its foot. The page's language first, the other beside. */
/** @import { Index, Matter, PlacedCall, Plan, ShownCall, Unready, Values } from "./types.js" */
/** @import { Age } from "/static/kit/age.js" */
/** @import { Snapshot, SubscriptionRefused, Words } from "/static/kit/contracts.js" */
import { ageClock } from "/static/kit/age.js";
import { monotonic, serverNow } from "/static/kit/clock.js";
import { time, windowList } from "/static/kit/format.js";
import { nextOpening, openingText } from "/static/kit/hours.js";
import { standingNotices } from "/static/kit/notices.js";
import { ageLabel, icon } from "/static/kit/parts.js";
import { language, other, say, t } from "/static/kit/text.js";
import { html, nothing } from "/static/kit/vendor/lit.js";
import { placed, waitingPerQueue } from "./model.js";
import { linesOf } from "./panel.js";

/** @param {string} key @param {Values} [values] */
const beside = (key, values = {}) => t(key, values, other());

/**
 * @param {Index} index
 * @param {Age} age
 */
export function head(index, age) {
  const zone = index.hall.timezone;
  return html`<header class="hd">
    <div>
      <h1>${say(index.hall.name)}</h1>
      <div class="en" lang=${other()}>${index.hall.name[other()] ?? ""}</div>
    </div>
    <div class="row">
      ${ageLabel(age)}
      <time class="num clock">${time(serverNow(), zone).padStart(5, "0")}</time>
    </div>
  </header>`;
}

/** What a number wears: yellow only while it is called. */
/** @type {Record<string, string>} */
const LOOKS = { called: "now", serving: "served", parked: "parked", no_show: "parked" };

/**
 * The call shown large; what it wears follows what became of it.
 * @param {ShownCall | null} call
 * @param {Snapshot} state
 * @param {Index} index
 * @param {readonly string[] | null} zones
 */
export function plate(call, state, index, zones) {
  const opening = nextOpening(index, serverNow());
  if (opening && over(call, state)) return shut(opening);
  if (!call) return emptyPlate(state, index, zones);
  const at = placed(call, index);
  const look = LOOKS[/** @type {keyof typeof LOOKS} */ (call.of)] ?? "done";
  return html`<section class="plate call ${look}" data-call=${call.number} data-seq=${call.seq}
    data-of=${call.of} aria-live="assertive">
    <div class="t" data-fit=".7"><span>${plateWord(call)}</span><span class="en"
        lang=${other()}>${plateEnglish(call, at)}</span></div>
    <div class="big" data-fit=".4">
      <div class="num tk">${call.number}</div>
      <div class="to">${icon("arrow", t("board.to"))}
        <div class="w">
          <span class="num">${at.sign}</span>
          <small><span>${t("board.window", { window: call.window })}</span>${
            at.zone ? html`<span>${t("board.zone", { sign: at.zoneSign })}</span>` : nothing
          }</small>
        </div>
      </div>
    </div>
  </section>`;
}

/**
 * Nobody is called or served any more: yesterday's last call is no news.
 * @param {ShownCall | null} call
 * @param {Snapshot} state
 */
function over(call, state) {
  return call?.of !== "called" && !Object.values(state.windows).some(({ ticket }) => ticket);
}

/** Outside the hours: when the hall opens again. @param {NonNullable<ReturnType<typeof nextOpening>>} opening */
function shut(opening) {
  const shown = { when: openingText(opening, language()) };
  return html`<section class="plate call empty" data-empty="shut">
    <div class="t" data-fit=".7"><span>${t("board.shut")}</span><span class="en"
        lang=${other()}>${beside("board.shut")}</span></div>
    <div class="calm shut" data-fit=".4">
      <b>${t("board.shut.more", shown)}</b>
      <div class="en" lang=${other()}>${beside("board.shut.more", { when: openingText(opening, other()) })}</div>
    </div>
  </section>`;
}

/** @param {ShownCall} call */
function plateWord(call) {
  if (call.of === "called")
    return call.times > 1
      ? t("board.calling.again", { n: call.times, window: call.window })
      : t("board.calling", { window: call.window });
  return t(`board.of.${OF[call.of] ?? "finished"}`);
}

/** Words for what became of a call; whatever has ended is simply over. */
/** @type {Record<string, string>} */
const OF = { serving: "serving", parked: "parked", no_show: "no_show" };

/** @param {ShownCall} call @param {PlacedCall} at */
function plateEnglish(call, at) {
  const word =
    call.of === "called"
      ? call.times > 1
        ? beside("board.calling.again", { n: call.times, window: call.window })
        : beside("board.calling", { window: call.window })
      : beside(`board.of.${OF[call.of] ?? "finished"}`);
  return at.zone
    ? `${word} — ${beside("board.now", { window: at.sign, sign: at.zoneSign })}`
    : `${word} — ${beside("board.window", { window: call.window })} ${at.sign}`;
}

let wipedSeq = -1;
/**
 * A new call wipes in once, quicker when others wait behind it; with reduced motion it is simply there.
 * @param {ShownCall | null} call
 * @param {number} hold
 */
export function wipe(call, hold) {
  if (!call || call.seq === wipedSeq) return;
  const first = wipedSeq < 0;
  wipedSeq = call.seq;
  if (first || matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  const steps = [{ clipPath: "inset(0 100% 0 0)" }, { clipPath: "inset(0)" }];
  document
    .querySelector(".plate.call")
    ?.animate(steps, { duration: Math.min(600, hold / 4), easing: "cubic-bezier(.2,0,0,1)" });
}

/**
 * Nobody is called: say whether to wait, to come, or that no window is open.
 * @param {Snapshot} state
 * @param {Index} index
 * @param {readonly string[] | null} zones
 */
function emptyPlate(state, index, zones) {
  const queues = waitingPerQueue(state, index, zones);
  const some = queues.some((queue) => queue.waiting > 0);
  const kind = !queues.some((queue) => queue.served) ? "closed" : some ? "waiting" : "free";
  return html`<section class="plate call empty" data-empty=${kind}>
    <div class="t" data-fit=".7"><span>${t("board.empty.head")}</span><span class="en"
        lang=${other()}>${beside("board.empty.head")}</span></div>
    <div class="calm" data-fit=".4">
      <b>${t(`board.empty.${kind}`)}</b>
      <div class="more">${t(`board.empty.${kind}.more`)}
        <div class="en" lang=${other()}>${beside(`board.empty.${kind}.more`)}</div></div>
    </div>
  </section>`;
}

/**
 * The foot: a notice; when the line is down for a minute, what is shown and since when.
 * @param {Snapshot} state
 * @param {Index} index
 * @param {Age} age
 * @param {SubscriptionRefused | null} refused
 * @param {{ plan: Plan, notices: boolean }} shown
 */
export function banner(state, index, age, refused, { plan, notices }) {
  if (refused)
    return foot("cross", refused.title ?? t("board.refused"), refused.action ?? t("board.refused.more"), "", "alert");
  if (age.level === "lost") return offline(state, index, age);
  if (!notices) return nothing;
  const words = inTurn(noticeNow(state, index), plan);
  return html`<footer class="nt dock">${icon("info")}<div class="zh">${words}</div></footer>`;
}

/** The notice whose turn it is. @param {Snapshot} state @param {Index} index @returns {Words} */
export function noticeNow(state, index) {
  return rotating(told(state, index)) ?? { zh: t("board.calm"), en: beside("board.calm") };
}

/**
 * The notices of now: where one is for everybody, the site file's are left out.
 * @param {Snapshot} state
 * @param {Index} index
 * @returns {Words[]}
 */
function told(state, index) {
  const standing = standingNotices(state, serverNow());
  const usual = standing.some(({ matter }) => !matter) ? [] : [...lunchShifts(index), ...index.notices];
  return [...standing.map(({ notice, matter }) => addressed(notice, matter && index.byMatter.get(matter))), ...usual];
}

/** Whom it is for goes before what is said. @param {Words} notice @param {Matter | "" | null | undefined} matter */
function addressed(notice, matter) {
  if (!matter) return notice;
  const named = (/** @type {string} */ tag) => {
    const names = matter.short ?? matter.name;
    return t("board.to.matter", { matter: names[tag] ?? names.zh, notice: notice[tag] ?? notice.zh }, tag);
  };
  return { zh: named("zh"), [other()]: named(other()), [language()]: named(language()) };
}

/**
 * Which windows stay open over lunch (午间不断档), as one of the notices.
 * @param {Index} index
 * @returns {Words[]}
 */
function lunchShifts(index) {
  const windows = index.windows.filter(({ lunch }) => lunch).map(({ key }) => key);
  if (!windows.length) return [];
  const said = { windows: windowList(windows), n: windows.length };
  return [
    { zh: t("board.lunch", said, "zh"), [other()]: beside("board.lunch", said), [language()]: t("board.lunch", said) },
  ];
}

/** Both languages where they take three lines at most, otherwise one after the other. */
const NOTICE_LINES = 3;
const NOTICE_MS = 20_000;

/** @param {Words} notice @param {Plan} plan */
function inTurn(notice, plan) {
  const [first, second] = [say(notice), notice[other()]];
  if (!second || second === first) return first;
  const beside = html`<span class="en" lang=${other()}>${second}</span>`;
  const width = plan.width - 184;
  if (linesOf(first, 38, width) + linesOf(second, 32, width) <= NOTICE_LINES) return html`${first} ${beside}`;
  return Math.floor(monotonic() / (NOTICE_MS / 2)) % 2 ? beside : first;
}

/** @param {Snapshot} state @param {Index} index @param {Age} age */
function offline(state, index, age) {
  const span = { m: Math.floor(age.seconds / 60), s: age.seconds % 60 };
  const at = time(state.at, index.hall.timezone);
  return foot(
    "cross",
    t("board.offline", { age: t("board.span.minutes", span) }),
    t("board.offline.more", { time: at }),
    ageClock(age),
    "status",
  );
}

/** @param {string} name @param {string} title @param {string} more @param {string} clock @param {string} role */
function foot(name, title, more, clock, role) {
  return html`<footer class="nt dock lost" role=${role}>
    ${icon(name)}<div class="zh"><b>${title}</b> <span class="more">${more}</span></div><span
      class="num">${clock}</span></footer>`;
}

/** Several notices take turns, each for twenty seconds; none scrolls. @param {Words[] | undefined} notices */
function rotating(notices) {
  if (!notices?.length) return null;
  return notices[Math.floor(monotonic() / NOTICE_MS) % notices.length];
}

/** Before the first word from the server: never blank. @param {Unready} unready */
export function bare({ age, refused }) {
  const title = refused ? (refused.title ?? t("board.refused")) : t("board.connecting");
  const more = refused ? (refused.action ?? t("board.refused.more")) : t("board.connecting.more");
  return html`<div class="bare" role="status">
    <b>${title}</b><p>${more}</p>
    ${
      refused
        ? nothing
        : html`<p class="en"
      lang=${other()}>${beside("board.connecting")} · ${beside("board.connecting.more")}</p>`
    }
    ${age.seconds > 5 && !refused ? html`<p class="num">${ageClock(age)}</p>` : nothing}
  </div>`;
}
