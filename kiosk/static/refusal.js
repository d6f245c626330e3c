/** @import { Kiosk } from "./kiosk.js" */
import { icon } from "/static/kit/parts.js";
import { t } from "/static/kit/text.js";
import { html, nothing } from "/static/kit/vendor/lit.js";
import { take } from "./verbs.js";
import { backKey, heading, small } from "./words.js";

/** A refusal is a whole page: what happened, and what to do now. @param {Kiosk} kiosk */
export function refusal(kiosk) {
  const { page } = kiosk;
  if (page.name !== "refusal") throw new Error("nothing was refused");
  const { problem } = page;
  const main = html`<div class="calm">${icon(problem.offline ? "signal" : "info")}
    ${heading(problem.title)}
    ${problem.detail && problem.detail !== problem.title ? html`<p class="lead">${problem.detail}</p>` : nothing}
    ${problem.action ? html`<p class="lead act"><b>${problem.action}</b></p>` : nothing}</div>`;
  return {
    main,
    dock: html`${backKey(kiosk)}${keyAfter(kiosk, problem)}`,
  };
}

/** @import { Problem } from "/static/kit/api.js" */
/** What the key does after a refusal. @param {Kiosk} kiosk @param {Problem} problem */
function keyAfter(kiosk, problem) {
  if (problem.offline || problem.status >= 500) return again(kiosk);
  return problem.code === "matter.perhaps_too_late" ? allTheSame(kiosk) : homeKey(kiosk);
}

/** Told that it may be too late today, somebody may still want the number. @param {Kiosk} kiosk */
function allTheSame(kiosk) {
  const last = kiosk.trail[kiosk.trail.length - 1];
  const before = last?.name === "matter" ? last : kiosk.single;
  if (!before) return homeKey(kiosk);
  const insist = () => {
    before.late = true;
    kiosk.back();
    void take(kiosk, before);
  };
  return html`<button class="key wide" @click=${insist}><span>${t("kiosk.late")}${small("kiosk.late")}</span></button>`;
}

/** The same wish under the same key: it finds the ticket that may already exist. @param {Kiosk} kiosk */
function again(kiosk) {
  const before = kiosk.trail[kiosk.trail.length - 1];
  /** @param {Extract<import("./pages.js").Page, { name: "matter" }>} page */
  const retry = (page) => {
    kiosk.back();
    void take(kiosk, page);
  };
  if (before?.name !== "matter") return homeKey(kiosk);
  return html`<button class="key now wide" @click=${() => retry(before)}>
    <span>${t("kiosk.again")}${small("kiosk.again")}</span></button>`;
}

/** @param {Kiosk} kiosk */
function homeKey(kiosk) {
  return html`<button class="key now wide" @click=${() => kiosk.home()}>
    <span>${t("kiosk.home")}${small("kiosk.home")}</span></button>`;
}
