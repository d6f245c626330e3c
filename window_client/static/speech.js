import { nextLanguage, setLanguage } from "/static/kit/text.js";

/** The clerk's own language, kept in this browser. */
const PLACE = "servicehall.language";

export function chosenLanguage() {
  const wish = new URLSearchParams(location.search).get("lang") ?? localStorage.getItem(PLACE);
  return wish ?? "zh";
}

export function switchLanguage() {
  const next = nextLanguage().tag;
  localStorage.setItem(PLACE, next);
  setLanguage(next);
}
