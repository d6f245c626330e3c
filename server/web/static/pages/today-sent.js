/** Numbers sent to a window where nobody works now: no other window serves them, or it is only paused. */
/** @import { View } from "./types.js" */
import { icon } from "/static/kit/parts.js";
import { say, t } from "/static/kit/text.js";
import { html, nothing } from "/static/kit/vendor/lit.js";

/** @param {View} view */
export function sentWaiting({ live }) {
  if (!live) return nothing;
  const left = Object.entries(live.queues)
    .filter(([line, { waiting }]) => line.startsWith("@") && waiting > 0)
    .map(([line, { waiting }]) => ({ key: line.slice(1), waiting, window: live.windows[line.slice(1)] }))
    .filter(({ window }) => window?.state !== "open");
  if (!left.length) return nothing;
  return html`<section class="sb"><h2>${t("today.sent")} ${left.reduce((sum, { waiting }) => sum + waiting, 0)}</h2>
    ${left.map(
      ({ key, waiting, window }) => html`<div class="al">${icon(window?.state === "paused" ? "pause" : "alarm")}
          <div><b>${t("today.sent.to", { sign: key.padStart(2, "0"), n: waiting })}</b>
        <div class="q">${
          window?.state === "paused" ? t("today.sent.paused", { reason: say(window.reason) }) : t("today.sent.closed")
        }</div></div></div>`,
    )}</section>`;
}
