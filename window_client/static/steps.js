/** @import { Problem } from "/static/kit/api.js" */
import { newKey } from "/static/kit/api.js";

/**
 * One step at a time, and none lost: a step is written down with its key before it is sent, and sent again with the
 * same key until the server has answered, through lost networks, restarts and a reload of this page. The server does a
 * key once, so "again" is never "twice".
 *
 * @typedef {{ verb: string, body: object, key: string, path: string }} Step
 */
const PAUSES_MS = [300, 700, 1500, 2000];

export class Steps {
  /**
   * @param {{ api: import("/static/kit/api.js").Api, name: string, store?: Storage, onChange: () => void,
   *   sleep?: (ms: number) => Promise<void> }} parts
   */
  constructor({ api, name, store = sessionStorage, onChange, sleep = pause }) {
    this.api = api;
    this.place = `servicehall.step.${name}`;
    this.store = store;
    this.onChange = onChange;
    this.sleep = sleep;
    /** @type {Step | null} */ this.step = null;
    /** Tries that had no answer. */ this.tries = 0;
  }

  get busy() {
    return this.step !== null;
  }

  /** The line is down and the step waits for it. */
  get stuck() {
    return this.tries > 0;
  }

  /** What an earlier life of this page had not finished. @returns {Step | null} */
  left() {
    try {
      return JSON.parse(this.store.getItem(this.place) ?? "null");
    } catch {
      return null;
    }
  }

  /**
   * @param {Pick<Step, "verb" | "body" | "path"> & { key?: string }} wish
   * @returns {Promise<any>} the server's answer; null when another step is under way (a double click)
   */
  async take(wish) {
    if (this.busy) return null;
    this.step = { ...wish, key: wish.key ?? newKey() };
    this.store.setItem(this.place, JSON.stringify(this.step));
    this.onChange();
    try {
      return await this.#untilAnswered(this.step);
    } finally {
      this.step = null;
      this.tries = 0;
      this.store.removeItem(this.place);
      this.onChange();
    }
  }

  /** @param {any} view */
  async #untilAnswered({ path, body, key }) {
    for (;;) {
      try {
        return await this.api.post(path, body, { key, tries: 1 });
      } catch (problem) {
        if (!away(/** @type {Problem} */ (problem))) throw problem;
      }
      this.tries += 1;
      this.onChange();
      await this.sleep(PAUSES_MS[Math.min(this.tries, PAUSES_MS.length) - 1]);
    }
  }
}

/** No answer, or a server that is just starting. A refusal is an answer. @param {Problem} problem */
const away = (problem) => problem.offline || [502, 503, 504].includes(problem.status);
/** @param {number} ms */
const pause = (ms) => new Promise((go) => setTimeout(go, ms));
