/** What stands on slips: order, texts, logo, extra lines; seen as paper before it is saved. */
import { Api, Problem } from "/static/kit/api.js";
import { boot } from "/static/kit/boot.js";
import { languageName } from "/static/kit/format.js";
import { loadText, setLanguage, t } from "/static/kit/text.js";
import { html, nothing, render } from "/static/kit/vendor/lit.js";
import { menu } from "./admin-menu.js";
import { added, block, moved, removed } from "./slip-blocks.js";
import { problemBanner } from "./problem-banner.js";

const root = /** @type {HTMLElement} */ (document.getElementById("screen"));
const { hall, slot, language, demo } = boot();
const KINDS = [
  "number-ticket",
  "guide",
  "receipt",
  "one-time-notice",
  "appointment-slip",
  "complaint-reply",
  "test-page",
];
const WIDTHS = { 576: "80 mm", 384: "58 mm", 512: "80 mm 180 dpi" };
const SETTLE_MS = 350;
const LONGEST_LOGO = 200_000;

const desk = {
  api: new Api({ slot }),
  kind: KINDS[0],
  width: 576,
  version: 0,
  /** @type {any} */ template: null,
  /** @type {string | null} */ picture: null,
  /** @type {Problem | null} */ problem: null,
  changed: false,
  said: "",
};
let waiting = 0;
let asked = 0;

/** @param {string} rest */
const path = (rest = "") => `/halls/${hall}/templates/${desk.kind}${rest}`;

async function load() {
  desk.template = null;
  desk.said = "";
  draw();
  try {
    const found = await desk.api.get(path());
    Object.assign(desk, { version: found.version, template: found.template, changed: false, problem: null });
  } catch (problem) {
    desk.problem = /** @type {Problem} */ (problem);
  }
  draw();
  await look();
}

/** The picture of the template as it stands on the page; an older answer never replaces a newer one. */
async function look() {
  if (!desk.template) return;
  const mine = ++asked;
  const headers = desk.api.headers({ "Content-Type": "application/json", Accept: "image/png, application/json" });
  const body = JSON.stringify({ template: desk.template, width: desk.width });
  const answer = await desk.api
    .ask(path("/preview"), { method: "POST", headers, body }, { tries: 1, patience: 15000 })
    .catch((problem) => problem);
  if (mine !== asked) return;
  if (answer instanceof Response && answer.ok) {
    desk.picture = await inline(await answer.blob());
    desk.problem = null;
  } else {
    desk.problem =
      answer instanceof Response
        ? new Problem({ code: "unknown", title: t("kit.failed"), ...(await answer.json()), status: answer.status })
        : answer;
  }
  draw();
}

/**
 * A picture as a data: address, which the content-security policy lets in.
 * @param {Blob} picture
 * @returns {Promise<string>}
 */
function inline(picture) {
  return new Promise((done) => {
    const reader = new FileReader();
    reader.onload = () => done(String(reader.result));
    reader.readAsDataURL(picture);
  });
}

/** @param {any} template */
function change(template) {
  Object.assign(desk, { template, changed: true, said: "" });
  draw();
  clearTimeout(waiting);
  waiting = window.setTimeout(look, SETTLE_MS);
}

async function save() {
  const headers = desk.api.headers({ "Content-Type": "application/json" });
  const body = JSON.stringify({ template: desk.template });
  try {
    const answer = await desk.api.ask(path(), { method: "PUT", headers, body }, { tries: 1 });
    const found = await answer.json();
    if (!answer.ok) throw new Problem({ ...found, status: answer.status });
    Object.assign(desk, {
      version: found.version,
      changed: false,
      problem: null,
      said: t("slips.saved", { n: found.version }),
    });
  } catch (problem) {
    desk.problem = /** @type {Problem} */ (problem);
  }
  draw();
}

/** @param {Event} event */
function readLogo(event) {
  const file = /** @type {HTMLInputElement} */ (event.target).files?.[0];
  if (!file) return;
  if (file.type !== "image/png" || file.size > LONGEST_LOGO) {
    desk.problem = new Problem({ status: 0, code: "logo", title: t("slips.logo.wrong"), action: t("slips.logo.how") });
    draw();
    return;
  }
  void inline(file).then((address) =>
    change(added(desk.template, { kind: "logo", png: address.split(",")[1], mm: 12, align: "left" }, 0)),
  );
}

/** @param {string} kind of slip, to be worked on from now on */
function take(kind) {
  desk.kind = kind;
  return load();
}

/** @param {number} width dots of the paper that is shown */
function measure(width) {
  desk.width = width;
  draw();
  return look();
}

/** @param {string} language comes first on the paper */
function putFirst(language) {
  const others = desk.template.languages.filter((/** @type {string} */ each) => each !== language);
  change({ ...desk.template, languages: [language, ...others] });
}

function addText() {
  const words = { zh: t("slips.newline", {}, "zh"), en: t("slips.newline", {}, "en") };
  change(added(desk.template, { kind: "text", words, size: "small" }));
}

function choice() {
  return html`<div class="choice"><label>${t("slips.kind")}
    <select .value=${desk.kind} @change=${(/** @type {any} */ event) => take(event.target.value)}>
      ${KINDS.map((kind) => html`<option value=${kind}>${t(`slips.kind.${kind}`)}</option>`)}</select></label>
    <label>${t("slips.first")}<select .value=${desk.template.languages[0]}
      @change=${(/** @type {any} */ event) => putFirst(event.target.value)}>
      ${desk.template.languages.map(
        (/** @type {string} */ each) => html`<option value=${each}
        ?selected=${each === desk.template.languages[0]}>${languageName(each)}</option>`,
      )}</select></label></div>`;
}

function blocks() {
  const all = /** @type {any[]} */ (desk.template.blocks);
  return html`<div class="blocks">${all.map(
    (each, at) => html`<div class="block">
      <b>${t(`slips.block.${each.kind}`)}${
        each.when ? html`<span class="q">${t("slips.when", { fact: each.when })}</span>` : nothing
      }</b>
      ${block(each, (changed) => change({ ...desk.template, blocks: all.map((one, i) => (i === at ? changed : one)) }))}
      <div class="moves">
        <button class="key smallkey quiet" ?disabled=${at === 0} aria-label=${t("slips.up")}
          @click=${() => change(moved(desk.template, at, -1))}>↑</button>
        <button class="key smallkey quiet" ?disabled=${at === all.length - 1} aria-label=${t("slips.down")}
          @click=${() => change(moved(desk.template, at, 1))}>↓</button>
        <button class="key smallkey quiet" aria-label=${t("slips.remove")}
          @click=${() => change(removed(desk.template, at))}>×</button></div></div>`,
  )}</div>
    <div class="add">
      <button class="key smallkey"
        @click=${addText}>${t("slips.add.text")}</button>
      <button class="key smallkey" @click=${() => change(added(desk.template, { kind: "rule", weight: 2 }))}>
        ${t("slips.add.rule")}</button>
      <button class="key smallkey"
        @click=${() => root.querySelector("input[type=file]")?.dispatchEvent(new MouseEvent("click"))}>
          ${t("slips.add.logo")}</button>
      <input type="file" accept="image/png" hidden @change=${readLogo}></div>`;
}

function deeds() {
  return html`<div class="deeds">
    <p role="status">${desk.said || (desk.changed ? t("slips.unsaved") : t("slips.version", { n: desk.version }))}</p>
    <button class="key quiet" ?disabled=${!desk.changed} @click=${load}>${t("slips.discard")}</button>
    <button class="key now" ?disabled=${!desk.changed || desk.problem !== null} @click=${save}>
      ${t("slips.save")}</button></div>`;
}

function paper() {
  return html`<aside class="paper"><h2>${t("slips.paper")}</h2>
    <div class="widths" role="group">
      ${Object.entries(WIDTHS).map(
        ([dots, name]) =>
          html`<button class="key smallkey ${
            Number(dots) === desk.width ? "" : "quiet"
          }" aria-pressed=${Number(dots) === desk.width} @click=${() => measure(Number(dots))}>
            ${name}</button>`,
      )}</div>
    <div class="roll ${desk.problem ? "stale" : ""}">
      ${
        desk.picture
          ? html`<img src=${desk.picture} alt=${t("slips.paper.alt")}>`
          : html`<p class="none">${t("admin.loading")}</p>`
      }</div></aside>`;
}

function draw() {
  const ready = desk.template !== null;
  root.style.setProperty("--wide", `${Math.round(desk.width * 0.72)}px`);
  render(
    html`${menu("slips", { slot, demo })}
      <main class="g slips"><div>
        ${problemBanner(desk.problem)}${
          ready
            ? html`${choice()}${blocks()}${deeds()}`
            : html`<p class="none">${t(desk.problem ? "admin.nothing" : "admin.loading")}</p>`
        }</div>${paper()}</main>`,
    root,
  );
}

async function start() {
  await loadText(import.meta.url, ["admin", "slips"]);
  setLanguage(language);
  await load();
}

void start();
