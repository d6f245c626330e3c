/** The foot of the console: what just happened and can be undone, and the keys with the one yellow key. */
/** @import { Desk } from "./desk.js" */
/** @import { Key, Message } from "./types.js" */
import { ageClock } from "/static/kit/age.js";
import { icon } from "/static/kit/parts.js";
import { t } from "/static/kit/text.js";
import { html, nothing } from "/static/kit/vendor/lit.js";
import { keysFor, nextStep, refusal, sayNo } from "./cycle.js";
import { act } from "./keyboard.js";

/** @param {KeyboardEvent} event */
const still = (event) => event.preventDefault();

/**
 * One line of words above the keys: a lost line first, then a refusal, then what can be undone.
 * @param {Desk} desk
 */
export function statusLine(desk) {
  return html`<div class="status" role="status">${status(desk)}</div>`;
}

/** @param {Desk} desk */
function status(desk) {
  const step = desk.steps.step;
  if (step && desk.steps.stuck)
    return line("ink", "signal", t("console.kept", { verb: t(`console.${step.verb}`) }), t("console.kept.more"));
  if (desk.age.level === "lost" || desk.age.level === "stale")
    return line("ink", "cross", t("console.offline", { age: ageClock(desk.age) }), t("console.offline.more"));
  const { message, undo } = desk;
  if (message?.kind === "bad") return line("bad", "alarm", message.title, message.more, signIn(message));
  if (message) return line("em", "info", message.title, message.more);
  if (!undo) return nothing;
  const words = t(`console.did.${undo.verb.replaceAll("_", "-")}`, {
    number: undo.number ?? desk.shown.ticket?.number ?? "",
  });
  const key = html`<button class="key quiet" @mousedown=${still} @click=${() => desk.take("undo")}>
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

/** @param {Desk} desk @param {boolean} pressed */
export function keyRow(desk, pressed) {
  if (!desk.console) return html`<footer class="keys dock"></footer>`;
  return html`<footer class="keys dock">${keysFor(desk.shown).map((key) => small(desk, key))}${yellow(desk, pressed)}
    </footer>`;
}

/** @param {Desk} desk @param {Key} key */
function small(desk, key) {
  const no = refusal(desk.shown, key.verb);
  const why = no ? sayNo(no) : "";
  return html`<button class="k1 ${no ? "off" : ""}" data-verb=${key.verb} aria-disabled=${no ? "true" : "false"}
    aria-keyshortcuts=${key.code} @mousedown=${still} @click=${() => act(desk, key)}>
    <kbd>${key.code}</kbd><span>${t(`console.${key.verb}`)}</span>${
      why ? html`<small title=${why}>${why}</small>` : nothing
    }
  </button>`;
}

/** @param {Desk} desk @param {boolean} pressed */
export function yellow(desk, pressed) {
  const step = nextStep(desk.shown, desk.outcomeNow);
  const no = refusal(desk.shown, step.verb);
  const busy = desk.steps.busy;
  const why = busy ? t("console.sending") : no ? sayNo(no) : "";
  return html`<button class="k1 now ${pressed ? "prs" : ""} ${no ? "off" : ""} ${busy ? "busy" : ""}"
    data-verb=${step.verb} aria-disabled=${no ? "true" : "false"} aria-keyshortcuts="Space" @mousedown=${still}
      @click=${() => desk.next()}>
    <kbd>Space</kbd><span>${t(step.label)}</span>${why ? html`<small>${why}</small>` : nothing}
  </button>`;
}
