/** Parts of the administrator's forms. */
/** @import { Typed } from "./types.js" */
import { t } from "/static/kit/text.js";
import { html, nothing } from "/static/kit/vendor/lit.js";

/** @param {string} name @param {string} word @param {{ required?: boolean, type?: string, value?: string, more?: string }} [options] */
export function field(name, word, { required = false, type = "text", value = "", more = "" } = {}) {
  return html`<label><span>${t(word)}${required ? nothing : html` <span class="q">${t("admin.optional")}</span>`}</span><input name=${name} type=${type} value=${value} ?required=${required} autocomplete="off" maxlength="80">${more ? html`<span class="q">${t(more)}</span>` : nothing}</label>`;
}

/** @param {string} name @param {string} word @param {string[][]} options value and words @param {(value: string) => void} [changed] */
export function choice(name, word, options, changed) {
  return html`<label><span>${t(word)}</span><select name=${name} @change=${(/** @type {Typed} */ event) => changed?.(event.target.value)}>${options.map(([value, words]) => html`<option value=${value}>${words}</option>`)}</select></label>`;
}

/** @param {unknown} one @param {unknown} other */
export const two = (one, other) => html`<div class="two">${one}${other}</div>`;

/** What was filled in; empty fields are left out. @param {HTMLFormElement} form @returns {Record<string, string>} */
export function fields(form) {
  const all = [...new FormData(form)].map(([name, value]) => [name, String(value).trim()]);
  return Object.fromEntries(all.filter(([, value]) => value !== ""));
}
