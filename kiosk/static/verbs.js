/** @import { Kiosk } from "./kiosk.js" */
/** @import { Page } from "./pages.js" */
/** @import { TicketView } from "/static/kit/contracts.js" */
import { newKey, Problem } from "/static/kit/api.js";
import { language, t } from "/static/kit/text.js";
import { follow, paperOf } from "./printing.js";

/** Nobody stands before a silent screen: what it is doing is said, and then what the person can do. */
const TOLD_MS = { slow: 2500, silent: 8000 };

/**
 * One thing at a time: a second tap while the first is on its way does nothing. A refusal becomes a page.
 * @param {Kiosk} kiosk
 * @param {Page} page where the person is
 * @param {() => Promise<void>} deed
 */
async function once(kiosk, page, deed) {
  if (kiosk.busy) return;
  kiosk.busy = true;
  kiosk.redraw();
  const told = Object.entries(TOLD_MS).map(([patience, after]) =>
    setTimeout(() => {
      kiosk.patience = /** @type {"slow" | "silent"} */ (patience);
      kiosk.redraw();
    }, after),
  );
  try {
    await deed();
  } catch (problem) {
    refuse(kiosk, problem, page);
  } finally {
    for (const timer of told) clearTimeout(timer);
    kiosk.patience = "";
    kiosk.busy = false;
    kiosk.redraw();
  }
}

/**
 * @param {Kiosk} kiosk
 * @param {unknown} problem
 * @param {Page} page
 */
function refuse(kiosk, problem, page) {
  if (!(problem instanceof Problem)) throw problem;
  const answered = problem.status >= 400 && problem.status < 500;
  // An answer ends the wish; silence does not: the same key then finds the ticket that may already exist.
  if (answered && page.name === "matter") page.key = undefined;
  kiosk.go({ name: "refusal", problem });
}

/**
 * Takes a number. Two taps are one wish, and a wish keeps its key until it has an answer.
 * @param {Kiosk} kiosk
 * @param {Extract<Page, { name: "matter" }>} page
 */
export function take(kiosk, page) {
  page.key ??= newKey();
  const { key } = page;
  return once(kiosk, page, async () => {
    show(kiosk, await kiosk.api.post(`/halls/${kiosk.boot.hall}/tickets`, wish(kiosk, page), { key }));
  });
}

/**
 * @param {Kiosk} kiosk
 * @param {Extract<Page, { name: "matter" }>} page
 */
function wish(kiosk, page) {
  const plain = { matter: page.matter, language: language(), paper: !kiosk.paperless };
  const chosen = page.priority ? { priority: page.priority } : {};
  const told = page.late ? { late: true } : {};
  return { ...plain, ...chosen, ...told, materials: page.ticks };
}

/**
 * @param {Kiosk} kiosk
 * @param {TicketView} ticket
 */
function show(kiosk, ticket) {
  kiosk.trail = [];
  kiosk.go({ name: "ticket", ticket }, false);
  follow(kiosk, () => refresh(kiosk));
  kiosk.speech.say(t("kiosk.ticket.said", { number: [...ticket.number].join(" ") }));
}

/** Looks again at the ticket that is shown; a dead line is told by its age, not here. @param {Kiosk} kiosk */
export async function refresh(kiosk) {
  const shown = kiosk.page;
  if (shown.name !== "ticket" && shown.name !== "visit") return;
  const answer = await kiosk.api
    .fresh(`/tickets/${shown.ticket.code}`, { etag: shown.etag, tries: 1 })
    .catch(() => null);
  if (!answer) return;
  if (answer.body) heed(kiosk, shown, answer.body);
  shown.etag = answer.etag ?? undefined;
  kiosk.redraw();
}

/** Seconds for somebody whose paper did not come to read what to do. */
const UNHURRIED = 120;

/**
 * @param {Kiosk} kiosk
 * @param {Extract<Page, { name: "ticket" | "visit" }>} shown
 * @param {TicketView} ticket
 */
function heed(kiosk, shown, ticket) {
  const lostNow = paperOf(shown.ticket) !== "lost" && paperOf(ticket) === "lost";
  shown.ticket = ticket;
  if (lostNow) kiosk.session.extend(UNHURRIED);
}

/**
 * A verb on the ticket that is shown.
 * @param {Kiosk} kiosk
 * @param {"enter" | "return" | "cancel"} verb
 */
export function act(kiosk, verb) {
  const shown = kiosk.page;
  if (shown.name !== "ticket" && shown.name !== "visit") return undefined;
  return once(kiosk, shown, async () => {
    shown.ticket = await kiosk.api.post(`/tickets/${shown.ticket.code}/${verb}`);
    shown.etag = undefined;
  });
}

/**
 * @param {Kiosk} kiosk
 * @param {string} code
 */
export function lookUp(kiosk, code) {
  return once(kiosk, kiosk.page, async () => {
    kiosk.go({ name: "visit", ticket: await kiosk.api.get(`/tickets/${encodeURIComponent(code)}`) });
  });
}
