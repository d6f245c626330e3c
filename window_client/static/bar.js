/** The console as a bar 60 px high above another program: the same model and keys, questions in the bar. */
/** @import { Choice, Key, Typed } from "./types.js" */
import { ageClock } from "/static/kit/age.js";
import { duration } from "/static/kit/format.js";
import { icon, loadBar } from "/static/kit/parts.js";
import { loadText, setLanguage, t } from "/static/kit/text.js";
import { html, live, nothing, render } from "/static/kit/vendor/lit.js";
import { asking, choices, minutesOf, wish } from "./choices.js";
import { confirm, dialogKey, shiftMinutes } from "./dialog-keys.js";
import { chooseKey } from "./choose.js";
import { signOf } from "./console-parts.js";
import { keysFor } from "./cycle.js";
import { ConsoleModel } from "./console-model.js";
import { listenForEmergency } from "./emergency.js";
import { bounceInput } from "./handed.js";
import { act, listen, onClick } from "./keyboard.js";
import { help } from "./key-sheet.js";
import { lineOf } from "./line.js";
import { lacksPrefix, prefixNow } from "./numbers.js";
import { chosenLanguage } from "./speech.js";

const root = /** @type {HTMLElement} */ (document.getElementById("screen"));
/** Keys that have a place in the bar in each situation; a narrow bar has only the menu, which has all of them. */
/** @type {Record<string, string[]>} */
const SHOWN = {
  called: ["recall", "no-show", "transfer"],
  serving: ["transfer", "park", "finish"],
  free: ["pause"],
  paused: [],
  closed: [],
};
/** Pixels of a question's other parts, and of one option. */
const AROUND_OPTIONS = 560;
const OPTION = 150;
const optionsShown = () => Math.min(5, Math.max(1, Math.floor((innerWidth - AROUND_OPTIONS) / OPTION)));
let pressed = false;
const model = new ConsoleModel(draw);
model.narrow = true;

function draw() {
  render(model.key ? bar() : pick(), root);
  /** @type {HTMLElement | null} */ (root.querySelector("input"))?.focus({ preventScroll: true });
}

function pick() {
  const windows = model.catalogue?.windows ?? [];
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
  if (!model.console)
    return html`<div class="bar">
      <span>${t("console.window", { sign: signOf(model) })}</span><b>${t(
        model.missing ? "console.unknown.short" : "console.connecting",
      )}</b></div>`;
  if (model.dialog) return question();
  return html`<div class="bar" data-situation=${model.situation}>
    <span class="dim">${t("console.window", { sign: signOf(model) })}</span>${person()}<span class="s"></span>${words()}
    <span class="grow"></span><span class="ks">${undoKey()}${keysFor(model.shown)
      .filter((key) => SHOWN[model.situation ?? "closed"].includes(key.verb))
      .map(small)}${menuKey()}${yellow()}</span>
  </div>`;
}

function person() {
  const { ticket } = model.shown;
  if (!ticket) return html`<b class="calm">${t(`console.calm.${model.situation}`)}</b>`;
  const serving = ticket.state === "serving";
  return html`<span class="num tk">${ticket.number}</span>
    <span class="chip ${serving ? "" : "now"}">${t(serving ? "console.serving" : "console.called")}</span>
    <span class="num time">${duration(model.lasting)}</span>`;
}

/** The middle: what is wrong goes before what is going on. */
function words() {
  const help = model.emergencies.list.find(({ window }) => window !== model.key);
  if (help)
    return html`<b class="mm emergency" role="alert">${icon("alarm")}<span
      class="cut">${t("kit.emergency", { sign: help.window.padStart(2, "0") })}</span></b>`;
  if (model.steps.stuck && model.steps.step && !model.message?.press)
    return html`<b class="mm"
      role="status">${icon("signal")}${t("console.kept", { verb: t(`console.${model.steps.step.verb}`) })}</b>`;
  if (model.message)
    return html`<b class="mm"
      role="status">${icon(model.message.kind === "bad" ? "alarm" : "info")}<span
        class="cut">${model.message.title}　${model.message.more}</span></b>`;
  if (model.age.level === "lost" || model.age.level === "stale")
    return html`<b class="mm" role="status">${icon("cross")}${t("console.offline", { age: ageClock(model.age) })}</b>`;
  const { ticket } = model.shown;
  const line = lineOf(model);
  return html`${
    ticket
      ? html`<span class="mm matter"><span class="cut">${model.matterName(ticket.matter)}</span></span><span
        class="s"></span>`
      : nothing
  }<span class="waiting">${loadBar(line.level)} ${t("console.bar.waiting")} <b class="fig">${line.waiting}</b></span>`;
}

/** @param {KeyboardEvent} event */
const still = (event) => event.preventDefault();

function undoKey() {
  const { undo } = model;
  return undo
    ? html`<button class="bk" @mousedown=${still} @click=${onClick(model, () => model.take("undo"))}>
      ${icon("undo")}${t("console.undo")} <kbd>U</kbd> ${undo.left}</button>`
    : nothing;
}

/** @param {Key} key */
function small(key) {
  const off = model.refusal(key.verb) !== null;
  return html`<button class="bk small ${off ? "off" : ""}" data-verb=${key.verb} aria-disabled=${off}
    aria-keyshortcuts=${key.code} @mousedown=${still} @click=${onClick(model, () => act(model, key))}>
      ${t(`console.${key.verb}`)} <kbd>${key.code}</kbd></button>`;
}

/** Everything else there is, for the mouse. */
const menuKey = () => html`<button class="bk" data-verb="menu" aria-keyshortcuts="0" @mousedown=${still}
  @click=${onClick(model, () => model.set({ dialog: { kind: "menu" }, message: null }))}>
    ${t("console.menu")} <kbd>0</kbd></button>`;

function yellow() {
  const { step } = model;
  return html`<button class="bk now ${pressed ? "prs" : ""}" data-verb=${step.verb} aria-keyshortcuts="Space"
    @mousedown=${still} @click=${onClick(model, (press) => model.next(press))}>
      ${t(model.steps.busy ? "console.sending" : step.label)} <kbd>${
        model.autoCall.left === null ? nothing : t("console.auto.short", { n: model.autoCall.left })
      }</kbd> <kbd>Space</kbd></button>`;
}

/** A question in the bar: numbers choose, Enter does it, Esc leaves. */
function question() {
  const { kind, choice = 0, hasty } = model.asked;
  return html`<div class="bar ask"><b class="cut">${
    hasty ? t("console.press.hasty") : t(`console.ask.${kind}`, asking(model))
  }</b>
    ${field(kind, choice)}
    <span class="grow"></span>${lasting()}<span class="ks">
    <button class="bk" @click=${() => model.close()}>${t("console.bar.back")} <kbd>Esc</kbd></button>
    ${
      kind === "help"
        ? nothing
        : html`<button class="bk now" aria-disabled=${wish(model) ? "false" : "true"}
      @click=${onClick(model, () => confirm(model))}>${t(`console.do.${kind}`)} <kbd>Enter</kbd></button>`
    }</span></div>${kind === "help" ? html`<div class="barhelp">${help()}</div>` : nothing}`;
}

/** What is typed or chosen. @param {string} kind @param {number} choice */
function field(kind, choice) {
  if (kind === "bounce") return bounceInput(model);
  if (kind === "call") return numberField();
  return kind === "help" ? nothing : options(kind, choice);
}

/** The letters are chosen where only digits are typed. */
function numberField() {
  return html`${lacksPrefix(model) ? html`<b class="num tk">${prefixNow(model)}</b><kbd>+ -</kbd>` : nothing}
    <input class="num tk number" type="text" maxlength="6" aria-label=${t("console.ask.call")}
      .value=${live(model.asked.number ?? "")}
        @input=${(/** @type {Typed} */ event) => model.amend({ number: event.target.value.toUpperCase() })}>`;
}

/** As many as there is room for; the others a page further. @param {string} kind @param {number} choice */
function options(kind, choice) {
  const offered = choices(model, kind);
  const room = optionsShown();
  const first = Math.floor(choice / room) * room;
  const page = (/** @type {number} */ to) => model.amend({ choice: Math.max(0, Math.min(offered.length - 1, to)) });
  return html`<span class="opts">${offered
    .slice(first, first + room)
    .map((each, place) => option(each, first + place, choice))}</span>${
    offered.length > room
      ? html`<span class="ks"><button class="bk" aria-label=${t("console.bar.before")} @mousedown=${still}
          @click=${() => page(first - room)}>↑</button><span class="dim fig">${choice + 1}/${
            offered.length
          }</span><button class="bk" aria-label=${t("console.bar.after")} @mousedown=${still}
              @click=${() => page(first + room)}>↓</button></span>`
      : nothing
  }`;
}

/** How long it takes, where that matters. */
function lasting() {
  const minutes = minutesOf(model);
  if (!minutes) return nothing;
  const turn = (/** @type {number} */ by) => shiftMinutes(model, by);
  return html`<span class="ks mins"><button class="bk" aria-label=${t("console.bar.shorter")} @mousedown=${still}
      @click=${() => turn(-1)}>←</button><span class="dim">
    ${minutes.now ? t("console.minutes", { n: minutes.now }) : t("console.minutes.open")}</span><button class="bk"
      aria-label=${t("console.bar.longer")} @mousedown=${still} @click=${() => turn(1)}>→</button></span>`;
}

/** @param {Choice} each @param {number} place @param {number} choice */
function option(each, place, choice) {
  const on = place === choice;
  return html`<button class="bk ${on ? "on" : ""} ${each.off ? "off" : ""}" aria-pressed=${on} @mousedown=${still}
    @click=${() => model.amend({ choice: place })}>
      <kbd>${place + 1}</kbd><span class="cut">${each.ticket ?? ""} ${each.label}</span></button>`;
}

async function start() {
  await loadText(import.meta.url, ["console"]);
  setLanguage(chosenLanguage());
  listen(model, {
    dialog: (event) => dialogKey(model, event),
    onPress: (down) => {
      pressed = down;
      model.draw();
    },
  });
  addEventListener("keydown", (event) => chooseKey(model, event));
  listenForEmergency(model);
  model.start();
  draw();
}

void start();
