/**
 * Chime and voice of a board, only where they really work: a browser that may make sound, and a
 * voice for the language. Announcements wait their turn and never cut each other; one that waited
 * longer than STALE_AFTER is dropped and kept in `dropped`.
 */
/** @import { Said, Sentence } from "./types.js" */
import { monotonic } from "/static/kit/clock.js";
import { announce } from "./announcing.js";

export const STALE_AFTER = 60_000;
const CHIME = [
  { hertz: 659.25, at: 0 },
  { hertz: 523.25, at: 0.28 },
];
const CHIME_SECONDS = 1.1;

export class Speaker {
  /** @param {Record<string, any>} wordings @param {string[]} languages */
  constructor(wordings, languages) {
    this.wordings = wordings;
    this.languages = languages;
    /** @type {{ call: Said, since: number }[]} */ this.queue = [];
    /** @type {string[]} */ this.dropped = [];
    this.busy = false;
    /** @type {AudioContext | null} */ this.audio = null;
  }

  /** Sound may be made now (a kiosk browser's flag, or somebody touched the page). */
  get allowed() {
    return this.audio?.state === "running";
  }

  /** Ask the browser for sound. Safe to call again after a touch. */
  async wake() {
    if (!("AudioContext" in window)) return false;
    this.audio ??= new AudioContext();
    if (this.audio.state === "suspended") await Promise.race([this.audio.resume(), pause(300)]);
    return this.allowed;
  }

  /** @param {Said} call */
  say(call) {
    if (!this.allowed) return;
    this.queue.push({ call, since: monotonic() });
    if (!this.busy) void this.#work();
  }

  /** The chime and a sentence that calls nobody. */
  test() {
    this.say({ number: "", window: "", test: true });
  }

  async #work() {
    this.busy = true;
    for (let next = this.queue.shift(); next; next = this.queue.shift()) {
      if (monotonic() - next.since > STALE_AFTER) this.dropped.push(next.call.number);
      else await this.#announce(next.call);
    }
    this.busy = false;
  }

  /** @param {Said} call */
  async #announce(call) {
    chime(/** @type {AudioContext} */ (this.audio));
    await pause(CHIME_SECONDS * 1000);
    for (const sentence of announce(call, this.wordings, this.languages)) await speak(sentence);
  }
}

/** Two soft strokes, made here: no file, no licence. @param {AudioContext} audio */
function chime(audio) {
  for (const { hertz, at } of CHIME) {
    const tone = audio.createOscillator();
    const level = audio.createGain();
    const start = audio.currentTime + at;
    tone.frequency.value = hertz;
    level.gain.setValueAtTime(0, start);
    level.gain.linearRampToValueAtTime(0.25, start + 0.02);
    level.gain.exponentialRampToValueAtTime(0.001, start + 0.8);
    tone.connect(level).connect(audio.destination);
    tone.start(start);
    tone.stop(start + 0.85);
  }
}

/** Say one sentence if there is a voice for it; otherwise the chime was all. @param {Sentence} sentence */
function speak({ spoken, voice }) {
  const found = window.speechSynthesis
    ?.getVoices()
    .find((each) => each.lang.replace("_", "-").startsWith(voice.slice(0, 2)));
  if (!found) return Promise.resolve();
  const words = new SpeechSynthesisUtterance(spoken);
  words.voice = found;
  words.lang = voice;
  words.rate = 0.95;
  const said = new Promise((done) => {
    words.onend = words.onerror = () => done(undefined);
  });
  window.speechSynthesis.speak(words);
  return Promise.race([said, pause(15_000)]);
}

/** @param {number} milliseconds */
const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
