/**
 * Which characters this screen can draw. A character that no font here holds is written as its code point, as it is
 * on paper: an empty box tells nobody which character is meant.
 */

/**
 * No font has a glyph here: what looks like one of them is missing. The second is claimed by a slice of hanzi that does
 * not hold it, and is drawn as that slice's own box.
 */
const NOWHERE = ["\u{10fffd}", "\ue60f"];
const SIDE = 20;
/** Beyond letters, hanzi and signs of everyday use, which the kit's own fonts hold; no marks, nothing invisible. */
const RARE = /[^\p{Cc} -\u024f\u2000-\u206f\u3000-\u303f\u4e00-\u9fff\uff00-\uffef\p{M}\p{Cf}]/gu;
/** What is typed stays as it was typed. */
const UNTOUCHED = "script, style, textarea";

const canvas = document.createElement("canvas");
canvas.width = canvas.height = 2 * SIDE;
const brush = canvas.getContext("2d", { willReadFrequently: true });
/** How a rare character is written: as itself, or as its code point. @type {Map<string, string>} */
const written = new Map();

const font = () => `${SIDE}px ${getComputedStyle(document.body).fontFamily}`;

/** @param {string} character */
function picture(character) {
  if (!brush) return "";
  brush.clearRect(0, 0, canvas.width, canvas.height);
  brush.font = font();
  brush.fillText(character, 2, SIDE + SIDE / 2);
  return String(brush.getImageData(0, 0, canvas.width, canvas.height).data);
}

/** Those that would show as an empty box, with the fonts that are loaded. @param {string[]} characters */
export function missing(characters) {
  const boxes = new Set(NOWHERE.map(picture));
  return characters.filter((each) => boxes.has(picture(each)));
}

/** @param {string} character */
const code = (character) => `[${character.codePointAt(0)?.toString(16).toUpperCase().padStart(4, "0")}]`;

/** Write the texts below a node as they can be drawn; answers with the characters that are not known yet.
 * @param {Node} top */
function write(top) {
  /** @type {string[]} */ const unknown = [];
  const texts = document.createTreeWalker(top, NodeFilter.SHOW_TEXT);
  for (let node = top instanceof Text ? top : texts.nextNode(); node; node = texts.nextNode()) {
    const text = /** @type {Text} */ (node);
    if (text.parentElement?.closest(UNTOUCHED)) continue;
    const drawn = text.data.replace(RARE, (each) => {
      if (!written.has(each)) unknown.push(each);
      return written.get(each) ?? each;
    });
    if (drawn !== text.data) text.data = drawn;
  }
  return unknown;
}

/** Fetch what the kit's fonts hold of these and see what is left. @param {string[]} characters */
async function learn(characters) {
  try {
    await document.fonts.load(font(), [...NOWHERE, ...characters].join(""));
  } catch {
    return; // the line is down: whatever was not fetched may come with the next text
  }
  const boxes = new Set(missing(characters));
  for (const each of characters) written.set(each, boxes.has(each) ? code(each) : each);
  write(document.body);
}

/** From now on the page's texts show code points where they would show boxes. */
export function showCodePoints() {
  /** @param {Node[]} nodes */
  const look = (nodes) => {
    const unknown = nodes.filter((node) => node.isConnected).flatMap(write);
    if (unknown.length) void learn([...new Set(unknown)]);
  };
  new MutationObserver((changes) => {
    look(changes.flatMap((each) => (each.type === "characterData" ? [each.target] : [...each.addedNodes])));
  }).observe(document.body, { childList: true, characterData: true, subtree: true });
  look([document.body]);
}
