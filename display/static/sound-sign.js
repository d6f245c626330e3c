/** What a board says of its sound: nothing while its zone hears its calls; else red, in words, and what to do. */
/** @import { Announcer } from "./announcer.js" */
import { icon } from "/static/kit/parts.js";
import { t } from "/static/kit/text.js";
import { html, nothing } from "/static/kit/vendor/lit.js";

/**
 * The foot of a board that nobody hears; null where all is well. A touch anywhere on the page lets it sound, too.
 * @param {Announcer | null} announcer null for a page that is no board of the hall
 */
export function soundSign(announcer) {
  if (!announcer?.mute || !announcer.trouble) return null;
  const { trouble } = announcer;
  return html`<footer class="nt dock mute" role="alert">
    <span class="chip bad">${icon("alarm")}${t("board.mute")}</span><span
      class="more">${t(`board.mute.${trouble}`)}</span>
    ${trouble === "autoplay" ? wakeKey(announcer) : nothing}
  </footer>`;
}

/** @param {Announcer} announcer */
function wakeKey(announcer) {
  return html`<button class="key" @click=${() => void announcer.wake()}>${icon("speech")}${t("board.sound")}</button>`;
}
