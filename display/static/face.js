/** The photograph of who sits at a window: asked for once a clerk, and shown to this window's screen alone. */
/** @import { Api } from "/static/kit/api.js" */
/** @import { Clerk } from "/static/kit/contracts.js" */

const AGAIN_MS = 10_000;

export class Face {
  /** @param {Api} api @param {string} window @param {() => void} redraw */
  constructor(api, window, redraw) {
    this.api = api;
    this.window = window;
    this.redraw = redraw;
    /** Of whom it was asked. */ this.whose = "";
    /** @type {string | null} */ this.shown = null;
  }

  /** As an address; null while there is none. @param {Clerk | null} clerk null: nobody, or nobody who is shown */
  of(clerk) {
    const whose = clerk ? JSON.stringify(clerk) : "";
    if (whose !== this.whose) {
      this.whose = whose;
      this.shown = null;
      if (clerk) void this.#ask(whose);
    }
    return this.shown;
  }

  /** @param {string} whose */
  async #ask(whose) {
    const answer = await this.api
      .ask(`/windows/${this.window}/photograph`, { headers: this.api.headers({}) }, { tries: 2 })
      .catch(() => null);
    // Read in any case: an answer that nobody reads keeps its connection.
    const picture = await answer?.blob().catch(() => null);
    if (whose !== this.whose) return;
    if (!answer || !picture || answer.status >= 500) {
      setTimeout(() => whose === this.whose && void this.#ask(whose), AGAIN_MS);
      return;
    }
    if (!answer.ok) return; // has none
    const address = await addressOf(picture);
    if (whose !== this.whose) return;
    this.shown = address;
    this.redraw();
  }
}

/** As the content-security policy lets it in. @param {Blob} picture @returns {Promise<string>} */
function addressOf(picture) {
  return new Promise((done) => {
    const reader = new FileReader();
    reader.onload = () => done(String(reader.result));
    reader.readAsDataURL(picture);
  });
}
