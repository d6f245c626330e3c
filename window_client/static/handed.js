/** Between windows: who was sent here, who was sent back, and who was asked first. */
/** @import { ConsoleModel } from "./console-model.js" */
/** @import { Choice, Typed } from "./types.js" */
import { icon } from "/static/kit/parts.js";
import { t } from "/static/kit/text.js";
import { html, live, nothing } from "/static/kit/vendor/lit.js";
import { onClick } from "./keyboard.js";

/** @param {string} window */
const sign = (window) => window.padStart(2, "0");

/** Who answers for the visit, and whether a colleague sent it or sent it back. @param {ConsoleModel} model */
export function handedChips(model) {
  const { first_asked: first, sent_from: from, bounced_by: by } = model.visitor;
  return html`${
    first ? html`<span class="chip first">${t("console.first", { name: first.name })}</span>` : nothing
  }${from ? html`<span class="chip">${icon("arrow")}${t("console.sent", { sign: sign(from) })}</span>` : nothing}${
    by ? html`<span class="chip dash">${icon("undo")}${t("console.bounced", { sign: sign(by) })}</span>` : nothing
  }${from && model.visitor.state === "called" ? bounceKey(model) : nothing}`;
}

/** @param {ConsoleModel} model */
const bounceKey = (model) =>
  html`<button class="chip" data-verb="bounce" @mousedown=${(/** @type {Event} */ event) => event.preventDefault()}
    @click=${onClick(model, () => model.ask("bounce", "bounce"))}>${t("console.bounce")} <kbd>B</kbd></button>`;

/** Whom a colleague sent back to this window: named at once, until they are called. @param {ConsoleModel} model */
export function sentBack(model) {
  const back = model.other ? [] : (model.shown.bounced ?? []);
  return back.map(
    ({ number, window, reason }) => html`<div class="bn ink" role="status">${icon("undo")}
      <div><b>${t("console.sentback", { number, sign: sign(window) })}</b> <span>${reason ?? ""}</span></div></div>`,
  );
}

/** The other windows and who sits there, to send somebody to. @returns {Choice[]} @param {ConsoleModel} model */
export function colleagues(model) {
  const there = [...(model.shown.colleagues ?? [])].sort((one, other) =>
    sign(one.window).localeCompare(sign(other.window)),
  );
  return [
    ...there.map(({ window, name }) => ({
      label: t("console.to.window", { sign: sign(window) }),
      find: name,
      aside: t("console.to.window.now", { name }),
      verb: "transfer",
      body: { window },
    })),
    ...there
      .filter(({ staff_no }) => staff_no)
      .map(({ window, name, staff_no }) => ({
        label: name,
        aside: t("console.to.person.at", { sign: sign(window), no: staff_no }),
        verb: "transfer",
        body: { colleague: staff_no },
      })),
  ];
}

/** Why somebody is sent back; the sender reads it. @param {ConsoleModel} model */
export function bounceField(model) {
  return html`<p class="say">${t("console.bounce.say")}</p>${bounceInput(model)}`;
}

/** @param {ConsoleModel} model */
export function bounceInput(model) {
  return html`<input class="later first" type="text" maxlength="120" aria-label=${t("console.bounce.why")}
      .value=${live(model.asked.note ?? "")}
        @input=${(/** @type {Typed} */ event) => model.amend({ note: event.target.value })}>`;
}
