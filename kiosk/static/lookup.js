/** @import { Kiosk } from "./kiosk.js" */
import { icon } from "/static/kit/parts.js";
import { t } from "/static/kit/text.js";
import { html } from "/static/kit/vendor/lit.js";
import { CODE, field, keyboard } from "./keyboard.js";
import { lookUp } from "./verbs.js";
import { backKey, heading, small, split } from "./words.js";

const LENGTH = 10;

/**
 * A ticket's code, out of what was typed or scanned (its page's whole address).
 * @param {string} typed
 */
export function codeIn(typed) {
  const last = typed.trim().split("/").pop() ?? "";
  return last
    .toUpperCase()
    .replace(/[-\s]/g, "")
    .replace(/[IL]/g, "1")
    .replace(/O/g, "0")
    .replace(/[^0-9A-Z]/g, "")
    .slice(0, LENGTH);
}

/** Who has a ticket sees where it stands, and comes back after a missed call. @param {Kiosk} kiosk */
export function lookup(kiosk) {
  const { page } = kiosk;
  if (page.name !== "lookup") throw new Error("no code is asked for");
  const ready = codeIn(page.typed).length === LENGTH;
  const go = () => ready && lookUp(kiosk, codeIn(page.typed));
  /** @param {string} typed */
  const type = (typed) => {
    page.typed = typed.includes("/") ? typed.slice(0, 200) : codeIn(typed);
    kiosk.redraw();
  };
  const main = split(
    html`${heading(t("kiosk.lookup"), small("kiosk.lookup"))}<p class="lead">${t("kiosk.lookup.how")}</p>
      ${small("kiosk.lookup.how")}`,
    html`${field(page.typed, t("kiosk.lookup"), t("kiosk.lookup.hint"), type, go)}
      ${keyboard(CODE, {
        type: (letter) => type(codeIn(page.typed) + letter),
        erase: () => type(codeIn(page.typed).slice(0, -1)),
        clear: () => type(""),
      })}`,
  );
  const missing = LENGTH - codeIn(page.typed).length;
  const dock = html`${backKey(kiosk)}<button class="key ${ready ? "now" : ""} wide"
    aria-disabled=${!ready || kiosk.busy} @click=${go}>
    <span>${ready ? t("kiosk.lookup.go") : t("kiosk.lookup.missing", { n: missing })}${
      ready ? small("kiosk.lookup.go") : small("kiosk.lookup.missing", { n: missing })
    }</span>${ready ? icon("arrow") : ""}</button>`;
  return { main, dock };
}
