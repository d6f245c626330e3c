/** The foot of the console: what just happened and can be undone, and the keys with the one yellow key. */
/** @import { ConsoleModel } from "./console-model.js" */
/** @import { Key, Message } from "./types.js" */
import { ageClock } from "/static/kit/age.js";
import { icon } from "/static/kit/parts.js";
import { t } from "/static/kit/text.js";
import { html, nothing } from "/static/kit/vendor/lit.js";
import { keysFor, sayNo } from "./cycle.js";
import { act, onClick } from "./keyboard.js";

/** @param {KeyboardEvent} event */
const still = (event) => event.preventDefault();

/**
 * The foot: one line of words (a press that did not count, a lost line, a refusal, what can be undone) above the keys.
 * @param {ConsoleModel} model @param {boolean} pressed
 */
export function foot(model, pressed) {
  return html`<footer class="foot"><div class="status" role="status">${status(model)}</div>
    <div class="keys dock">${
      model.console
        ? html`<div class="ks">${keysFor(model.shown).map((key) => small(model, key))}</div>${yellow(model, pressed)}`
        : nothing
    }</div></footer>`;
}

/** @param {ConsoleModel} model */
function status(model) {
  const { message, undo } = model;
  const back = undo ? undoKey(model, undo.left) : nothing;
  if (message?.press) return line("em", "info", message.title, message.more, back);
  const step = model.steps.step;
  if (step && model.steps.stuck)
    return line("ink", "signal", t("console.kept", { verb: t(`console.${step.verb}`) }), t("console.kept.more"));
  if (model.age.level === "lost" || model.age.level === "stale")
    return line("ink", "cross", t("console.offline", { age: ageClock(model.age) }), t("console.offline.more"));
  if (message?.kind === "bad") return line("bad", "alarm", message.title, message.more, signIn(message));
  if (message) return line("em", "info", message.title, message.more, back);
  if (!undo) return nothing;
  const words = t(`console.did.${undo.verb.replaceAll("_", "-")}`, {
    number: undo.number ?? model.shown.ticket?.number ?? "",
  });
  return line("out", "tick", words, "", back);
}

/** @param {ConsoleModel} model @param {string} left */
const undoKey = (model, left) => html`<button class="key quiet" data-verb="undo" aria-keyshortcuts="U"
  @mousedown=${still} @click=${onClick(model, () => model.take("undo"))}>
    ${icon("undo")}${t("console.undo")} <kbd>U</kbd> <span class="num">${left}</span></button>`;

/** The sign-in page, which leads back to this window. */
function signInHere() {
  const here = new URL(location.href);
  const slot = here.searchParams.get("as");
  const next = encodeURIComponent(here.pathname + here.search);
  return `/sign-in?next=${next}${slot ? `&as=${slot}` : ""}`;
}

/** @param {Message} message */
const signIn = (message) =>
  message.signedOut ? html`<a class="key quiet" href=${signInHere()}>${t("console.signin")}</a>` : nothing;

/** @param {string} kind @param {string} symbol @param {string} title @param {string} more @param {unknown} [key] */
function line(kind, symbol, title, more, key = nothing) {
  return html`<div class="bn ${kind}">${icon(symbol)}<div><b>${title}</b> <span>${more}</span></div>${key}</div>`;
}

/** @param {ConsoleModel} model @param {Key} key */
function small(model, key) {
  const no = model.refusal(key.verb);
  const why = no ? sayNo(no) : "";
  return html`<button class="k1 ${no ? "off" : ""}" data-verb=${key.verb} aria-disabled=${no ? "true" : "false"}
    aria-keyshortcuts=${key.code} @mousedown=${still} @click=${onClick(model, () => act(model, key))}>
    <kbd>${key.code}</kbd><span>${t(`console.${key.verb}`)}</span>${
      why ? html`<small title=${why}>${why}</small>` : nothing
    }
  </button>`;
}

/** @param {ConsoleModel} model @param {boolean} pressed */
function yellow(model, pressed) {
  const { step } = model;
  const no = model.refusal(step.verb);
  const busy = model.steps.busy;
  const soon = model.autoCall.left;
  const why = busy ? t("console.sending") : no ? sayNo(no) : soon === null ? "" : t("console.auto", { n: soon });
  return html`<button class="k1 now ${pressed ? "prs" : ""} ${no ? "off" : ""} ${busy ? "busy" : ""}"
    data-verb=${step.verb} aria-disabled=${no ? "true" : "false"} aria-keyshortcuts="Space" @mousedown=${still}
      @click=${onClick(model, (press) => model.next(press))}>
    <kbd>Space</kbd><span>${t(step.label)}</span>${why ? html`<small>${why}</small>` : nothing}
  </button>`;
}
