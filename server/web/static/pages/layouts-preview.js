/** The board itself in a frame, as large as its panel and drawn small, and from how far it is read. */
/** @import { BoardNow, Layout } from "/static/kit/contracts.js" */
/** @import { BoardReads } from "./types.js" */
import { say, t } from "/static/kit/text.js";
import { html, nothing } from "/static/kit/vendor/lit.js";

const PANELS = [
  [1920, 1080],
  [3840, 2160],
  [1280, 720],
  [1080, 1920],
  [2160, 3840],
];
const INCHES = 55;
/** Where a waiting area begins: what is smaller is for nobody. */
const SHORTEST_M = 4;

export class Preview {
  /** @param {() => void} redraw @param {{ hall: string, slot: string | null }} of */
  constructor(redraw, { hall, slot }) {
    this.redraw = redraw;
    const query = new URLSearchParams({ sample: "1", hall, ...(slot ? { as: slot } : {}) });
    this.address = `/board?${query}`;
    this.panel = 0;
    this.calls = true;
    /** @type {BoardReads | null} */ this.reads = null;
    /** @type {Layout | null} */ this.layout = null;
    /** @type {BoardNow | null} */ this.board = null;
    addEventListener("message", (event) => this.#heard(event));
    addEventListener("resize", () => this.fit());
  }

  /** @param {Layout | null} layout @param {BoardNow | null} board */
  picture(layout, board) {
    Object.assign(this, { layout, board });
    const [width, height] = PANELS[this.panel];
    return html`<aside class="seen"><h2>${
      board ? t("layouts.preview.of", { board: say(board.name) }) : t("layouts.preview")
    }</h2>
      <div class="panels" role="group" aria-label=${t("layouts.panel")}>
        ${PANELS.map((each, at) => this.#panelKey(each, at))}
      </div>
      <div class="panels" role="group">
        ${this.#sceneKey(true, t("layouts.calls"))}${this.#sceneKey(false, t("layouts.between"))}
      </div>
      <div class="panel"><iframe src=${this.address} width=${width}
        height=${height} tabindex="-1" title=${t("layouts.frame")}></iframe></div>
      ${this.#distances()}</aside>`;
  }

  /** Draws the frame as small as its place, and tells it what to show. */
  fit() {
    const frame = /** @type {HTMLIFrameElement | null} */ (document.querySelector(".panel iframe"));
    const place = frame?.parentElement;
    if (!frame || !place) return;
    const [width, height] = PANELS[this.panel];
    place.style.aspectRatio = `${width} / ${height}`;
    frame.style.transform = `scale(${place.clientWidth / width})`;
    this.#tell(frame);
  }

  /** @param {HTMLIFrameElement} frame */
  #tell(frame) {
    const { layout, board, calls } = this;
    const sample = { layout, inches: board?.inches ?? null, zone: board?.zone ?? null, calls };
    frame.contentWindow?.postMessage({ sample }, location.origin);
  }

  /** @param {MessageEvent} event */
  #heard({ source, origin, data }) {
    const frame = /** @type {HTMLIFrameElement | null} */ (document.querySelector(".panel iframe"));
    if (!frame || origin !== location.origin || source !== frame.contentWindow) return;
    if (data.sample === "ready") return this.#tell(frame);
    this.reads = data.reads;
    this.redraw();
  }

  /** @param {number[]} size @param {number} at */
  #panelKey([width, height], at) {
    const chosen = at === this.panel;
    const press = () => {
      this.panel = at;
      this.redraw();
    };
    return html`<button class="key smallkey fig ${chosen ? "" : "quiet"}" aria-pressed=${chosen} @click=${press}>
      ${width} × ${height}</button>`;
  }

  /** @param {boolean} calls @param {string} word */
  #sceneKey(calls, word) {
    const chosen = calls === this.calls;
    const press = () => {
      this.calls = calls;
      this.redraw();
    };
    return html`<button class="key smallkey ${chosen ? "" : "quiet"}" aria-pressed=${chosen} @click=${press}>
      ${word}</button>`;
  }

  #distances() {
    const { reads } = this;
    if (!reads) return nothing;
    const [width, height] = PANELS[this.panel];
    const inches = this.board?.inches ?? INCHES;
    const metres = Object.fromEntries(
      ["plate", "row", "least"].map((of) => [of, whole(reads[/** @type {"row"} */ (of)])]),
    );
    return html`<p class="reads" role="status"><b>${t("layouts.reads", metres)}</b>
      <span class="q">${t("layouts.reads.panel", { inches, width, height, mm: reads.mm.toFixed(2) })}</span>
      ${reads.least < SHORTEST_M ? html`<b>${t("layouts.reads.short")}</b>` : nothing}</p>`;
  }
}

/** A distance is never said longer than it is. @param {number} metres */
const whole = (metres) => String(metres < 10 ? Math.floor(metres * 10) / 10 : Math.floor(metres));
