/** The charts of the office pages: plain SVG, direct labels, a forecast as a step line in a pale band. */
/** @import { Across, Quarter, Scale, WaitRow } from "./types.js" */
import { html, nothing, svg } from "/static/kit/vendor/lit.js";

/** Minutes: a hall without waits gets a scale all the same. */
const SCALE_LEAST = 10;

/**
 * Waits per matter: a line to nine tenths, a ring at one half, a dotted mark at the pledge.
 * @param {WaitRow[]} rows minutes
 * @param {{ label: string, minutes: string, over: (n: number) => string, width?: number, names?: number }} words
 */
export function waitsChart(rows, { label, minutes, over, width = 888, names = 190 }) {
  const row = 35;
  const foot = rows.length * row;
  const end = niceEnd(Math.max(SCALE_LEAST, ...rows.map((each) => Math.max(each.p90, each.pledge ?? 0))));
  const x = (/** @type {number} */ value) => names + (value / end.most) * (width - names - 110);
  return html`<svg class="chart" viewBox="0 0 ${width} ${foot + 26}" role="img" aria-label=${label}>
    ${marks(end).map(
      (value) => svg`<path class="grid" d="M${x(value)} 0V${foot}"></path>
        <text x=${x(value)} y=${foot + 18} text-anchor="middle">${value}</text>`,
    )}
    ${svg`<text class="zh" x=${width} y=${foot + 18} text-anchor="end">${minutes}</text>`}
    ${rows.map((each, place) => waitRow(each, place * row + row / 2, x, over))}
  </svg>`;
}

/**
 * @param {WaitRow} row
 * @param {number} y
 * @param {Across} x
 * @param {(n: number) => string} over
 */
function waitRow({ name, median, p90, pledge }, y, x, over) {
  const broken = pledge !== null && p90 > pledge;
  const shown = fitted(name, 22);
  return svg`<text class=${broken ? "name bold" : "name"} x="0" y=${y + 6}>${shown}<title>${name}</title></text>
    <path class=${broken ? "span over" : "span"} d="M${x(0)} ${y}H${x(p90)}M${x(p90)} ${y - 9}v18"></path>
    <circle class="dot" cx=${x(median)} cy=${y} r="7.5"></circle>
    ${pledge === null ? nothing : svg`<path class="pledge" d="M${x(pledge)} ${y - 13}v26"></path>`}
    ${
      broken
        ? svg`<text class="zh overtext" x=${x(p90) + 12} y=${y + 5.5}>${over(p90 - pledge)}</text>`
        : svg`<text x=${x(p90) + 14} y=${y + 5}>${p90}</text>`
    }`;
}

/**
 * As much of a name as stands in `room` Latin letters; a hanzi is as wide as two. The whole name is in the title.
 * @param {string} name
 * @param {number} room
 */
function fitted(name, room) {
  const width = (/** @type {string} */ char) => (char > "\u2e80" ? 2 : 1);
  const chars = [...name];
  if (chars.reduce((sum, char) => sum + width(char), 0) <= room) return name;
  let left = room - 1;
  const kept = chars.findIndex((char) => {
    left -= width(char);
    return left < 0;
  });
  return `${chars.slice(0, kept).join("").trimEnd()}…`;
}

/**
 * People arriving per quarter hour; only the present bar is yellow.
 * @param {{ start: string, n: number | null, forecast?: number, low?: number, high?: number }[]} quarters in order
 * @param {{ label: string, now: number | null, nowText: string, width?: number, height?: number }} words
 *   `now`: index of the present quarter
 */
export function arrivalsChart(quarters, { label, now, nowText, width = 888, height = 246 }) {
  const left = 34;
  const foot = height - 32;
  const roof = 30;
  const end = niceEnd(
    Math.max(4, ...quarters.map((each) => Math.max(each.n ?? 0, each.high ?? each.forecast ?? 0))),
    4,
  );
  const step = (width - left) / quarters.length;
  const y = (/** @type {number} */ value) => foot - (value / end.most) * (foot - roof);
  const x = (/** @type {number} */ place) => left + place * step;
  return html`<svg class="chart" viewBox="0 0 ${width} ${height}" role="img" aria-label=${label}>
    ${marks(end).map(
      (value) => svg`<path class="grid" d="M${left} ${y(value)}H${width}"></path>
        <text x=${left - 10} y=${y(value) + 5} text-anchor="end">${value}</text>`,
    )}
    ${band(quarters, x, y)}
    ${quarters.map(({ n }, place) =>
      n
        ? svg`<rect class=${place === now ? "bar nowbar" : "bar"}
          x=${x(place) + step * 0.11} y=${y(n)} width=${step * 0.78} height=${foot - y(n)}></rect>`
        : nothing,
    )}
    ${forecast(quarters, x, y)}
    ${svg`<path class="axis" d="M${left} ${foot}H${width}"></path>`}
    ${quarters.map(({ start }, place) =>
      start.endsWith(":00")
        ? svg`<text x=${x(place)} y=${foot + 22}
          text-anchor=${place ? "middle" : "start"}>${start.replace(/^0/, "")}</text>`
        : nothing,
    )}
    ${now === null ? nothing : nowMark(x(now) + step / 2, y(quarters[now]?.n ?? 0), nowText, width)}
  </svg>`;
}

/** @param {number} x @param {number} top @param {string} text @param {number} width */
function nowMark(x, top, text, width) {
  const anchor = x > width - 60 ? "end" : x < 60 ? "start" : "middle";
  return svg`<path class="pledge" d="M${x} 20V${Math.max(24, top - 4)}"></path>
    <text class="zh bold" x=${x} y="13" text-anchor=${anchor}>${text}</text>`;
}

/** Where eight of ten days fall. @param {Quarter[]} quarters @param {Across} x @param {Across} y */
function band(quarters, x, y) {
  const known = quarters.flatMap(({ low, high }, place) =>
    low === undefined || high === undefined ? [] : [{ low, high, place }],
  );
  if (!known.length) return nothing;
  const over = known.map(({ high, place }) => `L${x(place)} ${y(high)}L${x(place + 1)} ${y(high)}`).join("");
  const under = [...known]
    .reverse()
    .map(({ low, place }) => `L${x(place + 1)} ${y(low)}L${x(place)} ${y(low)}`)
    .join("");
  return svg`<path class="band" d=${`M${over.slice(1)}${under}Z`}></path>`;
}

/** @param {Quarter[]} quarters @param {Across} x @param {Across} y */
function forecast(quarters, x, y) {
  const known = quarters.flatMap(({ forecast: n }, place) => (n === undefined ? [] : [{ n, place }]));
  if (!known.length) return nothing;
  const path = known.map(({ n, place }) => `L${x(place)} ${y(n)}L${x(place + 1)} ${y(n)}`).join("");
  return svg`<path class="step" d=${`M${path.slice(1)}`}></path>`;
}

/** One bar of a list, as wide as its share. @param {number} share 0 to 1 */
export function shareBar(share) {
  const width = share > 0 ? Math.max(1.5, share * 200) : 0;
  return html`<svg viewBox="0 0 200 14" preserveAspectRatio="none" aria-hidden="true">
    <rect width=${width} height="14"></rect></svg>`;
}

/**
 * A round end of the scale and its step: 1, 2, 5, 10, 20, 50 … with at most `most` steps.
 * @param {number} value
 * @param {number} [parts]
 */
function niceEnd(value, parts = 6) {
  const raw = Math.max(value, 1) / parts;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = Math.max(1, [1, 2, 5, 10].map((each) => each * power).find((each) => each >= raw) ?? power * 10);
  return { step, most: Math.ceil(Math.max(value, 1) / step) * step };
}

/** @param {Scale} scale */
const marks = ({ step, most }) => Array.from({ length: Math.round(most / step) + 1 }, (_, place) => place * step);
