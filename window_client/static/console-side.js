/** The console's right side: who waits (counts only), where to hand on, who was put aside. */
/** @import { ConsoleModel } from "./console-model.js" */
/** @import { ConsoleView, Load, Parked } from "/static/kit/contracts.js" */
import { icon, zonePlate } from "/static/kit/parts.js";
import { serverNow } from "/static/kit/clock.js";
import { duration } from "/static/kit/format.js";
import { t } from "/static/kit/text.js";
import { html, nothing } from "/static/kit/vendor/lit.js";
import { clock, reasonWords } from "./choices.js";
import { awayOf, loadOf } from "./cycle.js";

/** Pixels: head of a section, rows, the queue that says how much more there is. */
const HEAD = 48;
const LOAD_ROW = 38;
const ROW = 42;
const MORE = 28;
const LOAD_SHOWN = 5;
const ASIDE_SHOWN = 3;
/** Above and below the column: head, foot, margins. */
const AROUND = 48 + 136 + 36;

/** @param {ConsoleModel} model */
export function side(model) {
  if (!model.console) return html`<aside class="side"></aside>`;
  return html`<aside class="side">${load(model)}${aside(model)}${transfers(model)}</aside>`;
}

/** Rows for the transfer list in what the others leave: F7 shows all of it anyway. @param {ConsoleView} console */
function roomForTransfers({ load, parked, missed }) {
  const taken = HEAD + Math.min(load.length, LOAD_SHOWN) * LOAD_ROW + (load.length > LOAD_SHOWN ? MORE : 0);
  const put = Math.min(parked.length, ASIDE_SHOWN) + (missed.length ? 1 : 0);
  const asideRows = put ? HEAD + put * ROW + (parked.length > ASIDE_SHOWN ? MORE : 0) : 0;
  return Math.floor((innerHeight - AROUND - taken - asideRows - HEAD - MORE) / ROW);
}

/** @param {ConsoleModel} model */
function load(model) {
  const queues = loadOf(model.shown, model.live?.queues).sort((a, b) => b.waiting - a.waiting);
  const rest = queues.slice(LOAD_SHOWN);
  const more = rest.reduce((sum, queue) => sum + queue.waiting, 0);
  return html`<section><div class="row between base"><h3>${t("console.load")}</h3>
    <span class="k">${t("console.load.counts")}</span></div>
    <ul class="list">${queues.slice(0, LOAD_SHOWN).map(
      (queue) => html`<li class="tr">
        <span class="cut">${model.matterName(queue.matter, true)}</span><span class="num">${queue.waiting}</span><span
          class="fig">${oldest(model, queue)}</span></li>`,
    )}</ul>
    ${rest.length ? html`<p class="k rest">${t("console.load.rest", { matters: rest.length, n: more })}</p>` : nothing}
  </section>`;
}

/** @param {ConsoleModel} model @param {Load} queue */
function oldest(model, queue) {
  const away = awayOf(queue);
  if (away) return t("console.held", { n: away });
  if (!queue.waiting || queue.oldest_s === null || queue.oldest_s === undefined) return "—";
  return t("console.oldest", { n: Math.floor((queue.oldest_s + model.since) / 60) });
}

/** @param {ConsoleModel} model */
function transfers(model) {
  const all = model.shown.transfers ?? [];
  const shown = Math.min(all.length, roomForTransfers(model.shown));
  if (shown < 1) return nothing;
  return html`<section><h3>${t("console.transfer")} <kbd>F7</kbd></h3>
    <ul class="list">${all.slice(0, shown).map(
      (each) => html`<li class="to">
        ${zonePlate(each.zone)}<span class="cut">${model.matterName(each.matter, true)}</span><span class="q">${t(
          "console.waiting.n",
          { n: model.live?.queues[each.matter]?.waiting ?? each.waiting },
        )}</span></li>`,
    )}</ul>
    ${
      all.length > shown
        ? html`<p class="k rest">${t("console.transfer.rest", { n: all.length - shown })} </p>`
        : nothing
    }
  </section>`;
}

/** @param {ConsoleModel} model */
function aside(model) {
  const { parked, missed } = model.shown;
  if (!parked.length && !missed.length) return nothing;
  const more = Math.max(0, parked.length - ASIDE_SHOWN);
  return html`<section><h3>${t("console.aside")} <kbd>R</kbd></h3>
    <ul class="list">
      ${parked.slice(0, ASIDE_SHOWN).map(
        (each) => html`<li class="pk">
          <span class="num tk">${each.number}</span><span
            class="cut">${reasonWords(model, each.reason)}</span>${left(each)}</li>`,
      )}
      ${
        missed.length
          ? html`<li class="pk">
            <span class="q">${t("console.missed")}</span><span class="cut num tk small">${missed
              .map((each) => each.number)
              .join("  ")}</span><span class="q fig">${clock(model, missed[missed.length - 1].at)}</span></li>`
          : nothing
      }
    </ul>${more ? html`<p class="k rest">${t("console.aside.rest", { n: more })}</p>` : nothing}
  </section>`;
}

/** Time until the parked person is expected back; overdue says so in words and shape. @param {Parked} parked */
function left({ until, overdue }) {
  if (!until) return html`<span class="q">${t("console.aside.open")}</span>`;
  const seconds = (Date.parse(until) - serverNow().getTime()) / 1000;
  if (overdue || seconds <= 0)
    return html`<b class="due">${icon("clock")}${t("console.overdue", { time: duration(-seconds) })}</b>`;
  return html`<span class="q fig">${duration(seconds)}</span>`;
}
