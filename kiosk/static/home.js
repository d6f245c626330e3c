/** @import { Kiosk } from "./kiosk.js" */
/** @import { Catalogue, Snapshot, MatterDescription, Words } from "/static/kit/contracts.js" */
import { spread, waitRange } from "/static/kit/format.js";
import { nextOpening, openingText, overLunch } from "/static/kit/hours.js";
import { noticesTo, standingNotices } from "/static/kit/notices.js";
import { ageLabel, icon, loadBar, loadWord, zonePlate } from "/static/kit/parts.js";
import { language, other, say, t } from "/static/kit/text.js";
import { comfort } from "/static/kit/theme.js";
import { html, nothing } from "/static/kit/vendor/lit.js";
import { busyness, homeZone, peopleWaiting, usualWait } from "./figures.js";
import { matterRow } from "./list.js";
import { onlyMatter, singleHeading, singleKeys } from "./single.js";
import { small, smallWords, steps } from "./words.js";

const CARDS = 8;
/** Of them in large letters, with two keys for all the rest. */
const LARGE = 6;
const ROWS = 9;
/** So many matters stand on the first page itself where no life events do. */
const MATTERS = 8;
const MATTERS_LYING = 6;

/** @param {Kiosk} kiosk */
export function home(kiosk) {
  const { large, low } = comfort();
  const lying = matchMedia("(orientation:landscape)").matches;
  const few = low || lying;
  const here = !low && fitsHere(kiosk, lying ? MATTERS_LYING : MATTERS);
  const only = onlyMatter(kiosk);
  if (only)
    return {
      main: html`${panel(kiosk)}${notice(kiosk)}${singleHeading(only)}
        <div class="hands">${singleKeys(kiosk, only)}${foot(kiosk, "")}</div>`,
    };
  const main = html`
    ${panel(kiosk)}${notice(kiosk)}
    <section class="ask"><h1 data-heading tabindex="-1">${t(large ? "kiosk.ask.short" : "kiosk.ask")}</h1>
      ${large ? nothing : small("kiosk.ask")}</section>
    <div class="hands">
      <button class="find" @click=${() => kiosk.go({ name: "search", typed: "" })}>
        ${icon("search")}<span class="grow">${t(large ? "kiosk.find.short" : "kiosk.find")}</span></button>
      ${events(kiosk)}
      ${large ? nothing : here ? matters(kiosk) : few ? shelves(kiosk) : departments(kiosk)}
      ${foot(kiosk)}
    </div>`;
  return { main };
}

/** What the hall tells everybody. @param {Kiosk} kiosk */
function notice({ live, now }) {
  const [newest] = noticesTo(standingNotices(live, now));
  if (!newest) return nothing;
  return html`<section class="bn told" role="status">${icon("info")}<div><b>${say(newest.notice)}</b>${smallWords(
    newest.notice,
  )}</div></section>`;
}

/** How full the hall is, and each zone. @param {Kiosk} kiosk */
function panel(kiosk) {
  const { catalogue, known: live, age } = kiosk;
  if (!catalogue) return nothing;
  const locked = catalogue.kiosks.find(({ key }) => key === kiosk.boot.device?.key)?.locked;
  if (locked) return shut(locked);
  const opening = nextOpening(catalogue, kiosk.now);
  if (opening) return opening.lunch && lunchMatters(catalogue).length ? lunch(catalogue, opening) : closed(opening);
  if (age.level === "lost") return nothing; // the banner above says it
  const level = busyness(live, catalogue.matters);
  const title = level
    ? html`${loadBar(level)}<span>${t("kiosk.hall.is", { how: loadWord(level) })}</span>`
    : html`<span>${t(live ? "kiosk.hall.nowindow" : "kiosk.hall.unknown")}</span>`;
  const unknown = html`<p class="b">${t("kiosk.hall.unknown.more")}</p>${small("kiosk.hall.unknown.more")}`;
  return html`<section class="busy card">
    <div><p class="a">${title}</p>${live ? usual(live, catalogue.matters) : unknown}</div>
    ${live ? zones(live, catalogue) : nothing}
    <p class="old">${ageLabel(age)}</p>
  </section>`;
}

/**
 * Outside the hours: when numbers are given again, before anybody touches anything.
 * @param {NonNullable<ReturnType<typeof nextOpening>>} opening
 */
function closed(opening) {
  const at = { when: openingText(opening, language()) };
  return html`<section class="busy card shut" role="status">${icon("clock")}
    <div><p class="a">${t("kiosk.shut", at)}</p><p class="b">${t("kiosk.shut.more")}</p>
      ${small("kiosk.shut", { when: openingText(opening, other()) })}</div></section>`;
}

/** What is done over lunch. @param {Catalogue} catalogue */
const lunchMatters = (catalogue) => catalogue.matters.filter((matter) => overLunch(catalogue, matter));

/** So many matters are named; of more their number is said. */
const NAMED = 4;

/**
 * Over lunch: what is done meanwhile (午间不断档), and when the rest begins again.
 * @param {Catalogue} catalogue
 * @param {NonNullable<ReturnType<typeof nextOpening>>} opening
 */
function lunch(catalogue, opening) {
  const all = lunchMatters(catalogue);
  const names = all.slice(0, NAMED).map(({ short, name }) => say(short ?? name));
  const figures = { matters: names.join(t("kiosk.and")), n: all.length };
  return html`<section class="busy card shut" role="status">${icon("clock")}
    <div><p class="a">${t("kiosk.lunch")}</p>
      <p class="b">${t(all.length > NAMED ? "kiosk.lunch.more" : "kiosk.lunch.these", figures)} ${t(
        "kiosk.lunch.rest",
        {
          when: openingText(opening, language()),
        },
      )}</p>${small("kiosk.lunch")}</div></section>`;
}

/** Staff have locked this kiosk: why, before anybody touches anything. @param {Words} why */
function shut(why) {
  const said = why[other()] ?? why.zh ?? "";
  return html`<section class="busy card shut" role="status">${icon("pause")}
    <div><p class="a">${t("kiosk.locked", { why: say(why) })}</p><p class="b">${t("kiosk.locked.more")}</p>
      ${small("kiosk.locked", { why: said })}</div></section>`;
}

/** A narrow range as it is, a wide one in words: 0–42 tells nobody what to expect. */
const SAID = {
  narrow: "kiosk.hall.waits",
  wide: "kiosk.hall.about",
  widest: "kiosk.hall.most",
  far: "kiosk.hall.waits",
};

/**
 * @param {Snapshot} live
 * @param {MatterDescription[]} matters
 */
function usual(live, matters) {
  const wait = usualWait(live, matters);
  const people = peopleWaiting(live, matters);
  /** @type {Record<string, string | number>} */
  const figures = { n: people };
  if (wait) Object.assign(figures, { range: waitRange(wait.range), about: wait.about, most: wait.range[1] });
  const key = wait && people === 0 ? "kiosk.hall.free" : wait ? SAID[spread(wait.range)] : "kiosk.hall.people";
  const marked = Object.fromEntries(Object.keys(figures).map((name) => [name, `\ue000${name}\ue000`]));
  const text = t(key, marked)
    .split("\ue000")
    .map((part) => (part in figures ? html`<b class="fig">${figures[part]}</b>` : part));
  return html`<p class="b">${text}</p>${small(key, figures)}`;
}

/**
 * @param {Snapshot} live
 * @param {Catalogue} catalogue
 */
function zones(live, catalogue) {
  const rows = catalogue.zones.map((zone) => {
    const here = catalogue.matters.filter((matter) => matter.zone === zone.key);
    return html`<li>${zonePlate(zone.key)}${steps(busyness(live, here))}<span><b
        class="fig">${peopleWaiting(live, here)}</b> ${t("kiosk.people")}</span></li>`;
  });
  return html`<ul class="zones">${rows}</ul>`;
}

/** @param {Kiosk} kiosk */
function events(kiosk) {
  const { large } = comfort();
  const all = kiosk.catalogue?.life_events ?? [];
  const cards = all.slice(0, large ? LARGE : CARDS).map(
    (event) => html`<li><button @click=${() => kiosk.go({ name: "list", kind: "event", key: event.key })}>
      ${icon(event.icon)}<span><b>${say(event.name)}</b>${large ? nothing : smallWords(event.name)}</span>
      </button></li>`,
  );
  if (!all.length && large && kiosk.catalogue) cards.push(...instead(kiosk, kiosk.catalogue));
  const more = large
    ? html`
      <li><button @click=${() => kiosk.go({ name: "list", kind: "organisations" })}>
        ${icon("document")}<b>${t("kiosk.departments")}</b></button></li>
      <li><button @click=${() => kiosk.go({ name: "list", kind: "all" })}>
        ${icon("arrow")}<b>${t("kiosk.more")}</b></button></li>`
    : nothing;
  if (!all.length && !large) return nothing;
  const label = large ? nothing : html`<h2 class="lab" id="events">${t("kiosk.events")} ${small("kiosk.events")}</h2>`;
  return html`${label}<ul class="ev">${cards}${more}</ul>`;
}

/**
 * In large letters, where no life events are: the matters themselves, or who does them where there are too many.
 * @param {Kiosk} kiosk
 * @param {Catalogue} catalogue
 */
function instead(kiosk, { matters: offered, organisations }) {
  if (offered.length <= LARGE)
    return offered.map(
      ({ key, name, short, materials }) => html`<li><button @click=${() =>
        kiosk.go({ name: "matter", matter: key, ticks: materials.map(() => false) })}>
        ${icon("ticket")}<b>${say(short ?? name)}</b></button></li>`,
    );
  return organisations.slice(0, LARGE).map(
    ({ key, name, short }) => html`<li><button @click=${() => kiosk.go({ name: "list", kind: "organisation", key })}>
      ${icon("people")}<b>${say(short ?? name)}</b></button></li>`,
  );
}

/**
 * Whether the matters have room on the first page itself: few, and no life events.
 * @param {Kiosk} kiosk
 * @param {number} most
 */
function fitsHere({ catalogue }, most) {
  return Boolean(catalogue && !catalogue.life_events.length && catalogue.matters.length <= most);
}

/** @param {Kiosk} kiosk */
const matters = (kiosk) =>
  html`<ul class="matters here">${kiosk.catalogue?.matters.map((matter) => matterRow(kiosk, matter))}</ul>`;

/** @param {Kiosk} kiosk */
function departments(kiosk) {
  const { catalogue, known: live } = kiosk;
  if (!catalogue) return nothing;
  const fits = catalogue.organisations.length < ROWS ? catalogue.organisations.length : ROWS - 1;
  const rows = catalogue.organisations.slice(0, fits).map((organisation) => {
    const own = catalogue.matters.filter((matter) => matter.organisation === organisation.key);
    const zone = homeZone(own);
    return html`<li><button @click=${() => kiosk.go({ name: "list", kind: "organisation", key: organisation.key })}>
      <span class="name">${say(organisation.short ?? organisation.name)}</span>
      <span class="facts">${steps(busyness(live, own))}${zone ? zonePlate(zone) : nothing}</span></button></li>`;
  });
  return html`<h2 class="lab">${t("kiosk.departments")} ${small("kiosk.departments")}</h2>
    <ul class="dep">${rows}<li><button @click=${() => kiosk.go({ name: "list", kind: "all" })}>
      <span class="name">${t("kiosk.all", { n: catalogue.matters.length })}</span><span
        class="facts">${icon("chevron")}</span></button></li></ul>`;
}

/** In low reach, and on a lying screen, two keys stand for the list of departments. @param {Kiosk} kiosk */
function shelves(kiosk) {
  return html`<div class="mid">
    <button class="key" @click=${() => kiosk.go({ name: "list", kind: "organisations" })}>
      <span>${t("kiosk.departments")}</span>${icon("chevron")}</button>
    <button class="key" @click=${() => kiosk.go({ name: "list", kind: "all" })}>
      <span>${t("kiosk.all", { n: kiosk.catalogue?.matters.length ?? 0 })}</span>${icon("chevron")}</button>
  </div>`;
}

/** @param {Kiosk} kiosk @param {string} [first] "now" where no other key is the yellow one */
function foot(kiosk, first = "now") {
  const { large } = comfort();
  return html`<div class="two">
    <button class="key ${first}" @click=${() => kiosk.go({ name: "lookup", typed: "" })}>
      ${icon("ticket")}<span>${t("kiosk.have")}${large ? nothing : small("kiosk.have")}</span></button>
    <button class="key" @click=${() => kiosk.go({ name: "guide" })}>
      ${icon("person")}<span>${t(large ? "kiosk.guide.short" : "kiosk.guide")}${
        large ? nothing : html`<span class="en" lang=${other()}>${t("kiosk.guide", {}, other())}</span>`
      }</span></button>
  </div>`;
}
