/** Windows needed for the pledge, and what if more opened: asked of the server, which plays the day. */
/** @import { Typed, Wish } from "./types.js" */
/** @import { OutlookView, StaffingPlan } from "/static/kit/contracts.js" */
import { say, t } from "/static/kit/text.js";
import { html, nothing } from "/static/kit/vendor/lit.js";

const PLEDGES = [10, 15, 20, 30, 45];
/** The hall's own promise is among them. @param {number} own */
const pledges = (own) => [...new Set([...PLEDGES, own])].sort((a, b) => a - b);
const MORE = [0, 1, 2, 3, 4];
const percent = (/** @type {number} */ part) => Math.round(part * 100);

/**
 * @param {StaffingPlan | null} plan
 * @param {Wish} wish
 * @param {(changes: Partial<Wish>) => void} ask
 */
export function staffing(plan, wish, ask) {
  if (!plan) return nothing;
  if (!plan.known.enough || !plan.needed || !plan.as_it_is) return tooFew(plan);
  return html`<section class="sb staff"><div class="row between base"><h2>${t("today.staff")}</h2>
    ${controls(wish, ask)}</div>
    <div class="st">${need(plan.needed, plan)}${line(t("today.staff.asis", { n: plan.open }), plan.as_it_is)}${
      plan.what_if
        ? line(
            t("today.staff.whatif", {
              n: plan.open + plan.what_if.more,
              more: plan.what_if.more,
              at: wish.at || t("today.staff.now"),
            }),
            plan.what_if,
          )
        : nothing
    }</div>
    <details><summary>${t("today.how")}</summary>
    <p class="k">${say(plan.definition)}${
      plan.forecast_error
        ? t("today.staff.error", {
            days: plan.forecast_error.days,
            people: plan.forecast_error.people,
            share: percent(plan.forecast_error.share),
          })
        : nothing
    }</p></details></section>`;
}

/** @param {Wish} wish @param {(changes: Partial<Wish>) => void} ask */
function controls(wish, ask) {
  return html`<div class="row pick">
    <label>${t("today.staff.pledge")}
    <select @change=${(/** @type {Typed} */ event) => ask({ pledge: Number(event.target.value) })}>
      ${pledges(wish.pledge).map(
        (each) => html`<option value=${each} ?selected=${each === wish.pledge}>
          ${t("today.staff.minutes", { n: each })}</option>`,
      )}</select></label>
    <label>${t("today.staff.more")}
    <select @change=${(/** @type {Typed} */ event) => ask({ more: Number(event.target.value) })}>
      ${MORE.map(
        (each) => html`<option value=${each} ?selected=${each === wish.more}>${each ? `+${each}` : "0"}</option>`,
      )}</select></label>
    <label>${t("today.staff.from")} <input type="time" .value=${wish.at} ?disabled=${wish.more === 0}
      @change=${(/** @type {Typed} */ event) => ask({ at: event.target.value })}></label></div>`;
}

/** @param {StaffingPlan} plan */
const tooFew = ({
  known: { days, services, days_needed, services_needed },
}) => html`<section class="sb staff"><h2>${t("today.staff")}</h2>
  <p><b>${t("today.staff.few")}</b></p>
  <p class="k">${t("today.staff.few.more", { days, services, days_needed, services_needed })}</p></section>`;

/** @param {NonNullable<StaffingPlan["needed"]>} needed @param {StaffingPlan} plan */
function need(needed, { open, pledge_minutes: pledge }) {
  const value = needed.windows ?? "20+";
  const more =
    needed.windows === null
      ? t("today.staff.never")
      : needed.windows > open
        ? t("today.staff.short", { n: needed.windows - open })
        : t("today.staff.enough", { n: open });
  return html`<div><div class="k">${t("today.staff.needed", { n: pledge })}</div>
    <div class="v"><span class="num">${value}</span><span class="u">${t("today.staff.windows")}</span></div>
    <div class="k">${more}</div></div>`;
}

/** @param {string} title @param {OutlookView} outlook */
function line(title, { people, kept, mean_wait_s: wait, unserved }) {
  return html`<div><div class="k">${title}</div>
    <div class="v"><span class="num">${people ? percent(kept) : "—"}</span><span
        class="u">${t("today.staff.kept")}</span></div>
    <div class="k">${people ? t("today.staff.mean", { n: Math.round(wait / 60), people }) : t("today.staff.nobody")}${
      unserved ? html` <b>${t("today.staff.unserved", { n: unserved })}</b>` : nothing
    }</div></div>`;
}
