/** @import { ConsoleModel } from "./console-model.js" */
/** @import { Choice } from "./types.js" */
/** @import { Words } from "/static/kit/contracts.js" */
import { time } from "/static/kit/format.js";
import { say, t } from "/static/kit/text.js";
import { awayOf, MINUTES } from "./cycle.js";
import { isPaper, orderPaper, paperKey } from "./papers.js";

/**
 * What a dialog offers: numbered choices, and how long it takes where that matters.
 */

/** @returns {Choice[]} @param {ConsoleModel} model @param {string} kind */
export function choices(model, kind) {
  return (OFFERS[kind] ?? (() => []))(model);
}

/** @type {Record<string, (model: ConsoleModel) => Choice[]>} */
const OFFERS = {
  park: (model) => reasons(model, "park"),
  pause: (model) => reasons(model, "pause"),
  transfer: (model) =>
    (model.shown.transfers ?? []).map(({ matter, zone, waiting }) => ({
      label: model.matterName(matter),
      zone,
      aside: t("console.waiting.n", { n: waiting }),
      verb: "transfer",
      body: { matter },
    })),
  back: (model) => [...parked(model), ...missed(model)],
  why: (model) => model.hallList("call_reasons").map(({ key, name }) => whyChoice(model, key, say(name))),
  takeover: (model) => [...takeOver(model), ...relieve(model)],
  "sign-off": () => [],
  call: () => [],
};

/**
 * The hall's own list of reasons; each knows how long it usually takes.
 * @param {ConsoleModel} model
 * @param {"park" | "pause"} verb
 */
const reasons = (model, verb) =>
  model
    .hallList(`${verb}_reasons`)
    .map(({ key, name, minutes }) => ({ label: say(name), minutes, verb, body: { reason: key } }));

/** Sit down in the place of who left the window open, with whom it has. @param {ConsoleModel} model */
const takeOver = ({ other, shown }) =>
  other
    ? [
        {
          label: t(shown.ticket ? "console.takeover.with" : "console.takeover.free", {
            name: other.name,
            number: shown.ticket?.number ?? "",
          }),
          verb: "sign-on",
          body: { instead_of: other.name },
        },
      ]
    : [];

/**
 * A manager signs off who is gone: whom the window has is parked, or waits again.
 * @param {ConsoleModel} model
 */
function relieve(model) {
  const { other, shown } = model;
  if (!other || !model.may("windows.relieve")) return [];
  const number = shown.ticket?.number ?? "";
  const fates = shown.ticket ? (shown.ticket.state === "serving" ? ["park", "send_back"] : ["send_back"]) : ["park"];
  return fates.map((visitor) => ({
    label: t(shown.ticket ? `console.relieve.${visitor}` : "console.relieve.free", { name: other.name, number }),
    verb: "sign-off",
    body: { visitor },
  }));
}

/** @param {ConsoleModel} model @param {string} reason @param {string} label */
const whyChoice = (model, reason, label) => ({ label, verb: "call", body: { number: model.asked.number, reason } });

/** @param {ConsoleModel} model */
const parked = (model) =>
  model.shown.parked.map(({ number, reason, until }) => ({
    ticket: number,
    label: [reasonWords(model, reason), until ? t("console.until", { time: clock(model, until) }) : ""]
      .filter(Boolean)
      .join(" · "),
    aside: t("console.resume"),
    verb: "resume",
    body: { number },
  }));

/** @param {ConsoleModel} model */
const missed = (model) =>
  model.shown.missed.map(({ number, at }) => ({
    ticket: number,
    label: t("console.missed.at", { time: clock(model, at) }),
    aside: t("console.call.again"),
    verb: "return",
    body: { number },
  }));

/** @param {ConsoleModel} model @param {string | Date} at */
export function clock(model, at) {
  return time(at, model.catalogue?.hall.timezone ?? "Asia/Shanghai");
}

/**
 * Nobody could be called: because nobody waits, or because who waits is away for a while.
 * @param {ConsoleModel} model
 */
export function nobodyMore(model) {
  const away = model.shown.load.filter(awayOf);
  if (!away.length) return t("console.nobody.more");
  const first = away.map((line) => String(line.held_until)).sort()[0];
  return t("console.nobody.held", { n: away.reduce((sum, line) => sum + awayOf(line), 0), time: clock(model, first) });
}

/**
 * A reason is one of ours by key, or words of the hall.
 * @param {ConsoleModel} model @param {string | Words | null} reason
 */
export function reasonWords(model, reason) {
  if (!reason) return "";
  if (typeof reason === "object") return say(reason);
  return say(model.hallList("park_reasons").find((each) => each.key === reason)?.name) || reason;
}

/**
 * Minutes that the dialog offers and the one that stands now, which is what the reason usually takes until somebody
 * says otherwise; null where time does not matter.
 * @param {ConsoleModel} model
 */
export function minutesOf(model) {
  const { kind, choice = 0, minutes } = model.asked;
  if (kind !== "park" && kind !== "pause") return null;
  const usual = choices(model, kind)[choice]?.minutes ?? MINUTES[1];
  const offered = [...new Set([...MINUTES, usual])].sort((a, b) => (a || Infinity) - (b || Infinity));
  return { offered, now: minutes ?? usual };
}

/** What the heading of a dialog names. @param {ConsoleModel} model */
export const asking = (model) => ({ number: model.asked.number ?? "", name: model.other?.name ?? "" });

/** The verb and body that the dialog stands for now; null while it is not complete. @param {ConsoleModel} model */
export function wish(model) {
  const { kind, choice = 0, note = "", back = false, number = "" } = model.asked;
  if (kind === "sign-off") return { verb: "sign-off", body: {} };
  if (kind === "call") return number.trim() ? { verb: "call", body: { number: number.trim().toUpperCase() } } : null;
  const chosen = choices(model, kind)[choice];
  if (!chosen) return null;
  const body = { ...chosen.body };
  const lasting = minutesOf(model);
  if (lasting?.now) body.minutes = lasting.now;
  if (kind === "transfer" && note.trim()) body.note = note.trim();
  if (kind === "takeover" && chosen.verb === "sign-off" && note.trim()) body.reason = note.trim();
  if (kind === "transfer" && back) body.come_back = true;
  return { verb: chosen.verb, body };
}

/**
 * A dialog's answer to a key. Digits choose (two digits for long lists), arrows move, Enter does it.
 * @param {ConsoleModel} model
 * @param {KeyboardEvent} event
 */
export function dialogKey(model, event) {
  if (isPaper(model.asked.kind)) {
    paperKey(model, event);
    return;
  }
  const typing = event.target instanceof HTMLInputElement && event.target.type === "text";
  const { kind, choice = 0 } = model.asked;
  const count = choices(model, kind).length;
  const move = { ArrowDown: 1, ArrowUp: -1 }[event.code];
  if (event.code === "Escape") model.close();
  else if (event.code === "Enter" || event.code === "NumpadEnter") confirm(model);
  else if (move && count) model.amend({ choice: (choice + move + count) % count });
  else if (typing) return;
  else if (event.code === "ArrowLeft" || event.code === "ArrowRight")
    shiftMinutes(model, event.code === "ArrowRight" ? 1 : -1);
  else if (kind === "transfer" && event.code === "KeyB") model.amend({ back: !model.asked.back });
  else if (/^\d$/.test(event.key)) digit(model, event.key, count);
  else return;
  event.preventDefault();
}

/** @param {ConsoleModel} model */
export function confirm(model) {
  if (model.asked.kind === "help") {
    model.close();
    return;
  }
  if (isPaper(model.asked.kind)) {
    void orderPaper(model);
    return;
  }
  const step = wish(model);
  if (model.asked.kind === "call") {
    // Whom to call was typed; the reason is chosen next.
    if (step) model.set({ dialog: { kind: "why", number: String(step.body.number) } });
    return;
  }
  if (step) void model.take(step.verb, step.body);
}

/** @param {ConsoleModel} model @param {number} by */
function shiftMinutes(model, by) {
  const lasting = minutesOf(model);
  if (!lasting) return;
  const at = lasting.offered.indexOf(lasting.now);
  const next = lasting.offered[Math.min(lasting.offered.length - 1, Math.max(0, at + by))];
  model.amend({ minutes: next });
}

const TYPING_MS = 900;
/**
 * "1" then "2" within a moment is 12, where there are twelve.
 * @param {ConsoleModel} model
 * @param {string} char
 * @param {number} count
 */
function digit(model, char, count) {
  const { typed = "", typedAt = 0 } = model.asked;
  const now = performance.now();
  const joined = now - typedAt < TYPING_MS ? typed + char : char;
  const text = Number(joined) > count ? char : joined;
  const place = Number(text);
  if (place < 1 || place > count) return;
  model.amend({ choice: place - 1, typed: text, typedAt: now });
}
