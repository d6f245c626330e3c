/** Papers for whom the window serves: a notice or a receipt, asked for by a dialog, followed until it is out. */
/** @import { ConsoleModel } from "./console-model.js" */
/** @import { AtWindow, DocumentView } from "/static/kit/contracts.js" */
/** @import { Problem } from "/static/kit/api.js" */
import { t } from "/static/kit/text.js";
import { sayNo } from "./cycle.js";

const FINAL = ["printed", "processed", "unconfirmed", "failed"];
/** Asked for this often, and this many times, should the live line say nothing. */
const FOLLOW_MS = 1000;
const FOLLOWED = 60;
/** What the interface takes of one notice. */
const LINES = 8;
const LINE_LENGTH = 160;

/** @param {string} kind */
export const isPaper = (kind) => kind === "notice" || kind === "receipt";
/** @param {DocumentView} paper */
export const settled = (paper) => FINAL.includes(paper.state);

/** Open the dialog, then fill it with what the matter needs. @param {ConsoleModel} model @param {string} kind */
export async function openPaper(model, kind) {
  if (!model.console || model.steps.busy) return;
  const no = model.refusal(kind);
  if (no || model.narrow) {
    model.say("calm", t(`console.${kind}`), no ? sayNo(no) : t("console.paper.wide"));
    return;
  }
  model.set({ dialog: { kind }, message: null });
  const about = await refreshPapers(model);
  if (!about || model.dialog?.kind !== kind) return;
  const said = model.visitor?.materials;
  const ticked = about.materials.map((_, place) => (kind === "receipt" ? true : said?.[place] === false));
  model.set({ dialog: { kind, about, ticked, text: "", date: kind === "receipt" ? (about.due ?? "") : "" } });
}

/**
 * What can be given out at the window now, and what was.
 * @param {ConsoleModel} model @returns {Promise<AtWindow | null>}
 */
export async function refreshPapers(model) {
  try {
    const about = await model.api.get(`/windows/${model.key}/papers`);
    if (about.number === model.console?.ticket?.number) model.set({ papers: about.papers, printer: about.printer });
    return about;
  } catch (problem) {
    // A question of another kind that is open meanwhile stays open.
    if (isPaper(model.dialog?.kind ?? "")) model.close();
    model.complain(/** @type {Problem} */ (problem));
    return null;
  }
}

/**
 * The body of the order; null while something is missing.
 * @param {ConsoleModel} model
 * @returns {Record<string, unknown> | null}
 */
export function paperWish(model) {
  const { kind, about, ticked = [], text = "", date = "" } = model.asked;
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

/** Print it; the order is kept like every step until the server has answered. @param {ConsoleModel} model */
export async function orderPaper(model) {
  const { kind } = model.asked;
  const body = paperWish(model);
  if (!body) return;
  const paper = await model.run({ verb: kind, body, path: `/windows/${model.key}/${kind}s` });
  if (!paper) return;
  model.fetchSoon(); // the ticket's history tells it too
  void follow(model, paper);
}

/** One more copy; it says 补打. @param {ConsoleModel} model @param {DocumentView} paper */
export async function copyPaper(model, paper) {
  try {
    void follow(model, await model.api.post(`/halls/${model.boot.hall}/documents/${paper.id}/reprint`));
  } catch (problem) {
    model.complain(/** @type {Problem} */ (problem));
  }
}

/** @param {ConsoleModel} model @param {DocumentView} paper */
async function follow(model, paper) {
  show(model, paper);
  let now = paper;
  for (let tries = 0; tries < FOLLOWED && !settled(now); tries += 1) {
    await new Promise((go) => setTimeout(go, FOLLOW_MS));
    await lookAt(model, paper.id);
    now = model.papers.find((each) => each.id === paper.id) ?? { ...now, state: "failed" };
  }
}

/**
 * The live line said that a paper moved on; ours, or somebody else's.
 * @param {ConsoleModel} model @param {number} id
 */
export async function lookAt(model, id) {
  if (!model.papers.some((each) => each.id === id)) return;
  try {
    show(model, await model.api.get(`/halls/${model.boot.hall}/documents/${id}`));
  } catch {
    // Asked for again in a moment; the row still says that it is on its way.
  }
}

/** @param {ConsoleModel} model @param {DocumentView} paper */
function show(model, paper) {
  const known = model.papers.some((each) => each.id === paper.id);
  const papers = known ? model.papers.map((each) => (each.id === paper.id ? paper : each)) : [...model.papers, paper];
  model.set({ papers });
}

/**
 * A paper dialog's answer to a key: digits tick, arrows move, Enter prints. In the text Shift+Enter begins a new line.
 * @param {ConsoleModel} model
 * @param {KeyboardEvent} event
 */
export function paperKey(model, event) {
  const { choice = 0, about } = model.asked;
  const target = /** @type {HTMLElement} */ (event.target);
  const typing = target.matches("input, textarea");
  const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1];
  const count = about?.materials.length ?? 0;
  const move = { ArrowDown: 1, NumpadAdd: 1, ArrowUp: -1, NumpadSubtract: -1 }[event.code];
  if (event.code === "Escape" || (event.code === "NumpadDecimal" && !typing)) model.close();
  else if (isEnter(event) && !target.matches("button:focus-visible")) {
    if (!event.repeat) void orderPaper(model);
  } else if (typing || !about) return;
  else if (move && count) model.amend({ choice: (choice + move + count) % count });
  else if (event.code === "Space" && !target.matches("button")) tick(model, choice);
  else if (digit) tick(model, Number(digit) - 1);
  else return;
  event.preventDefault();
}

/** @param {KeyboardEvent} event */
const isEnter = (event) => (event.code === "Enter" || event.code === "NumpadEnter") && !event.shiftKey;

/** @param {ConsoleModel} model @param {number} place */
export function tick(model, place) {
  const { about, ticked = [] } = model.asked;
  if (!about || place >= about.materials.length) return;
  model.set({
    dialog: { ...model.asked, choice: place, ticked: ticked.map((now, each) => (each === place ? !now : now)) },
  });
}
