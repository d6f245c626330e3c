/** Changing the open hall: matters of windows, kiosks, numbers a day, the notice; and taking each back. */
/** @import { Catalogue, ChangeToday, ChangesToday, Snapshot } from "/static/kit/contracts.js" */
/** @import { Age } from "/static/kit/age.js" */
import { Api, Problem } from "/static/kit/api.js";
import { boot } from "/static/kit/boot.js";
import { eachSecond, serverNow } from "/static/kit/clock.js";
import { connect } from "/static/kit/connection.js";
import { time } from "/static/kit/format.js";
import { ageLabel, icon } from "/static/kit/parts.js";
import { loadText, nextLanguage, say, setLanguage, t } from "/static/kit/text.js";
import { html, nothing, render } from "/static/kit/vendor/lit.js";
import { made } from "./changes-made.js";
import { notice } from "./changes-notice.js";
import { kiosks, quotas } from "./changes-parts.js";
import { windows } from "./changes-windows.js";

const AGAIN_MS = 2000;
const root = /** @type {HTMLElement} */ (document.getElementById("screen"));
const { hall, slot, language: wished } = boot();
const api = new Api({ slot });

/**
 * @typedef {object} Changing
 * @property {Catalogue | null} catalogue
 * @property {ChangesToday | null} known
 * @property {Snapshot | null} live
 * @property {Age} age
 * @property {string} editing the window or kiosk whose form is open
 * @property {boolean} busy
 * @property {string} said what was done last
 * @property {Problem | null} problem
 */
/** @type {Changing} */
const view = {
  catalogue: null,
  known: null,
  live: null,
  age: { seconds: 0, level: "never", connected: false },
  editing: "",
  busy: false,
  said: "",
  problem: null,
};

/** What the parts of the page may do. */
const acts = {
  /** @param {string} what */
  edit(what) {
    view.editing = view.editing === what ? "" : what;
    draw();
  },
  /** @param {Record<string, unknown>} change */
  change: (change) => send(`/halls/${hall}/changes`, { change }, "changes.done"),
  /** @param {ChangeToday} change */
  takeBack: ({ version, kind, subject }) =>
    send(`/halls/${hall}/changes/take-back`, { version, kind, subject }, "changes.back.done"),
  /** @param {{ notice: Record<string, string> | null, matter?: string | null, until?: string | null }} told */
  notice: (told) => send(`/halls/${hall}/notice`, told, told.notice ? "changes.notice.shown" : "changes.notice.gone"),
};
/** @typedef {typeof acts} Acts */

/** @param {string} path @param {Record<string, unknown>} body @param {string} said */
async function send(path, body, said) {
  if (view.busy) return;
  Object.assign(view, { busy: true, said: "", problem: null });
  draw();
  try {
    await api.post(path, body);
    Object.assign(view, { said: t(said), editing: "" });
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    view.problem = problem;
  }
  view.busy = false;
  await look();
}

async function look() {
  try {
    [view.catalogue, view.known] = await Promise.all([
      api.get(`/halls/${hall}/catalogue`),
      api.get(`/halls/${hall}/changes`),
    ]);
  } catch {
    setTimeout(() => void look(), AGAIN_MS);
  }
  draw();
}

function top() {
  const zone = view.catalogue?.hall.timezone ?? "Asia/Shanghai";
  const lang = new URL(location.href);
  lang.searchParams.set("lang", nextLanguage().tag);
  const as = slot ? `?as=${slot}` : "";
  return html`<header class="top">
    <h1>${view.catalogue ? say(view.catalogue.hall.short ?? view.catalogue.hall.name) : ""}</h1>
    <a href="/today${as}">${t("changes.today")}</a><span class="here" aria-current="page">${t("changes.title")}</span>
    <span class="grow"></span><a href="${lang.pathname}${lang.search}">${nextLanguage().name}</a><a
      href="/sign-out${as}">${t("changes.signout")}</a>
    ${ageLabel(view.age)}<time class="num clock">${time(serverNow(), zone).padStart(5, "0")}</time></header>`;
}

function outcome() {
  if (view.problem)
    return html`<div class="bn bad lost" role="alert">${icon("alarm")}
      <div><b>${view.problem.title}</b><p>${view.problem.detail} ${view.problem.action}</p></div></div>`;
  if (!view.said) return nothing;
  return html`<div class="bn lost" role="status">${icon("tick")}<div><b>${view.said}</b></div></div>`;
}

function draw() {
  const { catalogue, known } = view;
  const page =
    catalogue && known
      ? html`<div>${windows(view, acts)}</div>
          <aside>${made(view, acts)}${kiosks(view, acts)}${quotas(view, acts)}${notice(view, acts)}</aside>`
      : html`<p class="none"><b>${t("changes.loading")}</b></p>`;
  render(html`${top()}${outcome()}<main class="g">${page}</main>`, root);
}

async function start() {
  await loadText(import.meta.url, ["changes"]);
  setLanguage(wished);
  connect({
    hall,
    slot,
    onState: (state) => {
      const told = view.live && JSON.stringify(state.notices) !== JSON.stringify(view.live.notices);
      const renewed = view.known && state.version !== view.known.version && state.version !== view.live?.version;
      const outdated = told || renewed;
      view.live = state;
      if (outdated) void look();
      draw();
    },
    onAge: (age) => {
      view.age = age;
    },
  });
  eachSecond(draw);
  await look();
}

void start();
