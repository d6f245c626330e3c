/** @import { Kiosk } from "./kiosk.js" */
import { icon } from "/static/kit/parts.js";
import { say, t } from "/static/kit/text.js";
import { html } from "/static/kit/vendor/lit.js";
import { backKey, heading, small, smallWords, split } from "./words.js";

/** Which priority a person claims; staff check it at the window. @param {Kiosk} kiosk */
export function priority(kiosk) {
  const { page, catalogue } = kiosk;
  if (page.name !== "priority" || !catalogue) throw new Error("no priority classes to show");
  /** @param {string | undefined} chosen */
  const choose = (chosen) => () => {
    page.of.priority = chosen;
    kiosk.back();
  };
  const offered = catalogue.priority_classes.filter((each) => each.public && each.key !== "ordinary");
  const rows = offered.map(
    (offer) => html`<li><button role="radio" aria-checked=${page.of.priority === offer.key} @click=${choose(offer.key)}>
      <span class="name"><b>${say(offer.name)}</b>${smallWords(offer.name)}</span><span class="facts">${
        page.of.priority === offer.key ? icon("tick") : icon("chevron")
      }</span></button></li>`,
  );
  const main = split(
    html`${heading(t("kiosk.priority.ask"), small("kiosk.priority.ask"))}
      <p class="lead">${t("kiosk.priority.rule")}</p>`,
    html`<ul class="matters" role="radiogroup">${rows}
      <li><button role="radio" aria-checked=${!page.of.priority} @click=${choose(undefined)}>
        <span class="name"><b>${t("kiosk.priority.none")}</b>${small("kiosk.priority.none")}</span><span
          class="facts">${icon("chevron")}</span></button></li></ul>`,
  );
  return { main, dock: backKey(kiosk) };
}
