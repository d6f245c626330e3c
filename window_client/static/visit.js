/** Several matters in one visit: those that are done, and the next one. */
/** @import { ConsoleModel } from "./console-model.js" */
/** @import { Choice } from "./types.js" */
import { icon } from "/static/kit/parts.js";
import { time } from "/static/kit/format.js";
import { say, t } from "/static/kit/text.js";
import { html, nothing } from "/static/kit/vendor/lit.js";

/** What this window does, to go on with in the same visit. @returns {Choice[]} @param {ConsoleModel} model */
export const nextMatters = (model) =>
  (model.shown.window.matters ?? []).map((matter) => ({
    label: model.matterName(matter),
    zone: model.matters.get(matter)?.zone,
    find: [matter, model.matters.get(matter)?.pinyin].join(" "),
    verb: "add-matter",
    body: { matter, outcome: model.outcomeNow },
  }));

/** What somebody without a ticket may come for here. @returns {Choice[]} @param {ConsoleModel} model */
export const walkInMatters = (model) =>
  nextMatters(model).map((each) => ({ ...each, verb: "walk-in", body: { matter: each.body.matter } }));

/** Why somebody is served without a ticket, from the hall's list. @returns {Choice[]} @param {ConsoleModel} model */
export const walkInReasons = (model) =>
  model.hallList("call_reasons").map(({ key, name }) => ({
    label: say(name),
    verb: "walk-in",
    body: { matter: model.asked.matter, reason: key },
  }));

/** What is said above a list: how the matter in hand ends, or that others wait. @param {ConsoleModel} model */
export function told(model) {
  const { kind } = model.asked;
  if (kind === "add-matter") return endsWith(model);
  const waiting = model.shown.load.reduce((sum, line) => sum + line.waiting, 0);
  return html`<p class="say">${waiting ? t("console.walk-in.others", { n: waiting }) : t("console.walk-in.say")}</p>`;
}

/** A key of the hall's outcomes in words. @param {ConsoleModel} model @param {string | null | undefined} key */
export const outcomeWords = (model, key) =>
  key ? say(model.hallList("outcomes").find((each) => each.key === key)?.name) || key : "";

/** What was done in this visit before the matter in hand. @param {ConsoleModel} model */
export function servedBefore(model) {
  const served = model.visitor.served ?? [];
  if (!served.length) return nothing;
  const zone = model.catalogue?.hall.timezone ?? "Asia/Shanghai";
  return html`<ul class="served" aria-label=${t("console.served.before")}>${served.map(
    ({ matter, outcome, ended_at: at }) => html`<li>${icon("tick")}<b>${model.matterName(matter)}</b>
      <span class="q">${[outcomeWords(model, outcome), time(at, zone)].filter(Boolean).join(" · ")}</span></li>`,
  )}</ul>`;
}

/** With which result the matter in hand ends when the next begins. @param {ConsoleModel} model */
const endsWith = (model) =>
  html`<p class="say">${t("console.add-matter.say", { outcome: outcomeWords(model, model.outcomeNow) })}</p>`;
