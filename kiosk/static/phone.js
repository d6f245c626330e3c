/** @import { Catalogue, TicketView } from "/static/kit/contracts.js" */
import { ageOf } from "/static/kit/age.js";
import { Api, newKey, Problem } from "/static/kit/api.js";
import { boot } from "/static/kit/boot.js";
import { setServerTime } from "/static/kit/clock.js";
import { loadText, nextLanguage, setLanguage } from "/static/kit/text.js";
import { render } from "/static/kit/vendor/lit.js";
import { draw } from "./phone-view.js";
import { tone } from "./sound.js";

/** Milliseconds between two questions; nothing changes any more once a visit is over. */
const OFTEN = 4000;
const SELDOM = 30_000;
const OVER = new Set(["finished", "cancelled", "closed"]);
/** From so many ahead on it is nearly one's turn. */
const NEAR = 3;

/** One ticket on a phone. It asks again and again, with the tag of what it has: most answers are empty. */
export class Visit {
  constructor() {
    const page = boot();
    if (!page.ticket || !page.catalogue) throw new Error("this page carries no ticket");
    this.api = new Api();
    /** @type {TicketView} */
    this.ticket = page.ticket;
    /** @type {Catalogue} */
    this.catalogue = page.catalogue;
    /** @type {string | undefined} */
    this.etag = undefined;
    /** @type {number | null} */
    this.heard = performance.now();
    this.busy = false;
    this.bell = false;
    /** What the foot asks: nothing, or whether the ticket is really given up. @type {"" | "cancel"} */
    this.asking = "";
    /**
     * What is being said about the visit.
     * @type {{ reasons: string[], text: string, changing: boolean, sent: boolean }}
     */
    this.said = { reasons: [], text: "", changing: false, sent: false };
    /** @type {Problem | null} */
    this.problem = null;
    this.root = /** @type {HTMLElement} */ (document.getElementById("screen"));
  }

  async start() {
    const wish = new URLSearchParams(location.search).get("lang");
    setLanguage(wish ?? this.ticket.language);
    await loadText(import.meta.url, ["phone"]);
    this.root.replaceChildren();
    setServerTime(this.ticket.at);
    this.redraw();
    setInterval(() => this.redraw(), 1000);
    document.addEventListener("visibilitychange", () => document.hidden || this.look());
    this.wait();
  }

  wait() {
    setTimeout(() => this.look().finally(() => this.wait()), OVER.has(this.ticket.state) ? SELDOM : OFTEN);
  }

  /** Asks how the ticket stands. A dead line is no fault to report: the age on the page says it. */
  async look() {
    try {
      const { body, etag } = await this.api.fresh(`/tickets/${this.ticket.code}`, { etag: this.etag, tries: 1 });
      this.heard = performance.now();
      this.etag = etag ?? undefined;
      if (body) this.take(body);
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
    }
    this.redraw();
  }

  /** @param {TicketView} ticket */
  take(ticket) {
    const before = this.ticket;
    this.ticket = ticket;
    setServerTime(ticket.at);
    if (calls(before, ticket)) this.ring([400, 200, 400, 200, 800], 880);
    else if (nears(before, ticket)) this.ring([300], 660);
  }

  /**
   * @param {number[]} pattern milliseconds of shaking and rest
   * @param {number} pitch
   */
  ring(pattern, pitch) {
    if (!this.bell) return;
    navigator.vibrate?.(pattern);
    tone(pitch);
    setTimeout(() => tone(pitch), 500);
  }

  /** A browser rings only after a touch, so that touch is asked for, and answered with a sample. */
  turnBell() {
    this.bell = !this.bell;
    tone();
    this.ring([200], 660);
    this.redraw();
  }

  /**
   * @param {"cancel" | "postpone" | "return" | "enter" | "rating"} verb
   * @param {object} [body]
   */
  async act(verb, body = {}) {
    if (this.busy) return;
    this.busy = true;
    this.problem = null;
    this.redraw();
    try {
      this.take(await this.api.post(`/tickets/${this.ticket.code}/${verb}`, body, { key: newKey() }));
      this.heard = performance.now();
      this.etag = undefined;
      this.asking = "";
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      this.problem = problem;
    } finally {
      this.busy = false;
      this.redraw();
    }
  }

  age() {
    return ageOf(this.heard, performance.now(), true);
  }

  get matter() {
    return this.catalogue.matters.find(({ key }) => key === this.ticket.matter);
  }

  turnLanguage() {
    setLanguage(nextLanguage().tag);
    this.redraw();
  }

  redraw() {
    render(draw(this), this.root);
  }
}

/**
 * @param {TicketView} before
 * @param {TicketView} now
 */
function calls(before, now) {
  return now.state === "called" && (before.state !== "called" || (now.call?.times ?? 0) > (before.call?.times ?? 0));
}

/**
 * @param {TicketView} before
 * @param {TicketView} now
 */
function nears(before, now) {
  return !now.held_until && now.ahead !== null && now.ahead <= NEAR && (before.ahead ?? NEAR + 1) > NEAR;
}

await new Visit().start();
