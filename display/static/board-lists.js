/** The board's lists: recent calls, people waiting per queue, paused windows, missed numbers. */
/** @import { Index, PausedRow, PlacedCall, Plan, QueueRow } from "./types.js" */
/** @import { Layout, Snapshot } from "/static/kit/contracts.js" */
import { monotonic } from "/static/kit/clock.js";
import { time, waitRange, windowNames } from "/static/kit/format.js";
import { icon, zonePlate } from "/static/kit/parts.js";
import { other, say, t } from "/static/kit/text.js";
import { html, nothing, repeat } from "/static/kit/vendor/lit.js";
import { standing } from "./calls.js";
import { missedNumbers, pausedWindows, waitingPerQueue } from "./model.js";
import { linesOf, paged, widthOf } from "./panel.js";

/** Pixels of the drawing: what fits without smaller type is shown, longer lists take turns. */
const HEAD = 60;
const QUEUE_ROW = 80;
const QUEUE_LINE = 40;
const PAUSED_HEAD = 88;
const PAUSED_ROW = 62;
const PAUSED_LINE = 44;
/** Paused windows are worth so much of the column, however many queues there are. */
const PAUSED_LEAST = 216;
/** And two queues are in sight, however many pause. */
const QUEUES_LEAST = 2 * QUEUE_ROW;
const LISTS_TOGETHER = HEAD + QUEUES_LEAST + PAUSED_HEAD + 2 * PAUSED_ROW;
const CALL_ROW = 100;
/** Windows that are named beside a paused one. */
const ROOM_FOR = 2;
const MISSED_SHOWN = 6;
const TURN_MS = 12_000;

/** The word behind a window's number: two hanzi; a longer one is left to the plate. */
const UNIT_WIDTH = 90;
/** Nine calls at most: the plate and eight rows. */
const CALLS_SHOWN = 8;

/**
 * The calls in sight. Those still called and not yet at their window are never turned away while there is room for
 * any other; the rest take turns behind them.
 * @param {PlacedCall[]} calls @param {Plan} plan @param {number} room pixels of the drawing for the rows
 */
export function inSight(calls, plan, room) {
  const fits = Math.min(CALLS_SHOWN, Math.max(1, Math.floor(room / CALL_ROW)) * plan.columns);
  const [open, rest] = [calls.filter(({ of }) => standing(of)), calls.filter(({ of }) => !standing(of))];
  if (open.length <= fits) return { items: [...open, ...rest].slice(0, fits), mark: "" };
  const called = open.filter(({ of }) => of === "called");
  const kept = called.length < fits ? called : [];
  const others = open.filter((call) => !kept.includes(call));
  const size = fits - kept.length;
  // The last page is as full as the others.
  const starts = paged(others, size, () => 1).map((_, page) => Math.min(page * size, others.length - size));
  const shown = turn(starts.map((start) => others.slice(start, start + size)));
  return { items: [...kept, ...shown.items], mark: shown.mark };
}

/** @param {PlacedCall[]} recent @param {Plan} plan */
export function rows(recent, plan) {
  if (!recent.length)
    return html`<section class="rows none">
      <p>${t("board.norecent")} <span class="en"
        lang=${other()}>${t("board.norecent", {}, other())}</span></p></section>`;
  const words = plan.roomy && recent.every(({ window }) => widthOf(t("board.window", { window }), 38) <= UNIT_WIDTH);
  return html`<section class="rows ${plan.roomy ? "roomy" : "tight"}">
    ${repeat(
      recent,
      (call) => call.seq,
      (call) => html`<div class="r ${lookOf(call)}" data-call=${call.number} data-seq=${call.seq} data-fit=".6">
        <span class="num tk">${call.number}</span>${icon("arrow", t("board.to"))}
        <span class="w"><span class="num">${call.sign}</span>${words ? unit(call) : nothing}</span>
        <span class="z">${call.zone ? zonePlate(call.zoneSign) : nothing}</span>
        <span class="said">${t(call.of === "called" ? "board.calling" : `board.of.${becameOf(call)}`)}</span>
      </div>`,
    )}
  </section>`;
}

/** Called: boxed in yellow. At the window: plain. Over: thin. @param {PlacedCall} call */
const lookOf = ({ of }) => (of === "called" ? "called" : standing(of) ? "" : "over");
/** @param {PlacedCall} call */
const becameOf = ({ of }) => (of === "serving" || of === "parked" ? of : "finished");

/** 号窗, and above it which call this is when it is not the first; at the window, what is done there. */
/** @param {PlacedCall} call */
function unit(call) {
  if (call.of === "serving") return html`<span class="u">${t("board.row.serving")}</span>`;
  const word = t("board.window", { window: call.window });
  if (call.times < 2) return html`<span class="u">${word}</span>`;
  return html`<span class="u"><small>${t("board.times", { n: call.times })}</small>${word}</span>`;
}

/**
 * @param {Snapshot} state
 * @param {Index} index
 * @param {readonly string[] | null} zones
 * @param {number} width pixels of the drawing
 * @param {string} mark which page of the calls is shown
 */
export function missedLine(state, index, zones, width, mark) {
  const missed = missedNumbers(state, index, zones);
  if (!missed.length && !mark) return nothing;
  const words = t("board.missed.where");
  let room = width - widthOf(words, 36) - (mark ? 330 : 0);
  const shown = missed.slice(0, MISSED_SHOWN).filter((number, place) => {
    room -= widthOf(number, 52) + 36;
    return room >= 0 || (place === 0 && !mark);
  });
  return html`<div class="past">
    ${
      shown.length
        ? html`<span>${words}</span>${shown.map((number) => html`<span class="num tk">${number}</span>`)}`
        : nothing
    }
    ${
      mark
        ? html`<span class="grow"></span><span class="pg">${t("board.calls.page")} <span
      class="fig">${mark}</span></span>`
        : nothing
    }</div>`;
}

/**
 * The column beside the calls, or below them on a portrait panel: people waiting, and paused windows.
 * @param {Snapshot} state
 * @param {Index} index
 * @param {{ zones: readonly string[] | null, lost: boolean, plan: Plan, room: number, layout: Layout | null }} shown
 */
export function side(state, index, { zones, lost, plan, room, layout }) {
  const queues = layout?.waiting === false ? [] : waitingPerQueue(state, index, zones);
  const stops = layout?.paused === false ? [] : pausedWindows(state, index, zones);
  const queueHeight = (/** @type {QueueRow} */ row) =>
    Math.max(QUEUE_ROW, linesOf(say(row.series.name), 36, plan.side - 290) * QUEUE_LINE + 12);
  const stopHeight = (/** @type {PausedRow} */ row) => stopLines(row, index, plan).height;
  if (stops.length && room < LISTS_TOGETHER) {
    // Too low for both: one after the other.
    const [queuePages, stopOnly] = [paged(queues, room - HEAD, queueHeight), paged(stops, room - HEAD, stopHeight)];
    const [page] = turn([...queuePages.map((_, at) => [at]), ...stopOnly.map((_, at) => [~at])]).items;
    const mark = (/** @type {number} */ at, /** @type {unknown[]} */ pages) =>
      pages.length > 1 ? t("board.page", { page: at + 1, pages: pages.length }) : "";
    return page >= 0
      ? waiting({ items: queuePages[page], mark: mark(page, queuePages) }, lost)
      : pausedList({ items: stopOnly[~page], mark: mark(~page, stopOnly) }, index, plan);
  }
  const [all, paused] = [sum(queues.map(queueHeight)), sum(stops.map(stopHeight))];
  const free = room - HEAD - PAUSED_HEAD;
  const stopRoom = Math.min(paused, Math.max(Math.min(PAUSED_LEAST, free - QUEUES_LEAST), free - all));
  const stopPages = paged(stops, stopRoom, stopHeight);
  const used = Math.max(0, ...stopPages.map((page) => sum(page.map(stopHeight))));
  const queueRoom = room - HEAD - (stops.length ? PAUSED_HEAD + used : 0);
  return html`${queues.length ? waiting(turn(paged(queues, queueRoom, queueHeight)), lost) : nothing}
    ${stops.length ? pausedList(turn(stopPages), index, plan) : nothing}`;
}

/**
 * People waiting per queue. Ranges disappear with the connection: they would promise what nobody knows.
 * @param {{ items: QueueRow[], mark: string }} shown @param {boolean} lost
 */
function waiting(shown, lost) {
  return html`<section class="waiting">
    <h2>${t("board.waiting")}<span class="pg fig">${shown.mark}</span><span class="en"
      lang=${other()}>${t("board.waiting", {}, other())}</span></h2>
    ${repeat(
      shown.items,
      (row) => row.series.key,
      (row) => html`<div class="wt" data-series=${row.series.key}>
        <span class="n">${say(row.series.name)}</span><span
          class="num">${row.waiting}</span>${estimate(row, lost)}
      </div>`,
    )}
  </section>`;
}

/** @param {QueueRow} row @param {boolean} lost */
function estimate(row, lost) {
  const unknown = html`<span class="t" aria-label=${t("board.unknown.said")}>${t("board.unknown")}</span>`;
  if (lost) return unknown;
  if (!row.served) return html`<span class="t">${t("board.unserved", { window: row.window })}</span>`;
  if (row.waiting === 0) return html`<span class="t">${t("board.walkin")}</span>`;
  return row.range ? html`<span class="t fig">${t("board.minutes", { range: waitRange(row.range) })}</span>` : unknown;
}

/** @param {{ items: PausedRow[], mark: string }} shown @param {Index} index @param {Plan} plan */
function pausedList(shown, index, plan) {
  return html`<section class="stop">
    <h2>${t("board.paused")}<span class="pg fig">${shown.mark}</span><span class="en"
      lang=${other()}>${t("board.paused", {}, other())}</span></h2>
    ${shown.items.map(
      (window) => html`<div class="l ${stopLines(window, index, plan).form}">
        <span class="num">${window.sign}</span><span class="why">${reason(window)}</span><span
          class="q">${reopening(window, index)}</span></div>`,
    )}
  </section>`;
}

/**
 * A reason and what to do stand beside each other where both fit, otherwise one below the other.
 * @param {PausedRow} window @param {Index} index @param {Plan} plan
 */
function stopLines(window, index, plan) {
  const across = plan.side - 104;
  const [why, then] = [reason(window), reopening(window, index)];
  if (widthOf(why, 34) + widthOf(then, 34) + 24 <= across) return { form: "", height: PAUSED_ROW };
  const lines = linesOf(why, 34, across) + linesOf(then, 34, across);
  return { form: "below", height: 16 + lines * PAUSED_LINE };
}

/** @param {PausedRow} window */
const reason = (window) => say(window.reason) || t("board.paused.noreason");

/** @param {PausedRow} window @param {Index} index */
function reopening(window, index) {
  if (window.until) return t("board.reopens", { time: time(window.until, index.hall.timezone) });
  const others = window.standIns.length > ROOM_FOR ? "" : windowNames(window.standIns);
  return others ? t("board.standin", { windows: others }) : t("board.kept");
}

/** @param {number[]} list */
const sum = (list) => list.reduce((total, value) => total + value, 0);

/**
 * The page whose turn it is, and which it is.
 * @template T
 * @param {T[][]} pages
 */
function turn(pages) {
  if (pages.length <= 1) return { items: pages[0] ?? [], mark: "" };
  const page = Math.floor(monotonic() / TURN_MS) % pages.length;
  return { items: pages[page], mark: t("board.page", { page: page + 1, pages: pages.length }) };
}
