/** Signing off who left a window open: what becomes of whom it has, and why. A manager's right. */
/** @import { View } from "./types.js" */
/** @import { LiveWindow } from "/static/kit/contracts.js" */
import { t } from "/static/kit/text.js";
import { html, nothing } from "/static/kit/vendor/lit.js";

/** @typedef {{ visitor?: string, reason?: string }} Wish */
/** @typedef {(window: string, wish: Wish) => void} SignOff */

/**
 * The form under an alarm about one window; nothing where nobody is signed on any more.
 * @param {View} view
 * @param {string | null | undefined} key
 * @param {SignOff | null} signOff null for who has no right to it
 */
export function signOffForm({ today, live }, key, signOff) {
  const window = key ? (live?.windows ?? today.windows)[key] : undefined;
  if (!key || !signOff || !window?.clerk || window.state === "closed") return nothing;
  const send = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const given = new FormData(/** @type {HTMLFormElement} */ (event.target));
    signOff(key, wishOf(given));
  };
  return html`<details class="left"><summary>${t("today.left.do", { name: window.clerk.name })}</summary>
    <form @submit=${send}>${fate(window)}<input name="reason" maxlength="80" autocomplete="off"
        aria-label=${t("today.left.why")} placeholder=${t("today.left.why")}>
      <button class="key smallkey">${t("today.left.go")}</button></form></details>`;
}

/** @param {FormData} given @returns {Wish} */
function wishOf(given) {
  const said = [...given].filter(([, value]) => String(value).trim());
  return Object.fromEntries(said.map(([name, value]) => [name, String(value).trim()]));
}

/** Who was called and never served can only wait again. @param {LiveWindow} window */
function fate({ ticket }) {
  if (!ticket) return nothing;
  const fates = ticket.state === "serving" ? ["park", "send_back"] : ["send_back"];
  return html`<select name="visitor" aria-label=${t("today.left.visitor")}>
    ${fates.map((each) => html`<option value=${each}>${t(`today.left.${each}`, { number: ticket.number })}</option>`)}
  </select>`;
}
