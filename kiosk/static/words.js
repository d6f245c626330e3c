/** @import { Words } from "/static/kit/contracts.js" */
import { windowList } from "/static/kit/format.js";
import { icon, loadBar } from "/static/kit/parts.js";
import { byUnit, chosenForm, other, say, t } from "/static/kit/text.js";
import { html, nothing } from "/static/kit/vendor/lit.js";

/**
 * The sentence in the other language, small.
 * @param {string} key
 * @param {Record<string, string | number>} [values]
 */
export function small(key, values) {
  return html`<span class="en" lang=${other()}>${t(key, values, other())}</span>`;
}

/**
 * A hall's own text in the other language, small; nothing where it is missing or the same.
 * @param {Words | null | undefined} words
 */
export function smallWords(words) {
  const text = words?.[other()];
  return text && text !== say(words) ? html`<span class="en" lang=${other()}>${text}</span>` : nothing;
}

/**
 * The heading of a page: it takes the focus when the page comes.
 * @param {unknown} text
 * @param {unknown} [under]
 */
export function heading(text, under = nothing) {
  return html`<h1 data-heading tabindex="-1">${text}</h1>${under}`;
}

/** @param {{ back: () => void }} kiosk */
export function backKey(kiosk) {
  return html`<button class="key back" @click=${() => kiosk.back()}>
    ${icon("back")}<span>${t("kiosk.back")}</span></button>`;
}

/**
 * A page in two parts: what is read, and what is touched. Low reach keeps the second in the lower 55 %.
 * @param {unknown} read
 * @param {unknown} touched
 */
export function split(read, touched) {
  return html`<div class="eyes">${read}</div><div class="hands">${touched}</div>`;
}

/**
 * Numbers of windows with what they are called, smaller the longer the list is.
 * @param {string[]} keys
 */
export function windowNumbers(keys) {
  const comma = chosenForm() === "zh" ? "、" : ", ";
  const kinds = byUnit(keys).map((kind) => ({ list: windowList(kind.keys, comma), unit: kind.unit }));
  const length = kinds.reduce((sum, { list }) => sum + list.length, 0);
  const size = length > 8 ? "least" : kinds.length > 1 || /[、,]/.test(kinds[0]?.list ?? "") ? "less" : "";
  return kinds.map(
    ({ list, unit }) =>
      html`<span class="num ${size}">${list}</span> ${
        comma === "、" || kinds.length > 1 ? html`<span class="u">${unit}</span> ` : nothing
      }`,
  );
}

/** The load bar; nothing where the load is not known, since an empty bar would say "free". @param {number} level */
export function steps(level) {
  return level ? loadBar(level) : nothing;
}
