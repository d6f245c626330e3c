/** @import { Dropped, Press } from "./presses.js" */
/** @import { Step } from "./steps.js" */
/** @import { Dialog, ListName, Message } from "./types.js" */
/** @import { Age } from "/static/kit/age.js" */
/** @import { Problem } from "/static/kit/api.js" */
/** @import { Catalogue, ConsoleView, DocumentView, LiveEvent } from "/static/kit/contracts.js" */
/** @import { MatterDescription, Snapshot, TicketAtWindow } from "/static/kit/contracts.js" */
import { Api } from "/static/kit/api.js";
import { boot } from "/static/kit/boot.js";
import { eachSecond, monotonic, serverNow, setServerTime } from "/static/kit/clock.js";
import { connect } from "/static/kit/connection.js";
import { Emergencies } from "/static/kit/emergency.js";
import { readyGlyphs } from "/static/kit/font-slices.js";
import { duration } from "/static/kit/format.js";
import { say, setWindow, t } from "/static/kit/text.js";
import { Arrival } from "./arrival.js";
import { AutoCall } from "./auto-call.js";
import { nobodyMore } from "./choices.js";
import { nextStep, refusal, sayNo, situation } from "./cycle.js";
import { lookAt, refreshPapers } from "./papers.js";
import { Presses } from "./presses.js";
import { remindOfParked } from "./parked-reminder.js";
import { Steps } from "./steps.js";

/** The console is asked for again this soon after a change elsewhere; counts come live in between. */
const SOON_MS = 120;
const CALM_MS = 6000;
const LOAD_MS = 3000;
/** What only some may. @type {Record<string, string>} */
const DEEDS = { call: "windows.call_out_of_turn", "walk-in": "windows.serve_walk_in" };

/** What a clerk's window is: the server's console, the live hall around it, the step under way, the words about it. */
export class ConsoleModel {
  /** @param {() => void} draw */
  constructor(draw) {
    this.drawNow = draw;
    this.boot = boot();
    this.api = new Api({ slot: this.boot.slot });
    /** @type {string | null} */ this.key = this.boot.window ?? null;
    /** @type {ConsoleView | null} */ this.console = null;
    /** The hall's configuration has no such window (any more). */
    this.missing = false;
    /** @type {Snapshot | null} */ this.live = null;
    /** @type {Catalogue | null} */ this.catalogue = null;
    /** @type {Map<string, MatterDescription>} */ this.matters = new Map();
    /** @type {Age} */ this.age = { seconds: 0, level: "never", connected: false };
    /** @type {string | null} */ this.outcome = null;
    /** @type {Message | null} */ this.message = null;
    /** @type {Dialog | null} */ this.dialog = null;
    /** What was printed for whom the window serves. @type {DocumentView[]} */ this.papers = [];
    /** Where this window's papers come out. @type {string | null} */ this.printer = null;
    this.emergencies = new Emergencies({ api: this.api, hall: this.boot.hall ?? "", onChange: () => this.draw() });
    this.steps = this.stepsOf("");
    /** The bar has no room for a list to tick. */ this.narrow = false;
    this.timer = 0;
    this.fetchAt = 0;
    /** Monotonic milliseconds: when the console was told, and when the step under way began. */
    this.fetchedAt = this.begunAt = 0;
    this.lastEvent = -1;
    this.presses = new Presses();
    this.arrival = new Arrival(this);
    this.autoCall = new AutoCall(this);
    this.due = false;
  }

  /** The console, for what is drawn or done only when it is there. */
  get shown() {
    return /** @type {ConsoleView} */ (this.console);
  }

  /** Whoever is at the window, for what is drawn only then. */
  get visitor() {
    return /** @type {TicketAtWindow} */ (this.shown.ticket);
  }

  /** The open dialog, for what is drawn or done only then. */
  get asked() {
    return /** @type {Dialog} */ (this.dialog);
  }

  /** Steps are written down per session and window. @param {string} key */
  stepsOf(key) {
    return new Steps({ api: this.api, name: `${this.boot.slot ?? ""}.${key}`, onChange: () => this.draw() });
  }

  start() {
    if (this.key) this.choose(this.key);
    this.arrival.listen();
    void this.fetchCatalogue();
    connect({
      hall: this.boot.hall,
      slot: this.boot.slot,
      onState: (state) => this.hear(state),
      onEvent: (event) => this.changed(event),
      onAge: (age) => this.set({ age }),
      onRefused: (refused) => this.say("bad", refused.title, refused.action ?? "", true),
    });
    eachSecond(() => {
      remindOfParked(this);
      this.draw();
    });
  }

  /** This page is now the console of that window. @param {string} key */
  choose(key) {
    this.key = key;
    setWindow(key);
    this.steps = this.stepsOf(key);
    const left = this.steps.left();
    if (left) void this.run(left);
    void this.fetchConsole();
  }

  /** @param {Snapshot} state */
  hear(state) {
    const before = this.live?.seq;
    const renewed = this.catalogue && this.catalogue.version !== state.version;
    this.set({ live: state });
    void this.emergencies.look();
    if (renewed) void this.fetchCatalogue();
    // An event says what it changed; a snapshot does not, so ask: after a long absence, and when the
    // first one is newer than the console that was fetched before it.
    queueMicrotask(() => {
      const missed =
        before === undefined
          ? this.console && state.seq > this.console.seq
          : state.seq !== before && this.lastEvent !== state.seq;
      if (missed) this.fetchSoon();
    });
  }

  /** @param {LiveEvent} event */
  changed(event) {
    this.lastEvent = event.seq;
    this.emergencies.hear(event);
    if (!this.key) return;
    if (event.type === "document.paper") void lookAt(this, event.document);
    const mine = event.windows && this.key in event.windows;
    const load = this.console?.load.some((queue) => event.queues && queue.matter in event.queues);
    const sentHere = event.queues && `@${this.key}` in event.queues;
    if (mine || sentHere) this.fetchSoon();
    else if (load) this.fetchSoon(LOAD_MS);
  }

  fetchSoon(wait = SOON_MS) {
    const at = monotonic() + wait;
    if (this.timer && at >= this.fetchAt) return;
    clearTimeout(this.timer);
    this.fetchAt = at;
    this.timer = setTimeout(() => {
      this.timer = 0;
      void this.fetchConsole();
    }, wait);
  }

  async fetchConsole() {
    if (this.steps.busy) return;
    try {
      this.accept(await this.api.get(`/windows/${this.key}`));
    } catch (caught) {
      const problem = /** @type {Problem} */ (caught);
      if (problem.offline || problem.status >= 502) this.fetchSoon(1000);
      else if (problem.code === "window.unknown")
        this.set({ missing: true, console: null, dialog: null, message: null });
      else this.complain(problem);
    }
  }

  async fetchCatalogue() {
    try {
      const catalogue = await this.api.get(`/halls/${this.boot.hall}/catalogue`);
      readyGlyphs(catalogue);
      this.matters = new Map(catalogue.matters.map((/** @type {MatterDescription} */ matter) => [matter.key, matter]));
      this.set({ catalogue });
    } catch {
      setTimeout(() => void this.fetchCatalogue(), 1500);
    }
  }

  /** A console that is older than the one shown is not shown. @param {ConsoleView} console */
  accept(console) {
    if (this.console && console.seq < this.console.seq) return;
    const changed = console.ticket?.number !== this.console?.ticket?.number;
    if (changed) {
      this.outcome = null;
      this.papers = [];
    }
    if (this.console && (changed || situation(console) !== situation(this.console))) this.presses.moved();
    setServerTime(console.at);
    this.fetchedAt = monotonic();
    if (!this.console || stepOf(console) !== stepOf(this.console))
      this.begunAt = this.fetchedAt - Math.max(0, Date.parse(console.at) - sinceOf(console));
    const first = !this.console;
    this.missing = false;
    this.set({ console });
    if (first && console.ticket?.state === "serving") void refreshPapers(this);
    if (first && this.live && console.seq < this.live.seq) this.fetchSoon();
  }

  /** The yellow key. @param {Press} press */
  async next(press) {
    if (!this.console || !this.counts(press, true)) return;
    const step = this.step;
    if (step.verb === "takeover") this.ask("takeover", "takeover");
    else await this.take(step.verb, step.body);
  }

  /** Whether a press counts; one that doesn't is said. @param {Press} press @param {boolean} [yellow] */
  counts(press, yellow = false) {
    const dropped = yellow ? this.presses.refuse(press, this.steps.busy) : this.presses.unlike(press);
    if (dropped) this.sayDropped(dropped);
    return !dropped;
  }

  /** A step is under way, which whoever presses something else is told. */
  get occupied() {
    if (this.steps.busy) this.sayDropped("busy");
    return this.steps.busy;
  }

  /** Any verb; a refusal that is known already is said without asking. @param {string} verb @param {object} [body] */
  async take(verb, body = {}) {
    if (!this.console || this.occupied) return;
    const no = this.refusal(verb, body);
    if (no) this.say("calm", t(`console.${verb}`), sayNo(no));
    else await this.run({ verb, body, path: `/windows/${this.key}/${verb}` });
  }

  /** The server's answer, if it was no refusal. @param {Step | Omit<Step, "key">} step */
  async run(step) {
    this.set({ message: null, dialog: null });
    try {
      const answer = await this.steps.take(step);
      if (!answer) return null;
      this.arrival.step(step.verb);
      if (answer.console) this.accept(answer.console);
      if (answer.result === "nobody") this.say("calm", t("console.nobody"), nobodyMore(this));
      return answer;
    } catch (problem) {
      this.complain(/** @type {Problem} */ (problem));
      void this.fetchConsole();
      return null;
    }
  }

  /** @param {Problem} problem */
  complain(problem) {
    this.say("bad", problem.title, [problem.detail, problem.action].filter(Boolean).join(" "), problem.status === 401);
  }

  /** @param {"calm" | "bad"} kind @param {string} title @param {string} more */
  say(kind, title, more, signedOut = false) {
    this.set({ message: { kind, title, more, signedOut, until: monotonic() + (kind === "bad" ? 2 : 1) * CALM_MS } });
  }

  /** A press that did not count; said before everything else, since somebody waits for what it would have done.
   * @param {Dropped} why */
  sayDropped(why) {
    this.say("calm", t(`console.press.${why}`), t(`console.press.${why}.more`));
    if (this.message) this.message.press = true;
  }

  /**
   * Open a dialog for a verb, unless the verb is refused anyway.
   * @param {string} kind @param {string} verb @param {Partial<Dialog>} [chosen] what is chosen in it already
   */
  ask(kind, verb, chosen = {}) {
    if (!this.console || this.occupied) return;
    const no = this.refusal(verb);
    const back = kind === "back" && !this.other && (this.console.parked.length || this.console.missed.length);
    if (no && !back) this.say("calm", t(`console.${verb}`), sayNo(no));
    else this.set({ dialog: { ...chosen, kind }, message: null });
  }

  /**
   * Why a verb can't be used now by whoever sits before this screen; null when it can.
   * @param {string} verb
   * @param {object} [body]
   */
  refusal(verb, body = {}) {
    if (verb === "takeover" || "instead_of" in body || "visitor" in body) return null;
    if (this.other) return { key: "console.no.other" };
    const no = refusal(this.shown, verb);
    const deed = DEEDS[verb];
    return no || !deed || this.may(deed) ? no : { key: `console.no.right.${verb}` };
  }

  /** Whether the one signed in may do what only some may. @param {string} deed */
  may(deed) {
    return Boolean(this.boot.may?.includes(deed));
  }

  /** What has been typed or chosen in the open dialog. @param {Partial<Dialog>} changes */
  amend(changes) {
    this.set({ dialog: { ...this.asked, ...changes } });
  }

  close() {
    this.set({ dialog: null });
  }

  /** The last step can be taken back for a few seconds; the server says which and until when. */
  get undo() {
    const undo = this.console?.undo;
    if (!undo?.until || Date.parse(undo.until) <= serverNow().getTime()) return null;
    const seconds = Math.ceil((Date.parse(undo.until) - serverNow().getTime()) / 1000);
    return { ...undo, left: seconds > 60 ? duration(seconds) : String(seconds) };
  }

  get situation() {
    return this.console ? situation(this.console) : null;
  }

  /** Seconds since the console was told, to let its ages grow. */
  get since() {
    return (monotonic() - this.fetchedAt) / 1000;
  }

  /** Seconds that whom the window has been called, or served, so far. A clock that is set meanwhile changes none. */
  get lasting() {
    return (monotonic() - this.begunAt) / 1000;
  }

  /** The result that the visit will be finished with: the first of the hall's list unless another was chosen. */
  get outcomeNow() {
    return this.outcome ?? this.hallList("outcomes")[0]?.key;
  }

  /** Who sits here, when it is somebody else: their window is only taken over, by their name. */
  get other() {
    const { clerk, window } = this.console ?? {};
    const me = this.boot.person;
    if (!clerk || window?.state === "closed" || !me) return null;
    const mine = me.staff_no ? clerk.staff_no === me.staff_no : clerk.name === me.name;
    return mine ? null : clerk;
  }

  /** The step of the yellow key. */
  get step() {
    return this.other
      ? { verb: "takeover", label: "console.takeover", body: {} }
      : nextStep(this.shown, this.outcomeNow);
  }

  /** One of the hall's closed lists: outcomes, park_reasons, pause_reasons, call_reasons. @param {ListName} name */
  hallList(name) {
    return this.catalogue?.hall[name] ?? [];
  }

  /** @param {string} key @param {boolean} [short] */
  matterName(key, short = false) {
    if (key.startsWith("@")) return t("console.ownqueue");
    const matter = this.matters.get(key);
    if (!matter) return key;
    return say(short ? (matter.short ?? matter.name) : matter.name);
  }

  /** @param {Partial<ConsoleModel>} changes */
  set(changes) {
    Object.assign(this, changes);
    this.draw();
  }

  /** Draw once for everything that happened in this turn. */
  draw() {
    if (this.message && this.message.until < monotonic()) this.message = null;
    if (this.due) return;
    this.due = true;
    queueMicrotask(() => {
      this.due = false;
      this.arrival.look();
      this.autoCall.look();
      this.drawNow();
    });
  }
}

/** Since when the window has had its visitor in this step; without one, now. @param {ConsoleView} console */
export function sinceOf({ ticket, at }) {
  return Date.parse((ticket?.state === "serving" ? ticket.started_at : null) ?? ticket?.called_at ?? at);
}

/** Changes with whatever begins anew. @param {ConsoleView} console */
const stepOf = (console) => `${console.ticket?.number} ${console.ticket?.state} ${sinceOf(console)}`;
