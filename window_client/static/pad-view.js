/** @import { Pad, Visit } from "./pad.js" */
import { time, windowNumber } from "/static/kit/format.js";
import { ageLabel, icon } from "/static/kit/parts.js";
import { LEVELS, levelName, REASONS, reasonName } from "/static/kit/rating.js";
import { nextLanguage, other, say, t } from "/static/kit/text.js";
import { html, nothing } from "/static/kit/vendor/lit.js";

/** @param {Pad} pad */
export function draw(pad) {
  const { view } = pad;
  if (view.name === "ask") return ask(pad, view.visit);
  if (view.name === "thanks") return thanks(pad, view);
  if (view.name === "refused") return refused(pad, view.problem);
  return idle(pad);
}

/**
 * The sentence in the other language, small.
 * @param {string} key
 * @param {Record<string, string | number>} [values]
 */
function small(key, values) {
  return html`<span class="en" lang=${other()}>${t(key, values, other())}</span>`;
}

/** @param {Pad} pad */
function tongue(pad) {
  const next = nextLanguage();
  return html`<button class="tongue" lang=${next.html} @click=${() => pad.turnLanguage()}>
    ${icon("globe")}${next.name}</button>`;
}

/** Which window this is, who sits there, and what it is doing. @param {Pad} pad */
function idle(pad) {
  const { place, age } = pad;
  const lost = age.level === "lost" || age.level === "never";
  const serving = place?.ticket;
  return html`<main class="idle">
    <header class="row between top"><div><p class="centre">${say(pad.catalogue?.hall.name)}</p>
      ${
        place?.clerk
          ? html`<p class="s">${place.clerk.name} <span class="fig">${place.clerk.staff_no}</span></p>`
          : nothing
      }</div>${tongue(pad)}</header>
    <section class="where"><h1 class="row base" tabindex="-1">
      <span class="num">${windowNumber(pad.window)}</span><span class="hz">${t("pad.windows")}</span></h1>
      ${
        serving
          ? html`<div class="plate ${serving.state === "called" ? "now" : ""}">
            <b>${t(`pad.${serving.state}`)}</b><span class="num tk">${serving.number}</span></div>`
          : state(pad)
      }</section>
    <footer class="row between base">
      ${
        lost
          ? trouble(pad)
          : html`<p class="say">
            ${t(serving ? "pad.idle" : "pad.idle.open")}${small(serving ? "pad.idle" : "pad.idle.open")}</p>`
      }${ageLabel(age)}</footer>
  </main>`;
}

/** @param {Pad} pad */
function state({ place, catalogue }) {
  if (!place || place.state === "open") return nothing;
  const back = place.until && catalogue ? t("pad.until", { time: time(place.until, catalogue.hall.timezone) }) : "";
  return html`<div class="plate parked">
    <b>${t(`pad.${place.state}`)}</b><span
      class="s">${[say(place.reason), back].filter(Boolean).join(" · ")}</span></div>`;
}

/** @param {Pad} pad */
function trouble({ age }) {
  if (age.level === "never") return html`<p class="say">${t("pad.starting")}</p>`;
  return html`<p class="say"><b>${t("pad.lost")}</b>${small("pad.lost")}</p>`;
}

/**
 * Who is asked about which visit.
 * @param {Pad} pad
 * @param {Visit} visit
 */
function whose(pad, { number }) {
  return html`<div class="whose"><p class="num tk">${number}</p>
    <p class="s">${t("pad.window", { window: windowNumber(pad.window) })} ${pad.place?.clerk?.name ?? ""}</p></div>`;
}

/**
 * Five tiles of equal ink; nothing is chosen before.
 * @param {Pad} pad
 * @param {Visit} visit
 */
function ask(pad, visit) {
  const tiles = LEVELS.map(
    (level) => html`<button class="f" aria-disabled=${pad.busy} @click=${() => pad.rate(visit, level)}>
      <span class="pos" aria-hidden="true">${LEVELS.map(
        (place) => html`<i class=${place === level ? "on" : ""}></i>`,
      )}</span>
      <b>${broken(levelName(level))}</b><span class="en" lang=${other()}>${levelName(level, other())}</span></button>`,
  );
  return html`<main class="fade">
    <div class="row between top"><div><h1 tabindex="-1">${t("pad.ask")}</h1>${small("pad.ask")}</div>
      <div class="row top">${tongue(pad)}${whose(pad, visit)}</div></div>
    <div class="five">${tiles}</div>
    <p class="how">${t("pad.how")} <span class="q">${t("pad.how.more")}</span></p>
    <div class="ft"><p class="s">${t("pad.who")}<br>${t("pad.skip.rule")}</p>
      <button class="key" @click=${() => pad.rest()}>${t("pad.skip")}${small("pad.skip")}</button></div></main>`;
}

/** 非常满意 stands in two lines, as 非常 and 满意; other words break by themselves. @param {string} name */
function broken(name) {
  const parts = /^(非常|基本)(.+)$/.exec(name);
  return parts ? html`${parts[1]}<br>${parts[2]}` : name;
}

/**
 * @param {Pad} pad
 * @param {{ visit: Visit, level: number, reasons: string[], change: number }} view
 */
function thanks(pad, view) {
  const chips = REASONS.map(
    (reason) => html`<button class="reason" role="checkbox" aria-checked=${view.reasons.includes(reason)}
        @click=${() => pad.pick(reason)}>
      ${icon(view.reasons.includes(reason) ? "ticked" : "unticked")}<span><b>${reasonName(reason)}</b><span class="en"
          lang=${other()}>${reasonName(reason, other())}</span></span></button>`,
  );
  const change =
    view.change > 0
      ? html`<button class="key" @click=${() => pad.again(view.visit)}>
        ${t("pad.thanks.change")}<span class="en">${t("pad.thanks.change.left", { n: view.change })}</span></button>`
      : html`<p class="s">${t("pad.thanks.changed")}</p>`;
  return html`<main class="fade">
    <div class="row between top"><div><h1 tabindex="-1">${t("pad.thanks", { level: levelName(view.level) })}</h1>
      ${small("pad.thank.you")}</div>${whose(pad, view.visit)}</div>
    <p class="how about">${t("pad.about")}${small("pad.about")}</p><div class="reasons">${chips}</div>
    <div class="ft">${change}<button class="key" @click=${() => pad.rest()}>
      ${t("pad.done")}${small("pad.done")}</button></div></main>`;
}

/**
 * @param {Pad} pad
 * @param {import("/static/kit/api.js").Problem} problem
 */
function refused(pad, problem) {
  return html`<main class="fade"><h1 tabindex="-1">${t("pad.refused")}</h1>
    <p class="how">${problem.detail || problem.title}</p>
    <p class="how"><b>${problem.offline ? t("pad.lost.action") : problem.action}</b></p>
    <div class="ft"><span></span><button class="key" @click=${() => pad.rest()}>
      ${t("pad.done")}${small("pad.done")}</button></div></main>`;
}
