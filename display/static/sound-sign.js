/** What a board says of its sound: nothing while its zone hears its calls; else red, in words, and what to do. */
/** @import { Announcer } from "./announcer.js" */
/** @import { Plan } from "./types.js" */
/** @import { Words } from "/static/kit/contracts.js" */
import { monotonic } from "/static/kit/clock.js";
import { icon } from "/static/kit/parts.js";
import { say, t } from "/static/kit/text.js";
import { html, nothing } from "/static/kit/vendor/lit.js";
import { linesOf } from "./panel.js";

/** Pixels of the drawing that the chip, the key and the margins take; lines that the foot has at most. */
const BESIDE = 700;
const LINES = 3;
const TURN_MS = 10_000;

/**
 * The foot of a board that nobody hears; null where all is well. A touch anywhere on the page lets it sound, too.
 * The notice stands below it where there is room for both; else they take turns, and the red chip stays.
 * @param {Announcer | null} announcer null for a page that is no board of the hall
 * @param {Words | null} notice null: the board shows none
 * @param {Plan} plan
 */
export function soundSign(announcer, notice, plan) {
  if (!announcer?.mute || !announcer.trouble) return null;
  const { trouble } = announcer;
  const why = t(`board.mute.${trouble}`);
  const told = notice ? say(notice) : "";
  const width = plan.width - BESIDE;
  const both = told !== "" && linesOf(why, 34, width) + linesOf(told, 34, width) <= LINES;
  const second = !both && told !== "" && Math.floor(monotonic() / TURN_MS) % 2 === 1;
  return html`<footer class="nt dock mute" role="alert">
    <span class="chip bad">${icon("alarm")}${t("board.mute")}</span><div class="words">
      ${second ? nothing : html`<span class="more">${why}</span>`}${
        both || second ? html`<span class="told">${told}</span>` : nothing
      }</div>
    ${trouble === "autoplay" ? wakeKey(announcer) : nothing}
  </footer>`;
}

/** @param {Announcer} announcer */
function wakeKey(announcer) {
  return html`<button class="key" @click=${() => void announcer.wake()}>${icon("speech")}${t("board.sound")}</button>`;
}
