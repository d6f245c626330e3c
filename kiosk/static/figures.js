/** @import { Catalogue, Snapshot, MatterDescription, Range } from "/static/kit/contracts.js" */
import { loadLevel } from "/static/kit/format.js";

/**
 * The value below which the given share of the weight lies.
 * @param {{ value: number, weight: number }[]} weighed
 * @param {number} share 0 to 1
 */
function quantile(weighed, share) {
  const sorted = [...weighed].sort((one, other) => one.value - other.value);
  const goal = sorted.reduce((sum, { weight }) => sum + weight, 0) * share;
  let passed = 0;
  for (const { value, weight } of sorted) {
    passed += weight;
    if (passed >= goal) return value;
  }
  return sorted[sorted.length - 1].value;
}

/**
 * The estimate for a matter; with no window open for it, nobody can know.
 * @param {Snapshot | null} live
 * @param {MatterDescription} matter
 * @returns {Range | null}
 */
export function waitFor(live, matter) {
  if (!live || openWindows(live, matter).length === 0) return null;
  return live.waits[matter.key] ?? null;
}

/**
 * "多数人等 10–20 分钟": from the quarter of people with the shortest expectation to the quarter with the
 * longest,
 * each matter counting by how many wait for it (by one while the whole hall is empty).
 * @param {Snapshot} live
 * @param {MatterDescription[]} matters
 * @returns {{ range: Range, about: number } | null} with the middle of all, in minutes; null while no wait is known
 */
export function usualWait(live, matters) {
  const known = matters.flatMap((matter) => {
    const wait = waitFor(live, matter);
    return wait ? [{ wait, people: live.queues[matter.key]?.waiting ?? 0 }] : [];
  });
  if (known.length === 0) return null;
  const empty = known.every(({ people }) => people === 0);
  const weight = (/** @type {number} */ people) => (empty ? 1 : people);
  const low = quantile(
    known.map(({ wait, people }) => ({ value: wait[0], weight: weight(people) })),
    0.25,
  );
  const high = quantile(
    known.map(({ wait, people }) => ({ value: wait[1], weight: weight(people) })),
    0.75,
  );
  const about = quantile(
    known.map(({ wait, people }) => ({ value: Math.round((wait[0] + wait[1]) / 2), weight: weight(people) })),
    0.5,
  );
  return { range: [Math.min(low, high), high], about: Math.max(1, Math.min(about, high)) };
}

/**
 * @param {Snapshot} live
 * @param {MatterDescription[]} matters
 */
export function peopleWaiting(live, matters) {
  return matters.reduce((sum, { key }) => sum + (live.queues[key]?.waiting ?? 0), 0);
}

/** People per open window up to which the steps 1 to 4 reach. */
const CROWD = [0, 1, 3, 6];

/**
 * The five steps: by the wait, and while no wait is known yet by people per open window; 0 with no window open.
 * @param {Snapshot | null} live
 * @param {MatterDescription[]} matters
 */
export function busyness(live, matters) {
  if (!live) return 0;
  const wait = usualWait(live, matters);
  if (wait) return loadLevel(wait.range[1]);
  const windows = new Set(matters.flatMap((matter) => openWindows(live, matter)));
  if (windows.size === 0) return 0;
  const crowd = peopleWaiting(live, matters) / windows.size;
  return CROWD.filter((bound) => crowd > bound).length + 1;
}

/**
 * @param {Snapshot | null} live
 * @param {MatterDescription} matter
 * @returns {string[]} keys of the windows that serve it now
 */
export function openWindows(live, matter) {
  return matter.windows.filter((key) => live?.windows[key]?.state === "open" && authorised(live, key, matter));
}

/**
 * Whether whoever sits at the window, if anybody does, is authorised for the matter.
 * @param {Snapshot} live
 * @param {string} window
 * @param {MatterDescription} matter
 */
const authorised = (live, window, matter) => !live.windows[window]?.not_authorised?.includes(matter.key);

/**
 * Everywhere where the matter would be done sits somebody who may not do it: no number is given.
 * @param {Snapshot | null} live
 * @param {MatterDescription} matter
 */
export function nobodyMay(live, matter) {
  return live !== null && matter.windows.length > 0 && !matter.windows.some((key) => authorised(live, key, matter));
}

/**
 * Where most of its matters are done.
 * @param {MatterDescription[]} matters
 * @returns {string | undefined}
 */
export function homeZone(matters) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const { zone } of matters) counts.set(zone, (counts.get(zone) ?? 0) + 1);
  return [...counts].sort((one, other) => other[1] - one[1])[0]?.[0];
}

/**
 * Matters found by hanzi, English or pinyin initials; a hit at the start comes first.
 * @param {Catalogue} catalogue
 * @param {string} typed
 * @returns {MatterDescription[]}
 */
export function find(catalogue, typed) {
  const wish = typed.trim().toLowerCase();
  if (!wish) return [];
  const ranked = catalogue.matters.flatMap((matter) => {
    const places = searched(catalogue, matter)
      .map((text) => text.indexOf(wish))
      .filter((place) => place >= 0);
    return places.length ? [{ matter, place: Math.min(...places) }] : [];
  });
  return ranked.sort((one, other) => one.place - other.place).map(({ matter }) => matter);
}

/**
 * @param {Catalogue} catalogue
 * @param {MatterDescription} matter
 */
function searched(catalogue, matter) {
  const organisation = catalogue.organisations.find(({ key }) => key === matter.organisation);
  const words = [matter.name, matter.short, organisation?.name].flatMap((text) => (text ? Object.values(text) : []));
  return [...words, matter.pinyin].flatMap((text) => (text ? [text.toLowerCase()] : []));
}
