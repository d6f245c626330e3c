/** The console's dialogs: numbered choices, Enter to do it, Esc to leave. */
/** @import { ConsoleModel } from "./console-model.js" */
/** @import { Choice, Typed } from "./types.js" */
import { icon, zonePlate } from "/static/kit/parts.js";
import { t } from "/static/kit/text.js";
import { html, live, nothing } from "/static/kit/vendor/lit.js";
import { asking, choices, confirm, minutesOf, wish } from "./choices.js";
import { KEYS, LETTERS } from "./cycle.js";
import { onClick } from "./keyboard.js";
import { paperBody } from "./paper-parts.js";
import { isPaper, paperWish } from "./papers.js";

/** After drawing: a new dialog takes the keyboard, the chosen row stays in sight. @param {ParentNode} root */
export function settle(root) {
  const sheet = /** @type {HTMLDialogElement | null} */ (root.querySelector("dialog.ask"));
  if (!sheet) return;
  if (!sheet.open) {
    sheet.showModal();
    // Only a number is typed at once; a list has the keyboard as a whole.
    const field = /** @type {HTMLElement | null} */ (sheet.querySelector("input.number"));
    (field ?? sheet).focus();
  }
  sheet.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
}

/** @param {ConsoleModel} model */
export function dialog(model) {
  if (!model.dialog) return nothing;
  const { kind } = model.asked;
  return html`<dialog class="ask" tabindex="-1" aria-labelledby="ask"
    @cancel=${(/** @type {Event} */ event) => leave(model, event)}>
    <h2 id="ask">${t(`console.ask.${kind}`, asking(model))}<span class="q">${subject(model, kind)}</span></h2>
    ${kind === "help" ? help() : body(model, kind)}
    <footer>
      ${
        kind === "help"
          ? nothing
          : html`<button class="key now"
            aria-disabled=${(isPaper(kind) ? paperWish(model) : wish(model)) ? "false" : "true"}
              @click=${onClick(() => confirm(model))}>${t(`console.do.${kind}`)}<kbd>Enter</kbd></button>`
      }
      <button class="key quiet" @click=${() => model.close()}>
        ${t(kind === "help" ? "console.close" : "console.leave")}<kbd>Esc</kbd></button>
    </footer>
  </dialog>`;
}

/** @param {ConsoleModel} model @param {Event} event */
function leave(model, event) {
  event.preventDefault();
  model.close();
}

/** @param {ConsoleModel} model @param {string} kind */
const subject = (model, kind) =>
  ["park", "transfer", "notice", "receipt", "takeover"].includes(kind) ? (model.shown.ticket?.number ?? "") : "";

/** @param {ConsoleModel} model @param {string} kind */
function body(model, kind) {
  if (isPaper(kind)) return paperBody(model, kind);
  const offered = choices(model, kind);
  if (kind === "call") return numberField(model);
  if (kind === "sign-off") return html`<p class="say">${t("console.sign-off.say")}</p>`;
  if (!offered.length) return html`<p class="say">${t(`console.none.${kind}`)}</p>`;
  return html`${kind === "why" ? html`<p class="say">${t("console.why.say")}</p>` : nothing}
    ${list(model, offered)}${minutes(model, kind)}${
      kind === "transfer" ? extras(model) : kind === "takeover" ? why(model) : nothing
    }`;
}

/** @param {ConsoleModel} model @param {Choice[]} offered */
function list(model, offered) {
  const at = model.asked.choice ?? 0;
  return html`<ol class="opts" role="listbox" aria-labelledby="ask">
    ${offered.map(
      (choice, place) => html`<li role="option" aria-selected=${place === at}
        @mousedown=${(/** @type {Event} */ event) => event.preventDefault()} @click=${() => pick(model, place)}>
        <kbd>${place + 1}</kbd>${choice.zone ? zonePlate(choice.zone) : nothing}${
          choice.ticket ? html`<span class="num tk">${choice.ticket}</span>` : nothing
        }
        <span class="grow">${choice.label}</span>${
          choice.aside ? html`<span class="q">${choice.aside}</span>` : nothing
        }
      </li>`,
    )}
  </ol>`;
}

/** @param {ConsoleModel} model @param {number} choice */
const pick = (model, choice) => model.amend({ choice });

/** @param {ConsoleModel} model @param {string} kind */
function minutes(model, kind) {
  const lasting = minutesOf(model);
  if (!lasting) return nothing;
  const { offered, now } = lasting;
  const words = (/** @type {number} */ value) =>
    value ? t("console.minutes", { n: value }) : t("console.minutes.open");
  return html`<div class="mins"><span class="q">${t(`console.minutes.${kind}`)} <kbd>←</kbd> <kbd>→</kbd></span>
    ${offered.map(
      (value) => html`<button class="chip ${value === now ? "solid" : ""}" tabindex="-1"
        aria-pressed=${value === now} @click=${() => model.amend({ minutes: value })}>
          ${words(value)}</button>`,
    )}
  </div>`;
}

/** Why somebody is signed off; kept in the journal. @param {ConsoleModel} model */
function why(model) {
  const { choice = 0, note = "" } = model.asked;
  if (choices(model, "takeover")[choice]?.verb !== "sign-off") return nothing;
  return html`<div class="more">
    <label class="note"><span class="q">${t("console.relieve.why")} <kbd>Tab</kbd></span><input class="later"
        type="text" maxlength="80" .value=${live(note)}
          @input=${(/** @type {Typed} */ event) => model.amend({ note: event.target.value })}></label></div>`;
}

/** @param {ConsoleModel} model */
function extras(model) {
  const { note = "", back = false } = model.asked;
  return html`<div class="more">
    <label class="note"><span class="q">${t("console.note")} <kbd>Tab</kbd></span><input class="later" type="text"
        maxlength="120" .value=${live(note)}
          @input=${(/** @type {Typed} */ event) => model.amend({ note: event.target.value })}></label>
    <button class="tick" role="checkbox" aria-checked=${back}
      @click=${() => model.amend({ back: !back })}>
        ${icon(back ? "ticked" : "unticked")}${t("console.comeback")} <kbd>B</kbd></button>
  </div>`;
}

/** @param {ConsoleModel} model */
function numberField(model) {
  const { number = "" } = model.asked;
  return html`<p class="say">${t("console.call.say")}</p>
    <input class="number num tk" type="text" maxlength="6" autocomplete="off" spellcheck="false"
      aria-label=${t("console.ask.call")} .value=${live(number)}
        @input=${(/** @type {Typed} */ event) => model.amend({ number: event.target.value.toUpperCase() })}>`;
}

function help() {
  const rows = [
    ["Space", "console.help.space"],
    ...KEYS.map((key) => [key.code, `console.help.${key.verb}`]),
    ["U · Backspace", "console.help.undo"],
    ...LETTERS.map((key) => [key.letter, `console.help.${key.verb}`]),
    ["1 – 5", "console.help.outcome"],
    ["Space", "console.help.takeover"],
    ["Esc", "console.help.esc"],
  ];
  return html`<dl class="keyhelp">
    ${rows.map(([key, text]) => html`<dt><kbd>${key}</kbd></dt><dd>${t(text)}</dd>`)}</dl>`;
}
