/**
 * Pictures and videos in place of the calls, while nobody is called. A call takes their place at once; what can't be
 * loaded is passed over.
 */
/** @import { Layout } from "/static/kit/contracts.js" */
import { monotonic } from "/static/kit/clock.js";
import { html, keyed } from "/static/kit/vendor/lit.js";

const QUIET_MS = 10_000;
const VIDEO = /\.(mp4|webm)$/;
/** How loud a video is, and how loud while the hall speaks. */
const LOUD = { plain: 0.6, ducked: 0.08 };

export class Media {
  /** @param {() => void} redraw @param {number} [quiet] so long nobody has been called before the first, in ms */
  constructor(redraw, quiet = QUIET_MS) {
    this.quiet = quiet;
    this.redraw = redraw;
    /** @type {Layout | null} */ this.layout = null;
    /** @type {number | null} */ this.quietSince = null;
    /** @type {{ at: number, since: number } | null} */ this.shown = null;
    /** @type {Set<string>} */ this.broken = new Set();
    this.ducked = false;
  }

  /** Asked at each drawing, once a second at the least. @param {Layout | null} layout @param {boolean} calling */
  look(layout, calling) {
    this.layout = layout;
    const now = monotonic();
    if (calling || !this.#files().length) {
      this.quietSince = null;
      this.shown = null;
      return;
    }
    this.quietSince ??= now;
    if (now - this.quietSince < this.quiet) return;
    this.shown ??= { at: 0, since: now };
    const still = now - this.shown.since < (layout?.seconds ?? 0) * 1000;
    if (!still && !VIDEO.test(this.#file())) this.#next();
  }

  /** What stands in place of the calls; null: the calls. */
  picture() {
    if (!this.shown || !this.#files().length) return null;
    const name = this.#file();
    const gone = () => {
      this.broken.add(name);
      this.redraw();
    };
    const ended = () => {
      this.#next();
      this.redraw();
    };
    const one = VIDEO.test(name)
      ? html`<video src=${`/media/${name}`} autoplay playsinline .muted=${!this.layout?.sound}
          .volume=${this.ducked ? LOUD.ducked : LOUD.plain} @ended=${ended} @error=${gone}></video>`
      : html`<img src=${`/media/${name}`} alt="" @error=${gone}>`;
    return html`<section class="media" data-media=${name}>${keyed(`${name} ${this.shown.since}`, one)}</section>`;
  }

  /** Softer while the hall speaks. @param {boolean} on */
  duck(on) {
    this.ducked = on;
    this.redraw();
  }

  #files() {
    return (this.layout?.media ?? []).filter((/** @type {string} */ name) => !this.broken.has(name));
  }

  #file() {
    const files = this.#files();
    return files[(this.shown?.at ?? 0) % files.length];
  }

  #next() {
    if (this.shown) this.shown = { at: (this.shown.at + 1) % this.#files().length, since: monotonic() };
  }
}
