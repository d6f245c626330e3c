/**
 * Plays the clips of a call, one after the other without a hair's breadth between, on the clock of the sound card.
 *
 * It may sound until a moment that its owner moves on (`allowUntil`). That moment is set on the sound card's clock,
 * too: a page that hangs is silent then, as is one that heard nothing of the server, since another speaker may have
 * the zone's turn.
 */
/** @import { CallSound } from "/static/kit/contracts.js" */
import { monotonic } from "/static/kit/clock.js";

/** From now to the first sample: what the sound card needs to begin cleanly. */
const LEAD_S = 0.02;
/** The sound card is behind the page by less than this: it falls silent so much earlier. */
const MARGIN_MS = 150;
/** A sound card's clock that stands still for so long plays nothing. */
const STALLED_MS = 3000;
const WAKING_MS = 300;

export class CallPlayer {
  constructor() {
    /** @type {AudioContext | null} */ this.audio = null;
    /** @type {GainNode | null} */ this.gate = null;
    /** @type {Map<string, Promise<AudioBuffer>>} */ this.clips = new Map();
    /** @type {Playing | null} */ this.playing = null;
    this.until = -Infinity;
    this.failed = false;
    /** When the sound card's clock was last seen to go on, and what it said. */
    this.seen = { at: -Infinity, time: -1 };
  }

  /**
   * Why nothing is heard; null when all is well.
   * @returns {"autoplay" | "no_sound" | null}
   */
  get trouble() {
    if (this.failed || !("AudioContext" in window)) return "no_sound";
    if (this.audio?.state !== "running") return "autoplay";
    return this.#stalled() ? "no_sound" : null;
  }

  /** Ask the browser for sound; again after each touch, which is what it may wait for. */
  async wake() {
    if (!("AudioContext" in window)) return;
    try {
      this.audio ??= this.#open();
      if (this.audio.state !== "running") await Promise.race([this.audio.resume(), pause(WAKING_MS)]);
    } catch {
      this.failed = true;
    }
  }

  #open() {
    const audio = new AudioContext({ latencyHint: "interactive" });
    this.gate = audio.createGain();
    this.gate.gain.value = 0;
    this.gate.connect(audio.destination);
    return audio;
  }

  #stalled() {
    const time = this.audio?.currentTime ?? 0;
    if (time !== this.seen.time) this.seen = { at: monotonic(), time };
    return monotonic() - this.seen.at > STALLED_MS;
  }

  /** Fetch and decode clips, so that they are there when they are called for. @param {string[]} addresses */
  load(addresses) {
    return Promise.all(addresses.map((address) => this.#clip(address)));
  }

  /**
   * Have these at hand, one after the other since a board's machine is small, and forget all others.
   * @param {string[]} addresses
   */
  async keep(addresses) {
    if (!this.audio) return;
    for (const address of addresses) await this.#clip(address);
    const wanted = new Set(addresses);
    for (const address of this.clips.keys()) if (!wanted.has(address)) this.clips.delete(address);
  }

  /** @param {string} address */
  #clip(address) {
    const known = this.clips.get(address);
    if (known) return known;
    const made = this.#fetch(address);
    this.clips.set(address, made);
    made.catch(() => this.clips.delete(address));
    return made;
  }

  /** @param {string} address */
  async #fetch(address) {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
    const bytes = await answer.arrayBuffer();
    return /** @type {AudioContext} */ (this.audio).decodeAudioData(bytes);
  }

  /** It may sound until then, in the clock's monotonic milliseconds. @param {number} moment */
  allowUntil(moment) {
    if (this.playing && monotonic() > this.until) this.playing.lapsed = true;
    this.until = moment - MARGIN_MS;
    const { audio, gate } = this;
    if (!audio || !gate) return;
    const left = Math.max(0, (this.until - monotonic()) / 1000);
    gate.gain.cancelScheduledValues(0);
    gate.gain.setValueAtTime(left ? 1 : 0, audio.currentTime);
    gate.gain.setValueAtTime(0, audio.currentTime + left);
    this.playing?.watch(this.until);
  }

  /**
   * Plays one call. Rejects when a clip can't be had.
   * @param {CallSound} sound
   * @param {() => void} begun called when the first sound is on its way
   * @returns {Promise<boolean>} whether it was heard to the end
   */
  async play(sound, begun) {
    const buffers = await this.load(sound.clips.map(({ address }) => address));
    const { audio, gate } = this;
    if (!audio || !gate || monotonic() > this.until) return false;
    this.playing = new Playing(audio, gate, sound, buffers);
    this.playing.watch(this.until);
    begun();
    const heard = await this.playing.over;
    this.playing = null;
    return heard;
  }

  /** Fall silent at once. */
  stop() {
    this.playing?.stop();
  }
}

/** One call on its way out of the loudspeaker. `starts` and `ends` are seconds of the sound card's clock. */
class Playing {
  /**
   * @param {AudioContext} audio @param {GainNode} gate @param {CallSound} sound @param {AudioBuffer[]} buffers
   */
  constructor(audio, gate, sound, buffers) {
    this.lapsed = false;
    this.timer = 0;
    /** @type {AudioBufferSourceNode[]} */ this.sources = [];
    this.starts = this.ends = audio.currentTime + LEAD_S;
    sound.clips.forEach((clip, place) => {
      const begins = this.ends + clip.gap_ms / 1000;
      this.sources.push(sourceOf(audio, gate, buffers[place], clip.gain, sound.speed, begins));
      this.ends = begins + buffers[place].duration / sound.speed;
    });
    /** @type {((heard: boolean) => void) | null} */ this.settle = null;
    /** @type {Promise<boolean>} */
    this.over = new Promise((settle) => {
      this.settle = settle;
    });
    const last = this.sources.at(-1);
    if (last) last.onended = () => this.#finish(!this.lapsed);
    else this.#finish(true);
  }

  /** Stop if it has not been allowed to go on by then. @param {number} until */
  watch(until) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.stop(), Math.max(0, until - monotonic()));
  }

  stop() {
    this.lapsed = true;
    for (const source of this.sources) source.stop();
    this.#finish(false);
  }

  /** @param {boolean} heard */
  #finish(heard) {
    clearTimeout(this.timer);
    this.settle?.(heard);
  }
}

/**
 * @param {AudioContext} audio @param {GainNode} gate @param {AudioBuffer} buffer
 * @param {number} volume @param {number} speed @param {number} begins
 */
function sourceOf(audio, gate, buffer, volume, speed, begins) {
  const source = audio.createBufferSource();
  const level = audio.createGain();
  source.buffer = buffer;
  source.playbackRate.value = speed;
  level.gain.value = volume;
  source.connect(level).connect(gate);
  source.start(begins);
  return source;
}

/** @param {number} milliseconds */
const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
