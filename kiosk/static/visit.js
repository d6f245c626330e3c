/** @import { Kiosk } from "./kiosk.js" */
/** @import { TicketView } from "/static/kit/contracts.js" */
import { numberSize, windowNumber } from "/static/kit/format.js";
import { icon } from "/static/kit/parts.js";
import { say, t } from "/static/kit/text.js";
import { html, nothing } from "/static/kit/vendor/lit.js";
import { three } from "./ticket.js";
import { act } from "./verbs.js";
import { backKey, small } from "./words.js";

const PLATE = /** @type {Record<string, string>} */ ({
  called: "now",
  parked: "parked",
  finished: "done",
  cancelled: "done",
  closed: "done",
  no_show: "parked",
});

/** A ticket that was taken before: where it stands, and what its holder can do. @param {Kiosk} kiosk */
export function visit(kiosk) {
  const { page } = kiosk;
  if (page.name !== "visit") throw new Error("no ticket to show");
  const shown = page.ticket;
  const waits = shown.state === "waiting" || shown.state === "issued";
  const main = html`
    <section class="plate big ${PLATE[shown.state] ?? ""}">
      <div class="cap"><span>${t(`kiosk.state.${shown.state}`)}</span>${small(`kiosk.state.${shown.state}`)}</div>
      <h1 class="num tk ${numberSize(shown.number)}" data-heading tabindex="-1">${shown.number}</h1>
      <p class="mat">${say(kiosk.matter(shown.matter).name)}</p></section>
    ${waits ? three(kiosk, shown) : nothing}
    <section class="bn out now-what" role="status">${icon(shown.returnable ? "undo" : "info")}<div><b>${what(shown)}</b>
      ${shown.returnable ? html`<p>${say(kiosk.catalogue?.hall.no_show?.text)}</p>` : nothing}</div></section>`;
  return { main, dock: html`${backKey(kiosk)}${verbs(kiosk, shown)}` };
}

/** @param {TicketView} shown */
function what(shown) {
  const where = {
    window: shown.call ? windowNumber(shown.call.window) : "",
    zone: shown.call?.zone ?? shown.zone ?? "",
  };
  if (shown.state === "no_show" && !shown.returnable) return t("kiosk.what.over");
  return t(`kiosk.what.${shown.state}`, where);
}

/**
 * @param {Kiosk} kiosk
 * @param {TicketView} shown
 */
function verbs(kiosk, shown) {
  const { page } = kiosk;
  if (page.name !== "visit") return nothing;
  if (page.giving)
    return yellow(kiosk, "kiosk.visit.cancel.sure", () => {
      page.giving = false;
      void act(kiosk, "cancel");
    });
  if (shown.returnable) return yellow(kiosk, "kiosk.visit.return", () => act(kiosk, "return"));
  if (shown.state === "issued") return yellow(kiosk, "kiosk.ticket.enter", () => act(kiosk, "enter"));
  const cancel = html`<button class="key" @click=${() => {
    page.giving = true;
    kiosk.redraw();
  }}><span>${t("kiosk.visit.cancel")}${small("kiosk.visit.cancel")}</span></button>`;
  return html`${shown.state === "waiting" ? cancel : nothing}${yellow(kiosk, "kiosk.ticket.done", () =>
    kiosk.leave(),
  )}`;
}

/**
 * @param {Kiosk} kiosk
 * @param {string} key
 * @param {() => void} press
 */
function yellow(kiosk, key, press) {
  return html`<button class="key now wide" aria-disabled=${kiosk.busy} @click=${press}>
    <span>${t(key)}${small(key)}</span></button>`;
}
