/** The zones of the halls: who speaks there, and the key that tries its sound. */
/** @import { SoundTrial } from "/static/kit/contracts.js" */
/** @import { Desk, Row } from "./types.js" */
import { icon } from "/static/kit/parts.js";
import { say, t } from "/static/kit/text.js";
import { html, nothing } from "/static/kit/vendor/lit.js";

const LOOK_MS = 500;
const PAST = ["heard", "unheard"];

/** @param {Desk} desk */
export const sound = (desk) => html`<table class="sound">
  <thead><tr>${["admin.zone", "admin.speaks", ""].map(
    (word) => html`<th scope="col">${word ? t(word) : ""}</th>`,
  )}</tr></thead>
  <tbody>${desk.list.map(
    (zone) => html`<tr>
      <td><b>${say(zone.name)}</b></td>
      <td>${speaker(zone)}</td>
      <td>${testKey(desk, zone)}${outcome(desk, zone)}</td>
    </tr>`,
  )}</tbody></table>`;

/** @param {Desk} desk @param {Row} zone */
const testKey = (desk, zone) =>
  html`<button class="key smallkey" ?disabled=${desk.busy} @click=${() => attempt(desk, zone)}>
    ${icon("speech")}${t("admin.sound.test")}</button>`;

/** @param {Row} zone */
const speaker = (zone) =>
  zone.by
    ? zone.by
    : html`<b class="due">${icon("alarm")}${t("admin.sound.mute")}</b><span class="q">${say(zone.action)}</span>`;

/** What became of the test phrase asked for last. @param {Desk} desk @param {Row} zone */
function outcome(desk, zone) {
  const { trial } = desk.wish;
  if (!trial || trial.hall !== zone.hall || trial.zone !== zone.zone) return nothing;
  if (trial.state !== "unheard") {
    return html`<span class="q" role="status">${t(`admin.trial.${trial.state}`, { by: trial.by ?? "" })}</span>`;
  }
  return html`<span class="q" role="status"><b class="due">${say(trial.text)}</b> ${say(trial.action)}</span>`;
}

/** @param {Desk} desk @param {Row} zone */
const attempt = (desk, zone) =>
  desk.act(async () => {
    const address = `/halls/${zone.hall}/speakers`;
    /** @type {SoundTrial} */
    let trial = await desk.api.post(`${address}/test`, { zone: zone.zone });
    desk.set({ trial });
    while (!PAST.includes(trial.state)) {
      await new Promise((later) => setTimeout(later, LOOK_MS));
      trial = await desk.api.get(`${address}/tests/${trial.test}`);
      desk.set({ trial });
    }
  });
