/** @import { Catalogue, LiveState, Ticket } from "/static/kit/contracts.js" */
/** @import { Age } from "/static/kit/age.js" */
/** @import { Page } from "./pages.js" */
import { Api, newKey, Problem } from "/static/kit/api.js";
import { boot } from "/static/kit/boot.js";
import { eachSecond, serverNow } from "/static/kit/clock.js";
import { connect } from "/static/kit/connection.js";
import { language, loadText, setLanguage, t } from "/static/kit/text.js";
import { resetComfort } from "/static/kit/theme.js";
import { render } from "/static/kit/vendor/lit.js";
import { draw } from "./frame.js";
import { PACES } from "./pages.js";
import { moreToSee } from "./scrolling.js";
import { Session } from "./session.js";
import { tone } from "./sound.js";
import { Speech } from "./speech.js";
import { follow } from "./printing.js";

/** One kiosk: what it knows, which page it shows, and what a person may do. */
export class Kiosk {
  constructor() {
    this.boot = boot();
    this.root = /** @type {HTMLElement} */ (document.getElementById("screen"));
    this.api = new Api({ slot: this.boot.slot });
    /** @type {Catalogue | null} */
    this.catalogue = null;
    /** @type {LiveState | null} */
    this.live = null;
    /** @type {Age} */
    this.age = { seconds: 0, level: "never", connected: false };
    /** @type {Page} */
    this.page = { name: "home" };
    /** @type {Page[]} */
    this.trail = [];
    this.busy = false;
    /** @type {"down" | "up" | null} */
    this.more = null;
    this.now = serverNow();
    this.speech = new Speech(() => this.redraw());
    this.session = new Session({
      onWarn: (left) => this.warn(left),
      onEnd: () => this.leave(),
      onStay: () => this.redraw(),
    });
  }

  async start() {
    await loadText(["kiosk"]);
    this.redraw();
    connect({
      hall: this.boot.hall,
      slot: this.boot.slot,
      onState: (state) => this.learn(state),
      onEvent: (event) => this.hear(event.number),
      onAge: (age) => this.grow(age),
    });
    eachSecond((now) => this.tick(now));
    addEventListener("scroll", () => this.measure(), { capture: true, passive: true });
    addEventListener("resize", () => this.measure());
    addEventListener("keydown", (event) => event.key === "Escape" && this.back());
    await this.fetchCatalogue();
  }

  async fetchCatalogue() {
    try {
      this.catalogue = await this.api.get(`/halls/${this.boot.hall}/catalogue`);
      this.redraw();
    } catch {
      setTimeout(() => this.fetchCatalogue(), 2000);
    }
  }

  /** @param {LiveState} state */
  learn(state) {
    const outdated = this.catalogue && state.version !== this.catalogue.version && state.version !== this.live?.version;
    this.live = state;
    if (outdated) this.fetchCatalogue();
    this.redraw();
  }

  /** @param {string | undefined} number */
  hear(number) {
    if (this.page.name === "ticket" && this.page.ticket.number === number) this.refresh();
  }

  /** @param {Age} age */
  grow(age) {
    this.age = age;
    this.redraw();
  }

  /** @param {Date} now */
  tick(now) {
    this.now = now;
    if (this.page.name === "ticket") this.redraw();
    else if (now.getSeconds() === 0) this.redraw();
  }

  redraw() {
    render(draw(this), this.root);
    this.measure();
  }

  /** Whether the page holds more than it shows is known only once it is drawn. */
  measure() {
    const more = moreToSee();
    if (more === this.more) return;
    this.more = more;
    render(draw(this), this.root);
  }

  /**
   * @param {Page} page
   * @param {boolean} [keep] whether "back" leads here again
   */
  go(page, keep = true) {
    if (keep) this.trail.push(this.page);
    this.page = page;
    this.settle();
  }

  back() {
    if (this.page.name === "ticket") return this.leave();
    this.page = this.trail.pop() ?? { name: "home" };
    this.settle();
  }

  /** A page has come: its pace, its heading for those who listen, its top. */
  settle() {
    const pace = PACES[this.page.name];
    if (pace) this.session.start(pace);
    else this.session.stop();
    this.redraw();
    document.querySelector("main")?.scrollTo({ top: 0 });
    const heading = /** @type {HTMLElement | null} */ (document.querySelector("[data-heading]"));
    heading?.focus({ preventScroll: true });
  }

  home() {
    this.trail = [];
    this.page = { name: "home" };
    this.settle();
  }

  /** The person has gone: the next one finds the screen as it should be. */
  leave() {
    this.speech.turn(false);
    resetComfort();
    setLanguage("zh");
    this.home();
  }

  /** @param {number} left seconds */
  warn(left) {
    if (left % 5 === 0) tone(left > 5 ? 660 : 550);
    if (left === this.session.warned) this.speech.say(t("kiosk.still.title"));
    this.redraw();
  }

  /** @param {string} tongue */
  speakIn(tongue) {
    setLanguage(tongue);
    this.redraw();
  }

  /** @param {string} key */
  matter(key) {
    const found = this.catalogue?.matters.find((matter) => matter.key === key);
    if (!found) throw new Error(`no matter ${key}`);
    return found;
  }

  get timezone() {
    return this.catalogue?.hall.timezone ?? "Asia/Shanghai";
  }

  /** The state of this kiosk's own printer, null when it has none. */
  get printer() {
    const key = this.boot.device?.printer;
    return typeof key === "string" ? (this.live?.printers[key] ?? null) : null;
  }

  get paperless() {
    const state = this.printer?.state;
    return state !== undefined && state !== "ok" && state !== "near_end";
  }

  /**
   * Takes a number. Two taps are one wish, and a wish keeps its key until it has an answer.
   * @param {Extract<Page, { name: "matter" }>} page
   */
  async take(page) {
    if (this.busy) return;
    this.busy = true;
    page.key ??= newKey();
    this.redraw();
    try {
      this.show(await this.api.post(`/halls/${this.boot.hall}/tickets`, this.wish(page), { key: page.key }));
    } catch (problem) {
      this.refuse(problem, page);
    } finally {
      this.busy = false;
      this.redraw();
    }
  }

  /** @param {Extract<Page, { name: "matter" }>} page */
  wish(page) {
    const wish = { matter: page.matter, language: language(), channel: "kiosk", paper: !this.paperless };
    const lane = page.lane ? { priority: page.lane } : {};
    return { ...wish, ...lane, materials: page.ticks };
  }

  /** @param {Ticket} ticket */
  show(ticket) {
    this.trail = [];
    this.go({ name: "ticket", ticket }, false);
    follow(this);
    this.speech.say(t("kiosk.ticket.said", { number: [...ticket.number].join(" ") }));
  }

  /**
   * @param {unknown} problem
   * @param {Page} page where the person was
   */
  refuse(problem, page) {
    if (!(problem instanceof Problem)) throw problem;
    const answered = problem.status >= 400 && problem.status < 500;
    // An answer ends the wish; silence does not: the same key then finds the ticket that may already exist.
    if (answered && page.name === "matter") page.key = undefined;
    this.go({ name: "refusal", problem });
  }

  /** Looks again at the ticket that is shown. */
  async refresh() {
    const shown = this.page;
    if (shown.name !== "ticket" && shown.name !== "visit") return;
    const { body, etag } = await this.api.fresh(`/tickets/${shown.ticket.code}`, { etag: shown.etag, tries: 1 });
    if (body) shown.ticket = body;
    shown.etag = etag ?? undefined;
    this.redraw();
  }

  /**
   * A verb on the ticket that is shown: enter, return, cancel.
   * @param {"enter" | "return" | "cancel"} verb
   */
  async act(verb) {
    const shown = this.page;
    if (this.busy || (shown.name !== "ticket" && shown.name !== "visit")) return;
    this.busy = true;
    try {
      shown.ticket = await this.api.post(`/tickets/${shown.ticket.code}/${verb}`);
      shown.etag = undefined;
    } catch (problem) {
      this.refuse(problem, shown);
    } finally {
      this.busy = false;
      this.redraw();
    }
  }

  /** @param {string} code */
  async lookUp(code) {
    if (this.busy) return;
    this.busy = true;
    this.redraw();
    try {
      const ticket = await this.api.get(`/tickets/${encodeURIComponent(code)}`);
      this.go({ name: "visit", ticket });
    } catch (problem) {
      this.refuse(problem, this.page);
    } finally {
      this.busy = false;
      this.redraw();
    }
  }
}

await new Kiosk().start();
