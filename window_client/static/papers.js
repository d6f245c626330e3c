/** Papers for whom the window serves: a notice or a receipt, asked for by a dialog, followed until it is out. */
/** @import { Desk } from "./desk.js" */
/** @import { AtWindow, Given } from "./types.js" */
/** @import { Problem } from "/static/kit/api.js" */
import { t } from "/static/kit/text.js";
import { refusal, sayNo } from "./cycle.js";

const FINAL = ["printed", "processed", "unconfirmed", "failed"];
/** Asked for this often, and this many times, should the live line say nothing. */
const FOLLOW_MS = 1000;
const FOLLOWED = 60;
/** What the interface takes of one notice. */
const LINES = 8;
const LINE_LENGTH = 160;

/** @param {string} kind */
export const isPaper = (kind) => kind === "notice" || kind === "receipt";
/** @param {Given} paper */
export const settled = (paper) => FINAL.includes(paper.state);

/** Open the dialog, then fill it with what the matter needs. @param {Desk} desk @param {string} kind */
export async function openPaper(desk, kind) {
  if (!desk.console || desk.steps.busy) return;
  const no = refusal(desk.console, kind);
  if (no || desk.narrow) {
    desk.say("calm", t(`console.${kind}`), no ? sayNo(no) : t("console.paper.wide"));
    return;
  }
  desk.set({ dialog: { kind }, message: null });
  const about = await refreshPapers(desk);
  if (!about || desk.dialog?.kind !== kind) return;
  const said = desk.visitor?.materials;
  const ticked = about.materials.map((_, place) => (kind === "receipt" ? true : said?.[place] === false));
  desk.set({ dialog: { kind, about, ticked, text: "", date: kind === "receipt" ? (about.due ?? "") : "" } });
}

/** What can be given out at the window now, and what was. @param {Desk} desk @returns {Promise<AtWindow | null>} */
export async function refreshPapers(desk) {
  try {
    const about = await desk.api.get(`/windows/${desk.key}/papers`);
    if (about.number === desk.console?.ticket?.number) desk.set({ papers: about.papers, printer: about.printer });
    return about;
  } catch (problem) {
    desk.close();
    desk.complain(/** @type {Problem} */ (problem));
    return null;
  }
}

/**
 * The body of the order; null while something is missing.
 * @param {Desk} desk
 * @returns {Record<string, unknown> | null}
 */
export function paperWish(desk) {
  const { kind, about, ticked = [], text = "", date = "" } = desk.asked;
  if (!about?.number || !about.printer) return null;
  const chosen = about.materials.filter((_, place) => ticked[place]).map((name) => name.zh);
  const lines = linesOf(text);
  if (kind === "notice") {
    const deadline = date ? { deadline: date } : {};
    return chosen.length || lines.length ? { number: about.number, missing: chosen, lines, ...deadline } : null;
  }
  const papers = [...chosen, ...lines];
  return papers.length && date ? { number: about.number, papers, due: date } : null;
}

/** @param {string} text */
const linesOf = (text) =>
  text
    .split("\n")
    .map((line) => line.trim().slice(0, LINE_LENGTH))
    .filter(Boolean)
    .slice(0, LINES);

/** Print it; the order is kept like every step until the server has answered. @param {Desk} desk */
export async function orderPaper(desk) {
  const { kind } = desk.asked;
  const body = paperWish(desk);
  if (!body) return;
  const paper = await desk.run({ verb: kind, body, path: `/windows/${desk.key}/${kind}s` });
  if (!paper) return;
  desk.fetchSoon(); // the ticket's history tells it too
  void follow(desk, paper);
}

/** One more copy; it says 补打. @param {Desk} desk @param {Given} paper */
export async function copyPaper(desk, paper) {
  try {
    void follow(desk, await desk.api.post(`/halls/${desk.boot.hall}/documents/${paper.id}/reprint`));
  } catch (problem) {
    desk.complain(/** @type {Problem} */ (problem));
  }
}

/** @param {Desk} desk @param {Given} paper */
async function follow(desk, paper) {
  show(desk, paper);
  let now = paper;
  for (let tries = 0; tries < FOLLOWED && !settled(now); tries += 1) {
    await new Promise((go) => setTimeout(go, FOLLOW_MS));
    await lookAt(desk, paper.id);
    now = desk.papers.find((each) => each.id === paper.id) ?? { ...now, state: "failed" };
  }
}

/** The live line said that a paper moved on; ours, or somebody else's. @param {Desk} desk @param {number} id */
export async function lookAt(desk, id) {
  if (!desk.papers.some((each) => each.id === id)) return;
  try {
    show(desk, await desk.api.get(`/halls/${desk.boot.hall}/documents/${id}`));
  } catch {
    // Asked for again in a moment; the row still says that it is on its way.
  }
}

/** @param {Desk} desk @param {Given} paper */
function show(desk, paper) {
  const known = desk.papers.some((each) => each.id === paper.id);
  const papers = known ? desk.papers.map((each) => (each.id === paper.id ? paper : each)) : [...desk.papers, paper];
  desk.set({ papers });
}

/**
 * A paper dialog's answer to a key: digits tick, arrows move, Enter prints. In the text Shift+Enter begins a new line.
 * @param {Desk} desk
 * @param {KeyboardEvent} event
 */
export function paperKey(desk, event) {
  const { choice = 0, about } = desk.asked;
  const target = /** @type {HTMLElement} */ (event.target);
  const typing = target.matches("input, textarea");
  const count = about?.materials.length ?? 0;
  const move = { ArrowDown: 1, ArrowUp: -1 }[event.code];
  if (event.code === "Escape") desk.close();
  else if (isEnter(event) && !target.matches("button")) void orderPaper(desk);
  else if (typing || !about) return;
  else if (move && count) desk.amend({ choice: (choice + move + count) % count });
  else if (event.code === "Space" && !target.matches("button")) tick(desk, choice);
  else if (/^[1-9]$/.test(event.key)) tick(desk, Number(event.key) - 1);
  else return;
  event.preventDefault();
}

/** @param {KeyboardEvent} event */
const isEnter = (event) => (event.code === "Enter" || event.code === "NumpadEnter") && !event.shiftKey;

/** @param {Desk} desk @param {number} place */
export function tick(desk, place) {
  const { about, ticked = [] } = desk.asked;
  if (!about || place >= about.materials.length) return;
  desk.set({
    dialog: { ...desk.asked, choice: place, ticked: ticked.map((now, each) => (each === place ? !now : now)) },
  });
}
