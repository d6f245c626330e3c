/** @import { RatingOfTicket } from "/static/kit/contracts.js" */
/** @import { Visit } from "./phone.js" */
import { LEVELS, levelName, REASONS, reasonName } from "/static/kit/rating.js";
import { language, other, t } from "/static/kit/text.js";
import { html, nothing } from "/static/kit/vendor/lit.js";

/** Between words of a list. */
const listed = () => (language() === "en" ? ", " : "、");

/** Five tiles of equal ink; whatever is chosen, the same few words may follow. @param {Visit} visit */
export function rating(visit) {
  const { ticket, said } = visit;
  const given = ticket.rating;
  if (given && given.channel !== "phone") return elsewhere(given);
  if (given && !said.changing) return thanks(visit, given);
  return html`<section class="rate"><h2>${t("phone.rate")}</h2><p class="q">${t("phone.rate.how")}</p>
    <div class="five">${LEVELS.map((level) => tile(visit, level))}</div></section>`;
}

/**
 * @param {Visit} visit
 * @param {number} level
 */
function tile(visit, level) {
  const rate = () => {
    visit.said.changing = false;
    visit.act("rating", { level });
  };
  const dots = LEVELS.map((place) => html`<i class=${place === level ? "on" : ""}></i>`);
  return html`<button class="f" aria-disabled=${visit.busy} @click=${rate}>
    <span class="dots" aria-hidden="true">${dots}</span><b>${levelName(level)}</b><span class="en"
      lang=${other()}>${levelName(level, other())}</span></button>`;
}

/**
 * Given at the pad or a kiosk: it can be changed there alone.
 * @param {RatingOfTicket} given
 */
function elsewhere({ level, channel }) {
  return html`<section class="rate"><h2>${t("phone.rated", { level: levelName(level) })}</h2>
    <p class="q">${t(`phone.rated.at.${channel}`)}</p></section>`;
}

/**
 * @param {Visit} visit
 * @param {RatingOfTicket} given
 */
function thanks(visit, { level, earlier }) {
  const { said } = visit;
  const others = earlier.filter((each) => each.level !== level).map((each) => levelName(each.level));
  const change = () => {
    said.changing = true;
    said.sent = false;
    visit.redraw();
  };
  return html`<section class="rate"><h2>${t("phone.rated", { level: levelName(level) })}</h2>
    <p class="q">${t("phone.rated.thanks")}</p>
    ${others.length ? html`<p class="s">${t("phone.rated.earlier", { levels: others.join(listed()) })}</p>` : nothing}
    ${said.sent ? html`<p><b>${t("phone.rated.sent")}</b></p>` : more(visit, level)}
    <button class="key quiet" @click=${change}>${t("phone.rated.change")}</button></section>`;
}

/**
 * @param {Visit} visit
 * @param {number} level
 */
function more(visit, level) {
  const { said } = visit;
  const empty = said.reasons.length === 0 && !said.text.trim();
  const send = async () => {
    if (empty) return;
    await visit.act("rating", { level, reasons: said.reasons, text: said.text.trim() || null });
    said.sent = visit.problem === null;
    visit.redraw();
  };
  /** @param {Event} event */
  const write = (event) => {
    said.text = /** @type {HTMLTextAreaElement} */ (event.target).value;
    visit.redraw();
  };
  return html`<p>${t("phone.rated.more")}</p>
    <div class="reasons">${REASONS.map(
      (reason) => html`<button role="checkbox"
        aria-checked=${said.reasons.includes(reason)} class="chip ${said.reasons.includes(reason) ? "solid" : ""}"
          @click=${() => pick(visit, reason)}>${reasonName(reason)}</button>`,
    )}</div>
    <label>${t("phone.rated.text")}<textarea rows="3" maxlength="500" .value=${said.text}
      @input=${write}></textarea></label>
    ${
      empty
        ? nothing
        : html`<button class="key" aria-disabled=${visit.busy} @click=${send}>${t("phone.rated.send")}</button>`
    }`;
}

/**
 * @param {Visit} visit
 * @param {string} reason
 */
function pick(visit, reason) {
  const { said } = visit;
  said.reasons = said.reasons.includes(reason)
    ? said.reasons.filter((each) => each !== reason)
    : [...said.reasons, reason];
  visit.redraw();
}
