/** The console's head and the person at the window. */
/** @import { ConsoleModel } from "./console-model.js" */
import { ageLabel, icon } from "/static/kit/parts.js";
import { serverNow } from "/static/kit/clock.js";
import { duration, languageName, numberSize, time } from "/static/kit/format.js";
import { chosenForm, formOf, nextLanguage, say, t } from "/static/kit/text.js";
import { html, nothing } from "/static/kit/vendor/lit.js";
import { clock, signOutPage } from "./choices.js";
import { sinceOf } from "./console-model.js";
import { emergencyKey } from "./emergency.js";
import { handedChips, sentBack } from "./handed.js";
import { lineOf } from "./line.js";
import { paperKeys, paperState } from "./paper-parts.js";
import { switchLanguage } from "./speech.js";
import { servedBefore } from "./visit.js";

const HISTORY_SHOWN = 6;

/** @param {ConsoleModel} model */
export function top(model) {
  const place = model.console?.window;
  const clerk = model.console?.clerk ?? place?.clerk;
  const zone = model.catalogue?.hall.timezone ?? "Asia/Shanghai";
  return html`<header class="top">
    <b class="win">${t("console.window", { sign: signOf(model) })}</b>
    ${
      clerk
        ? html`<span>${chosenForm() === "en" ? (clerk.name_en ?? clerk.name) : clerk.name}
          <span class="fig q">${clerk.staff_no}</span></span>`
        : nothing
    }
    ${duty(model)}
    ${
      place
        ? html`<span class="q">${t("console.served")} <b class="fig ink">${model.shown.served_today}</b>
          ${t("console.served.unit")}</span>`
        : nothing
    }
    <span class="grow"></span>
    <span class="acts">${emergencyKey(model)}
    <a class="small" href="/desk${model.boot.slot ? `?as=${model.boot.slot}` : ""}">
      ${t("console.desk")}</a>
    <button class="small" @mousedown=${still} @click=${() => model.set({ dialog: { kind: "help" } })}>
      ${t("console.help")} <kbd>?</kbd></button>
    <button class="small" @mousedown=${still} @click=${() => turnLanguage(model)}>
      ${nextLanguage().name}</button>
    <button class="small" aria-pressed=${model.arrival.on} @mousedown=${still} @click=${() => model.arrival.turn()}>
      ${icon("bell")}${t(`console.sound.${model.arrival.state}`)}</button>
    <a class="small" href=${signOutPage(model)}>${t("console.sign-out")}</a></span>
    ${ageLabel(model.age)}
    <time class="num now-at">${time(serverNow(), zone)}</time>
  </header>`;
}

/** @param {ConsoleModel} model */
function turnLanguage(model) {
  switchLanguage();
  model.draw();
}

/** @param {KeyboardEvent} event */
const still = (event) => event.preventDefault();
/** @param {ConsoleModel} model */
export const signOf = (model) => String(model.console?.window.number ?? model.key).padStart(2, "0");

/** @param {ConsoleModel} model */
function duty(model) {
  if (model.missing) return html`<span class="chip dash"><s>${t("console.closed")}</s></span>`;
  if (!model.situation) return html`<span class="chip dash">${t("console.connecting")}</span>`;
  if (model.situation === "closed") return html`<span class="chip dash"><s>${t("console.closed")}</s></span>`;
  if (model.situation === "paused") return html`<span class="chip dash">${icon("pause")}${t("console.paused")}</span>`;
  return html`<span class="chip solid">${t("console.onduty")}</span>`;
}

/** @param {ConsoleModel} model */
export function current(model) {
  if (model.missing) return missing(model);
  if (!model.console)
    return html`<section class="cur"><div class="calm"><b>${t("console.connecting")}</b></div></section>`;
  const { other } = model;
  return html`<section class="cur">${
    other
      ? html`<div class="bn ink" role="status">${icon("info")}
      <div><b>${t("console.other", { name: other.name })}</b> <span>${t("console.other.more")}</span></div></div>`
      : nothing
  }
    ${sentBack(model)}${model.shown.ticket ? person(model) : other ? nothing : calm(model)}</section>`;
}

/**
 * Not in the configuration: there is nothing to sign on at, only another window to choose.
 * @param {ConsoleModel} model
 */
function missing(model) {
  const there = new URL(location.href);
  there.searchParams.delete("window");
  const told = t("console.unknown", { sign: signOf(model) });
  return html`<section class="cur"><div class="calm" role="alert"><b>${told}</b>
    <p class="q">${t("console.unknown.more")}</p>
    <p><a class="key now elsewhere" href=${there.pathname + there.search}>${t("console.choose")}</a></p></div>
    </section>`;
}

/** Nobody at the window: what the window is, and what the yellow key would do. @param {ConsoleModel} model */
function calm(model) {
  const { waiting } = lineOf(model);
  const where = model.situation;
  const until = model.shown.window.until;
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
          ${say(model.shown.window.reason)}
          ${until ? html`<span class="fig">${t("console.until", { time: clock(model, until) })}</span>` : nothing}</p>`
        : nothing
    }
    ${wanted(model)}
    <p class="q">${t(waiting || where !== "free" ? `console.calm.${where}.more` : "console.calm.empty.more")}</p>
  </div>`;
}

/** The windows for which the manager asks a clerk; told to whoever has nobody at theirs. @param {ConsoleModel} model */
function wanted(model) {
  const asked = Object.entries(model.live?.windows ?? {}).filter(([, window]) => window.wanted);
  return asked.map(([key, window]) => {
    const since = t("console.wanted.since", { time: clock(model, window.wanted ?? "") });
    const words = key === model.key ? "console.wanted.here" : "console.wanted";
    return html`<p class="wanted" role="status" data-wanted=${key}>${icon("bell")}<b>${t(words, {
      sign: key.padStart(2, "0"),
    })}</b> ${since}</p>`;
  });
}

/** @param {ConsoleModel} model */
function person(model) {
  const ticket = model.visitor;
  return html`<div class="hd"><div class="num tk ${numberSize(ticket.number)}">${ticket.number}</div>
      <div><div class="chips">${chips(model)}</div><h2>${model.matterName(ticket.matter)}</h2>
      ${paperState(model)}</div></div>
    <div class="tm">${timers(model)}</div>
    ${servedBefore(model)}${ticket.state === "serving" ? outcomes(model) : nothing}
    <div class="two"><div>${history(model)}</div><div>${materials(model)}</div></div>`;
}

/** @param {ConsoleModel} model */
function chips(model) {
  const ticket = model.visitor;
  const priority = className(model, ticket.priority_class);
  return html`${
    ticket.state === "called"
      ? html`<span class="chip now">${icon("bell")}${t("console.called")}</span>`
      : html`<span class="chip solid">${t("console.serving")}</span>`
  }
    ${priority ? html`<span class="chip">${priority}</span>` : nothing}
    ${
      ticket.language && formOf(ticket.language) !== "zh"
        ? html`<span class="chip">${languageName(ticket.language)}</span>`
        : nothing
    }
    ${handedChips(model)}
    ${ticket.missed ? html`<span class="chip">${t("console.missed.n", { n: ticket.missed })}</span>` : nothing}
    ${ticket.come_back ? html`<span class="chip">${icon("undo")}${t("console.comeback.chip")}</span>` : nothing}
    ${ticket.note ? html`<span class="chip note">${icon("speak")}${say(ticket.note)}</span>` : nothing}`;
}

/**
 * The class in words; the ordinary one needs none.
 * @param {ConsoleModel} model @param {string} key
 */
function className(model, key) {
  if (key === "ordinary") return "";
  return say(model.catalogue?.priority_classes.find((each) => each.key === key)?.name) || key;
}

/** @param {ConsoleModel} model */
function timers(model) {
  const ticket = model.visitor;
  const serving = ticket.state === "serving";
  const why = say(ticket.why);
  return html`<div><div class="k">${t(serving ? "console.time.serving" : "console.time.called")}</div>
    <span class="num">${duration(model.lasting)}</span>
    <div class="k">${t("console.time.since", { time: clock(model, new Date(sinceOf(model.shown))) })}</div></div>
    <div><div class="k">${t("console.time.waited")}</div>
    <span class="num">${ticket.waited_s === null ? "—" : duration(ticket.waited_s)}</span>
    <div class="k">${t("console.time.waited.more")}</div></div>
    <div><div class="k">${t("console.time.calls")}</div>
    <span class="num">${ticket.times}</span> ${t("console.time.times")}
    <div class="k why" title=${why}>${why}</div></div>`;
}

/** The result of the visit, from a closed list; the yellow key takes it along. @param {ConsoleModel} model */
function outcomes(model) {
  return html`<div class="outs" role="radiogroup" aria-label=${t("console.outcome")}>
    <span class="k">${t("console.outcome")}</span>
    ${model.hallList("outcomes").map(
      ({ key, name }, place) =>
        html`<button class="chip ${
          key === model.outcomeNow ? "solid" : ""
        }" role="radio" tabindex="-1" aria-checked=${key === model.outcomeNow} @mousedown=${still}
            @click=${() => model.set({ outcome: key })}><kbd>${place + 1}</kbd>${say(name)}</button>`,
    )}
    ${paperKeys(model)}</div>`;
}

/** @param {ConsoleModel} model */
function history(model) {
  const events = model.visitor.history.slice(-HISTORY_SHOWN);
  return html`<h3>${t("console.history")}</h3><ol class="evs">
    ${events.map(
      (event, place) => html`<li class="ev ${place < events.length - 1 ? "on" : ""}">
        <time class="fig">${clock(model, event.at)}</time><i></i><span>${
          place === events.length - 1 ? html`<b>${say(event.text)}</b>` : say(event.text)
        }</span></li>`,
    )}
  </ol>`;
}

/**
 * What the matter wants, but what needs not be brought; once the visitor said which papers they have, each with that.
 * @param {ConsoleModel} model
 */
function materials(model) {
  const ticket = model.visitor;
  const listed = model.matters.get(ticket.matter)?.materials ?? [];
  const told = ticket.materials?.length === listed.length ? ticket.materials : null;
  const needed = listed
    .map((material, place) => ({ ...material, brought: told?.[place] }))
    .filter((each) => each.kind !== "waived");
  if (!needed.length) return nothing;
  if (!told)
    return html`<h3>${t("console.materials")}</h3>
      <ul>${needed.map((each) => html`<li class="mt">${icon("document")}${say(each.name)}</li>`)}</ul>`;
  const n = needed.filter((each) => each.brought).length;
  return html`<h3>${t("console.materials.said", { n, of: needed.length })}</h3>
    <ul>${needed.map(
      ({ brought, name }) => html`<li class="mt">
        ${icon(brought ? "ticked" : "unticked", t(brought ? "console.brought" : "console.notbrought"))}${
          brought ? say(name) : html`<b>${say(name)}</b>`
        }</li>`,
    )}</ul>`;
}
