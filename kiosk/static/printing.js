/** @import { Kiosk } from "./kiosk.js" */
/** @import { TicketView } from "/static/kit/contracts.js" */

const UNDER_WAY = new Set(["queued", "checking", "sending"]);

/**
 * How far the paper is: "none", "under way", "out" or "lost".
 * @param {TicketView} ticket
 */
export function paperOf(ticket) {
  const state = ticket.paper?.state ?? "none";
  if (state === "none") return "none";
  if (UNDER_WAY.has(state)) return "under way";
  return state === "printed" || state === "processed" ? "out" : "lost";
}

/**
 * Keeps the shown ticket fresh: each second while paper is on its way, then each fifth. The journal's events come
 * sooner; this is for the case that the live line is down.
 * @param {Kiosk} kiosk
 * @param {() => Promise<void>} look
 */
export function follow(kiosk, look) {
  const { page } = kiosk;
  let beats = 0;
  const timer = setInterval(async () => {
    if (kiosk.page !== page || page.name !== "ticket") return clearInterval(timer);
    beats += 1;
    if (paperOf(page.ticket) === "under way" || beats % 5 === 0) await look();
  }, 1000);
}
