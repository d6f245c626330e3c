/** @import { Kiosk } from "./kiosk.js" */
import { icon } from "/static/kit/parts.js";
import { say, t } from "/static/kit/text.js";
import { html } from "/static/kit/vendor/lit.js";
import { backKey, heading, small, smallWords, split } from "./words.js";

/** Which priority a person claims; staff check it at the window. @param {Kiosk} kiosk */
export function lanes(kiosk) {
  const { page, catalogue } = kiosk;
  if (page.name !== "lanes" || !catalogue) throw new Error("no lanes to show");
  /** @param {string | undefined} lane */
  const choose = (lane) => () => {
    page.of.lane = lane;
    kiosk.back();
  };
  const offered = catalogue.lanes.filter((lane) => lane.public && lane.key !== "ordinary");
  const rows = offered.map(
    (lane) => html`<li><button role="radio" aria-checked=${page.of.lane === lane.key} @click=${choose(lane.key)}>
      <span class="name"><b>${say(lane.name)}</b>${smallWords(lane.name)}</span><span class="facts">${
        page.of.lane === lane.key ? icon("tick") : icon("chevron")
      }</span></button></li>`,
  );
  const main = split(
    html`${heading(t("kiosk.lane.ask"), small("kiosk.lane.ask"))}
      <p class="lead">${t("kiosk.lane.rule")}</p>`,
    html`<ul class="matters" role="radiogroup">${rows}
      <li><button role="radio" aria-checked=${!page.of.lane} @click=${choose(undefined)}>
        <span class="name"><b>${t("kiosk.lane.none")}</b>${small("kiosk.lane.none")}</span><span
          class="facts">${icon("chevron")}</span></button></li></ul>`,
  );
  return { main, dock: backKey(kiosk) };
}
