/** @import { Problem } from "/static/kit/api.js" */
/** @import { LiveEvent, TicketView } from "/static/kit/contracts.js" */

/**
 * What the kiosk shows, as data.
 * @typedef {{ name: "home" }
 *   | { name: "list", kind: "event" | "organisation" | "all" | "organisations", key?: string }
 *   | { name: "search", typed: string }
 *   | { name: "matter", matter: string, from?: string, ticks: boolean[], priority?: string, key?: string,
 *       sure?: boolean, late?: boolean, guide?: "sent" | "printed" | "failed", paper?: number, printer?: string | null,
 *       early?: LiveEvent[] }
 *   | { name: "priority", of: Extract<Page, { name: "matter" }> }
 *   | { name: "ticket", ticket: TicketView, etag?: string }
 *   | { name: "lookup", typed: string }
 *   | { name: "visit", ticket: TicketView, etag?: string, giving?: boolean }
 *   | { name: "guide" }
 *   | { name: "refusal", problem: Problem }} Page
 */

/**
 * Seconds without a touch until the page closes, and how many of them are warned of. The first page never closes.
 * @type {Partial<Record<Page["name"], { limit: number, warned: number }>>}
 */
export const PACES = {
  list: { limit: 80, warned: 20 },
  search: { limit: 80, warned: 20 },
  matter: { limit: 140, warned: 20 },
  priority: { limit: 80, warned: 20 },
  ticket: { limit: 40, warned: 10 },
  lookup: { limit: 80, warned: 20 },
  visit: { limit: 60, warned: 20 },
  guide: { limit: 60, warned: 20 },
  refusal: { limit: 60, warned: 20 },
};
