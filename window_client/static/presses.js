/**
 * Which press counts. A press is bound to what the page showed when the key went down: when the page turned to another
 * step before or while it was held, the press was meant for the old one. Two presses within a moment are one, since a
 * key that is hit twice would start the visit of whom it has just called. No press is dropped without a word.
 *
 * @typedef {{ at: number, page: number, again?: boolean }} Press `at` by the event's own time, which a busy page hears
 *   late; `page` the step that was shown; `again` the second click of a double click
 * @typedef {"busy" | "moved" | "double"} Dropped
 */

/** Two presses closer than this are one. */
export const DOUBLE_MS = 400;

export class Presses {
  constructor() {
    this.page = 0;
    this.movedAt = -DOUBLE_MS;
    this.lastAt = -DOUBLE_MS;
    /** @type {Press | null} */ this.pointer = null;
  }

  /** From now on the page shows another step. */
  moved() {
    this.page += 1;
    this.movedAt = performance.now();
  }

  /** A key or a finger goes down. @param {UIEvent} event @returns {Press} */
  down(event) {
    return { at: event.timeStamp, page: event.timeStamp < this.movedAt ? this.page - 1 : this.page };
  }

  /** A click, by when its button went down; one made by the keyboard has no pointer. @param {MouseEvent} event */
  click(event) {
    const press = event.detail && this.pointer ? this.pointer : this.down(event);
    return { ...press, again: event.detail > 1 };
  }

  /**
   * Why this press does not count; null when it does.
   * @param {Press} press
   * @param {boolean} busy
   * @returns {Dropped | null}
   */
  refuse(press, busy) {
    const soon = press.again || press.at - this.lastAt < DOUBLE_MS;
    this.lastAt = press.at;
    if (soon) return "double";
    if (busy) return "busy";
    return this.unlike(press);
  }

  /**
   * The page turned since, or it is the second click of a double click.
   * @param {Press} press
   * @returns {Dropped | null}
   */
  unlike(press) {
    if (press.again) return "double";
    return press.page === this.page ? null : "moved";
  }
}
