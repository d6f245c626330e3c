/** @import { Words } from "./contracts.js" */

/** @type {Record<string, Record<string, string>>} language to key to sentence */
const sentences = {};
let chosen = "zh";

/**
 * Loads the texts of surfaces in every language that the page may speak. "kit" always comes along.
 * @param {string[]} surfaces
 * @param {string[]} [languages]
 */
export async function loadText(surfaces, languages = ["zh", "en"]) {
  const files = ["kit", ...surfaces].flatMap((surface) => languages.map((language) => ({ surface, language })));
  await Promise.all(files.map(({ surface, language }) => loadFile(surface, language)));
}

/**
 * @param {string} surface
 * @param {string} language
 */
async function loadFile(surface, language) {
  const answer = await fetch(new URL(`text/${surface}.${language}.json`, import.meta.url));
  if (!answer.ok) throw new Error(`no texts for ${surface} in ${language}: ${answer.status}`);
  addText(language, await answer.json());
}

/**
 * @param {string} language
 * @param {Record<string, string>} catalogue
 */
export function addText(language, catalogue) {
  sentences[language] = { ...sentences[language], ...catalogue };
}

/** @param {string} language */
export function setLanguage(language) {
  chosen = language;
  document.documentElement.lang = language === "zh" ? "zh-CN" : language;
}

export function language() {
  return chosen;
}

/**
 * The sentence of a key, with {name} filled in, and {n|person|people} chosen by the count n.
 * A key that a language lacks is said in Chinese; an unknown key shows itself.
 * @param {string} key
 * @param {Record<string, string | number>} [values]
 * @param {string} [inLanguage]
 */
export function t(key, values = {}, inLanguage = chosen) {
  const sentence = sentences[inLanguage]?.[key] ?? sentences.zh?.[key] ?? key;
  return sentence.replace(/\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/g, (whole, name, one, many) => {
    const value = values[name];
    if (value === undefined) return whole;
    return one === undefined ? String(value) : Number(value) === 1 ? one : many;
  });
}

/**
 * A text that the hall wrote, in the chosen language, else in Chinese.
 * @param {Words | string | null | undefined} words
 * @param {string} [inLanguage]
 */
export function say(words, inLanguage = chosen) {
  if (!words) return "";
  if (typeof words === "string") return words;
  return words[inLanguage] ?? words.zh;
}

/** The language that stands small beside the chosen one. */
export function other() {
  return chosen === "zh" ? "en" : "zh";
}
