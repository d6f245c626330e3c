/** The sheet of keys (`?`): the keyboard, and the number pad alone. */
import { t } from "/static/kit/text.js";
import { html } from "/static/kit/vendor/lit.js";
import { KEYS, LETTERS, NUMPAD } from "./cycle.js";

export function help() {
  return html`<div class="sheets"><section><h3>${t("console.help.keyboard")}</h3>${sheet(keyboard())}</section>
    <section><h3>${t("console.help.pad")}</h3>${sheet(pad())}<p class="q">${t("console.help.pad.more")}</p></section>
    </div>`;
}

/** @param {string[][]} rows */
const sheet = (rows) =>
  html`<dl class="keyhelp">${rows.map(([key, text]) => html`<dt><kbd>${key}</kbd></dt><dd>${t(text)}</dd>`)}</dl>`;

const keyboard = () => [
  ["Space", "console.help.space"],
  ...KEYS.map((key) => [key.code, `console.help.${key.verb}`]),
  ["U · Backspace", "console.help.undo"],
  ...LETTERS.map((key) => [key.letter, `console.help.${key.verb}`]),
  ["1 – 9", "console.help.outcome"],
  ["0", "console.help.menu"],
  ["↑ ↓ Enter", "console.help.rows"],
  ["Space", "console.help.takeover"],
  ["Esc", "console.help.esc"],
];

const pad = () => [
  ["Enter", "console.help.space"],
  ...NUMPAD.map((key) => [key.sign, `console.help.${key.verb}`]),
  ["1 – 9", "console.help.outcome"],
  ["0", "console.help.menu"],
  ["+ -", "console.help.pad.move"],
  ["*", "console.help.pad.turn"],
  [".", "console.help.esc"],
];
