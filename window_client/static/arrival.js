/**
 * The first person joins an empty line: a sound, a line of words, and the name of the tab while it is hidden. A browser
 * plays nothing before somebody has pressed something, so the sound is made ready by the first key or touch.
 */
/** @import { ConsoleModel } from "./console-model.js" */
import { monotonic } from "/static/kit/clock.js";
import { t } from "/static/kit/text.js";
import { lineOf } from "./line.js";

const PLACE = "servicehall.arrival.";
/** Hertz, and seconds from the beginning: two soft tones, the second higher. */
const TONES = [
  { pitch: 660, at: 0 },
  { pitch: 880, at: 0.18 },
];
const LASTS_S = 0.45;
const VOLUME = 0.25;
/** Who comes back by a step of this window's own is no arrival. */
const OWN_MS = 3000;
const OWN = ["undo", "return"];

export class Arrival {
  /** @param {ConsoleModel} model */
  constructor(model) {
    this.model = model;
    /** @type {AudioContext | null} */ this.audio = null;
    /** @type {number | null} */ this.before = null;
    this.ownUntil = 0;
    this.title = document.title;
  }

  /** Keys and touches make the sound ready; a tab that is looked at has its own name again. */
  listen() {
    for (const kind of ["pointerdown", "keydown"]) addEventListener(kind, () => this.ready(), true);
    document.addEventListener("visibilitychange", () => {
      if (!document.hidden) this.name(0);
    });
  }

  ready() {
    this.audio ??= new AudioContext();
    if (this.audio.state === "suspended") void this.audio.resume().then(() => this.model.draw());
  }

  /** Each clerk's own choice, kept in this browser. */
  get place() {
    const me = this.model.boot.person;
    return PLACE + (me?.staff_no ?? me?.name ?? "");
  }

  get on() {
    return localStorage.getItem(this.place) !== "off";
  }

  /** On, off, or waiting for the first key. @returns {"on" | "off" | "locked"} */
  get state() {
    if (!this.on) return "off";
    return this.audio?.state === "running" ? "on" : "locked";
  }

  /** The clerk turns the sound on or off; turned on it is heard once. */
  turn() {
    localStorage.setItem(this.place, this.on ? "off" : "on");
    if (this.on) this.sound();
    this.model.draw();
  }

  /** A step of this window's own brings somebody back. @param {string} verb */
  step(verb) {
    if (OWN.includes(verb)) this.ownUntil = monotonic() + OWN_MS;
  }

  /** Before each drawing: has somebody come to a line that was empty? */
  look() {
    if (!this.model.console || !this.model.live) return;
    const { waiting } = lineOf(this.model);
    const came = this.before === 0 && waiting > 0 && monotonic() > this.ownUntil;
    this.before = waiting;
    if (!waiting) this.name(0);
    if (came && this.model.situation !== "closed") this.tell(waiting);
  }

  /** @param {number} waiting */
  tell(waiting) {
    this.model.say("calm", t("console.arrived"), t("console.arrived.more", { n: waiting }));
    if (document.hidden) this.name(waiting);
    if (this.on) this.sound();
  }

  /** The tab says it while nobody looks at it. @param {number} waiting */
  name(waiting) {
    document.title = waiting ? t("console.arrived.title", { n: waiting }) : this.title;
    const badge = waiting ? navigator.setAppBadge?.(waiting) : navigator.clearAppBadge?.();
    badge?.catch(() => undefined); // only an installed page has one
  }

  sound() {
    const { audio } = this;
    if (audio?.state !== "running") return;
    for (const { pitch, at } of TONES) {
      const begin = audio.currentTime + at;
      const tone = new OscillatorNode(audio, { frequency: pitch });
      const volume = new GainNode(audio, { gain: 0 });
      volume.gain.setValueAtTime(0, begin);
      volume.gain.linearRampToValueAtTime(VOLUME, begin + 0.02);
      volume.gain.exponentialRampToValueAtTime(0.001, begin + LASTS_S);
      tone.connect(volume).connect(audio.destination);
      tone.start(begin);
      tone.stop(begin + LASTS_S);
    }
  }
}
