/** Papers given out at the desk: appointment slips, replies to complaints, and what became of today's papers. */
/** @import { DayDocument } from "/static/kit/contracts.js" */
/** @import { Catalogue } from "/static/kit/contracts.js" */
import { Api, Problem, newKey } from "/static/kit/api.js";
import { boot } from "/static/kit/boot.js";
import { serverNow } from "/static/kit/clock.js";
import { connect } from "/static/kit/connection.js";
import { Emergencies, emergencyLines } from "/static/kit/emergency.js";
import { time } from "/static/kit/format.js";
import { icon } from "/static/kit/parts.js";
import { loadText, nextLanguage, say, setLanguage, t } from "/static/kit/text.js";
import { html, nothing, render } from "/static/kit/vendor/lit.js";
import { fields, two } from "./admin-fields.js";
import { problemBanner } from "./problem-banner.js";

const root = /** @type {HTMLElement} */ (document.getElementById("screen"));
const { hall, slot, language, role } = boot();
const api = new Api({ slot });
const emergencies = new Emergencies({ api, hall: hall ?? "", onChange: () => draw() });
/** Looked at this often while a paper is on its way, and otherwise. */
const BUSY_MS = 1000;
const CALM_MS = 10_000;
const ON_ITS_WAY = ["queued", "checking", "sending"];
const NOT_AGAIN = ["test-page", "capability-probe", "pangram"];
const DAY_MS = 86_400_000;
const OVERSEES = role === "manager" || role === "supervisor";
const KINDS = OVERSEES ? ["appointment", "reply"] : ["appointment"];
const PATHS = { appointment: "appointment-slips", reply: "complaint-replies" };

/**
 * @type {{ kind: keyof typeof PATHS, papers: DayDocument[] | null, catalogue: Catalogue | null,
 *   problem: Problem | null,
 *   key: string, busy: boolean }}
 */
const desk = { kind: "appointment", papers: null, catalogue: null, problem: null, key: newKey(), busy: false };
let timer = 0;

const zone = () => desk.catalogue?.hall.timezone ?? "Asia/Shanghai";
/** The hall's own date, so many days from now. @param {number} days */
const dateIn = (days) =>
  new Intl.DateTimeFormat("sv-SE", { timeZone: zone() }).format(new Date(serverNow().getTime() + days * DAY_MS));

async function look() {
  clearTimeout(timer);
  try {
    desk.papers = (await api.get(`/halls/${hall}/papers`)).documents;
  } catch (problem) {
    desk.problem = /** @type {Problem} */ (problem);
  }
  draw();
  const busy = desk.papers?.some((paper) => ON_ITS_WAY.includes(paper.state));
  timer = setTimeout(() => void look(), busy ? BUSY_MS : CALM_MS);
}

/** The same key until it was taken: a second press, or a second try, prints once. @param {SubmitEvent} event */
async function order(event) {
  event.preventDefault();
  const form = /** @type {HTMLFormElement} */ (event.target);
  if (desk.busy) return;
  desk.busy = true;
  desk.problem = null;
  draw();
  try {
    const wish = fields(form);
    if (wish.reply) wish.reply = wish.reply.replace(/\s*\n\s*/g, " ");
    await api.post(`/halls/${hall}/${PATHS[desk.kind]}`, wish, { key: desk.key });
    form.reset();
  } catch (problem) {
    desk.problem = /** @type {Problem} */ (problem);
  }
  // A dead line may have been heard all the same: only an answer ends the wish.
  if (!desk.problem?.offline) desk.key = newKey();
  desk.busy = false;
  await look();
}

/** @param {DayDocument} paper */
async function again(paper) {
  desk.problem = null;
  try {
    await api.post(`/halls/${hall}/documents/${paper.id}/reprint`);
  } catch (problem) {
    desk.problem = /** @type {Problem} */ (problem);
  }
  await look();
}

function top() {
  const lang = new URL(location.href);
  lang.searchParams.set("lang", nextLanguage().tag);
  const query = slot ? `?as=${slot}` : "";
  return html`<header class="top">
    <h1>${desk.catalogue ? say(desk.catalogue.hall.short ?? desk.catalogue.hall.name) : ""}</h1>
    <nav>${
      OVERSEES
        ? html`<a href="/today${query}">${t("desk.today")}</a>`
        : html`<a href="/console${query}">${t("desk.console")}</a>`
    }<a href="/desk${query}" aria-current="page">${t("desk.title")}</a></nav>
    <span class="grow"></span><a href="${lang.pathname}${lang.search}">${nextLanguage().name}</a><a
      href="/sign-out${query}">${t("desk.signout")}</a></header>`;
}

function forms() {
  const choose = (/** @type {keyof typeof PATHS} */ kind) => {
    desk.kind = kind;
    desk.problem = null;
    desk.key = newKey();
    draw();
  };
  return html`${
    KINDS.length > 1
      ? html`<div class="kinds" role="group" aria-label=${t("desk.title")}>
        ${KINDS.map(
          (kind) => html`<button class="key smallkey ${kind === desk.kind ? "chosen" : "quiet"}"
            aria-pressed=${kind === desk.kind} @click=${() => choose(/** @type {keyof typeof PATHS} */ (kind))}>
              ${t(`desk.${kind}`)}</button>`,
        )}</div>`
      : nothing
  }
    <h2>${t(`desk.${desk.kind}`)}</h2><p class="about q">${t(`desk.${desk.kind}.more`)}</p>
    <form @submit=${order}>${desk.kind === "reply" ? reply() : appointment()}
      <button class="key now" ?disabled=${desk.busy}>${icon("printer")}${t(`desk.${desk.kind}.do`)}</button></form>`;
}

/**
 * @param {string} name
 * @param {string} type
 * @param {{ value?: string, required?: boolean, most?: number }} [options]
 */
const field = (name, type, { value = "", required = true, most = 160 } = {}) =>
  html`<label><span>${t(`desk.${name}`)}${
    required ? nothing : html` <span class="q">${t("desk.optional")}</span>`
  }</span><input name=${name} type=${type} value=${value} ?required=${required} autocomplete="off"
    maxlength=${most}></label>`;

function appointment() {
  const matters = desk.catalogue?.matters ?? [];
  const places = desk.catalogue?.organisations ?? [];
  return html`<label><span>${t("desk.matter")}</span><select name="matter" required>
      ${places.map(
        (place) =>
          html`<optgroup label=${say(place.short ?? place.name)}>${matters
            .filter((matter) => matter.organisation === place.key)
            .map((matter) => html`<option value=${matter.key}>${say(matter.name)}</option>`)}</optgroup>`,
      )}</select></label>
    ${field("day", "date", { value: dateIn(1) })}
    ${two(field("start", "time", { value: "09:30" }), field("end", "time", { value: "10:00" }))}`;
}

const reply = () => html`${field("about", "text")}
  <label><span>${t("desk.reply.text")}</span><textarea name="reply" rows="5" maxlength="600"
    required></textarea></label>
  ${two(field("received", "date", { value: dateIn(0) }), field("owner", "text", { required: false, most: 80 }))}
  ${two(field("ticket", "text", { required: false, most: 12 }), field("case", "text", { required: false, most: 60 }))}`;

function list() {
  if (desk.papers === null) return html`<p class="none">${t("desk.loading")}</p>`;
  if (!desk.papers.length) return html`<p class="none">${t("desk.none")}</p>`;
  return html`<ol class="given">${desk.papers.map(row)}</ol>`;
}

/** @param {DayDocument} paper */
function row(paper) {
  const lost = paper.state === "failed" || paper.state === "unconfirmed";
  const matter = desk.catalogue?.matters.find((each) => each.key === paper.matter);
  const mayCopy =
    !ON_ITS_WAY.includes(paper.state) &&
    !NOT_AGAIN.includes(paper.kind) &&
    (OVERSEES || paper.kind !== "complaint-reply");
  return html`<li><time class="fig">${time(paper.at, zone())}</time>
    <div><b>${t(`desk.kind.${paper.kind}`)}</b> <span class="fig q">${paper.title ?? ""}</span>
      ${matter ? html`<div class="q">${say(matter.name)}</div>` : nothing}</div>
    <span class=${lost ? "bad" : "q"}>${lost ? icon("alarm") : nothing}${t(`desk.state.${paper.state}`)}${
      paper.reason === "glyph" ? html` · ${t("desk.glyph")}` : nothing
    }${paper.copies ? html` · ${t("desk.copy", { n: paper.copies })}` : nothing}</span>
    ${
      mayCopy
        ? html`<button class="key smallkey quiet" @click=${() => again(paper)}>${t("desk.again")}</button>`
        : html`<span></span>`
    }</li>`;
}

function draw() {
  render(
    html`${top()}${emergencyLines(emergencies, zone())}<main class="g desk">
        <div>
        ${problemBanner(desk.problem)}${desk.catalogue ? forms() : html`<p class="none">${t("desk.loading")}</p>`}</div>
      <aside><h2>${t("desk.given")} <span class="q">${desk.papers?.length ?? ""}</span></h2>${list()}</aside></main>`,
    root,
  );
}

async function start() {
  await loadText(import.meta.url, ["desk"]);
  setLanguage(language);
  connect({
    hall,
    slot,
    onState: () => void emergencies.look(),
    onEvent: (event) => emergencies.hear(event),
  });
  draw();
  try {
    desk.catalogue = await api.get(`/halls/${hall}/catalogue`);
  } catch (problem) {
    desk.problem = /** @type {Problem} */ (problem);
  }
  await look();
}

void start();
