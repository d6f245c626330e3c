/** Left side of the manager's day: the four figures, waits per matter, arrivals per quarter hour. */
/** @import { Quarter, View, WaitRow } from "./types.js" */
/** @import { MatterFigures, QuarterArrivals, StaffingPlan } from "/static/kit/contracts.js" */
/** @import { Catalogue, StageFigures } from "/static/kit/contracts.js" */
import { serverNow } from "/static/kit/clock.js";
import { time } from "/static/kit/format.js";
import { say, t } from "/static/kit/text.js";
import { html, nothing, svg } from "/static/kit/vendor/lit.js";
import { arrivalsChart, waitsChart } from "./charts.js";

const MATTERS_SHOWN = 6;
/** Quarters of a working day: a chart of a young day keeps its width. */
const QUARTERS_LEAST = 32;
/** @param {number} seconds */
const minutes = (seconds) => Math.round(seconds / 60);

/** Whole minutes within which it was: rounded down it would say less than it took. @param {number | null} seconds */
const within = (seconds) => (seconds === null ? null : Math.max(1, Math.ceil(seconds / 60)));

/** @param {View} view */
export function figures({ today, catalogue }) {
  const { waits, oldest, issued, finished, missed } = today;
  const share = issued ? Math.round((missed / issued) * 100) : 0;
  const called = waits.n ? t("today.of", { n: waits.n }) : t("today.nobodyyet");
  const longest = oldest
    ? t("today.oldest", { n: minutes(oldest.seconds), matter: nameOf(catalogue, oldest.matter) })
    : t("today.noone");
  const rest = missed ? t("today.missed", { n: missed, share }) : t("today.issued", { n: issued });
  return html`<section class="sb"><div class="kp">
      ${figure("today.half", within(waits.median_s), t("today.minutes"), called)}
      ${figure("today.ninety", within(waits.p90_s), t("today.minutes"), pledge(today.pledge_s, waits.p90_s))}
      ${figure("today.waiting", today.waiting, t("today.people"), longest)}
      ${figure("today.finished", finished, t("today.cases"), rest)}
    </div></section>`;
}

/** @param {string} key @param {number | null} value @param {string} unit @param {string} more */
function figure(key, value, unit, more) {
  return html`<div><div class="k">${t(key)}</div>
    <div class="v"><span class="num">${value ?? "—"}</span>${
      value === null ? nothing : html`<span class="u">${unit}</span>`
    }</div><div class="k">${more}</div></div>`;
}

/** @param {number | null | undefined} seconds @param {number | null} p90 */
function pledge(seconds, p90) {
  if (!seconds || p90 === null) return t("today.untilcall");
  return t(p90 <= seconds ? "today.pledge.kept" : "today.pledge.broken", { n: minutes(seconds) });
}

/** @param {View} view */
export function definitions({ today: { definitions: known } }) {
  if (!known) return nothing;
  return html`<details class="how"><summary>${t("today.how")}</summary>
    <dl class="defs">${Object.entries(known).map(
      ([key, text]) => html`<dt>${t(`today.def.${key}`)}</dt><dd>${say(text)}</dd>`,
    )}</dl></details>`;
}

/** @param {Catalogue} catalogue @param {string} key */
const nameOf = (catalogue, key) => {
  const matter = catalogue.matters.find((each) => each.key === key);
  return matter ? say(matter.short ?? matter.name) : key;
};

/** @param {View} view */
export function waits({ today, catalogue }) {
  const rows = today.matters.flatMap((each) => waitRow(each, catalogue)).sort((a, b) => b.seconds - a.seconds);
  const words = {
    label: t("today.waits"),
    minutes: t("today.unit.minutes"),
    over: (/** @type {number} */ n) => t("today.over", { n }),
  };
  return html`<section class="sb"><div class="row between"><h2>${t("today.waits")}</h2>
    ${legend(rows.some((row) => row.pledge !== null))}</div>
    ${
      rows.length
        ? waitsChart(rows.slice(0, MATTERS_SHOWN), words)
        : html`<p class="none"><b>${t("today.waits.none")}</b>${t("today.waits.none.more")}</p>`
    }
    ${rows.length ? table(rows, today.stages) : nothing}</section>`;
}

/**
 * One matter's row, in minutes; none where nobody was called yet.
 * @param {MatterFigures} figures
 * @param {Catalogue} catalogue
 * @returns {WaitRow[]}
 */
function waitRow({ matter, n, waiting, median_s: half, p90_s: most, pledge_s: pledged }, catalogue) {
  if (!n || half === null || most === null) return [];
  return [
    {
      n,
      waiting,
      seconds: most,
      name: nameOf(catalogue, matter),
      median: minutes(half),
      p90: minutes(most),
      pledge: pledged ? minutes(pledged) : null,
    },
  ];
}

/**
 * Whether the chart of waits shows any matter in red.
 * @param {View["today"]} today
 * @param {Catalogue} catalogue
 */
export function anyOver(today, catalogue) {
  const rows = today.matters.flatMap((each) => waitRow(each, catalogue));
  return rows.some(({ p90, pledge }) => pledge !== null && p90 > pledge);
}

/** @param {boolean} pledged */
function legend(pledged) {
  return html`<div class="lg">
    <span>${svgMark(svg`<circle class="dot" cx="8" cy="8" r="6"></circle>`, 16)}${t("today.half.short")}</span>
    <span>${svgMark(svg`<path class="span" d="M4 0v16"></path>`, 8)}${t("today.ninety.short")}</span>
    ${
      pledged
        ? html`<span>${svgMark(svg`<path class="pledge" d="M4 0v16"></path>`, 8)}${t("today.pledge.short")}</span>`
        : nothing
    }</div>`;
}

/** @param {unknown} shape @param {number} width */
const svgMark = (shape, width) =>
  html`<svg class="mark chart-mark" width=${width} height="16" aria-hidden="true"><g class="chart">${shape}</g></svg>`;

/**
 * The same in figures, for everybody who reads rather than looks.
 * @param {WaitRow[]} rows
 * @param {StageFigures[]} stages
 */
function table(rows, stages) {
  return html`<details><summary>${t("today.table", { n: rows.length })}</summary><table>
    <thead><tr><th scope="col">${t("today.matter")}</th><th scope="col">${t("today.half.short")}</th>
      <th scope="col">${t("today.ninety.short")}</th><th scope="col">${t("today.called")}</th>
      <th scope="col">${t("today.waiting")}</th></tr></thead>
    <tbody>${rows.map(
      (row) => html`<tr><td>${row.name}</td><td>${row.median}</td><td>${row.p90}</td><td>${row.n}</td>
        <td>${row.waiting}</td></tr>`,
    )}</tbody></table>${stages.length > 1 ? stageTable(stages) : nothing}</details>`;
}

/** Where visits were sent on: what was waited at each stage. @param {StageFigures[]} stages */
function stageTable(stages) {
  return html`<table><thead><tr><th scope="col">${t("today.stage")}</th>
      <th scope="col">${t("today.half.short")}</th><th scope="col">${t("today.ninety.short")}</th>
      <th scope="col">${t("today.called")}</th></tr></thead>
    <tbody>${stages.map(
      ({ stage, median_s: half, p90_s: most, n }) => html`<tr><td>${t("today.stage.n", { n: stage })}</td>
        <td>${minutes(half ?? 0)}</td><td>${minutes(most ?? 0)}</td><td>${n}</td></tr>`,
    )}</tbody></table>`;
}

/** @param {View} view */
export function arrivals({ today, catalogue, plan }) {
  const known = today.arrivals;
  const total = known.reduce((sum, each) => sum + each.n, 0);
  const zone = catalogue.hall.timezone;
  const clock = time(serverNow(), zone).padStart(5, "0");
  const quarters = expected(spread(known, clock, catalogue.hall.day_ends), plan);
  const present = quarters.findIndex(({ start }) => start === quarterOf(clock));
  const now = present < 0 ? null : present;
  const nowText = t("today.now", { time: clock.replace(/^0/, "") });
  return html`<section class="sb"><div class="row between"><h2>${t("today.arrivals")}</h2>
    <span class="q">${t("today.sofar", { n: total })}</span></div>
    ${
      known.length
        ? arrivalsChart(quarters, { label: t("today.arrivals.label", { n: total }), now, nowText })
        : html`<p class="none"><b>${t("today.arrivals.none")}</b>${t("today.arrivals.none.more")}</p>`
    }</section>`;
}

/**
 * What is still to come, as the hall's own past and today's pace have it.
 * @param {Quarter[]} quarters
 * @param {StaffingPlan | null} plan
 * @returns {Quarter[]}
 */
function expected(quarters, plan) {
  const coming = new Map((plan?.forecast ?? []).map((each) => [each.start, each]));
  return quarters.map((quarter) => {
    const found = coming.get(quarter.start);
    return found ? { ...quarter, forecast: found.n, low: found.low, high: found.high } : quarter;
  });
}

/** @param {string} clock */
const minuteOf = (clock) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));
/** @param {number} minute */
const clockOf = (minute) =>
  `${String(Math.floor(minute / 60) % 24).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
/** @param {string} clock */
const quarterOf = (clock) => clockOf(Math.floor(minuteOf(clock) / 15) * 15);

/**
 * Quarters from the first full hour to now, and at least a working day's width; what is still to come has no bar.
 * @param {QuarterArrivals[]} known
 * @param {string} clock
 * @param {string} ends when the business day begins and ends: a night's last quarters come after midnight
 */
function spread(known, clock, ends) {
  if (!known.length) return [];
  const begun = minuteOf(ends);
  const inDay = (/** @type {string} */ at) => begun + ((minuteOf(at) - begun + 1440) % 1440);
  const first = Math.floor(inDay(known[0].start) / 60) * 60;
  const last = Math.max(inDay(known[known.length - 1].start), inDay(quarterOf(clock)));
  const count = Math.max(QUARTERS_LEAST, Math.ceil((last - first) / 60 + 1 / 4) * 4);
  const found = new Map(known.map((each) => [each.start, each]));
  return Array.from({ length: count }, (_, place) => {
    const start = clockOf(first + place * 15);
    return { n: null, ...found.get(start), start };
  });
}
