/**
 * A board as its zone's announcer: it asks the server for the turn and for the next call, plays it to the end, and
 * says that it was heard. Only one speaker has a zone's turn; the others keep asking, to take over when it dies.
 */
/** @import { CallToSpeak, ClipsToLoad, EndedCall, LiveEvent, SpeakerTurn } from "/static/kit/contracts.js" */
/** @import { Api } from "/static/kit/api.js" */
import { newKey } from "/static/kit/api.js";
import { monotonic } from "/static/kit/clock.js";
import { CallPlayer } from "./call-player.js";

const ASK_MS = 700;
/** A server that gives no answer for so long gives none. */
const PATIENCE_MS = 1500;
/** How often it looks for clips that came new: another window, another announcer. */
const LOAD_EVERY_MS = 600_000;
const CALLS = ["ticket.called", "ticket.recalled", "sound.test_asked"];
const TOUCHES = ["pointerdown", "keydown"];

export class Announcer {
  /** @param {{ api: Api, hall: string, zone: string | null, changed: () => void }} wishes */
  constructor({ api, hall, zone, changed }) {
    this.api = api;
    this.address = `/halls/${hall}/speakers/turn`;
    this.clips = `/halls/${hall}/speakers/clips`;
    this.zones = zone === null ? null : [zone];
    this.changed = changed;
    this.name = newKey();
    this.player = new CallPlayer();
    /** Who speaks in each zone, as the server said last. @type {SpeakerTurn["zones"]} */ this.turns = {};
    /** @type {CallToSpeak | null} */ this.speaking = null;
    /** @type {EndedCall[]} */ this.ended = [];
    this.clipless = false;
    this.asking = false;
    this.again = false;
    this.timer = 0;
  }

  /** Why this board can't speak; null when it can. */
  get trouble() {
    return this.player.trouble ?? (this.clipless ? "no_clips" : null);
  }

  /** Somebody of these zones hears nothing. */
  get mute() {
    return Object.values(this.turns).includes("mute");
  }

  async start() {
    for (const touch of TOUCHES) addEventListener(touch, () => void this.wake());
    addEventListener("pagehide", () => this.#leave());
    await this.player.wake();
    void this.#ask();
    void this.#load();
    setInterval(() => void this.#load(), LOAD_EVERY_MS);
  }

  /** Have every clip decoded before the first call. */
  async #load() {
    try {
      /** @type {ClipsToLoad} */
      const found = await this.api.get(this.clips);
      await this.player.keep(found.clips);
    } catch {
      // What can't be had now is tried again when it is called for.
    }
  }

  async wake() {
    if (this.player.trouble === null) return;
    await this.player.wake();
    this.clipless = false;
    void this.#ask();
  }

  /** A call is asked for as soon as it is heard of. @param {LiveEvent} event */
  hear(event) {
    if (CALLS.includes(event.type)) void this.#ask();
  }

  #body() {
    return {
      speaker: this.name,
      zones: this.zones,
      trouble: this.trouble,
      busy: this.speaking !== null,
      ended: this.ended,
    };
  }

  async #ask() {
    if (this.asking) {
      this.again = true;
      return;
    }
    this.asking = true;
    this.again = false;
    clearTimeout(this.timer);
    const told = this.ended.length;
    const asked = monotonic();
    let wait = ASK_MS;
    try {
      /** @type {SpeakerTurn} */
      const turn = await this.api.post(this.address, this.#body(), { tries: 1, patience: PATIENCE_MS });
      this.ended.splice(0, told);
      wait = turn.ask_ms;
      this.#take(turn, asked);
    } catch {
      this.turns = {};
    }
    this.asking = false;
    this.changed();
    this.timer = setTimeout(() => void this.#ask(), this.again ? 0 : wait);
  }

  /** @param {SpeakerTurn} turn @param {number} asked */
  #take(turn, asked) {
    this.turns = turn.zones;
    if (Object.values(turn.zones).includes("mine")) this.player.allowUntil(asked + turn.turn_ms);
    if (this.speaking && turn.zones[this.speaking.zone] !== "mine") this.player.stop();
    if (turn.call && !this.speaking) void this.#speak(turn.call, monotonic());
  }

  /** @param {CallToSpeak} call @param {number} given */
  async #speak(call, given) {
    this.speaking = call;
    let after = 0;
    const begun = () => {
      const latency = this.player.audio?.outputLatency ?? 0;
      after = Math.max(0, Math.round(monotonic() - given + 1000 * latency));
    };
    let spoken = false;
    try {
      spoken = await this.player.play(call, begun);
    } catch {
      this.clipless = true;
    }
    this.ended.push({ call: call.call, spoken, after_ms: after });
    this.speaking = null;
    void this.#ask();
  }

  /** The page goes: let another speaker take over at once. */
  #leave() {
    this.player.stop();
    const request = {
      method: "POST",
      keepalive: true,
      headers: this.api.headers({ "Content-Type": "application/json" }),
      body: JSON.stringify({ ...this.#body(), leaving: true }),
    };
    void fetch(this.api.base + this.address, request).catch(() => null);
  }
}
