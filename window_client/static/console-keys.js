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
 * One line of words above the keys: a lost line first, then a refusal, then what can be undone.
 * @param {ConsoleModel} model
 */
export function statusLine(model) {
  return html`<div class="status" role="status">${status(model)}</div>`;
}

/** @param {ConsoleModel} model */
function status(model) {
  const step = model.steps.step;
  if (step && model.steps.stuck)
    return line("ink", "signal", t("console.kept", { verb: t(`console.${step.verb}`) }), t("console.kept.more"));
  if (model.age.level === "lost" || model.age.level === "stale")
    return line("ink", "cross", t("console.offline", { age: ageClock(model.age) }), t("console.offline.more"));
  const { message, undo } = model;
  if (message?.kind === "bad") return line("bad", "alarm", message.title, message.more, signIn(message));
  if (message) return line("em", "info", message.title, message.more);
  if (!undo) return nothing;
  const words = t(`console.did.${undo.verb.replaceAll("_", "-")}`, {
    number: undo.number ?? model.shown.ticket?.number ?? "",
  });
  const key = html`<button class="key quiet" @mousedown=${still} @click=${onClick(() => model.take("undo"))}>
    ${icon("undo")}${t("console.undo")} <kbd>U</kbd> <span class="num">${undo.left}</span></button>`;
  return line("out", "tick", words, "", key);
}

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

/** @param {ConsoleModel} model @param {boolean} pressed */
export function keyRow(model, pressed) {
  if (!model.console) return html`<footer class="keys dock"></footer>`;
  return html`<footer class="keys dock">${keysFor(model.shown).map((key) => small(model, key))}${yellow(model, pressed)}
    </footer>`;
}

/** @param {ConsoleModel} model @param {Key} key */
function small(model, key) {
  const no = model.refusal(key.verb);
  const why = no ? sayNo(no) : "";
  return html`<button class="k1 ${no ? "off" : ""}" data-verb=${key.verb} aria-disabled=${no ? "true" : "false"}
    aria-keyshortcuts=${key.code} @mousedown=${still} @click=${onClick(() => act(model, key))}>
    <kbd>${key.code}</kbd><span>${t(`console.${key.verb}`)}</span>${
      why ? html`<small title=${why}>${why}</small>` : nothing
    }
  </button>`;
}

/** @param {ConsoleModel} model @param {boolean} pressed */
export function yellow(model, pressed) {
  const { step } = model;
  const no = model.refusal(step.verb);
  const busy = model.steps.busy;
  const why = busy ? t("console.sending") : no ? sayNo(no) : "";
  return html`<button class="k1 now ${pressed ? "prs" : ""} ${no ? "off" : ""} ${busy ? "busy" : ""}"
    data-verb=${step.verb} aria-disabled=${no ? "true" : "false"} aria-keyshortcuts="Space" @mousedown=${still}
      @click=${onClick((event) => model.next(event))}>
    <kbd>Space</kbd><span>${t(step.label)}</span>${why ? html`<small>${why}</small>` : nothing}
  </button>`;
}
