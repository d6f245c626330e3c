import { time } from "/static/kit/format.js";
import { say, t } from "/static/kit/text.js";
import { PARK_MINUTES, PARK_REASONS, PAUSE_MINUTES, PAUSE_REASONS } from "./cycle.js";

/**
 * What a dialog offers: numbered choices, and how long it takes where that matters.
 * @typedef {{ label: string, aside?: string, zone?: string, ticket?: string, verb: string, body: Record<string, unknown> }} Choice
 */

/** @returns {Choice[]} */
export function choices(desk, kind) {
  return (OFFERS[kind] ?? (() => []))(desk);
}

const OFFERS = {
  park: () => PARK_REASONS.map((reason) => ({ label: t(`console.park.${reason}`), verb: "park", body: { reason } })),
  pause: () => PAUSE_REASONS.map((reason) => ({ label: t(`console.pause.${reason}`), verb: "pause", body: { reason } })),
  transfer: (desk) =>
    (desk.console.transfers ?? []).map(({ matter, zone, waiting }) => ({
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

const parked = (desk) =>
  desk.console.parked.map(({ number, reason, until }) => ({
    ticket: number,
    label: [reasonWords(reason), until ? t("console.until", { time: clock(desk, until) }) : ""].filter(Boolean).join(" · "),
    aside: t("console.resume"),
    verb: "resume",
    body: { number },
  }));

const missed = (desk) =>
  desk.console.missed.map(({ number, at }) => ({
    ticket: number,
    label: t("console.missed.at", { time: clock(desk, at) }),
    aside: t("console.call.again"),
    verb: "call",
    body: { number },
  }));

export function clock(desk, at) {
  return time(at, desk.catalogue?.hall.timezone ?? "Asia/Shanghai");
}

/** A reason is one of ours by key, or words of the hall. */
export function reasonWords(reason) {
  if (!reason) return "";
  if (typeof reason === "object") return say(reason);
  const known = t(`console.park.${reason}`);
  return known === `console.park.${reason}` ? reason : known;
}

/** Minutes that the dialog offers, or null where time does not matter. */
export function minutesOf(kind) {
  return { park: PARK_MINUTES, pause: PAUSE_MINUTES }[kind] ?? null;
}

/** The verb and body that the dialog stands for now; null while it is not complete. */
export function wish(desk) {
  const { kind, choice = 0, minutes, note = "", back = false, number = "" } = desk.dialog;
  if (kind === "sign-off") return { verb: "sign-off", body: {} };
  if (kind === "call") return number.trim() ? { verb: "call", body: { number: number.trim().toUpperCase() } } : null;
  const chosen = choices(desk, kind)[choice];
  if (!chosen) return null;
  const body = { ...chosen.body };
  const offered = minutesOf(kind);
  if (offered && (minutes ?? offered[1])) body.minutes = minutes ?? offered[1];
  if (kind === "transfer" && note.trim()) body.note = note.trim();
  if (kind === "transfer" && back) body.come_back = true;
  return { verb: chosen.verb, body };
}

/** A dialog's answer to a key. Digits choose (two digits for long lists), arrows move, Enter does it. */
export function dialogKey(desk, event) {
  const typing = event.target instanceof HTMLInputElement && event.target.type === "text";
  const { kind, choice = 0 } = desk.dialog;
  const count = choices(desk, kind).length;
  const move = { ArrowDown: 1, ArrowUp: -1 }[event.code];
  if (event.code === "Escape") desk.close();
  else if (event.code === "Enter" || event.code === "NumpadEnter") confirm(desk);
  else if (move && count) desk.set({ dialog: { ...desk.dialog, choice: (choice + move + count) % count } });
  else if (typing) return;
  else if (event.code === "ArrowLeft" || event.code === "ArrowRight") shiftMinutes(desk, event.code === "ArrowRight" ? 1 : -1);
  else if (kind === "transfer" && event.code === "KeyB") desk.set({ dialog: { ...desk.dialog, back: !desk.dialog.back } });
  else if (/^\d$/.test(event.key)) digit(desk, event.key, count);
  else return;
  event.preventDefault();
}

export function confirm(desk) {
  if (desk.dialog.kind === "help") {
    desk.close();
    return;
  }
  const step = wish(desk);
  if (step) void desk.take(step.verb, step.body);
}

function shiftMinutes(desk, by) {
  const offered = minutesOf(desk.dialog.kind);
  if (!offered) return;
  const at = offered.indexOf(desk.dialog.minutes ?? offered[1]);
  const next = offered[Math.min(offered.length - 1, Math.max(0, at + by))];
  desk.set({ dialog: { ...desk.dialog, minutes: next } });
}

const TYPING_MS = 900;
/** "1" then "2" within a moment is 12, where there are twelve. */
function digit(desk, char, count) {
  const { typed = "", typedAt = 0 } = desk.dialog;
  const now = performance.now();
  const joined = now - typedAt < TYPING_MS ? typed + char : char;
  const text = Number(joined) > count ? char : joined;
  const place = Number(text);
  if (place < 1 || place > count) return;
  desk.set({ dialog: { ...desk.dialog, choice: place - 1, typed: text, typedAt: now } });
}
