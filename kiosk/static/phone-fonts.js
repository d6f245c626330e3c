/**
 * Lends a phone the characters that it has no font for. A phone has hanzi of its own, so no style sheet of fonts is
 * fetched unless something on the page would show as an empty box.
 */

const COMMON = "永";
/** No font has a glyph here: what looks the same is missing. */
const NOWHERE = "\u{10fffd}";
const SIDE = 20;

const canvas = document.createElement("canvas");
canvas.width = canvas.height = 2 * SIDE;
const brush = canvas.getContext("2d", { willReadFrequently: true });
/** Characters that were looked at. */
const seen = new Set();
/** Style sheets that were added. */
const lent = new Set();

/** How this phone draws a character. @param {string} character */
function picture(character) {
  if (!brush) return "";
  brush.clearRect(0, 0, canvas.width, canvas.height);
  brush.font = `${SIDE}px ${getComputedStyle(document.body).fontFamily}`;
  brush.fillText(character, 2, SIDE + SIDE / 2);
  return String(brush.getImageData(0, 0, canvas.width, canvas.height).data);
}

/** @param {string} name */
function lend(name) {
  if (lent.has(name)) return;
  lent.add(name);
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = name;
  document.head.append(link);
}

/** Looks at what is new on the page. */
function look() {
  const fresh = [...new Set(document.body.textContent ?? "")].filter((each) => each > "\u024f" && !seen.has(each));
  if (!fresh.length) return;
  for (const each of fresh) seen.add(each);
  const missing = picture(NOWHERE);
  if (picture(COMMON) === missing) lend("/static/kit/fonts-hanzi.css");
  if (fresh.some((each) => each.trim() && picture(each) === missing)) lend("/static/kit/fonts-further.css");
}

new MutationObserver(look).observe(document.body, { childList: true, characterData: true, subtree: true });
look();
