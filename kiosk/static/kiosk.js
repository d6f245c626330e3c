/** @import { Catalogue, Snapshot, PrinterHealth } from "/static/kit/contracts.js" */
/** @import { Age } from "/static/kit/age.js" */
/** @import { Page } from "./pages.js" */
import { Api } from "/static/kit/api.js";
import { boot } from "/static/kit/boot.js";
import { eachSecond, serverNow } from "/static/kit/clock.js";
import { connect } from "/static/kit/connection.js";
import { readyGlyphs } from "/static/kit/font-slices.js";
import { loadText, setLanguage, t } from "/static/kit/text.js";
import { resetComfort } from "/static/kit/theme.js";
import { render } from "/static/kit/vendor/lit.js";
import { draw } from "./frame.js";
import { guideMoved } from "./guide-paper.js";
import { PACES } from "./pages.js";
import { moreToSee } from "./scrolling.js";
import { Session } from "./session.js";
import { tone } from "./sound.js";
import { Speech } from "./speech.js";
import { refresh } from "./verbs.js";

/** One kiosk: what it knows, which page it shows, and what a person may do. */
export class Kiosk {
  constructor() {
    this.boot = boot();
    this.root = /** @type {HTMLElement} */ (document.getElementById("screen"));
    this.api = new Api({ slot: this.boot.slot });
    /** @type {Catalogue | null} */
    this.catalogue = null;
    /** @type {Snapshot | null} */
    this.live = null;
    /** @type {Age} */
    this.age = { seconds: 0, level: "never", connected: false };
    /** @type {Page} */
    this.page = { name: "home" };
    /** @type {Page[]} */
    this.trail = [];
    /** @type {Extract<Page, { name: "matter" }> | null} */
    this.single = null;
    this.busy = false;
    /** What the person is told while an answer does not come. @type {"" | "slow" | "silent"} */
    this.patience = "";
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
    await loadText(import.meta.url, ["kiosk"]);
    setLanguage(this.boot.language);
    this.redraw();
    connect({
      hall: this.boot.hall,
      slot: this.boot.slot,
      onState: (state) => this.learn(state),
      onEvent: (event) => this.hear(event),
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
      readyGlyphs(this.catalogue);
      this.redraw();
    } catch {
      setTimeout(() => this.fetchCatalogue(), 2000);
    }
  }

  /** @param {Snapshot} state */
  learn(state) {
    const outdated = this.catalogue && state.version !== this.catalogue.version && state.version !== this.live?.version;
    this.live = state;
    if (outdated) void this.fetchCatalogue();
    this.redraw();
  }

  /** @param {import("/static/kit/contracts.js").LiveEvent} event */
  hear(event) {
    const number = "number" in event ? event.number : null;
    if (this.page.name === "ticket" && this.page.ticket.number === number) void refresh(this);
    if (this.page.name === "matter") guideMoved(this, this.page, event);
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

  /**
   * What somebody wants who was not asked: kept until they leave, so that two taps are one number.
   * A long wait needs no second tap here, where nothing else can be chosen.
   * @param {import("/static/kit/contracts.js").MatterDescription} matter
   */
  wishFor({ key, materials }) {
    if (this.single?.matter !== key)
      this.single = { name: "matter", matter: key, ticks: materials.map(() => false), sure: true };
    return this.single;
  }

  home() {
    this.single = null;
    this.trail = [];
    this.page = { name: "home" };
    this.settle();
  }

  /** The person has gone: the next one finds the screen as it should be. */
  leave() {
    this.speech.turn(false);
    resetComfort();
    setLanguage(this.boot.language);
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

  /** What is known of the hall's waits; nothing once the line has been dead for a minute: bars would have no date. */
  get known() {
    return this.age.level === "lost" ? null : this.live;
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
    return this.printer !== null && !prints(this.printer);
  }

  /**
   * The kiosk whose printer stands in for this one's, when a paper comes out there.
   * @param {{ printer?: string | null } | null | undefined} paper
   */
  standIn(paper) {
    const at = paper?.printer ?? null;
    if (at === null || at === this.boot.device?.printer) return undefined;
    return this.catalogue?.kiosks?.find(({ printer }) => printer === at);
  }

  /** Another kiosk of this hall that has paper, if there is one. */
  get neighbour() {
    const own = this.boot.device?.key;
    const printers = this.live?.printers ?? {};
    return this.catalogue?.kiosks?.find(({ key, printer }) => key !== own && printer && prints(printers[printer]));
  }
}

/** @param {PrinterHealth | undefined} printer */
function prints(printer) {
  return printer?.state === "ok" || printer?.state === "near_end";
}

await new Kiosk().start();
