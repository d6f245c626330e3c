/** Calls that no rule made: whom, where, by whom and why. */
/** @import { View } from "./types.js" */
import { time } from "/static/kit/format.js";
import { say, t } from "/static/kit/text.js";
import { html, nothing } from "/static/kit/vendor/lit.js";

const SHOWN = 5;

/** @param {View} view */
export function outOfTurn({ today, catalogue }) {
  const calls = today.out_of_turn ?? [];
  if (!calls.length) return nothing;
  const row = (/** @type {typeof calls[number]} */ call) => html`<li class="al turn">
    <time class="fig">${time(call.at, catalogue.hall.timezone)}</time>
    <div><b><span class="num tk">${call.number}</span> ${call.words ? say(call.words) : t("today.turn.unsaid")}</b>
      <div class="q">${t("today.window", { sign: call.window.padStart(2, "0") })} · ${who(call.actor)}</div>
    </div></li>`;
  const rest = calls.slice(SHOWN);
  return html`<section class="sb"><h2>${t("today.turn")} ${calls.length}</h2>
    <ol>${calls.slice(0, SHOWN).map(row)}</ol>
    ${
      rest.length
        ? html`<details><summary>${t("today.turn.rest", { n: rest.length })}</summary><ol>${rest.map(row)}</ol>
          </details>`
        : nothing
    }
  </section>`;
}

/** The sign-in name, which is what the journal holds. @param {string} actor */
const who = (actor) => actor.replace(/^person:/, "");
