import { language, setLanguage } from "/static/kit/text.js";

/** The clerk's own language, kept in this browser. */
const PLACE = "servicehall.language";

export function chosenLanguage() {
  const wish = new URLSearchParams(location.search).get("lang") ?? localStorage.getItem(PLACE);
  return wish === "en" ? "en" : "zh";
}

export function switchLanguage() {
  const next = language() === "zh" ? "en" : "zh";
  localStorage.setItem(PLACE, next);
  setLanguage(next);
}
