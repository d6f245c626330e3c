/** How boards are laid out: edited with the board itself in sight, and taken by live boards when saved. */
/** @import { BoardNow, Layout, LayoutsInForce } from "/static/kit/contracts.js" */
/** @import { LayoutDesk, Typed } from "./types.js" */
import { Api, Problem } from "/static/kit/api.js";
import { boot } from "/static/kit/boot.js";
import { loadText, say, setLanguage, t } from "/static/kit/text.js";
import { html, nothing, render } from "/static/kit/vendor/lit.js";
import { menu } from "./admin-menu.js";
import { form } from "./layouts-form.js";
import { Preview } from "./layouts-preview.js";
import { problemBanner } from "./problem-banner.js";

const root = /** @type {HTMLElement} */ (document.getElementById("screen"));
const { hall, slot, language, demo } = boot();
const path = `/halls/${hall}/layouts`;
/** What a layout is that says nothing else. */
/** @type {Omit<Layout, "key">} */
const USUAL = {
  zones: [],
  languages: 2,
  columns: 2,
  waiting: true,
  paused: true,
  notices: true,
  clock: true,
  media: [],
  seconds: 12,
  sound: false,
};

/** @type {LayoutDesk} */
const desk = {
  api: new Api({ slot }),
  found: null,
  layouts: [],
  boards: [],
  zones: [],
  at: -1,
  board: null,
  problem: null,
  changed: false,
  said: "",
};
const preview = new Preview(draw, { hall, slot });

async function load() {
  try {
    const [found, catalogue] = await Promise.all([desk.api.get(path), desk.api.get(`/halls/${hall}/catalogue`)]);
    take(found);
    desk.zones = catalogue.zones;
    Object.assign(desk, { problem: null, said: "" });
  } catch (problem) {
    desk.problem = /** @type {Problem} */ (problem);
  }
  draw();
}

/** @param {LayoutsInForce} found as it is in force */
function take(found) {
  Object.assign(desk, {
    found,
    changed: false,
    layouts: found.layouts.map((layout) => ({ ...USUAL, ...layout })),
    boards: found.boards.map((board) => ({ ...board })),
  });
  desk.board = (found.boards.find(({ key }) => key === desk.board) ?? found.boards[0])?.key ?? null;
  if (desk.at >= found.layouts.length || desk.at < 0) desk.at = placeOf(boardShown()?.layout);
}

/** @param {string | null | undefined} key */
const placeOf = (key) => desk.layouts.findIndex((layout) => layout.key === key);
const boardShown = () => desk.boards.find(({ key }) => key === desk.board) ?? null;
const layoutShown = () => desk.layouts[desk.at] ?? null;

function changed() {
  Object.assign(desk, { changed: true, problem: null, said: "" });
  draw();
}

/** @param {Partial<Layout>} part of the layout shown */
function edit(part) {
  const before = desk.layouts[desk.at];
  // Boards follow a layout to its new name.
  if (part.key !== undefined) for (const board of desk.boards) if (board.layout === before.key) board.layout = part.key;
  desk.layouts[desk.at] = { ...before, ...part };
  changed();
}

/** @param {Layout | null} like */
function add(like) {
  const names = new Set(desk.layouts.map(({ key }) => key));
  let number = desk.layouts.length + 1;
  while (names.has(`layout-${number}`)) number += 1;
  desk.layouts.push({ ...USUAL, ...like, key: `layout-${number}` });
  choose(desk.layouts.length - 1);
  changed();
}

function remove() {
  const [gone] = desk.layouts.splice(desk.at, 1);
  for (const board of desk.boards) if (board.layout === gone.key) board.layout = null;
  choose(-1);
  changed();
}

/** @param {number} at which layout is edited; -1: the usual one, which says itself what it is */
function choose(at) {
  desk.at = at;
  draw();
}

/** @param {BoardNow} board */
function see(board) {
  desk.board = board.key;
  choose(placeOf(board.layout));
}

/** @param {BoardNow} board @param {Partial<BoardNow>} part */
function editBoard(board, part) {
  Object.assign(board, part);
  desk.board = board.key;
  if ("layout" in part) desk.at = placeOf(board.layout);
  changed();
}

/** A name that programs use; the server knows no other. */
const NAME = /^[a-z][a-z0-9_-]{0,47}$/;

async function save() {
  const wrong = desk.layouts.find(({ key }) => !NAME.test(key));
  if (wrong) {
    const title = t("layouts.name.wrong", { name: wrong.key });
    desk.problem = new Problem({ status: 0, code: "name", title, action: t("layouts.name.more") });
    return draw();
  }
  const body = {
    version: desk.found?.version,
    layouts: desk.layouts,
    boards: desk.boards.map(({ key, layout, inches }) => ({ key, layout, inches })),
  };
  try {
    const headers = desk.api.headers({ "Content-Type": "application/json" });
    const answer = await desk.api.ask(path, { method: "PUT", headers, body: JSON.stringify(body) }, { tries: 1 });
    const found = await answer.json();
    if (!answer.ok) throw new Problem({ title: t("kit.failed"), code: "unknown", ...found, status: answer.status });
    take(found);
    Object.assign(desk, { problem: null, said: t("layouts.saved", { n: found.version }) });
  } catch (problem) {
    desk.problem = /** @type {Problem} */ (problem);
  }
  draw();
}

function list() {
  return html`<h2>${t("layouts.list")}</h2><div class="chosen">
    <label class="grow"><span class="said">${t("layouts.list")}</span><select
      @change=${(/** @type {Typed} */ event) => choose(Number(event.target.value))}>
      <option value="-1" ?selected=${desk.at < 0}>${t("layouts.usual")}</option>
      ${desk.layouts.map(({ key }, at) => html`<option value=${at} ?selected=${at === desk.at}>${key}</option>`)}
    </select></label>
    <button class="key smallkey" @click=${() => add(null)}>${t("layouts.add")}</button>
    <button class="key smallkey quiet" ?disabled=${desk.at < 0} @click=${() => add(layoutShown())}>
      ${t("layouts.copy")}</button>
    <button class="key smallkey quiet" ?disabled=${desk.at < 0} @click=${remove}>${t("layouts.remove")}</button></div>`;
}

function boards() {
  if (!desk.boards.length) return html`<h2>${t("layouts.boards")}</h2><p class="none">${t("layouts.boards.none")}</p>`;
  return html`<h2>${t("layouts.boards")}</h2><table><thead><tr><th>${t("layouts.board")}</th><th>
    ${t("layouts.layout")}</th><th>${t("layouts.inches")}</th><th></th></tr></thead>
    <tbody>${desk.boards.map(boardRow)}</tbody></table>`;
}

/** @param {BoardNow} board */
function boardRow(board) {
  const wide = (/** @type {Typed} */ event) => editBoard(board, { inches: Number(event.target.value) || null });
  return html`<tr data-board=${board.key}><td><b>${say(board.name)}</b><span class="q">${
    board.zone ? t("layouts.zone", { zone: board.zone }) : t("layouts.whole")
  }</span></td>
    <td><select aria-label=${t("layouts.layout")} @change=${(/** @type {Typed} */ event) =>
      editBoard(board, { layout: event.target.value || null })}>
      <option value="" ?selected=${!board.layout}>${t("layouts.usual")}</option>
      ${desk.layouts.map(
        ({ key }) => html`<option value=${key} ?selected=${key === board.layout}>${key}</option>`,
      )}</select></td>
    <td><input type="number" min="3" max="400" step="any" placeholder="55" aria-label=${t("layouts.inches")}
      .value=${String(board.inches ?? "")} @change=${wide}></td>
    <td><button class="key smallkey ${board.key === desk.board ? "" : "quiet"}"
      aria-pressed=${board.key === desk.board} @click=${() => see(board)}>${t("layouts.see")}</button></td></tr>`;
}

function deeds() {
  const version = desk.found?.version ?? 0;
  return html`<div class="deeds">
    <p role="status">${desk.said || t(desk.changed ? "layouts.unsaved" : "layouts.version", { n: version })}</p>
    <button class="key quiet" ?disabled=${!desk.changed} @click=${load}>${t("layouts.discard")}</button>
    <button class="key now" ?disabled=${!desk.changed} @click=${save}>${t("layouts.save")}</button></div>`;
}

function draw() {
  const layout = layoutShown();
  const about = form(layout, { zones: desk.zones, media: desk.found?.media ?? [], edit });
  render(
    html`${menu("boards", { slot, demo })}
      <main class="g layouts"><div>
        ${problemBanner(desk.problem)}${
          desk.found
            ? html`${list()}${about}${boards()}${deeds()}`
            : html`<p class="none">${t(desk.problem ? "admin.nothing" : "admin.loading")}</p>`
        }</div>${desk.found ? preview.picture(layout, boardShown()) : nothing}</main>`,
    root,
  );
  preview.fit();
}

async function start() {
  await loadText(import.meta.url, ["admin", "layouts"]);
  setLanguage(language);
  await load();
}

void start();
