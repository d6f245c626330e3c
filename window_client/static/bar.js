/** The console as a bar 60 px high above another program: the same desk, the same keys, questions in the bar itself. */
/** @import { Choice, Key, Typed } from "./types.js" */
import { serverNow } from "/static/kit/clock.js";
import { ageClock } from "/static/kit/age.js";
import { duration } from "/static/kit/format.js";
import { icon } from "/static/kit/parts.js";
import { loadText, setLanguage, t } from "/static/kit/text.js";
import { html, live, nothing, render } from "/static/kit/vendor/lit.js";
import { choices, confirm, dialogKey, minutesOf, wish } from "./choices.js";
import { chooseKey } from "./choose.js";
import { signOf } from "./console-parts.js";
import { keysFor, loadOf, nextStep, refusal, waitingTotal } from "./cycle.js";
import { Desk } from "./desk.js";
import { act, listen } from "./keyboard.js";
import { chosenLanguage } from "./speech.js";

const root = /** @type {HTMLElement} */ (document.getElementById("screen"));
/** Keys that have a place in the bar in each situation; the others work by keyboard all the same. */
/** @type {Record<string, string[]>} */
const SHOWN = {
  called: ["recall", "no-show", "transfer"],
  serving: ["transfer", "park", "finish"],
  free: ["pause"],
  paused: [],
  closed: [],
};
const OPTIONS = 5;
let pressed = false;
const desk = new Desk(draw);
desk.narrow = true;

function draw() {
  render(desk.key ? bar() : pick(), root);
  /** @type {HTMLElement | null} */ (root.querySelector("input"))?.focus();
}

function pick() {
  const windows = desk.catalogue?.windows ?? [];
  return html`<div class="bar">
    <b>${t("console.choose")}</b><span class="opts">${windows.map(
      (window) => html`<a class="bk" href="?${query(window.key)}">${String(window.number).padStart(2, "0")}</a>`,
    )}</span></div>`;
}

/** @param {string} key */
function query(key) {
  const search = new URLSearchParams(location.search);
  search.set("window", key);
  return search.toString();
}

function bar() {
  if (!desk.console)
    return html`<div class="bar">
      <span>${t("console.window", { sign: signOf(desk) })}</span><b>${t(
        desk.missing ? "console.unknown.short" : "console.connecting",
      )}</b></div>`;
  if (desk.dialog) return question();
  return html`<div class="bar" data-situation=${desk.situation}>
    <span class="dim">${t("console.window", { sign: signOf(desk) })}</span>${person()}<span class="s"></span>${words()}
    <span class="grow"></span><span class="ks">${undoKey()}${keysFor(desk.shown)
      .filter((key) => SHOWN[desk.situation ?? "closed"].includes(key.verb))
      .map(small)}${yellow()}</span>
  </div>`;
}

function person() {
  const { ticket } = desk.shown;
  if (!ticket) return html`<b class="calm">${t(`console.calm.${desk.situation}`)}</b>`;
  const serving = ticket.state === "serving";
  const since = Date.parse((serving ? ticket.started_at : null) ?? ticket.called_at);
  return html`<span class="num tk">${ticket.number}</span>
    <span class="chip ${serving ? "" : "now"}">${t(serving ? "console.serving" : "console.called")}</span>
    <span class="num time">${duration((serverNow().getTime() - since) / 1000)}</span>`;
}

/** The middle: what is wrong goes before what is going on. */
function words() {
  if (desk.steps.stuck && desk.steps.step)
    return html`<b class="mm"
      role="status">${icon("signal")}${t("console.kept", { verb: t(`console.${desk.steps.step.verb}`) })}</b>`;
  if (desk.message)
    return html`<b class="mm"
      role="status">${icon(desk.message.kind === "bad" ? "alarm" : "info")}<span
        class="cut">${desk.message.title}　${desk.message.more}</span></b>`;
  if (desk.age.level === "lost" || desk.age.level === "stale")
    return html`<b class="mm" role="status">${icon("cross")}${t("console.offline", { age: ageClock(desk.age) })}</b>`;
  const { ticket } = desk.shown;
  const waiting = waitingTotal(loadOf(desk.shown, desk.live?.lines));
  return html`${
    ticket
      ? html`<span class="mm"><span class="cut">${desk.matterName(ticket.matter)}</span></span><span
        class="s"></span>`
      : nothing
  }<span>${t("console.bar.waiting")} <b class="fig">${waiting}</b></span>`;
}

/** @param {KeyboardEvent} event */
const still = (event) => event.preventDefault();

function undoKey() {
  const { undo } = desk;
  return undo
    ? html`<button class="bk" @mousedown=${still} @click=${() => desk.take("undo")}>
      ${icon("undo")}${t("console.undo")} <kbd>U</kbd> ${undo.left}</button>`
    : nothing;
}

/** @param {Key} key */
function small(key) {
  const off = refusal(desk.shown, key.verb) !== null;
  return html`<button class="bk ${off ? "off" : ""}" data-verb=${key.verb} aria-disabled=${off}
    aria-keyshortcuts=${key.code} @mousedown=${still} @click=${() => act(desk, key)}>
      ${t(`console.${key.verb}`)} <kbd>${key.code}</kbd></button>`;
}

function yellow() {
  const step = nextStep(desk.shown, desk.outcomeNow);
  return html`<button class="bk now ${pressed ? "prs" : ""}" data-verb=${step.verb} aria-keyshortcuts="Space"
    @mousedown=${still} @click=${() => desk.next()}>
      ${t(desk.steps.busy ? "console.sending" : step.label)} <kbd>Space</kbd></button>`;
}

/** A question in the bar: numbers choose, Enter does it, Esc leaves. */
function question() {
  const { kind, choice = 0 } = desk.asked;
  const offered = choices(desk, kind);
  const first = Math.floor(choice / OPTIONS) * OPTIONS;
  const shown = offered.slice(first, first + OPTIONS);
  const lasting = minutesOf(desk);
  return html`<div class="bar ask"><b>${t(`console.ask.${kind}`)}</b>
    ${
      kind === "call"
        ? html`<input class="num tk" type="text" maxlength="6" aria-label=${t("console.ask.call")}
          .value=${live(desk.asked.number ?? "")}
            @input=${(/** @type {Typed} */ event) => desk.amend({ number: event.target.value.toUpperCase() })}>`
        : nothing
    }
    <span class="opts">${shown.map((each, place) => option(each, first + place, choice))}${
      offered.length > OPTIONS ? html`<span class="dim fig">${choice + 1}/${offered.length} ↑↓</span>` : nothing
    }</span>
    <span class="grow"></span>
    ${
      lasting
        ? html`<span class="dim">←
          ${lasting.now ? t("console.minutes", { n: lasting.now }) : t("console.minutes.open")} →</span>`
        : nothing
    }
    <button class="bk now" aria-disabled=${wish(desk) ? "false" : "true"} @click=${() => confirm(desk)}>
      ${t(kind === "help" ? "console.close" : `console.do.${kind}`)} <kbd>Enter</kbd></button>
    <button class="bk" @click=${() => desk.close()}>${t("console.bar.back")} <kbd>Esc</kbd></button></div>`;
}

/** @param {Choice} each @param {number} place @param {number} choice */
function option(each, place, choice) {
  return html`<button class="bk ${place === choice ? "on" : ""}" aria-pressed=${place === choice} @mousedown=${still}
    @click=${() => desk.amend({ choice: place })}>
      <kbd>${place + 1}</kbd><span class="cut">${each.ticket ?? ""} ${each.label}</span></button>`;
}

async function start() {
  await loadText(["console"]);
  setLanguage(chosenLanguage());
  listen(desk, {
    dialog: (event) => dialogKey(desk, event),
    onPress: (down) => {
      pressed = down;
      desk.draw();
    },
  });
  addEventListener("keydown", (event) => chooseKey(desk, event));
  desk.start();
  draw();
}

void start();
