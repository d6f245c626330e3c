/** What one layout says, to be filled in. */
/** @import { Catalogue, Layout } from "/static/kit/contracts.js" */
/** @import { Typed } from "./types.js" */
import { say, t } from "/static/kit/text.js";
import { html, nothing } from "/static/kit/vendor/lit.js";

/** @type {("sound" | "waiting" | "paused" | "notices" | "clock")[]} */
const CHECKS = ["sound", "waiting", "paused", "notices", "clock"];

/** @typedef {{ zones: Catalogue["zones"], media: string[], edit: (part: Partial<Layout>) => void }} Given */

/** @param {Layout | null} layout null: the usual one @param {Given} given */
export function form(layout, given) {
  if (!layout) return html`<p class="hint">${t("layouts.usual.more")}</p>`;
  return html`<div class="fields" data-layout=${layout.key}>${name(layout, given)}
    ${zones(layout, given)}
    <div class="two">${languages(layout, given)}${columns(layout, given)}</div>
    <fieldset class="checks"><legend>${t("layouts.shown")}</legend>
      ${CHECKS.slice(1).map((part) => check(part, layout, given))}</fieldset>
    ${media(layout, given)}</div>`;
}

/** @param {Layout} layout @param {Given} given */
function name(layout, { edit }) {
  return html`<label><span>${t("layouts.name")}</span><input name="key" maxlength="48" autocomplete="off"
    pattern="[a-z][a-z0-9_\\-]*" .value=${layout.key}
    @change=${(/** @type {Typed} */ event) => edit({ key: event.target.value.trim() })}>
    <span class="q">${t("layouts.name.more")}</span></label>`;
}

/** @param {Layout} layout @param {Given} given */
function zones(layout, given) {
  const own = layout.zones ?? [];
  const turned = (/** @type {string} */ key) =>
    given.zones.map((zone) => zone.key).filter((zone) => own.includes(zone) !== (zone === key));
  return html`<fieldset class="checks"><legend>${t("layouts.zones")}</legend>
    ${given.zones.map(
      ({ key, name: words }) => html`<label class="row"><input type="checkbox" name="zone-${key}"
        .checked=${own.includes(key)} @change=${() => given.edit({ zones: turned(key) })}>${say(words)}</label>`,
    )}
    <span class="q">${own.length ? "" : t("layouts.zones.none")}</span></fieldset>`;
}

/** @param {Layout} layout @param {Given} given */
const languages = (layout, given) =>
  pair("languages", t("layouts.languages"), [t("layouts.languages.2"), t("layouts.languages.1")], layout, given);
/** @param {Layout} layout @param {Given} given */
const columns = (layout, given) =>
  pair("columns", t("layouts.columns"), [t("layouts.columns.2"), t("layouts.columns.1")], layout, given);

/**
 * One or two.
 * @param {"languages" | "columns"} part @param {string} word @param {string[]} words of two, of one
 * @param {Layout} layout @param {Given} given
 */
function pair(part, word, words, layout, { edit }) {
  const chosen = (/** @type {Typed} */ event) => edit({ [part]: /** @type {1 | 2} */ (Number(event.target.value)) });
  return html`<label><span>${word}</span><select name=${part} @change=${chosen}>
    ${[2, 1].map(
      (many, at) => html`<option value=${many} ?selected=${layout[part] === many}>${words[at]}</option>`,
    )}</select></label>`;
}

/** @param {"sound" | "waiting" | "paused" | "notices" | "clock"} part @param {Layout} layout @param {Given} given */
function check(part, layout, { edit }) {
  const on = Boolean(layout[part]);
  return html`<label class="row"><input type="checkbox" name=${part} .checked=${on}
    @change=${() => edit({ [part]: !on })}>${t(`layouts.${part}`)}</label>`;
}

/** @param {Layout} layout @param {Given} given */
function media(layout, given) {
  const files = layout.media ?? [];
  const rest = given.media.filter((file) => !files.includes(file));
  const add = (/** @type {Typed} */ event) => {
    const file = event.target.value;
    event.target.value = "";
    if (file) given.edit({ media: [...files, file] });
  };
  return html`<fieldset class="checks files"><legend>${t("layouts.media")}</legend>
    ${files.map((file, at) => row(file, at, files, given))}
    ${
      rest.length
        ? html`<label><span class="said">${t("layouts.media.add")}</span><select name="media" @change=${add}>
          <option value="">${t("layouts.media.choose")}</option>
          ${rest.map((file) => html`<option value=${file}>${file}</option>`)}</select></label>`
        : nothing
    }
    ${given.media.length ? nothing : html`<span class="q">${t("layouts.media.none")}</span>`}
    ${files.length ? played(layout, given) : nothing}</fieldset>`;
}

/** @param {string} file @param {number} at @param {string[]} files @param {Given} given */
function row(file, at, files, given) {
  const moved = (/** @type {number} */ by) => {
    const all = files.filter((each) => each !== file);
    all.splice(at + by, 0, file);
    given.edit({ media: all });
  };
  return html`<div class="file" data-file=${file}><span>${file}${
    given.media.includes(file) ? nothing : html` <b class="gone">${t("layouts.media.gone")}</b>`
  }</span>
    <button class="key smallkey quiet" aria-label=${`${t("layouts.up")} ${file}`} ?disabled=${at === 0}
      @click=${() => moved(-1)}>↑</button>
    <button class="key smallkey quiet" aria-label=${`${t("layouts.down")} ${file}`} ?disabled=${at === files.length - 1}
      @click=${() => moved(1)}>↓</button>
    <button class="key smallkey quiet" aria-label=${`${t("layouts.take-out")} ${file}`}
      @click=${() => given.edit({ media: files.filter((each) => each !== file) })}>×</button></div>`;
}

/** @param {Layout} layout @param {Given} given */
function played(layout, given) {
  return html`<div class="two"><label><span>${t("layouts.seconds")}</span><input type="number" name="seconds" min="3"
      max="600" .value=${String(layout.seconds)}
      @change=${(/** @type {Typed} */ event) => given.edit({ seconds: Number(event.target.value) })}></label>
    ${check("sound", layout, given)}</div>`;
}
