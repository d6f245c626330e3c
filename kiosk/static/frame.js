/** @import { Kiosk } from "./kiosk.js" */
import { ageClock } from "/static/kit/age.js";
import { dateLine, time } from "/static/kit/format.js";
import { ageLabel, icon } from "/static/kit/parts.js";
import { language, nextLanguage, other, say, t } from "/static/kit/text.js";
import { comfort, setComfort } from "/static/kit/theme.js";
import { html, keyed, nothing } from "/static/kit/vendor/lit.js";
import { guide } from "./guide.js";
import { home } from "./home.js";
import { priority } from "./priority.js";
import { list } from "./list.js";
import { lookup } from "./lookup.js";
import { matter } from "./matter.js";
import { refusal } from "./refusal.js";
import { moreKey } from "./scrolling.js";
import { search } from "./search.js";
import { ticket } from "./ticket.js";
import { visit } from "./visit.js";
import { small } from "./words.js";

/** @type {Record<string, (kiosk: Kiosk) => { main: unknown, dock?: unknown }>} */
const DRAWN = { home, list, search, matter, priority, ticket, lookup, visit, guide, refusal };

/**
 * The whole screen of a kiosk.
 * @param {Kiosk} kiosk
 */
export function draw(kiosk) {
  if (!kiosk.catalogue) return starting(kiosk);
  const { main, dock } = DRAWN[kiosk.page.name](kiosk);
  return html`
    ${header(kiosk)}${lost(kiosk)}
    ${keyed(kiosk.page, html`<main class="fade p-${kiosk.page.name}" tabindex="-1">${main}</main>`)}
    <footer class="dock">${dock ? html`<div class="go">${dock}${moreKey(kiosk)}</div>` : nothing}${access(
      kiosk,
    )}</footer>
    ${still(kiosk)}`;
}

/** @param {Kiosk} kiosk */
function starting(kiosk) {
  return html`<main class="calm"><h1 data-heading tabindex="-1">${t("kiosk.starting")}</h1>
    ${small("kiosk.starting")}<p>${ageLabel(kiosk.age)}</p></main>`;
}

/** @param {Kiosk} kiosk */
function header(kiosk) {
  const { centre } = /** @type {import("/static/kit/contracts.js").Catalogue} */ (kiosk.catalogue);
  const first = kiosk.page.name === "home";
  const aside = first ? html`<p class="en" lang=${other()}>${say(centre.name, other())}</p>` : nothing;
  const date = first ? html`<p class="date">${dateLine(kiosk.now, kiosk.timezone, language())}</p>` : nothing;
  return html`<header class="khead ${first ? "first" : ""}">
    <div><p class="centre">${say(centre.name)}</p>${aside}</div>
    <div class="when"><time class="num">${time(kiosk.now, kiosk.timezone)}</time>${date}
      ${first || kiosk.age.level === "fresh" ? nothing : ageLabel(kiosk.age)}</div>
  </header>`;
}

/** Over a minute without the server: say so, with the age counting up. @param {Kiosk} kiosk */
function lost({ age, page }) {
  if (age.level !== "lost" || page.name === "ticket") return nothing;
  return html`<section class="bn ink" role="status">${icon("cross")}
    <div><b>${t("kiosk.lost")}</b><p>${t("kiosk.lost.action")}</p></div>
    <span class="num">${ageClock(age)}</span></section>`;
}

/** @param {Kiosk} kiosk */
function access(kiosk) {
  const { large, contrast, low } = comfort();
  const next = nextLanguage();
  /** @param {import("/static/kit/theme.js").Comfort} wish */
  const wish = (wish) => () => {
    setComfort(wish);
    kiosk.redraw();
  };
  const now = { large, contrast, low };
  return html`<nav class="access" aria-label=${t("kiosk.access")}>
    <button lang=${next.html} @click=${() => kiosk.speakIn(next.tag)}>${icon("globe")}${next.name}</button>
    ${toggle("large", large, wish({ ...now, large: !large }))}
    ${toggle("contrast", contrast, wish({ ...now, contrast: !contrast }))}
    ${kiosk.speech.available ? toggle("speech", kiosk.speech.on, () => speakUp(kiosk)) : nothing}
    ${toggle("low", low, wish({ ...now, low: !low }))}
  </nav>`;
}

/** @param {Kiosk} kiosk */
function speakUp(kiosk) {
  kiosk.speech.turn(!kiosk.speech.on);
  kiosk.speech.say(t("kiosk.speech.on"));
  kiosk.redraw();
}

/**
 * @param {string} name
 * @param {boolean} on
 * @param {() => void} press
 */
function toggle(name, on, press) {
  return html`<button class=${on ? "on" : ""} aria-pressed=${on} @click=${press}>
    ${icon(on ? "tick" : name)}${t(`kiosk.access.${name}`)}</button>`;
}

/** "Are you still there?" The ticket's page says it in its own keys. @param {Kiosk} kiosk */
function still(kiosk) {
  if (!kiosk.session.warning || kiosk.page.name === "ticket") return nothing;
  return html`<div class="still"><section role="alertdialog" aria-labelledby="still" aria-modal="true">
    <h2 id="still">${t("kiosk.still.title")}</h2>${small("kiosk.still.title")}
    <p>${t("kiosk.still.text", { n: kiosk.session.left })}</p>
    <div class="pair"><button class="key" @click=${() => kiosk.leave()}>
      <span>${t("kiosk.still.leave")}${small("kiosk.still.leave")}</span></button>
      <button class="key now" @click=${() => kiosk.session.extend()}>
        <span>${t("kiosk.still.stay")}${small("kiosk.still.stay")}</span></button></div>
  </section></div>`;
}
