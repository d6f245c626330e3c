/** @import { Words } from "./contracts.js" */

/** @type {Record<string, Record<string, string>>} language to key to sentence */
const sentences = {};
let chosen = "zh";

/**
 * Loads the texts that lie in the folder text/ beside a module, in every language that the page may
 * speak. The kit's own always come along.
 * @param {string} module the address of the module, `import.meta.url`
 * @param {string[]} names
 * @param {string[]} [languages]
 */
export async function loadText(module, names, languages = ["zh", "en"]) {
  const files = [{ from: import.meta.url, name: "kit" }, ...names.map((name) => ({ from: module, name }))];
  await Promise.all(
    files.flatMap(({ from, name }) =>
      languages.map((language) => loadFile(new URL(`text/${name}.${language}.json`, from), language)),
    ),
  );
}

/**
 * @param {URL} address
 * @param {string} language
 */
async function loadFile(address, language) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`no texts at ${address.pathname}: ${answer.status}`);
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
