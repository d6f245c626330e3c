/** What the console shows of papers: the row under the results, and the dialog's body. */
/** @import { ConsoleModel } from "./console-model.js" */
/** @import { Typed } from "./types.js" */
/** @import { AtWindow, DocumentView } from "/static/kit/contracts.js" */
import { icon } from "/static/kit/parts.js";
import { say, t } from "/static/kit/text.js";
import { html, live, nothing } from "/static/kit/vendor/lit.js";
import { onClick } from "./keyboard.js";
import { copyPaper, openPaper, settled, tick } from "./papers.js";

/** Something of the paper may lie there. */
const AT_PRINTER = ["sending", "printed", "processed", "unconfirmed"];
const SIGNS = { printed: "tick", processed: "tick", failed: "alarm", unconfirmed: "alarm" };
/** @param {Event} event */
const still = (event) => event.preventDefault();

/** Two keys beside the results, while somebody is served. @param {ConsoleModel} model */
export function paperKeys(model) {
  return html`<span class="papers"><span class="k">${t("console.papers")}</span>
    ${["notice", "receipt"].map(
      (kind) => html`<button class="chip" tabindex="-1" data-paper=${kind} @mousedown=${still}
        @click=${() => openPaper(model, kind)}><kbd>${kind === "notice" ? "N" : "E"}</kbd>${t(`console.${kind}`)}
        </button>`,
    )}
  </span>`;
}

/** What became of the latest paper. @param {ConsoleModel} model */
export function paperState(model) {
  const last = model.papers.at(-1);
  return last ? html`<div class="given">${state(model, last)}</div>` : nothing;
}

/** @param {ConsoleModel} model @param {DocumentView} paper */
function state(model, paper) {
  const failed = paper.state === "failed";
  const told = failed || paper.reason === "glyph";
  const words = told ? t(`console.paper.why.${paper.reason ?? "other"}`) : t(`console.paper.${paper.state}`);
  const sign = SIGNS[/** @type {keyof typeof SIGNS} */ (paper.state)] ?? "printer";
  return html`<span class="paper ${failed ? "bad" : ""}"
    role="status">${icon(sign)}<span class="fig">${paper.title}</span>
    <b>${words}</b>${
      paper.copies
        ? html`
          <span class="q">${t("console.paper.copy", { n: paper.copies })}</span>`
        : nothing
    }${standIn(model, paper)}</span>
    ${
      settled(paper)
        ? html`<button class="chip" tabindex="-1" @mousedown=${still}
          @click=${onClick(model, () => copyPaper(model, paper))}>${t("console.paper.again")}</button>`
        : nothing
    }`;
}

/**
 * Which printer stood in for the window's own, by the kiosk it is in where there is one.
 * @param {ConsoleModel} model
 * @param {DocumentView} paper
 */
function standIn(model, paper) {
  if (model.printer === null || paper.printer === model.printer || !AT_PRINTER.includes(paper.state)) return nothing;
  const kiosk = model.catalogue?.kiosks?.find(({ printer }) => printer === paper.printer);
  return html` <b>${t("console.paper.elsewhere", { at: kiosk ? say(kiosk.name) : (paper.printer ?? "") })}</b>`;
}

/** @param {ConsoleModel} model @param {string} kind */
export function paperBody(model, kind) {
  const { about } = model.asked;
  if (!about) return html`<p class="say">${t("console.paper.asking")}</p>`;
  if (!about.printer) return html`<p class="say">${t("console.paper.noprinter")}</p>`;
  return html`<p class="k">${t(`console.${kind}.tick`)}</p>${materials(model, about)}${typed(model, kind)}`;
}

/** @param {ConsoleModel} model @param {AtWindow} about */
function materials(model, about) {
  const { choice = 0, ticked = [] } = model.asked;
  if (!about.materials.length) return nothing;
  return html`<ol class="opts ticks" role="group">
    ${about.materials.map(
      (name, place) => html`<li role="checkbox" aria-checked=${Boolean(ticked[place])} aria-selected=${place === choice}
          @mousedown=${still} @click=${() => tick(model, place)}>
        <kbd>${place + 1}</kbd>${icon(
          ticked[place] ? "ticked" : "unticked",
        )}<span class="grow">${say(name)}</span></li>`,
    )}
  </ol>`;
}

/** @param {ConsoleModel} model @param {string} kind */
function typed(model, kind) {
  const { text = "", date = "" } = model.asked;
  return html`<div class="more">
    <label class="note"><span class="q">${t(`console.${kind}.text`)} <kbd>Tab</kbd></span><textarea rows="2"
        maxlength="600" placeholder=${t("console.paper.lines")} .value=${live(text)}
          @input=${(/** @type {Typed} */ event) => model.amend({ text: event.target.value })}></textarea></label>
    <label class="note by"><span class="q">${t(`console.${kind}.date`)}</span><input type="date" .value=${live(date)}
        @input=${(/** @type {Typed} */ event) => model.amend({ date: event.target.value })}></label>
  </div>`;
}
