/** @import { Catalogue } from "./contracts.js" */
import { dateLine } from "./format.js";
import { t } from "./text.js";

const LOOK_AHEAD_DAYS = 60;
const DAY_MS = 86_400_000;

/**
 * When the hall opens next, as its own clock says it; null while it is open or its hours are not known.
 * @param {Catalogue} catalogue
 * @param {Date} now
 * @returns {{ day: string, time: string, ahead: number } | null}
 */
export function nextOpening({ hall, hours, special_days: special }, now) {
  if (hall.always_open || !hours?.some(({ open }) => open.length)) return null;
  const [today, clock] = localClock(now, hall.timezone);
  const spansOf = (/** @type {string} */ day) =>
    special?.find((each) => each.day === day)?.open ??
    hours.find(({ weekday }) => weekday === weekdayOf(day))?.open ??
    [];
  if (spansOf(today).some(({ from, until }) => from <= clock && clock < until)) return null;
  for (let ahead = 0; ahead < LOOK_AHEAD_DAYS; ahead += 1) {
    const day = new Date(Date.parse(today) + ahead * DAY_MS).toISOString().slice(0, 10);
    const span = spansOf(day).find(({ from }) => ahead > 0 || from > clock);
    if (span) return { day, time: span.from, ahead };
  }
  return null;
}

/**
 * 今天 13:00, 明天 9:00, 11月23日 星期一 9:00.
 * @param {{ day: string, time: string, ahead: number }} opening
 * @param {string} language
 */
export function openingText({ day, time, ahead }, language) {
  const clock = time.replace(/^0/, "");
  if (ahead > 1) return t("kit.opens.day", { date: dateLine(day, "UTC", language), time: clock }, language);
  return t(ahead ? "kit.opens.tomorrow" : "kit.opens.today", { time: clock }, language);
}

/**
 * Date and HH:MM on the hall's wall.
 * @param {Date} now
 * @param {string} zone
 */
function localClock(now, zone) {
  const shown = new Intl.DateTimeFormat("sv-SE", { dateStyle: "short", timeStyle: "short", timeZone: zone }).format(
    now,
  );
  return shown.split(" ");
}

/** 1 is Monday. @param {string} day */
const weekdayOf = (day) => new Date(day).getUTCDay() || 7;
