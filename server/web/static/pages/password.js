/** Set or change one's own password, then go on. */
/** @import { Problem } from "/static/kit/api.js" */
import { Api } from "/static/kit/api.js";
import { boot } from "/static/kit/boot.js";
import { chosenForm, loadText, setLanguage } from "/static/kit/text.js";

const form = /** @type {HTMLFormElement} */ (document.getElementById("password"));
const refused = /** @type {HTMLElement} */ (document.getElementById("refused"));
const api = new Api({ slot: boot().slot });
const DIFFERENT = {
  zh: { title: "两次输入的密码不一样", action: "请重新输入。" },
  en: { title: "The two passwords differ", action: "Type them again." },
};
let busy = false;

/** @param {SubmitEvent} event */
async function save(event) {
  event.preventDefault();
  if (busy) return;
  busy = true;
  const fields = new FormData(form);
  const [old, fresh] = [fields.get("old"), String(fields.get("new"))];
  try {
    if (fresh !== fields.get("again")) throw DIFFERENT[chosenForm()];
    await api.post("/session/password", old === null ? { new: fresh } : { old, new: fresh });
    location.assign(String(boot().next ?? "/"));
  } catch (problem) {
    say(/** @type {Problem} */ (problem));
  }
  busy = false;
}

/** @param {{ title: string, detail?: string, action?: string, errors?: { message: string }[] | null }} problem */
function say({ title, detail, action }) {
  /** @type {HTMLElement} */ (refused.querySelector("b")).textContent = title;
  /** @type {HTMLElement} */ (refused.querySelector("p")).textContent = [detail, action].filter(Boolean).join(" ");
  refused.hidden = false;
  for (const input of form.querySelectorAll("input[type=password]")) /** @type {HTMLInputElement} */ (input).value = "";
  /** @type {HTMLInputElement} */ (form.querySelector("input[type=password]")).focus();
}

// Until somebody listens the key is off: the browser's own way to send a form would show what was typed.
form.addEventListener("submit", (event) => void save(event));
/** @type {HTMLButtonElement} */ (form.querySelector("button.now")).disabled = false;
await loadText(import.meta.url, []);
setLanguage(boot().language);
