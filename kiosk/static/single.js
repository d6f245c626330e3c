/** A hall with one matter asks nobody what they want: one key takes a number. */
/** @import { Kiosk } from "./kiosk.js" */
/** @import { MatterDescription } from "/static/kit/contracts.js" */
import { icon } from "/static/kit/parts.js";
import { say, t } from "/static/kit/text.js";
import { html, nothing } from "/static/kit/vendor/lit.js";
import { takeKey } from "./matter.js";
import { small, smallWords } from "./words.js";

/** The matter, where it is the only one. @param {Kiosk} kiosk */
export function onlyMatter({ catalogue }) {
  return catalogue?.matters.length === 1 ? catalogue.matters[0] : null;
}

/** Its name, where otherwise the question stands. @param {MatterDescription} matter */
export const singleHeading = (matter) =>
  html`<section class="ask"><h1 data-heading tabindex="-1">${say(matter.name)}</h1>
    ${smallWords(matter.name)}</section>`;

/** @param {Kiosk} kiosk @param {MatterDescription} matter */
export function singleKeys(kiosk, matter) {
  const wish = kiosk.wishFor(matter);
  const open = () => kiosk.go({ name: "matter", matter: matter.key, ticks: [...wish.ticks] });
  return html`<div class="only">${takeKey(kiosk, wish, matter)}
    ${
      moreToSay(kiosk, matter)
        ? html`<button class="key more" @click=${open}><span>${t("kiosk.only.more")}${small(
            "kiosk.only.more",
          )}</span>${icon("chevron")}</button>`
        : nothing
    }</div>`;
}

/** Papers to bring, a fee, a limit, or a priority to claim. @param {Kiosk} kiosk @param {MatterDescription} matter */
function moreToSay({ catalogue }, { materials, fee, promised_limit: promised, legal_limit: legal }) {
  const claims = catalogue?.priority_classes.some((each) => each.public && each.key !== "ordinary");
  return materials.length > 0 || Boolean(fee ?? promised ?? legal) || claims;
}
