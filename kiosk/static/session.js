/**
 * Watches whether somebody is still there: a warning first, then the end. Any touch or key starts it anew.
 */
export class Session {
  /**
   * @param {{ onWarn: (seconds: number) => void, onEnd: () => void, onStay: () => void }} heard
   */
  constructor(heard) {
    this.heard = heard;
    /** Seconds without a touch before the end, and how many of them are warned of. */
    this.limit = 90;
    this.warned = 20;
    this.left = this.limit;
    this.running = false;
    for (const kind of ["pointerdown", "keydown"]) addEventListener(kind, () => this.touch(), { capture: true });
    setInterval(() => this.second(), 1000);
  }

  get warning() {
    return this.running && this.left <= this.warned;
  }

  /** @param {{ limit: number, warned: number }} pace */
  start({ limit, warned }) {
    Object.assign(this, { limit, warned, left: limit, running: true });
  }

  stop() {
    this.running = false;
  }

  /** A touch while the warning stands is an answer to it, made by its keys alone. */
  touch() {
    if (this.running && !this.warning) this.left = this.limit;
  }

  /** @param {number} [seconds] at least so long from now */
  extend(seconds = this.limit) {
    this.left = seconds;
    this.heard.onStay();
  }

  second() {
    if (!this.running) return;
    this.left -= 1;
    if (this.left <= 0) {
      this.running = false;
      this.heard.onEnd();
    } else if (this.warning) {
      this.heard.onWarn(this.left);
    }
  }
}
