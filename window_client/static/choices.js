/** @import { ConsoleModel } from "./console-model.js" */
/** @import { Choice } from "./types.js" */
/** @import { Words } from "/static/kit/contracts.js" */
import { time } from "/static/kit/format.js";
import { say, t } from "/static/kit/text.js";
import { awayOf, keyOf, MENU, MINUTES, sayNo } from "./cycle.js";
import { wholeNumber } from "./numbers.js";
import { colleagues } from "./handed.js";
import { nextMatters, walkInMatters, walkInReasons } from "./visit.js";

/**
 * What a dialog offers: numbered choices, and how long it takes where that matters.
 */

/** Lists that are narrowed by typing. */
export const NARROWED = ["transfer", "add-matter", "walk-in"];

/** @returns {Choice[]} @param {ConsoleModel} model @param {string} kind */
export function choices(model, kind) {
  const offered = (OFFERS[kind] ?? (() => []))(model);
  const wish = fold(model.dialog?.filter ?? "");
  return wish ? offered.filter((each) => fold([each.label, each.find, each.zone].join(" ")).includes(wish)) : offered;
}

/** Without spaces and capitals. @param {string} text */
const fold = (text) => text.replace(/\s+/g, "").toLowerCase();

/** @type {Record<string, (model: ConsoleModel) => Choice[]>} */
const OFFERS = {
  park: (model) => reasons(model, "park"),
  pause: (model) => reasons(model, "pause"),
  transfer: (model) => [
    ...(model.shown.transfers ?? []).map(({ matter, zone, waiting }) => ({
      label: model.matterName(matter),
      zone,
      find: findable(model, matter),
      aside: t("console.waiting.n", { n: waiting }),
      verb: "transfer",
      body: { matter },
    })),
    ...colleagues(model),
  ],
  "add-matter": nextMatters,
  "walk-in": walkInMatters,
  "walk-in-why": walkInReasons,
  back: (model) => [...parked(model), ...missed(model)],
  why: (model) => model.hallList("call_reasons").map(({ key, name }) => whyChoice(model, key, say(name))),
  takeover: (model) => [...takeOver(model), ...relieve(model)],
  menu: (model) => MENU.map((verb) => entry(model, verb)),
  "sign-off": () => [],
  bounce: () => [],
  call: () => [],
};

/**
 * What else a matter is found by: its other names, initials, and who provides it.
 * @param {ConsoleModel} model
 * @param {string} key
 */
function findable(model, key) {
  const matter = model.matters.get(key);
  if (!matter) return key;
  const by = model.catalogue?.organisations.find((each) => each.key === matter.organisation);
  const names = [matter.name, matter.short, by?.name, by?.short].flatMap((each) => Object.values(each ?? {}));
  return [key, matter.pinyin, ...names].join(" ");
}

/**
 * One of the menu, with the reason where it can't be used now.
 * @param {ConsoleModel} model
 * @param {string} verb
 * @returns {Choice}
 */
function entry(model, verb) {
  const key = keyOf(model.shown, verb);
  const no = ["help", "sign-out", "sound"].includes(verb) ? null : model.refusal(verb);
  return {
    label: t(`console.${key?.verb ?? verb}`),
    verb,
    body: {},
    aside: no ? sayNo(no) : verb === "sound" ? t(`console.sound.${model.arrival.state}`) : "",
    off: Boolean(no),
  };
}

/**
 * Where a clerk signs out of the product; a window that is open stays so until its clerk signs off.
 * @param {ConsoleModel} model
 */
export const signOutPage = (model) => `/sign-out${model.boot.slot ? `?as=${model.boot.slot}` : ""}`;

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
export const asking = (model) => ({
  number: model.asked.number ?? "",
  name: model.other?.name ?? "",
  matter: model.asked.matter ? model.matterName(model.asked.matter) : "",
});

/** The verb and body that the dialog stands for now; null while it is not complete. @param {ConsoleModel} model */
export function wish(model) {
  const { kind, choice = 0, note = "", back = false } = model.asked;
  if (kind === "sign-off") return { verb: "sign-off", body: {} };
  if (kind === "call") {
    const number = wholeNumber(model);
    return number ? { verb: "call", body: { number } } : null;
  }
  if (kind === "bounce") return note.trim() ? { verb: "bounce", body: { reason: note.trim() } } : null;
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
