/** The manager's day: follows the hall live, asks for the figures at most every two seconds. */
/** @import { Snapshot } from "/static/kit/contracts.js" */
/** @import { Page, View, Wish } from "./types.js" */
/** @import { Today } from "/static/kit/contracts.js" */
import { ageClock } from "/static/kit/age.js";
/** @import { Problem } from "/static/kit/api.js" */
import { Api } from "/static/kit/api.js";
import { boot } from "/static/kit/boot.js";
import { eachSecond, serverNow } from "/static/kit/clock.js";
import { connect } from "/static/kit/connection.js";
import { Emergencies, emergencyLines } from "/static/kit/emergency.js";
import { dateLine, time } from "/static/kit/format.js";
import { ageLabel, icon } from "/static/kit/parts.js";
import { language, loadText, nextLanguage, say, setLanguage, t } from "/static/kit/text.js";
import { html, nothing, render } from "/static/kit/vendor/lit.js";
import { arrivals, definitions, figures, waits } from "./today-figures.js";
import { paperTroubles } from "./today-paper.js";
import { waitScore } from "./today-score.js";
import { sentWaiting } from "./today-sent.js";
import { alarms, ratings, windows } from "./today-side.js";
import { staffing } from "./today-staffing.js";
import { outOfTurn } from "./today-turn.js";

const PAUSE_MS = 2000;
/** So long a page may wait for its first word from the line. */
const NEVER_S = 60;
const SCORE_MS = 180_000;
const PAPERS_MS = 10_000;
/** Some alarms come with time alone, while nothing happens in the hall. */
const ALARMS_MS = 20_000;
const root = /** @type {HTMLElement} */ (document.getElementById("screen"));
const { hall, slot, role, language: wished, may } = boot();
const api = new Api({ slot });
const emergencies = new Emergencies({ api, hall: hall ?? "", onChange: () => draw() });
/** @type {Page} */
const view = {
  today: null,
  catalogue: null,
  live: null,
  score: null,
  plan: null,
  papers: null,
  age: { seconds: 0, level: "never", connected: false },
  problem: null,
};
/** @type {Wish} */
const wish = { pledge: 20, more: 0, at: "" };
let timer = 0;
/** For how many open windows the plan was last asked. @type {number | null} */
let planned = null;

function soon() {
  if (timer) return;
  timer = setTimeout(() => void fetchToday(), PAUSE_MS);
}

async function fetchToday() {
  try {
    const first = !view.today;
    const today = /** @type {Today} */ (await api.get(`/halls/${hall}/today`));
    view.today = today;
    view.problem = null;
    if (first && today.pledge_s) suppose({ pledge: Math.round(today.pledge_s / 60) });
  } catch (problem) {
    view.problem = /** @type {Problem} */ (problem);
    if (view.problem.offline || view.problem.status >= 500) setTimeout(soon, PAUSE_MS);
  }
  timer = 0;
  draw();
}

/** The hall's own score changes with each call; every few minutes is soon enough. */
async function fetchScore() {
  try {
    view.score = await api.get(`/halls/${hall}/waits/score?days=10`);
    draw();
  } catch {
    // The figures above say already that the line is down; the score is asked for again anyway.
  }
  setTimeout(() => void fetchScore(), SCORE_MS);
}

/** The server plays the rest of the day; it answers with a problem before the hall has served anybody. */
async function fetchPlan() {
  const at = wish.more && wish.at ? `&at=${wish.at}` : "";
  try {
    view.plan = await api.get(`/halls/${hall}/staffing?pledge=${wish.pledge}&more=${wish.more}${at}`);
  } catch {
    view.plan = null;
  }
  draw();
}

/** @param {Partial<Wish>} changes */
function suppose(changes) {
  Object.assign(wish, changes);
  void fetchPlan();
}

/** A plan for other windows than those that are open now is out of date. @param {Snapshot} state */
function planFor(state) {
  const open = Object.values(state.windows).filter((window) => window.state === "open").length;
  if (open === planned) return;
  planned = open;
  void fetchPlan();
}

async function fetchPapers() {
  try {
    view.papers = await api.get(`/halls/${hall}/papers`);
    draw();
  } catch {
    // Asked for again in a moment; what is known stays on the page.
  }
}

/** @param {string} code @param {"enter" | "reprint"} verb */
async function paperAct(code, verb) {
  try {
    await api.post(`/tickets/${code}/${verb}`);
  } catch (problem) {
    view.problem = /** @type {Problem} */ (problem);
  }
  await fetchPapers();
}

/** @param {string} window @param {import("./today-left.js").Wish} wish */
async function signOff(window, wish) {
  try {
    await api.post(`/windows/${hall}.${window}/sign-off`, wish);
  } catch (problem) {
    view.problem = /** @type {Problem} */ (problem);
  }
  soon();
  draw();
}

async function fetchCatalogue() {
  try {
    view.catalogue = await api.get(`/halls/${hall}/catalogue`);
    draw();
  } catch {
    setTimeout(() => void fetchCatalogue(), PAUSE_MS);
  }
}

function top() {
  const zone = view.catalogue?.hall.timezone ?? "Asia/Shanghai";
  const lang = new URL(location.href);
  lang.searchParams.set("lang", nextLanguage().tag);
  return html`<header class="top">
    <h1>${view.catalogue ? say(view.catalogue.hall.short ?? view.catalogue.hall.name) : ""}</h1>
    <span class="here" aria-current="page">${t("today.title")}</span><span
      class="q">${dateLine(serverNow(), zone, language())}</span>
    <span class="grow"></span>${
      role === "supervisor" ? nothing : html`<a href="/changes${slot ? `?as=${slot}` : ""}">${t("today.changes")}</a>`
    }${
      role === "administrator" ? nothing : html`<a href="/desk${slot ? `?as=${slot}` : ""}">${t("today.desk")}</a>`
    }<a href="${lang.pathname}${lang.search}">${nextLanguage().name}</a><a href="/sign-out${
      slot ? `?as=${slot}` : ""
    }">${t("today.signout")}</a>
    ${ageLabel(view.age)}<time class="num clock">${time(serverNow(), zone).padStart(5, "0")}</time></header>`;
}

function trouble() {
  if (view.problem && !view.problem.offline)
    return html`<div class="bn bad lost" role="alert">${icon("alarm")}
      <div><b>${view.problem.title}</b><p>${view.problem.detail} ${view.problem.action}</p></div></div>`;
  const { level, seconds } = view.age;
  if (level !== "lost" && !(level === "never" && seconds > NEVER_S)) return nothing;
  const at = view.live ? time(view.live.at, view.catalogue?.hall.timezone ?? "Asia/Shanghai") : "—";
  return html`<div class="bn ink lost" role="status">${icon("cross")}
    <div><b>${t("today.lost")}</b><p>${t("today.lost.more", { time: at })}</p></div>
    <span class="num">${ageClock(view.age)}</span></div>`;
}

/** @param {View} all */
const day = (all) =>
  html`<div>${figures(all)}${waits(all)}${arrivals(all)}${staffing(all.plan, wish, suppose)}</div>
    <aside>
      ${alarms(all, may?.includes("windows.relieve") ? signOff : null)}${sentWaiting(all)}${outOfTurn(all)}
      ${paperTroubles(all.papers, paperAct)}${windows(all)}${ratings(all)}
      ${waitScore(all.score)}${definitions(all)}</aside>`;

function draw() {
  const { today, catalogue, live, score, plan, papers } = view;
  render(
    html`${top()}${emergencyLines(emergencies, view.catalogue?.hall.timezone ?? "Asia/Shanghai")}${trouble()}
      <main class="g">${
        today && catalogue
          ? day({ today, catalogue, live, score, plan, papers })
          : html`<p class="none"><b>${t(view.problem ? "today.nothing" : "today.loading")}</b></p>`
      }</main>`,
    root,
  );
}

async function start() {
  await loadText(import.meta.url, ["today"]);
  setLanguage(wished);
  connect({
    hall,
    slot,
    onState: (state) => {
      view.live = state;
      void emergencies.look();
      soon();
      planFor(state);
      draw();
    },
    onEvent: (event) => emergencies.hear(event),
    onAge: (age) => {
      view.age = age;
    },
  });
  eachSecond(draw);
  void fetchCatalogue();
  void fetchToday();
  void fetchScore();
  void fetchPapers();
  setInterval(() => void fetchPlan(), SCORE_MS);
  setInterval(() => void fetchPapers(), PAPERS_MS);
  setInterval(soon, ALARMS_MS);
}

void start();
