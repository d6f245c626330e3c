/** @import { Desk } from "./desk.js" */
/** @import { Choice } from "./types.js" */
/** @import { Words } from "/static/kit/contracts.js" */
import { time } from "/static/kit/format.js";
import { say, t } from "/static/kit/text.js";
import { awayOf, MINUTES } from "./cycle.js";
import { isPaper, orderPaper, paperKey } from "./papers.js";

/**
 * What a dialog offers: numbered choices, and how long it takes where that matters.
 */

/** @returns {Choice[]} @param {Desk} desk @param {string} kind */
export function choices(desk, kind) {
  return (OFFERS[kind] ?? (() => []))(desk);
}

/** @type {Record<string, (desk: Desk) => Choice[]>} */
const OFFERS = {
  park: (desk) => reasons(desk, "park"),
  pause: (desk) => reasons(desk, "pause"),
  transfer: (desk) =>
    (desk.shown.transfers ?? []).map(({ matter, zone, waiting }) => ({
      label: desk.matterName(matter),
      zone,
      aside: t("console.waiting.n", { n: waiting }),
      verb: "transfer",
      body: { matter },
    })),
  back: (desk) => [...parked(desk), ...missed(desk)],
  "sign-off": () => [],
  call: () => [],
};

/**
 * The hall's own list of reasons; each knows how long it usually takes.
 * @param {Desk} desk
 * @param {"park" | "pause"} verb
 */
const reasons = (desk, verb) =>
  desk
    .hallList(`${verb}_reasons`)
    .map(({ key, name, minutes }) => ({ label: say(name), minutes, verb, body: { reason: key } }));

/** @param {Desk} desk */
const parked = (desk) =>
  desk.shown.parked.map(({ number, reason, until }) => ({
    ticket: number,
    label: [reasonWords(desk, reason), until ? t("console.until", { time: clock(desk, until) }) : ""]
      .filter(Boolean)
      .join(" · "),
    aside: t("console.resume"),
    verb: "resume",
    body: { number },
  }));

/** @param {Desk} desk */
const missed = (desk) =>
  desk.shown.missed.map(({ number, at }) => ({
    ticket: number,
    label: t("console.missed.at", { time: clock(desk, at) }),
    aside: t("console.call.again"),
    verb: "call",
    body: { number },
  }));

/** @param {Desk} desk @param {string | Date} at */
export function clock(desk, at) {
  return time(at, desk.catalogue?.hall.timezone ?? "Asia/Shanghai");
}

/** Nobody could be called: because nobody waits, or because who waits is away for a while. @param {Desk} desk */
export function nobodyMore(desk) {
  const away = desk.shown.load.filter(awayOf);
  if (!away.length) return t("console.nobody.more");
  const first = away.map((line) => String(line.held_until)).sort()[0];
  return t("console.nobody.held", { n: away.reduce((sum, line) => sum + awayOf(line), 0), time: clock(desk, first) });
}

/** A reason is one of ours by key, or words of the hall. @param {Desk} desk @param {string | Words | null} reason */
export function reasonWords(desk, reason) {
  if (!reason) return "";
  if (typeof reason === "object") return say(reason);
  return say(desk.hallList("park_reasons").find((each) => each.key === reason)?.name) || reason;
}

/**
 * Minutes that the dialog offers and the one that stands now, which is what the reason usually takes until somebody
 * says otherwise; null where time does not matter.
 * @param {Desk} desk
 */
export function minutesOf(desk) {
  const { kind, choice = 0, minutes } = desk.asked;
  if (kind !== "park" && kind !== "pause") return null;
  const usual = choices(desk, kind)[choice]?.minutes ?? MINUTES[1];
  const offered = [...new Set([...MINUTES, usual])].sort((a, b) => (a || Infinity) - (b || Infinity));
  return { offered, now: minutes ?? usual };
}

/** The verb and body that the dialog stands for now; null while it is not complete. @param {Desk} desk */
export function wish(desk) {
  const { kind, choice = 0, note = "", back = false, number = "" } = desk.asked;
  if (kind === "sign-off") return { verb: "sign-off", body: {} };
  if (kind === "call") return number.trim() ? { verb: "call", body: { number: number.trim().toUpperCase() } } : null;
  const chosen = choices(desk, kind)[choice];
  if (!chosen) return null;
  const body = { ...chosen.body };
  const lasting = minutesOf(desk);
  if (lasting?.now) body.minutes = lasting.now;
  if (kind === "transfer" && note.trim()) body.note = note.trim();
  if (kind === "transfer" && back) body.come_back = true;
  return { verb: chosen.verb, body };
}

/**
 * A dialog's answer to a key. Digits choose (two digits for long lists), arrows move, Enter does it.
 * @param {Desk} desk
 * @param {KeyboardEvent} event
 */
export function dialogKey(desk, event) {
  if (isPaper(desk.asked.kind)) {
    paperKey(desk, event);
    return;
  }
  const typing = event.target instanceof HTMLInputElement && event.target.type === "text";
  const { kind, choice = 0 } = desk.asked;
  const count = choices(desk, kind).length;
  const move = { ArrowDown: 1, ArrowUp: -1 }[event.code];
  if (event.code === "Escape") desk.close();
  else if (event.code === "Enter" || event.code === "NumpadEnter") confirm(desk);
  else if (move && count) desk.amend({ choice: (choice + move + count) % count });
  else if (typing) return;
  else if (event.code === "ArrowLeft" || event.code === "ArrowRight")
    shiftMinutes(desk, event.code === "ArrowRight" ? 1 : -1);
  else if (kind === "transfer" && event.code === "KeyB") desk.amend({ back: !desk.asked.back });
  else if (/^\d$/.test(event.key)) digit(desk, event.key, count);
  else return;
  event.preventDefault();
}

/** @param {Desk} desk */
export function confirm(desk) {
  if (desk.asked.kind === "help") {
    desk.close();
    return;
  }
  if (isPaper(desk.asked.kind)) {
    void orderPaper(desk);
    return;
  }
  const step = wish(desk);
  if (step) void desk.take(step.verb, step.body);
}

/** @param {Desk} desk @param {number} by */
function shiftMinutes(desk, by) {
  const lasting = minutesOf(desk);
  if (!lasting) return;
  const at = lasting.offered.indexOf(lasting.now);
  const next = lasting.offered[Math.min(lasting.offered.length - 1, Math.max(0, at + by))];
  desk.amend({ minutes: next });
}

const TYPING_MS = 900;
/**
 * "1" then "2" within a moment is 12, where there are twelve.
 * @param {Desk} desk
 * @param {string} char
 * @param {number} count
 */
function digit(desk, char, count) {
  const { typed = "", typedAt = 0 } = desk.asked;
  const now = performance.now();
  const joined = now - typedAt < TYPING_MS ? typed + char : char;
  const text = Number(joined) > count ? char : joined;
  const place = Number(text);
  if (place < 1 || place > count) return;
  desk.amend({ choice: place - 1, typed: text, typedAt: now });
}
