/** @import { Kiosk } from "./kiosk.js" */
/** @import { Page } from "./pages.js" */
/** @import { Catalogue, MaterialDescription, MatterDescription, Snapshot } from "/static/kit/contracts.js" */
import { range, waitRange, windowNames } from "/static/kit/format.js";
import { nextOpeningFor, openingText } from "/static/kit/hours.js";
import { noticesTo, standingNotices } from "/static/kit/notices.js";
import { icon } from "/static/kit/parts.js";
import { language, other, say, t } from "/static/kit/text.js";
import { comfort } from "/static/kit/theme.js";
import { html, nothing } from "/static/kit/vendor/lit.js";
import { nobodyMay, openWindows, waitFor } from "./figures.js";
import { guideKey } from "./guide-paper.js";
import { take } from "./verbs.js";
import { backKey, heading, small, smallWords, split, windowNumbers } from "./words.js";

/** Minutes from which a person is asked whether they want to wait that long. */
const LONG = 60;

/** @typedef {Extract<Page, { name: "matter" }>} Shown */

/** What to bring, what it costs, how long it takes, and the yellow key. @param {Kiosk} kiosk */
export function matter(kiosk) {
  const { catalogue, page } = kiosk;
  if (!catalogue || page.name !== "matter") throw new Error("no matter to show");
  const shown = kiosk.matter(page.matter);
  const { low } = comfort();
  const main = split(
    html`<p class="crumb">${crumb(catalogue, shown, page.from)}</p>
      ${heading(say(shown.name), smallWords(shown.name))}${facts(kiosk, shown)}${notes(kiosk, shown)}${
        low ? cards(shown) : nothing
      }`,
    html`${materials(kiosk, page, shown)}${
      low ? nothing : cards(shown)
    }${guideKey(kiosk, page)}${claim(kiosk, page, catalogue)}`,
  );
  return { main, dock: html`${backKey(kiosk)}${takeKey(kiosk, page, shown)}` };
}

/**
 * @param {Catalogue} catalogue
 * @param {MatterDescription} shown
 * @param {string} [from]
 */
function crumb(catalogue, shown, from) {
  const organisation = say(catalogue.organisations.find(({ key }) => key === shown.organisation)?.name);
  return from && from !== organisation ? html`${from}<span class="slash">/</span>${organisation}` : organisation;
}

/**
 * @param {Kiosk} kiosk
 * @param {MatterDescription} shown
 */
function facts(kiosk, shown) {
  const { live, age } = kiosk;
  const known = live !== null && age.level !== "lost";
  const ahead = known ? (live.queues[shown.key]?.waiting ?? 0) : null;
  const wait = known ? waitFor(live, shown) : null;
  const open = openWindows(live, shown);
  const free = ahead === 0 && open.some((key) => live?.windows[key].ticket === null);
  return html`<dl class="facts">
    <div><dt>${t("kiosk.ahead")}</dt>
    <dd>${
      ahead === null
        ? t("kiosk.unknown")
        : html`<span class="num">${ahead}</span> <span class="u">${t("kiosk.persons", { n: ahead })}</span>`
    }</dd>${small("kiosk.ahead.under")}</div>
    <div><dt>${t("kiosk.wait")}</dt>
    <dd>${
      free
        ? t("kiosk.free")
        : wait
          ? html`<span class="num">${waitRange(wait)}</span> <span class="u">${t("kiosk.minutes")}</span>`
          : t(known ? whyNoWait(live, shown) : "kiosk.unknown", { window: shown.windows[0] ?? "" })
    }</dd>${wait && !free ? small("kiosk.wait.under") : nothing}</div>
    <div><dt>${
      known
        ? t("kiosk.where", { zone: shown.zone, n: open.length, window: shown.windows[0] ?? "" })
        : t("kiosk.zone", { zone: shown.zone })
    }</dt>
      <dd>${windowNumbers(shown.windows)}</dd>
      ${small("kiosk.where.under", { zone: shown.zone, windows: windowNames(shown.windows, other()) })}</div>
  </dl>`;
}

/**
 * @param {Snapshot} live
 * @param {MatterDescription} shown
 */
function whyNoWait(live, shown) {
  if (nobodyMay(live, shown)) return "kiosk.nobody";
  return openWindows(live, shown).length === 0 ? "kiosk.no.window" : "kiosk.unknown";
}

/**
 * What stands in the way, before anything is tapped.
 * @param {Kiosk} kiosk
 * @param {MatterDescription} shown
 */
function notes(kiosk, shown) {
  const night = kiosk.catalogue && nextOpeningFor(kiosk.catalogue, kiosk.now, shown);
  const nobody = nobodyToday(shown) || (!night && nobodyMay(kiosk.known, shown));
  const shut = !night && kiosk.known !== null && openWindows(kiosk.known, shown).length === 0;
  return html`
    ${noticesTo(standingNotices(kiosk.live, kiosk.now), shown.key).map(
      ({ notice }) => html`<section class="bn told" role="status">${icon("info")}<div><b>${say(notice)}</b></div>
        </section>`,
    )}
    ${kiosk.patience ? stillTaking(kiosk.patience) : nothing}
    ${
      nobodyToday(shown)
        ? note("out", "pause", t("kiosk.today.none"), t("kiosk.nobody.action"))
        : nobody
          ? note("out", "pause", nobodyDoes(shown), t("kiosk.nobody.action"))
          : nothing
    }
    ${
      shut && !nobody
        ? note("out", "pause", t("kiosk.note.shut", { window: shown.windows[0] ?? "" }), t("kiosk.note.shut.action"))
        : nothing
    }
    ${kiosk.paperless ? note("bad", "alarm", t(`kiosk.note.${kiosk.printer?.state}`), phoneInstead(kiosk)) : nothing}`;
}

/** No window that does it opens today. @param {MatterDescription} shown */
const nobodyToday = (shown) => shown.windows.length === 0;

/** @param {MatterDescription} shown */
const nobodyDoes = (shown) => t("kiosk.nobody.note", { matter: say(shown.name) });

/** @param {"slow" | "silent"} patience */
const stillTaking = (patience) =>
  note("out", "signal", t(`kiosk.taking.${patience}`), t(`kiosk.taking.${patience}.do`));

/** No paper here: the number goes on the phone, or the next kiosk prints it. @param {Kiosk} kiosk */
function phoneInstead({ neighbour }) {
  return neighbour ? t("kiosk.note.phone", { kiosk: say(neighbour.name) }) : t("kiosk.note.phone.only");
}

/**
 * @param {string} kind
 * @param {string} picture
 * @param {string} what
 * @param {string} action
 */
function note(kind, picture, what, action) {
  return html`<section class="bn ${kind}" role="status">${icon(picture)}<div><b>${what}</b><p>${action}</p></div>
    </section>`;
}

/**
 * @param {Kiosk} kiosk
 * @param {Shown} page
 * @param {MatterDescription} shown
 */
function materials(kiosk, page, shown) {
  const n = shown.materials.length;
  if (n === 0) return nothing;
  const rows = shown.materials.map(
    (
      material,
      place,
    ) => html`<li><button role="checkbox" aria-checked=${page.ticks[place]} @click=${() => tick(kiosk, page, place)}>
      ${icon(page.ticks[place] ? "ticked" : "unticked")}<span class="what"><b>${say(material.name)}</b>${
        material.note ? html`<span class="p">${say(material.note)}</span>` : nothing
      }</span>
      <span class="chip ${material.kind === "waived" ? "dash" : ""}">${copies(material)}</span></button></li>`,
  );
  return html`<div class="sec"><b>${t("kiosk.materials", { n })}</b>${small("kiosk.materials.tick")}</div>
    <ul class="m">${rows}</ul>`;
}

/**
 * @param {Kiosk} kiosk
 * @param {Shown} page
 * @param {number} place
 */
function tick(kiosk, page, place) {
  page.ticks[place] = !page.ticks[place];
  kiosk.redraw();
}

/** @param {MaterialDescription} material */
function copies({ kind, copies: n }) {
  const word = t(`kiosk.material.${kind}`);
  return n > 1 && kind !== "waived" ? t("kiosk.material.copies", { kind: word, n }) : word;
}

/** What is known of fee and time limits. @param {MatterDescription} shown */
const cards = (shown) => (shown.fee || shown.promised_limit || shown.legal_limit ? law(shown) : nothing);

/** @param {MatterDescription} shown */
function law({ fee, legal_limit: legal, promised_limit: promised }) {
  const limit = promised ?? legal;
  return html`<div class="law">
    ${
      fee
        ? html`<div class="card"><p class="k">${t("kiosk.fee")}</p>
          <p class="v ${say(fee.text).length > 9 ? "long" : ""}">${say(fee.text)}</p>
          ${fee.basis ? html`<p class="p">${t("kiosk.basis", { law: say(fee.basis) })}</p>` : nothing}</div>`
        : nothing
    }
    ${
      limit
        ? html`<div class="card"><p class="k">${t(promised ? "kiosk.limit.promised" : "kiosk.limit")}</p>
              <p class="v">${say(limit.text)}</p>
          ${
            legal
              ? html`<p class="p">
                ${promised ? t("kiosk.limit.legal", { limit: say(legal.text) }) : nothing}${
                  legal.basis ? t("kiosk.basis", { law: say(legal.basis) }) : nothing
                }</p>`
              : nothing
          }</div>`
        : nothing
    }
  </div>`;
}

/**
 * Priority that a person may claim: offered quietly, never in the way.
 * @param {Kiosk} kiosk
 * @param {Shown} page
 * @param {Catalogue} catalogue
 */
function claim(kiosk, page, catalogue) {
  const offered = catalogue.priority_classes.filter((each) => each.public && each.key !== "ordinary");
  if (offered.length === 0) return nothing;
  const chosen = offered.find(({ key }) => key === page.priority);
  return html`<button class="claim" @click=${() => kiosk.go({ name: "priority", of: page })}>
    <span>${chosen ? html`${t("kiosk.priority.chosen")} <b>${say(chosen.name)}</b>` : t("kiosk.priority.ask")}</span>
    <span class="en" lang=${other()}>${t(
      chosen ? "kiosk.priority.change" : "kiosk.priority.ask",
      {},
      other(),
    )}</span>${icon("chevron")}</button>`;
}

/**
 * @param {Kiosk} kiosk
 * @param {Shown} page
 * @param {MatterDescription} shown
 */
export function takeKey(kiosk, page, shown) {
  const opening = kiosk.catalogue ? nextOpeningFor(kiosk.catalogue, kiosk.now, shown) : null;
  if (opening) return shutKey(opening);
  if (nobodyToday(shown)) return nobodyKey();
  if (nobodyMay(kiosk.known, shown)) return nobodyKey();
  const wait = waitFor(kiosk.known, shown);
  const long = wait && wait[1] >= LONG;
  const key = kiosk.busy
    ? kiosk.patience
      ? "kiosk.taking.still"
      : "kiosk.taking"
    : kiosk.paperless
      ? "kiosk.take.phone"
      : long && page.sure
        ? "kiosk.take.sure"
        : "kiosk.take";
  const press = () => (long && !page.sure ? makeSure(kiosk, page) : take(kiosk, page));
  const ask =
    long && page.sure && wait
      ? html`<span class="en" lang=${other()}>${t("kiosk.take.sure", { range: waitRange(wait) }, other())}</span>`
      : small(key);
  return html`<button class="key now take" aria-disabled=${kiosk.busy} @click=${press}>
    <span>${t(key, { range: wait ? waitRange(wait) : "" })}${ask}</span>${icon("arrow")}</button>`;
}

/**
 * Outside the hours: the key stays, dashed, and says from when on it works.
 * @param {NonNullable<ReturnType<typeof nextOpeningFor>>} opening
 */
function shutKey(opening) {
  return html`<button class="key take" aria-disabled="true">
    <span>${t("kiosk.shut.key")}<span class="en"
      lang=${language()}>${t("kiosk.shut.from", { when: openingText(opening, language()) })}</span></span></button>`;
}

/** Nobody who may do it is there: the key stays, dashed, and says so. */
const nobodyKey = () =>
  html`<button class="key take" aria-disabled="true">
    <span>${t("kiosk.nobody.key")}${small("kiosk.nobody.key")}</span></button>`;

/**
 * A long wait is named on the key itself, and the second tap means it.
 * @param {Kiosk} kiosk
 * @param {Shown} page
 */
function makeSure(kiosk, page) {
  page.sure = true;
  kiosk.speech.say(t("kiosk.take.sure", { range: range(kiosk.live?.waits[page.matter] ?? [0, 0]) }));
  kiosk.redraw();
}
