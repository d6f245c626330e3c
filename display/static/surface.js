/** @import { Age } from "../../server/web/static/kit/age.js" */
/** @import { LiveEvent, Snapshot, SubscriptionRefused } from "../../server/web/static/kit/contracts.js" */
import { Api } from "/static/kit/api.js";
import { boot } from "/static/kit/boot.js";
import { eachSecond } from "/static/kit/clock.js";
import { connect } from "/static/kit/connection.js";
import { readyGlyphs } from "/static/kit/font-slices.js";
import { indexed } from "./model.js";

/**
 * What every public screen lives on: the hall's live state, its catalogue (fetched again when the configuration
 * changed), the age of both, and a reason to draw.
 */
export class Surface {
  /** @param {{ draw: () => void, seen?: (state: Snapshot) => void, heard?: (event: LiveEvent) => void }} wishes */
  constructor({ draw, seen, heard }) {
    this.boot = boot();
    this.api = new Api({ slot: this.boot.slot });
    this.drawNow = draw;
    this.seen = seen;
    this.heard = heard;
    /** @type {Snapshot | null} */ this.state = null;
    /** @type {ReturnType<typeof indexed> | null} */ this.index = null;
    /** @type {Age} */ this.age = { seconds: 0, level: "never", connected: false };
    /** @type {SubscriptionRefused | null} */ this.refused = null;
    this.due = false;
    this.fetching = false;
  }

  start() {
    this.link = connect({
      hall: this.boot.hall,
      slot: this.boot.slot,
      onState: (state) => this.take(state),
      onEvent: (event) => this.heard?.(event),
      onAge: (age) => {
        this.age = age;
        this.draw();
      },
      onRefused: (refused) => {
        this.refused = refused;
        this.draw();
      },
    });
    eachSecond(() => this.draw());
    void this.fetchCatalogue();
  }

  /** @param {Snapshot} state */
  take(state) {
    // Let in again, perhaps as another screen: everything that the page was told about itself may be over.
    if (this.refused && this.refused.code !== "live.unavailable") return location.reload();
    this.refused = null;
    this.state = state;
    if (this.index && this.index.version !== state.version) void this.fetchCatalogue();
    this.seen?.(state);
    this.draw();
  }

  async fetchCatalogue() {
    if (this.fetching) return;
    this.fetching = true;
    try {
      const catalogue = await this.api.get(`/halls/${this.boot.hall}/catalogue`);
      readyGlyphs(catalogue);
      this.index = indexed(catalogue);
    } catch {
      setTimeout(() => void this.fetchCatalogue(), 2000);
    }
    this.fetching = false;
    if (this.state) this.seen?.(this.state);
    this.draw();
  }

  /** Both are there: something can be shown. */
  get ready() {
    return this.state !== null && this.index !== null;
  }

  /** Draw once for everything that happened in this turn. */
  draw() {
    if (this.due) return;
    this.due = true;
    queueMicrotask(() => {
      this.due = false;
      this.drawNow();
    });
  }
}
