/** The console's right side: who waits (counts only), where to hand on, who was put aside. */
/** @import { ConsoleModel } from "./console-model.js" */
/** @import { Key } from "./types.js" */
/** @import { ConsoleView, Load, Parked } from "/static/kit/contracts.js" */
import { icon, loadBar, loadWord, zonePlate } from "/static/kit/parts.js";
import { serverNow } from "/static/kit/clock.js";
import { duration } from "/static/kit/format.js";
import { t } from "/static/kit/text.js";
import { html, nothing } from "/static/kit/vendor/lit.js";
import { clock, reasonWords } from "./choices.js";
import { awayOf, LETTERS, loadOf, sayNo } from "./cycle.js";
import { act, onClick } from "./keyboard.js";
import { lineOf } from "./line.js";

/** @param {Event} event */
const still = (event) => event.preventDefault();
/** Pixels: head of a section, rows, the queue that says how much more there is. */
const HEAD = 48;
const LOAD_ROW = 38;
const ROW = 42;
const MORE = 28;
const SUM = 28;
const LOAD_SHOWN = 5;
const PARKED_SHOWN = 3;
const MISSED_SHOWN = 2;
/** Above and below the lists: head, foot, margins, a row of further keys. */
const AROUND = 48 + 136 + 36 + 20;
const FURTHER_ROW = 48;
const FURTHER_IN_ROW = 3;

/** @param {ConsoleModel} model */
export function side(model) {
  if (!model.console) return html`<aside class="side"></aside>`;
  return html`<aside class="side"><div class="lists">${load(model)}${aside(model)}${transfers(model)}</div>
    ${further(model)}</aside>`;
}

/**
 * Every key that is a letter on the keyboard, for mouse and finger; the menu holds them for the number pad.
 * @param {ConsoleModel} model
 */
function further(model) {
  return html`<div class="further" role="group" aria-label=${t("console.further")}>
    ${LETTERS.map((key) => furtherKey(model, key))}
    <button class="k2" data-verb="menu" aria-keyshortcuts="0" @mousedown=${still}
      @click=${onClick(model, () => model.set({ dialog: { kind: "menu" }, message: null }))}>
      <span>${t("console.menu")}</span><kbd>0</kbd></button></div>`;
}

/** @param {ConsoleModel} model @param {Key} key */
function furtherKey(model, key) {
  const no = model.refusal(key.verb);
  return html`<button class="k2 ${no ? "off" : ""}" data-verb=${key.verb} aria-disabled=${no ? "true" : "false"}
    aria-keyshortcuts=${key.letter ?? key.code} title=${no ? sayNo(no) : t(`console.help.${key.verb}`)}
      @mousedown=${still} @click=${onClick(model, () => act(model, key))}>
      <span>${t(`console.${key.verb}`)}</span><kbd>${key.letter}</kbd></button>`;
}

/** Rows for the transfer list in what the others leave: F7 shows all of it anyway. @param {ConsoleView} console */
function roomForTransfers({ load, parked, missed }) {
  const taken = HEAD + SUM + Math.min(load.length, LOAD_SHOWN) * LOAD_ROW + (load.length > LOAD_SHOWN ? MORE : 0);
  const put = Math.min(parked.length, PARKED_SHOWN) + Math.min(missed.length, MISSED_SHOWN);
  const asideRows = put ? HEAD + put * ROW + (restOf(parked, missed) ? MORE : 0) : 0;
  const keys = Math.ceil((LETTERS.length + 1) / FURTHER_IN_ROW) * FURTHER_ROW;
  return Math.floor((innerHeight - AROUND - keys - taken - asideRows - HEAD - MORE) / ROW);
}

/** @param {unknown[]} parked @param {unknown[]} missed */
const restOf = (parked, missed) =>
  Math.max(0, parked.length - PARKED_SHOWN) + Math.max(0, missed.length - MISSED_SHOWN);

/** @param {ConsoleModel} model */
function load(model) {
  const queues = loadOf(model.shown, model.live?.queues).sort((a, b) => b.waiting - a.waiting);
  const line = lineOf(model);
  const rest = queues.slice(LOAD_SHOWN);
  const more = rest.reduce((sum, queue) => sum + queue.waiting, 0);
  return html`<section><div class="row between base"><h3>${t("console.load")}</h3>
    <span class="how">${loadBar(line.level)}<b>${loadWord(line.level)}</b></span></div>
    <p class="sum" title=${t("console.load.counts")}>${t("console.line.waiting", { n: line.waiting })}
      <span>${line.oldest === null ? nothing : t("console.oldest", { n: line.oldest })}</span>
      <span>${t("console.line.parked", { n: line.parked })}</span>
      <span>${t("console.line.missed", { n: line.missed })}</span></p>
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
  if (!all.length) return nothing;
  const shown = Math.min(all.length, Math.max(1, roomForTransfers(model.shown)));
  return html`<section><h3>${t("console.transfer")} <kbd>F7</kbd></h3>
    <ul class="list">${all.slice(0, shown).map(
      (each, choice) => html`<li><button class="to" data-row data-matter=${each.matter} @mousedown=${still}
        @click=${onClick(model, () => model.ask("transfer", "transfer", { choice }))}>
        ${zonePlate(each.zone)}<span class="cut">${model.matterName(each.matter, true)}</span><span class="q">${t(
          "console.waiting.n",
          { n: model.live?.queues[each.matter]?.waiting ?? each.waiting },
        )}</span></button></li>`,
    )}</ul>
    ${more(model, "transfer", all.length - shown)}
  </section>`;
}

/**
 * How many the list leaves out, and the dialog that has them all.
 * @param {ConsoleModel} model
 * @param {string} kind
 * @param {number} n
 */
function more(model, kind, n) {
  if (n < 1) return nothing;
  const verb = kind === "back" ? "resume" : kind;
  return html`<button class="k rest" @mousedown=${still} @click=${onClick(model, () => model.ask(kind, verb))}>
    ${t(kind === "back" ? "console.aside.rest" : "console.transfer.rest", { n })}</button>`;
}

/** Who was put aside and who missed the call: a row fetches. @param {ConsoleModel} model */
function aside(model) {
  const { parked, missed } = model.shown;
  if (!parked.length && !missed.length) return nothing;
  return html`<section><h3>${t("console.aside")} <kbd>R</kbd></h3>
    <ul class="list">
      ${parked.slice(0, PARKED_SHOWN).map(
        (each) => html`<li><button class="pk" data-row data-number=${each.number}
          aria-label=${`${t("console.resume")} ${each.number}`} @mousedown=${still}
            @click=${onClick(model, () => model.take("resume", { number: each.number }))}>
          <span class="num tk">${each.number}</span><span
            class="cut">${reasonWords(model, each.reason)}</span>${left(each)}</button></li>`,
      )}
      ${missed.slice(-MISSED_SHOWN).map(
        ({ number, at }) => html`<li><button class="pk" data-row data-number=${number}
          aria-label=${`${t("console.call.again")} ${number}`} @mousedown=${still}
            @click=${onClick(model, () => model.take("return", { number }))}>
          <span class="num tk">${number}</span><span class="cut">${t("console.missed")}</span><span
            class="q fig">${clock(model, at)}</span></button></li>`,
      )}
    </ul>${more(model, "back", restOf(parked, missed))}
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
