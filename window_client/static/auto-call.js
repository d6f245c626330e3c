/**
 * A hall may have the next called by itself: so many seconds after a window is free and somebody waits, its console
 * makes the step of the yellow key. The clerk holds it by a pause, which needs a reason of the hall's list; a question
 * that is open holds it too.
 */
/** @import { ConsoleModel } from "./console-model.js" */
import { monotonic } from "/static/kit/clock.js";
import { lineOf } from "./line.js";

export class AutoCall {
  /** @param {ConsoleModel} model */
  constructor(model) {
    this.model = model;
    /** Since when the window could call. @type {number | null} */ this.since = null;
  }

  /** Whole seconds until the call; null while none is to come. */
  get left() {
    const wait = this.model.catalogue?.hall.auto_call_seconds;
    if (!wait || this.since === null) return null;
    return Math.max(0, Math.ceil(wait - (monotonic() - this.since) / 1000));
  }

  /** Before each drawing, which is each second: begin, hold, or call. */
  look() {
    if (!this.#may()) {
      this.since = null;
      return;
    }
    this.since ??= monotonic();
    // Without word from the server who waits is not known: it is counted on, and called when there is word again.
    if (this.left === 0 && this.model.age.level === "fresh") {
      this.since = null;
      void this.#call();
    }
  }

  #may() {
    const { model } = this;
    if (!model.console || model.other || model.situation !== "free" || model.dialog || model.steps.busy) return false;
    return lineOf(model).waiting > 0;
  }

  /** A press at this moment was meant for the call, not for the visit. */
  async #call() {
    this.model.presses.lastAt = performance.now();
    await this.model.take("call-next");
    this.model.presses.lastAt = performance.now();
  }
}
