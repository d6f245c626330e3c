/** The parts of the page on which an open hall is changed. */
/** @import { Acts, Changing } from "./changes.js" */
import { say, t } from "/static/kit/text.js";
import { html, nothing } from "/static/kit/vendor/lit.js";

/** Reasons of a kiosk's lock that need no typing, in the languages that are written for every hall. */
const REASONS = [
  { zh: "设备检修", en: "Under repair" },
  { zh: "正在换纸", en: "Paper is being changed" },
  { zh: "请到人工台取号", en: "Please take a number at the desk" },
];

/** What a matter is called where there is little room. @param {Changing} view @param {string} key */
export function matterName(view, key) {
  const found = view.catalogue?.matters.find((matter) => matter.key === key);
  return found ? say(found.short ?? found.name) : key;
}

/** @param {SubmitEvent} event */
export function given(event) {
  event.preventDefault();
  return new FormData(/** @type {HTMLFormElement} */ (event.target));
}

/** @param {Changing} view @param {Acts} acts */
export function kiosks(view, acts) {
  const all = view.known?.kiosks ?? [];
  return html`<section><h2>${t("changes.kiosks")}</h2>${all.map(
    (kiosk) => html`<div class="row1 noplate" data-kiosk=${kiosk.key}>
      <div><b>${say(kiosk.name)}</b><span class="q">${
        kiosk.locked ? t("changes.kiosk.locked", { why: say(kiosk.locked) }) : t("changes.kiosk.works")
      }</span></div>
      <div class="do">${
        kiosk.locked
          ? html`<button class="key" ?disabled=${view.busy}
              @click=${() => acts.change({ kind: "kiosk_lock", kiosk: kiosk.key, reason: null })}
              >${t("changes.kiosk.unlock")}</button>`
          : html`<button class="key" aria-expanded=${view.editing === kiosk.key}
              @click=${() => acts.edit(kiosk.key)}>${t("changes.kiosk.lock")}</button>`
      }</div>${view.editing === kiosk.key && !kiosk.locked ? lockForm(view, acts, kiosk.key) : nothing}</div>`,
  )}</section>`;
}

/** @param {Changing} view @param {Acts} acts @param {string} kiosk */
function lockForm(view, acts, kiosk) {
  const send = (/** @type {SubmitEvent} */ event) => {
    const words = given(event);
    const own = String(words.get("own") ?? "").trim();
    acts.change({ kind: "kiosk_lock", kiosk, reason: own ? { zh: own } : REASONS[Number(words.get("reason"))] });
  };
  return html`<form class="edit" @submit=${send}>
    <label><span>${t("changes.kiosk.why")}</span><select name="reason">${REASONS.map(
      (reason, place) => html`<option value=${place}>${say(reason)}</option>`,
    )}</select></label>
    <label><span>${t("changes.kiosk.own")}</span><input name="own" maxlength="80" autocomplete="off"></label>
    <div class="end"><button class="key now" ?disabled=${view.busy}>${t("changes.kiosk.lock")}</button><button
      class="key" type="button" @click=${() => acts.edit("")}>${t("changes.leave")}</button></div></form>`;
}

/** @param {Changing} view @param {Acts} acts */
export function quotas(view, acts) {
  const all = view.known?.quotas ?? [];
  const send = (/** @type {SubmitEvent} */ event) => {
    const words = given(event);
    acts.change({ kind: "quota", matter: String(words.get("matter")), quota: Number(words.get("quota")) });
  };
  return html`<section><h2>${t("changes.quotas")}</h2>${all
    .filter(({ quota }) => typeof quota === "number")
    .map(
      ({ matter, taken, quota }) => html`<div class="row1 noplate" data-quota=${matter}>
        <div><b>${matterName(view, matter)}</b>
          <span class="q">${t("changes.quota.of", { taken, quota: quota ?? "" })}</span></div>
        <div class="do"><button class="key" ?disabled=${view.busy}
          @click=${() => acts.change({ kind: "quota", matter, quota: null })}
          >${t("changes.quota.lift")}</button></div></div>`,
    )}
    <form class="line1" @submit=${send}>
      <label><span>${t("changes.quota.matter")}</span><select name="matter">${all.map(
        ({ matter }) => html`<option value=${matter}>${matterName(view, matter)}</option>`,
      )}</select></label>
      <label class="few"><span>${t("changes.quota.most")}</span><input name="quota" type="number" min="0" max="9999"
        required inputmode="numeric"></label>
      <button class="key" ?disabled=${view.busy}>${t("changes.quota.set")}</button></form></section>`;
}
