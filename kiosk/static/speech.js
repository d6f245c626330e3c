import { chosenForm } from "/static/kit/text.js";

/** Reading aloud with the machine's own voices. It is offered only where there is a voice. */
export class Speech {
  /** @param {() => void} onVoices called when it becomes known that there are voices */
  constructor(onVoices) {
    this.on = false;
    this.engine = "speechSynthesis" in window ? window.speechSynthesis : null;
    this.engine?.addEventListener?.("voiceschanged", onVoices);
    addEventListener("focusin", (event) => this.name(event.target));
  }

  get available() {
    return Boolean(this.voice());
  }

  voice() {
    const voices = this.engine?.getVoices() ?? [];
    /** @param {string} wanted */
    const of = (wanted) => voices.find(({ lang }) => lang.toLowerCase().startsWith(wanted));
    return of(document.documentElement.lang.toLowerCase()) ?? of(chosenForm()) ?? null;
  }

  /** @param {boolean} on */
  turn(on) {
    this.on = on && this.available;
    if (!this.on) this.engine?.cancel();
  }

  /** @param {string} text */
  say(text) {
    const voice = this.voice();
    if (!this.on || !voice || !this.engine) return;
    this.engine.cancel();
    const words = new SpeechSynthesisUtterance(text);
    words.voice = voice;
    words.lang = voice.lang;
    this.engine.speak(words);
  }

  /** @param {EventTarget | null} target */
  name(target) {
    // biome-ignore lint/performance/useDomNodeTextContent: what is not shown is not said
    if (target instanceof HTMLElement) this.say(target.getAttribute("aria-label") ?? target.innerText);
  }
}
