/** What was changed today, by whom, and taking it back. */
/** @import { Acts, Changing } from "./changes.js" */
/** @import { ChangeToday, Words } from "/static/kit/contracts.js" */
import { time } from "/static/kit/format.js";
import { say, t } from "/static/kit/text.js";
import { html, nothing } from "/static/kit/vendor/lit.js";
import { matterName } from "./changes-parts.js";

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

/** What was changed, as one says it. @type {Record<string, (view: Changing, change: ChangeToday) => string>} */
const SAID = {
  window_open: planned,
  window_lunch: planned,
  window_matters: moved,
  quota: limited,
  kiosk_lock: locked,
  notice: told,
};

/** @param {Changing} view @param {ChangeToday} change */
const sentence = (view, change) => SAID[change.kind](view, change);

/** @param {Changing} _ @param {ChangeToday} change */
function planned(_, { kind, subject, after }) {
  const plan = `${kind}.${after ?? "usual"}`;
  return t(`changes.said.${plan}`, { window: subject });
}

/** @param {Changing} view @param {ChangeToday} change */
function limited(view, { subject, after }) {
  const matter = matterName(view, subject);
  return typeof after === "number"
    ? t("changes.said.quota", { matter, n: after })
    : t("changes.said.unlimited", { matter });
}

/** @param {Changing} view @param {ChangeToday} change */
function locked(view, { subject, after }) {
  const found = view.known?.kiosks.find(({ key }) => key === subject);
  const kiosk = found ? say(found.name) : subject;
  return after
    ? t("changes.said.locked", { kiosk, why: say(/** @type {Words} */ (after)) })
    : t("changes.said.unlocked", { kiosk });
}

/** @param {Changing} view @param {ChangeToday} change */
function told(view, { subject, before, after }) {
  const words = say(/** @type {Words} */ (after ?? before));
  const to = subject ? t("changes.notice.waiting", { matter: matterName(view, subject) }) : t("changes.notice.all");
  return t(after ? "changes.said.notice" : "changes.said.notice.away", { to, words });
}

/** @param {Changing} view @param {ChangeToday} change */
function moved(view, { subject, before, after }) {
  const [was, is] = [before, after].map((list) => (Array.isArray(list) ? list : []));
  const names = (/** @type {string[]} */ list) => list.map((key) => matterName(view, key)).join(t("changes.and"));
  const more = names(is.filter((key) => !was.includes(key)));
  const less = names(was.filter((key) => !is.includes(key)));
  const parts = [more && t("changes.said.more", { more }), less && t("changes.said.less", { less })];
  return t("changes.said.window", { window: subject, what: parts.filter(Boolean).join(t("changes.said.join")) });
}
