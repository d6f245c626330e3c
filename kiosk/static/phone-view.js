/** @import { Visit } from "./phone.js" */
/** @import { TicketView } from "/static/kit/contracts.js" */
import { ageClock, ageText } from "/static/kit/age.js";
import { serverNow } from "/static/kit/clock.js";
import { numberSize, time, timeRange, windowNumber } from "/static/kit/format.js";
import { nextOpening, openingText } from "/static/kit/hours.js";
import { icon, zonePlate } from "/static/kit/parts.js";
import { language, nextLanguage, other, say, t } from "/static/kit/text.js";
import { html, nothing, svg } from "/static/kit/vendor/lit.js";
import { foot } from "./phone-foot.js";
import { rating } from "./phone-rating.js";

const PLATE = /** @type {Record<string, string>} */ ({
  called: "now",
  parked: "parked",
  no_show: "parked",
  held: "parked",
  finished: "done",
  cancelled: "done",
  closed: "done",
});
const NEAR = 3;
/** Who wants to come again is told when. */
const OVER = new Set(["closed", "cancelled"]);

/** @param {Visit} visit */
export function draw(visit) {
  const { ticket } = visit;
  const waits = ticket.state === "waiting" || ticket.state === "issued";
  return html`<main>${top(visit)}${lost(visit)}${told(ticket)}${plate(visit)}
    ${ticket.held_until ? held(visit, ticket.held_until) : waits ? waiting(visit) : what(visit)}
    ${served(visit)}${ticket.rateable ? rating(visit) : nothing}${why(ticket)}${refused(visit)}${end(visit)}</main>
    ${foot(visit)}`;
}

/** @param {Visit} visit */
function top(visit) {
  const age = visit.age();
  const next = nextLanguage();
  return html`<header class="t"><b>${say(visit.catalogue.centre.short ?? visit.catalogue.centre.name)}</b>
    <span class="age ${age.level}">${icon("signal")}${ageText(age)}</span>
    <button class="lang" lang=${next.html} @click=${() => visit.turnLanguage()}>${next.name}</button></header>`;
}

/** @param {Visit} visit */
function lost(visit) {
  const age = visit.age();
  if (age.level !== "lost") return nothing;
  const at = time(visit.ticket.at, visit.catalogue.hall.timezone);
  return html`<section class="bn ink" role="status">${icon("cross")}
    <div><b>${t("phone.lost")}</b><p>${t("phone.lost.more", { time: at })}</p></div>
    <span class="num">${ageClock(age)}</span></section>`;
}

/** What the hall tells those who wait. @param {TicketView} ticket */
function told({ notices }) {
  return (notices ?? []).map(
    (notice) => html`<section class="bn told" role="status">${icon("info")}<div><b>${say(notice)}</b></div></section>`,
  );
}

/** @param {Visit} visit */
function plate({ ticket, matter, catalogue }) {
  const called = ticket.state === "called" && ticket.call;
  const state = ticket.held_until ? "held" : ticket.state;
  const at = { window: ticket.call?.window ?? "" };
  const label = called ? "phone.yours" : `phone.state.${state}`;
  return html`<section class="plate pl ${PLATE[state] ?? ""}" aria-live="assertive">
    <div class="row between base">
      <b>${t(label, at)}</b><span class="en" lang=${other()}>${t(label, at, other())}</span></div>
    <h1 class="num tk ${numberSize(ticket.number)}">${ticket.number}</h1>
    ${called ? go(ticket, catalogue.hall.timezone) : nothing}
    <p class="mat">${say(matter?.name)}</p></section>`;
}

/**
 * Where to go, now.
 * @param {TicketView} ticket
 * @param {string} timezone
 */
function go({ call }, timezone) {
  if (!call) return nothing;
  return html`<p class="go">
    ${icon("arrow")}<b>${t("phone.go", { window: windowNumber(call.window) })}</b>${
      call.zone ? zonePlate(call.zone) : nothing
    }</p>
    <p class="since">${t("phone.at", { time: time(call.at, timezone) })}${
      call.times > 1 ? html` · ${t("phone.times", { n: call.times })}` : nothing
    }</p>`;
}

/** @param {Visit} visit */
function waiting(visit) {
  const { ticket, catalogue } = visit;
  const known = visit.age().level !== "lost";
  const expected =
    known && ticket.expected
      ? html`<span class="num">${timeRange(ticket.expected, catalogue.hall.timezone)}</span>`
      : html`<b>${(known && say(ticket.wait_words)) || t("phone.unknown")}</b>`;
  const words =
    known && ticket.expected && ticket.wait_words ? html`<small>${say(ticket.wait_words)}</small>` : nothing;
  return html`${ticket.state === "issued" ? what(visit) : nothing}
    <dl class="pos"><div><dt>${t("phone.ahead")}</dt>
      <dd>${
        ticket.ahead === null
          ? html`<b>${t("phone.unknown")}</b>`
          : html`<span class="num">${ticket.ahead}</span> <b class="u">${t("phone.people")}</b>`
      }</dd></div>
      <div><dt>${t("phone.when")}</dt><dd class="range">${expected} ${words}</dd></div></dl>
    ${ticket.state === "waiting" && ticket.ahead !== null ? line(ticket.number, ticket.ahead) : nothing}
    ${
      ticket.state === "waiting" && ticket.ahead !== null && ticket.ahead <= NEAR
        ? html`<p class="near"><b>${t("phone.next", { zone: ticket.zone ?? "" })}</b></p>`
        : nothing
    }
    ${windows(ticket)}${bell(visit)}`;
}

/**
 * Away by one's own wish: the place is kept, the number is not called before.
 * @param {Visit} visit
 * @param {string} until
 */
function held({ ticket, catalogue }, until) {
  const at = time(until, catalogue.hall.timezone);
  return html`<dl class="pos">
    <div><dt>${t("phone.ahead")}</dt>
    <dd><span class="num">${ticket.ahead ?? ""}</span> <b class="u">${t("phone.people")}</b></dd></div>
      <div><dt>${t("phone.held.when")}</dt><dd><span class="num">${at}</span></dd></div></dl>
    <section class="what" role="status"><p>${t("phone.held.what", { time: at })}</p></section>${windows(ticket)}`;
}

/**
 * The line as boxes: who is served, who waits before, and you. Beyond three the gap is drawn open.
 * @param {string} number
 * @param {number} ahead
 */
function line(number, ahead) {
  const shown = Math.min(ahead, 3);
  const boxes = Array.from(
    { length: shown },
    (_, place) => svg`<rect x=${64 + place * 64} y="4" width="24" height="24" rx="3" class="box"></rect>`,
  );
  const gap = ahead > shown ? svg`<path d="M226 16h24" class="gap"></path>` : nothing;
  return html`<svg class="ln" viewBox="0 0 320 50" role="img" aria-label=${t("phone.place", { n: ahead })}>
    <path d="M0 16h255" class="rail"></path><rect x="1" y="4" width="24" height="24" rx="3" class="full"></rect>
    ${boxes}${gap}
    <rect x="255" y="1" width="64" height="30" rx="4" class="you"></rect>
    <text x="287" y="21" class="no">${number}</text>
    <text x="1" y="46" class="under">${t("phone.serving")}</text>
    <text x="287" y="46" class="me">${t("phone.you")}</text></svg>`;
}

/** @param {TicketView} ticket */
function windows(ticket) {
  const shown = ticket.windows.filter(({ state }) => state !== "closed");
  if (shown.length === 0) return nothing;
  const dashed = shown.some(({ state }) => state === "paused");
  return html`<div class="wh"><h2>${ticket.zone ? zonePlate(ticket.zone) : nothing} ${t("phone.windows")}</h2>
    ${dashed ? html`<span class="q">${t("phone.windows.dashed")}</span>` : nothing}</div>
    <ul class="w">${shown.map(
      ({ key, state }) => html`<li class=${state === "paused" ? "o" : ""}>${windowNumber(key)}</li>`,
    )}</ul>`;
}

/** @param {Visit} visit */
function bell(visit) {
  return html`<button class="bell" role="switch" aria-checked=${visit.bell} @click=${() => visit.turnBell()}>
    ${icon(visit.bell ? "ticked" : "unticked")}<span>${t(
      visit.bell ? "phone.bell.on" : "phone.bell",
    )}</span>${icon("bell")}</button>`;
}

/** What was done in this visit, where it had more than one matter. @param {Visit} visit */
function served({ ticket, matter, catalogue }) {
  if (!ticket.served?.length) return nothing;
  const name = (/** @type {string} */ key) => say(catalogue.matters.find((each) => each.key === key)?.name) || key;
  const result = (/** @type {string | null | undefined} */ key) =>
    say(catalogue.hall.outcomes.find((each) => each.key === key)?.name);
  const now =
    ticket.state === "serving" ? html`<li><b>${say(matter?.name)}</b> ${t("phone.served.now")}</li>` : nothing;
  return html`<section class="served"><h2>${t("phone.served")}</h2><ul>
    ${ticket.served.map((each) => html`<li><b>${name(each.matter)}</b> ${result(each.outcome)}</li>`)}${now}
    </ul></section>`;
}

/** What the state means and what to do. @param {Visit} visit */
function what({ ticket, catalogue }) {
  const over = ticket.state === "no_show" && !ticket.returnable;
  const where = { window: ticket.call ? windowNumber(ticket.call.window) : "" };
  const rule =
    ticket.state === "no_show" && !over ? html`<p class="q">${say(catalogue.hall.no_show?.text)}</p>` : nothing;
  const until =
    ticket.state === "parked" && ticket.parked_until
      ? html`<p><b>${t("phone.parked.until", { time: time(ticket.parked_until, catalogue.hall.timezone) })}</b></p>`
      : nothing;
  const opening = over || OVER.has(ticket.state) ? nextOpening(catalogue, serverNow()) : null;
  const opens = opening ? html`<p><b>${t("phone.opens", { when: openingText(opening, language()) })}</b></p>` : nothing;
  return html`<section class="what" role="status">
    <p>${t(over ? "phone.what.over" : `phone.what.${ticket.state}`, where)}</p>${until}${rule}${opens}</section>`;
}

/** Who went first though they came later, and by which rule. @param {TicketView} ticket */
function why(ticket) {
  if (ticket.state !== "waiting") return nothing;
  return ticket.before
    .slice(-3)
    .reverse()
    .map(
      ({ number, why: reason }) =>
        html`<section class="why"><b>${t("phone.why", { number })}</b><p>${say(reason)}</p></section>`,
    );
}

/** @param {Visit} visit */
function refused({ problem }) {
  if (!problem) return nothing;
  return html`<section class="bn out" role="alert">${icon("info")}<div><b>${problem.title}</b><p>${problem.action}</p>
    </div></section>`;
}

/** @param {Visit} visit */
function end({ ticket, catalogue }) {
  const first = ticket.first_asked;
  const asked = first
    ? html`<p class="end q">${t("phone.first")} <b>${first.name}</b>
        <span class="fig">${first.staff_no ?? ""}</span></p>`
    : nothing;
  const phone = catalogue.hall.complaint_phone;
  return html`${asked}${
    phone ? html`<p class="end q">${t("phone.phone")} <a href="tel:${phone}">${phone}</a></p>` : nothing
  }`;
}
