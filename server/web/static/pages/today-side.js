/** Right side of the manager's day: what to do, the windows, the ratings. */
/** @import { SignOff } from "./today-left.js" */
/** @import { Kind, ShownAlarm, View } from "./types.js" */
/** @import { LiveWindow } from "/static/kit/contracts.js" */
import { serverNow } from "/static/kit/clock.js";
import { time } from "/static/kit/format.js";
import { icon } from "/static/kit/parts.js";
import { say, t } from "/static/kit/text.js";
import { html, nothing } from "/static/kit/vendor/lit.js";
import { shareBar } from "./charts.js";
import { anyOver } from "./today-figures.js";
import { signOffForm } from "./today-left.js";

/** @type {Record<string, string>} */
const ICONS = {
  wait: "alarm",
  wait_over: "alarm",
  pause: "pause",
  paused: "pause",
  printer: "printer",
  clock: "clock",
  paper: "printer",
  left: "alarm",
  idle: "clock",
  device: "signal",
};
const LEVELS = ["5", "4", "3", "2", "1"];

/** @param {View} view @param {SignOff | null} signOff */
export function alarms(view, signOff) {
  // Windows and printers are followed live; what needs the figures comes with them.
  /** @type {ShownAlarm[]} */
  const all = [
    ...(view.today.alarms ?? []).filter(({ kind }) => kind !== "pause" && kind !== "printer"),
    ...seen(view),
  ];
  return html`<section class="sb"><h2>${t("today.todo")} ${all.length || ""}</h2>
    ${
      all.length
        ? all.map(
            (alarm) => html`<div class="al ${/wait|clock|paper|left|idle|device|mute/.test(alarm.kind) ? "bad" : ""}">
              ${icon(ICONS[alarm.kind.split(".")[0]] ?? "alarm")}
              <div><b>${say(alarm.text)}</b>${alarm.action ? html`<div class="q">${say(alarm.action)}</div>` : nothing}
                ${signOffForm(view, alarm.window, signOff)}
              </div></div>`,
          )
        : html`<p class="none">${t(anyOver(view.today, view.catalogue) ? "today.todo.over" : "today.todo.none")}</p>`
    }
  </section>`;
}

/**
 * What this page sees by itself: windows paused beyond their time, printers that need somebody.
 * @param {View} view
 */
function seen({ today, live, catalogue }) {
  const windows = live?.windows ?? today.windows;
  const late = Object.entries(windows)
    .filter(
      ([, window]) => window.state === "paused" && window.until && Date.parse(window.until) < serverNow().getTime(),
    )
    .map(([key, window]) => ({
      kind: "pause",
      text: t("today.alarm.pause", { sign: key.padStart(2, "0") }),
      action: t("today.alarm.pause.more", {
        reason: say(window.reason),
        time: time(window.until ?? "", catalogue.hall.timezone),
      }),
    }));
  const printers = Object.entries(live?.printers ?? {})
    .filter(([, printer]) => printer.state !== "ok")
    .map(([key, printer]) => ({
      kind: "printer",
      text: t("today.alarm.printer", {
        name: say(today.printer_names[key]) || key,
        state: t(`today.printer.${printer.state}`),
      }),
      action: typeof printer.tickets_left === "number" ? t("today.alarm.left", { n: printer.tickets_left }) : "",
    }));
  return [...late, ...printers];
}

/** @type {Record<Kind, string>} */
const KINDS = { busy: "b", free: "f", paused: "p", closed: "c" };
/** @param {LiveWindow} window @returns {Kind} */
const kindOf = (window) => (window.state === "open" ? (window.ticket ? "busy" : "free") : window.state);

/** @param {View} view */
export function windows({ today, live, catalogue }) {
  const states = live?.windows ?? today.windows;
  const all = catalogue.windows.map((window) => ({
    ...window,
    kind: states[window.key] ? kindOf(states[window.key]) : /** @type {Kind} */ ("closed"),
    now: states[window.key],
  }));
  const count = (/** @type {string} */ kind) => all.filter((window) => window.kind === kind).length;
  return html`<section class="sb"><div class="row between base"><h2>${t("today.windows")}</h2>
      <div class="lg">${
        /** @type {Kind[]} */ (Object.keys(KINDS)).map(
          (kind) =>
            html`<span>${
              kind === "closed"
                ? html`<s>${t("today.closed")}</s>`
                : html`<i class="w ${KINDS[kind]}"></i>${t(`today.${kind}`)}`
            } <b>${count(kind)}</b></span>`,
        )
      }</div></div>
    <div class="ws">${all.map(
      (window) => html`<a class="w ${KINDS[window.kind]}" href="/window/${window.key}"
        aria-label=${describe(window)} title=${describe(window)}>${signOf(window)}</a>`,
    )}</div></section>`;
}

/** @param {{ number: string | number }} window */
const signOf = (window) => String(window.number).padStart(2, "0");

/** @param {{ number: string | number, kind: Kind, now?: LiveWindow }} window */
function describe({ number, kind, now }) {
  const whom = now?.ticket?.number ?? (kind === "paused" ? say(now?.reason) : "");
  return [t("today.window", { sign: signOf({ number }) }), t(`today.${kind}`), now?.clerk?.name, whom]
    .filter(Boolean)
    .join("，");
}

/** Missing ratings stay missing: they are counted apart and never become satisfied. @param {View} view */
export function ratings({ today }) {
  const head = html`<div class="row between base"><h2>${t("today.ratings")}</h2>
    <span class="q">${t("today.rated", { rated: today.rated, finished: today.finished })}</span></div>`;
  if (!today.rated)
    return html`<section class="sb">${head}
      <p class="none">${t(today.finished ? "today.ratings.none" : "today.ratings.notyet")}</p></section>`;
  const most = Math.max(1, ...LEVELS.map((level) => today.ratings[level] ?? 0));
  return html`<section class="sb">${head}
    ${LEVELS.map(
      (level) => html`<div class="rt">
        <span>${t(`today.level.${level}`)}</span>${shareBar((today.ratings[level] ?? 0) / most)}<b class="fig">${
          today.ratings[level] ?? 0
        }</b></div>`,
    )}<p class="q">${t("today.ratings.counts")}</p></section>`;
}
