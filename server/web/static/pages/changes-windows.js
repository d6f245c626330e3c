/** The windows of an open hall: opened, closed, kept open over lunch, given other matters. */
/** @import { Acts, Changing } from "./changes.js" */
/** @import { LiveWindow, WindowDescription } from "/static/kit/contracts.js" */
import { time } from "/static/kit/format.js";
import { t } from "/static/kit/text.js";
import { html, nothing } from "/static/kit/vendor/lit.js";
import { given, matterName } from "./changes-parts.js";

/** @param {Changing} view @param {Acts} acts */
export function windows(view, acts) {
  const all = view.catalogue?.windows ?? [];
  return html`<section><h2>${t("changes.windows")}</h2>
    ${all.map((window) => windowRow(view, acts, window, view.live?.windows[window.key]))}</section>`;
}

/**
 * @param {Changing} view @param {Acts} acts
 * @param {WindowDescription} window @param {LiveWindow | undefined} live
 */
function windowRow(view, acts, window, live) {
  const name = `w${window.key}`;
  return html`<div class="row1 win" data-window=${window.key}>
    <span class="no ${live?.state ?? ""}">${window.key}</span>
    <div><b>${standing(view, window, live)}</b>${chips(window)}
      <span class="q">${window.matters.map((key) => matterName(view, key)).join(t("changes.and"))}</span></div>
    <div class="do">${openKeys(view, acts, window, live)}${lunchKey(view, acts, window)}<button class="key"
      aria-expanded=${view.editing === name} @click=${() => acts.edit(name)}
      >${t("changes.window.matters")}</button></div>
    ${view.editing === name ? mattersForm(view, acts, window) : nothing}</div>`;
}

/**
 * Who sits there, or why nobody does.
 * @param {Changing} view @param {WindowDescription} window @param {LiveWindow | undefined} live
 */
function standing(view, window, live) {
  if (live?.clerk && live.state === "paused") return t("changes.window.paused", { name: live.clerk.name });
  if (live?.clerk) return live.clerk.name;
  const zone = view.catalogue?.hall.timezone ?? "Asia/Shanghai";
  if (live?.wanted) return t("changes.window.wanted", { time: time(live.wanted, zone) });
  return t(window.opens ? "changes.window.closed" : "changes.window.not_today");
}

/** What kind of window it is, and whether it works over lunch. @param {WindowDescription} window */
function chips({ kind, lunch }) {
  const usual = kind === "counter" || !kind;
  return html`${usual ? nothing : html` <span class="chip">${t(`changes.kind.${kind}`)}</span>`}${
    lunch ? html` <span class="chip">${t("changes.lunch")}</span>` : nothing
  }`;
}

/**
 * @param {Changing} view @param {Acts} acts
 * @param {WindowDescription} window @param {LiveWindow | undefined} live
 */
function openKeys(view, acts, window, live) {
  const closed = live?.state === "closed";
  const put = (/** @type {boolean} */ open) => acts.change({ kind: "window_open", window: window.key, open });
  const key = (/** @type {boolean} */ open, /** @type {string} */ words) =>
    html`<button class="key" ?disabled=${view.busy} @click=${() => put(open)}>${words}</button>`;
  return html`${
    closed && !live.wanted ? key(true, t(window.opens ? "changes.window.ask" : "changes.window.open")) : nothing
  }${window.opens ? key(false, t(closed ? "changes.window.skip" : "changes.window.close")) : nothing}`;
}

/** Only where the hours have a break. @param {Changing} view @param {Acts} acts @param {WindowDescription} window */
function lunchKey(view, acts, { key, lunch, opens }) {
  const breaks = view.catalogue?.hours.some(({ open }) => open.length > 1) && !view.catalogue.hall.always_open;
  if (!breaks || !opens) return nothing;
  return html`<button class="key" aria-pressed=${Boolean(lunch)} ?disabled=${view.busy}
    @click=${() => acts.change({ kind: "window_lunch", window: key, lunch: !lunch })}
    >${t(lunch ? "changes.lunch.off" : "changes.lunch.on")}</button>`;
}

/** @param {Changing} view @param {Acts} acts @param {WindowDescription} window */
function mattersForm(view, acts, window) {
  const send = (/** @type {SubmitEvent} */ event) =>
    acts.change({ kind: "window_matters", window: window.key, matters: given(event).getAll("matter").map(String) });
  return html`<form class="edit" @submit=${send}>
    <b>${t("changes.window.which", { window: window.key })}</b>
    <div class="all">${view.catalogue?.matters.map(
      ({ key }) => html`<label><input type="checkbox" name="matter" value=${key}
        .checked=${window.matters.includes(key)}>${matterName(view, key)}</label>`,
    )}</div>
    <div class="end"><button class="key now" ?disabled=${view.busy}>${t("changes.go")}</button><button
      class="key" type="button" @click=${() => acts.edit("")}>${t("changes.leave")}</button></div></form>`;
}
