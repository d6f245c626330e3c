/**
 * A window's own sign that it calls, for those who do not hear or do not see the board: a frame of light around the
 * screen, and a tone.
 */

/**
 * The frame goes on and off once a second, eight times, and then stays: two changes a second, where more than three
 * flashes may harm (WCAG 2.3.1). With reduced motion it is on at once and stays.
 */
export const LAMP = {
  keyframes: [
    { opacity: 1, offset: 0, easing: "steps(1, jump-end)" },
    { opacity: 0, offset: 0.5, easing: "steps(1, jump-end)" },
    { opacity: 1, offset: 1 },
  ],
  timing: { duration: 1000, iterations: 8 },
};

const NOTES = [
  { hertz: 784, at: 0 },
  { hertz: 988, at: 0.22 },
];

/** Two short notes, higher than the chime of the hall's calls. */
export class Tone {
  /** @param {boolean} wanted */
  constructor(wanted) {
    /** @type {AudioContext | null} */ this.audio = wanted && "AudioContext" in window ? new AudioContext() : null;
  }

  /** Sounds where the browser lets a page sound that nobody has touched; see docs/operating.md. */
  play() {
    const { audio } = this;
    if (audio?.state !== "running") return;
    for (const { hertz, at } of NOTES) note(audio, hertz, audio.currentTime + at);
  }
}

/** @param {AudioContext} audio @param {number} hertz @param {number} start seconds of the context */
function note(audio, hertz, start) {
  const [string, level] = [audio.createOscillator(), audio.createGain()];
  string.frequency.value = hertz;
  level.gain.setValueAtTime(0, start);
  level.gain.linearRampToValueAtTime(0.2, start + 0.01);
  level.gain.exponentialRampToValueAtTime(0.001, start + 0.5);
  string.connect(level).connect(audio.destination);
  string.start(start);
  string.stop(start + 0.55);
}
