/** The parts of the page on which an open hall is changed. */
/** @import { Acts, Changing } from "./changes.js" */
/** @import { ChangeToday, LiveWindow, WindowDescription } from "/static/kit/contracts.js" */
import { time } from "/static/kit/format.js";
import { say, t } from "/static/kit/text.js";
import { html, nothing } from "/static/kit/vendor/lit.js";

/** Reasons of a kiosk's lock that need no typing, in the languages that are written for every hall. */
const REASONS = [
  { zh: "设备检修", en: "Under repair" },
  { zh: "正在换纸", en: "Paper is being changed" },
  { zh: "请到人工台取号", en: "Please take a number at the desk" },
];

/** What a matter is called where there is little room. @param {Changing} view @param {string} key */
function matterName(view, key) {
  const found = view.catalogue?.matters.find((matter) => matter.key === key);
  return found ? say(found.short ?? found.name) : key;
}

/** @param {SubmitEvent} event */
function given(event) {
  event.preventDefault();
  return new FormData(/** @type {HTMLFormElement} */ (event.target));
}

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
  const open = live && live.state !== "closed" && live.clerk;
  const name = `w${window.key}`;
  return html`<div class="row1" data-window=${window.key}>
    <span class="no ${live?.state ?? ""}">${window.key}</span>
    <div><b>${open ? live.clerk?.name : t("changes.window.closed")}</b>
      <span class="q">${window.matters.map((key) => matterName(view, key)).join(t("changes.and"))}</span></div>
    <div class="do">${
      open && view.relieves && !live.ticket
        ? html`<button class="key" ?disabled=${view.busy} @click=${() => acts.signOff(window.key)}
            >${t("changes.window.close")}</button>`
        : nothing
    }<button class="key" aria-expanded=${view.editing === name} @click=${() => acts.edit(name)}
      >${t("changes.window.matters")}</button></div>
    ${view.editing === name ? mattersForm(view, acts, window) : nothing}</div>`;
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

/** @param {Changing} view @param {Acts} acts */
export function kiosks(view, acts) {
  const all = view.known?.kiosks ?? [];
  return html`<section><h2>${t("changes.kiosks")}</h2>${all.map(
    (kiosk) => html`<div class="row1 noplate" data-kiosk=${kiosk.key}>
      <div><b>${say(kiosk.name)}</b><span class="q">${
        kiosk.locked ? t("changes.kiosk.locked", { why: say(kiosk.locked) }) : t("changes.kiosk.works")
      }</span></div>
      <div class="do">${
        kiosk.locked
          ? html`<button class="key" ?disabled=${view.busy}
              @click=${() => acts.change({ kind: "kiosk_lock", kiosk: kiosk.key, reason: null })}
              >${t("changes.kiosk.unlock")}</button>`
          : html`<button class="key" aria-expanded=${view.editing === kiosk.key}
              @click=${() => acts.edit(kiosk.key)}>${t("changes.kiosk.lock")}</button>`
      }</div>${view.editing === kiosk.key && !kiosk.locked ? lockForm(view, acts, kiosk.key) : nothing}</div>`,
  )}</section>`;
}

/** @param {Changing} view @param {Acts} acts @param {string} kiosk */
function lockForm(view, acts, kiosk) {
  const send = (/** @type {SubmitEvent} */ event) => {
    const words = given(event);
    const own = String(words.get("own") ?? "").trim();
    acts.change({ kind: "kiosk_lock", kiosk, reason: own ? { zh: own } : REASONS[Number(words.get("reason"))] });
  };
  return html`<form class="edit" @submit=${send}>
    <label><span>${t("changes.kiosk.why")}</span><select name="reason">${REASONS.map(
      (reason, place) => html`<option value=${place}>${say(reason)}</option>`,
    )}</select></label>
    <label><span>${t("changes.kiosk.own")}</span><input name="own" maxlength="80" autocomplete="off"></label>
    <div class="end"><button class="key now" ?disabled=${view.busy}>${t("changes.kiosk.lock")}</button><button
      class="key" type="button" @click=${() => acts.edit("")}>${t("changes.leave")}</button></div></form>`;
}

/** @param {Changing} view @param {Acts} acts */
export function quotas(view, acts) {
  const all = view.known?.quotas ?? [];
  const send = (/** @type {SubmitEvent} */ event) => {
    const words = given(event);
    acts.change({ kind: "quota", matter: String(words.get("matter")), quota: Number(words.get("quota")) });
  };
  return html`<section><h2>${t("changes.quotas")}</h2>${all
    .filter(({ quota }) => typeof quota === "number")
    .map(
      ({ matter, taken, quota }) => html`<div class="row1 noplate" data-quota=${matter}>
        <div><b>${matterName(view, matter)}</b>
          <span class="q">${t("changes.quota.of", { taken, quota: quota ?? "" })}</span></div>
        <div class="do"><button class="key" ?disabled=${view.busy}
          @click=${() => acts.change({ kind: "quota", matter, quota: null })}
          >${t("changes.quota.lift")}</button></div></div>`,
    )}
    <form class="line1" @submit=${send}>
      <label><span>${t("changes.quota.matter")}</span><select name="matter">${all.map(
        ({ matter }) => html`<option value=${matter}>${matterName(view, matter)}</option>`,
      )}</select></label>
      <label class="few"><span>${t("changes.quota.most")}</span><input name="quota" type="number" min="0" max="9999"
        required inputmode="numeric"></label>
      <button class="key" ?disabled=${view.busy}>${t("changes.quota.set")}</button></form></section>`;
}

/** @param {Changing} view @param {Acts} acts */
export function notice(view, acts) {
  const shown = view.live?.notice;
  const send = (/** @type {SubmitEvent} */ event) => {
    const words = given(event);
    const said = [...words].map(([language, text]) => [language, String(text).trim()]).filter(([, text]) => text);
    acts.notice(Object.fromEntries(said));
  };
  return html`<section><h2>${t("changes.notice")}</h2>${
    shown
      ? html`<div class="row1 noplate" data-notice>
          <div><b>${say(shown)}</b><span class="q">${t("changes.notice.now")}</span></div>
          <div class="do"><button class="key" ?disabled=${view.busy} @click=${() => acts.notice(null)}
            >${t("changes.notice.away")}</button></div></div>`
      : nothing
  }<form @submit=${send}>
    <label><span>${t("changes.notice.zh")}</span><input name="zh" maxlength="80" required autocomplete="off"></label>
    <label><span>${t("changes.notice.en")}</span><input name="en" maxlength="160" autocomplete="off"></label>
    <div class="do"><button class="key" ?disabled=${view.busy}
      >${t("changes.notice.show")}</button></div></form></section>`;
}

/** @param {Changing} view @param {Acts} acts */
export function made(view, acts) {
  const all = view.known?.changes ?? [];
  const zone = view.catalogue?.hall.timezone ?? "Asia/Shanghai";
  return html`<section class="made"><h2>${t("changes.made")} <span class="q">${all.length || ""}</span></h2>${
    all.length ? nothing : html`<p class="none">${t("changes.made.none")}</p>`
  }${all.map(
    (change) => html`<div class="row1 ${change.holds ? "" : "over"}" data-change=${change.subject}>
      <time>${time(change.at, zone).padStart(5, "0")}</time>
      <div><b>${sentence(view, change)}</b><span class="q">${change.actor.replace("person:", "")}</span></div>
      <div class="do">${
        change.holds
          ? html`<button class="key" ?disabled=${view.busy} @click=${() => acts.takeBack(change)}
              >${t("changes.back")}</button>`
          : html`<span class="q">${t("changes.over")}</span>`
      }</div></div>`,
  )}</section>`;
}

/** What was changed, as one says it. @param {Changing} view @param {ChangeToday} change */
function sentence(view, { kind, subject, before, after }) {
  if (kind === "quota") {
    const matter = matterName(view, subject);
    return typeof after === "number"
      ? t("changes.said.quota", { matter, n: after })
      : t("changes.said.unlimited", { matter });
  }
  if (kind === "kiosk_lock") {
    const found = view.known?.kiosks.find(({ key }) => key === subject);
    const kiosk = found ? say(found.name) : subject;
    const why = after && typeof after === "object" && !Array.isArray(after) ? say(after) : "";
    return why ? t("changes.said.locked", { kiosk, why }) : t("changes.said.unlocked", { kiosk });
  }
  const [was, is] = [before, after].map((list) => (Array.isArray(list) ? list : []));
  const names = (/** @type {string[]} */ list) => list.map((key) => matterName(view, key)).join(t("changes.and"));
  const more = names(is.filter((key) => !was.includes(key)));
  const less = names(was.filter((key) => !is.includes(key)));
  const parts = [more && t("changes.said.more", { more }), less && t("changes.said.less", { less })];
  return t("changes.said.window", { window: subject, what: parts.filter(Boolean).join(t("changes.said.join")) });
}
