/**
 * The server's clock, as far as this browser knows. A panel's own clock is often wrong, and steps when somebody or NTP
 * sets it, so it is never asked: between two words from the server the monotonic clock goes on.
 * @type {{ server: number, at: number } | null}
 */
let heard = null;

/** A second that a Date header leaves open, and the way here. */
const COARSE_MS = 2000;

/** Monotonic milliseconds, for everything that lasts. */
export function monotonic() {
  return performance.now();
}

/** @param {string} at the server's instant, just received */
export function setServerTime(at) {
  const server = Date.parse(at);
  if (Number.isFinite(server)) heard = { server, at: monotonic() };
}

/**
 * For answers without a body: after a sleep the monotonic clock may have slept too. An answer was dated at some moment
 * between question and arrival; a slow one is no sign of a wrong clock.
 * @param {string | null} at the Date header, in whole seconds
 * @param {Date} asked the server's time when the question was sent
 */
export function checkServerTime(at, asked) {
  const dated = Date.parse(at ?? "");
  const now = serverNow().getTime();
  const early = Math.min(asked.getTime(), now) - COARSE_MS;
  const late = Math.max(asked.getTime(), now) + COARSE_MS;
  if (at && (dated < early || dated > late)) setServerTime(at);
}

/** @returns {Date} now, by the server's clock; before its first word by the browser's */
export function serverNow() {
  return heard ? new Date(heard.server + monotonic() - heard.at) : new Date();
}

/**
 * Calls back at once and then at the start of every second (of the server's clock).
 * @param {(now: Date) => void} tick
 * @returns {() => void} stops it
 */
export function eachSecond(tick) {
  /** @type {ReturnType<typeof setTimeout>} */
  let timer;
  const run = () => {
    const now = serverNow();
    tick(now);
    timer = setTimeout(run, 1000 - now.getMilliseconds());
  };
  run();
  return () => clearTimeout(timer);
}
