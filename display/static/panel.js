/**
 * How a board is laid out on its panel: the form, and how large. Pure.
 *
 * The drawing is made for 55 inches at 1920 × 1080 (landscape) or 1080 × 1920 (portrait). A panel with other pixels
 * shows it larger or smaller; one that is smaller in inches shows less of it at a time, so that what is read from
 * twelve metres is read from twelve metres there, too.
 */
/** @import { Panel, Plan } from "./types.js" */

export const INCHES = 55;
const MM_PER_INCH = 25.4;
/** The two drawings: their sides in pixels, and the panel that they are made for. */
const BOARD = { long: 1920, short: 1080, inches: INCHES };
const WINDOW = { long: 1280, short: 800, inches: 15.6 };
/** Beyond this nothing but the plate would be left: below 44 inches a board reads to less. */
const MOST_GROWTH = 1.25;
const MARGINS = 112;
const GAP = 56;
/** On a portrait panel everything but the calls: head, plate, two queues, two paused windows, foot. */
const LISTS_BELOW = 1400;
/** A row of the calls with and without the word behind the window's number. */
const ROOMY_ROW = 540;
const TIGHT_ROW = 400;

/** @param {Panel} panel @returns {Plan} */
export function planOf({ width, height, inches = INCHES }) {
  const { tall, scale, mm } = scaled({ width, height, inches }, BOARD);
  const across = width / scale;
  const side = tall ? across - MARGINS : Math.round(Math.min(620, Math.max(420, across * 0.294)));
  const calls = tall ? side : across - MARGINS - GAP - side;
  const columns = calls >= 2 * TIGHT_ROW + GAP ? 2 : 1;
  const roomy = (calls - (columns - 1) * GAP) / columns >= ROOMY_ROW;
  return {
    form: tall ? "tall" : "wide",
    scale,
    width: across,
    height: height / scale,
    side,
    columns,
    lines: Math.min(8 / columns, Math.max(2, Math.floor((height / scale - LISTS_BELOW) / 105))),
    roomy,
    mm: mm * scale,
  };
}

/** A window screen: the form, and how large. @param {Panel} panel */
export function windowPlan({ width, height, inches = WINDOW.inches }) {
  const { tall, scale, mm } = scaled({ width, height, inches }, WINDOW);
  return { form: tall ? "tall" : "wide", scale, mm: mm * scale };
}

/**
 * How large a drawing is on a panel: it fills it, and is enlarged where its letters would be lower in millimetres than
 * on the panel that it was made for.
 * @param {Required<Panel>} panel @param {{ long: number, short: number, inches: number }} drawing
 */
function scaled({ width, height, inches }, drawing) {
  const tall = height > width;
  const [across, down] = tall ? [drawing.short, drawing.long] : [drawing.long, drawing.short];
  const fit = Math.min(width / across, height / down);
  const mm = (inches * MM_PER_INCH) / Math.hypot(width, height);
  const drawn = (drawing.inches * MM_PER_INCH) / Math.hypot(drawing.long, drawing.short);
  return { tall, mm, scale: fit * Math.min(MOST_GROWTH, Math.max(1, drawn / (mm * fit))) };
}

/**
 * From how many metres the number on the plate, a row and the smallest hanzi are read: by the rule for signs
 * (JIS-based, a secondary copy) hanzi as high as the distance/250, capitals and figures distance/333.
 * @param {Plan} plan
 */
export function readsTo({ mm }) {
  const capitals = (/** @type {number} */ px) => (px * 0.714 * mm * 333) / 1000;
  return { plate: capitals(232), row: capitals(84), least: (34 * 0.88 * mm * 250) / 1000 };
}

/**
 * Lines that a text takes at a size: hanzi are as wide as they are high, other letters about 0.58 of that.
 * @param {string} text
 * @param {number} size
 * @param {number} width
 */
export function linesOf(text, size, width) {
  return Math.max(1, Math.ceil(widthOf(text, size) / (width * 0.94)));
}

/** @param {string} text @param {number} size */
export function widthOf(text, size) {
  return [...text].reduce((sum, letter) => sum + (letter.charCodeAt(0) > 0x2e80 ? 1 : 0.58), 0) * size;
}

/**
 * Items put onto pages that are no higher than the room; every page holds one at the least.
 * @template T
 * @param {T[]} items
 * @param {number} room
 * @param {(item: T) => number} heightOf
 */
export function paged(items, room, heightOf) {
  /** @type {T[][]} */
  const pages = [];
  let left = 0;
  for (const item of items) {
    const height = heightOf(item);
    if (!pages.length || height > left) {
      pages.push([]);
      left = room;
    }
    pages[pages.length - 1].push(item);
    left -= height;
  }
  return pages;
}
