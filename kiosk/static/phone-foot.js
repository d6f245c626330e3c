/** @import { Visit } from "./phone.js" */
import { other, t } from "/static/kit/text.js";
import { html, nothing } from "/static/kit/vendor/lit.js";

/** Minutes for which a number may ask not to be called; its place is kept. */
const AWAY = 15;

/** What can be done now, where the thumb is. @param {Visit} visit */
export function foot(visit) {
  const { ticket } = visit;
  if (visit.asking === "cancel") return dock(sure(visit));
  if (ticket.state === "issued") return dock(html`${yellow(visit, "phone.enter", "enter")}${giveUp(visit)}`);
  if (ticket.held_until) return dock(html`${yellow(visit, "phone.here", "return")}${giveUp(visit)}`);
  if (ticket.returnable) return dock(html`${yellow(visit, "phone.return", "return")}${giveUp(visit)}`);
  if (ticket.state === "waiting" && ticket.postpones_left > 0) return dock(later(visit));
  if (ticket.cancellable && ticket.state !== "no_show") return html`<footer class="ft bare">${giveUp(visit)}</footer>`;
  return nothing;
}

/** @param {unknown} inside */
function dock(inside) {
  return html`<footer class="dock ft">${inside}</footer>`;
}

/** @param {Visit} visit */
function later(visit) {
  return html`<div class="row between">
    <span><b class="late">${t("phone.late")}</b>
    <span class="left">${t("phone.late.left", { n: visit.ticket.postpones_left })}</span></span>${giveUp(visit)}</div>
    <div class="kk three">${[1, 3].map((places) => delay(visit, { places }, t("phone.places", { n: places })))}${delay(
      visit,
      { minutes: AWAY },
      t("phone.minutes", { n: AWAY }),
    )}</div>`;
}

/**
 * @param {Visit} visit
 * @param {{ places: number } | { minutes: number }} by
 * @param {string} label
 */
function delay(visit, by, label) {
  return html`<button class="key" aria-disabled=${visit.busy} @click=${() => visit.act("postpone", by)}>
    ${label}</button>`;
}

/** @param {Visit} visit */
function giveUp(visit) {
  return html`<button class="give" @click=${() => {
    visit.asking = "cancel";
    visit.redraw();
  }}>${t("phone.cancel")}</button>`;
}

/** @param {Visit} visit */
function sure(visit) {
  return html`<p class="late"><b>${t("phone.cancel.sure")}</b></p><div class="kk">
    <button class="key" aria-disabled=${visit.busy} @click=${() => visit.act("cancel")}>
      ${t("phone.cancel.yes")}</button>
    <button class="key now" @click=${() => {
      visit.asking = "";
      visit.redraw();
    }}>${t("phone.cancel.no")}</button></div>`;
}

/**
 * @param {Visit} visit
 * @param {string} key
 * @param {"enter" | "return"} verb
 */
function yellow(visit, key, verb) {
  return html`<button class="key now big" aria-disabled=${visit.busy} @click=${() => visit.act(verb)}>
    <span>${t(key)}<span class="en" lang=${other()}>${t(key, {}, other())}</span></span></button>`;
}
