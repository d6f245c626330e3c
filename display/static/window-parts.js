/** Parts of the window screen. Chinese first, English beside. */
/** @import { Values, View } from "./types.js" */
/** @import { Clerk } from "/static/kit/contracts.js" */
import { ageClock } from "/static/kit/age.js";
import { ownName, time, windowList, windowNames } from "/static/kit/format.js";
import { icon } from "/static/kit/parts.js";
import { byUnit, language, other, say, t } from "/static/kit/text.js";
import { html, nothing } from "/static/kit/vendor/lit.js";
import { doneAt, elsewhere, waitingFor, zoneSign } from "./model.js";

/** @param {string} key @param {Values} [values] */
const beside = (key, values = {}) => t(key, values, other());
/** A longer post takes two lines, and leaves none for its English name. */
const POST_CHARS = 3;
/** A longer name takes two lines of smaller letters. */
const LONG_NAME = 6;
/** Names of what a window does: four lines of hanzi at 36 px fit beside each other. */
const MATTERS_SHOWN = 6;
const MATTERS_CHARS = 34;
const MATTERS_CHARS_BESIDE_A_FACE = 24;

/** The ink field with the window's own number, as on the sign. @param {View} view */
export function plaque({ place, index, sign }) {
  const zone = index.byZone.get(place.zone);
  return html`<div class="no">
    <div>${
      zone
        ? html`<b>${t("screen.zone", { sign: zoneSign(zone) })}</b>
          <div class="en" lang=${other()}>${beside("screen.zone", { sign: zoneSign(zone) })}</div>`
        : nothing
    }</div>
    <div class="which"><span class="num">${sign}</span>
    <div class="unit"><b>${t("screen.window")}</b><span class="en"
        lang=${other()}>${beside("screen.window")}</span></div></div>
  </div>`;
}

/** What the window is doing now. @param {View} view @param {string} situation */
export function body(view, situation) {
  const lost = view.age.level === "lost";
  return html`<section class="now ${situation}" aria-live="assertive">
    ${lost ? lostLine(view) : nothing}${SITUATIONS[situation](view)}</section>`;
}

/** @type {Record<string, (view: View) => unknown>} */
const SITUATIONS = {
  called: (view) => number(view, (view.now.call?.times ?? 1) > 1 ? "screen.called.again" : "screen.called"),
  serving: (view) => number(view, "screen.serving"),
  free: (view) =>
    html`${title(freeKey(view, ".head"))}<div class="state" data-fit=".4">${t(freeKey(view, ""))}</div>
      ${more(waitingWords(view), beside("screen.free.more"))}`,
  paused: (view) =>
    html`${title("screen.paused", "pause", say(view.now.reason))}<div class="state" data-fit=".4">${reopens(view)}</div>
      ${meanwhile(view)}`,
  closed: (view) =>
    html`${title("screen.closed.head")}<div class="state" data-fit=".4"><span
      class="struck">${t("screen.closed")}</span></div>${meanwhile(view)}`,
};

/** @param {View} view @param {string} key */
function number(view, key) {
  const { ticket, call } = view.now;
  if (!ticket) return nothing;
  return html`${title(key, null, "", { n: call?.times ?? 1 })}
    <div class="big" data-fit=".3"><span class="num tk">${ticket.number}</span></div>
    ${more(waitingWords(view))}`;
}

/** @param {string} key @param {string | null} [symbol] @param {string} [reason] @param {Values} [values] */
function title(key, symbol = null, reason = "", values = {}) {
  return html`<div class="t">
    <span class="row" data-fit=".6">${symbol ? icon(symbol) : nothing}${t(key, values)}${
      reason ? html`<span class="why">${reason}</span>` : nothing
    }</span>
    <span class="en" lang=${other()}>${beside(key, values)}</span>
  </div>`;
}

/** @param {string} words @param {string} [english] */
const more = (words, english) =>
  html`<div class="m">${words}${english ? html`<div class="en" lang=${other()}>${english}</div>` : nothing}</div>`;

/**
 * With people waiting the window is about to call; without, anybody may come.
 * @param {View} view
 * @param {string} ending
 */
const freeKey = ({ key, state, index }, ending) =>
  (waitingFor(key, state, index) ? "screen.wait" : "screen.free") + ending;

/** Counts only: who is next is decided at the call, so no number is promised here. @param {View} view */
function waitingWords({ key, state, index, age }) {
  if (age.level === "lost") return t("screen.lost.more");
  const n = waitingFor(key, state, index);
  return n ? t("screen.waiting", { n }) : t("screen.waiting.none");
}

/** @param {View} view */
function reopens({ now, index }) {
  if (!now.until) return t("screen.paused.unknown");
  return html`<span class="fig">${time(now.until, index.hall.timezone).padStart(5, "0")}</span>
    ${t("screen.paused.reopens")}`;
}

/** Matters with windows of their own are named, as many as there is room for. */
const NAMED = 4;

/**
 * Nobody is told to walk who was not called: who waits goes on waiting, and is called by one of these.
 * @param {View} view
 */
function meanwhile({ key, state, index }) {
  const groups = elsewhere(key, state, index);
  const open = groups.filter(({ windows }) => windows.length);
  const kept = more(t("screen.kept"), beside("screen.kept"));
  if (!open.length) return kept;
  if (groups.length === 1) {
    const shown = (/** @type {string} */ tag) => ({ windows: windowNames(open[0].windows, tag) });
    return more(t("screen.standin", shown(language())), beside("screen.standin", shown(other())));
  }
  return html`${kept}<ul class="by">${open.slice(0, NAMED).map((group) => byMatter(group, index))}</ul>`;
}

/** @param {{ matters: string[], windows: string[] }} group @param {View["index"]} index */
function byMatter({ matters, windows }, index) {
  const [first] = matters.map((key) => index.byMatter.get(key)).filter(Boolean);
  const name = first ? say(first.short ?? first.name) : "";
  const named = matters.length > 1 ? html`${name} ${t("screen.matters", { n: matters.length })}` : name;
  return html`<li><span>${named}</span>${icon("arrow")}${byUnit(windows).map(
    ({ keys, unit }) => html`<b class="num">${windowList(keys)}</b> <span>${unit}</span>`,
  )}</li>`;
}

/** @param {View} view */
function lostLine({ age, state, index }) {
  const at = time(state.at, index.hall.timezone);
  return html`<div class="lostline" role="status">
    ${icon("cross")}<b>${t("screen.lost", { age: ageClock(age), time: at })}</b></div>`;
}

/** Who serves (public identity) and what is done here. @param {View} view */
export function foot(view) {
  const { face } = view;
  return html`<footer class="b ${face ? "faced" : ""}">${
    face ? html`<img class="face" src=${face} alt=${t("screen.face", { name: view.now.clerk?.name ?? "" })}>` : nothing
  }<div class="who">${clerk(view.now.clerk)}</div><div class="mt">${matters(view)}</div>
    <div class="end">${ageMark(view)}${view.now.clerk ? rateUs() : nothing}</div></footer>`;
}

/** Where a phone rates the visit, by the code of its ticket. */
function rateUs() {
  return html`<div class="rate"><div><b>${t("screen.rate")}</b><span class="en"
      lang=${other()}>${beside("screen.rate")}</span></div><img
      src="/rate/qr.svg" alt=${t("screen.rate.address")}></div>`;
}

/** @param {Clerk | null} person */
function clerk(person) {
  if (!person)
    return html`<b class="none">${t("screen.noclerk")}</b><span class="q en"
      lang=${other()}>${beside("screen.noclerk")}</span>`;
  const languages = (person.languages ?? []).map(ownName).join(" ");
  const number = person.staff_no ? t("screen.staffno", { no: person.staff_no }) : "";
  const long = person.name.length > LONG_NAME;
  return html`<b class=${long ? "long" : ""} data-fit=${long ? "1" : ".6"}>${person.name}</b>
    <span class="fig sn">${number}${person.post ? html` <span class="post">${say(person.post)}</span>` : nothing}</span>
    ${languages ? html`<span class="lg">${languages}</span>` : nothing}${postInEnglish(person)}`;
}

/** The post's English name, where the line above it leaves room. @param {Clerk} person */
function postInEnglish({ post }) {
  if (!post || typeof post === "string" || !post[other()] || post.zh.length > POST_CHARS) return nothing;
  return html`<span class="lg en" lang=${other()}>${post[other()]}</span>`;
}

/** @param {View} view */
function matters({ place, index, state, face }) {
  const all = doneAt(place.key, place.matters, state)
    .map((matter) => index.byMatter.get(matter))
    .filter((matter) => matter !== undefined);
  const chars = face ? MATTERS_CHARS_BESIDE_A_FACE : MATTERS_CHARS;
  const shown = fitting(
    all.map((matter) => say(matter.short ?? matter.name)),
    chars,
  );
  const english = [...new Set(all.map((matter) => (matter.short ?? matter.name)[other()] ?? "").filter(Boolean))];
  const rest = all.length - shown.length;
  return html`<div class="l">
    ${shown.join("\u00a0· ")}${
      rest > 0 ? html` <span class="q">${t("screen.matters", { n: all.length })}</span>` : nothing
    }</div>
    <div class="en" lang=${other()}>${fitting(english, face ? 40 : 56).join(" · ")}</div>`;
}

/** As many names as stand on two lines; a name is never cut. @param {string[]} names @param {number} chars */
function fitting(names, chars) {
  let room = chars;
  const kept = [];
  for (const name of names.slice(0, MATTERS_SHOWN)) {
    room -= name.length + 3;
    if (kept.length && room < 0) break;
    kept.push(name);
  }
  return kept;
}

/** @param {View} view */
function ageMark({ age }) {
  if (age.level === "fresh") return nothing;
  return html`<div class="mark stale">${icon("signal")}<span class="fig">${ageClock(age)}</span></div>`;
}

/** @param {string} key */
export function unknownWindow(key) {
  return html`<div class="bare" role="alert"><b>${t("screen.unknownwindow")}</b><p class="num">${key}</p>
    <p>${t("screen.unknownwindow.more")}</p><p class="en" lang=${other()}>${beside("screen.unknownwindow")}</p></div>`;
}
