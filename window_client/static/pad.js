/** @import { Catalogue, LiveEvent, Snapshot } from "/static/kit/contracts.js" */
import { Api, newKey, Problem } from "/static/kit/api.js";
import { boot } from "/static/kit/boot.js";
import { connect } from "/static/kit/connection.js";
import { language, loadText, setLanguage } from "/static/kit/text.js";
import { render } from "/static/kit/vendor/lit.js";
import { draw } from "./pad-view.js";

/** Seconds that a question waits for an answer, and that an answer may be changed. */
const ASKED = 60;
const CHANGING = 10;
/** Seconds that the thanks stay when nobody touches anything. */
const THANKED = 15;

/**
 * What the pad shows.
 * @typedef {{ name: "idle" } | { name: "ask", number: string }
 *   | { name: "thanks", number: string, level: number, reasons: string[], change: number }
 *   | { name: "refused", problem: Problem }} View
 */

/** The rating pad of one window. It knows no codes: only which number the window has just finished. */
export class Pad {
  constructor() {
    const page = boot();
    this.hall = page.hall;
    this.window = page.window ?? "";
    this.slot = page.slot;
    this.api = new Api({ slot: page.slot });
    /** @type {Catalogue | null} */
    this.catalogue = null;
    /** @type {Snapshot | null} */
    this.live = null;
    /** @type {import("/static/kit/age.js").Age} */
    this.age = { seconds: 0, level: "never", connected: false };
    /** @type {View} */
    this.view = { name: "idle" };
    /** The number whose rating was given or declined: it is not asked again. @type {string | null} */
    this.settled = null;
    this.story = "";
    this.left = 0;
    this.busy = false;
    this.root = /** @type {HTMLElement} */ (document.getElementById("screen"));
  }

  async start() {
    await loadText(import.meta.url, ["pad"]);
    this.redraw();
    connect({
      hall: this.hall,
      slot: this.slot,
      onState: (state) => this.learn(state),
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
      this.redraw();
    } catch {
      setTimeout(() => this.describe(), 2000);
    }
  }

  get place() {
    return this.live?.windows[this.window] ?? null;
  }

  /**
   * Asks when this window's own story goes on to an end. What had ended before the pad was switched on is over.
   * @param {Snapshot} state
   */
  learn(state) {
    const first = this.live === null;
    this.live = state;
    const call = this.place?.call;
    const story = call ? `${call.number} ${call.of}` : "";
    if (story !== this.story) {
      this.story = story;
      if (call && !first) this.turn(call.number, call.of);
    }
    this.redraw();
  }

  /**
   * @param {string} number
   * @param {string} of what became of the window's latest call
   */
  turn(number, of) {
    if (of === "finished" && number !== this.settled) this.show({ name: "ask", number }, ASKED);
    // Somebody else sits at the window now: the question to the one before is over.
    if (this.view.name === "ask" && of === "serving") this.rest();
  }

  /** Rated elsewhere, on the phone: nothing more to ask. @param {LiveEvent} event */
  hear(event) {
    if (event.type !== "ticket.rated") return;
    const { number } = event;
    this.settled = number;
    if (this.view.name === "ask" && this.view.number === number && !this.busy) this.rest();
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

  /** Back to rest, in Chinese, for whoever comes next. */
  rest() {
    const { view } = this;
    if ("number" in view) this.settled = view.number;
    if (view.name === "thanks" && view.reasons.length) this.add(view);
    setLanguage("zh");
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
   * @param {string} number
   * @param {number} level
   */
  async rate(number, level) {
    if (this.busy) return;
    this.busy = true;
    try {
      await this.api.post(`/windows/${this.window}/rating`, { number, level }, { key: newKey() });
      this.settled = number;
      this.show({ name: "thanks", number, level, reasons: [], change: CHANGING }, THANKED);
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      this.show({ name: "refused", problem }, THANKED);
    } finally {
      this.busy = false;
      this.redraw();
    }
  }

  /**
   * The reasons go with the level once the person is done with them. The level itself is safe already, so that a
   * failure here is not worth a page.
   * @param {{ number: string, level: number, reasons: string[] }} said
   */
  add({ number, level, reasons }) {
    this.api
      .post(`/windows/${this.window}/rating`, { number, level, reasons }, { key: newKey() })
      .catch(() => undefined);
  }

  /** Another level, within the seconds that are left for it. @param {string} number */
  again(number) {
    this.show({ name: "ask", number }, CHANGING);
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
    setLanguage(language() === "zh" ? "en" : "zh");
    this.redraw();
  }

  redraw() {
    render(draw(this), this.root);
  }
}

await new Pad().start();
