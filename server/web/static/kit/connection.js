/** @import { Snapshot, LiveEvent, LiveWaits, SubscriptionRefused } from "./contracts.js" */
/** @import { Age } from "./age.js" */
import { io } from "./vendor/socket.io.js";
import { ageOf } from "./age.js";
import { setServerTime } from "./clock.js";
import { applyEvent, applyWaits } from "./store.js";

/** Longer than any answer takes. */
const ANSWERED_MS = 1000;

/**
 * @typedef {object} Watcher
 * @property {string} hall
 * @property {string | null} [slot] which of this browser's sessions speaks (see X-Session)
 * @property {string} [token] bearer token instead of a session
 * @property {(state: Snapshot) => void} [onState] after every change
 * @property {(event: LiveEvent, state: Snapshot) => void} [onEvent] each event once, in order, after onState
 * @property {(age: Age) => void} [onAge] once a second
 * @property {(refused: SubscriptionRefused) => void} [onRefused]
 */

/**
 * Follows a hall. It connects again by itself (first try after 150 ms, then at most each second), asks for what it
 * missed, and never hands out a state with a hole in it.
 * @param {Watcher} watcher
 */
export function connect(watcher) {
  const link = new Connection(watcher);
  return { close: () => link.close(), state: () => link.state, age: () => link.age() };
}

class Connection {
  /** @param {Watcher} watcher */
  constructor(watcher) {
    this.watcher = watcher;
    /** @type {Snapshot | null} */
    this.state = null;
    /** When it asked for what it misses; an answer ends the wait. @type {number} */
    this.asked = -Infinity;
    this.closed = false;
    /** Monotonic milliseconds at which the server was last heard; null before the first word. @type {number | null} */
    this.heard = null;
    this.socket = io("/live", {
      path: "/socket.io",
      transports: ["websocket"],
      auth: watcher.token ? { token: watcher.token } : { session: watcher.slot ?? null },
      reconnectionDelay: 150,
      reconnectionDelayMax: 1000,
      timeout: 4000,
      forceNew: true,
    });
    this.listen();
    this.timer = setInterval(() => this.tick(), 1000);
  }

  listen() {
    const { socket } = this;
    socket.on("connect", () => this.subscribe());
    socket.on("snapshot", (snapshot) => this.take(snapshot));
    socket.on("event", (event) => this.follow(event));
    socket.on("waits", (message) => this.estimate(message));
    socket.on("refused", (refused) => this.refuse(refused));
    socket.on("disconnect", (reason) => this.lose(reason));
    socket.on("connect_error", (error) => this.turnedAway(error));
    socket.io.on("ping", () => this.hear());
    // A client whose machine slept or whose cable was pulled need not wait for its next try.
    addEventListener("online", () => this.closed || socket.connect());
  }

  hear() {
    this.heard = performance.now();
  }

  subscribe() {
    this.hear();
    this.asked = performance.now();
    this.socket.emit("subscribe", { hall: this.watcher.hall, after: this.state?.seq ?? null });
    this.tick();
  }

  /**
   * The library comes back by itself from everything but a server that ended the session.
   * @param {string} reason
   */
  lose(reason) {
    this.tick();
    if (reason === "io server disconnect") this.later();
  }

  /** @param {Error} error of the transport (tried again by itself) or a refusal of the server (not) */
  turnedAway(error) {
    if (this.socket.active) return;
    this.watcher.onRefused?.({ code: "refused", title: error.message });
    this.later();
  }

  later() {
    setTimeout(() => this.closed || this.socket.connect(), 1500);
  }

  /** @param {Snapshot} snapshot */
  take(snapshot) {
    this.hear();
    this.asked = -Infinity;
    setServerTime(snapshot.at);
    this.state = snapshot;
    this.watcher.onState?.(snapshot);
  }

  /** @param {LiveEvent} event */
  follow(event) {
    this.hear();
    if (!this.state) return;
    const next = applyEvent(this.state, event);
    if (next === null) return this.mend();
    this.asked = -Infinity;
    if (next === this.state) return;
    this.state = next;
    this.watcher.onState?.(next);
    this.watcher.onEvent?.(event, next);
  }

  /**
   * Events are missing. One question is enough: more of the same burst may still be on the way. But who misses nothing
   * is answered nothing, so a question does not stand for ever.
   */
  mend() {
    if (performance.now() - this.asked > ANSWERED_MS) this.subscribe();
  }

  /** @param {LiveWaits} message */
  estimate(message) {
    this.hear();
    if (!this.state) return;
    this.state = applyWaits(this.state, message);
    this.watcher.onState?.(this.state);
  }

  /** @param {SubscriptionRefused} refused */
  refuse(refused) {
    this.hear();
    this.asked = -Infinity;
    this.watcher.onRefused?.(refused);
  }

  age() {
    return ageOf(this.heard, performance.now(), this.socket.connected);
  }

  tick() {
    this.watcher.onAge?.(this.age());
  }

  close() {
    this.closed = true;
    clearInterval(this.timer);
    this.socket.close();
  }
}
