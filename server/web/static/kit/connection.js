/** @import { Snapshot, LiveEvent, LiveWaits, LiveHeartbeat, SubscriptionRefused } from "./contracts.js" */
/** @import { Age } from "./age.js" */
import { io } from "./vendor/socket.io.js";
import { ageOf } from "./age.js";
import { monotonic, setServerTime } from "./clock.js";
import { applyEvent, applyWaits } from "./store.js";

/** Longer than any answer takes. */
const ANSWERED_MS = 1000;
/** Until it asks again a server whose database is away. */
const AWAY_MS = 2000;

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
  return {
    close: () => link.close(),
    state: () => link.state,
    age: () => link.age(),
    behind: () => link.behind(),
  };
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
    /**
     * Monotonic milliseconds at which the server last said how the hall stands; null before the first word. That the
     * line is alive is no such word: the server's database may be away.
     * @type {number | null}
     */
    this.heard = null;
    /** What `heard` was when it asked for what it missed; null once all of it is here. @type {number | null} */
    this.missedSince = null;
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
    socket.on("heartbeat", (message) => this.keepUp(message));
    socket.on("refused", (refused) => this.refuse(refused));
    socket.on("disconnect", (reason) => this.lose(reason));
    socket.on("connect_error", (error) => this.turnedAway(error));
    // A client whose machine slept or whose cable was pulled need not wait for its next try.
    addEventListener("online", () => this.closed || socket.connect());
  }

  hear() {
    this.heard = monotonic();
  }

  subscribe() {
    this.asked = monotonic();
    this.missedSince ??= this.heard;
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
    if (monotonic() - this.asked > ANSWERED_MS) this.subscribe();
  }

  /**
   * The server has just read the journal up to this number: nothing is missing, or it is asked for.
   * @param {LiveHeartbeat} message
   */
  keepUp(message) {
    setServerTime(message.at);
    if (this.state && message.seq > this.state.seq) return this.mend();
    this.hear();
    this.missedSince = null;
    this.asked = -Infinity;
  }

  /** Their time is when they were reckoned, which may be a while ago. @param {LiveWaits} message */
  estimate(message) {
    this.hear();
    if (!this.state) return;
    this.state = applyWaits(this.state, message);
    this.watcher.onState?.(this.state);
  }

  /** @param {SubscriptionRefused} refused */
  refuse(refused) {
    this.asked = -Infinity;
    if (refused.code === "live.unavailable") {
      setTimeout(() => this.closed || !this.socket.connected || this.subscribe(), AWAY_MS);
      if (this.state) return; // it shows what it knows, and how old that is
    }
    this.watcher.onRefused?.(refused);
  }

  age() {
    return ageOf(this.heard, monotonic(), this.socket.connected);
  }

  /** Milliseconds by which what arrives now may be late: how long nothing was heard before it. */
  behind() {
    return this.missedSince === null ? 0 : monotonic() - this.missedSince;
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
