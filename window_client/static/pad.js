/** @import { Catalogue, LiveEvent, Snapshot } from "/static/kit/contracts.js" */
import { Api, newKey, Problem } from "/static/kit/api.js";
import { boot } from "/static/kit/boot.js";
import { connect } from "/static/kit/connection.js";
import { readyGlyphs } from "/static/kit/font-slices.js";
import { loadText, nextLanguage, setLanguage } from "/static/kit/text.js";
import { render } from "/static/kit/vendor/lit.js";
import { draw } from "./pad-view.js";

/** Seconds that a question waits for an answer, and that an answer may be changed. */
const ASKED = 60;
const CHANGING = 10;
/** Seconds that the thanks stay when nobody touches anything. */
const THANKED = 15;

/**
 * A visit that the window has finished: its number, and the journal number of the finish. One number may be finished
 * twice (after an undo), and means somebody else on another day.
 * @typedef {{ number: string, finished_seq: number }} Visit
 */

/**
 * What the pad shows.
 * @typedef {{ name: "idle" } | { name: "ask", visit: Visit }
 *   | { name: "thanks", visit: Visit, level: number, reasons: string[], change: number }
 *   | { name: "refused", problem: Problem }} View
 */

/** The rating pad of one window. It knows no codes: only which visit the window has just finished. */
export class Pad {
  constructor() {
    const page = boot();
    this.hall = page.hall;
    this.window = page.window ?? "";
    this.slot = page.slot;
    this.language = page.language;
    this.api = new Api({ slot: page.slot });
    /** @type {Catalogue | null} */
    this.catalogue = null;
    /** @type {Snapshot | null} */
    this.live = null;
    /** @type {import("/static/kit/age.js").Age} */
    this.age = { seconds: 0, level: "never", connected: false };
    /** @type {View} */
    this.view = { name: "idle" };
    this.left = 0;
    this.busy = false;
    this.root = /** @type {HTMLElement} */ (document.getElementById("screen"));
  }

  async start() {
    await loadText(import.meta.url, ["pad"]);
    setLanguage(this.language);
    this.redraw();
    // Let in again, perhaps at another window: it begins anew.
    let shutOut = false;
    connect({
      hall: this.hall,
      slot: this.slot,
      onState: (state) => (shutOut ? location.reload() : this.learn(state)),
      onRefused: ({ code }) => {
        shutOut ||= code !== "live.unavailable";
      },
      onEvent: (event) => this.hear(event),
      onAge: (age) => {
        this.age = age;
        this.redraw();
      },
    });
    setInterval(() => this.second(), 1000);
    await this.describe();
  }

  async describe() {
    try {
      this.catalogue = await this.api.get(`/halls/${this.hall}/catalogue`);
      readyGlyphs(this.catalogue);
      this.redraw();
    } catch {
      setTimeout(() => this.describe(), 2000);
    }
  }

  get place() {
    return this.live?.windows[this.window] ?? null;
  }

  /**
   * Who is served at the window now must not answer for the one before: the question, or the thanks, is over. That is
   * so after an undo of the finish, too.
   * @param {Snapshot} state
   */
  learn(state) {
    this.live = state;
    const { view } = this;
    if ("visit" in view && this.place?.ticket?.state === "serving") this.rest();
    this.redraw();
  }

  /**
   * Asks once about each visit that ends at this window, and not about one that is rated on the phone meanwhile.
   * @param {LiveEvent} event
   */
  hear(event) {
    if (event.type === "ticket.finished" && event.window_key === this.window)
      this.show({ name: "ask", visit: { number: event.number, finished_seq: event.seq } }, ASKED);
    const { view } = this;
    if (event.type !== "ticket.rated" || view.name !== "ask") return;
    if (view.visit.number === event.number && !this.busy) this.rest();
  }

  /**
   * @param {View} view
   * @param {number} seconds
   */
  show(view, seconds) {
    this.view = view;
    this.left = seconds;
    this.redraw();
    /** @type {HTMLElement | null} */ (document.querySelector("h1"))?.focus();
  }

  /** Back to rest, in the pad's own language, for whoever comes next. */
  rest() {
    const { view } = this;
    if (view.name === "thanks" && view.reasons.length) this.add(view);
    setLanguage(this.language);
    this.view = { name: "idle" };
    this.redraw();
  }

  second() {
    if (this.view.name === "idle") return;
    this.left -= 1;
    if (this.view.name === "thanks") this.view.change = Math.max(0, this.view.change - 1);
    if (this.left <= 0) this.rest();
    else this.redraw();
  }

  /**
   * @param {Visit} visit
   * @param {number} level
   */
  async rate(visit, level) {
    if (this.busy) return;
    this.busy = true;
    const asked = this.view;
    try {
      await this.post({ ...visit, level });
      if (this.view === asked) this.show({ name: "thanks", visit, level, reasons: [], change: CHANGING }, THANKED);
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      if (this.view === asked) this.show({ name: "refused", problem }, THANKED);
    } finally {
      this.busy = false;
      this.redraw();
    }
  }

  /**
   * The reasons go with the level once the person is done with them. The level itself is safe already, so that a
   * failure here is not worth a page.
   * @param {{ visit: Visit, level: number, reasons: string[] }} said
   */
  add({ visit, level, reasons }) {
    this.post({ ...visit, level, reasons }).catch(() => undefined);
  }

  /** @param {Visit & { level: number, reasons?: string[] }} said */
  post(said) {
    return this.api.post(`/windows/${this.window}/rating`, said, { key: newKey() });
  }

  /** Another level, within the seconds that are left for it. @param {Visit} visit */
  again(visit) {
    this.show({ name: "ask", visit }, CHANGING);
  }

  /** @param {string} reason */
  pick(reason) {
    const { view } = this;
    if (view.name !== "thanks") return;
    view.reasons = view.reasons.includes(reason)
      ? view.reasons.filter((each) => each !== reason)
      : [...view.reasons, reason];
    this.left = THANKED;
    this.redraw();
  }

  turnLanguage() {
    setLanguage(nextLanguage().tag);
    this.redraw();
  }

  redraw() {
    render(draw(this), this.root);
  }
}

await new Pad().start();
