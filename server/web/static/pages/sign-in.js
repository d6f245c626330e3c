/** Sign in, then go on to where one wanted to go. */
/** @import { Problem } from "/static/kit/api.js" */
import { Api } from "/static/kit/api.js";
import { boot } from "/static/kit/boot.js";
import { loadText, setLanguage } from "/static/kit/text.js";

const form = /** @type {HTMLFormElement} */ (document.getElementById("sign-in"));
const refused = /** @type {HTMLElement} */ (document.getElementById("refused"));
const slot = new URLSearchParams(location.search).get("as");
const api = new Api({ slot });
let busy = false;

/** @param {SubmitEvent} event */
async function signIn(event) {
  event.preventDefault();
  if (busy) return;
  busy = true;
  const fields = new FormData(form);
  const wish = { login: String(fields.get("login")).trim(), password: String(fields.get("password")) };
  try {
    const who = await api.post("/session", slot ? { ...wish, slot } : wish);
    location.assign(boot().next ?? who.home ?? "/");
  } catch (problem) {
    say(/** @type {Problem} */ (problem));
  }
  busy = false;
}

/** @param {{ title: string, detail?: string, action?: string }} problem */
function say({ title, detail, action }) {
  /** @type {HTMLElement} */ (refused.querySelector("b")).textContent = title;
  /** @type {HTMLElement} */ (refused.querySelector("p")).textContent = [detail, action].filter(Boolean).join(" ");
  refused.hidden = false;
  const password = /** @type {HTMLInputElement} */ (form.elements.namedItem("password"));
  password.value = "";
  password.focus();
}

// Until somebody listens the key is off: the browser's own way to send a form would show what was typed.
form.addEventListener("submit", (event) => void signIn(event));
/** @type {HTMLButtonElement} */ (form.querySelector("button.now")).disabled = false;
await loadText(import.meta.url, []);
setLanguage(boot().language);
