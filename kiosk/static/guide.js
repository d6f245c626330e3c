/** @import { Kiosk } from "./kiosk.js" */
import { icon } from "/static/kit/parts.js";
import { say, t } from "/static/kit/text.js";
import { html, nothing } from "/static/kit/vendor/lit.js";
import { backKey, heading, small, smallWords } from "./words.js";

/** Where people help people. @param {Kiosk} kiosk */
export function guide(kiosk) {
  const hall = kiosk.catalogue?.hall;
  const desk = hall?.guide;
  const main = html`<div class="calm">${icon("person")}${heading(t("kiosk.guide.title"), small("kiosk.guide.title"))}
    <p class="lead"><b>${desk ? say(desk) : t("kiosk.guide.any")}</b>${
      desk ? smallWords(desk) : small("kiosk.guide.any")
    }</p>
    <p class="lead">${t("kiosk.guide.what")}</p>${small("kiosk.guide.what")}
    ${
      hall?.complaint_phone
        ? html`<p class="lead phone">${t("kiosk.guide.phone")} <b class="num">${hall.complaint_phone}</b></p>`
        : nothing
    }</div>`;
  return { main, dock: backKey(kiosk) };
}
