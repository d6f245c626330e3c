/** @import { Range } from "./contracts.js" */
import { byUnit, formOf, language, t } from "./text.js";

const DASH = "–";

/**
 * 9:42, in the hall's time zone.
 * @param {string | Date} instant
 * @param {string} zone
 */
export function time(instant, zone) {
  return new Intl.DateTimeFormat("en-GB", { hour: "numeric", minute: "2-digit", timeZone: zone })
    .format(new Date(instant))
    .replace(/^0(\d)/, "$1");
}

/**
 * 11月18日 星期三 · Wednesday 18 November.
 * @param {string | Date} instant
 * @param {string} zone
 * @param {string} language
 */
export function dateLine(instant, zone, language) {
  const day = new Date(instant);
  if (formOf(language) !== "zh") {
    return new Intl.DateTimeFormat("en-GB", { weekday: "long", day: "numeric", month: "long", timeZone: zone }).format(
      day,
    );
  }
  const date = new Intl.DateTimeFormat("zh-CN", { month: "long", day: "numeric", timeZone: zone }).format(day);
  const weekday = new Intl.DateTimeFormat("zh-CN", { weekday: "long", timeZone: zone }).format(day);
  return `${date} ${weekday}`;
}

/**
 * 18–30; a single figure when both ends agree.
 * @param {Range} minutes
 */
export function range([low, high]) {
  return low === high ? String(low) : `${low}${DASH}${high}`;
}

/** Minutes: what can be planned with, and what says nothing but its end (server/domain/waiting/quoted.py). */
const NARROW = 10;
const WIDE = 30;
const WIDEST = 60;
/** Beyond this nobody plans by minutes. */
const FAR = 120;

/**
 * How much a range tells.
 * @param {Range} minutes
 * @returns {"narrow" | "wide" | "widest" | "far"}
 */
export function spread([low, high]) {
  if (high > FAR) return "far";
  return high - low <= NARROW ? "narrow" : high - low <= WIDEST ? "wide" : "widest";
}

/**
 * A wait before a number is taken: 18–30, or where the range is too wide to plan with, 最多 96; 或超 120 for
 * any end beyond that.
 * @param {Range} wait
 */
export function waitRange(wait) {
  if (wait[1] > FAR) return t("kit.wait.far", { n: FAR });
  return wait[1] - wait[0] > WIDE ? t("kit.wait.most", { n: wait[1] }) : range(wait);
}

/**
 * 10:02–10:14, in the hall's time zone.
 * @param {[string, string]} span
 * @param {string} zone
 */
export function timeRange([from, to], zone) {
  const [first, last] = [time(from, zone), time(to, zone)];
  return first === last ? first : `${first}${DASH}${last}`;
}

/**
 * Window 3 is 03 on every sign.
 * @param {string} key
 */
export function windowNumber(key) {
  return /^\d$/.test(key) ? `0${key}` : key;
}

/**
 * 12–16 when they follow each other, otherwise 03、05、08.
 * @param {string[]} keys
 * @param {string} [comma]
 */
export function windowList(keys, comma = "、") {
  const sorted = [...keys].sort((one, other) => one.localeCompare(other, "en", { numeric: true }));
  const first = Number(sorted[0]);
  const inARow = sorted.length > 2 && sorted.every((key, place) => Number(key) === first + place);
  if (!inARow) return sorted.map(windowNumber).join(comma);
  return `${windowNumber(sorted[0])}${DASH}${windowNumber(sorted[sorted.length - 1])}`;
}

/**
 * 03、05 号窗, Window 03, 05; each kind by its own name where windows are called differently.
 * @param {string[]} keys
 * @param {string} [inLanguage]
 */
export function windowNames(keys, inLanguage = language()) {
  const chinese = formOf(inLanguage) === "zh";
  const comma = chinese ? "、" : ", ";
  return byUnit(keys, inLanguage)
    .map(({ keys: held, unit }) =>
      chinese ? `${windowList(held, comma)} ${unit}` : `${unit} ${windowList(held, comma)}`,
    )
    .join(comma);
}

/**
 * 06:14, from seconds; hours are kept as minutes beyond 59 (75:00).
 * @param {number} seconds
 */
export function duration(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  return `${String(Math.floor(whole / 60)).padStart(2, "0")}:${String(whole % 60).padStart(2, "0")}`;
}

/**
 * The five steps of the load bar, from the upper end of the wait in minutes; 0 when nobody knows.
 * @param {number | null} minutes
 */
export function loadLevel(minutes) {
  if (minutes === null) return 0;
  return [5, 20, 35, 60].filter((bound) => minutes > bound).length + 1;
}

/**
 * What a language is called, in the one that the page speaks.
 * @param {string} tag
 */
export function languageName(tag) {
  return new Intl.DisplayNames([document.documentElement.lang], { type: "language" }).of(tag) ?? tag;
}

/**
 * How large a ticket's number may stand: style sheets give each name a size at which the widest letters fit.
 * @param {string} number
 */
export function numberSize(number) {
  return number.length > 5 ? "longer" : number.length > 4 ? "long" : "";
}

/**
 * What a language is called by those who speak it.
 * @param {string} tag
 */
export function ownName(tag) {
  return new Intl.DisplayNames([tag], { type: "language" }).of(tag) ?? tag;
}
