/** The photograph of a person: put, changed, removed. What can't be one the server says. */
/** @import { Desk, Row } from "./types.js" */
import { Problem } from "/static/kit/api.js";
import { t } from "/static/kit/text.js";
import { html, nothing } from "/static/kit/vendor/lit.js";

const LARGEST = 2_000_000;

/** @param {Desk} desk @param {Row} person */
export function photograph(desk, person) {
  const open = (/** @type {Event} */ event) => {
    const input = /** @type {HTMLElement} */ (event.currentTarget).nextElementSibling;
    /** @type {HTMLInputElement} */ (input).click();
  };
  const word = person.has_photograph ? "admin.photograph.new" : "admin.photograph.put";
  return html`<button class="key smallkey quiet" aria-label=${`${t(word)} ${person.name}`} @click=${open}>
      ${t(word)}</button><input type="file" accept="image/jpeg,image/png,image/webp" hidden
      @change=${(/** @type {Event} */ event) => put(desk, person, event)}>${
        person.has_photograph
          ? html`<button class="key smallkey quiet" @click=${() => remove(desk, person)}>
            ${t("admin.photograph.remove")}</button>`
          : nothing
      }`;
}

/** @param {Desk} desk @param {Row} person */
const remove = (desk, person) => desk.act(() => desk.send("DELETE", `/people/${person.id}/photograph`, undefined));

/** @param {Desk} desk @param {Row} person @param {Event} event */
function put(desk, person, event) {
  const input = /** @type {HTMLInputElement} */ (event.target);
  const file = input.files?.[0];
  if (!file) return;
  void desk.act(async () => {
    const picture = (await addressOf(file)).split(",")[1];
    input.value = "";
    if (file.size > LARGEST) {
      const [title, action] = [t("admin.photograph.heavy"), t("admin.photograph.heavy.more")];
      throw new Problem({ status: 0, code: "photograph", title, action });
    }
    await desk.send("PUT", `/people/${person.id}/photograph`, { picture });
  });
}

/** @param {Blob} file @returns {Promise<string>} */
const addressOf = (file) =>
  new Promise((done) => {
    const reader = new FileReader();
    reader.onload = () => done(String(reader.result));
    reader.readAsDataURL(file);
  });
