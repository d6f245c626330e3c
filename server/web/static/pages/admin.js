/** People, devices, sessions, records: for administrators. */
/** @import { SoundTrial } from "/static/kit/contracts.js" */
/** @import { Desk, Typed } from "./types.js" */
import { Api, Problem } from "/static/kit/api.js";
import { boot } from "/static/kit/boot.js";
import { loadText, setLanguage, t } from "/static/kit/text.js";
import { html, nothing, render } from "/static/kit/vendor/lit.js";
import { menu } from "./admin-menu.js";
import { SECTIONS } from "./admin-sections.js";
import { problemBanner } from "./problem-banner.js";

const root = /** @type {HTMLElement} */ (document.getElementById("screen"));
const FOLLOW_MS = 2000;
const { section, slot, language, demo } = boot();

/** What a section works with: its rows, the hall's catalogue, and the words to say about the last deed. */
/** @type {Desk} */
const desk = {
  api: new Api({ slot }),
  rows: null,
  get list() {
    return this.rows ?? [];
  },
  halls: [],
  catalogue: null,
  open: false,
  problem: null,
  secret: null,
  wish: {},
  busy: false,
  own: boot().person?.id,

  /** @param {string} method @param {string} path @param {unknown} body */
  async send(method, path, body) {
    const headers = this.api.headers({ "Content-Type": "application/json" });
    const answer = await this.api.ask(
      `/admin${path}`,
      { method, headers, body: body === undefined ? undefined : JSON.stringify(body) },
      { tries: method === "GET" ? 4 : 1 },
    );
    const said = await answer.json().catch(() => null);
    if (!answer.ok) throw new Problem({ title: t("kit.failed"), code: "unknown", ...said, status: answer.status });
    return said;
  },

  /** Do something, say what went wrong, show the list as it is now. @param {() => Promise<unknown>} deed */
  async act(deed) {
    if (this.busy) return;
    this.busy = true;
    this.problem = null;
    try {
      await deed();
    } catch (problem) {
      this.problem = /** @type {Problem} */ (problem);
    }
    this.busy = false;
    await this.load();
  },

  async load() {
    try {
      this.rows = await this.send("GET", `/${section}`);
    } catch (problem) {
      this.problem = /** @type {Problem} */ (problem);
    }
    draw();
    if (this.open || !SECTIONS[String(section)].form) return;
    await loadChoices();
    draw();
  },

  choose(hall) {
    this.set({ hall });
    void loadCatalogue(hall).catch((/** @type {Problem} */ problem) => {
      desk.problem = problem;
      draw();
    });
  },

  /**
   * A link or token, shown this once.
   * @param {string} title @param {string} value @param {boolean} link
   */
  show(title, value, link) {
    this.secret = { title, value: link ? new URL(value, location.origin).href : value, link };
    draw();
  },

  /** @param {{ role?: string, hall?: string, trial?: SoundTrial }} changes */
  set(changes) {
    Object.assign(this.wish, changes);
    draw();
  },
};

/** Open the form. When this fails the form stays closed, and is tried again with the next deed. */
async function loadChoices() {
  try {
    desk.halls = await desk.api.get("/halls");
    if (desk.halls.length === 1) await loadCatalogue(desk.halls[0].key);
    desk.open = true;
  } catch (problem) {
    desk.problem = /** @type {Problem} */ (problem);
  }
}

/** What a hall's windows and zones are. @param {string} hall */
async function loadCatalogue(hall) {
  desk.catalogue = null;
  if (!hall) return draw();
  const catalogue = await desk.api.get(`/halls/${hall}/catalogue`);
  // Meanwhile another hall may have been chosen.
  if ((desk.wish.hall ?? hall) === hall) desk.catalogue = catalogue;
  draw();
}

function hide() {
  desk.secret = null;
  draw();
}

function secret() {
  if (!desk.secret) return nothing;
  const { title, value, link } = desk.secret;
  return html`<div class="said-once" role="status">
    <b>${title}</b><span>${t(link ? "admin.once.link" : "admin.once.token")}</span>
    <div class="row"><input readonly aria-label=${title} .value=${value}
        @focus=${(/** @type {Typed} */ event) => event.target.select()}>
      <button class="key smallkey" @click=${() => copy(value)}>${t("admin.copy")}</button>
      <button class="key smallkey quiet" @click=${hide}>${t("admin.hide")}</button>
      </div></div>`;
}

/**
 * The clipboard is there on https and on this machine only; elsewhere the field is selected to copy by hand.
 * @param {string} value
 */
async function copy(value) {
  const field = /** @type {HTMLInputElement} */ (root.querySelector(".said-once input"));
  field.select();
  await navigator.clipboard?.writeText(value).catch(() => {
    // Not allowed to: the field stays selected.
  });
}

function draw() {
  const { table, form } = SECTIONS[String(section)];
  render(
    html`${menu(String(section), { slot, demo })}<main class="g ${form ? "" : "one"}"><div>
        ${problemBanner(desk.problem)}${secret()}
        <h2>${t(`admin.${section}`)} <span class="q">${desk.rows ? desk.rows.length : ""}</span></h2>
        ${
          desk.rows === null
            ? html`<p class="none">${t(desk.problem ? "admin.nothing" : "admin.loading")} </p>`
            : desk.rows.length
              ? table(desk)
              : html`<p class="none">${t(`admin.${section}.none`)}</p>`
        }</div>
      ${form ? html`<aside>${form(desk)}</aside>` : nothing}</main>`,
    root,
  );
}

async function start() {
  await loadText(import.meta.url, ["admin"]);
  setLanguage(language);
  draw();
  await desk.load();
  // Printers, their papers and loudspeakers change by themselves.
  if (section === "printers" || section === "sound") setInterval(() => void (desk.busy || desk.load()), FOLLOW_MS);
}

void start();
