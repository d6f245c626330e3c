/**
 * Keeps what connects a device's browser. Its cookie has no age and goes with the browser: one with an age would be
 * counted by the panel's own clock, which is years off on a panel without a battery until the network has set it.
 */

/** @param {string | null | undefined} slot */
const place = (slot) => (slot ? `servicehall.device.${slot}` : "servicehall.device");
const TRIED = "servicehall.device.tried";

/** @param {string | null} slot @param {string} secret */
export function keepSecret(slot, secret) {
  try {
    localStorage.setItem(place(slot), secret);
    sessionStorage.removeItem(TRIED);
  } catch {
    // a browser that keeps nothing is connected as long as it runs
  }
}

/**
 * Connects this browser again with what it kept; only once for a page, so that a browser without cookies doesn't turn
 * in a circle. What the server refuses is forgotten.
 * @param {string | null} slot
 * @returns {Promise<boolean>} whether the page is worth another try
 */
export async function reconnect(slot) {
  const secret = localStorage.getItem(place(slot));
  if (!secret || sessionStorage.getItem(TRIED)) return false;
  const answer = await fetch("/api/v1/session/device", {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-Requested-With": "servicehall" },
    body: JSON.stringify({ secret }),
  });
  sessionStorage.setItem(TRIED, "1");
  if (answer.status === 401) localStorage.removeItem(place(slot));
  return answer.status === 201;
}
