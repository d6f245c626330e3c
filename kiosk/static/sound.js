/** @type {AudioContext | null} */
let context = null;

/**
 * A short, soft tone: the second sense of a warning. Silent where the browser has no sound or no touch came yet.
 * @param {number} [pitch] in hertz
 */
export function tone(pitch = 660) {
  try {
    context ??= new AudioContext();
  } catch {
    return;
  }
  if (context.state !== "running") return void context.resume();
  const start = context.currentTime;
  const voice = new OscillatorNode(context, { frequency: pitch });
  const volume = new GainNode(context, { gain: 0 });
  volume.gain.linearRampToValueAtTime(0.2, start + 0.02);
  volume.gain.exponentialRampToValueAtTime(0.001, start + 0.4);
  voice.connect(volume).connect(context.destination);
  voice.start(start);
  voice.stop(start + 0.45);
}
