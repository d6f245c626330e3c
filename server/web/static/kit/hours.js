/** @import { Catalogue, MatterDescription, OpenSpan } from "./contracts.js" */
import { dateLine } from "./format.js";
import { t } from "./text.js";

const LOOK_AHEAD_DAYS = 60;
const DAY_MS = 86_400_000;
const DAY_MINUTES = 1440;

/**
 * When the hall opens next, as its own clock says it; null while it is open or its hours are not known. A business day
 * lasts until `day_ends` of the next date, and its hours may cross midnight.
 * @param {Catalogue} catalogue
 * @param {Date} now
 * @returns {{ day: string, time: string, ahead: number, lunch: boolean } | null} `ahead`: calendar days from today;
 *   `lunch`: this is a break in the hours of a day
 */
export function nextOpening({ hall, hours, special_days: special }, now) {
  if (hall.always_open || !hours?.some(({ open }) => open.length)) return null;
  const ends = minutesOf(hall.day_ends ?? "00:00");
  const [date, clock] = localClock(now, hall.timezone);
  const early = minutesOf(clock) < ends;
  const today = early ? dayAfter(date, -1) : date;
  const minutes = minutesOf(clock) + (early ? DAY_MINUTES : 0);
  const spansOf = (/** @type {string} */ day) =>
    (
      special?.find((each) => each.day === day)?.open ??
      hours.find(({ weekday }) => weekday === weekdayOf(day))?.open ??
      []
    ).map((span) => minutesOfSpan(span, ends));
  if (spansOf(today).some(([from, until]) => from <= minutes && minutes < until)) return null;
  const begun = spansOf(today).some(([, until]) => until <= minutes);
  for (let ahead = 0; ahead < LOOK_AHEAD_DAYS; ahead += 1) {
    const span = spansOf(dayAfter(today, ahead)).find(([from]) => ahead > 0 || from > minutes);
    if (span) return { ...opening(dayAfter(today, ahead), span[0], date), lunch: begun && ahead === 0 };
  }
  return null;
}

/**
 * When numbers for a matter are given again; null while they are: within the hours, and in a break where a window
 * with a lunch shift does it (午间不断档).
 * @param {Catalogue} catalogue
 * @param {Date} now
 * @param {MatterDescription} matter
 */
export function nextOpeningFor(catalogue, now, matter) {
  const opening = nextOpening(catalogue, now);
  return opening?.lunch && overLunch(catalogue, matter) ? null : opening;
}

/** Whether the matter is done over today's breaks. @param {Catalogue} catalogue @param {MatterDescription} matter */
export const overLunch = (catalogue, matter) =>
  catalogue.windows.some(({ lunch, matters }) => lunch && matters.includes(matter.key));

/**
 * @param {string} business the day whose hours they are
 * @param {number} from minutes after its midnight
 * @param {string} date today's
 */
function opening(business, from, date) {
  const day = dayAfter(business, Math.floor(from / DAY_MINUTES));
  const [hour, minute] = [Math.floor((from % DAY_MINUTES) / 60), from % 60].map((n) => String(n).padStart(2, "0"));
  return { day, time: `${hour}:${minute}`, ahead: Math.round((Date.parse(day) - Date.parse(date)) / DAY_MS) };
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
 * Minutes after the midnight that the business day begins with; past 24:00 in the night after it.
 * @param {OpenSpan} span
 * @param {number} ends minutes of `day_ends`
 */
function minutesOfSpan({ from, until }, ends) {
  const [first, last] = [minutesOf(from), minutesOf(until)];
  return [first < ends ? first + DAY_MINUTES : first, last <= ends ? last + DAY_MINUTES : last];
}

/** @param {string} clock HH:MM */
function minutesOf(clock) {
  const [hours, minutes] = clock.split(":").map(Number);
  return hours * 60 + minutes;
}

/** @param {string} day @param {number} count */
const dayAfter = (day, count) => new Date(Date.parse(day) + count * DAY_MS).toISOString().slice(0, 10);

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
