/** @import { Problem } from "/static/kit/api.js" */
import { icon } from "/static/kit/parts.js";
import { html, nothing } from "/static/kit/vendor/lit.js";

/** Why a wish was refused, in which fields, and what to do. @param {Problem | null} problem */
export function problemBanner(problem) {
  if (!problem) return nothing;
  /** @type {{ where: string, message: string }[]} a page that failed otherwise has none */
  const errors = problem.errors ?? [];
  const words = [problem.detail, ...errors.map((each) => `${each.where}: ${each.message}`), problem.action];
  return html`<div class="bn bad" role="alert">${icon("alarm")}
    <div><b>${problem.title}</b><p>${words.filter(Boolean).join(" ")}</p></div></div>`;
}
