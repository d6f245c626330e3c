/** The printers of the halls: how each is, and the pages that try it. */
/** @import { Desk, Row } from "./types.js" */
import { icon } from "/static/kit/parts.js";
import { say, t } from "/static/kit/text.js";
import { html, nothing } from "/static/kit/vendor/lit.js";

const PAGES = ["test-page", "capability-probe", "pangram"];

/** @param {Desk} desk */
export const printers = (desk) => html`<table class="printers">
  <thead><tr>${["admin.printer", "admin.model", "admin.health", "admin.trypages"].map(
    (word) => html`<th scope="col">${t(word)}</th>`,
  )}</tr></thead>
  <tbody>${desk.list.map(
    (printer) => html`<tr>
      <td><b>${say(printer.name)}</b><span class="q fig">${printer.key} · ${printer.url}</span></td>
      <td class="fig">${printer.model}<span class="q">${t("admin.dots", { n: printer.width_dots })}${
        printer.backup ? html` · ${t("admin.backup", { key: printer.backup })}` : nothing
      }</span></td>
      <td>${health(printer)}${latest(printer)}</td>
      <td>${PAGES.map(
        (page) => html`<button class="key smallkey ${page === "test-page" ? "" : "quiet"}"
        ?disabled=${desk.busy} @click=${() => print(desk, printer, page)}>${t(`admin.page.${page}`)}</button>`,
      )}</td>
    </tr>`,
  )}</tbody></table>`;

/** @param {Row} printer */
function health(printer) {
  const state = printer.health?.state;
  if (!state) return html`<span class="q">${t("admin.health.none")}</span>`;
  return state === "ok"
    ? t("admin.health.ok")
    : html`<b class="due">${icon("alarm")}${t(`admin.health.${state}`)}</b>${
        printer.health?.words ? html`<span class="q">${printer.health.words}</span>` : nothing
      }`;
}

/** What became of the page asked for last. @param {Row} printer */
function latest(printer) {
  const [page] = printer.pages;
  return page
    ? html`<span class="q" role="status">${t(`admin.page.${page.kind}`)}：${t(`admin.paper.${page.state}`)}</span>`
    : nothing;
}

/** @param {Desk} desk @param {Row} printer @param {string} page */
const print = (desk, printer, page) =>
  desk.act(() => desk.api.post(`/halls/${printer.hall}/test-pages`, { printer: printer.key, page }));
