/** @import { Kiosk } from "./kiosk.js" */
/** @import { Catalogue, TicketView } from "/static/kit/contracts.js" */
import { numberSize, timeRange } from "/static/kit/format.js";
import { icon } from "/static/kit/parts.js";
import { language, other, say, t } from "/static/kit/text.js";
import { html, nothing } from "/static/kit/vendor/lit.js";
import { paperOf } from "./printing.js";
import { act } from "./verbs.js";
import { small, windowNumbers } from "./words.js";

/** How much of the bar is filled; the states of a print job, not seconds. @type {Record<string, number>} */
const SHARE = { queued: 1, checking: 2, sending: 3 };

/** The number, large; how far the paper is; what to do now. @param {Kiosk} kiosk */
export function ticket(kiosk) {
  const { page, catalogue } = kiosk;
  if (page.name !== "ticket" || !catalogue) throw new Error("no ticket to show");
  const shown = page.ticket;
  const main = html`
    <section class="plate big">
      <div class="cap"><span>${t("kiosk.ticket.yours")}</span>${small("kiosk.ticket.yours")}</div>
      <h1 class="num tk ${numberSize(shown.number)}" data-heading tabindex="-1">${shown.number}</h1>
      <p class="mat">${say(kiosk.matter(shown.matter).name)}</p></section>
    ${three(kiosk, shown)}${paper(kiosk, shown)}
    <section class="next">${steps(catalogue, shown)}${code(shown)}</section>
    <p class="foot en" lang=${other()}>
      ${t(
        "kiosk.ticket.english",
        { zone: shown.zone ?? "", number: shown.number, window: shown.windows[0]?.key ?? "" },
        other(),
      )}</p>`;
  return { main, dock: keys(kiosk, shown) };
}

/**
 * @param {Kiosk} kiosk
 * @param {TicketView} shown
 */
export function three(kiosk, shown) {
  return html`<dl class="three">
    <div><dt>${t("kiosk.ahead")}</dt>
    <dd>${
      shown.ahead === null
        ? t("kiosk.unknown")
        : html`<span class="num">${shown.ahead}</span>
          <span class="u">${t("kiosk.persons", { n: shown.ahead })}</span>`
    }</dd></div>
    <div><dt>${t("kiosk.ticket.when")}</dt>
    ${
      shown.expected
        ? html`<dd><span class="num">${timeRange(shown.expected, kiosk.timezone)}</span></dd>`
        : html`<dd class="why">${say(shown.wait_words) || t("kiosk.unknown")}</dd>`
    }</div>
    <div><dt>${t("kiosk.ticket.zone", { zone: shown.zone ?? "" })}</dt>
    <dd>${windowNumbers(shown.windows.map(({ key }) => key))}</dd></div>
  </dl>`;
}

/**
 * @param {Kiosk} kiosk
 * @param {TicketView} shown
 */
function paper(kiosk, shown) {
  const far = paperOf(shown);
  const elsewhere = kiosk.standIn(shown.paper);
  if (elsewhere && far !== "lost") {
    const at = { kiosk: say(elsewhere.name) };
    return html`<section class="bn out prt" role="status">${icon("printer")}
      <div><b>${t("kiosk.paper.elsewhere", at)}</b>${small("kiosk.paper.elsewhere", {
        kiosk: say(elsewhere.name, other()),
      })}</div></section>`;
  }
  if (far === "lost") {
    const unsure = shown.paper?.state === "unconfirmed";
    return html`<section class="bn bad prt" role="alert">${icon("alarm")}
      <div><b>${t(unsure ? "kiosk.paper.unsure" : "kiosk.paper.lost", { number: shown.number })}</b>
      <p>${t(shown.state === "issued" ? "kiosk.paper.lost.enter" : "kiosk.paper.lost.action")}</p></div></section>`;
  }
  const place = SHARE[shown.paper?.state ?? "queued"] ?? 1;
  const key = far === "none" ? "kiosk.paper.none" : far === "out" ? "kiosk.paper.out" : "kiosk.paper.printing";
  return html`<section class="prt card" role="status">${icon(far === "none" ? "phone" : "printer")}
    <div><b>${t(key)}</b>${
      far === "under way" ? html`<div class="bar at-${place}" aria-hidden="true"><i></i></div>` : small(key)
    }</div>
    ${far === "none" ? nothing : icon(far === "out" ? "tick" : "down")}</section>`;
}

/**
 * @param {Catalogue} catalogue
 * @param {TicketView} shown
 */
function steps(catalogue, shown) {
  const zone = catalogue.zones.find(({ key }) => key === shown.zone);
  const rule = catalogue.hall.no_show?.text;
  const three = [
    [t("kiosk.step.wait", { zone: shown.zone ?? "" }), say(zone?.directions) || say(zone?.name)],
    [t("kiosk.step.watch"), t("kiosk.step.watch.more")],
    [t("kiosk.step.go", { window: shown.windows[0]?.key ?? "" }), say(rule)],
  ];
  return html`<ol class="st">${three.map(
    ([title, more], place) => html`<li><span class="num">${place + 1}</span>
      <div><b>${title}</b>${more ? html`<p>${more}</p>` : nothing}</div></li>`,
  )}</ol>`;
}

/** @param {TicketView} shown */
function code(shown) {
  return html`<figure class="code"><img src="${shown.url}/qr.svg" alt=${t("kiosk.qr.alt")} width="280" height="280">
    <figcaption><b>${t("kiosk.qr")}</b>${small("kiosk.qr")}</figcaption></figure>`;
}

/**
 * @param {Kiosk} kiosk
 * @param {TicketView} shown
 */
function keys(kiosk, shown) {
  const { session } = kiosk;
  const closes = t("kiosk.ticket.closes", { n: session.left }, language());
  const more = html`<button class="key" @click=${() => session.extend(90)}>
    <span>${t("kiosk.ticket.more")}${small("kiosk.ticket.more")}</span></button>`;
  const waitsForPaper = shown.state === "issued" && paperOf(shown) === "lost";
  if (waitsForPaper) {
    return html`${more}<button class="key now wide" aria-disabled=${kiosk.busy} @click=${() => act(kiosk, "enter")}>
      <span>${t("kiosk.ticket.enter")}${
        session.warning ? html`<span class="en soon">${closes}</span>` : small("kiosk.ticket.enter")
      }</span></button>`;
  }
  return html`${more}
    <button class="key" @click=${() => kiosk.home()}>
      <span>${t("kiosk.ticket.another")}${small("kiosk.ticket.another")}</span></button>
    <button class="key now" @click=${() => kiosk.leave()}>
      <span>${t("kiosk.ticket.done")}<span class="en ${session.warning ? "soon" : ""}"
        aria-live=${session.warning ? "assertive" : "off"}>${closes}</span></span></button>`;
}
