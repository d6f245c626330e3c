/** How good the hall's own wait ranges were: one bar a day, the aim as a line. */
/** @import { DayScore, WaitScores } from "/static/kit/contracts.js" */
import { say, t } from "/static/kit/text.js";
import { html, nothing, svg } from "/static/kit/vendor/lit.js";

const AIM = 0.8;
const DAYS_SHOWN = 10;
const percent = (/** @type {number} */ part) => Math.round(part * 100);

/** @param {WaitScores | null} score */
export function waitScore(score) {
  if (!score) return nothing;
  const { n, hit_rate: rate, error_s: error } = score.all;
  const days = score.days.filter((day) => day.n > 0).slice(-DAYS_SHOWN);
  return html`<section class="sb"><div class="row between base"><h2>${t("today.score")}</h2>
    <span class="q">${t("today.score.aim", { n: percent(AIM) })}</span></div>
    ${
      n && rate !== null
        ? html`<p class="k">
          ${t("today.score.all", { rate: percent(rate), n })}${
            error === null ? nothing : t("today.score.error", { n: Math.round(error / 60) })
          }</p>${chart(days)}`
        : html`<p class="k">${t("today.score.none")}</p>`
    }
    ${
      score.model
        ? html`<p class="k">
          ${t(score.model.in_use ? "today.model.on" : "today.model.off")}${
            score.model.switches.length
              ? t("today.model.since", { day: score.model.switches[score.model.switches.length - 1].day })
              : nothing
          }</p>`
        : nothing
    }
    <details><summary>${t("today.score.how")}</summary><p class="k">${say(score.definition)}</p></details></section>`;
}

const WIDTH = 440;
const HEIGHT = 112;
const FOOT = 72;
/** A lone first day is a bar among others, not a wall. */
const COLUMNS_LEAST = 7;

/** @param {DayScore[]} days */
function chart(days) {
  const step = WIDTH / Math.max(COLUMNS_LEAST, days.length);
  const y = (/** @type {number} */ part) => FOOT - part * (FOOT - 4);
  return html`<svg class="chart" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label=${t("today.score")}>
    ${days.map((day, place) => bar(day, place * step, step, y(day.hit_rate ?? 0), place === days.length - 1))}
    ${svg`<path class="axis" d="M0 ${FOOT}H${WIDTH}"></path><path class="pledge" d="M0 ${y(AIM)}H${WIDTH}"></path>`}
  </svg>`;
}

/**
 * @param {DayScore} day
 * @param {number} x
 * @param {number} step
 * @param {number} top
 * @param {boolean} last
 */
function bar(day, x, step, top, last) {
  const middle = x + step / 2;
  const [, month, date] = day.day.split("-").map(Number);
  return svg`<rect class=${last ? "bar nowbar" : "bar"} x=${x + step * 0.15} y=${top} width=${step * 0.7}
    height=${FOOT - top}></rect>
    <text class="bold" x=${middle} y=${FOOT + 18} text-anchor="middle">${percent(day.hit_rate ?? 0)}%</text>
    <text x=${middle} y=${FOOT + 35} text-anchor="middle">${month}-${date}</text>`;
}
