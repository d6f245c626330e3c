/** Notices of an open hall: to everybody or to those who wait for a matter, with an end or without. */
/** @import { Acts, Changing } from "./changes.js" */
/** @import { LiveNotice } from "/static/kit/contracts.js" */
import { serverNow } from "/static/kit/clock.js";
import { time } from "/static/kit/format.js";
import { standingNotices } from "/static/kit/notices.js";
import { say, t } from "/static/kit/text.js";
import { html } from "/static/kit/vendor/lit.js";
import { given, matterName } from "./changes-parts.js";

/** Minutes after which a notice may end by itself. */
const MINUTES = [30, 60, 120, 240];

/** @param {Changing} view @param {Acts} acts */
export function notice(view, acts) {
  const send = (/** @type {SubmitEvent} */ event) => {
    const words = given(event);
    const text = (/** @type {string} */ name) => String(words.get(name) ?? "").trim();
    /** @type {Record<string, string>} */
    const said = Object.fromEntries(["zh", "en"].filter(text).map((tag) => [tag, text(tag)]));
    const minutes = Number(text("minutes"));
    const until = minutes ? new Date(serverNow().getTime() + minutes * 60_000).toISOString() : null;
    acts.notice({ notice: said, matter: text("matter") || null, until });
  };
  return html`<section><h2>${t("changes.notice")}</h2>${standingNotices(view.live, serverNow()).map((each) =>
    standing(view, acts, each),
  )}<form @submit=${send}>
    <label><span>${t("changes.notice.zh")}</span><input name="zh" maxlength="80" required autocomplete="off"></label>
    <label><span>${t("changes.notice.en")}</span><input name="en" maxlength="160" autocomplete="off"></label>
    <label><span>${t("changes.notice.to")}</span><select name="matter">
      <option value="">${t("changes.notice.all")}</option>${view.catalogue?.matters.map(
        ({ key }) => html`<option value=${key}>${matterName(view, key)}</option>`,
      )}</select></label>
    <label><span>${t("changes.notice.until")}</span><select name="minutes">
      <option value="">${t("changes.notice.open")}</option>${MINUTES.map(
        (minutes) => html`<option value=${minutes}>${t("changes.notice.minutes", { n: minutes })}</option>`,
      )}</select></label>
    <div class="do"><button class="key" ?disabled=${view.busy}
      >${t("changes.notice.show")}</button></div></form></section>`;
}

/** One that stands: to whom, until when, and the key that takes it away. */
/** @param {Changing} view @param {Acts} acts @param {LiveNotice} shown */
function standing(view, acts, { notice: words, matter, until }) {
  const to = matter ? t("changes.notice.waiting", { matter: matterName(view, matter) }) : t("changes.notice.all");
  return html`<div class="row1 noplate" data-notice=${matter ?? ""}>
    <div><b>${say(words)}</b><span class="q">${to} · ${noticeEnd(view, until)}</span></div>
    <div class="do"><button class="key" ?disabled=${view.busy} @click=${() => acts.notice({ notice: null, matter })}
      >${t("changes.notice.away")}</button></div></div>`;
}

/** @param {Changing} view @param {string | null | undefined} until */
function noticeEnd(view, until) {
  const zone = view.catalogue?.hall.timezone ?? "Asia/Shanghai";
  return until ? t("changes.notice.ends", { time: time(until, zone) }) : t("changes.notice.open");
}
