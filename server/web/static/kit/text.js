/** @import { Words } from "./contracts.js" */
/** @import { PageLanguage } from "./types.js" */
import { boot } from "./boot.js";
import { readyGlyphs } from "./font-slices.js";

/** @type {Record<string, Record<string, string>>} language to key to sentence */
const sentences = {};
/** @type {PageLanguage[]} */
let spoken = [];
let chosen = "zh";

/** Which languages there are is the server's to say, in the page's boot data. */
function languages() {
  if (!spoken.length) spoken = boot().languages;
  return spoken;
}

/** @param {string} tag @returns {PageLanguage | undefined} */
const known = (tag) => languages().find((each) => each.tag === tag);

/**
 * Loads the texts that lie in the folder text/ beside a module, in every language of the page. The
 * kit's own always come along. Those of languages that follow another lie in a folder of their own.
 * @param {string} module the address of the module, `import.meta.url`
 * @param {string[]} names
 */
export async function loadText(module, names) {
  const files = [{ from: import.meta.url, name: "kit" }, ...names.map((name) => ({ from: module, name }))];
  await Promise.all(files.flatMap((file) => languages().map((language) => loadFile(file, language))));
}

/**
 * @param {{ from: string, name: string }} file
 * @param {PageLanguage} language
 */
async function loadFile({ from, name }, { tag, like }) {
  const beside = new URL(`text/${name}.${tag}.json`, from);
  const address = tag === like ? beside : new URL(`../languages/${tag}/${name}.json`, import.meta.url);
  const answer = await fetch(address);
  if (answer.ok) addText(tag, await answer.json());
  else if (tag === like) throw new Error(`no texts at ${address.pathname}: ${answer.status}`);
}

/**
 * @param {string} tag
 * @param {Record<string, string>} catalogue
 */
export function addText(tag, catalogue) {
  sentences[tag] = { ...sentences[tag], ...catalogue };
  readyGlyphs(catalogue);
}

/** What the page does not speak becomes the language without its script, else Chinese. @param {string} tag */
export function setLanguage(tag) {
  const found = known(tag) ?? known(tag.split("-")[0]);
  chosen = found?.tag ?? "zh";
  document.documentElement.lang = found?.html ?? "zh-CN";
}

export function language() {
  return chosen;
}

/** Chinese or English: whose forms the chosen language has. */
export function chosenForm() {
  return formOf(chosen);
}

/** @param {string} tag */
export function formOf(tag) {
  return spoken.find((each) => each.tag === tag)?.like ?? (tag === "en" ? "en" : "zh");
}

/** The language that a key turns to, and its own name to write on it. */
export function nextLanguage() {
  const all = languages();
  return all[(all.findIndex(({ tag }) => tag === chosen) + 1) % all.length];
}

/**
 * The sentence of a key, with {name} filled in; {@window} is said as the hall says it of `window` or `sign`,
 * A key that a language lacks is said in the one it follows, then in Chinese; an unknown key shows itself.
 * @param {string} key
 * @param {Record<string, string | number>} [values]
 * @param {string} [inLanguage]
 * @returns {string}
 */
export function t(key, values = {}, inLanguage = chosen) {
  const own = sentences[inLanguage]?.[key];
  const found = own ?? sentences[formOf(inLanguage)]?.[key] ?? sentences.zh?.[key] ?? key;
  const sentence = found.replace(/\{@(\w+)(?::(\w+))?\}/g, (_, name, of) =>
    hallWord(name, inLanguage, values[of ?? "window"] ?? values.sign),
  );
  return sentence.replace(/\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/g, (whole, name, one, many) => {
    const value = values[name];
    if (value === undefined) return whole;
    return one === undefined ? String(value) : Number(value) === 1 ? one : many;
  });
}

/** @type {string | null} */
let standing = null;

/** Which window the page is about where no sentence names one, as it is chosen. @param {string | null} key */
export function setWindow(key) {
  standing = key;
}

/**
 * A word of the hall's own (号窗 or 诊室, 导办台 or 导诊台), for `{@window}` in a sentence; else ours.
 * @param {string} name
 * @param {string} [inLanguage]
 * @param {string | number} [window] the key or sign of a window, which may be called differently from the others
 */
export function hallWord(name, inLanguage = chosen, window = standing ?? boot().window ?? "") {
  const differing = boot().window_words?.[String(window).toUpperCase().replace(/^0+/, "")];
  const own = differing?.[name] ?? boot().words?.[name];
  return own ? say(own, inLanguage) : t(`kit.word.${name}`, {}, inLanguage);
}

/**
 * Windows by what they are called: 11、12 号窗; where the hall calls some differently, each kind by itself.
 * @param {string[]} keys keys or signs
 * @param {string} [inLanguage]
 * @returns {{ keys: string[], unit: string }[]}
 */
export function byUnit(keys, inLanguage = chosen) {
  /** @type {Map<string, string[]>} */
  const kinds = new Map();
  for (const key of keys) {
    const unit = hallWord("window", inLanguage, key);
    kinds.set(unit, [...(kinds.get(unit) ?? []), key]);
  }
  return [...kinds].map(([unit, held]) => ({ unit, keys: held }));
}

/**
 * A text that the hall wrote, in the chosen language, else in the one it follows, else in Chinese.
 * @param {Words | string | null | undefined} words
 * @param {string} [inLanguage]
 */
export function say(words, inLanguage = chosen) {
  if (!words) return "";
  if (typeof words === "string") return words;
  return words[inLanguage] ?? words[formOf(inLanguage)] ?? words.zh;
}

/** The language that stands small beside the chosen one. */
export function other() {
  return chosenForm() === "zh" ? "en" : "zh";
}
