/** The server's clock, as far as this browser knows: wall clocks of kiosks and phones are often wrong. */
let ahead = 0;

/** @param {string} at the server's instant, just received */
export function setServerTime(at) {
  const heard = Date.parse(at);
  if (Number.isFinite(heard)) ahead = heard - Date.now();
}

/** @returns {Date} now, by the server's clock */
export function serverNow() {
  return new Date(Date.now() + ahead);
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
