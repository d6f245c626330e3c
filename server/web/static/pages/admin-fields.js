/** Parts of the administrator's forms. */
/** @import { Desk, Typed } from "./types.js" */
import { say, t } from "/static/kit/text.js";
import { html, nothing } from "/static/kit/vendor/lit.js";

/**
 * @param {string} name
 * @param {string} word
 * @param {{ required?: boolean, type?: string, value?: string, more?: string }} [options]
 */
export function field(name, word, { required = false, type = "text", value = "", more = "" } = {}) {
  return html`<label><span>${t(word)}${
    required ? nothing : html` <span class="q">${t("admin.optional")}</span>`
  }</span><input name=${name} type=${type} value=${value} ?required=${required} autocomplete="off"
    maxlength="80">${more ? html`<span class="q">${t(more)}</span>` : nothing}</label>`;
}

/**
 * @param {string} name
 * @param {string} word
 * @param {string[][]} options value and words
 * @param {(value: string) => void} [changed]
 * @param {boolean} [required] the empty value is no answer
 */
export function choice(name, word, options, changed, required = false) {
  return html`<label><span>${t(word)}</span><select name=${name} ?required=${required}
    @change=${(/** @type {Typed} */ event) => changed?.(event.target.value)}>
      ${options.map(([value, words]) => html`<option value=${value}>${words}</option>`)}</select></label>`;
}

/**
 * Where a right holds. Of several halls one is chosen, never given: all of them least of all.
 * @param {Desk} desk
 * @param {boolean} every whether all halls can be chosen
 * @param {(hall: string) => void} [changed]
 */
export function hallChoice(desk, every, changed) {
  const halls = desk.halls.map((hall) => [hall.key, say(hall.name)]);
  const first = desk.halls.length === 1 ? [] : [["", t(desk.open ? "admin.choose" : "admin.loading")]];
  return choice(
    "hall",
    "admin.hall",
    [...first, ...halls, ...(every && desk.open ? [["*", t("admin.everyhall")]] : [])],
    changed,
    true,
  );
}

/**
 * A form that can be filled in and sent once its choices are here.
 * @param {Desk} desk
 * @param {(event: SubmitEvent) => void} submit
 * @param {unknown} inside
 */
export const form = (desk, submit, inside) =>
  html`<form @submit=${submit}><fieldset ?disabled=${!desk.open}>${inside}</fieldset></form>`;

/** @param {unknown} one @param {unknown} other */
export const two = (one, other) => html`<div class="two">${one}${other}</div>`;

/** What was filled in; empty fields are left out. @param {HTMLFormElement} form @returns {Record<string, string>} */
export function fields(form) {
  const all = [...new FormData(form)].map(([name, value]) => [name, String(value).trim()]);
  return Object.fromEntries(all.filter(([, value]) => value !== ""));
}
