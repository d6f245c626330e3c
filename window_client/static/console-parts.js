/** The console's head and the person at the window. */
/** @import { Desk } from "./desk.js" */
/** @import { Ticket } from "./types.js" */
import { ageLabel, icon } from "/static/kit/parts.js";
import { serverNow } from "/static/kit/clock.js";
import { duration, time } from "/static/kit/format.js";
import { language, say, t } from "/static/kit/text.js";
import { html, nothing } from "/static/kit/vendor/lit.js";
import { clock } from "./choices.js";
import { awayOf, loadOf } from "./cycle.js";
import { paperKeys, paperState } from "./paper-parts.js";
import { switchLanguage } from "./speech.js";

const HISTORY_SHOWN = 6;

/** @param {Desk} desk */
export function top(desk) {
  const place = desk.console?.window;
  const clerk = desk.console?.clerk ?? place?.clerk;
  const zone = desk.catalogue?.hall.timezone ?? "Asia/Shanghai";
  return html`<header class="top">
    <b class="win">${t("console.window", { sign: signOf(desk) })}</b>
    ${
      clerk
        ? html`<span>${language() === "en" ? (clerk.name_en ?? clerk.name) : clerk.name}
          <span class="fig q">${clerk.staff_no}</span></span>`
        : nothing
    }
    ${duty(desk)}
    ${
      place
        ? html`<span class="q">${t("console.served")} <b class="fig ink">${desk.shown.served_today}</b>
          ${t("console.served.unit")}</span>`
        : nothing
    }
    <span class="grow"></span>
    <a class="small" href="/desk${desk.boot.slot ? `?as=${desk.boot.slot}` : ""}">${t("console.desk")}</a>
    <button class="small" @mousedown=${still} @click=${() => desk.set({ dialog: { kind: "help" } })}>
      ${t("console.help")} <kbd>?</kbd></button>
    <button class="small" @mousedown=${still} @click=${() => turnLanguage(desk)}>
      ${language() === "zh" ? "English" : "中文"}</button>
    ${ageLabel(desk.age)}
    <time class="num now-at">${time(serverNow(), zone)}</time>
  </header>`;
}

/** @param {Desk} desk */
function turnLanguage(desk) {
  switchLanguage();
  desk.draw();
}

/** @param {KeyboardEvent} event */
const still = (event) => event.preventDefault();
/** @param {Desk} desk */
export const signOf = (desk) => String(desk.console?.window.number ?? desk.key).padStart(2, "0");

/** @param {Desk} desk */
function duty(desk) {
  if (desk.missing) return html`<span class="chip dash"><s>${t("console.closed")}</s></span>`;
  if (!desk.situation) return html`<span class="chip dash">${t("console.connecting")}</span>`;
  if (desk.situation === "closed") return html`<span class="chip dash"><s>${t("console.closed")}</s></span>`;
  if (desk.situation === "paused") return html`<span class="chip dash">${icon("pause")}${t("console.paused")}</span>`;
  return html`<span class="chip solid">${t("console.onduty")}</span>`;
}

/** @param {Desk} desk */
export function current(desk) {
  if (desk.missing) return missing(desk);
  if (!desk.console)
    return html`<section class="cur"><div class="calm"><b>${t("console.connecting")}</b></div></section>`;
  return html`<section class="cur">${desk.shown.ticket ? person(desk) : calm(desk)}</section>`;
}

/** Not in the configuration: there is nothing to sign on at, only another window to choose. @param {Desk} desk */
function missing(desk) {
  const there = new URL(location.href);
  there.searchParams.delete("window");
  return html`<section class="cur"><div class="calm" role="alert"><b>${t("console.unknown", { sign: signOf(desk) })}</b>
    <p class="q">${t("console.unknown.more")}</p>
    <p><a class="key now elsewhere" href=${there.pathname + there.search}>${t("console.choose")}</a></p></div>
    </section>`;
}

/** Nobody at the window: what the window is, and what the yellow key would do. @param {Desk} desk */
function calm(desk) {
  const lines = loadOf(desk.shown, desk.live?.lines);
  const waiting = lines.reduce((sum, line) => sum + line.waiting - awayOf(line), 0);
  const where = desk.situation;
  const until = desk.shown.window.until;
  return html`<div class="calm">
    <b>${t(`console.calm.${where}`)}</b>
    ${
      where === "free"
        ? html`<p class="big"><span class="num">${waiting}</span> ${t("console.calm.waiting")} </p>`
        : nothing
    }
    ${
      where === "paused"
        ? html`<p class="big">
          ${say(desk.shown.window.reason)}
          ${until ? html`<span class="fig">${t("console.until", { time: clock(desk, until) })}</span>` : nothing}</p>`
        : nothing
    }
    <p class="q">${t(waiting || where !== "free" ? `console.calm.${where}.more` : "console.calm.empty.more")}</p>
  </div>`;
}

/** @param {Desk} desk */
function person(desk) {
  const ticket = desk.visitor;
  return html`<div class="hd"><div class="num tk ${ticket.number.length > 4 ? "long" : ""}">${ticket.number}</div>
      <div><div class="chips">${chips(desk)}</div><h2>${desk.matterName(ticket.matter)}</h2>
      ${paperState(desk)}</div></div>
    <div class="tm">${timers(desk)}</div>
    ${ticket.state === "serving" ? outcomes(desk) : nothing}
    <div class="two"><div>${history(desk)}</div><div>${materials(desk)}</div></div>`;
}

/** @param {Desk} desk */
function chips(desk) {
  const ticket = desk.visitor;
  const lane = laneName(desk, ticket.lane);
  return html`${
    ticket.state === "called"
      ? html`<span class="chip now">${icon("bell")}${t("console.called")}</span>`
      : html`<span class="chip solid">${t("console.serving")}</span>`
  }
    ${lane ? html`<span class="chip">${lane}</span>` : nothing}
    ${
      ticket.language && ticket.language !== "zh"
        ? html`<span class="chip">${t(`console.lang.${ticket.language}`)}</span>`
        : nothing
    }
    ${ticket.missed ? html`<span class="chip">${t("console.missed.n", { n: ticket.missed })}</span>` : nothing}
    ${ticket.come_back ? html`<span class="chip">${icon("undo")}${t("console.comeback.chip")}</span>` : nothing}
    ${ticket.note ? html`<span class="chip note">${icon("speak")}${say(ticket.note)}</span>` : nothing}`;
}

/** The class in words; the ordinary one needs none. @param {Desk} desk @param {Ticket['lane']} lane */
function laneName(desk, lane) {
  const key = typeof lane === "string" ? lane : lane?.key;
  if (!key || key === "ordinary") return "";
  const own = typeof lane === "string" ? null : lane.name;
  return say(own ?? desk.catalogue?.lanes.find((each) => each.key === key)?.name) || key;
}

/** @param {Desk} desk */
function timers(desk) {
  const ticket = desk.visitor;
  const serving = ticket.state === "serving";
  const since = Date.parse((serving ? ticket.started_at : null) ?? ticket.called_at);
  const why = say(ticket.why);
  return html`<div><div class="k">${t(serving ? "console.time.serving" : "console.time.called")}</div>
    <span class="num">${duration((serverNow().getTime() - since) / 1000)}</span>
    <div class="k">${t("console.time.since", { time: clock(desk, new Date(since)) })}</div></div>
    <div><div class="k">${t("console.time.waited")}</div>
    <span class="num">${ticket.waited_s === null ? "—" : duration(ticket.waited_s)}</span>
    <div class="k">${pledge(ticket)}</div></div>
    <div><div class="k">${t("console.time.calls")}</div>
    <span class="num">${ticket.times}</span> ${t("console.time.times")}
    <div class="k why" title=${why}>${why}</div></div>`;
}

/** @param {Ticket} ticket */
function pledge(ticket) {
  if (!ticket.pledge_s) return t("console.time.waited.more");
  const kept = (ticket.waited_s ?? 0) <= ticket.pledge_s;
  return t(kept ? "console.pledge.kept" : "console.pledge.broken", { n: Math.round(ticket.pledge_s / 60) });
}

/** The result of the visit, from a closed list; the yellow key takes it along. @param {Desk} desk */
function outcomes(desk) {
  return html`<div class="outs" role="radiogroup" aria-label=${t("console.outcome")}>
    <span class="k">${t("console.outcome")}</span>
    ${desk.hallList("outcomes").map(
      ({ key, name }, place) =>
        html`<button class="chip ${
          key === desk.outcomeNow ? "solid" : ""
        }" role="radio" tabindex="-1" aria-checked=${key === desk.outcomeNow} @mousedown=${still}
            @click=${() => desk.set({ outcome: key })}><kbd>${place + 1}</kbd>${say(name)}</button>`,
    )}
    ${paperKeys(desk)}</div>`;
}

/** @param {Desk} desk */
function history(desk) {
  const events = desk.visitor.history.slice(-HISTORY_SHOWN);
  return html`<h3>${t("console.history")}</h3><ol class="evs">
    ${events.map(
      (event, place) => html`<li class="ev ${place < events.length - 1 ? "on" : ""}">
        <time class="fig">${clock(desk, event.at)}</time><i></i><span>${
          place === events.length - 1 ? html`<b>${say(event.text)}</b>` : say(event.text)
        }</span></li>`,
    )}
  </ol>`;
}

/** @param {Desk} desk */
function materials(desk) {
  const ticket = desk.visitor;
  const needed = (desk.matters.get(ticket.matter)?.materials ?? []).filter((each) => each.kind !== "waived");
  if (!needed.length) return nothing;
  const brought = ticket.materials;
  if (!brought)
    return html`<h3>${t("console.materials")}</h3>
      <ul>${needed.map((each) => html`<li class="mt">${icon("document")}${say(each.name)}</li>`)}</ul>`;
  return html`<h3>${t("console.materials.said", { n: brought.filter(Boolean).length, of: needed.length })}</h3>
    <ul>${needed.map(
      (each, place) => html`<li class="mt">
        ${icon(brought[place] ? "ticked" : "unticked", t(brought[place] ? "console.brought" : "console.notbrought"))}${
          brought[place] ? say(each.name) : html`<b>${say(each.name)}</b>`
        }</li>`,
    )}</ul>`;
}
