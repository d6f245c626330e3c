/** The head of every administrator's page: the one list of what there is. */
import { nextLanguage, t } from "/static/kit/text.js";
import { html, nothing } from "/static/kit/vendor/lit.js";

const PAGES = ["people", "devices", "printers", "sound", "sessions", "audit", "slips", "boards"];

/**
 * @param {string} current which of PAGES is shown
 * @param {{ slot?: string | null, demo?: boolean }} boot
 */
export function menu(current, { slot, demo }) {
  const query = (/** @type {string} */ path) => (slot ? `${path}?as=${slot}` : path);
  const lang = new URL(location.href);
  lang.searchParams.set("lang", nextLanguage().tag);
  return html`<header class="top"><h1>${t("admin.title")}</h1>
    <nav>${PAGES.map(
      (key) => html`<a href=${query(`/admin/${key}`)}
        aria-current=${key === current ? "page" : nothing}>${t(`admin.${key}`)}</a>`,
    )}</nav>
    <span class="grow"></span><a href="${lang.pathname}${lang.search}">${nextLanguage().name}</a>${
      demo ? html`<a href="/">${t("admin.start")}</a>` : nothing
    }<a href=${query("/sign-out")}>${t("admin.signout")}</a></header>`;
}
