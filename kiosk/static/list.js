/** @import { Kiosk } from "./kiosk.js" */
/** @import { Page } from "./pages.js" */
/** @import { Catalogue, MatterDescription } from "/static/kit/contracts.js" */
import { waitRange } from "/static/kit/format.js";
import { nextOpeningFor } from "/static/kit/hours.js";
import { icon, zonePlate } from "/static/kit/parts.js";
import { say, t } from "/static/kit/text.js";
import { html, nothing } from "/static/kit/vendor/lit.js";
import { busyness, homeZone, nobodyMay, openWindows, waitFor } from "./figures.js";
import { backKey, heading, small, smallWords, split, steps } from "./words.js";

/** Matters of a life event or a department, or all of them. @param {Kiosk} kiosk */
export function list(kiosk) {
  const { catalogue, page } = kiosk;
  if (!catalogue || page.name !== "list") throw new Error("no list to show");
  if (page.kind === "organisations") return organisations(kiosk, catalogue);
  const { title, under, matters } = contents(catalogue, page);
  const from = page.kind === "all" ? undefined : title;
  const main = split(
    heading(title, under),
    html`<ul class="matters">${matters.map((matter) => matterRow(kiosk, matter, from))}</ul>`,
  );
  return { main, dock: backKey(kiosk) };
}

/**
 * @param {Catalogue} catalogue
 * @param {Extract<Page, { name: "list" }>} page
 */
function contents(catalogue, page) {
  if (page.kind === "event") {
    const event = catalogue.life_events.find(({ key }) => key === page.key);
    const matters = catalogue.matters.filter(({ key }) => event?.matters.includes(key));
    return { title: say(event?.name), under: smallWords(event?.name), matters };
  }
  if (page.kind === "organisation") {
    const organisation = catalogue.organisations.find(({ key }) => key === page.key);
    const matters = catalogue.matters.filter((matter) => matter.organisation === page.key);
    return { title: say(organisation?.name), under: smallWords(organisation?.name), matters };
  }
  return {
    title: t("kiosk.all", { n: catalogue.matters.length }),
    under: small("kiosk.all", { n: catalogue.matters.length }),
    matters: catalogue.matters,
  };
}

/**
 * One matter: its name, how busy, how long, where.
 * @param {Kiosk} kiosk
 * @param {MatterDescription} matter
 * @param {string} [from] the list it was found in
 */
export function matterRow(kiosk, matter, from) {
  const wait = waitFor(kiosk.known, matter);
  const shut = kiosk.known !== null && openWindows(kiosk.known, matter).length === 0;
  const opening = kiosk.catalogue && nextOpeningFor(kiosk.catalogue, kiosk.now, matter);
  const said = opening?.lunch
    ? html`<span class="chip dash">${t("kiosk.lunch.from", { time: opening.time })}</span>`
    : shut
      ? html`<span class="chip dash">${t(nobodyMay(kiosk.known, matter) ? "kiosk.nobody" : "kiosk.no.window", {
          window: matter.windows[0] ?? "",
        })}</span>`
      : wait
        ? html`<span class="wait"><b class="fig">${waitRange(wait)}</b> ${t("kiosk.minutes")}</span>`
        : nothing;
  return html`<li><button @click=${() =>
    kiosk.go({ name: "matter", matter: matter.key, from, ticks: matter.materials.map(() => false) })}>
    <span class="name"><b>${say(matter.name)}</b>${smallWords(matter.name)}</span>
    <span class="facts">${said}${steps(busyness(kiosk.known, [matter]))}${zonePlate(matter.zone)}</span></button></li>`;
}

/**
 * @param {Kiosk} kiosk
 * @param {Catalogue} catalogue
 */
function organisations(kiosk, catalogue) {
  const rows = catalogue.organisations.map((organisation) => {
    const own = catalogue.matters.filter((matter) => matter.organisation === organisation.key);
    const zone = homeZone(own);
    return html`<li><button @click=${() => kiosk.go({ name: "list", kind: "organisation", key: organisation.key })}>
      <span class="name"><b>${say(organisation.name)}</b>${smallWords(organisation.name)}</span>
      <span class="facts">${steps(busyness(kiosk.known, own))}${
        zone ? zonePlate(zone) : nothing
      }${icon("chevron")}</span></button></li>`;
  });
  return {
    main: split(heading(t("kiosk.departments"), small("kiosk.departments")), html`<ul class="matters">${rows}</ul>`),
    dock: backKey(kiosk),
  };
}
