/** Silent emergency calls, as staff's screens name them: which window, since when, and a key that ends it. */
/** @import { Api } from "./api.js" */
/** @import { Emergency, LiveEvent } from "./contracts.js" */
import { newKey } from "./api.js";
import { time } from "./format.js";
import { icon } from "./parts.js";
import { t } from "./text.js";
import { html, nothing } from "./vendor/lit.js";

const AGAIN_MS = 1000;

/** The calls that stand in a hall; follows the events of the page's own connection. */
export class Emergencies {
  /** @param {{ api: Api, hall: string, onChange: () => void }} parts */
  constructor({ api, hall, onChange }) {
    this.api = api;
    this.hall = hall;
    this.onChange = onChange;
    /** @type {Emergency[]} */ this.list = [];
    /** This window's own call is on its way. */ this.sending = false;
    this.seq = -1;
  }

  /** @param {LiveEvent} event */
  hear(event) {
    if (event.type === "staff.notice") void this.look();
  }

  async look() {
    try {
      this.take(await this.api.get(`/halls/${this.hall}/emergencies`));
    } catch (problem) {
      if (/** @type {{ offline?: boolean }} */ (problem).offline) setTimeout(() => void this.look(), AGAIN_MS);
    }
  }

  /** @param {{ emergencies: Emergency[], seq: number }} answer */
  take({ emergencies, seq }) {
    if (seq < this.seq) return;
    this.seq = seq;
    this.list = emergencies;
    this.onChange();
  }

  /** Call for help from this window, and go on calling until the server has heard. @param {string} window */
  async call(window) {
    if (this.sending) return;
    this.sending = true;
    this.onChange();
    await this.#send(`/windows/${window}/emergency`);
    this.sending = false;
    this.onChange();
  }

  /** @param {string} window */
  async end(window) {
    await this.#send(`/halls/${this.hall}/emergencies/${window}/end`);
  }

  /** @param {string} path */
  async #send(path) {
    const key = newKey();
    for (;;) {
      try {
        this.take(await this.api.post(path, {}, { key }));
        return;
      } catch (problem) {
        const { offline, status = 0 } = /** @type {{ offline?: boolean, status?: number }} */ (problem);
        if (!offline && status < 500) return;
      }
      await new Promise((go) => setTimeout(go, AGAIN_MS));
    }
  }
}

/**
 * What stands on a colleague's screen; `own` is the window of this screen, where nothing shows it.
 * @param {Emergencies} emergencies
 * @param {string} timezone
 * @param {string | null} [own]
 */
export function emergencyLines(emergencies, timezone, own = null) {
  const others = emergencies.list.filter(({ window }) => window !== own);
  if (!others.length) return nothing;
  return html`<div class="emergencies">${others.map(
    ({ window, name, at }) => html`<div class="bn bad emergency" role="alert" data-window=${window}>${icon("alarm")}
      <div><b>${t("kit.emergency", { sign: window.padStart(2, "0") })}</b>
        <p>${name ?? ""} ${t("kit.emergency.since", { time: time(at, timezone) })}</p></div>
      <button class="key smallkey quiet" @click=${() => emergencies.end(window)}>${t("kit.emergency.end")}</button>
    </div>`,
  )}</div>`;
}
