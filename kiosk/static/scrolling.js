/** @import { Kiosk } from "./kiosk.js" */
import { icon } from "/static/kit/parts.js";
import { t } from "/static/kit/text.js";
import { html, nothing } from "/static/kit/vendor/lit.js";

const PARTS = ["main", ".hands", ".found", ".eyes"];

/** The part of the page that holds more than it shows. */
function scroller() {
  return PARTS.map((part) => document.querySelector(part)).find(
    (part) => part && part.scrollHeight > part.clientHeight + 16,
  );
}

/** @returns {"down" | "up" | null} where there is more to see */
export function moreToSee() {
  const part = scroller();
  if (!part) return null;
  return part.scrollTop + part.clientHeight < part.scrollHeight - 16 ? "down" : "up";
}

/** A key for those who can't swipe: down by most of a page, and from the end back to the top. @param {Kiosk} kiosk */
export function moreKey(kiosk) {
  const { more } = kiosk;
  if (!more) return nothing;
  return html`<button class="key more" @click=${() => scroll(more)}>
    ${icon(more)}<span>${t(`kiosk.${more}`)}</span></button>`;
}

/** @param {"down" | "up"} way */
function scroll(way) {
  const part = scroller();
  part?.scrollTo({ top: way === "up" ? 0 : part.scrollTop + part.clientHeight * 0.7, behavior: "smooth" });
}
