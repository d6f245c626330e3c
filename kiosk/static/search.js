/** @import { Kiosk } from "./kiosk.js" */
import { t } from "/static/kit/text.js";
import { html } from "/static/kit/vendor/lit.js";
import { find } from "./figures.js";
import { field, keyboard, LETTERS } from "./keyboard.js";
import { matterRow } from "./list.js";
import { backKey, heading, small, split } from "./words.js";

/** Matters found while one types. @param {Kiosk} kiosk */
export function search(kiosk) {
  const { page, catalogue } = kiosk;
  if (page.name !== "search" || !catalogue) throw new Error("no search to show");
  const found = find(catalogue, page.typed);
  /** @param {string} typed */
  const type = (typed) => {
    page.typed = typed.slice(0, 40);
    kiosk.redraw();
  };
  const main = split(
    heading(t("kiosk.search"), small("kiosk.search")),
    html`${field(page.typed, t("kiosk.search"), t("kiosk.search.hint"), type)}
      <div class="found" role="region" aria-live="polite" aria-label=${t("kiosk.search.found", { n: found.length })}>
        ${results(kiosk, page.typed, found)}</div>
      ${keyboard(LETTERS, {
        type: (letter) => type(page.typed + letter),
        erase: () => type(page.typed.slice(0, -1)),
        clear: () => type(""),
      })}`,
  );
  return { main, dock: backKey(kiosk) };
}

/**
 * @param {Kiosk} kiosk
 * @param {string} typed
 * @param {import("/static/kit/contracts.js").MatterDescription[]} found
 */
function results(kiosk, typed, found) {
  if (!typed.trim()) return html`<p class="lead">${t("kiosk.search.how")}</p>${small("kiosk.search.how")}`;
  if (found.length === 0)
    return html`<p class="lead"><b>${t("kiosk.search.nothing", { typed })}</b></p>
      <p class="lead">${t("kiosk.search.nothing.action")}</p>${small("kiosk.search.nothing.action")}`;
  return html`<ul class="matters">${found.map((matter) => matterRow(kiosk, matter))}</ul>`;
}
