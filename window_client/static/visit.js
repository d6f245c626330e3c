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
export const endsWith = (model) =>
  html`<p class="say">${t("console.add-matter.say", { outcome: outcomeWords(model, model.outcomeNow) })}</p>`;
