/** @import { TemplateResult } from "./vendor/lit.js" */
import { html, nothing, svg } from "./vendor/lit.js";
import { ageText } from "./age.js";
import { t } from "./text.js";

const SPRITE = new URL("icons.svg", import.meta.url).pathname;
let kept = false;

/**
 * The set is taken into the page once: a screen whose line is down has to draw signs that it has not shown before, and
 * a browser would ask the server for them.
 */
async function keepIcons() {
  const answer = await fetch(SPRITE).catch(() => null);
  if (!answer?.ok) return;
  const sprite = new DOMParser().parseFromString(await answer.text(), "image/svg+xml").documentElement;
  for (const symbol of sprite.querySelectorAll("symbol")) symbol.id = `icon-${symbol.id}`;
  sprite.setAttribute("hidden", "");
  document.body.append(document.importNode(sprite, true));
  kept = true;
}

void keepIcons();

/**
 * An icon of the one set. Decoration unless it has a label.
 * @param {string} name
 * @param {string} [label]
 */
export function icon(name, label) {
  const picture = svg`<use href=${kept ? `#icon-${name}` : `${SPRITE}#${name}`}></use>`;
  return label
    ? html`<svg class="i" viewBox="0 0 24 24" role="img" aria-label=${label}>${picture}</svg>`
    : html`<svg class="i" viewBox="0 0 24 24" aria-hidden="true">${picture}</svg>`;
}

/**
 * Five steps, 0 to 5. The word is always in its accessible name.
 * @param {number} level
 */
export function loadBar(level) {
  const steps = [1, 2, 3, 4, 5].map((step) => html`<i class=${step <= level ? "on" : ""}></i>`);
  return html`<span class="load" role="img" aria-label=${loadWord(level)}>${steps}</span>`;
}

/**
 * @param {number} level 0 to 5
 * @param {string} [language]
 */
export function loadWord(level, language) {
  return t(`kit.load.${level}`, {}, language);
}

/**
 * The letter on the wall, the floor and the ticket.
 * @param {string} letter
 */
export function zonePlate(letter) {
  return html`<span class="zone"><span class="said">${t("kit.zone")}</span>${letter}</span>`;
}

/**
 * @param {import("./age.js").Age} age
 * @param {string} [language]
 * @returns {TemplateResult}
 */
export function ageLabel(age, language) {
  return html`<span class="age ${age.level}">${icon("signal")}<span>${ageText(age, language)}</span></span>`;
}

/**
 * A line of the other language under or beside the chosen one.
 * @param {string} text
 * @param {string} [language]
 */
export function aside(text, language = "en") {
  return text ? html`<span class="en" lang=${language}>${text}</span>` : nothing;
}
