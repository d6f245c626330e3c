/** What a board says of its sound: nothing while all is well; red and in words where nobody is heard. */
/** @import { Announcer } from "./announcer.js" */
import { icon } from "/static/kit/parts.js";
import { t } from "/static/kit/text.js";
import { html, nothing } from "/static/kit/vendor/lit.js";

/** @param {Announcer | null} announcer null for a page that is no board of the hall */
export function soundSign(announcer) {
  if (!announcer) return nothing;
  const { mute, trouble } = announcer;
  if (!trouble || !(mute || trouble === "autoplay")) return nothing;
  return html`<div class="row sound">
    ${mute ? html`<span class="chip bad" role="alert">${icon("alarm")}${t("board.mute")}</span>` : nothing}
    <span class="hint">${t(`board.mute.${trouble}`)}</span>
    ${trouble === "autoplay" ? wakeKey(announcer) : nothing}
  </div>`;
}

/** @param {Announcer} announcer */
function wakeKey(announcer) {
  return html`<button class="key quiet" @click=${() => void announcer.wake()}>
    ${icon("speech")}${t("board.sound")}</button>`;
}
