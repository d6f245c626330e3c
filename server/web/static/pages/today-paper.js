/** Numbers whose paper did not come out: staff confirm the number, or print it again. */
/** @import { Papers } from "/static/kit/contracts.js" */
import { icon } from "/static/kit/parts.js";
import { t } from "/static/kit/text.js";
import { html, nothing } from "/static/kit/vendor/lit.js";

/**
 * @param {Papers | null} papers
 * @param {(code: string, verb: "enter" | "reprint") => void} act
 */
export function paperTroubles(papers, act) {
  if (!papers?.troubles.length) return nothing;
  return html`<section class="sb"><h2>${t("today.paper")} ${papers.troubles.length}</h2>
    ${papers.troubles.map(
      (paper) => html`<div class="al pt">${icon("printer")}
          <div><b class="num tk">${paper.number}</b> ${t(`today.paper.${paper.paper}`)}
        <div class="q">${paper.state === "issued" ? t("today.paper.notin") : t("today.paper.in")}</div></div>
        <div class="row do">${
          paper.state === "issued"
            ? html`<button class="key smallkey"
              @click=${() => act(paper.code, "enter")}>${t("today.paper.enter")}</button>`
            : nothing
        }
        <button class="key smallkey quiet" @click=${() => act(paper.code, "reprint")}>
          ${t("today.paper.reprint")}</button>
        </div></div>`,
    )}</section>`;
}
