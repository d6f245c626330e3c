/**
 * Lends a phone the characters that it has no font for. A phone has hanzi of its own, so no style sheet of fonts is
 * fetched unless something on the page would show as an empty box; what is missing even then is written as its code.
 */
import { missing, showCodePoints } from "/static/kit/glyphs.js";

const COMMON = "永";

/** Characters that were looked at. */
const seen = new Set();
/** Style sheets that were added. */
const lent = new Set();

/** Add a style sheet once; answers when it is there, or can't be had. @param {string} name @returns {Promise<void>} */
function lend(name) {
  if (lent.has(name)) return Promise.resolve();
  lent.add(name);
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = name;
  return new Promise((resolve) => {
    link.onload = link.onerror = () => resolve();
    document.head.append(link);
  });
}

/** Looks at what is new on the page. */
async function look() {
  const fresh = [...new Set(document.body.textContent ?? "")].filter((each) => each > "\u024f" && !seen.has(each));
  if (!fresh.length) return;
  for (const each of fresh) seen.add(each);
  const boxes = missing([COMMON, ...fresh]).filter((each) => each.trim());
  const hanzi = boxes.includes(COMMON) ? lend("/static/kit/fonts-hanzi.css") : null;
  await Promise.all([hanzi, boxes.length ? lend("/static/kit/fonts-further.css") : null]);
}

new MutationObserver(look).observe(document.body, { childList: true, characterData: true, subtree: true });
await look();
showCodePoints();
