/** One block of a slip's template: its words in both languages, wherever they stand in it. */
import { boot } from "/static/kit/boot.js";
import { languageName } from "/static/kit/format.js";
import { t } from "/static/kit/text.js";
import { html, nothing } from "/static/kit/vendor/lit.js";

/** What halls write themselves; a language that follows another has its phrases from its own folder. */
const SHOWN = boot()
  .languages.filter(({ tag, like }) => tag === like)
  .map(({ tag }) => tag);

/** Words are always there in Chinese. @param {any} node */
const isWords = (node) => typeof node?.zh === "string";

/**
 * Every text of a block with its path, in reading order.
 * @param {any} node
 * @param {(string | number)[]} path
 * @returns {{ path: (string | number)[], words: Record<string, string> }[]}
 */
export function texts(node, path = []) {
  if (isWords(node)) return [{ path, words: node }];
  if (Array.isArray(node)) return node.flatMap((each, at) => texts(each, [...path, at]));
  if (node === null || typeof node !== "object") return [];
  return Object.entries(node).flatMap(([key, each]) => texts(each, [...path, key]));
}

/**
 * A copy of `node` with `value` at `path`.
 * @param {any} node
 * @param {(string | number)[]} path
 * @param {any} value
 * @returns {any}
 */
export function withAt(node, [first, ...rest], value) {
  const inner = rest.length ? withAt(node[first], rest, value) : value;
  if (Array.isArray(node)) return node.map((each, at) => (at === first ? inner : each));
  return { ...node, [first]: inner };
}

/**
 * @param {any} each
 * @param {(changed: any) => void} change
 */
export function block(each, change) {
  const found = texts(each);
  return html`<div class="words">${found.map(
    ({ path, words }) =>
      html`<div class="pair">${SHOWN.map(
        (language) =>
          html`<input lang=${language} aria-label=${languageName(language)}
            placeholder=${languageName(language)} .value=${words[language] ?? ""}
              @input=${(/** @type {any} */ event) =>
                change(withAt(each, path, said(words, language, event.target.value)))}>`,
      )}</div>`,
  )}${found.length ? nothing : html`<p class="none">${t("slips.fixed")}</p>`}</div>`;
}

/**
 * A language whose text is emptied is left out; Chinese always stays.
 * @param {Record<string, string>} words
 * @param {string} language
 * @param {string} text
 */
function said(words, language, text) {
  const changed = { ...words, [language]: text };
  if (text === "" && language !== "zh") delete changed[language];
  return changed;
}

/** @param {any} template @param {number} at @param {number} by */
export function moved(template, at, by) {
  const blocks = [...template.blocks];
  const [taken] = blocks.splice(at, 1);
  blocks.splice(at + by, 0, taken);
  return { ...template, blocks };
}

/** @param {any} template @param {number} at */
export function removed(template, at) {
  return { ...template, blocks: template.blocks.filter((/** @type {any} */ _, /** @type {number} */ i) => i !== at) };
}

/** @param {any} template @param {any} block_ @param {number} at */
export function added(template, block_, at = template.blocks.length) {
  const blocks = [...template.blocks];
  blocks.splice(at, 0, block_);
  return { ...template, blocks };
}
