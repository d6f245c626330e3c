/** The board's lists: recent calls, people waiting per queue, paused windows, missed numbers. */
/** @import { Index, PausedRow, PlacedCall, QueueRow } from "./types.js" */
/** @import { Snapshot } from "/static/kit/contracts.js" */
import { monotonic } from "/static/kit/clock.js";
import { time, waitRange, windowList } from "/static/kit/format.js";
import { icon, zonePlate } from "/static/kit/parts.js";
import { other, say, t } from "/static/kit/text.js";
import { html, nothing, repeat } from "/static/kit/vendor/lit.js";
import { standing } from "./calls.js";
import { missedNumbers, pausedWindows, waitingPerQueue } from "./model.js";

/** Pixels of the right column: what fits without smaller type is shown, longer lists take turns. */
const SIDE_HEIGHT = 808;
const QUEUE_ROW = 80;
const PAUSED_HEAD = 88;
const PAUSED_ROW = 62;
const PAUSED_SHOWN = 3;
/** Windows that are named beside a paused one. */
const ROOM_FOR = 2;
const MISSED_SHOWN = 6;
const TURN_MS = 12_000;

/** @param {PlacedCall[]} recent */
export function rows(recent) {
  if (!recent.length)
    return html`<section class="rows none">
      <p>${t("board.norecent")}<span class="en"
        lang=${other()}>${t("board.norecent", {}, other())}</span></p></section>`;
  const long = recent.some((call) => call.number.length > 4) ? "long" : "";
  return html`<section class="rows ${long}">
    ${repeat(
      recent,
      (call) => call.seq,
      (call) => html`<div class="r ${standing(call.of) ? "" : "over"}" data-call=${call.number} data-seq=${call.seq}>
        <span class="num tk">${call.number}</span>${icon("arrow", t("board.to"))}
        <span class="w"><span class="num">${call.sign}</span>${unit(call)}</span>
        <span class="z">${call.zone ? zonePlate(call.zoneSign) : nothing}</span>
      </div>`,
    )}
  </section>`;
}

/** 号窗, and above it which call this is when it is not the first. @param {PlacedCall} call */
function unit(call) {
  if (call.times < 2) return html`<span class="u">${t("board.window")}</span>`;
  return html`<span class="u"><small>${t("board.times", { n: call.times })}</small>${t("board.window")}</span>`;
}

/** @param {Snapshot} state @param {Index} index @param {string | null} zone */
export function missedLine(state, index, zone) {
  const missed = missedNumbers(state, index, zone);
  if (!missed.length) return nothing;
  return html`<div class="past">
    <span>${t("board.missed.where")}</span>${missed
      .slice(0, MISSED_SHOWN)
      .map((number) => html`<span class="num tk">${number}</span>`)}</div>`;
}

/**
 * People waiting per queue. Ranges disappear with the connection: they would promise what nobody knows.
 * @param {Snapshot} state
 * @param {Index} index
 * @param {string | null} zone
 * @param {boolean} lost
 */
export function waiting(state, index, zone, lost) {
  const queues = waitingPerQueue(state, index, zone);
  const stops = Math.min(pausedWindows(state, index, zone).length, PAUSED_SHOWN);
  const room = SIDE_HEIGHT - (stops ? PAUSED_HEAD + stops * PAUSED_ROW : 0);
  const shown = turn(queues, Math.floor(room / QUEUE_ROW));
  return html`<section class="waiting">
    <h2>${t("board.waiting")}<span class="pg fig">${shown.mark}</span><span class="en"
      lang=${other()}>${t("board.waiting", {}, other())}</span></h2>
    ${repeat(
      shown.items,
      (row) => row.series.key,
      (row) => html`<div class="wt" data-series=${row.series.key}>
        <span class="n ${say(row.series.name).length > 8 ? "long" : ""}">${say(row.series.name)}</span><span
          class="num">${row.waiting}</span>${estimate(row, lost)}
      </div>`,
    )}
  </section>`;
}

/** @param {QueueRow} row @param {boolean} lost */
function estimate(row, lost) {
  const unknown = html`<span class="t" aria-label=${t("board.unknown.said")}>${t("board.unknown")}</span>`;
  if (lost) return unknown;
  if (!row.served) return html`<span class="t">${t("board.unserved")}</span>`;
  if (row.waiting === 0) return html`<span class="t">${t("board.walkin")}</span>`;
  return row.range ? html`<span class="t fig">${t("board.minutes", { range: waitRange(row.range) })}</span>` : unknown;
}

/** @param {Snapshot} state @param {Index} index @param {string | null} zone */
export function paused(state, index, zone) {
  const windows = pausedWindows(state, index, zone);
  if (!windows.length) return nothing;
  const shown = turn(windows, PAUSED_SHOWN);
  return html`<section class="stop">
    <h2>${t("board.paused")}<span class="pg fig">${shown.mark}</span><span class="en"
      lang=${other()}>${t("board.paused", {}, other())}</span></h2>
    ${shown.items.map(
      (window) => html`<div class="l">
        <span class="num">${window.sign}</span><span>${reason(window)}</span>${reopening(window, index)}</div>`,
    )}
  </section>`;
}

/** @param {PausedRow} window */
const reason = (window) => say(window.reason) || t("board.paused.noreason");

/** @param {PausedRow} window @param {Index} index */
function reopening(window, index) {
  if (window.until)
    return html`<span class="fig q">${t("board.reopens", { time: time(window.until, index.hall.timezone) })}</span>`;
  const others = window.standIns.length > ROOM_FOR ? "" : windowList(window.standIns);
  return html`<span class="q">${others ? t("board.standin", { windows: others }) : t("board.kept")}</span>`;
}

/**
 * One page of a list that is too long, and which page it is.
 * @template T
 * @param {T[]} items
 * @param {number} size
 */
function turn(items, size) {
  const pages = Math.ceil(items.length / size);
  if (pages <= 1) return { items, mark: "" };
  const page = Math.floor(monotonic() / TURN_MS) % pages;
  return { items: items.slice(page * size, (page + 1) * size), mark: t("board.page", { page: page + 1, pages }) };
}
