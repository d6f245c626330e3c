/** No window was named: the clerk chooses one, by number. */
/** @import { ConsoleModel } from "./console-model.js" */
/** @import { Catalogue, LiveWindow } from "/static/kit/contracts.js" */
import { ageLabel } from "/static/kit/parts.js";
import { chosenForm, t } from "/static/kit/text.js";
import { html, nothing } from "/static/kit/vendor/lit.js";
import { clock } from "./choices.js";

const TYPING_MS = 900;
let typed = "";
let typedAt = 0;
let waiting = 0;

/** @param {ConsoleModel} model */
export function choose(model) {
  const windows = model.catalogue?.windows ?? [];
  return html`<header class="top">
    <b class="win">${t("console.choose")}</b><span class="q">${t("console.choose.more")}</span><span
      class="grow"></span>${ageLabel(model.age)}</header>
    <main class="pick">${
      windows.length ? windows.map((window) => card(model, window)) : html`<p class="q">${t("console.connecting")}</p>`
    }</main>`;
}

/** @param {ConsoleModel} model @param {Catalogue["windows"][number]} window */
function card(model, window) {
  const now = model.live?.windows[window.key];
  const names = window.matters.map((key) => model.matterName(key, true));
  const mine = isMine(model, now);
  const said = mine ? t("console.choose.mine") : now ? state(model, now, window) : nothing;
  return html`<a class="wcard ${now?.state ?? ""} ${mine || now?.wanted ? "mine" : ""}" href=${address(window.key)}>
    <span class="num">${String(window.number).padStart(2, "0")}</span>
    <span class="grow"><b>${said}</b><span
        class="cut q">${names.slice(0, 3).join(chosenForm() === "zh" ? "、" : ", ")}${
          names.length > 3 ? t("console.choose.and", { n: names.length }) : ""
        }</span></span>
  </a>`;
}

/** This clerk is signed on there already. @param {ConsoleModel} model @param {LiveWindow | undefined} now */
function isMine(model, now) {
  const own = model.boot.person?.staff_no;
  return Boolean(own) && now?.clerk?.staff_no === own;
}

/** @param {ConsoleModel} model @param {LiveWindow} now @param {Catalogue["windows"][number]} window */
function state(model, now, window) {
  if (now.wanted) return t("console.wanted.since", { time: clock(model, now.wanted) });
  if (!window.opens) return t("console.choose.closed");
  if (now.state === "closed") return t("console.closed");
  const who = now.clerk?.name ?? "";
  return now.state === "paused" ? `${t("console.paused")} · ${who}` : `${t("console.onduty")} · ${who}`;
}

/** The page of that window; the rest of the address (which session) stays. @param {string} key */
function address(key) {
  const there = new URL(location.href);
  there.searchParams.set("window", key);
  return `${there.pathname}${there.search}`;
}

/**
 * "1" then "2" within a moment is window 12: a number that can't grow is complete, another one when nothing follows.
 * @param {ConsoleModel} model
 * @param {KeyboardEvent} event
 */
export function chooseKey(model, event) {
  if (model.key || !/^[\da-z]$/i.test(event.key) || event.ctrlKey || event.metaKey || event.altKey) return;
  clearTimeout(waiting);
  const char = event.key.toUpperCase();
  typed = event.timeStamp - typedAt < TYPING_MS ? typed + char : char;
  typedAt = event.timeStamp;
  const keys = (model.catalogue?.windows ?? []).map((window) => window.key);
  const wish = typed.replace(/^0+/, "");
  if (!keys.includes(wish)) return;
  const open = () => location.assign(address(wish));
  if (keys.some((key) => key !== wish && key.startsWith(wish))) waiting = setTimeout(open, TYPING_MS);
  else open();
}
