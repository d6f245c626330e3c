/**
 * Fetches the fonts of whatever a page may have to say, while the server is there. Fonts come in slices, each when
 * one of its characters is first drawn: the words for a lost line would find them out of reach.
 */

/** Milliseconds after the start: the first view fetches what it shows before. */
const LATER = 3000;
const WEIGHTS = [400, 700];
/** Latin letters are there with the first view. */
const HERE = "\u024f";

const brush = document.createElement("canvas").getContext("2d");
/** @type {Set<string>} */
const waiting = new Set();
/** @type {Set<string>} */
const fetched = new Set();
let timer = 0;

/** @param {unknown} said texts, or whatever holds them: files of texts, a catalogue */
export function readyGlyphs(said) {
  for (const each of JSON.stringify(said)) if (each > HERE && !fetched.has(each)) waiting.add(each);
  if (waiting.size && !timer) timer = setTimeout(fetchGlyphs, LATER);
}

/** To measure a text is enough: the browser asks for the slices that its own fonts do not stand in for. */
function fetchGlyphs() {
  timer = 0;
  const text = [...waiting].join("");
  for (const each of waiting) fetched.add(each);
  waiting.clear();
  if (!brush) return;
  for (const weight of WEIGHTS) {
    brush.font = `${weight} 20px ${getComputedStyle(document.body).fontFamily}`;
    brush.measureText(text);
  }
}
