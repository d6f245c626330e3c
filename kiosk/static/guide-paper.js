/** The guide of a matter on paper (B14): asked for at the kiosk, believed only when it is out. */
/** @import { Kiosk } from "./kiosk.js" */
/** @import { Page } from "./pages.js" */
/** @import { LiveEvent } from "/static/kit/contracts.js" */
import { icon } from "/static/kit/parts.js";
import { language, other, say, t } from "/static/kit/text.js";
import { html, nothing } from "/static/kit/vendor/lit.js";

/** @typedef {Extract<Page, { name: "matter" }>} Shown */

/** What a paper's state says to whoever waits for it; the others are on the way. */
/** @type {Record<string, "printed" | "failed">} */
const ENDS = { printed: "printed", processed: "printed", failed: "failed", unconfirmed: "failed" };

/**
 * For whoever wants to read it at home; no ticket is taken.
 * @param {Kiosk} kiosk
 * @param {Shown} page
 */
export function guideKey(kiosk, page) {
  if (kiosk.printer === null || kiosk.paperless) return nothing;
  const elsewhere = page.guide === "printed" ? kiosk.standIn(page) : undefined;
  const key = elsewhere ? "kiosk.print.elsewhere" : `kiosk.print.${page.guide ?? "ask"}`;
  const words = (/** @type {string} */ tongue) =>
    t(key, elsewhere ? { kiosk: say(elsewhere.name, tongue) } : {}, tongue);
  const done = page.guide === "sent" || page.guide === "printed";
  return html`<button class="claim" ?disabled=${done} aria-live="polite" @click=${() => printGuide(kiosk, page)}>
    <span>${words(language())}</span><span class="en"
      lang=${other()}>${words(other())}</span>${icon(
        page.guide === "failed" ? "alarm" : page.guide === "printed" ? "tick" : "printer",
      )}</button>`;
}

/** @param {Kiosk} kiosk @param {Shown} page */
async function printGuide(kiosk, page) {
  page.guide = "sent";
  page.paper = undefined;
  page.early = [];
  kiosk.redraw();
  try {
    const paper = await kiosk.api.post(`/halls/${kiosk.boot.hall}/guides`, {
      matter: page.matter,
      language: language(),
    });
    page.paper = paper.id;
    page.guide = ENDS[paper.state] ?? "sent";
    for (const event of page.early) guideMoved(kiosk, page, event);
  } catch {
    page.guide = "failed";
  }
  kiosk.redraw();
}

/**
 * News of the paper under way. It may come before the answer that says which paper that is.
 * @param {Kiosk} kiosk
 * @param {Shown} page
 * @param {LiveEvent} event
 */
export function guideMoved(kiosk, page, event) {
  if (event.type !== "document.paper") return;
  if (page.guide === "sent" && page.paper === undefined) page.early?.push(event);
  if (event.document !== page.paper) return;
  page.guide = ENDS[event.state] ?? page.guide;
  page.printer = event.printer;
  kiosk.redraw();
}
