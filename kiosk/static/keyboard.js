import { icon } from "/static/kit/parts.js";
import { t } from "/static/kit/text.js";
import { html } from "/static/kit/vendor/lit.js";

/** Letters alone: initials of pinyin, or English. */
export const LETTERS = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];
/** The letters and figures of a ticket's code: no I, L, O, U, which are read as 1 and 0. */
export const CODE = ["1234567890", "ABCDEFGH", "JKMNPQRS", "TVWXYZ"];

/**
 * Keys of at least 96 px, for fingers. A real keyboard or a scanner types into the field as well.
 * @param {string[]} rows
 * @param {{ type: (letter: string) => void, erase: () => void, clear: () => void }} heard
 */
export function keyboard(rows, { type, erase, clear }) {
  const last = rows.length - 1;
  return html`<div class="board" role="group" aria-label=${t("kiosk.keyboard")}>${rows.map(
    (row, place) => html`<div class="keys">
      ${place === last ? html`<button class="key broad" @click=${clear}>${t("kiosk.keyboard.clear")}</button>` : ""}
      ${[...row].map(
        (letter) => html`<button class="key" @click=${() => type(letter)}>${letter.toUpperCase()}</button>`,
      )}
      ${
        place === last
          ? html`<button class="key broad" aria-label=${t("kiosk.keyboard.erase")} @click=${erase}>
            ${icon("erase")}</button>`
          : ""
      }
    </div>`,
  )}</div>`;
}

/**
 * The field above the keys.
 * @param {string} typed
 * @param {string} label
 * @param {string} hint
 * @param {(typed: string) => void} onType
 * @param {() => void} [onEnter]
 */
export function field(typed, label, hint, onType, onEnter) {
  /** @param {Event} event */
  const read = (event) => onType(/** @type {HTMLInputElement} */ (event.target).value);
  /** @param {KeyboardEvent} event */
  const enter = (event) => event.key === "Enter" && onEnter?.();
  return html`<label class="find field">${icon("search")}<span class="said">${label}</span>
    <input class="grow" .value=${typed} placeholder=${hint} inputmode="none" autocomplete="off" autocapitalize="off"
      spellcheck="false" @input=${read} @keydown=${enter}></label>`;
}
