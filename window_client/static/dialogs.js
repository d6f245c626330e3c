/** The console's dialogs: numbered choices, Enter to do it, Esc to leave. */
/** @import { ConsoleModel } from "./console-model.js" */
/** @import { Choice, Typed } from "./types.js" */
import { icon, zonePlate } from "/static/kit/parts.js";
import { t } from "/static/kit/text.js";
import { html, live, nothing } from "/static/kit/vendor/lit.js";
import { asking, choices, minutesOf, wish } from "./choices.js";
import { confirm } from "./dialog-keys.js";
import { help } from "./key-sheet.js";
import { bounceField } from "./handed.js";
import { onClick } from "./keyboard.js";
import { lacksPrefix, prefixes, prefixNow, wholeNumber } from "./numbers.js";
import { paperBody } from "./paper-parts.js";
import { isPaper, paperWish } from "./papers.js";
import { told } from "./visit.js";

/** After drawing: a new dialog takes the keyboard, the chosen row stays in sight. @param {ParentNode} root */
export function settle(root) {
  const sheet = /** @type {HTMLDialogElement | null} */ (root.querySelector("dialog.ask"));
  if (!sheet) return;
  if (!sheet.open) {
    sheet.showModal();
    // Only a number is typed at once; a list has the keyboard as a whole.
    const field = /** @type {HTMLElement | null} */ (sheet.querySelector("input.number, input.first"));
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
    ${model.asked.hasty ? html`<p class="hasty" role="status">${t("console.press.hasty")}</p>` : nothing}
    <footer>
      ${
        kind === "help"
          ? nothing
          : html`<button class="key now"
            aria-disabled=${(isPaper(kind) ? paperWish(model) : wish(model)) ? "false" : "true"}
              @click=${onClick(model, () => confirm(model))}>${t(`console.do.${kind}`)}<kbd>Enter</kbd></button>`
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
  ["park", "transfer", "add-matter", "bounce", "notice", "receipt", "takeover"].includes(kind)
    ? (model.shown.ticket?.number ?? "")
    : "";

/** @param {ConsoleModel} model @param {string} kind */
function body(model, kind) {
  if (isPaper(kind)) return paperBody(model, kind);
  const offered = choices(model, kind);
  if (kind === "call") return numberField(model);
  if (kind === "transfer" && (model.shown.transfers.length || model.shown.colleagues?.length))
    return handOver(model, offered);
  if (kind === "add-matter" || kind === "walk-in") return html`${told(model)}${handOver(model, offered)}`;
  if (kind === "bounce") return bounceField(model);
  if (kind === "sign-off") return html`<p class="say">${t("console.sign-off.say")}</p>`;
  if (!offered.length) return html`<p class="say">${t(`console.none.${kind}`)}</p>`;
  return html`${kind.endsWith("why") ? html`<p class="say">${t("console.why.say")}</p>` : nothing}
    ${list(model, offered)}${minutes(model, kind)}${kind === "takeover" ? why(model) : nothing}`;
}

/** Where to hand on to: a list that is narrowed by typing. @param {ConsoleModel} model @param {Choice[]} offered */
function handOver(model, offered) {
  return html`<label class="note narrow"><span class="q">${t("console.filter")} <kbd>/</kbd></span><input
      class="filter" type="text" maxlength="40" autocomplete="off" spellcheck="false"
        .value=${live(model.asked.filter ?? "")}
          @input=${(/** @type {Typed} */ event) => model.amend({ filter: event.target.value, choice: 0 })}></label>
    ${offered.length ? list(model, offered) : html`<p class="say">${t("console.filter.none")}</p>`}${
      model.asked.kind === "transfer" ? extras(model) : nothing
    }`;
}

/** @param {ConsoleModel} model @param {Choice[]} offered */
function list(model, offered) {
  const at = model.asked.choice ?? 0;
  return html`<ol class="opts" role="listbox" aria-labelledby="ask">
    ${offered.map(
      (choice, place) => html`<li role="option" class=${choice.off ? "off" : ""} aria-selected=${place === at}
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
        @input=${(/** @type {Typed} */ event) => model.amend({ number: event.target.value.toUpperCase() })}>
    ${lacksPrefix(model) ? letters(model) : nothing}`;
}

/** Only digits were typed: which letters go before them. @param {ConsoleModel} model */
function letters(model) {
  const now = prefixNow(model);
  const whole = wholeNumber(model);
  return html`<div class="mins"><span class="q">${t("console.call.letters")} <kbd>+</kbd> <kbd>-</kbd></span>
    ${prefixes(model).map(
      (prefix) => html`<button class="chip ${prefix === now ? "solid" : ""}" tabindex="-1"
        aria-pressed=${prefix === now} @click=${() => model.amend({ prefix })}>${prefix}</button>`,
    )}${whole ? html`<b class="num tk whole">${whole}</b>` : nothing}</div>`;
}
